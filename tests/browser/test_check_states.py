"""What the check leads to besides a plan, in a real browser: nobody is shut out, nothing is cut off."""

from collections.abc import Callable

import pytest
from django.test import Client

from programs.selectors.kept import KEY
from tests.browser.looking import LARGE_TEXT, WIDTHS, faults_on, in_another_language, is_wider_than_the_screen, opened
from tests.programs.check_path import Runner

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("database_beside_a_browser")]


def signs(*flags: str, **beside: dict[str, str]) -> Callable[[Runner], object]:
    return lambda runner: runner.screen(*flags, **beside)


def plan(*flags: str, **more: str) -> Callable[[Runner], object]:
    def go(runner: Runner) -> None:
        runner.screen(*flags)
        last = runner.finish()
        assert (runner.say("more", **more) if more else last)["Location"] == "/plan/"

    return go


def unreadable(runner: Runner) -> None:
    runner.screen()
    session = runner.client.session
    session[KEY] = session[KEY] | {"version": 99}
    session.save()


def refused(runner: Runner) -> None:
    runner.tick("leg-now")


# What was answered, the address, and what is seen there.
STATES: dict[str, tuple[Callable[[Runner], object], str, str]] = {
    "an emergency": (signs("rf01"), "/check/result/", "Call for help now"),
    "a leg under pressure": (signs("rf02", "rf03"), "/plan/", "Keep the leg level"),
    "seen today": (signs("rf08"), "/plan/?grade=2&week=3", "Have it looked at today"),
    "fifteen years old": (signs(health={"age": "15"}), "/check/result/", "This plan starts at 16"),
    "seventeen years old": (signs(health={"age": "17"}), "/check/more/", "guardian"),
    "seventy years old": (signs(health={"age": "70"}), "/check/more/", "exercise"),
    "a plan": (plan(), "/plan/", "Made from your answers"),
    "a plan of every day": (plan(), "/plan/week/2/", "Made from your answers"),
    "a plan that waits for a visit": (plan("rf26", examined_on="no"), "/plan/", "within a week"),
    "a check that cannot be read": (unreadable, "/plan/", "cannot be read"),
    "how bad it is": (signs(), "/check/grade/", "grade"),
    "an answer changed": (refused, "/check/leg-now/", "Any of these in your leg?"),
}


@pytest.fixture
def at(address) -> Callable[..., None]:
    """Looks at a state in a browser: *look* gets the page, and the width it has."""

    def looked(browser, state: str, look: Callable[..., None], **options) -> None:
        answer, path, said = STATES[state]
        runner = Runner(Client(headers={"host": "127.0.0.1", "origin": "http://127.0.0.1"}))
        answer(runner)
        with opened(browser, address + "/offline/", locale="en-GB", **options) as page:
            page.context.add_cookies(
                [
                    {"name": name, "value": morsel.value, "url": address}
                    for name, morsel in runner.client.cookies.items()
                ]
            )
            page.goto(address + path)
            assert said in page.inner_text("body"), f"{state}: {page.url}"
            for fold in page.locator("details:not([open]) > summary").all():
                if fold.is_visible():
                    fold.click()
            look(page)

    return looked


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_in_any_state(browser, at, state):
    found = []
    for width, scheme in zip(WIDTHS, ("dark", "light"), strict=True):
        at(browser, state, lambda page: found.extend(faults_on(page)), width=width, color_scheme=scheme)
    assert found == []


def test_nothing_is_past_the_edge_with_text_twice_as_large(chromium, at):
    large, wide = chromium(LARGE_TEXT), []
    for state in STATES:
        at(
            large,
            state,
            lambda page, name=state: wide.append(name) if is_wider_than_the_screen(page) else None,
            width=320,
        )
    large.close()
    assert wide == []


def test_nothing_is_past_the_edge_in_a_longer_language_from_right_to_left(browser, at):
    wide = []

    def look(page) -> None:
        in_another_language(page)
        if is_wider_than_the_screen(page):
            wide.append(page.url)

    for state in STATES:
        at(browser, state, look, width=320)
    assert wide == []


def test_the_check_can_be_answered_by_keyboard_alone(browser, address):
    with opened(browser, address + "/check/", width=1280, locale="en-GB") as page:
        for _ in range(40):
            if "/grade/" in page.url:
                break
            if page.url.endswith("/start/"):
                reach(page, "input[name=when][value=today]", "Space")
            if page.url.endswith("/health/"):
                reach(page, "#age", None)
                page.keyboard.type("40")
            with page.expect_navigation():
                reach(page, "button[name=none]", "Enter")
        reach(page, "input[name=grade][value='2'], button[name=grade][value='2']", None)
        assert "/grade/" in page.url


def reach(page, wanted: str, key: str | None) -> None:
    """Walk to the part that is *wanted* with the Tab key, and press *key* there."""
    for _ in range(60):
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            break
        page.keyboard.press("Tab")
    else:
        raise AssertionError(f"{wanted} is out of reach at {page.url}")
    if key:
        page.keyboard.press(key)
