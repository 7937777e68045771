"""The player of a session by thumb: it counts, holds, changes legs, rests, and comes back where it was."""

import pytest
from playwright.sync_api import expect

from tests.browser.following import (
    at_home,
    item,
    kept,
    now_at,
    press,
    standing_on_one_leg,
    starting,
    with_its_clock_stopped,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("database_beside_a_browser")]
RAISES, HOLD, STAND = "seated-heel-raise", "seated-forefoot-press", "single-leg-stand"


def test_a_set_is_counted_tap_by_tap_then_rested_and_after_the_last_one_done_is_the_big_button(browser, address):
    rob = starting()
    with at_home(browser, rob, address) as page:
        with_its_clock_stopped(page, address + item(rob, RAISES))
        press(page, "Start set 1")
        now_at(page, "ready")
        page.clock.run_for(5_100)
        now_at(page, "work")
        for _ in range(11):
            press(page, "Tap each rep")
        expect(page.locator("p[data-count]")).to_have_text("11 of 12")
        assert page.locator("[data-reps] .on").count() == 11
        press(page, "One less")
        expect(page.locator("p[data-count]")).to_have_text("10 of 12")
        press(page)
        press(page)
        now_at(page, "rest")
        expect(page.locator("h1")).to_have_text("Rest")
        expect(page.locator("[data-timer] .big-n")).to_have_text("1:15")
        press(page, "15 s more")
        expect(page.locator("[data-timer] .big-n")).to_have_text("1:30")
        page.clock.run_for(91_000)
        press(page, "Start set 2")
        press(page, "Start now")
        for _ in range(12):
            press(page)
        now_at(page, "end")
        assert kept(page) != {}
        page.get_by_role("button", name="Done", exact=True).click()
        page.wait_for_url("**/today/session/4/")
        assert not any(RAISES in key for key in kept(page)), "what is told is not kept any longer"
    assert [did.exercise for did in rob.following.today.page.open_items] == [RAISES]


def test_a_hold_pauses_goes_on_is_longer_when_asked_and_calls_half(browser, address):
    rob = starting()
    with at_home(browser, rob, address) as page:
        with_its_clock_stopped(page, address + item(rob, HOLD))
        press(page, "Start 20 seconds")
        press(page, "Start now")
        page.clock.run_for(8_000)
        number = page.locator("[data-timer] .big-n")
        expect(number).to_have_text("12")
        press(page, "Pause")
        page.clock.run_for(60_000)
        expect(number).to_have_text("12")
        expect(page.locator("[data-timer] .under")).to_have_text("paused")
        press(page, "Go on")
        page.clock.run_for(3_000)
        expect(page.locator("[data-says]")).to_have_text("Half way.")
        press(page, "15 s more")
        expect(number).to_have_text("24")
        page.clock.run_for(24_200)
        now_at(page, "rest")
        expect(page.locator("[data-says]")).to_contain_text("Rest, ")
        press(page, "I’m ready now")
        now_at(page, "ready")


def test_a_phone_that_slept_is_right_when_it_wakes_and_does_no_set_by_itself(browser, address):
    rob = starting()
    with at_home(browser, rob, address) as page:
        with_its_clock_stopped(page, address + item(rob, HOLD))
        press(page)
        press(page)
        page.clock.fast_forward(25_000)
        now_at(page, "rest")
        rest = int((page.locator("[data-timer] .big-n").text_content() or "").split(":")[1])
        page.clock.fast_forward(5_000)
        expect(page.locator("[data-timer] .big-n")).to_have_text(f"0:{rest - 5:02}")
        page.clock.fast_forward("10:00")
        now_at(page, "idle")
        page.clock.fast_forward("01:00:00")
        expect(page.locator("[data-line]")).to_contain_text("Set 2 of 3")
        now_at(page, "idle")


def test_each_leg_works_in_turn_and_nothing_runs_while_they_are_changed(browser, address):
    rob = standing_on_one_leg()
    with at_home(browser, rob, address) as page:
        with_its_clock_stopped(page, address + item(rob, STAND))
        expect(page.get_by_label("Left leg")).to_be_checked()
        press(page, "Start 20 seconds")
        press(page)
        page.clock.run_for(20_500)
        now_at(page, "switch")
        expect(page.locator("h1")).to_have_text("Now the right leg")
        expect(page.get_by_label("Right leg")).to_be_checked()
        page.clock.run_for(60_000)
        now_at(page, "switch")
        press(page, "Start 20 seconds")
        press(page)
        page.clock.run_for(20_500)
        now_at(page, "rest")
        press(page, "I’m ready now")
        expect(page.get_by_label("Left leg")).to_be_checked()
        page.get_by_label("Right leg").check()
        expect(page.locator("[data-line]")).to_contain_text("Set 2 of 3 · right leg")


# Where the runner was, how the player got there, and what is seen when the closed page is opened again.
PLACES = {
    "in a count": (RAISES, 5, "work", "[data-number]", "3"),
    "in a rest": (RAISES, 14, "rest", "h1", "Rest"),
    "before the second set": (RAISES, 15, "idle", "[data-press]", "Start set 2"),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_closed_page_comes_back_where_it_was(browser, address, place):
    exercise, presses, at, part, seen = PLACES[place]
    rob = starting()
    with at_home(browser, rob, address) as page:
        page.goto(address + item(rob, exercise))
        for _ in range(min(presses, 14)):
            press(page)
        if presses > 14:
            press(page)
            press(page, "Wait")
        now_at(page, at)
        page.close()
        again = page.context.new_page()
        again.goto(address + item(rob, exercise))
        now_at(again, at)
        expect(again.locator(part)).to_have_text(seen)


def test_a_hold_that_ran_out_while_the_page_was_closed_waits_where_it_was_last_seen(browser, address):
    rob = starting()
    with at_home(browser, rob, address) as page:
        with_its_clock_stopped(page, address + item(rob, HOLD))
        press(page)
        press(page)
        page.clock.run_for(8_000)
        page.goto(address + "/today/")
        page.clock.fast_forward("03:00:00")
        page.goto(address + item(rob, HOLD))
        expect(page.locator("[data-timer] .under")).to_have_text("paused")
        expect(page.locator("[data-timer] .big-n")).to_have_text("12")


def test_what_was_kept_of_another_day_or_plan_is_thrown_away(browser, address):
    rob = starting()
    with at_home(browser, rob, address) as page:
        page.goto(address + item(rob, RAISES))
        press(page)
        page.evaluate("localStorage.setItem('strideback.session:old:2020-01-01:1:bridge', '{}')")
        page.goto(address + item(rob, HOLD))
        names = {key.rsplit(":", 1)[1] for key in kept(page)}
        assert RAISES in names, "what is begun today stays"
        assert "bridge" not in names


def test_hands_that_hold_on_let_the_beat_count(browser, address):
    rob = standing_on_one_leg()
    with at_home(browser, rob, address) as page:
        with_its_clock_stopped(page, address + item(rob, "two-leg-heel-raise"))
        page.get_by_role("button", name="Sound, buzz and flash").click()
        page.get_by_label("Count by the beat").check()
        press(page)
        press(page)
        page.clock.run_for(3 * 6_000 + 500)
        expect(page.locator("[data-number]")).to_have_text("3")
        assert page.locator("[data-tempo] text.on").text_content() == "Up 2"
