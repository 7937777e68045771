"""Who asks: grade, leg, date, kit, history. And what that makes of a protocol's numbers."""

from datetime import date
from functools import lru_cache

import msgspec

from rehab.protocol import Protocol, Row
from rehab.vocabulary import Lock, Rhythm, Side

DEFAULT_KIT = frozenset({"chair", "wall", "step"})
NEVER = 10**6


class Situation(msgspec.Struct, frozen=True):
    """What a runner tells before the first plan. Days count from the injury.

    *weekly_run_minutes* is the usual week before the injury, None when unknown. *lock* and the
    *barred* exercises are what the red-flag screen takes away until a clinician has cleared the
    runner; *never* are those it takes away for good.
    """

    grade: int
    focus: str
    side: Side = Side.INJURED
    injured_on: date | None = None
    cleared_on_day: int | None = None
    previous_strain: bool = False
    gradual_onset: bool = False
    age: int | None = None
    weekly_run_minutes: int | None = None
    kit: frozenset[str] = DEFAULT_KIT
    lock: Lock = Lock.NONE
    barred: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()


class Terms(msgspec.Struct, frozen=True, eq=False):
    """A protocol's numbers for one situation: floors after modifiers, ladder, greens, kit.

    *floors* holds the first possible day of each phase, NEVER where clearance is missing.
    """

    protocol: Protocol
    situation: Situation
    floors: tuple[int, ...]
    stays: tuple[int, ...]
    entry_rung: int
    rung_sessions: tuple[int, ...]
    greens_by_tier: tuple[int, ...]
    usable: frozenset[str]
    rows: dict[tuple[str, str], tuple[Row, ...]]
    swapped: dict[str, str]
    category_day: dict[str, int]
    overdue_day: int
    tested_by: dict[str, tuple[str, ...]]

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
    locked = first_locked_phase(protocol, situation)
    if locked is None:
        return tuple(floors)
    if situation.cleared_on_day is None:
        return (*floors[:locked], *(NEVER for _ in floors[locked:]))
    shift = max(0, situation.cleared_on_day - floors[locked])
    return (*floors[:locked], *(day + shift for day in floors[locked:]))


def first_locked_phase(protocol: Protocol, situation: Situation) -> int | None:
    """Place of the first phase that waits for a clinician's clearance; None when none does."""
    if situation.grade in protocol.clearance_grades or situation.lock is Lock.PROTECTION_ONLY:
        return 1
    return 2 if situation.lock is Lock.LIGHT_ONLY else None


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
        if situation.previous_strain:
            for place, least in enumerate(ladder.cautious_entry_sessions):
                sessions[place] = max(sessions[place], least)
    if situation.focus == ladder.extra_session_focus:
        sessions = [n + (place + 1 >= ladder.extra_session_from) for place, n in enumerate(sessions)]
    return tuple(sessions)


def _usable(protocol: Protocol, situation: Situation) -> frozenset[str]:
    """Exercises whose kit is there. Chair, wall and the household always are."""
    have = protocol.kit.household | situation.kit
    return frozenset(e.id for e in protocol.exercises if set(e.equipment) <= have)


def _swapped(protocol: Protocol, situation: Situation) -> dict[str, str]:
    """Pairs that change places for this focus; empty when the file's order stands."""
    if protocol.ladder is None or situation.focus != protocol.ladder.extra_session_focus:
        return {}
    pairs = protocol.schedule.pairs
    return dict(pairs) | {b: a for a, b in pairs}


@lru_cache(maxsize=512)
def terms_of(protocol: Protocol, situation: Situation) -> Terms:
    """The numbers of *protocol* for *situation*; ValueError when it knows no such grade."""
    grade = situation.grade
    floors = floors_of(protocol, situation)
    sessions = rung_sessions_of(protocol, situation)
    rows: dict[tuple[str, str], list[Row]] = {}
    for row in protocol.schedule.rows:
        if grade in row.grades:
            rows.setdefault((row.phase, row.day), []).append(row)
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
        usable=_usable(protocol, situation),
        rows={key: tuple(value) for key, value in rows.items()},
        swapped=_swapped(protocol, situation),
        category_day={name: rule.earliest_day.get(grade, 0) for name, rule in protocol.categories.items()},
        overdue_day=overdue,
        tested_by=_tested_by(protocol),
    )


def _tested_by(protocol: Protocol) -> dict[str, tuple[str, ...]]:
    """Which criteria count repetitions of which exercise."""
    found: dict[str, set[str]] = {}
    for criteria in protocol.gates.values():
        for criterion in criteria:
            if criterion.exercise and criterion.unit == "rep":
                found.setdefault(criterion.exercise, set()).add(criterion.criterion)
    return {exercise: tuple(sorted(names)) for exercise, names in found.items()}
