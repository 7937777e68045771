"""Another word without a network: an answer taken back, an entry said better. Each waits its turn and is kept once."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from programs.models import Event
from rehab.events import Morning
from tests.browser.phones import SCREEN, opened_today, press, signed_in, standing_house, waiting
from tests.programs.followed import Rob
from tests.servers import wait_until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("database_beside_a_browser")]

STOPPED = "Call for help now"
BACK = "Take the answer back"


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


def ticks_a_sign(page, house):
    page.goto(f"{house.address}/today/signs/")
    page.locator("label:has([value=rf01])").click()
    press(page, lambda page: page.get_by_role("button", name="Next", exact=True).last)
    expect(page.get_by_role("heading", name=STOPPED)).to_be_visible()


def takes_it_back(page):
    page.get_by_label("Tapped by mistake?").fill("my thumb")
    press(page, lambda page: page.get_by_role("button", name=BACK))


def comes_online(page, house, count):
    house.start()
    page.evaluate("() => window.dispatchEvent(new Event('online'))")
    wait_until(lambda: Event.objects.count() >= count, seconds=60, what="every entry in the diary")
    expect(page.locator("[data-say=waits]")).to_be_hidden()


def test_a_slip_is_taken_back_and_the_plan_is_there_again(phone, house, rob):
    page, before = opened_today(phone, house.address), Event.objects.count()
    house.stop()
    ticks_a_sign(page, house)
    takes_it_back(page)
    assert page.url == f"{house.address}/today/"
    expect(page.get_by_role("heading", name=STOPPED)).to_be_hidden()
    expect(page.get_by_role("link", name="Start")).to_be_visible()
    assert [entry["event"]["type"] for entry in waiting(page)] == ["signs", "taken_back"]
    comes_online(page, house, before + 2)
    flagged, back = Event.objects.order_by("seq")[before:]
    assert (flagged.kind, back.kind, back.supersedes) == ("flagged", "taken_back", flagged.uuid)
    rob.waits(minutes=1)
    assert rob.following.today.now.status != "stopped_redflag"


def test_it_is_taken_back_once(phone, house, rob):
    page = opened_today(phone, house.address)
    house.stop()
    ticks_a_sign(page, house)
    takes_it_back(page)
    ticks_a_sign(page, house)
    expect(page.get_by_role("button", name=BACK)).to_be_hidden()
    page.goto(f"{house.address}/today/")
    expect(page.get_by_role("heading", name=STOPPED)).to_be_visible()


def test_an_answer_of_twenty_minutes_ago_stays(phone, house, rob):
    page = opened_today(phone, house.address)
    house.stop()
    ticks_a_sign(page, house)
    later = (timezone.now() + timedelta(minutes=20)).isoformat()
    page.clock.set_fixed_time(later)
    page.goto(f"{house.address}/today/")
    expect(page.get_by_role("heading", name=STOPPED)).to_be_visible()
    expect(page.get_by_role("button", name=BACK)).to_be_hidden()


def test_where_one_was_taken_back_before_the_phone_offers_no_other(phone, house, rob):
    page = opened_today(phone, house.address)
    ticks_a_sign(page, house)
    takes_it_back(page)
    page.evaluate("() => queue.forget(() => true)")
    opened_today(phone, house.address).close()
    house.stop()
    ticks_a_sign(page, house)
    expect(page.get_by_role("button", name=BACK)).to_be_hidden()


def test_an_entry_said_better_waits_and_stands_where_the_first_stood(phone, house, rob):
    told = rob.tells(Morning(5), at=timezone.now()).entry
    page, before = opened_today(phone, house.address), Event.objects.count()
    page.goto(f"{house.address}/today/days/{told.on}/{told.seq}/")
    house.stop()
    page.locator("label", has=page.locator("[name=pain][value='2']")).click()
    press(page, lambda page: page.get_by_role("button", name="Save"))
    assert page.url == f"{house.address}/today/"
    expect(page.locator("[data-say=waits]")).to_be_visible()
    (waits,) = waiting(page)
    assert (waits["supersedes"], waits["on"]) == (str(told.uuid), str(told.on))
    comes_online(page, house, before + 1)
    better = Event.objects.latest("seq")
    assert (better.supersedes, better.happened_at, better.body["pain"]) == (told.uuid, told.happened_at, 2)
    rob.waits(minutes=1)
    assert [event for event in rob.following.today.page.events if isinstance(event, Morning)] == [Morning(2)]


def test_another_word_on_yesterday_says_nothing_of_today(phone, house, rob):
    told = rob.programme.events.filter(kind="finished").latest("seq")
    page = opened_today(phone, house.address)
    page.goto(f"{house.address}/today/days/{told.on}/{told.seq}/")
    house.stop()
    page.locator("label", has=page.locator("[name=after][value='8']")).click()
    press(page, lambda page: page.get_by_role("button", name="Save"))
    expect(page.get_by_role("link", name="Start")).to_be_visible()
    assert [entry["on"] for entry in waiting(page)] == [str(told.on)]
