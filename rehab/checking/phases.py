"""Phases, categories and the small tables beside them in protocol.toml."""

from collections.abc import Iterator
from itertools import pairwise

from rehab.checking.place import Place
from rehab.fault import Fault, repeated_names, unknown_names
from rehab.protocol import CategoryRule
from rehab.safety.numbers import FAST_RED_PAIN, LOADING_TIER
from rehab.vocabulary import Rhythm, Role

HIGHEST_TIER = 5
FAST = (Role.PLYOMETRIC, Role.RUN)
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
    yield from _floors_rise(place)
    yield from _rhythms(place)
    for name, rule in protocol.categories.items():
        yield from _category(place, f"category '{name}'", rule)
    yield from _small_tables(place)


def _rhythms(place: Place) -> Iterator[Fault]:
    """Protection first and there alone; one ladder at most; weeks of running last."""
    last = len(place.protocol.phases) - 1
    climbed = [phase.id for phase in place.protocol.phases if phase.rhythm is Rhythm.LADDER]
    for number, phase in enumerate(place.protocol.phases):
        entry = f"phase '{phase.id}'"
        if (number == 0) != (phase.rhythm is Rhythm.PROTECT):
            cure = "Let the first phase, and no other, have the rhythm 'protect'."
            yield place.fault("phases", entry, f"is phase {number + 1} and has the rhythm '{phase.rhythm}'", cure)
        if number == 0 and any(phase.floor_day.values()):
            yield place.fault("phases", entry, "begins later than day 0", "Let its floor_day be 0 for every grade.")
        if phase.rhythm is Rhythm.WEEKLY and number != last:
            yield place.fault("phases", entry, "runs by the week and is not the last", "Put it last.")
        if phase.id in climbed[1:]:
            yield place.fault("phases", entry, "climbs the ladder a second time", "Keep one phase for the ladder.")


def _category(place: Place, entry: str, rule: CategoryRule) -> Iterator[Fault]:
    """A tempo is up, held, down; what is fast is red as early as runs are."""
    yield from place.unknown("categories", entry, "pain limit", [rule.pain])
    yield from place.tempo("categories", entry, rule.tempo)
    limit = place.protocol.pain.get(rule.pain)
    if limit and rule.role in FAST and limit.red_from > FAST_RED_PAIN:
        cure = f"Let it be red from {FAST_RED_PAIN} on."
        yield place.fault("categories", entry, f"is fast, and pain is red only from {limit.red_from} on", cure)


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
    for name, limit in protocol.pain.items():
        if limit.amber_from > limit.red_from:
            problem = f"is red from {limit.red_from} and amber from {limit.amber_from}"
            yield place.fault("pain", f"pain '{name}'", problem, "Let amber come first.")
    yield from _loads(place)
    weekly = any(phase.rhythm is Rhythm.WEEKLY for phase in protocol.phases)
    for name in (*PAIN_LIMITS, *([WEEKLY_PAIN_LIMIT] if weekly else [])):
        if name not in protocol.pain:
            yield place.fault("pain", f"pain '{name}'", "is missing", f"Write [pain.{name}].")
    yield from _start_steps(place)


def _loads(place: Place) -> Iterator[Fault]:
    """Where load begins, and what missed days cost in turn."""
    protocol, limits, missed = place.protocol, place.protocol.limits, place.protocol.missed
    highest = max((exercise.tier for exercise in protocol.exercises), default=0)
    if highest == HIGHEST_TIER and limits.loading_tier != LOADING_TIER:
        problem = f"loading_tier is {limits.loading_tier} while tiers go up to {HIGHEST_TIER}"
        yield place.fault("limits", "limits", problem, f"Write {LOADING_TIER}.")
    if limits.light_tier >= limits.loading_tier:
        problem = f"light_tier {limits.light_tier} is no lighter than loading_tier {limits.loading_tier}"
        yield place.fault("limits", "limits", problem, "Let light work stay below loading.")
    costs = [missed.repeat_from, missed.step_back_from, missed.phase_back_from, missed.restart_from]
    if costs != sorted(set(costs)):
        cure = "Let repeat_from, step_back_from, phase_back_from and restart_from rise."
        yield place.fault("missed", "missed", "more missed days do not cost more", cure)


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
