"""What a protocol says of each exercise, worked out once: role, volumes, seconds of each dose."""

from functools import lru_cache

import msgspec

from rehab.catalogue import Exercise
from rehab.dose import Dose
from rehab.protocol import Protocol
from rehab.vocabulary import Role, Unit

MINUTE, REP = Unit.MINUTE, Unit.REP
PROTECTION, RUN = Role.PROTECTION, Role.RUN
UNCOUNTED = frozenset({PROTECTION, RUN})


class Known(msgspec.Struct, frozen=True, eq=False):
    """One exercise with everything about it that no runner changes.

    *loaded* tells tiers that make a loading day. *volumes* and *seconds* go with the
    dose steps, *top* is the last of them. *seconds* is what the step adds to a session's minutes,
    0 for protection, runs and aerobic work. *counted* items are limited in number a session;
    *is_run* has minutes of its own, *is_dosed* steps that are climbed.
    """

    id: str
    exercise: Exercise
    role: Role
    loaded: bool
    volumes: tuple[int, ...]
    seconds: tuple[int, ...]
    counted: bool
    is_run: bool
    is_dosed: bool
    top: int


@lru_cache(maxsize=16)
def known_exercises(protocol: Protocol) -> dict[str, Known]:
    """Every exercise of *protocol* by id."""
    ladder, mileage = protocol.ladder, protocol.mileage
    runs = {ladder and ladder.exercise, mileage and mileage.exercise}
    known = {}
    for exercise in protocol.exercises:
        role, steps = protocol.role_of(exercise), exercise.dose_steps
        known[exercise.id] = Known(
            id=exercise.id,
            exercise=exercise,
            role=role,
            loaded=exercise.tier >= protocol.limits.loading_tier,
            volumes=tuple(dose.volume for dose in steps),
            seconds=seconds_of(protocol, exercise),
            counted=role not in UNCOUNTED,
            is_run=exercise.id in runs,
            is_dosed=exercise.id not in runs and role is not PROTECTION and (role is not RUN or len(steps) > 1),
            top=len(steps) - 1,
        )
    return known


def seconds_of(protocol: Protocol, exercise: Exercise) -> tuple[int, ...]:
    """Seconds each dose step takes in the session, setting up included, once through.

    Repetitions take their tempo, holds and contacts a second a unit, both sides twice as long,
    with rests between sets.
    """
    steps, limits = exercise.dose_steps, protocol.limits
    if protocol.role_of(exercise) in limits.quick_rests:
        return (0,) * len(steps)
    sides, rest = 2 if exercise.per_side else 1, rest_of(protocol, exercise)
    found = []
    for dose in steps:
        volume = dose.volume * sides
        if dose.unit is MINUTE:
            found.append(60 * volume + limits.setup_seconds)
        else:
            each = sum(tempo_of(protocol, exercise, dose)) or 1
            found.append(volume * each + (dose.sets - 1) * rest + limits.setup_seconds)
    return tuple(found)


def tempo_of(protocol: Protocol, exercise: Exercise, dose: Dose) -> tuple[int, ...]:
    """Seconds up, held and down of one repetition; empty for holds and contacts."""
    if dose.unit is not REP:
        return ()
    return exercise.tempo or protocol.categories[exercise.category].tempo


def rest_of(protocol: Protocol, exercise: Exercise) -> int:
    """Seconds of rest between sets."""
    if exercise.rest_seconds is not None:
        return exercise.rest_seconds
    return protocol.categories[exercise.category].rest_seconds
