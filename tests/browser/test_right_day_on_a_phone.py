"""A phone without a network shows the day that the server would: in every time zone, at midnights, over a move."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from programs.models import Programme
from programs.selectors.programmes import local_day
from programs.services.zones import move_between, move_zone
from programs.web.mine.followed import days_to_come
from tests.browser.phones import SCREEN, opened_today, press, signed_in, standing_house, waiting
from tests.browser.scripts import empty_page
from tests.programs.followed import Rob
from tests.programs.test_right_day import HOUR, LONG_AGO, SECOND, ZONES, chosen_at, living_in, turns, watched

YEAR = 2026
ASK = "(asked) => JSON.parse(asked).map(([clock, now]) => away.dateOf({ ...clock, skew: now - Date.now() }))"


def asked(programme: Programme, opened: datetime, now: datetime) -> tuple[dict[str, Any], int]:
    """A page of *programme* that was opened at one moment, and is asked for its date at another."""
    clock = {
        "date": str(local_day(programme, opened)),
        "days": days_to_come(programme, opened),
        "zone": programme.zone,
    }
    return clock, int(now.timestamp() * 1000)


@pytest.fixture
def page(browser):
    """The shipped script on a phone whose own clock is set to another zone."""
    context = browser.new_context(timezone_id="America/Caracas")
    yield empty_page(context, "queue", "away")
    context.close()


@pytest.mark.deep
def test_its_date_is_the_servers_around_every_midnight_of_every_zone(page):
    cases = [
        (living_in(zone), moment - 5 * HOUR, moment + by)
        for zone in ZONES
        for night in watched(zone, YEAR)
        for moment, _, _ in turns(living_in(zone), *night)
        for by in (-SECOND, SECOND, 20 * HOUR, 50 * HOUR)
    ]
    assert len(cases) > 20 * len(ZONES)
    said = page.evaluate(ASK, json.dumps([asked(*case) for case in cases]))
    assert said == [str(local_day(programme, now)) for programme, _, now in cases]


def test_its_date_is_the_servers_on_either_side_of_every_move(page):
    cases = []
    for zone in ZONES:
        for old, new in ((zone, "Pacific/Kiritimati"), ("Pacific/Kiritimati", zone)):
            now = next(chosen_at(zone, YEAR))
            at = move_between(old, new, now).at
            programme = Programme(joined_on=LONG_AGO, zone=new, zone_before=old, zone_since=at)
            later = (at + n * HOUR + SECOND for n in (-1, 0, 1, 12, 25, 40))
            cases += [(programme, now, moment) for moment in (now, *later)]
    said = page.evaluate(ASK, json.dumps([asked(*case) for case in cases]))
    assert said == [str(local_day(programme, now)) for programme, _, now in cases]


# Left open for a week, the page has to work the date out itself: from its zone, or from its own where that is too new.
WEEKS = {
    "by its zone": ("Asia/Tokyo", "2026-06-18"),
    "by the phone's own where the browser does not know it": ("Mars/Olympus", "2026-06-17"),
}


@pytest.mark.parametrize(("zone", "date"), WEEKS.values(), ids=WEEKS)
def test_a_page_left_open_for_a_week_knows_the_date(page, zone, date):
    opened, now = datetime(2026, 6, 10, 12, tzinfo=UTC), datetime(2026, 6, 17, 20, tzinfo=UTC)
    clock, moment = asked(living_in("Asia/Tokyo"), opened, now)
    assert page.evaluate(ASK, json.dumps([(clock | {"zone": zone}, moment)])) == [date]


@pytest.fixture
def house(settings):
    with standing_house(settings) as found:
        yield found


def elsewhere(now: datetime, today: date) -> str:
    """A zone in which it is another date *now*."""
    zones = ("Pacific/Kiritimati", "Pacific/Pago_Pago")
    return next(zone for zone in zones if now.astimezone(ZoneInfo(zone)).date() != today)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("database_beside_a_browser")
def test_who_chose_another_zone_goes_on_with_today_without_a_network_too(browser, house):
    rob = Rob(at=timezone.now() - timedelta(days=1), zone="UTC", days_ago=14, grade=1).lives(1)
    today = rob.following.today.date
    zone = elsewhere(rob.now, today)
    move_zone(programme=rob.programme, zone=zone, uuid=uuid4(), author=rob.author, now=rob.now)
    context = signed_in(browser.new_context(viewport=SCREEN, locale="en-GB"), house.address, rob.user)
    page = opened_today(context, house.address)
    heading = page.get_by_role("heading", level=1).inner_text()
    house.stop()
    page.goto(f"{house.address}/today/")
    expect(page.locator("[data-say=away]")).to_be_visible()
    assert page.get_by_role("heading", level=1).inner_text() == heading
    press(page, lambda page: page.get_by_role("button", name="1", exact=True))
    assert [entry["on"] for entry in waiting(page)] == [str(today)]
    context.close()
