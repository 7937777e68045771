"""A course looked back on, as its page needs it: gates with gauges, charts, months, and how hoped dates have moved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from programs.models import Version
from programs.selectors.authors import Teller, tellers
from programs.selectors.courses import Course, HopesTold
from programs.selectors.programmes import Following
from programs.selectors.trials import Measured, measured_in
from programs.services.calling import words_for
from programs.services.versions import hopes_of
from programs.web.mine.charts import (
    LegsChart,
    PainChart,
    RunChart,
    legs_chart,
    pain_chart,
    run_chart,
)
from programs.web.mine.today_shown import day_of, rendering_of, sentences
from programs.web.plan_shown import path_shown
from rehab.gates import criteria_of, needed, passes
from rehab.hoped import Hopes
from rehab.looking_back import SIDED, DayBack, both_legs, weeks_of_runs
from rehab.protocol import Criterion
from rehab.situation import NEVER
from rehab.standing import standing_of
from rehab.state import TestRecord
from rehab.vocabulary import Rhythm
from rehab.words import Words, words_in

PAIN_DAYS = 28
WEEKS_SHOWN = 12
TESTS_SHOWN = 6
COUNTED = ("rep", "s", "min", "contact", "of_10")
# A gauge ends a third past what is needed, so that the mark stands within it.
PAST_THE_MARK = 4, 3


@dataclass(frozen=True)
class Gauge:
    """How far a number is: widths in percent of the whole gauge."""

    did: int
    needs: int
    unit: str
    width: str
    mark: str


@dataclass(frozen=True)
class GateShown:
    """A criterion of the way on: whether it is met, what was tried and when, and whether that is too old to count. *by*
    is whoever at a clinic measured it, None for the runner.
    """

    text: str
    met: bool
    tried: TestRecord | None
    on: date | None
    old: bool
    gauge: Gauge | None
    by: Teller | None = None


@dataclass(frozen=True)
class MonthDay:
    """A day of a month: what it came to; "" for one before joining or ahead. *blank*: no day at all."""

    date: date | None
    told: str = ""
    word: str = ""
    today: bool = False


@dataclass(frozen=True)
class Month:
    """A month of days, filled up in front to a Monday."""

    first: date
    days: tuple[MonthDay, ...]
    open: bool


@dataclass(frozen=True)
class HopeMoved:
    """A day on which hoped dates were told, and why they had moved."""

    on: date
    hopes: Hopes
    why: tuple[str, ...]


@dataclass(frozen=True)
class LegsShown:
    """The tests of one exercise."""

    name: str
    chart: LegsChart


@dataclass(frozen=True)
class StandingShown:
    """Where the course stands in a *word*, since which day, and why."""

    word: str
    since: date
    why: tuple[str, ...]


def progress_shown(course: Course, version: Version | None, told: Sequence[HopesTold]) -> dict[str, Any]:
    """Everything the page of progress shows."""
    known = tellers(entry.author for entry in course.entries)
    return course_shown(course, known) | {
        "hopes": hopes_of(version) if version else Hopes(None, None),
        "moved": hopes_moved(told, words_for(course.found.programme)),
    }


def course_shown(course: Course, known: Mapping[str, Teller]) -> dict[str, Any]:
    """How far the course is, and how it has gone; *known* are those at clinics who told entries of it."""
    found, words = course.found, words_for(course.found.programme)
    state, protocol = found.today.now, found.protocol
    ahead = state.phase + 1
    last = ahead == len(protocol.phases)
    gates = gates_shown(found, measured_in(course.entries, known))
    floor = None if last or found.terms.floors[ahead] >= NEVER else found.terms.floors[ahead]
    injured_on = state.situation.injured_on
    pains = _since_told(course.days[-PAIN_DAYS:])
    stands = standing_of(course.lived, found.today)
    return {
        "phase": words.phase(protocol.phases[state.phase].id),
        "stands": StandingShown(
            words.name("standing", stands.status.value),
            stands.since,
            sentences(stands.reasons, words),
        ),
        "path": path_shown(rendering_of(found), day_of(found)),
        "day": state.day,
        "ahead": "" if last else words.phase(protocol.phases[ahead].id),
        "gates": gates,
        "met": sum(gate.met for gate in gates),
        "floor": injured_on + timedelta(days=floor) if floor is not None and injured_on else None,
        "leg": words.name("legs", found.programme.leg),
        "legs": legs_shown(course, words),
        "pain": pain_shown(pains),
        "pain_days": pains,
        "months": months_shown(course.days),
        "runs": runs_shown(course),
        "runs_begun": protocol.phases[state.phase].rhythm in (Rhythm.LADDER, Rhythm.WEEKLY),
        "today": found.today.date,
    }


def gates_shown(found: Following, measured: Measured) -> tuple[GateShown, ...]:
    """What must be true to move on, each with what was told of it, and by whom where a clinic *measured* it."""
    return tuple(_gate(found, criterion, measured) for criterion in criteria_of(found.terms, found.today.now.phase))


def _gate(found: Following, criterion: Criterion, measured: Measured) -> GateShown:
    state, terms = found.today.now, found.terms
    record, injured_on = state.tests.get(criterion.criterion), state.situation.injured_on
    on = injured_on + timedelta(days=record.day) if record and injured_on else None
    return GateShown(
        text=words_in().gate(found.protocol.phases[state.phase].id, criterion, form="short"),
        met=passes(terms, state, criterion),
        tried=record,
        on=on,
        old=record is not None and state.day - record.day >= terms.protocol.limits.test_valid_days,
        gauge=gauge_of(criterion, record),
        by=measured.get((criterion.criterion, on)) if on else None,
    )


def gauge_of(criterion: Criterion, record: TestRecord | None) -> Gauge | None:
    """A gauge where more is better; None for what is not counted, or was never tried."""
    if record is None or criterion.kind != "measure" or criterion.compare != "at_least":
        return None
    if criterion.percent_of_sound is not None:
        did, needs, unit = 100 * record.injured // (record.sound or 1), criterion.percent_of_sound, "%"
    elif criterion.within_of_sound is not None or criterion.within_percent is not None:
        return None
    elif criterion.unit in COUNTED:
        did, needs, unit = record.injured, needed(criterion, record), ""
    else:
        return None
    whole = max(did, PAST_THE_MARK[0] * needs // PAST_THE_MARK[1], 1)
    return Gauge(did, needs, unit, f"{100 * did / whole:.1f}%", f"{100 * needs / whole:.1f}%")


def legs_shown(course: Course, words: Words) -> tuple[LegsShown, ...]:
    """Tests of both legs by exercise, with what the present phase asks of the sore one."""
    found, state = course.found, course.found.today.now
    needs = {
        c.exercise: needed(c, state.tests.get(c.criterion))
        for c in criteria_of(found.terms, state.phase)
        if c.unit == "rep" and c.side in SIDED
    }
    return tuple(
        LegsShown(words.exercise(name), legs_chart(tried[-TESTS_SHOWN:], needs.get(name)))
        for name, tried in both_legs(found.protocol, course.tried).items()
    )


def _since_told(days: Sequence[DayBack]) -> tuple[DayBack, ...]:
    """*days* from the first on which a number was told."""
    first = next((n for n, day in enumerate(days) if day.during is not None or day.morning is not None), len(days))
    return tuple(days[first:])


def pain_shown(days: Sequence[DayBack]) -> PainChart | None:
    """Pain over the last weeks; None where no number was told."""
    return pain_chart(days) if days else None


def runs_shown(course: Course) -> RunChart | None:
    """Minutes run by the week; None before the first run."""
    state = course.found.today.now
    injured_on = state.situation.injured_on
    first = state.first_weekly_run
    anchor = injured_on + timedelta(days=first) if injured_on and first is not None else None
    weeks = weeks_of_runs(course.days, anchor)
    return run_chart(weeks[-WEEKS_SHOWN:]) if weeks else None


def months_shown(days: Sequence[DayBack]) -> tuple[Month, ...]:
    """The months of the course, the present one first."""
    words, told = words_in(), {day.date: day for day in days}
    today = days[-1].date
    months = [list(group) for _, group in groupby(told, key=lambda date: (date.year, date.month))]
    found = []
    for dates in reversed(months):
        first = dates[0].replace(day=1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        marks = [MonthDay(None)] * first.weekday()
        for number in range(last.day):
            date = first + timedelta(days=number)
            came = told[date].told.value if date in told else ""
            word = words.text("changes", "told", came) if came else ""
            marks.append(MonthDay(date, came, word, date == today))
        found.append(Month(first, tuple(marks), first.month == today.month and first.year == today.year))
    return tuple(found)


def hopes_moved(told: Sequence[HopesTold], words: Words) -> tuple[HopeMoved, ...]:
    """Every time hoped dates were told anew, the last first."""
    return tuple(
        HopeMoved(one.on, one.hopes, sentences(one.reasons, words) if number else ()) for number, one in enumerate(told)
    )[::-1]
