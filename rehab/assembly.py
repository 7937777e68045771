"""From a situation to a finished plan. `week_plan` is the front door, `assemble` the whole course."""

from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache

from rehab.limits import dose_of
from rehab.planned import PlannedCourse
from rehab.programme import Bout, Day, Item, Notice, Programme, Test, Week
from rehab.protocol import Criterion, Protocol
from rehab.reason import because
from rehab.situation import NEVER, Situation, Terms, terms_of
from rehab.state import Entry, Session, State
from rehab.vocabulary import Basis, Kind, Lock, Rhythm, Role, Unit
from rehab.whys import is_past_protection, why_of

WEEKS_WITHOUT_CLEARANCE = 12
# What a week says to somebody whose grade waits for a clinician: at first, and past the day work could begin.
CLEARANCE_RULES = frozenset({"clearance-wanted", "clearance-late"})


@lru_cache(maxsize=64)
def planned_course(protocol: Protocol, situation: Situation) -> PlannedCourse:
    """The planned course of *situation*, kept so that asking for the next week costs little."""
    return PlannedCourse(protocol, situation)


def week_plan(protocol: Protocol, situation: Situation, week: int) -> Programme:
    """Week *week* of the planned course; ValueError names the range when there is no such week."""
    if not 1 <= week <= protocol.last_week:
        raise ValueError(f"week {week} is not a week of this protocol: give 1 to {protocol.last_week}")
    return _programme(protocol, situation, range(week, week + 1))


def assemble(protocol: Protocol, situation: Situation, weeks: int | None = None) -> Programme:
    """The planned course from week 1 to *weeks*, or to the end of the planned weekly blocks.

    Without a clearance that the course waits for, it is the first weeks, all alike.
    """
    return _programme(protocol, situation, range(1, (weeks or planned_weeks(protocol, situation)) + 1))


def planned_weeks(protocol: Protocol, situation: Situation) -> int:
    """How many weeks the whole planned course takes."""
    terms = terms_of(protocol, situation)
    if terms.floors[-1] == NEVER:
        return WEEKS_WITHOUT_CLEARANCE
    last = len(protocol.phases) - 1
    if protocol.phases[last].rhythm is not Rhythm.WEEKLY:
        return terms.floors[last] // 7 + protocol.planned_weekly_blocks
    course = planned_course(protocol, situation)
    for day in range(terms.floors[last], 7 * protocol.last_week):
        first = course.day(day)[0].first_weekly_run
        if first is not None:
            return min(protocol.last_week, (first + 7 * protocol.planned_weekly_blocks - 1) // 7 + 1)
    return protocol.last_week


def _programme(protocol: Protocol, situation: Situation, weeks: range) -> Programme:
    course = planned_course(protocol, situation)
    tests = _tests(course.terms, course.until_phase_ends(7 * weeks[-1] - 1))
    return Programme(
        protocol=protocol.id,
        version=protocol.version,
        grade=situation.grade,
        focus=situation.focus,
        cleared_on_day=situation.cleared_on_day,
        basis=Basis.PLANNED,
        weeks=tuple(_week(course, number, tests) for number in weeks),
    )


def _week(course: PlannedCourse, number: int, tests: dict[int, tuple[Test, ...]]) -> Week:
    span = [course.day(day) for day in range(7 * (number - 1), 7 * number)]
    made = tuple(make_day(course.terms, state, session, tests.get(state.day, ())) for state, session in span)
    return Week(number, made, tuple(notices_of(course.terms, span)))


def make_day(terms: Terms, state: State, session: Session, tests: tuple[Test, ...] = ()) -> Day:
    """A session as a day people can read: items with doses and reasons.

    A day that holds protection only is shown as one of the first phase, wherever the course is.
    """
    injured_on = terms.situation.injured_on
    phase = 0 if session.kind == Kind.PROTECT else state.phase
    return Day(
        day=state.day,
        phase=terms.protocol.phases[phase].id,
        kind=Kind(session.kind),
        minutes=session.minutes,
        items=tuple(_item(terms, state, session, entry) for entry in session.entries),
        tests=tests,
        notices=session.notices,
        date=injured_on + timedelta(days=state.day) if injured_on else None,
    )


def _item(terms: Terms, state: State, session: Session, entry: Entry) -> Item:
    return Item(
        entry.exercise,
        dose_of(terms, entry),
        why_of(terms, state, entry),
        entry.optional,
        entry.times_per_day,
        bouts_of(terms.protocol, session.rung, entry.amount) if entry.amount else (),
    )


def bouts_of(protocol: Protocol, rung: int | None, minutes: int) -> tuple[Bout, ...]:
    """A run of so many *minutes*: the bouts of its *rung* on the ladder, or all in one go."""
    if rung is None or protocol.ladder is None:
        return (Bout(minutes, 0, 1),)
    step = protocol.ladder.rungs[rung]
    return (Bout(step.run_minutes, step.walk_minutes, step.times),)


def run_block_minutes(protocol: Protocol, item: Item) -> int:
    """Minutes *item* adds to the run block, running and walking together; 0 for everything else."""
    if protocol.role_of(protocol.catalogue[item.exercise]) is not Role.RUN:
        return 0
    if item.bouts:
        return sum(bout.minutes for bout in item.bouts)
    return item.dose.volume if item.dose.unit is Unit.MINUTE else 0


def notices_of(terms: Terms, span: Sequence[tuple[State, Session]]) -> list[Notice]:
    """What to know before the week: clearance wanted, what must be true already, kit missing."""
    situation, protocol = terms.situation, terms.protocol
    first, last = span[0][0], span[-1][0]
    notices = []
    uncleared = situation.cleared_on_day is None or last.day < situation.cleared_on_day
    if situation.grade in protocol.clearance_grades and uncleared:
        late = situation.cleared_on_day is None and is_past_protection(terms, first)
        notices.append(Notice("stop", because("clearance-late" if late else "clearance-wanted", grade=situation.grade)))
    if situation.lock is not Lock.NONE and situation.lock is not Lock.ADVISE and uncleared:
        notices.append(Notice("stop", because("lock-until-clearance", lock=situation.lock.value)))
    if last.phase > 1:
        phases = sorted({state.phase for state, _ in span} - {0})
        for phase in phases:
            if protocol.phases[phase - 1].id in protocol.gates and phase > 1:
                why = because("confirm-gates", phase=protocol.phases[phase].id, before=protocol.phases[phase - 1].id)
                notices.append(Notice("confirm", why))
    missing = dict.fromkeys(why for _, session in span for why in session.notices)
    notices += [Notice("info", why) for why in missing]
    if first.day == 0:
        notices.append(Notice("info", because("first-days")))
    return notices


def gates_of(terms: Terms, phase: str) -> tuple[Criterion, ...]:
    """What must be true to leave *phase* in this grade; empty where the phase has no end."""
    return tuple(c for c in terms.protocol.gates.get(phase, ()) if terms.grade in c.grades)


def _tests(terms: Terms, days: list[tuple[State, Session]]) -> dict[int, tuple[Test, ...]]:
    """The day each criterion is tried: loaded ones on the last loading day that holds the
    exercise and is recent enough to count, or else the last loading day; the others on the
    phase's last day.
    """
    found: dict[int, list[Test]] = {}
    for start, end in _phases(days):
        span = days[start:end]
        phase = terms.protocol.phases[span[0][0].phase].id
        if end == len(days):
            continue
        for criterion in gates_of(terms, phase):
            if criterion.kind != "measure":
                continue
            day = _test_day(terms, span, criterion)
            found.setdefault(day, []).append(Test(day, phase, criterion.criterion))
    return {day: tuple(tests) for day, tests in found.items()}


def _phases(days: list[tuple[State, Session]]) -> list[tuple[int, int]]:
    """First day and the day after the last of each phase lived."""
    starts = [n for n in range(len(days)) if n == 0 or days[n][0].phase != days[n - 1][0].phase]
    return list(zip(starts, [*starts[1:], len(days)], strict=True))


def _test_day(terms: Terms, span: list[tuple[State, Session]], criterion: Criterion) -> int:
    last = span[-1][0].day
    if criterion.tier < terms.protocol.limits.loading_tier:
        return last
    oldest = last + 1 - terms.protocol.limits.test_valid_days
    loading = [(state.day, session) for state, session in span if session.loading and state.day >= oldest]
    holding = [day for day, session in loading if any(e.exercise == criterion.exercise for e in session.entries)]
    return (holding or [day for day, _ in loading] or [last])[-1]
