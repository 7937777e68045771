"""When a reminder is due by the runner's own clock: in every zone, over clock changes and moves, once a day."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from random import Random
from zoneinfo import available_timezones

import pytest

from rehab.reminding import Clock, Due, next_due, worth_until
from rehab.wanted import is_within
from tests.sizes import size

EVERY_DAY = frozenset(range(7))
LONDON, NEW_YORK, APIA = Clock("Europe/London"), Clock("America/New_York"), Clock("Pacific/Apia")
LORD_HOWE = Clock("Australia/Lord_Howe")  # clocks change by half an hour


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


# The clock, the day, the time wanted, and the moment in UTC.
MOMENTS = {
    "a winter morning in London": (LONDON, date(2026, 1, 5), time(7, 30), "2026-01-05T07:30"),
    "a summer morning in London": (LONDON, date(2026, 7, 6), time(7, 30), "2026-07-06T06:30"),
    "a time that spring skips comes at the first minute after": (
        *(LONDON, date(2026, 3, 29), time(1, 30)),
        "2026-03-29T01:00",
    ),
    "a time that autumn repeats comes the first time": (NEW_YORK, date(2026, 11, 1), time(1, 30), "2026-11-01T05:30"),
    "half an hour is skipped": (LORD_HOWE, date(2026, 10, 4), time(2, 15), "2026-10-03T15:30"),
    "a day that the zone skipped has no moment": (APIA, date(2011, 12, 30), time(7, 30), None),
    "a leap day": (LONDON, date(2028, 2, 29), time(23, 59), "2028-02-29T23:59"),
}


@pytest.mark.parametrize(("clock", "day", "at", "moment"), MOMENTS.values(), ids=MOMENTS)
def test_the_moment_of(clock, day, at, moment):
    assert clock.instant(day, at) == (utc(moment) if moment else None)


def moved(before: str, zone: str, since: str) -> Clock:
    return Clock(zone, before=before, since=utc(since))


# London's midnight of 10 June is 23:00 in UTC the day before.
TO_AUCKLAND = moved("Europe/London", "Pacific/Auckland", "2026-06-09T23:00")
TO_HONOLULU = moved("Europe/London", "Pacific/Honolulu", "2026-06-09T23:00")
# Told at, reminded last on, and what is next.
NEXT = {
    "later the same morning": (LONDON, "2026-06-08T05:00", None, Due(date(2026, 6, 8), utc("2026-06-08T06:30"))),
    "tomorrow where today's has gone out": (
        *(LONDON, "2026-06-08T05:00", date(2026, 6, 8)),
        Due(date(2026, 6, 9), utc("2026-06-09T06:30")),
    ),
    "not the very minute that is over": (
        *(LONDON, "2026-06-08T06:30", None),
        Due(date(2026, 6, 9), utc("2026-06-09T06:30")),
    ),
    "the old zone until the move": (
        *(TO_AUCKLAND, "2026-06-08T20:00", date(2026, 6, 8)),
        Due(date(2026, 6, 9), utc("2026-06-09T06:30")),
    ),
    "the new zone after it, though a morning there is over": (
        *(TO_AUCKLAND, "2026-06-09T07:00", date(2026, 6, 9)),
        Due(date(2026, 6, 11), utc("2026-06-10T19:30")),
    ),
    "a date that comes twice is reminded once": (
        *(TO_HONOLULU, "2026-06-09T07:00", date(2026, 6, 9)),
        Due(date(2026, 6, 10), utc("2026-06-10T17:30")),
    ),
}


@pytest.mark.parametrize(("clock", "after", "last_on", "due"), NEXT.values(), ids=NEXT)
def test_the_next_one_is(clock, after, last_on, due):
    assert next_due(clock, time(7, 30), weekdays=EVERY_DAY, after=utc(after), last_on=last_on) == due


def test_only_days_that_are_wanted_are_due():
    tuesday = next_due(LONDON, time(7, 30), weekdays={1}, after=utc("2026-06-10T05:00"))
    assert tuesday == Due(date(2026, 6, 16), utc("2026-06-16T06:30"))
    assert next_due(LONDON, time(7, 30), weekdays=(), after=utc("2026-06-10T05:00")) is None


@pytest.mark.parametrize(
    ("at", "quiet"), [("21:59", False), ("22:00", True), ("03:00", True), ("06:59", True), ("07:00", False)]
)
def test_quiet_hours_go_round_midnight(at, quiet):
    assert is_within(time.fromisoformat(at), time(22), time(7)) == quiet


@pytest.mark.parametrize(("at", "quiet"), [("12:59", False), ("13:00", True), ("14:00", False)])
def test_quiet_hours_at_noon(at, quiet):
    assert is_within(time.fromisoformat(at), time(13), time(14)) == quiet
    assert not is_within(time.fromisoformat(at), time(13), time(13))


ZONES = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("posix", "right")))
BEGINNINGS = [date(2026, 3, 1), date(2026, 9, 20), date(2028, 2, 20), date(2011, 12, 20)]
DAYS_EACH = 45


class Sleeper:
    """A random runner: reminded from day to day, who may change the time, or the zone from the next midnight on."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.clock = Clock(chance.choice(ZONES))
        self.at = time(chance.randrange(24), chance.randrange(60))
        self.now = datetime.combine(chance.choice(BEGINNINGS), time(chance.randrange(24)), UTC)
        self.sent: list[Due] = []

    def lives(self, days: int) -> None:
        end = self.now + timedelta(days=days)
        while (due := self.next()) is not None and due.at <= end:
            if self.chance.random() < 0.05:  # in the minute before
                self.now = due.at - timedelta(minutes=1)
                self.changes_something()
            else:
                assert (self.clock, self.at) == self.clock_of(due)
                self.sent.append(due)
                self.now = due.at

    def next(self) -> Due | None:
        last = self.sent[-1].on if self.sent else None
        return next_due(self.clock, self.at, weekdays=EVERY_DAY, after=self.now, last_on=last)

    def clock_of(self, due: Due) -> tuple[Clock, time]:
        """The clock on the wall at that moment shows the day and the time, or skips it and shows what comes next."""
        shown = due.at.astimezone(self.clock.zone_at(due.at))
        if (shown.date(), shown.time()) == (due.on, self.at):
            return self.clock, self.at
        a_minute_before = (due.at - timedelta(minutes=1)).astimezone(self.clock.zone_at(due.at))
        skipped = a_minute_before.replace(tzinfo=None) < datetime.combine(due.on, self.at) < shown.replace(tzinfo=None)
        assert skipped, f"{due} is {shown} in {self.clock}, wanted at {self.at}"
        assert shown.date() == due.on
        return self.clock, self.at

    def changes_something(self) -> None:
        if self.chance.random() < 0.5:
            self.at = time(self.chance.randrange(24), self.chance.randrange(60))
            return
        zone = self.clock.zone_at(self.now)
        midnight = datetime.combine(self.now.astimezone(zone).date() + timedelta(days=1), time.min, tzinfo=zone)
        self.clock = Clock(self.chance.choice(ZONES), before=zone.key, since=midnight.astimezone(UTC))


@pytest.mark.sliced
@pytest.mark.timeout(3600)
def test_every_runner_is_reminded_once_on_every_day_that_holds_the_minute():
    told = Counter[str]()
    for seed in range(size(100_000, 10_000_000) // DAYS_EACH):
        sleeper = Sleeper(Random(seed))
        sleeper.lives(DAYS_EACH)
        days = [due.on for due in sleeper.sent]
        assert all(one < after for one, after in pairwise(days)), f"seed {seed}: {days}"
        # A day without one lies at a change of time or zone, or was skipped by the zone.
        told["days left out"] += sum((after - one).days - 1 for one, after in pairwise(days))
        told["reminders"] += len(days)
        told["zones"] += sleeper.clock.since is not None
    print(dict(told))
    assert told["reminders"] > 40 * size(100_000, 10_000_000) // DAYS_EACH * 0.95
    assert told["days left out"] < told["reminders"] * 0.03


@pytest.mark.parametrize("zone", ZONES[:: max(1, len(ZONES) // 60)])
def test_without_a_change_no_day_of_two_years_is_left_out(zone):
    clock, now, last = Clock(zone), utc("2026-01-01T00:00"), None
    days = []
    for _ in range(760):
        due = next_due(clock, time(2, 30), weekdays=EVERY_DAY, after=now, last_on=last)
        assert due is not None
        now, last = due.at, due.on
        days.append(due.on)
    assert [day - days[0] for day in days] == [timedelta(days=number) for number in range(760)]


MORNING, EVENING = (datetime(2026, 11, 2, hour, minute, tzinfo=UTC) for hour, minute in ((7, 30), (21, 15)))
WORTH = {
    "two hours": (time(22), time(6), MORNING, timedelta(hours=2)),
    "no further than quiet hours": (time(22), time(6), EVENING, timedelta(minutes=45)),
    "two hours where none are quiet": (time(8), time(8), MORNING, timedelta(hours=2)),
    "no further than quiet hours after midnight": (
        time(0, 30), time(6), datetime(2026, 11, 2, 23, 30, tzinfo=UTC), timedelta(hours=1)
    ),
}  # fmt: skip


@pytest.mark.parametrize(("quiet_from", "quiet_until", "due_at", "lasts"), WORTH.values(), ids=WORTH)
def test_a_reminder_is_worth_reading_for(quiet_from, quiet_until, due_at, lasts):
    clock = Clock("Europe/London")
    found = worth_until(clock, due_at, lasts=timedelta(hours=2), quiet_from=quiet_from, quiet_until=quiet_until)
    assert found - due_at == lasts
