"""Today is the right day: in every time zone there is, at the midnights where clocks change, in leap years, over the
date line, and whatever zone somebody moves to.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest

from programs.models import Programme
from programs.selectors.programmes import local_day, midnights
from programs.services.zones import move_between
from rehab.reminding import instant_in
from rehab.zones import is_listed

ZONES = sorted(filter(is_listed, available_timezones()))
SECOND, MINUTE, HOUR, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
# The year at hand, and a leap year after it.
YEARS = (2026, 2028)
LONG_AGO = date(2000, 1, 1)


def living_in(zone: str) -> Programme:
    return Programme(joined_on=LONG_AGO, zone=zone)


@cache
def changes(zone: str, year: int) -> tuple[datetime, ...]:
    """The moments of *year* at which clocks in *zone* change, to the second."""
    moments = [datetime(year, 1, 1, tzinfo=UTC) + n * DAY for n in range(367)]
    offsets = [moment.astimezone(ZoneInfo(zone)).utcoffset() for moment in moments]
    steps = zip(pairwise(moments), pairwise(offsets), strict=True)
    return tuple(_change(zone, *span) for span, (before, after) in steps if before != after)


def _change(zone: str, before: datetime, after: datetime) -> datetime:
    offset = before.astimezone(ZoneInfo(zone)).utcoffset()
    while after - before > SECOND:
        half = before + (after - before) // 2
        half = half.replace(microsecond=0)
        before, after = (half, after) if half.astimezone(ZoneInfo(zone)).utcoffset() == offset else (before, half)
    return after


def watched(zone: str, year: int) -> Iterator[tuple[datetime, datetime]]:
    """The nights to look at: of each change of clocks, of the last of February, of the new year."""
    for moment in changes(zone, year):
        yield moment - 30 * HOUR, moment + 30 * HOUR
    for moment in (datetime(year, 2, 28, tzinfo=UTC), datetime(year, 12, 31, tzinfo=UTC)):
        yield moment - 15 * HOUR, moment + 63 * HOUR


def turns(programme: Programme, begin: datetime, end: datetime) -> Iterator[tuple[datetime, date, date]]:
    """The moments from *begin* to *end* at which a day of *programme* gives way to another, with both."""
    moments = [begin + n * HOUR for n in range((end - begin) // HOUR + 1)]
    days = [local_day(programme, moment) for moment in moments]
    for (before, after), (day, next_day) in zip(pairwise(moments), pairwise(days), strict=True):
        if day == next_day:
            continue
        while after - before > SECOND:
            half = (before + (after - before) // 2).replace(microsecond=0)
            before, after = (half, after) if local_day(programme, half) == day else (before, half)
        yield after, day, next_day


@pytest.mark.parametrize("year", YEARS)
def test_a_day_follows_the_other_at_the_midnight_of_its_zone(year):
    nights = 0
    for zone in ZONES:
        for begin, end in watched(zone, year):
            for moment, day, next_day in turns(living_in(zone), begin, end):
                assert next_day == day + DAY, (zone, moment)
                last, first = (at.astimezone(ZoneInfo(zone)).time() for at in (moment - SECOND, moment))
                # Where clocks jump in that very moment, midnight or the hour before it may be left out.
                assert (last, first) == (time(23, 59, 59), time.min) or moment in changes(zone, year), (zone, moment)
                # Those who wait for it, and those who move at it, mean the same moment.
                assert instant_in(ZoneInfo(zone), next_day, time.min) == moment, (zone, moment)
                assert move_between(zone, "UTC", moment - SECOND).at == moment, (zone, moment)
                assert move_between(zone, "UTC", moment).at > moment, (zone, moment)
                assert next(midnights(living_in(zone), moment - SECOND)) == (next_day, moment), (zone, moment)
                nights += 1
    assert nights > 6 * len(ZONES)


@pytest.mark.parametrize("year", YEARS)
def test_clocks_change_in_many_zones_both_ways_so_that_something_is_shown(year):
    many = [zone for zone in ZONES if len(changes(zone, year)) >= 2]
    at_midnight = [
        zone
        for zone in many
        for moment in changes(zone, year)
        if (moment - SECOND).astimezone(ZoneInfo(zone)).time() == time(23, 59, 59)
    ]
    assert len(many) > 100
    assert {"Asia/Beirut", "Africa/Cairo", "America/Santiago"} <= set(at_midnight)


def test_the_leap_day_is_a_day_like_any_other_everywhere():
    for zone in ZONES:
        begin, end = datetime(2028, 2, 27, 12, tzinfo=UTC), datetime(2028, 3, 2, 12, tzinfo=UTC)
        days = {next_day for _, _, next_day in turns(living_in(zone), begin, end)}
        assert {date(2028, 2, 29), date(2028, 3, 1)} <= days, zone


# Zones that have left a date out, or had one longer than two days: the day before, the date, the day after.
LEFT_OUT = {
    "Samoa went over the date line": ("Pacific/Apia", date(2011, 12, 29), date(2011, 12, 31)),
    "Tokelau went with it": ("Pacific/Fakaofo", date(2011, 12, 29), date(2011, 12, 31)),
}


@pytest.mark.parametrize(("zone", "before", "after"), LEFT_OUT.values(), ids=LEFT_OUT)
def test_a_date_that_a_zone_left_out_is_nobodys_today(zone, before, after):
    noon = datetime.combine(before, time(12), tzinfo=UTC)
    ((moment, day, next_day),) = turns(living_in(zone), noon, noon + DAY)
    assert (day, next_day) == (before, after)
    assert move_between(zone, "UTC", moment - SECOND).at == moment
    assert instant_in(ZoneInfo(zone), before + DAY, time.min) is None
    assert next(midnights(living_in(zone), moment - SECOND)) == (after, moment)


FAR = ("Europe/London", "Pacific/Kiritimati", "Pacific/Pago_Pago")


def chosen_at(zone: str, year: int) -> Iterator[datetime]:
    """Moments to choose another zone at: days with a change of clocks, and one without."""
    yield datetime(year, 6, 10, 12, 30, tzinfo=UTC)
    for moment in changes(zone, year)[:2]:
        yield moment - 5 * HOUR


@pytest.mark.parametrize("far", FAR)
def test_whoever_moves_from_any_zone_to_another_or_back_lives_no_day_twice_and_leaves_none_out_untold(far):
    for zone in ZONES:
        for now in (*chosen_at(zone, YEARS[0]), *chosen_at(far, YEARS[0])):
            for old, new in ((zone, far), (far, zone)):
                move = move_between(old, new, now)
                programme = Programme(joined_on=LONG_AGO, zone=new, zone_before=old, zone_since=move.at)
                around = (move.at - SECOND, *(move.at + n * HOUR for n in range(0, 50, 2)))
                days = [local_day(programme, moment) for moment in (now, *around)]
                jumped = [day + n * DAY for day, after in pairwise(days) for n in range(1, (after - day).days)]
                assert days == sorted(days), (old, new, now)
                assert jumped == list(move.skips), (old, new, now)
                assert days[0] == days[1] == now.astimezone(ZoneInfo(old)).date(), (old, new, now)
                assert days[2] == move.first, (old, new, now)


@pytest.mark.parametrize("far", FAR)
def test_what_a_phone_is_told_of_the_days_to_come_is_what_they_are_over_any_move(far):
    for zone in ZONES[::7]:
        for now in chosen_at(zone, YEARS[0]):
            for old, new in ((zone, far), (far, zone)):
                at = move_between(old, new, now).at
                programme = Programme(joined_on=LONG_AGO, zone=new, zone_before=old, zone_since=at)
                for moment in (now, at - SECOND, at, at + 30 * HOUR):
                    told = list(midnights(programme, moment))
                    found = [(day, turn) for turn, _, day in turns(programme, moment, told[-1][1] + HOUR)]
                    assert told == found, (old, new, moment)
                    assert len(told) >= 2, (old, new, moment)
