"""What the check leads to besides a plan, in a real browser: nobody is shut out, nothing is cut off."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.test import Client
from playwright.sync_api import Page

from programs.selectors.kept import KEY
from tests.browser.looking import LARGE_TEXT, in_another_language, is_wider_than_the_screen, looked_at, opened
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
    runner.tick("since-hurt")


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
    "an answer changed": (refused, "/check/since-hurt/", "Any when it was hurt, or since?"),
}


@pytest.fixture(scope="module")
def large(chromium):
    """A browser with text twice as large."""
    started = chromium(LARGE_TEXT)
    yield started
    started.close()


@contextmanager
def standing_at(browser, address, runner: Runner, state: str) -> Iterator[Page]:
    """The page of *state* on the narrowest phone, every fold of it open."""
    _, path, said = STATES[state]
    with opened(browser, address + "/offline/", locale="en-GB", width=320) as page:
        cookies = runner.client.cookies.items()
        page.context.add_cookies([{"name": name, "value": kept.value, "url": address} for name, kept in cookies])
        page.goto(address + path)
        assert said in page.inner_text("body"), f"{state}: {page.url}"
        page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
        yield page


@pytest.mark.whole
@pytest.mark.parametrize("state", STATES)
def test_nobody_is_shut_out_and_nothing_cut_off_in_any_state(browser, large, address, state):
    runner = Runner(Client(headers={"host": "127.0.0.1", "origin": "http://127.0.0.1"}))
    STATES[state][0](runner)
    with standing_at(large, address, runner, state) as page:
        assert not is_wider_than_the_screen(page), "text twice as large"
    with standing_at(browser, address, runner, state) as page:
        assert looked_at(page, [*STATES].index(state)) == []
        page.set_viewport_size({"width": 320, "height": 800})
        in_another_language(page)
        assert not is_wider_than_the_screen(page), "a longer language from right to left"


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
