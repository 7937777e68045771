"""Days that move to another time zone: from the next midnight on, across changes of the clock and the date line."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise, product
from uuid import uuid4

import pytest

from programs.models import Event, Programme
from programs.selectors.programmes import local_day
from programs.services.diary import RefusedError
from programs.services.telling import slip_of
from programs.services.zones import move_between, move_zone
from rehab.events import OtherWork, Screened, ZoneMoved
from rehab.following import date_of
from rehab.vocabulary import Route
from tests.programs.followed import LONDON, Rob

DB = [pytest.mark.django_db, pytest.mark.db]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


# From, to, chosen at (UTC); then: hours east, comes into force at (UTC), the first date after it, dates jumped over.
MOVES = {
    "east within a day": (LONDON, "Asia/Tokyo", "2026-06-10 12:00", 8, "2026-06-10 23:00", "2026-06-11", []),
    "west, the date goes on": (
        LONDON,
        "America/New_York",
        "2026-06-10 12:00",
        -5,
        "2026-06-10 23:00",
        "2026-06-10",
        [],
    ),
    "half an hour counts as a whole one": (
        LONDON,
        "Asia/Kolkata",
        "2026-01-10 12:00",
        6,
        "2026-01-11 00:00",
        "2026-01-11",
        [],
    ),
    "the night clocks go forward in both": (
        LONDON,
        "Europe/Berlin",
        "2026-03-28 12:00",
        1,
        "2026-03-29 00:00",
        "2026-03-29",
        [],
    ),
    "the night clocks go back in both": (
        LONDON,
        "Europe/Berlin",
        "2026-10-24 12:00",
        1,
        "2026-10-24 23:00",
        "2026-10-25",
        [],
    ),
    "while clocks have gone forward only there": (
        "America/New_York",
        LONDON,
        "2026-03-20 12:00",
        4,
        "2026-03-21 04:00",
        "2026-03-21",
        [],
    ),
    "once clocks have gone forward here too": (
        "America/New_York",
        LONDON,
        "2026-04-02 12:00",
        5,
        "2026-04-03 04:00",
        "2026-04-03",
        [],
    ),
    "a midnight that the clock leaves out": (
        "Asia/Beirut",
        LONDON,
        "2026-03-28 12:00",
        -3,
        "2026-03-28 22:00",
        "2026-03-28",
        [],
    ),
    "the same clock by another name": (
        LONDON,
        "Europe/Lisbon",
        "2026-06-10 12:00",
        0,
        "2026-06-10 23:00",
        "2026-06-11",
        [],
    ),
    "over the date line, a date is jumped over": (
        "Pacific/Honolulu",
        "Pacific/Kiritimati",
        "2026-06-10 20:00",
        24,
        "2026-06-11 10:00",
        "2026-06-12",
        ["2026-06-11"],
    ),
    "back over the date line, a date comes again": (
        "Pacific/Kiritimati",
        "Pacific/Honolulu",
        "2026-06-10 20:00",
        -24,
        "2026-06-11 10:00",
        "2026-06-11",
        [],
    ),
}


@pytest.mark.parametrize(("old", "new", "now", "hours", "begins", "first", "skips"), MOVES.values(), ids=MOVES)
def test_what_a_move_is(old, new, now, hours, begins, first, skips):
    move = move_between(old, new, at(now))
    assert (move.hours, move.at, str(move.first)) == (hours, at(begins), first)
    assert [str(day) for day in move.skips] == skips


ZONES = [LONDON, "America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kolkata", "Australia/Lord_Howe"]


@pytest.mark.parametrize("month", [3, 10], ids=["clocks go forward", "clocks go back"])
def test_no_day_is_ever_lived_before_one_that_was_over_and_none_is_left_out_untold(month):
    for old, new in product(ZONES, ZONES):
        now = datetime(2026, month, 24, 12, 30, tzinfo=UTC)
        move = move_between(old, new, now)
        programme = Programme(joined_on=date(2026, 1, 1), zone=new, zone_before=old, zone_since=move.at)
        days = [local_day(programme, now + timedelta(hours=hour)) for hour in range(24 * 9)]
        jumped = {day + timedelta(days=n) for day, after in pairwise(days) for n in range(1, (after - day).days)}
        assert days == sorted(days), (old, new)
        assert jumped == set(move.skips), (old, new)


class TestInTheDiary:
    pytestmark = DB

    def moved(self, rob: Rob, zone: str) -> Programme:
        move_zone(programme=rob.programme, zone=zone, uuid=uuid4(), author=rob.author, now=rob.now)
        return Programme.objects.get(pk=rob.programme.pk)

    def test_today_stays_and_the_diary_is_told_of_tomorrow(self):
        rob = Rob()
        programme = self.moved(rob, "Asia/Tokyo")
        assert (programme.zone, programme.zone_before) == ("Asia/Tokyo", LONDON)
        assert local_day(programme, rob.now) == date(2026, 11, 2)
        told = Event.objects.get(kind="zone_moved")
        assert (told.on, told.body["hours"]) == (date(2026, 11, 3), 9)
        assert rob.following.today.date == date(2026, 11, 2)
        assert rob.waits(hours=12, minutes=1).following.today.date == date(2026, 11, 3)

    def test_a_date_that_goes_on_has_no_second_session(self):
        rob = Rob()
        rob.trains()
        self.moved(rob, "America/Los_Angeles")
        rob.waits(hours=15)
        assert rob.now.day == 3
        found = rob.following.today
        assert (found.date, len(found.page.events)) == (date(2026, 11, 2), 1)
        assert rob.waits(hours=6).following.today.date == date(2026, 11, 3)

    def test_a_date_that_is_jumped_over_is_not_missed_and_is_told_of(self):
        rob = Rob(zone="Pacific/Honolulu").lives(3)
        before = rob.following.today
        programme = self.moved(rob, "Pacific/Kiritimati")
        assert [event.body["skips"] for event in Event.objects.filter(kind="zone_moved").order_by("on")] == [
            True,
            False,
        ]
        later = rob.waits(days=1).following.today
        assert (later.date - before.date).days == 2
        assert (later.began.missed, local_day(programme, rob.now)) == (1, later.date)
        assert "day-skipped" in [decision.why.rule for decision in later.began.decisions]

    def test_the_hour_is_that_of_the_last_work_told(self):
        rob = Rob()
        rob.tells(OtherWork(pain=0))
        self.moved(rob, "Europe/Berlin")
        assert Event.objects.get(kind="zone_moved").body["last_ended_hour"] == 13

    def test_the_hour_is_unknown_where_nothing_loaded_the_leg(self):
        rob = Rob()
        self.moved(rob, "Europe/Berlin")
        assert Event.objects.get(kind="zone_moved").body["last_ended_hour"] == 24

    def test_another_choice_on_the_same_day_takes_the_place_of_the_first(self):
        rob = Rob()
        self.moved(rob, "Asia/Tokyo")
        self.moved(rob, "Europe/Berlin")
        facts = [fact.event for fact in rob.following.facts if isinstance(fact.event, ZoneMoved)]
        assert [fact.hours for fact in facts] == [1]
        programme = self.moved(rob, LONDON)
        assert (programme.zone, programme.zone_since) == (LONDON, None)
        facts = [fact.event for fact in rob.following.facts if isinstance(fact.event, ZoneMoved)]
        assert facts == [ZoneMoved(0, zone=LONDON)]

    def test_another_choice_of_zones_takes_no_answer_to_the_signs_back(self):
        rob = Rob()
        self.moved(rob, "Asia/Tokyo")
        self.moved(rob, "Europe/Berlin")
        told = rob.tells(Screened(frozenset({"rf01"}), Route.EMERGENCY)).entry
        assert slip_of(rob.programme, rob.now) == told

    def test_a_zone_of_the_same_hours_is_told_by_its_name_and_changes_no_day(self):
        rob = Rob().lives(2)
        before = rob.following.today
        assert self.moved(rob, "Europe/Lisbon").zone == "Europe/Lisbon"
        assert self.moved(rob, "Europe/Lisbon").zone_before == LONDON
        told = Event.objects.get(kind="zone_moved")
        assert (told.body["hours"], told.body["zone"]) == (0, "Europe/Lisbon")
        after = rob.waits(days=1).following.today
        assert (after.date - before.date).days == 1
        assert after.began.loading_from == before.began.loading_from
        assert "zone-moved" not in [decision.why.rule for decision in after.now.decisions]

    def test_what_is_no_zone_is_refused_with_an_example(self):
        with pytest.raises(RefusedError, match="'Atlantis' is no time zone: give a name such as Europe/London"):
            self.moved(Rob(), "Atlantis")

    def test_an_entry_of_before_the_move_is_of_the_day_it_was_then(self):
        rob = Rob()
        then = rob.now
        self.moved(rob, "Pacific/Auckland")
        rob.waits(days=1)
        assert rob.tells(OtherWork(pain=0), at=then).entry.on == date(2026, 11, 2)
        assert date_of(rob.following.today.now) == date(2026, 11, 4)
