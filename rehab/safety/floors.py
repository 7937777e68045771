"""The first day each phase may begin, worked out once more from the protocol's numbers alone."""

from rehab.protocol import Protocol
from rehab.safety.numbers import figures_of
from rehab.situation import Situation
from rehab.vocabulary import Lock, Rhythm

WAITING = 10**9


def ladder_sessions(protocol: Protocol, situation: Situation) -> int:
    """How many green runs the walk-run ladder takes in all."""
    return sum(rung_sessions(protocol, situation))


def rung_sessions(protocol: Protocol, situation: Situation) -> tuple[int, ...]:
    """Green runs each rung takes.

    From a certain age on the next grade's list; otherwise, after an earlier strain or ten days
    without a walk, at least one run on each of the lowest rungs; one more on each rung from the
    fifth for the focus named.
    """
    ladder, age = protocol.ladder, situation.age
    if ladder is None:
        return ()
    older = age is not None and age >= protocol.modifiers.older_from_age
    grade = min(situation.grade + older, max(ladder.sessions))
    counts = list(ladder.sessions[grade])
    if (situation.previous_strain or situation.no_walks) and not older:
        least = ladder.cautious_entry_sessions
        counts[: len(least)] = [max(pair) for pair in zip(counts, least, strict=False)]
    if situation.focus == ladder.extra_session_focus:
        first = ladder.extra_session_from - 1
        counts[first:] = [count + 1 for count in counts[first:]]
    return tuple(counts)


def earliest_days(protocol: Protocol, situation: Situation) -> tuple[int, ...]:
    """The floor of each phase after modifiers; WAITING where a clinician's word is missing.

    An earlier strain stretches the floors of the phases named, a gradual onset that of the ladder
    alone, never both. Where a ladder leads to it the last phase begins the day after the last of
    its runs, two days apart. A clearance after the floor it opens moves all later floors as far.
    """
    floors: list[int] = []
    rules = protocol.modifiers
    slow = situation.gradual_onset and situation.focus in rules.gradual_focuses
    stretched = figures_of(protocol).stretched_places
    for place, phase in enumerate(protocol.phases):
        day = phase.floor_day[situation.grade]
        if situation.previous_strain and place in stretched:
            day = _stretched(day, rules.recurrence_percent)
        elif slow and not situation.previous_strain and phase.rhythm is Rhythm.LADDER:
            day = _stretched(day, rules.gradual_percent)
        elif phase.rhythm is Rhythm.WEEKLY and protocol.ladder:
            day = floors[-1] + 2 * ladder_sessions(protocol, situation) - 1
        floors.append(day)
    return _after_clearance(protocol, situation, floors)


def _stretched(day: int, percent: int) -> int:
    whole, rest = divmod(day * percent, 100)
    return whole + bool(rest)


def _after_clearance(protocol: Protocol, situation: Situation, floors: list[int]) -> tuple[int, ...]:
    cleared = situation.cleared_on_day
    needs_word = situation.grade in protocol.clearance_grades
    if needs_word or situation.lock in (Lock.PROTECTION_ONLY, Lock.NO_PLAN):
        opens = 1
    elif situation.lock is Lock.LIGHT_ONLY:
        opens = 2
    else:
        return tuple(floors)
    waiting = WAITING if cleared is None else max(0, cleared - floors[opens])
    return (*floors[:opens], *(day + waiting for day in floors[opens:]))
