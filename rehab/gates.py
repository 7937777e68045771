"""Whether a phase may be left: its criteria against what was tried, told and lived."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

import msgspec

from rehab.day import has_no_plan, is_protection_only, tier_cap
from rehab.protocol import Criterion
from rehab.situation import NEVER, Terms
from rehab.state import State, TestRecord
from rehab.wishes import is_held_back

# Units of what is told and not counted: numbers of a scale to ten, and a yes. What is counted has an end as well.
SCALE, OF_TEN, YES = "pain", "of_10", "yes"
MOST_OF_TEN, MOST_COUNTED = 10, 1000


def criteria_of(terms: Terms, phase: int) -> tuple[Criterion, ...]:
    """What must be true to leave phase number *phase* in this grade; empty where it has no end."""
    found = terms.protocol.gates.get(terms.protocol.phases[phase].id, ())
    return tuple(criterion for criterion in found if terms.grade in criterion.grades)


def passes(terms: Terms, state: State, criterion: Criterion) -> bool:
    """Whether *criterion* is met on *state*'s day by a value recent enough to count."""
    if criterion.kind == "clearance":
        return state.cleared_day is not None and state.cleared_day <= state.day
    if criterion.kind == "history":
        return HISTORY[criterion.reads](terms, state, criterion)
    record = state.tests.get(criterion.criterion)
    if record is None or state.day - record.day >= terms.protocol.limits.test_valid_days:
        return False
    return meets(criterion, record) and is_earned(terms, state, criterion)


def measured_from(terms: Terms, phase: int) -> Iterator[tuple[int, list[Criterion]]]:
    """What is tried for the gates from that of phase number *phase* on, each criterion once, by the first gate."""
    seen: set[str] = set()
    for place in range(phase, len(terms.protocol.phases)):
        new = [c for c in criteria_of(terms, place) if c.kind == "measure" and c.criterion not in seen]
        seen |= {criterion.criterion for criterion in new}
        yield place, new


def is_compared(criteria: Sequence[Criterion]) -> bool:
    """Whether the other leg is tried too."""
    return any(c.percent_of_sound or c.within_of_sound or c.within_percent or c.clamp for c in criteria)


def hurts(criteria: Sequence[Criterion]) -> bool:
    """Whether the pain meanwhile counts."""
    return any(c.max_pain is not None or c.exercise for c in criteria)


def most_of(criteria: Sequence[Criterion]) -> int:
    """The largest number that one try which serves all *criteria* can come to."""
    if any(c.unit == YES for c in criteria):
        return 1
    return MOST_OF_TEN if any(c.unit in (SCALE, OF_TEN) for c in criteria) else MOST_COUNTED


def is_earned(terms: Terms, state: State, criterion: Criterion) -> bool:
    """Whether what *criterion* tries may be tried at all: everything it builds on has gone well, and
    has not been red since.
    """
    tried = terms.known.get(criterion.exercise)
    names = tried.exercise.needs_green if tried else ()
    return all(name in state.progress and state.progress[name].green_days for name in names)


def meets(criterion: Criterion, record: TestRecord) -> bool:
    """Whether the values of one try are good enough, whatever their age."""
    if criterion.max_pain is not None and (record.pain is None or record.pain > criterion.max_pain):
        return False
    if criterion.percent_of_sound is not None:
        return bool(record.sound) and 100 * record.injured >= criterion.percent_of_sound * (record.sound or 0)
    if criterion.within_of_sound is not None:
        return record.sound is not None and abs(record.injured - record.sound) <= criterion.within_of_sound
    if criterion.within_percent is not None:
        apart = abs(record.injured - (record.sound or 0))
        return bool(record.sound) and 100 * apart <= criterion.within_percent * (record.sound or 0)
    if criterion.compare == "at_most":
        return record.injured <= criterion.needs
    return record.injured >= needed(criterion, record)


def needed(criterion: Criterion, record: TestRecord | None = None) -> int:
    """The number to reach; where the file lets the other side lower it, not below the least."""
    if criterion.clamp is None or record is None or record.sound is None:
        return criterion.needs
    least, most = criterion.clamp
    return max(least, min(most, record.sound))


def unmet(terms: Terms, state: State) -> tuple[Criterion, ...]:
    """The criteria that still keep the runner in the present phase."""
    return tuple(c for c in criteria_of(terms, state.phase) if not passes(terms, state, c))


def tests_due(terms: Terms, state: State, *, loading: bool) -> tuple[Criterion, ...]:
    """What may be tried on *state*'s day for the next phase to begin as soon as it may: tests that would be wanting
    or too old then, where a try of today still counts then; also what was passed and never had the green morning that
    the gate asks for after it. Loaded ones go with a session that is *loading*; what builds on something waits until
    that has gone well. Nothing is tried that loads more than today may, and nothing at all behind a stop.
    """
    if has_no_plan(state) or is_protection_only(state):
        return ()
    ahead, limits = state.phase + 1, terms.protocol.limits
    if ahead == len(terms.floors) or terms.floors[ahead] >= NEVER:
        return ()
    moves_on = max(terms.floors[ahead], state.day + 1)
    if moves_on - state.day >= limits.test_valid_days:
        return ()
    missing = unmet(terms, msgspec.structs.replace(state, day=moves_on))
    again = {c.after for c in missing if _morning_is_lost(state, c.after)}
    wanting = (
        c for c in criteria_of(terms, state.phase) if c.kind == "measure" and (c in missing or c.criterion in again)
    )
    cap = tier_cap(terms, state)
    most = cap if loading else min(cap, limits.loading_tier - 1)
    return tuple(c for c in wanting if c.tier <= most and is_earned(terms, state, c))


def tried_together(criteria: Iterable[Criterion]) -> dict[str, list[Criterion]]:
    """*criteria* by what is done for them: one try of an exercise serves all that count its repetitions."""
    groups: dict[str, list[Criterion]] = {}
    for criterion in criteria:
        alone = not criterion.exercise or criterion.unit not in ("rep", "percent")
        groups.setdefault(criterion.criterion if alone else criterion.exercise, []).append(criterion)
    return groups


def _morning_is_lost(state: State, criterion: str) -> bool:
    """Whether the morning after the last try of *criterion* went by without being green."""
    record = state.tests.get(criterion)
    return record is not None and not record.green_after and record.day + 1 < state.day


def may_move_up(terms: Terms, state: State) -> bool:
    """Whether the next phase begins today: floor, minimum stay, every criterion, nothing held.

    The stay is asked of a phase begun after its floor; where the first placement put the runner
    it is not.
    """
    ahead = state.phase + 1
    if ahead == len(terms.floors) or state.day < terms.floors[ahead]:
        return False
    if state.hold_since is not None or state.review_since is not None or state.lock.stops_rises:
        return False
    if state.needs_screening or state.acute or state.route.stops or is_held_back(state):
        return False
    late = state.lived_since > terms.floors[state.phase] and state.phase != state.placed
    if late and state.day - state.lived_since < terms.stays[state.phase]:
        return False
    return not unmet(terms, state)


def is_late(terms: Terms, state: State) -> bool:
    """Whether the next floor was passed so long ago that somebody should look."""
    ahead = state.phase + 1
    if ahead == len(terms.floors) or terms.floors[ahead] == NEVER:
        return False
    return state.day - terms.floors[ahead] > terms.protocol.overdue.late_by_days


def _no_flag(terms: Terms, state: State, criterion: Criterion) -> bool:
    return not state.route.stops and not state.lock.stops_rises


def _mornings_not_rising(terms: Terms, state: State, criterion: Criterion) -> bool:
    known = [pain for day, pain in state.mornings if state.day - day <= criterion.needs]
    return len(known) >= criterion.needs and all(a >= b for a, b in pairwise(known))


def _green_mornings(terms: Terms, state: State, criterion: Criterion) -> bool:
    last = state.mornings[-1][0] if state.mornings else None
    recent = last is not None and state.day - last < terms.protocol.limits.test_valid_days
    return recent and state.green_mornings >= criterion.needs


def _green_morning_after(terms: Terms, state: State, criterion: Criterion) -> bool:
    record = state.tests.get(criterion.after)
    fresh = record is not None and state.day - record.day < terms.protocol.limits.test_valid_days
    return fresh and record is not None and record.green_after


def _ladder_done(terms: Terms, state: State, criterion: Criterion) -> bool:
    return state.ladder_done


HISTORY: dict[str, Callable[[Terms, State, Criterion], bool]] = {
    "no-flag": _no_flag,
    "mornings-not-rising": _mornings_not_rising,
    "green-mornings": _green_mornings,
    "green-morning-after": _green_morning_after,
    "ladder-done": _ladder_done,
}
