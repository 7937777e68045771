"""A run and the tests of the way on, in a real browser: each change is called, and numbers end up in the form."""

import pytest
from playwright.sync_api import expect

from tests.browser.following import (
    at_home,
    item,
    lived,
    now_at,
    press,
    running,
    screened,
    starting,
    with_its_clock_stopped,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("database_beside_a_browser")]
RUN = "walk-run-session-ladder"
A_MINUTE = 60_000


def test_a_run_calls_each_change_pauses_and_gives_the_minutes_of_a_run_that_was_stopped(browser, address):
    rob = running()
    with at_home(browser, rob, address) as page:
        with_its_clock_stopped(page, address + item(rob, RUN))
        title, clock, called = page.locator("h1"), page.locator("[data-clock]"), page.locator("[data-says]")
        expect(clock).to_have_text("Run 1 of 12 · 0:00 of 24:00")
        press(page, "Start")
        page.clock.run_for(5_200)
        expect(title).to_have_text("Run, easy enough to chat")
        expect(called).to_have_text("Run for 1:00")
        page.clock.run_for(A_MINUTE)
        expect(title).to_have_text("Walk")
        expect(called).to_have_text("Walk for 1:00")
        page.clock.run_for(A_MINUTE)
        expect(clock).to_contain_text("Run 2 of 12 · 2:0")
        press(page, "Pause")
        page.clock.fast_forward(10 * A_MINUTE)
        expect(clock).to_contain_text("Run 2 of 12 · 2:0")
        press(page, "Go on")
        page.clock.fast_forward(4 * A_MINUTE)
        expect(clock).to_contain_text("Run 4 of 12 · 6:0")
        page.reload()
        expect(clock).to_contain_text("Run 4 of 12 · 6:")
        page.clock.run_for(30_000)
        press(page, "I stopped here")
        expect(page.get_by_label("Minutes you ran")).to_have_value("4")
        page.get_by_role("button", name="I did some of it").click()
        page.wait_for_url("**/today/session/3/")
    told = rob.following.today.page.open_items[-1]
    assert (told.exercise, told.outcome, told.minutes) == (RUN, "partly", 4)


def test_a_whole_run_leaves_the_minutes_to_the_plan(browser, address):
    rob = running()
    with at_home(browser, rob, address) as page:
        with_its_clock_stopped(page, address + item(rob, RUN))
        press(page)
        press(page)
        page.clock.fast_forward(25 * A_MINUTE)
        now_at(page, "end")
        expect(page.get_by_label("Minutes you ran")).to_have_value("")
        page.get_by_role("button", name="Done", exact=True).click()
        page.wait_for_url("**/today/session/3/")
    told = rob.following.today.page.open_items[-1]
    assert (told.outcome, told.minutes) == ("done", None)


def untried():
    """Where raises on one leg are to be tried, and were not yet."""
    return screened(lived(13, tests_until="strengthen"))


def test_raises_are_counted_to_a_metronome_on_the_other_leg_first_and_can_be_typed_too(browser, address):
    rob = untried()
    other, sore = page_legs(rob)
    with at_home(browser, rob, address) as page:
        with_its_clock_stopped(page, address + "/today/test/single-leg-heel-raise/")
        press(page, f"Start: {other}")
        page.clock.run_for(5_200)
        for _ in range(3):
            press(page, "Tap each one")
        press(page, "Stop here")
        expect(page.locator("#sound")).to_have_value("3")
        page.reload()
        press(page, f"Start: {sore}")
        press(page, "Start now")
        press(page, "Tap each one")
        press(page, "Stop here")
        expect(page.locator("#sound")).to_have_value("3")
        expect(page.locator("#injured")).to_have_value("1")
        page.locator("#injured").fill("16")
        page.locator("#sound").fill("20")
        page.get_by_role("group", name="Worst pain meanwhile").get_by_label("1", exact=True).check()
        page.get_by_role("button", name="Save").click()
        page.wait_for_url("**/today/")
    tried = {name: record for name, record in rob.following.today.now.tests.items() if record.injured == 16}
    assert {record.sound for record in tried.values()} == {20}
    assert set(tried) == {"single-leg-raises", "raise-symmetry"}


def test_the_metronome_strikes_thirty_times_a_minute(browser, address):
    rob = starting()
    with at_home(browser, rob, address) as page:
        page.add_init_script(
            """window.struck = 0;
            const start = OscillatorNode.prototype.start;
            OscillatorNode.prototype.start = function (...when) { window.struck += 1; return start.apply(this, when); };
            Object.defineProperty(AudioContext.prototype, "state", { get: () => "running" });"""
        )
        with_its_clock_stopped(page, address + "/today/test/leaning-two-leg-heel-raise/")
        press(page, "Start")
        press(page, "Start now")
        page.clock.run_for(1_000)
        before = page.evaluate("struck")
        page.clock.run_for(A_MINUTE)
        assert page.evaluate("struck") - before == 30


def test_of_several_holds_the_shortest_counts(browser, address):
    rob = starting()
    with at_home(browser, rob, address) as page:
        with_its_clock_stopped(page, address + "/today/test/isometric-5x30/")
        for number, seconds in enumerate((31, 30, 12, 33, 30), 1):
            press(page, f"Start: Set {number} of 5")
            press(page, "Start now")
            page.clock.run_for(seconds * 1000 + 400)
            press(page, "Stop here")
        expect(page.locator("#injured")).to_have_value("12")
        expect(page.locator("[data-line]")).to_contain_text("save")


def page_legs(rob) -> tuple[str, str]:
    sore = rob.programme.leg
    return ("right leg" if sore == "left" else "left leg"), f"{sore} leg"
