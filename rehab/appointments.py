"""The coming days as appointments: which have something to do, when by the runner's clock, for how long. No words."""

import datetime
from itertools import islice

import msgspec

from rehab.assembly import make_day, run_block_minutes
from rehab.following import Today
from rehab.gates import tried_together
from rehab.hoped import WAITING, Coming, days_coming
from rehab.protocol import Protocol
from rehab.reminding import Clock, asked_in
from rehab.situation import terms_of
from rehab.vocabulary import Kind

LAST_MINUTE = datetime.time(23, 59)


class Wish(msgspec.Struct, frozen=True):
    """How somebody wants their appointments: by which *clock*, *at* what time of the day, None for all day, and whether
    days of rest have one too.
    """

    clock: Clock
    at: datetime.time | None = None
    rest_days: bool = False


class Appointment(msgspec.Struct, frozen=True):
    """A day in a calendar. It *starts* at a moment in UTC on the clock of *zone* and takes *length* minutes, with run,
    warm-up and cool-down; where it starts at None it is one for the whole day.

    *exercises*, *minutes*, *run_minutes* and *is_care* say how much is asked, as in a reminder; *tests* how many may be
    tried. One that is *hoped* for comes as it stands here if every step before it is met.
    """

    date: datetime.date
    day: int
    starts: datetime.datetime | None
    zone: str
    length: int
    exercises: int
    minutes: int
    run_minutes: int
    is_care: bool
    tests: int
    hoped: bool


def appointments(protocol: Protocol, today: Today, wish: Wish, *, days: int) -> tuple[Appointment, ...]:
    """The appointments of *today* and the *days* - 1 dates after it, as *wish* wants them. None where the course waits
    for somebody: it is paused or over, or a sign has stopped it.
    """
    if today.now.status in WAITING:
        return ()
    return tuple(
        _appointment(protocol, coming, wish, hoped=coming.date != today.date)
        for coming in islice(days_coming(protocol, today), days)
        if _is_wanted(coming, wish) and wish.clock.instant(coming.date, LAST_MINUTE)
    )


def _is_wanted(coming: Coming, wish: Wish) -> bool:
    return bool(wish.rest_days or coming.tests or asked_in(coming.plan))


def _appointment(protocol: Protocol, coming: Coming, wish: Wish, *, hoped: bool) -> Appointment:
    is_care = coming.plan.kind == Kind.PROTECT
    length = 0 if is_care else _length(protocol, coming)
    starts = wish.clock.instant(coming.date, wish.at) if wish.at is not None and length else None
    return Appointment(
        date=coming.date,
        day=coming.day,
        starts=starts,
        zone=wish.clock.zone_at(starts).key if starts else "",
        length=length,
        exercises=len(asked_in(coming.plan)),
        minutes=coming.plan.minutes,
        run_minutes=coming.plan.run_minutes,
        is_care=is_care,
        tests=len(tried_together(coming.tests)),
        hoped=hoped,
    )


def _length(protocol: Protocol, coming: Coming) -> int:
    """Minutes of the session and of the whole run block, what is only offered left out."""
    day = make_day(terms_of(protocol, coming.read_from.situation), coming.read_from, coming.plan)
    return day.minutes + sum(run_block_minutes(protocol, item) for item in day.items if not item.optional)
