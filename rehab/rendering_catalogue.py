"""The catalogue and the protocol as JSON: what exercises there are, and what a course is made of."""

from collections.abc import Mapping
from typing import Any

from rehab.catalogue import Exercise
from rehab.dose import Dose
from rehab.known import rest_of, tempo_of
from rehab.protocol import Phase, Protocol
from rehab.rendering import JsonObject, Rendering, asked_for
from rehab.situation import Situation, terms_of
from rehab.words import Words


def exercise_json(exercise: Exercise, protocol: Protocol, words: Words) -> JsonObject:
    """One line of the catalogue."""
    return {
        "exercise": exercise.id,
        "name": words.in_catalogue(exercise.id),
        "category": exercise.category,
        "muscle": exercise.muscle,
        "load_type": exercise.load_type,
        "load_tier": exercise.tier,
        "side": exercise.side.value,
        "per_side": exercise.per_side,
        "equipment": list(exercise.equipment),
        "phases": [phase.id for phase in protocol.phases if phase.id in exercise.phases],
    }


def card_json(exercise: Exercise, protocol: Protocol, words: Words) -> JsonObject:
    """All there is about one exercise: how it is done, its doses, when to stop, where it comes from."""
    # When to stop depends on the phase and on nobody's situation; any grade serves.
    rendering = Rendering(terms_of(protocol, _anybody(protocol)), words)
    phases = [phase.id for phase in protocol.phases if phase.id in exercise.phases]
    tempo = tempo_of(protocol, exercise, exercise.first_dose)
    return exercise_json(exercise, protocol, words) | {
        "steps": list(words.lines("exercises", exercise.id, "steps")),
        "cue": words.text("exercises", exercise.id, "cue"),
        "purpose": words.text("exercises", exercise.id, "purpose"),
        "frequency": words.text("exercises", exercise.id, "frequency"),
        "dose_steps": [_dose(dose, words) for dose in exercise.dose_steps],
        "times_per_day": exercise.times_per_day,
        "rest_seconds": rest_of(protocol, exercise),
        "tempo": "-".join(map(str, tempo)) if tempo else None,
        "earliest_day": _by_grade(protocol.categories[exercise.category].earliest_day),
        "stop_rules": [{"phase": phase, "text": rendering.stop_rule(exercise, phase)} for phase in phases],
        "easier": list(protocol.catalogue.regressions_of(exercise.id)),
        "harder": list(exercise.progresses_to),
        "sources": [_source(source, words) for source in exercise.sources],
    }


def protocol_json(protocol: Protocol, words: Words) -> JsonObject:
    """One protocol: its phases with their first days and gates, and what may be told about somebody."""
    return {
        "id": protocol.id,
        "version": protocol.version,
        "injury": protocol.injury,
        "reviewed_by": protocol.reviewed_by or None,
        "reviewed_on": protocol.reviewed_on or None,
        "grades": sorted(protocol.phases[0].floor_day),
        "focuses": list(protocol.focuses),
        "equipment": list(protocol.kit.named),
        "last_week": protocol.last_week,
        "phases": [_phase(phase, protocol, words) for phase in protocol.phases],
        "sources": [_source(source, words) for source in protocol.sources],
    }


def _phase(phase: Phase, protocol: Protocol, words: Words) -> JsonObject:
    gates = []
    for criterion in protocol.gates.get(phase.id, ()):
        needs, unit = asked_for(criterion)
        text = words.gate(phase.id, criterion)
        gate = {"criterion": criterion.criterion, "text": text, "needs": needs, "unit": unit}
        gates.append(gate | {"grades": list(criterion.grades)})
    return {
        "phase": phase.id,
        "name": words.phase(phase.id),
        "goal": words.text("phases", phase.id, "goal"),
        "floor_day": _by_grade(phase.floor_day),
        "max_load_tier": phase.max_tier,
        "gates": gates,
    }


def _anybody(protocol: Protocol) -> Situation:
    return Situation(grade=min(protocol.phases[0].floor_day), focus=protocol.default_focus)


def _by_grade(days: Mapping[int, int]) -> dict[str, Any]:
    return {str(grade): days[grade] for grade in sorted(days)}


def _dose(dose: Dose, words: Words) -> JsonObject:
    return {"sets": dose.sets, "amount": dose.amount, "unit": dose.unit.value, "text": words.dose(dose)}


def _source(source: str, words: Words) -> JsonObject:
    return {"id": source, "text": words.source(source), "judgement": source.startswith("judgement:")}
