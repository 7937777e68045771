"""What can go wrong with a phone: signed out, no room, a plan that changed, two phones, signing out too early."""

import json
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from programs.models import Event
from rehab.events import Morning
from tests.browser.looking import looked_at
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

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("database_beside_a_browser")]
ONLINE = "() => window.dispatchEvent(new Event('online'))"


@pytest.fixture
def house(settings):
    with standing_house(settings) as found:
        yield found


@pytest.fixture
def rob() -> Rob:
    return Rob(at=timezone.now() - timedelta(days=1), days_ago=14, grade=1).lives(1)


@pytest.fixture
def phones(browser, house, rob):
    """As many phones of Rob's as a test wants."""
    made = []

    def phone(**more):
        context = signed_in(browser.new_context(viewport=SCREEN, locale="en-GB", **more), house.address, rob.user)
        made.append(context)
        return context

    yield phone
    for context in made:
        context.close()


def tells_the_morning(page, pain="1"):
    press(page, lambda page: page.get_by_role("button", name=pain, exact=True))


def test_who_was_signed_out_meanwhile_keeps_what_was_told_and_is_asked_to_sign_in(phones, house, rob):
    phone = phones()
    page, before = opened_today(phone, house.address), len(told())
    house.stop()
    tells_the_morning(page)
    Session.objects.all().delete()
    house.start()
    page.evaluate(ONLINE)
    page.locator("[data-say=signed-out]").get_by_role("link", name="Sign in").wait_for()
    assert len(waiting(page)) == 1
    assert len(told()) == before
    signed_in(phone, house.address, rob.user)
    page.evaluate(ONLINE)
    wait_until(lambda: len(told()) == before + 1, seconds=60, what="the morning in the diary")
    page.locator("[data-say=away]").wait_for(state="hidden")
    wait_until_all_is_sent(page)


def test_somebody_else_on_the_phone_sends_nothing_of_rob(phones, house, rob):
    ann = Rob("ann@example.com", at=timezone.now() - timedelta(days=1), days_ago=14, grade=1)
    phone = phones()
    page, before = opened_today(phone, house.address), len(told())
    house.stop()
    tells_the_morning(page)
    phone.clear_cookies()
    signed_in(phone, house.address, ann.user)
    house.start()
    page.goto(f"{house.address}/today/")
    page.get_by_text("Somebody else told something on this phone").wait_for()
    assert len(told()) == before
    assert len(waiting(page)) == 1


def test_a_full_phone_without_a_network_says_so_and_with_one_sends_the_form(phones, house, rob):
    phone = phones()
    page, before = opened_today(phone, house.address), len(told())
    full = "() => { queue.tell = () => Promise.reject(new DOMException('no room', 'QuotaExceededError')); }"
    page.evaluate(full)
    phone.set_offline(True)
    page.get_by_role("button", name="1", exact=True).click()
    page.get_by_text("This was not kept").wait_for()
    phone.set_offline(False)
    press(page, lambda page: page.get_by_role("button", name="1", exact=True))
    assert told()[before:] == ["morning"]


def test_two_phones_tell_and_nothing_is_told_twice(phones, house, rob):
    first, second = opened_today(phones(), house.address), opened_today(phones(), house.address)
    before = len(told())
    house.stop()
    tells_the_morning(first, "1")
    tells_the_morning(second, "2")
    house.start()
    for page in (first, second):
        page.evaluate(ONLINE)
    wait_until(lambda: len(told()) == before + 2, seconds=60, what="both mornings in the diary")
    rob.waits(minutes=1)
    assert rob.following.today.now.mornings[-1][1] == 1, "the first morning stands"


ON_THE_SHELF = """async () => {
  const day = await queue.kept("day");
  return day && await caches.has(day.cache) ? (await (await caches.open(day.cache)).keys()).length : 0;
}"""


def test_tabs_that_keep_the_day_at_once_leave_it_whole(phones, house, rob):
    phone = phones()
    opened_today(phone, house.address)
    rob.tells(Morning(1))  # so that the day is fetched anew
    tabs = [phone.new_page() for _ in range(3)]
    for tab in tabs:
        tab.goto(f"{house.address}/today/", wait_until="commit")
    for tab in tabs:
        tab.wait_for_load_state("networkidle")
    wait_until(lambda: tabs[0].evaluate(ON_THE_SHELF) > 20, seconds=20, what="a whole day on the shelf")


def test_what_was_done_from_a_plan_that_changed_meanwhile_is_kept_as_done(phones, house, rob):
    page = opened_today(phones(), house.address)
    shown = rob.plan
    house.stop()
    press(page, lambda page: page.get_by_role("link", name="Start"))
    press(page, lambda page: page.get_by_role("button", name="None of these"))
    press(page, lambda page: page.get_by_role("button", name="Done", exact=True))
    rob.tells(Morning(9, limp=True))
    assert rob.plan != shown
    house.start()
    before = Event.objects.count()
    page.evaluate(ONLINE)
    wait_until(lambda: Event.objects.count() == before + 2, seconds=60, what="what was done in the diary")
    done = Event.objects.filter(kind="did").latest("seq")
    assert done.done_from is not None
    assert {entry["exercise"] for entry in done.done_from["entries"]} >= {done.body["exercise"]}


def test_signing_out_too_early_offers_to_send_to_save_or_to_let_go(phones, house, rob):
    phone = phones(accept_downloads=True)
    page, before = opened_today(phone, house.address), len(told())
    leave = phone.new_page()
    leave.goto(f"{house.address}/accounts/logout/")
    house.stop()
    tells_the_morning(page)
    leave.evaluate("() => location.hash = 'again'")
    phone.route("**/today/identity/", lambda route: route.abort())  # before anything can be sent by itself
    house.start()
    leave.goto(f"{house.address}/accounts/logout/")
    leave.get_by_text("Something has not been sent yet").wait_for()
    assert not leave.get_by_role("button", name="Sign out").is_visible()
    assert looked_at(leave, 0) == []
    leave.get_by_role("button", name="Send it now").click()
    leave.get_by_text("It could not be sent").wait_for()
    with leave.expect_download() as saved:
        leave.get_by_role("button", name="Save to a file").click()
    (entry,) = json.loads(saved.value.path().read_text())["entries"]
    assert (entry["programme"], entry["event"]["type"]) == (str(rob.programme.key), "morning")
    phone.unroute("**/today/identity/")
    leave.get_by_role("button", name="Send it now").click()
    leave.get_by_role("button", name="Sign out").wait_for()
    assert told()[before:] == ["morning"]
    press(leave, lambda page: page.get_by_role("button", name="Sign out"))
    assert leave.evaluate("() => caches.keys()") == [
        name for name in leave.evaluate("() => caches.keys()") if name.startswith("shell-")
    ]


FILLS = """() => { navigator.locks.request("keep-day", async () => {
  await new Promise((resolve) => { window.letGo = resolve; });
  await caches.open("kept-late");
}); }"""


def test_signing_out_while_the_worker_fills_the_shelf_leaves_nothing_on_it(phones, house, rob):
    phone = phones()
    page = opened_today(phone, house.address)
    page.goto(f"{house.address}/settings/")
    page.evaluate(FILLS)
    leave = phone.new_page()
    leave.goto(f"{house.address}/accounts/logout/")
    leave.get_by_role("button", name="Sign out").click()
    page.wait_for_function("() => navigator.locks.query().then((locks) => locks.pending.length)")
    page.evaluate("() => window.letGo()")
    leave.wait_for_url(lambda url: "logout" not in url)
    assert [name for name in leave.evaluate("() => caches.keys()") if name.startswith("kept-")] == []


@pytest.mark.deep
def test_axe_finds_nothing_on_the_pages_of_a_phone_without_a_network(phones, house, rob):
    page = opened_today(phones(), house.address)
    house.stop()
    found: dict[str, list[object]] = {}
    tells_the_morning(page, "3")
    for place in ("/today/", "/today/signs/", "/today/other/"):
        page.goto(house.address + place)
        page.locator("[data-say=away]").wait_for()
        found[place] = looked_at(page, len(found))
    page.goto(f"{house.address}/today/signs/")
    press(page, lambda page: page.get_by_role("button", name="None of these"))
    for place in ("/today/session/", "/today/session/end/", "/today/result/"):
        page.goto(house.address + place)
        page.locator("[data-say=away]").wait_for()
        found[place] = looked_at(page, len(found))
        assert int(page.locator("[data-say=waits] [data-many]").inner_text()) >= 2
    page.goto(f"{house.address}/today/signs/")
    page.locator("label:has([value=rf01])").click()
    press(page, lambda page: page.get_by_role("button", name="Next", exact=True).last)
    found["an emergency"] = looked_at(page, len(found))
    assert {place: faults for place, faults in found.items() if faults} == {}
