"""Every state of a session: readable, within the edge, large enough for a thumb, and finished without a script."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.following import at_home, item, now_at, press, running, standing_on_one_leg, starting
from tests.browser.looking import LARGE_TEXT, in_another_language, is_wider_than_the_screen, looked_at, smaller

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("database_beside_a_browser")]
SCRIPTS = Path("programs/static/strideback/session")
MOST_BYTES = 10_000
# Words in a running sentence and the page's own name need not be as tall as a thumb.
PRESSED = "main :is(.btn, .icon-btn, summary, .pick label, .switch, .numbers label, .ask, .doors a, .wrong)"
LEAST = 44


def start(page: Page) -> None:
    press(page)
    press(page)


def count(page: Page) -> None:
    start(page)
    press(page)


def rest(page: Page) -> None:
    start(page)
    press(page, "End this set")
    now_at(page, "rest")


def change(page: Page) -> None:
    start(page)
    press(page, "End this set")
    now_at(page, "switch")


def cues(page: Page) -> None:
    page.get_by_role("button", name="Sound, buzz and flash").click()
    expect(page.locator("[data-cue=flash]")).to_be_visible()


def hurt(page: Page) -> None:
    page.get_by_text("Not all of it, or it hurt").click()


def stop(page: Page) -> None:
    start(page)
    press(page, "I stopped here")


def nothing(page: Page) -> None:
    expect(page.locator("h1")).to_be_visible()


def trial(page: Page) -> None:
    press(page)
    press(page, "Start now")


# What is opened, and what is done there. An address that begins with no stroke is an exercise of today.
STATES: dict[str, tuple[Callable[[], object], str, Callable[[Page], None]]] = {
    "an exercise": (standing_on_one_leg, "two-leg-heel-raise", nothing),
    "getting ready": (standing_on_one_leg, "two-leg-heel-raise", press),
    "counting": (standing_on_one_leg, "two-leg-heel-raise", count),
    "resting": (standing_on_one_leg, "two-leg-heel-raise", rest),
    "holding": (standing_on_one_leg, "single-leg-stand", start),
    "changing legs": (standing_on_one_leg, "single-leg-stand", change),
    "choosing cues": (standing_on_one_leg, "two-leg-heel-raise", cues),
    "saying why not": (standing_on_one_leg, "two-leg-heel-raise", hurt),
    "today": (standing_on_one_leg, "/today/", nothing),
    "the end": (standing_on_one_leg, "/today/session/end/", nothing),
    "a run": (running, "walk-run-session-ladder", start),
    "a run stopped": (running, "walk-run-session-ladder", stop),
    "a test": (starting, "/today/test/leaning-two-leg-heel-raise/", nothing),
    "a test going on": (starting, "/today/test/leaning-two-leg-heel-raise/", trial),
    "a test of minutes": (starting, "/today/test/walk-10-min/", trial),
}
DEEP, LONGEST = pytest.mark.deep, "standing_on_one_leg"
STORIES = {story.__name__: story for story, _, _ in STATES.values()}


def through(browser, address, story: str, look: Callable[[Page, str], None], **options) -> None:
    """Looks at every state of a story, each as if nothing had been begun."""
    rob = STORIES[story]()
    with at_home(browser, rob, address, **options) as page:
        for state in (name for name, (whose, _, _) in STATES.items() if whose is STORIES[story]):
            _, where, act = STATES[state]
            page.goto(address + "/today/")
            page.evaluate("localStorage.clear()")
            page.set_viewport_size(options.get("viewport", {"width": 360, "height": 760}))
            page.goto(address + (where if where.startswith("/") else item(rob, where)))
            act(page)
            look(page, state)


def out_of_reach(page: Page, width: int, height: int) -> list[object]:
    """What is smaller than a thumb on a screen of that size, and the big button where it is not in view."""
    page.set_viewport_size({"width": width, "height": height})
    found: list[object] = list(smaller(page, PRESSED, LEAST - 0.5))
    big = page.locator("main.player:not(:has([data-cues]:not([hidden]), #tell [open])) [data-press]")
    box = big.bounding_box() if big.count() and big.is_visible() else None
    if box and not 0 <= box["y"] <= height - box["height"]:
        found.append(("out of view", box))
    return found


@pytest.mark.whole
@pytest.mark.timeout(300)
@pytest.mark.parametrize("story", ["starting", pytest.param("running", marks=DEEP), pytest.param(LONGEST, marks=DEEP)])
def test_every_state_is_without_fault_in_reach_and_within_the_edge(browser, address, story):
    found: dict[str, list[object]] = {}

    def look(page: Page, state: str) -> None:
        found[state] = [*looked_at(page, len(found)), *out_of_reach(page, 740, 360), *out_of_reach(page, 320, 568)]
        in_another_language(page)
        found[state] += ["wider than the screen in a longer language"] if is_wider_than_the_screen(page) else []

    through(browser, address, story, look)
    assert {state: wrong for state, wrong in found.items() if wrong} == {}
    assert found


@pytest.mark.deep
@pytest.mark.parametrize("story", STORIES)
def test_nobody_has_to_scroll_sideways_with_text_twice_as_large(chromium, address, story):
    large, wide = chromium(LARGE_TEXT), []
    through(
        large,
        address,
        story,
        lambda page, state: wide.append(state) if is_wider_than_the_screen(page) else None,
        viewport={"width": 320, "height": 640},
    )
    large.close()
    assert wide == []


def test_a_session_is_finished_by_one_button_a_screen_without_a_script(browser, address):
    rob = starting()
    with at_home(browser, rob, address, java_script_enabled=False, viewport={"width": 320, "height": 640}) as page:
        page.goto(address + "/today/")
        page.get_by_role("link", name="Start").click()
        for _ in range(len(rob.plan.entries)):
            assert page.locator("[data-press]").count() == 0 or not page.locator("[data-press]").is_visible()
            page.get_by_role("button", name="Done", exact=True).click()
        page.get_by_role("group", name="Worst pain while you did it").get_by_label("1", exact=True).check()
        page.get_by_role("group", name="Pain now").get_by_label("0", exact=True).check()
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("Green so far")).to_be_visible()


def test_scripts_and_the_sheet_of_a_session_are_small():
    sizes = {path.name: len(gzip.compress(path.read_bytes())) for path in SCRIPTS.glob("*.js")}
    assert len(sizes) >= 6
    assert {name: size for name, size in sizes.items() if size > MOST_BYTES} == {}
    assert sum(sizes.values()) < 2 * MOST_BYTES
    assert len(gzip.compress((SCRIPTS.parent / "session.css").read_bytes())) < MOST_BYTES / 4
