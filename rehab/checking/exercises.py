"""Exercises: names, doses that grow gently, a graph that leads on."""

from collections.abc import Iterator
from itertools import pairwise

from rehab.catalogue import Exercise
from rehab.checking.place import Place
from rehab.fault import Fault, repeated_names
from rehab.safety.files import circle
from rehab.safety.numbers import LOADING_TIER, STEP_GROWTH_LIGHT, STEP_GROWTH_LOADED
from rehab.vocabulary import Role

# What a load type may be for. A load type that is not here says nothing.
ROLES = {
    "aerobic": (Role.AEROBIC, Role.RUN),
    "balance": (Role.BALANCE,),
    "eccentric": (Role.STRENGTH,),
    "isometric": (Role.ISOMETRIC,),
    "isotonic": (Role.STRENGTH, Role.CHAIN),
    "mobility": (Role.MOBILITY,),
    "plyometric": (Role.PLYOMETRIC,),
    "protection": (Role.PROTECTION,),
    "self-massage": (Role.MASSAGE,),
    "stretch": (Role.STRETCH,),
}
# What categories are for, by protocol, where the load type leaves more than one: written down a
# second time, since the engine loads, rests and locks by role alone.
OWN_ROLES = {
    "calf-strain": {
        "aerobic": Role.AEROBIC,
        "calf_strength": Role.STRENGTH,
        "chain_strength": Role.CHAIN,
        "heavy_strength": Role.STRENGTH,
        "run": Role.RUN,
    },
}


def exercise_faults(place: Place) -> Iterator[Fault]:
    """Everything wrong in exercises.toml."""
    protocol = place.protocol
    yield from repeated_names(place.file("exercises"), "exercise", (e.id for e in protocol.exercises))
    for exercise in protocol.exercises:
        entry = f"exercise '{exercise.id}'"
        yield from place.unknown("exercises", entry, "category", [exercise.category])
        yield from place.unknown("exercises", entry, "phase", exercise.phases)
        yield from place.unknown("exercises", entry, "kit", exercise.equipment)
        yield from place.unknown("exercises", entry, "exercise", (*exercise.progresses_to, *exercise.needs_green))
        yield from place.tempo("exercises", entry, exercise.tempo)
        yield from _role(place, exercise, entry)
        yield from _doses(place, exercise, entry)
        yield from _leads_on(place, exercise, entry)
        if not exercise.phases:
            yield place.fault("exercises", entry, "is open in no phase", "Name the phases it may stand in.")
    for name in circle(protocol):
        cure = "Take one edge of the circle out of progresses_to."
        yield place.fault("exercises", f"exercise '{name}'", "leads back to itself", cure)


def _role(place: Place, exercise: Exercise, entry: str) -> Iterator[Fault]:
    """What an exercise does to the muscle says what its category may be for."""
    rule = place.protocol.categories.get(exercise.category)
    fitting = ROLES.get(exercise.load_type)
    if rule and fitting and rule.role not in fitting:
        problem = f"is {exercise.load_type}, its category '{exercise.category}' is for {rule.role}"
        cure = f"Give it a category for {' or '.join(fitting)}."
        yield place.fault("exercises", entry, problem, cure)
    own = OWN_ROLES.get(place.protocol.id, {}).get(exercise.category)
    if rule and own and rule.role is not own:
        problem = f"category '{exercise.category}' is for {rule.role}"
        yield place.fault("exercises", entry, problem, f"Here it is for {own}.")


def _doses(place: Place, exercise: Exercise, entry: str) -> Iterator[Fault]:
    if not exercise.dose_steps:
        yield place.fault("exercises", entry, "has no dose", "Write at least one of dose_steps.")
    growth = STEP_GROWTH_LOADED if exercise.tier >= LOADING_TIER else STEP_GROWTH_LIGHT
    for before, after in pairwise(exercise.dose_steps):
        if after.unit is not before.unit:
            yield place.fault("exercises", entry, f"counts {before} and {after}", "Keep one unit for all steps.")
        elif after.volume <= before.volume:
            yield place.fault("exercises", entry, f"{after} is no more than {before}", "Let each dose step grow.")
        elif 100 * after.volume > (100 + growth) * before.volume:
            cure = f"Let a step of tier {exercise.tier} grow by {growth} % at most."
            yield place.fault("exercises", entry, f"grows from {before} to {after}", cure)


def _leads_on(place: Place, exercise: Exercise, entry: str) -> Iterator[Fault]:
    for name in exercise.progresses_to:
        after = place.exercises.get(name)
        if after is None:
            continue
        if after.tier < exercise.tier:
            problem = f"has tier {exercise.tier} and leads to '{name}' with tier {after.tier}"
            yield place.fault("exercises", entry, problem, "Lead on only to what loads as much or more.")
        if _opens(place, after) < _opens(place, exercise):
            problem = f"leads to '{name}', which opens in an earlier phase"
            yield place.fault("exercises", entry, problem, "Lead on only to what opens as late or later.")


def _opens(place: Place, exercise: Exercise) -> int:
    return min((place.place_of[phase] for phase in exercise.phases if phase in place.place_of), default=0)
