"""What a clock calls out: tones, buzzing, a flash and a screen that stays on; each can be off, and none is needed."""

import pytest
from playwright.sync_api import expect

from tests.browser.following import at_home, item, now_at, press, starting, with_its_clock_stopped

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("database_beside_a_browser")]
HOLD = "seated-forefoot-press"
# Notes what the browser is asked for, and lets it do it.
NOTED = """window.asked = {tones: 0, loudest: 0, buzzes: 0, locks: 0, released: 0, flashes: 0};
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...when) { asked.tones += 1; return start.apply(this, when); };
const ramp = AudioParam.prototype.linearRampToValueAtTime;
AudioParam.prototype.linearRampToValueAtTime = function (value, when) {
  asked.loudest = Math.max(asked.loudest, value); return ramp.call(this, value, when);
};
Object.defineProperty(AudioContext.prototype, "state", {get: () => "running"});
const buzz = navigator.vibrate.bind(navigator);
navigator.vibrate = pattern => { asked.buzzes += 1; return buzz(pattern); };
const request = navigator.wakeLock.request.bind(navigator.wakeLock);
navigator.wakeLock.request = async kind => {
  asked.locks += 1;
  const lock = await request(kind);
  lock.addEventListener("release", () => { asked.released += 1; });
  return lock;
};
new MutationObserver(changes => changes.forEach(change => {
  if (change.target.classList?.contains("flash")) asked.flashes += 1;
})).observe(document, {subtree: true, attributes: true, attributeFilter: ["class"]});"""
# A browser that has none of it, and keeps nothing.
BARE = """delete window.AudioContext; delete Navigator.prototype.vibrate; delete Navigator.prototype.wakeLock;
Object.defineProperty(window, "localStorage", {get() { throw new DOMException("no", "SecurityError"); }});"""


def asked(page) -> dict[str, float]:
    return dict(page.evaluate("asked"))


def switch(page, cue: str):
    return page.locator(f"[data-cue={cue}]")


def test_tones_are_soft_and_each_sort_of_call_can_be_switched_off_for_good(browser, address):
    rob = starting()
    with at_home(browser, rob, address) as page:
        page.add_init_script(NOTED)
        with_its_clock_stopped(page, address + item(rob, HOLD))
        press(page)
        press(page)
        page.clock.run_for(11_000)
        first = asked(page)
        assert first["tones"] > 0
        assert 0 < first["loudest"] <= 0.2
        assert first["buzzes"] > 0
        assert first["flashes"] == 0, "a flash is asked for, never a surprise"
        page.get_by_role("button", name="Sound, buzz and flash").click()
        switch(page, "sound").uncheck()
        switch(page, "buzz").uncheck()
        switch(page, "flash").check()
        before = asked(page)
        page.clock.run_for(9_500)
        now_at(page, "rest")
        after = asked(page)
        assert after["tones"] == before["tones"]
        assert after["buzzes"] == before["buzzes"]
        assert after["flashes"] > 0
        page.reload()
        page.get_by_role("button", name="Sound, buzz and flash").click()
        expect(switch(page, "sound")).not_to_be_checked()
        expect(switch(page, "flash")).to_be_checked()
        page.keyboard.press("Escape")
        expect(switch(page, "flash")).to_be_hidden()


def test_the_screen_stays_on_while_a_clock_runs_and_no_longer(browser, address):
    rob = starting()
    with at_home(browser, rob, address) as page:
        page.add_init_script(NOTED)
        page.goto(address + item(rob, HOLD))
        assert asked(page)["locks"] == 0
        press(page)
        page.wait_for_function("() => asked.locks === 1")
        press(page, "Wait")
        page.wait_for_function("() => asked.released === 1")


def test_a_moving_picture_can_be_stopped_for_good(browser, address):
    rob = starting()
    with at_home(browser, rob, address) as page:
        page.goto(address + item(rob, HOLD))
        picture = page.locator("img.shot")
        still = picture.get_attribute("data-still")
        assert picture.get_attribute("src") != still
        page.get_by_role("button", name="Sound, buzz and flash").click()
        switch(page, "motion").uncheck()
        expect(picture).to_have_attribute("src", still)
        page.reload()
        expect(picture).to_have_attribute("src", still)


def test_with_less_motion_set_nothing_flashes(browser, address):
    rob = starting()
    with at_home(browser, rob, address, reduced_motion="reduce") as page:
        page.goto(address + item(rob, HOLD))
        usual = page.evaluate("getComputedStyle(document.body).backgroundColor")
        page.evaluate("document.querySelector('main').classList.add('flash')")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == usual


def test_a_browser_that_has_none_of_it_counts_and_times_all_the_same(browser, address):
    rob = starting()
    with at_home(browser, rob, address) as page:
        page.add_init_script(BARE)
        with_its_clock_stopped(page, address + item(rob, HOLD))
        page.get_by_role("button", name="Sound, buzz and flash").click()
        expect(switch(page, "sound")).to_be_hidden()
        expect(switch(page, "flash")).to_be_visible()
        press(page)
        press(page)
        page.clock.run_for(20_500)
        now_at(page, "rest")
