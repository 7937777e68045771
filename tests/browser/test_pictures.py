"""Pictures in a real browser: they show, they move unless somebody wants less motion, and they can be stopped."""

import pytest

from tests.browser.looking import opened

PAGE = "/exercises/two-leg-heel-drop/"
SHOWN = "document.querySelector('.motion img').currentSrc"


@pytest.mark.parametrize(
    ("wish", "query", "look"),
    [
        ("no-preference", "", "moving"),
        ("reduce", "", "still"),
        ("no-preference", "?motion=still", "still"),
        ("reduce", "?motion=moving", "moving"),
    ],
    ids=["it moves", "less motion is wanted", "stopped by hand", "started by hand though less motion is wanted"],
)
def test_which_picture_a_reader_gets(browser, address, wish, query, look):
    with opened(browser, address + PAGE + query, width=360, reduced_motion=wish) as page:
        assert f"-{look}." in page.evaluate(SHOWN)
        assert page.evaluate("document.querySelector('.motion img').naturalWidth") > 0
        assert page.locator(".motion figcaption a:visible").count() == 1


@pytest.mark.parametrize("wish", ["no-preference", "reduce"])
def test_one_tap_stops_or_starts_it_without_a_script(browser, address, wish):
    with opened(browser, address + PAGE, width=360, reduced_motion=wish, java_script_enabled=False) as page:
        first, then = ("Stop the picture", "Let the picture move")[:: 1 if wish == "no-preference" else -1]
        page.locator(".motion a:visible").get_by_text(first).click()
        page.locator(".motion a:visible").get_by_text(then).wait_for()


def test_a_file_opened_by_itself_draws_in_its_own_colours_and_runs_nothing(browser, address):
    with opened(browser, f"{address}/exercises/cold-pack/figure.svg?motion=moving", width=360) as page:
        fills = page.evaluate("[...document.querySelectorAll('path')].map(one => getComputedStyle(one).fill)")
        assert len(set(fills)) > 5
