"""How long a session takes, worked out once more."""

from collections.abc import Iterable

from rehab.protocol import Protocol
from rehab.safety.numbers import SETUP_SECONDS
from rehab.safety.reading import Work
from rehab.vocabulary import Role, Unit

OWN_TIME = frozenset({Role.PROTECTION, Role.RUN, Role.AEROBIC})


def session_minutes(protocol: Protocol, works: Iterable[Work]) -> int:
    """Whole minutes of *works*, rounded up, without optional items and those that take their own time."""
    counted = (work for work in works if work.role not in OWN_TIME and not work.item.optional)
    return -(-sum(_seconds(protocol, work) for work in counted) // 60)


def _seconds(protocol: Protocol, work: Work) -> int:
    """Setting up, then each set on each side; rests stand between the sets of one side only."""
    exercise, dose = work.exercise, work.item.dose
    category = protocol.categories[exercise.category]
    sides = 1 + exercise.per_side
    if dose.unit is Unit.MINUTE:
        return SETUP_SECONDS + 60 * dose.volume * sides
    tempo = exercise.tempo or category.tempo
    each = sum(tempo) if dose.unit is Unit.REP and tempo else 1
    rest = category.rest_seconds if exercise.rest_seconds is None else exercise.rest_seconds
    return SETUP_SECONDS + dose.volume * each * sides + rest * (dose.sets - 1)
