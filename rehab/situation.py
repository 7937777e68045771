"""Who asks: grade, leg, date, kit, history. And what that makes of a protocol's numbers."""

from collections.abc import Hashable, Iterable
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

import msgspec

from rehab.known import Known, known_exercises
from rehab.protocol import Course, Offer, Protocol, Row
from rehab.vocabulary import Lock, Rhythm, Role, Side

DEFAULT_KIT = frozenset({"chair", "wall", "step"})
NEVER = 10**6
Key = TypeVar("Key")


class Situation(msgspec.Struct, frozen=True):
    """What a runner tells before the first plan. Days count from the injury.

    *no_walks*: more than ten days without walking for exercise. *weekly_run_minutes* is the
    usual week before the injury, None when unknown. *lock* and the *barred* exercises are what
    the red-flag screen takes away until a clinician has cleared the runner; *never* are those it
    takes away for good.
    """

    grade: int
    focus: str
    side: Side = Side.INJURED
    injured_on: date | None = None
    cleared_on_day: int | None = None
    previous_strain: bool = False
    gradual_onset: bool = False
    no_walks: bool = False
    age: int | None = None
    weekly_run_minutes: int | None = None
    kit: frozenset[str] = DEFAULT_KIT
    lock: Lock = Lock.NONE
    barred: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()


class Terms(msgspec.Struct, frozen=True, eq=False):
    """A protocol's numbers for one situation: floors after modifiers, ladder, greens, kit.

    *floors* holds the first possible day of each phase, NEVER where clearance is missing.
    *lists* is a memo of `rehab.day`, no fact: what it holds can always be worked out again.
    *open_in* holds what kit, phase and screen leave of the catalogue in each phase, with the
    first day each may be done.
    """

    protocol: Protocol
    situation: Situation
    floors: tuple[int, ...]
    stays: tuple[int, ...]
    entry_rung: int
    rung_sessions: tuple[int, ...]
    greens_by_tier: tuple[int, ...]
    known: dict[str, Known]
    usable: frozenset[str]
    open_in: dict[str, dict[str, tuple[Known, int]]]
    rows: dict[tuple[str, str], tuple[Row, ...]]
    weekdays: dict[tuple[str, int], tuple[Row, ...]]
    laid: dict[str, tuple[Course, ...]]
    offers: tuple[Offer, ...]
    chain: frozenset[str]
    springs: frozenset[str]
    swapped: dict[str, str]
    overdue_day: int
    tested_by: dict[str, tuple[str, ...]]
    lists: dict[Hashable, Any] = {}

    @property
    def grade(self) -> int:
        """The grade the numbers were read for."""
        return self.situation.grade


def _percent_up(day: int, percent: int) -> int:
    """*day* times *percent* hundredths, rounded up, in whole numbers."""
    return -(-day * percent // 100)


def floors_of(protocol: Protocol, situation: Situation) -> tuple[int, ...]:
    """The earliest day of each phase, after recurrence, gradual onset and late clearance.

    Source: floors are judgement bracketed by recovery windows; a clearance later than the first
    floor behind it moves every later floor by the same number of days.
    """
    grade, rules = situation.grade, protocol.modifiers
    floors: list[int] = []
    for phase in protocol.phases:
        day = phase.floor_day[grade]
        if phase.floor_stretched:
            if situation.previous_strain:
                day = _percent_up(day, rules.recurrence_percent)
            elif phase.rhythm is Rhythm.LADDER and _came_on_slowly(protocol, situation):
                day = _percent_up(day, rules.gradual_percent)
        if phase.rhythm is Rhythm.WEEKLY and protocol.ladder:
            day = floors[-1] + 2 * (sum(rung_sessions_of(protocol, situation)) - 1) + 1
        floors.append(day)
        if phase.rhythm is Rhythm.LADDER and not _may_ever_run(protocol, situation):
            floors += [NEVER] * (len(protocol.phases) - len(floors))
            break
    locked = first_locked_phase(protocol, situation)
    if locked is None:
        return tuple(floors)
    if situation.cleared_on_day is None:
        return (*floors[:locked], *(NEVER for _ in floors[locked:]))
    shift = max(0, situation.cleared_on_day - floors[locked])
    return (*floors[:locked], *(min(NEVER, day + shift) for day in floors[locked:]))


def _may_ever_run(protocol: Protocol, situation: Situation) -> bool:
    """Whether the ladder can be climbed at all: the screen may have taken running away, for good or
    until a clearance that is not there."""
    run = protocol.ladder.exercise if protocol.ladder else ""
    waits = run in situation.barred and situation.cleared_on_day is None
    return run not in situation.never and not waits


def first_locked_phase(protocol: Protocol, situation: Situation) -> int | None:
    """Place of the first phase that waits for a clinician's clearance; None when none does."""
    if situation.grade in protocol.clearance_grades or situation.lock in (Lock.PROTECTION_ONLY, Lock.NO_PLAN):
        return 1
    return 2 if situation.lock is Lock.LIGHT_ONLY else None


def awaits_look(terms: Terms, phase: int) -> bool:
    """Whether phase number *phase* is the first that no date opens until a clinician has looked at the leg.

    Where running is taken away for good no look gives it back, so none is awaited.
    """
    before, floor = terms.floors[phase - 1 : phase + 1]
    if floor < NEVER or before >= NEVER:
        return False
    locked, ladder = first_locked_phase(terms.protocol, terms.situation), terms.protocol.ladder
    return locked == phase or (ladder is not None and ladder.exercise not in terms.situation.never)


def _came_on_slowly(protocol: Protocol, situation: Situation) -> bool:
    return situation.gradual_onset and situation.focus in protocol.modifiers.gradual_focuses


def is_older(protocol: Protocol, situation: Situation) -> bool:
    """Whether age alone asks for the next grade's slower ladder."""
    return situation.age is not None and situation.age >= protocol.modifiers.older_from_age


def rung_sessions_of(protocol: Protocol, situation: Situation) -> tuple[int, ...]:
    """How many green sessions each rung takes; 0 for rungs below the entry."""
    ladder = protocol.ladder
    if ladder is None:
        return ()
    grade = situation.grade
    if is_older(protocol, situation):
        sessions = list(ladder.sessions[min(grade + 1, max(ladder.sessions))])
    else:
        sessions = list(ladder.sessions[grade])
        if situation.previous_strain or situation.no_walks:
            for place, least in enumerate(ladder.cautious_entry_sessions):
                sessions[place] = max(sessions[place], least)
    if situation.focus == ladder.extra_session_focus:
        sessions = [n + (place + 1 >= ladder.extra_session_from) for place, n in enumerate(sessions)]
    return tuple(sessions)


def _usable(protocol: Protocol, situation: Situation) -> frozenset[str]:
    """Exercises whose kit is there. Chair, wall and the household always are."""
    have = protocol.kit.household | situation.kit
    return frozenset(e.id for e in protocol.exercises if set(e.equipment) <= have)


def _open_in(
    protocol: Protocol, situation: Situation, usable: frozenset[str]
) -> dict[str, dict[str, tuple[Known, int]]]:
    """Exercises each phase can hold for this kit, without those the screen took away for good,
    with the day each opens on.
    """
    grade, known = situation.grade, known_exercises(protocol)
    opens_on = {name: rule.earliest_day.get(grade, 0) for name, rule in protocol.categories.items()}
    return {
        phase.id: {
            e.id: (known[e.id], 0 if e.earliest_day_exempt else opens_on[e.category])
            for e in protocol.exercises
            if e.id in usable
            and e.id not in situation.never
            and phase.id in e.phases
            and e.category in phase.categories
            and e.tier <= phase.max_tier
        }
        for phase in protocol.phases
    }


def _swapped(protocol: Protocol, situation: Situation) -> dict[str, str]:
    """Pairs that change places for this focus; empty when the file's order stands."""
    if protocol.ladder is None or situation.focus != protocol.ladder.extra_session_focus:
        return {}
    pairs = protocol.schedule.pairs
    return dict(pairs) | {b: a for a, b in pairs}


@lru_cache(maxsize=512)
def terms_of(protocol: Protocol, situation: Situation) -> Terms:
    """The numbers of *protocol* for *situation*; ValueError for a grade it does not know and for
    an age below its youngest, so that no door can show a plan to a child by forgetting to ask.
    """
    grade, youngest = situation.grade, protocol.limits.youngest_age
    grades = protocol.phases[0].floor_day
    if grade not in grades:
        raise ValueError(f"grade {grade} is not a grade of this protocol: give {min(grades)} to {max(grades)}")
    if situation.age is not None and situation.age < youngest:
        raise ValueError(f"age {situation.age} gets no plan: this protocol is for {youngest} and over")
    floors = floors_of(protocol, situation)
    usable = _usable(protocol, situation)
    sessions = rung_sessions_of(protocol, situation)
    rows = [row for row in protocol.schedule.rows if grade in row.grades]
    greens = tuple(next(rule.needed[grade] for rule in protocol.greens if tier <= rule.max_tier) for tier in range(6))
    ladder_place = next((n for n, p in enumerate(protocol.phases) if p.rhythm is Rhythm.LADDER), None)
    overdue = NEVER
    if ladder_place is not None and floors[ladder_place] < NEVER:
        plain = protocol.phases[ladder_place].floor_day[grade]
        overdue = protocol.overdue.ladder_by_day[grade] + floors[ladder_place] - plain
    return Terms(
        protocol=protocol,
        situation=situation,
        floors=floors,
        stays=tuple(phase.minimum_stay_days[grade] for phase in protocol.phases),
        entry_rung=next((n for n, count in enumerate(sessions) if count), 0),
        rung_sessions=sessions,
        greens_by_tier=greens,
        known=known_exercises(protocol),
        usable=usable,
        open_in=_open_in(protocol, situation, usable),
        rows=_grouped(((row.phase, row.day), row) for row in rows),
        weekdays=_grouped(((row.phase, weekday), row) for row in rows for weekday in row.weekdays),
        laid={
            phase.id: tuple(c for c in protocol.schedule.laid if phase.id in c.phases and grade in c.from_day)
            for phase in protocol.phases
        },
        chain=frozenset(k for k, known in known_exercises(protocol).items() if _rests_between(known)),
        springs=_springs(protocol),
        offers=tuple(o for o in protocol.schedule.offers if o.kit in situation.kit),
        swapped=_swapped(protocol, situation),
        overdue_day=overdue,
        tested_by=_tested_by(protocol),
    )


def _grouped(pairs: Iterable[tuple[Key, Row]]) -> dict[Key, tuple[Row, ...]]:
    """Rows by what they speak for, in the file's order."""
    found: dict[Key, list[Row]] = {}
    for key, row in pairs:
        found.setdefault(key, []).append(row)
    return {key: tuple(rows) for key, rows in found.items()}


def _tested_by(protocol: Protocol) -> dict[str, tuple[str, ...]]:
    """Which criteria count repetitions of which exercise."""
    found: dict[str, set[str]] = {}
    for criteria in protocol.gates.values():
        for criterion in criteria:
            if criterion.exercise and criterion.unit == "rep":
                found.setdefault(criterion.exercise, set()).add(criterion.criterion)
    return {exercise: tuple(sorted(names)) for exercise, names in found.items()}


def _rests_between(known: Known) -> bool:
    """Chain work has rest days of its own, unless it loads the injured muscle as well."""
    return known.role is Role.CHAIN and not known.loaded


def _springs(protocol: Protocol) -> frozenset[str]:
    """What an easy week of the weekly phase leaves out: springs and strides."""
    mileage = protocol.mileage
    if mileage is None:
        return frozenset()
    return frozenset(e.id for e in protocol.exercises if e.category in mileage.deload_drops) | {mileage.strides}
