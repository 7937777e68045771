"""A session in a basement: the server is stopped before it and started after it, and the tab is killed on the way."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from programs.models import Event
from programs.web.mine.today_shown import trials_of
from tests.browser.looking import faults_on
from tests.browser.phones import (
    SCREEN,
    opened_today,
    press,
    signed_in,
    standing_house,
    told,
    wait_until_all_is_sent,
    waiting,
)
from tests.programs.followed import Rob
from tests.servers import wait_until
from tests.sizes import size

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("database_beside_a_browser")]


@pytest.fixture
def house(settings):
    with standing_house(settings) as found:
        yield found


@pytest.fixture
def rob() -> Rob:
    return Rob(at=timezone.now() - timedelta(days=1), days_ago=14, grade=1).lives(1)


@pytest.fixture
def phone(browser, house, rob):
    context = signed_in(browser.new_context(viewport=SCREEN, locale="en-GB"), house.address, rob.user)
    yield context
    context.close()


def tab(phone, house, place="/today/"):
    page = phone.new_page()
    page.goto(house.address + place)
    return page


@pytest.mark.sliced
@pytest.mark.parametrize("run", range(size(3, 30)))
def test_a_session_without_a_network_is_stored_once_though_the_tab_is_killed_twice(phone, house, rob, run):
    asked = [entry.exercise for entry in rob.plan.entries if not entry.optional]
    page = opened_today(phone, house.address)
    before = Event.objects.count()
    house.stop()

    page.close()
    page = tab(phone, house)
    press(page, lambda page: page.get_by_role("button", name="0", exact=True))
    press(page, lambda page: page.get_by_role("link", name="Start"))
    press(page, lambda page: page.get_by_role("button", name="None of these"))
    for number in range(len(asked)):
        if number in (run % len(asked), (run + 2) % len(asked)):
            page.close()
            page = tab(phone, house, "/today/session/")
        press(page, lambda page: page.get_by_role("button", name="Done", exact=True))
    assert page.url.endswith("/today/session/end/")
    page.locator("label", has=page.locator("[name=during][value='1']")).click()
    page.locator("label", has=page.locator("[name=after][value='0']")).click()
    press(page, lambda page: page.get_by_role("button", name="Save"))
    assert page.url.endswith("/today/result/")
    assert page.get_by_text("Green so far").is_visible()
    assert len(waiting(page)) == len(asked) + 3
    assert Event.objects.count() == before

    house.start()
    page.evaluate("() => window.dispatchEvent(new Event('online'))")
    expected = before + len(asked) + 3
    wait_until(lambda: Event.objects.count() >= expected, seconds=60, what="every entry in the diary")
    page.locator("[data-say=away]").wait_for(state="hidden")
    wait_until_all_is_sent(page)
    assert Event.objects.count() == expected
    assert Event.objects.values("uuid").distinct().count() == Event.objects.count()
    assert told("did")[-len(asked) :] == ["did"] * len(asked)


UNKEPT = ("/today/days/", "/progress/", "/progress/versions/", "/settings/", "/settings/passkeys/")


def test_what_the_phone_does_not_keep_says_so_and_leads_back_to_today(phone, house, rob):
    page = opened_today(phone, house.address)
    house.stop()
    for place in UNKEPT:
        page.goto(house.address + place)
        assert page.get_by_role("heading", name="This page needs a network").is_visible(), place
        assert page.url == house.address + place
    assert faults_on(page) == []
    press(page, lambda page: page.get_by_role("link", name="Open today"))
    expect(page.locator("[data-say=away]")).to_be_visible()
    page.goto(f"{house.address}/exercises/")
    assert page.get_by_role("heading", name="You have no network right now").is_visible()


def test_a_test_is_done_without_a_network(phone, house, rob):
    trial, *_ = trials_of(rob.following)
    page, before = opened_today(phone, house.address), len(told("tried"))
    house.stop()
    page.goto(f"{house.address}/today/test/{trial.name}/")
    expect(page.locator("[data-say=away]")).to_be_visible()
    for field in page.locator("input[type=number]:visible").all():
        field.fill("1")
    for name in {choice.get_attribute("name") for choice in page.locator("[type=radio][required]").all()}:
        page.locator("label", has=page.locator(f"[name={name}][value='1']")).click()
    press(page, lambda page: page.get_by_role("button", name="Save"))
    assert page.url.endswith("/today/")
    assert {entry["event"]["type"] for entry in waiting(page)} == {"tried"}
    house.start()
    page.evaluate("() => window.dispatchEvent(new Event('online'))")
    wait_until(lambda: len(told("tried")) > before, seconds=60, what="the test in the diary")


FELT = {
    "a sign that is an emergency": ("signs", "rf01", "Call for help now"),
    "a sign that is to be seen today": ("signs", "rf07", "Have it looked at today"),
    "a pop in the session": ("end", "pop", "Have it looked at today"),
}


@pytest.mark.parametrize(("where", "what", "heading"), FELT.values(), ids=FELT)
def test_what_takes_the_plan_away_does_so_at_once_without_a_network(phone, house, rob, where, what, heading):
    page, before = opened_today(phone, house.address), len(told())
    house.stop()
    page.goto(f"{house.address}/today/signs/")
    if where == "signs":
        page.locator(f"label:has([value={what}])").click()
        press(page, lambda page: page.get_by_role("button", name="Next", exact=True).last)
    else:
        press(page, lambda page: page.get_by_role("button", name="None of these"))
        page.goto(f"{house.address}/today/session/end/")
        page.locator("label", has=page.locator("[name=during][value='1']")).click()
        page.locator("label", has=page.locator("[name=after][value='0']")).click()
        page.locator(f"label:has([value={what}])").click()
        press(page, lambda page: page.get_by_role("button", name="Save"))
    assert page.get_by_role("heading", name=heading).is_visible()
    call = page.locator("a[href='tel:112'], a[href='tel:999']").first
    assert call.is_visible()
    if what == "rf01":
        box = call.bounding_box()
        assert box is not None
        assert box["y"] < SCREEN["height"] - 60, "the number to call is seen without scrolling"
    for place in ("/today/", "/today/session/", "/today/session/1/", "/today/result/"):
        page.goto(house.address + place)
        assert page.get_by_role("heading", name=heading).is_visible(), place
    said = [what] if where == "signs" else []
    expect(page.locator("[data-flag]:visible")).to_have_count(len(said))
    assert [part.get_attribute("data-flag") for part in page.locator("[data-flag]:visible").all()] == said
    house.start()
    page.evaluate("() => window.dispatchEvent(new Event('online'))")
    expected = before + (1 if where == "signs" else 2)
    wait_until(lambda: len(told()) == expected, seconds=60, what="every entry in the diary")
    rob.waits(minutes=1)
    assert rob.following.today.now.status in ("stopped_redflag", "stopped_acute")
