"""What may stand on a day, whoever asks for it: after locks, kit, phase, day floors and load limits have spoken."""

from collections.abc import Container, Mapping, Sequence

import msgspec

from rehab.catalogue import Exercise
from rehab.known import Known
from rehab.protocol import Phase
from rehab.situation import Terms
from rehab.state import State
from rehab.vocabulary import Role

# Compared on every day of a course: in Python 3.11 looking a member up on its enum costs as much as a call.
RUN = Role.RUN


class Ground(msgspec.Struct, frozen=True, eq=False):
    """A day before anything stands on it: its phase, the *sort* of its row, whether it *loads* the calf, the *cap* on
    tiers, what the phase holds *open here* with the day each opens on, and what is *shut* today.
    """

    phase: Phase
    sort: str
    loads: bool
    cap: int
    open_here: Mapping[str, tuple[Known, int]]
    shut: frozenset[str]


def kept(terms: Terms, state: State, ground: Ground, items: Sequence[str]) -> list[Known]:
    """What is left of *items* on *ground*, each once.

    Without its run, a run's warm-up and cool-down go too.
    """
    open_here, progress, day = ground.open_here, state.progress, state.day
    cap, shut = ground.cap, ground.shut
    may_be_new = terms.protocol.limits.new_loaded_a_session
    found: list[Known] = []
    for item in items:
        if item in shut or item not in open_here:
            continue
        known, opens_on = open_here[item]
        if known.exercise.tier > cap or day < opens_on or known in found:
            continue
        if known.exercise.needs_green and not is_earned(state, known.exercise):
            continue
        if known.loaded and item not in progress:
            if not may_be_new:
                continue
            may_be_new -= 1
        found.append(known)
    if any(known.is_run for known in found):
        return found
    return [known for known in found if known.role is not RUN]


def is_earned(state: State, exercise: Exercise) -> bool:
    """Whether everything it builds on has come back green at least once."""
    return all(name in state.progress and state.progress[name].green_days for name in exercise.needs_green)


def shut_today(terms: Terms, state: State) -> frozenset[str]:
    """What is out today whatever the row says: barred until clearance, chain work that rests,
    springs and strides in an easy week, strides begun in a record week.
    """
    shut = frozenset() if _is_cleared(terms, state) else terms.situation.barred
    if state.day - state.last_chain < terms.protocol.limits.chain_gap_days:
        shut |= terms.chain
    mileage = terms.protocol.mileage
    if mileage is None or state.first_weekly_run is None:
        return shut
    if state.week.deload or state.day <= state.flare_until:
        return shut | terms.springs
    if state.week.new_maximum and mileage.strides not in state.progress:
        return shut | {mileage.strides}
    return shut


def _is_cleared(terms: Terms, state: State) -> bool:
    """Whether the planned course is past its clearance; a followed one forgets what it cleared."""
    cleared = terms.situation.cleared_on_day
    return state.planned and cleared is not None and state.day >= cleared


def stepped_back(state: State, item: str, open_here: Container[str]) -> str:
    """What stands in *item*'s place after reds, easier by easier as far as the phase allows."""
    while item in state.swaps and state.swaps[item].easier in open_here:
        item = state.swaps[item].easier
    return item


def ordered(terms: Terms, found: list[Known]) -> list[Known]:
    """The file's order, with the pairs of this focus changed about when both are there."""
    if not terms.swapped:
        return found
    here = {known.exercise.id: place for place, known in enumerate(found)}
    out = list(found)
    for known in found:
        other = terms.swapped.get(known.exercise.id)
        if other in here:
            out[here[other]] = known
    return out
