"""A followed course, looked back on: what each day came to, the tests, and the minutes run by the week."""

import datetime
from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import dropwhile

import msgspec

from rehab.day import has_no_plan
from rehab.events import AnyEvent, CheckIn, Morning, OtherWork, Outcome, Tried
from rehab.following import Today, date_of
from rehab.lights import judge, light_at, morning_light, worst
from rehab.protocol import Criterion, Protocol
from rehab.situation import terms_of
from rehab.state import State
from rehab.timeline import Lived, advance
from rehab.vocabulary import Light, Rhythm, Unit

WEEK = 7
# Where a test is of one leg at a time, a number stands for each; any other number is of both at once.
SIDED = ("injured", "each")


class Told(StrEnum):
    """What a day came to, as far as somebody told: nothing is ever made up for a day nobody spoke of."""

    DONE = "done"
    PARTLY = "partly"
    SKIPPED = "skipped"
    OTHER = "other"
    REST = "rest"
    WAITED = "waited"
    UNKNOWN = "unknown"
    OPEN = "open"


class DayBack(msgspec.Struct, frozen=True):
    """One day of the course: worst pain *during* the session and *after* it, pain on the first steps of that
    *morning*, and the *light* of what was done, which the next morning has *settled* or not. Minutes *ran*, and at most
    to be run in the week that the day belongs to.
    """

    date: datetime.date
    day: int
    phase: int
    told: Told
    during: int | None
    after: int | None
    morning: int | None
    light: Light | None
    settled: bool
    ran: int
    planned: int
    weekly: int


class Try(msgspec.Struct, frozen=True):
    """A test as it was tried on a day: the sore leg's number, the other one's, the pain meanwhile."""

    on: datetime.date
    criterion: str
    injured: int
    sound: int | None
    pain: int | None


class RunWeek(msgspec.Struct, frozen=True):
    """Seven days from *begins* on: minutes *ran*, and the *most* that the plan held for them."""

    begins: datetime.date
    ran: int
    most: int


def days_back(protocol: Protocol, course: Sequence[Lived], today: Today) -> tuple[DayBack, ...]:
    """Every day of *course* and *today* so far, in their order."""
    closing = advance(protocol, today.began, today.page.events, done_from=today.page.done_from)
    lived = [*course, msgspec.structs.replace(closing, session=today.plan)]
    return tuple(
        _day_back(protocol, one, lived[place + 1 :][:1], is_open=place == len(course))
        for place, one in enumerate(lived)
    )


def _day_back(protocol: Protocol, lived: Lived, following: Sequence[Lived], *, is_open: bool) -> DayBack:
    before, events = lived.before, lived.events
    sessions = [event for event in events if isinstance(event, CheckIn)]
    pains = [report.pain for event in sessions for report in event.reports if report.pain is not None]
    light, settled = _light(protocol, lived, following)
    weekly = protocol.phases[before.phase].rhythm is Rhythm.WEEKLY
    return DayBack(
        date=date_of(before),
        day=before.day,
        phase=before.phase,
        told=_told(lived, is_open=is_open),
        during=max(pains, default=None),
        after=max((event.after for event in sessions if event.after is not None), default=None),
        morning=next((event.pain for event in events if isinstance(event, Morning)), None),
        light=light,
        settled=settled,
        ran=_ran(lived),
        planned=lived.session.run_minutes,
        weekly=before.week.planned if weekly else 0,
    )


def _light(protocol: Protocol, lived: Lived, following: Sequence[Lived]) -> tuple[Light | None, bool]:
    """The worst of what was done and of the morning after it; whether that morning was told. Where nothing was done a
    green morning says nothing of the day.
    """
    lights = [_light_of(protocol, lived.before, event) for event in lived.events]
    found = [light for light in lights if light is not None]
    after = next((e for day in following for e in day.events if isinstance(e, Morning)), None)
    if after is None:
        return (worst(*found) if found else None), False
    terms = terms_of(protocol, lived.after.situation)
    light = worst(*found, morning_light(terms, lived.after, after)[0])
    return (light if found or light is not Light.GREEN else None), True


def _light_of(protocol: Protocol, state: State, event: AnyEvent) -> Light | None:
    if isinstance(event, CheckIn):
        return judge(terms_of(protocol, state.situation), state, event).light
    if isinstance(event, OtherWork):
        return light_at(protocol.pain["run" if event.run_minutes else "strength"], event.pain)
    return None


def _told(lived: Lived, *, is_open: bool) -> Told:
    told = {r.exercise: r.outcome for e in lived.events if isinstance(e, CheckIn) for r in e.reports}
    asked = [entry.exercise for entry in lived.session.entries if not entry.optional]
    if told:
        if all(told.get(name) is Outcome.DONE for name in asked or told):
            return Told.DONE
        return Told.SKIPPED if set(told.values()) == {Outcome.SKIPPED} else Told.PARTLY
    if any(isinstance(event, OtherWork) for event in lived.events):
        return Told.OTHER
    if has_no_plan(lived.before):
        return Told.WAITED
    if not asked:
        return Told.REST
    return Told.OPEN if is_open else Told.UNKNOWN


def _ran(lived: Lived) -> int:
    """Minutes run that day, of the plan and of one's own; those of a new strain's day count to no other."""
    own = sum(event.run_minutes for event in lived.events if isinstance(event, OtherWork))
    day = lived.before.day if lived.after.episode == lived.before.episode else 0
    return own + sum(minutes for on, minutes in lived.after.runs if on == day)


def tries(course: Iterable[Lived], today: Today) -> tuple[Try, ...]:
    """Every test that was tried, in order."""
    days = [(date_of(lived.before), lived.events) for lived in course]
    days.append((today.date, today.page.events))
    return tuple(
        Try(date, event.criterion, event.injured, event.sound, event.pain)
        for date, events in days
        for event in events
        if isinstance(event, Tried)
    )


def both_legs(protocol: Protocol, tried: Iterable[Try]) -> dict[str, tuple[Try, ...]]:
    """The tests that count heel raises or hops of each leg by itself, by exercise: the last one of each day."""
    known: dict[str, Criterion] = {c.criterion: c for gate in protocol.gates.values() for c in gate}
    found: dict[str, dict[datetime.date, Try]] = {}
    for one in tried:
        criterion = known.get(one.criterion)
        if criterion is None or not criterion.exercise or one.sound is None or criterion.side not in SIDED:
            continue
        if criterion.unit != Unit.REP and criterion.percent_of_sound is None:
            continue
        found.setdefault(criterion.exercise, {})[one.on] = one
    return {name: tuple(days.values()) for name, days in found.items()}


def weeks_of_runs(days: Sequence[DayBack], first_weekly: datetime.date | None) -> tuple[RunWeek, ...]:
    """The minutes by the week, from the first that held a run; weeks begin as those after the ladder do, once there are
    some, or else as the weeks of the course.
    """
    anchor = first_weekly or days[0].date - datetime.timedelta(days=days[0].day)
    by_week: dict[int, list[DayBack]] = {}
    for day in days:
        by_week.setdefault((day.date - anchor).days // WEEK, []).append(day)
    weeks = [_week(anchor + datetime.timedelta(days=WEEK * number), by_week[number]) for number in sorted(by_week)]
    return tuple(dropwhile(lambda week: not (week.ran or week.most), weeks))


def _week(begins: datetime.date, days: Sequence[DayBack]) -> RunWeek:
    most = max(day.weekly for day in days) or sum(day.planned for day in days)
    return RunWeek(begins, sum(day.ran for day in days), most)
