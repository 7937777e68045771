"""A week of a followed course in few facts, for a mail: what was done, what the rules made of it, what comes next."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import msgspec

from rehab.following import Today, date_of
from rehab.hoped import days_ahead
from rehab.looking_back import DayBack, Told
from rehab.protocol import Protocol
from rehab.reason import Reason
from rehab.situation import terms_of
from rehab.state import Entry, Session
from rehab.timeline import Lived
from rehab.vocabulary import Light
from rehab.whys import why_of

WEEK = 7


class Made(msgspec.Struct, frozen=True):
    """What the rules made of the course *on* a day, and why."""

    on: datetime.date
    why: Reason


class WeekBack(msgspec.Struct, frozen=True):
    """The whole days from *first* to *last*. Of the days that *asked* for something, so many were *done* in full and
    *partly*; minutes *ran*. *made* is what the rules made of it where they did more than count a green, each reason
    once, on its first day; *doses* are of exercises whose last dose is another one than that before the week, on the
    day it came.
    """

    first: datetime.date
    last: datetime.date
    asked: int
    done: int
    partly: int
    ran: int
    made: tuple[Made, ...] = ()
    doses: tuple[Made, ...] = ()


class WeekAhead(msgspec.Struct, frozen=True):
    """The seven days from today on, if every step is met: days that *ask* for something, runs among them with their
    minutes, and the *phase* that begins *phase_on*, where one does.
    """

    asks: int
    runs: int
    run_minutes: int
    phase: str = ""
    phase_on: datetime.date | None = None


def week_back(protocol: Protocol, course: Sequence[Lived], days: Sequence[DayBack]) -> WeekBack | None:
    """The last seven whole days of *course*, or as many as there are; None where no day is over. *days* are the same
    course looked back on, day by day.
    """
    lived, told = course[-WEEK:], days[: len(course)][-WEEK:]
    if not lived:
        return None
    asked = [day for one, day in zip(lived, told, strict=True) if _asks(one.session) and day.told is not Told.WAITED]
    return WeekBack(
        first=told[0].date,
        last=told[-1].date,
        asked=len(asked),
        done=sum(day.told is Told.DONE for day in asked),
        partly=sum(day.told is Told.PARTLY for day in asked),
        ran=sum(day.ran for day in told),
        made=_made(lived),
        doses=_other_doses(protocol, course),
    )


def _asks(session: Session) -> bool:
    return any(not entry.optional for entry in session.entries)


def _made(lived: Iterable[Lived]) -> tuple[Made, ...]:
    """The decisions of those days, but greens."""
    found: dict[Reason, datetime.date] = {}
    for one in lived:
        for decision in one.after.decisions:
            if decision.light is not Light.GREEN:
                found.setdefault(decision.why, date_of(one.before))
    return tuple(Made(on, why) for why, on in found.items())


def _other_doses(protocol: Protocol, course: Sequence[Lived]) -> tuple[Made, ...]:
    """The doses that stand otherwise at the end of the last week than before it."""
    before = {entry.exercise: _load(one.session, entry) for one, entry in _askings(course[:-WEEK])}
    came: dict[str, tuple[Lived, Entry]] = {}
    for one, entry in _askings(course[-WEEK:]):
        earlier = came.get(entry.exercise)
        if earlier is None or _load(earlier[0].session, earlier[1]) != _load(one.session, entry):
            came[entry.exercise] = one, entry
    return tuple(
        Made(date_of(one.before), why_of(terms_of(protocol, one.before.situation), one.before, entry))
        for name, (one, entry) in came.items()
        if name in before and _load(one.session, entry) != before[name]
    )


def _askings(course: Iterable[Lived]) -> Iterator[tuple[Lived, Entry]]:
    """Every exercise that was asked for, day by day; what was only offered was not."""
    return ((one, entry) for one in course for entry in one.session.entries if not entry.optional)


def _load(session: Session, entry: Entry) -> tuple[int, int | None]:
    """What makes one asking other than the next: the dose step, and of a run its rung. Minutes off the ladder change
    from run to run within their week.
    """
    return entry.step, session.rung if entry.amount else None


def week_ahead(protocol: Protocol, today: Today) -> WeekAhead:
    """The seven days from *today* on. Where the course waits for somebody it is today alone."""
    days = tuple(islice(days_ahead(protocol, today), WEEK))
    runs = [day.session.run_minutes for day in days if day.session.run_minutes]
    later = next((day for day in days if day.phase > days[0].phase), None)
    return WeekAhead(
        asks=sum(_asks(day.session) for day in days),
        runs=len(runs),
        run_minutes=sum(runs),
        phase=protocol.phases[later.phase].id if later else "",
        phase_on=later.date if later else None,
    )
