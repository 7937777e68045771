"""Time zones as a calendar file tells them (RFC 5545, 3.6.5), from the machine's or the package's own zone files.

The `icalendar` package can make these too, and puts the step into summer an hour late: the clock's time before the step
is asked for there, and it writes the time after.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import icalendar

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def time_zone(name: str, first: date, last: date) -> icalendar.Timezone:
    """The zone called *name*, with every step of its clocks in the years of *first* to *last*."""
    zone = ZoneInfo(name)
    # Two days more on each side: no clock is further from UTC.
    begin = datetime.combine(date(first.year, 1, 1), time.min, tzinfo=UTC) - 2 * DAY
    end = datetime.combine(date(last.year, 12, 31), time.min, tzinfo=UTC) + 2 * DAY
    told = icalendar.Timezone()
    told.add("TZID", name)
    told.add_component(_from(begin, zone, begin))
    for moment in steps(zone, begin, end):
        told.add_component(_from(moment, zone, moment - MINUTE))
    return told


def steps(zone: ZoneInfo, begin: datetime, end: datetime) -> Iterator[datetime]:
    """The moments in UTC after *begin* and up to *end* at which clocks of *zone* step, one a day at most."""
    day = begin
    while day < end:
        low, high = day, day + DAY
        if _offset(zone, low) != _offset(zone, high):
            while high - low > MINUTE:
                middle = low + (high - low) // 2 // MINUTE * MINUTE
                low, high = (middle, high) if _offset(zone, middle) == _offset(zone, low) else (low, middle)
            yield high
        day += DAY


def _from(
    moment: datetime, zone: ZoneInfo, before: datetime
) -> icalendar.TimezoneStandard | icalendar.TimezoneDaylight:
    """What holds from *moment* on, which the clock told as at *before*."""
    is_summer = bool(moment.astimezone(zone).dst())
    told = icalendar.TimezoneDaylight() if is_summer else icalendar.TimezoneStandard()
    told.add("DTSTART", (moment + _offset(zone, before)).replace(tzinfo=None))
    told.add("TZOFFSETFROM", _offset(zone, before))
    told.add("TZOFFSETTO", _offset(zone, moment))
    told.add("TZNAME", moment.astimezone(zone).tzname())
    return told


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()
