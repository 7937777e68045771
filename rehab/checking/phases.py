"""Phases, categories and the small tables beside them in protocol.toml."""

from collections.abc import Iterator
from itertools import pairwise

from rehab.checking.place import Place
from rehab.fault import Fault, repeated_names, unknown_names
from rehab.vocabulary import Rhythm, Role

HIGHEST_TIER = 5
# Pain limits that the rules ask for by name: early phases, work and runs outside the plan, and
# widespread soreness while running by the week.
PAIN_LIMITS = ("early", "strength", "run")
WEEKLY_PAIN_LIMIT = "run_later"


def phase_faults(place: Place) -> Iterator[Fault]:
    """Names nobody knows, ids used twice, floors that do not rise."""
    protocol = place.protocol
    yield from repeated_names(place.file("phases"), "phase", (phase.id for phase in protocol.phases))
    for phase in protocol.phases:
        entry = f"phase '{phase.id}'"
        yield from place.unknown("phases", entry, "category", sorted(phase.categories))
        yield from place.unknown("phases", entry, "exercise", (*phase.most, *phase.fixed))
        yield from place.unknown("phases", entry, "pain limit", [phase.pain])
        for key, days in (("floor_day", phase.floor_day), ("minimum_stay_days", phase.minimum_stay_days)):
            if missing := sorted(set(place.grades) - set(days)):
                yield place.fault("phases", entry, f"{key} says nothing of grade {missing[0]}", "Give it a day.")
    yield from _floors_rise(place)
    for name, rule in protocol.categories.items():
        yield from place.unknown("categories", f"category '{name}'", "pain limit", [rule.pain])
    yield from _small_tables(place)


def _floors_rise(place: Place) -> Iterator[Fault]:
    for before, after in pairwise(place.protocol.phases):
        for grade in place.grades:
            earlier, later = before.floor_day.get(grade), after.floor_day.get(grade)
            if earlier is not None and later is not None and later <= earlier:
                problem = f"floor_day of grade {grade} is {later}, that of '{before.id}' before it {earlier}"
                yield place.fault("phases", f"phase '{after.id}'", problem, "Let floors rise from phase to phase.")
    for phase in place.protocol.phases:
        for milder, graver in pairwise(place.grades):
            first, second = phase.floor_day.get(milder), phase.floor_day.get(graver)
            if first is not None and second is not None and second < first:
                problem = f"floor_day of grade {graver} is {second}, that of grade {milder} {first}"
                yield place.fault("phases", f"phase '{phase.id}'", problem, "Give the graver grade the later day.")


def _small_tables(place: Place) -> Iterator[Fault]:
    protocol = place.protocol
    yield from place.unknown("focuses", "default_focus", "focus", [protocol.default_focus])
    yield from place.unknown("modifiers", "modifiers", "focus", sorted(protocol.modifiers.gradual_focuses))
    yield from place.unknown("limits", "limits", "phase", protocol.limits.contacts_most)
    quick = sorted(protocol.limits.quick_rests)
    yield from unknown_names(place.file("limits"), "limits", "role", quick, set(Role))
    tiers = [rule.max_tier for rule in protocol.greens]
    if not tiers or tiers != sorted(set(tiers)) or tiers[-1] < HIGHEST_TIER:
        cure = f"Let max_tier rise from entry to entry, up to {HIGHEST_TIER}."
        yield place.fault("greens", "greens", "do not speak for every tier in turn", cure)
    weekly = any(phase.rhythm is Rhythm.WEEKLY for phase in protocol.phases)
    for name in (*PAIN_LIMITS, *([WEEKLY_PAIN_LIMIT] if weekly else [])):
        if name not in protocol.pain:
            yield place.fault("pain", f"pain '{name}'", "is missing", f"Write [pain.{name}].")
    yield from _start_steps(place)


def _start_steps(place: Place) -> Iterator[Fault]:
    for name, doses in place.protocol.start_steps.items():
        entry = f"start_steps '{name}'"
        yield from place.unknown("start_steps", entry, "exercise", [name])
        known = place.exercises.get(name)
        for dose in doses.values() if known else ():
            steps = [str(step) for step in known.dose_steps] if known else []
            if dose not in steps:
                cure = f"Allowed: {', '.join(steps)}."
                yield place.fault("start_steps", entry, f"'{dose}' is not one of its dose steps", cure)
