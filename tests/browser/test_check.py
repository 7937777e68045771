"""The whole check in a real browser, by thumb on a narrow phone, with a script and without."""

import pytest

from tests.browser.looking import LARGE_TEXT, is_wider_than_the_screen, looked_at, opened, smaller

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("database_beside_a_browser")]
# Without a sign the risks of a clot decide nothing, and are not asked.
SCREENS = 6


def press(page, part) -> None:
    """Press what leads to another page, and wait until that page is there: a busy server may take its time."""
    with page.expect_navigation() as there:
        part.click()
    assert there.value.ok, f"{there.value.status} at {there.value.url}"


def no_sign(page, watch) -> None:
    """Answer every screen of signs with "None of these"."""
    for _ in range(SCREENS):
        watch(page)
        if page.url.endswith("/start/"):
            page.get_by_label("Yesterday").check()
        if page.url.endswith("/health/"):
            page.get_by_label("Your age").fill("40")
        press(page, page.get_by_role("button", name="None of these"))


def to_the_plan(page, watch) -> None:
    """From the first screen to the plan, with the nine questions."""
    no_sign(page, watch)
    watch(page)
    press(page, page.get_by_role("button", name="Ask me"))
    watch(page)
    while "/question-" in page.url:
        # A little of everything, but no pop: who is not sure of that is asked again.
        press(page, page.locator("button.ask").nth(0 if page.url.endswith("-i/") else 1))
    watch(page)
    press(page, page.get_by_role("button", name="Next"))
    watch(page)
    page.get_by_label("Left").check()
    press(page, page.get_by_role("button", name="Show my plan"))
    watch(page)
    assert page.url.endswith("/plan/")
    assert page.get_by_text("Made from your answers").is_visible()


def to_the_emergency_page(page, watch) -> None:
    page.goto(page.url.split("/plan/")[0] + "/check/emergency/")
    page.get_by_label("rock-hard").check()
    press(page, page.get_by_role("button", name="Next"))
    watch(page)
    call = page.get_by_role("link", name="Call 999")
    assert call.get_attribute("href") == "tel:999"
    box = call.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 800, "the number to call is seen without scrolling"
    page.get_by_label("My country").select_option("AU")
    press(page, page.get_by_role("button", name="Show its number"))
    assert page.get_by_role("link", name="Call 000").is_visible()
    press(page, page.get_by_role("link", name="Change the answer"))
    page.get_by_label("rock-hard").uncheck()
    press(page, page.get_by_role("button", name="None of these"))
    assert page.url.endswith("/plan/")


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without"])
def test_the_check_by_thumb_from_the_first_screen_to_the_plan_and_to_help(browser, address, script):
    with opened(browser, address + "/check/", width=360, java_script_enabled=script, locale="en-GB") as page:
        to_the_plan(page, lambda page: None)
        to_the_emergency_page(page, lambda page: None)


@pytest.mark.whole
def test_axe_finds_nothing_on_any_screen(browser, address):
    found: dict[tuple[str, str], list[object]] = {}

    def watch(page) -> None:
        found[page.url, page.title()] = looked_at(page, len(found))
        page.set_viewport_size({"width": 360, "height": 800})

    with opened(browser, address + "/check/", width=360, locale="en-GB") as page:
        to_the_plan(page, watch)
        to_the_emergency_page(page, watch)
    assert {screen: wrong for screen, wrong in found.items() if wrong} == {}
    assert len(found) >= SCREENS + 6


@pytest.mark.deep
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
        if "/check/" in page.url:
            small[page.url] = smaller(page, ".check .ask, .check .btn, .check .icon-btn, .check .pick label", 44)

    with opened(browser, address + "/check/", width=360, locale="en-GB") as page:
        to_the_plan(page, watch)
    assert {place: parts for place, parts in small.items() if parts} == {}
    assert len(small) > SCREENS
