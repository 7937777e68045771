"""The whole check in a real browser, by thumb on a narrow phone, with a script and without."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.looking import LARGE_TEXT, is_wider_than_the_screen, opened

pytestmark = [pytest.mark.django_db(transaction=True)]
SCREENS = 9


@pytest.fixture(scope="module", autouse=True)
def database_beside_a_browser():
    """The browser's driver keeps an event loop in this thread; the test empties the database from it all the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


def faults(page) -> list[Any]:
    """What axe finds, and what stands past the edge."""
    found = [
        (fault["id"], [node["html"] for node in fault["nodes"]]) for fault in Axe().run(page).response["violations"]
    ]
    return [*found, *(["wider than the screen"] if is_wider_than_the_screen(page) else [])]


def no_sign(page, watch) -> None:
    """Answer every screen of signs with "None of these"."""
    for _ in range(SCREENS):
        watch(page)
        if page.url.endswith("/start/"):
            page.get_by_label("Yesterday").check()
        if page.url.endswith("/health/"):
            page.get_by_label("Your age").fill("40")
        page.get_by_role("button", name="None of these").click()


def to_the_plan(page, watch) -> None:
    """From the first screen to the plan, with the nine questions."""
    no_sign(page, watch)
    watch(page)
    page.get_by_role("button", name="Ask me").click()
    watch(page)
    while "/question-" in page.url:
        page.locator("button.ask").nth(1).click()
    watch(page)
    page.get_by_role("button", name="Next").click()
    watch(page)
    page.get_by_label("Left").check()
    page.get_by_role("button", name="Show my plan").click()
    watch(page)
    assert page.url.endswith("/plan/")
    assert page.get_by_text("Made from your answers").is_visible()


def to_the_emergency_page(page, watch) -> None:
    page.goto(page.url.split("/plan/")[0] + "/check/leg-now/")
    page.get_by_label("rock-hard").check()
    page.get_by_role("button", name="Next").click()
    watch(page)
    call = page.get_by_role("link", name="Call 999")
    assert call.get_attribute("href") == "tel:999"
    box = call.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 800, "the number to call is seen without scrolling"
    page.get_by_label("I’m in").select_option("AU")
    page.get_by_role("button", name="Show its number").click()
    assert page.get_by_role("link", name="Call 000").is_visible()
    page.get_by_role("link", name="Change the answer").click()
    page.get_by_label("rock-hard").uncheck()
    page.get_by_role("button", name="None of these").click()
    assert page.url.endswith("/plan/")


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without"])
def test_the_check_by_thumb_from_the_first_screen_to_the_plan_and_to_help(browser, address, script):
    with opened(browser, address + "/check/", width=360, java_script_enabled=script, locale="en-GB") as page:
        to_the_plan(page, lambda page: None)
        to_the_emergency_page(page, lambda page: None)


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_axe_finds_nothing_on_any_screen(browser, address, width, scheme):
    found = {}

    def watch(page) -> None:
        found[page.url, page.title()] = faults(page)

    with opened(browser, address + "/check/", width=width, color_scheme=scheme, locale="en-GB") as page:
        to_the_plan(page, watch)
        to_the_emergency_page(page, watch)
    assert {screen: wrong for screen, wrong in found.items() if wrong} == {}
    assert len(found) >= SCREENS + 6


def test_nobody_has_to_scroll_sideways_with_text_twice_as_large(chromium, address):
    large = chromium(LARGE_TEXT)
    wide = set()

    def watch(page) -> None:
        if is_wider_than_the_screen(page):
            wide.add(page.url)

    with opened(large, address + "/check/", width=320, locale="en-GB") as page:
        to_the_plan(page, watch)
    large.close()
    assert wide == set()


def test_everything_that_is_pressed_is_large_enough_for_a_thumb(browser, address):
    small = {}

    def watch(page) -> None:
        for part in page.locator(".check .ask, .check .btn, .check .icon-btn, .check .pick label, .route .btn").all():
            box = part.bounding_box()
            if part.is_visible() and box and min(box["height"], box["width"]) < 44:
                small[page.url, part.inner_text()] = box

    with opened(browser, address + "/check/", width=360, locale="en-GB") as page:
        to_the_plan(page, watch)
    assert small == {}
