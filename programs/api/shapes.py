"""The shape of everything the API takes and gives, as JSON Schema; ids and numbers come from the protocol in use."""

from functools import cache
from typing import Any
from uuid import UUID

from programs.api.problems import KINDS
from programs.api.reading import MOST_IN_A_LIST
from programs.selectors.protocol import grading_rules, protocol_in_use, screening_rules
from rehab.asking import Field
from rehab.vocabulary import Basis, Kind, Lock, Route, Side, Unit

Schema = dict[str, Any]

TEXT: Schema = {"type": "string", "minLength": 1}
WHOLE: Schema = {"type": "integer", "minimum": 0}
# What is read as it is: any text, and a key.
FREE: dict[Any, Schema] = {str: {"type": "string"}, UUID: {"type": "string", "format": "uuid"}}
DATE: Schema = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


def closed(properties: dict[str, Schema], *, optional: tuple[str, ...] = (), about: str = "") -> Schema:
    """An object with just these keys, all of them there but the *optional* ones."""
    shape: Schema = {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }
    return {**({"description": about} if about else {}), **shape}


def ref(name: str) -> Schema:
    """The shape called *name*."""
    return {"$ref": f"#/components/schemas/{name}"}


def listing(of: Schema, **more: int | bool) -> Schema:
    """A list of such things."""
    return {"type": "array", "items": of, **more}


def one_of(*names: str) -> Schema:
    """One of the shapes named."""
    return {"oneOf": [ref(name) for name in names]}


def maybe(shape: Schema) -> Schema:
    """*shape* or null."""
    return {"oneOf": [shape, {"type": "null"}]}


def of_answer(field: Field) -> Schema:
    """How a body tells the answer that *field* reads."""
    if field.ends:
        return {"type": "integer", "minimum": field.ends[0], "maximum": field.ends[1]}
    if field.is_yes_or_no:
        return {"type": "boolean"}
    if field.repeats:
        return listing({"type": "string", "enum": list(field.choices)}, maxItems=MOST_IN_A_LIST)
    if field.read in FREE:
        return FREE[field.read]
    return {"type": "string", "enum": list(field.choices)} if field.choices else DATE


def of_parameter(field: Field) -> Schema:
    """How an address tells the answer that *field* reads: as text."""
    shape = of_answer(field)
    if field.is_yes_or_no:
        return {"type": "string", "enum": ["yes", "no"]}
    return {key: value for key, value in shape.items() if key != "maxItems"}


@cache
def answers() -> dict[str, Schema]:
    """Every shape an answer may have or hold, by name."""
    return {**_plan(), **_check(), **_catalogue(), "Problem": _problem()}


def _plan() -> dict[str, Schema]:
    protocol = protocol_in_use()
    phase = {"type": "string", "enum": [phase.id for phase in protocol.phases]}
    category = {"type": "string", "enum": list(protocol.categories)}
    side = {"type": "string", "enum": [side.value for side in Side]}
    units = [unit.value for unit in Unit]
    grade = {"type": "integer", "enum": sorted(protocol.phases[0].floor_day)}
    item = {
        "exercise": ref("Id"),
        "name": TEXT,
        "category": category,
        "muscle": TEXT,
        "load_tier": {"type": "integer", "minimum": 0, "maximum": 5},
        "side": side,
        "equipment": listing(TEXT),
        "optional": {"type": "boolean"},
        "sets": {"type": "integer", "minimum": 1},
        "amount": {"type": "integer", "minimum": 1},
        "unit": {"type": "string", "enum": [unit for unit in units if unit != Unit.RUN_MINUTE]},
        "per_side": {"type": "boolean"},
        "times_per_day": {"type": "integer", "minimum": 1},
        "rest_seconds": WHOLE,
        "tempo": {"type": ["string", "null"], "pattern": "^[0-9]-[0-9]-[0-9]$"},
        "stop_rule": TEXT,
        "why": ref("Reason"),
    }
    run = item | {"unit": {"const": Unit.RUN_MINUTE.value}, "bouts": listing(ref("Bout"), minItems=1)}
    gate = {"phase": phase, "criterion": ref("Id"), "text": TEXT, "needs": WHOLE, "unit": TEXT}
    test = {"day": WHOLE, "criterion": ref("Id"), "side": side, "needs": WHOLE, "unit": TEXT, "text": TEXT}
    about = {"protocol": ref("ProtocolName"), "grade": grade}
    return {
        "Id": {"type": "string", "pattern": "^[a-z0-9-]+$"},
        "ProtocolName": closed({"id": {"const": protocol.id}, "version": {"const": protocol.version}}),
        "Reason": closed(
            {"rule": ref("Id"), "text": TEXT, "sources": listing(TEXT, uniqueItems=True)},
            about="Why: the rule that spoke, in words, and what it rests on.",
        ),
        "Bout": closed({"run_minutes": WHOLE, "walk_minutes": WHOLE, "times": {"type": "integer", "minimum": 1}}),
        "Item": closed(item, about="One exercise of a day at its dose."),
        "RunItem": closed(run, about="A run: `amount` counts its running minutes, `bouts` how they are laid out."),
        "Day": closed(
            {
                "day": WHOLE | {"description": "Whole days since the injury, which is day 0."},
                "date": {"type": ["string", "null"], "pattern": DATE["pattern"]},
                "phase": phase,
                "kind": {"type": "string", "enum": [kind.value for kind in Kind]},
                "minutes": WHOLE,
                "items": listing(one_of("Item", "RunItem"), minItems=1),
            }
        ),
        "Test": closed(test, about="A gate's criterion that is tried on a day."),
        "Gate": closed(gate, about="What must be true before a phase is left."),
        "Notice": closed(
            {"level": {"type": "string", "enum": ["info", "advise", "confirm", "stop"]}, "text": TEXT},
            about="Something to know before starting; `stop` and `confirm` come first.",
        ),
        "Week": closed(
            about
            | {
                "week": {"type": "integer", "minimum": 1, "maximum": protocol.last_week},
                "focus": {"type": "string", "enum": list(protocol.focuses)},
                "cleared_on_day": {"type": ["integer", "null"], "minimum": 0},
                "basis": {"const": Basis.PLANNED.value},
                "phases": listing(phase, minItems=1, uniqueItems=True),
                "days": listing(ref("Day"), minItems=7, maxItems=7),
                "tests": listing(ref("Test")),
                "gates": listing(ref("Gate")),
                "notices": listing(ref("Notice")),
            },
            about="A week of the planned course: days `7 * (week - 1)` to `7 * week - 1` after the injury.",
        ),
        "Programme": closed(about | {"weeks": listing(ref("Week"), minItems=1)}, about="All weeks of a course."),
        "NoPlan": closed(
            {
                "route": {"type": "string", "enum": ["E", "U", "W"]},
                "flags": listing(ref("Flag")),
                "text": TEXT,
                "days": {"type": "array", "maxItems": 0},
            },
            about="In place of a plan: where to go, which answers say so, and why. Show `text` before all else.",
        ),
    }


def _check() -> dict[str, Schema]:
    rules, grading = screening_rules(), grading_rules()
    route = {"type": "string", "enum": [route.value for route in Route]}
    question_ids = [question.id for question in grading.questions]
    early = {"within_hours": WHOLE, "through_day": WHOLE}
    flag = closed({"flag": ref("Flag"), "question": TEXT, "label": TEXT, "why": TEXT, "not_sure_is_yes": _BOOLEAN})
    option = closed({"points": WHOLE, "text": TEXT, "reopens": maybe(ref("Flag"))})
    question = closed(
        {
            "question": {"type": "string", "enum": question_ids},
            "text": TEXT,
            "options": listing(option, minItems=2),
            "left_out_after": maybe(closed({"question": TEXT, "at_least": WHOLE})),
            "left_out_early": maybe(closed(early)),
        }
    )
    grades = [int(band.grade) for band in grading.bands]
    return {
        "Flag": {"type": "string", "enum": list(rules.ids()), "description": "A warning sign, or a part of one."},
        "ScreeningQuestions": closed(
            {
                "groups": listing(closed({"group": ref("Id"), "title": TEXT, "questions": listing(flag)})),
                "none": TEXT,
                "not_sure": TEXT,
                "from_exercise": TEXT,
                "notices": listing(ref("Notice")),
            }
        ),
        "ScreeningOutcome": closed(
            {
                "route": route | {"description": "E: now. U: today. W: within a week. P: proceed."},
                "lock": {"type": "string", "enum": [lock.value for lock in Lock]},
                "flags": listing(ref("Flag")),
                "text": TEXT,
                "reasons": listing(ref("Reason")),
                "raises_grade": {"type": ["integer", "null"], "enum": [*grades, None]},
                "barred": listing(ref("Id")),
                "barred_categories": listing(TEXT),
                "ask_daily": listing(ref("Flag")),
                "notices": listing(ref("Notice")),
            }
        ),
        "GradingQuestions": closed(
            {
                "about": listing(TEXT),
                "questions": listing(question),
                "second_look": closed(early | {"on_days": listing(WHOLE)}),
                "muscle": closed({"question": TEXT, "signs": listing(closed({"sign": ref("Id"), "text": TEXT}))}),
                "notices": listing(ref("Notice")),
            }
        ),
        "GradingOutcome": closed(
            {
                "grade": {"type": ["integer", "null"], "enum": [*grades, None]},
                "provisional": _BOOLEAN,
                "route": route,
                "points": WHOLE,
                "focus": {"type": "string", "enum": list(protocol_in_use().focuses)},
                "text": TEXT,
                "reasons": listing(ref("Reason")),
                "reopened": listing(closed({"flag": ref("Flag"), "question": TEXT})),
                "second_look_days": listing(WHOLE),
                "notices": listing(ref("Notice")),
            }
        ),
    }


def _catalogue() -> dict[str, Schema]:
    week = _plan()
    item, phase = week["Item"]["properties"], week["Day"]["properties"]["phase"]
    by_grade = {"type": "object", "patternProperties": {"^[0-9]$": WHOLE}, "additionalProperties": False}
    line = {name: item[name] for name in ("exercise", "name", "category", "muscle", "load_tier", "side", "per_side")}
    line |= {"load_type": TEXT, "equipment": listing(TEXT), "phases": listing(phase, minItems=1)}
    unit = {"type": "string", "enum": [unit.value for unit in Unit]}
    card = line | {
        "steps": listing(TEXT, minItems=1),
        "cue": TEXT,
        "purpose": TEXT,
        "frequency": TEXT,
        "dose_steps": listing(closed({"sets": WHOLE, "amount": WHOLE, "unit": unit, "text": TEXT}), minItems=1),
        "times_per_day": WHOLE,
        "rest_seconds": WHOLE,
        "tempo": item["tempo"],
        "earliest_day": by_grade,
        "stop_rules": listing(closed({"phase": phase, "text": TEXT}), minItems=1),
        "easier": listing(ref("Id")),
        "harder": listing(ref("Id")),
        "sources": listing(ref("Source")),
        "notices": listing(ref("Notice")),
    }
    gate = {"criterion": ref("Id"), "text": TEXT, "needs": WHOLE, "unit": TEXT, "grades": listing(WHOLE)}
    stage = {"phase": phase, "name": TEXT, "goal": TEXT, "floor_day": by_grade, "max_load_tier": WHOLE}
    protocol = {
        "id": TEXT,
        "version": TEXT,
        "injury": TEXT,
        "reviewed_by": {"type": ["string", "null"]},
        "reviewed_on": {"type": ["string", "null"]},
        "grades": listing(WHOLE),
        "focuses": listing(TEXT),
        "equipment": listing(TEXT),
        "last_week": WHOLE,
        "phases": listing(closed(stage | {"gates": listing(closed(gate))})),
        "sources": listing(ref("Source")),
    }
    return {
        "Source": closed({"id": TEXT, "text": TEXT, "judgement": _BOOLEAN}),
        "Exercise": closed(line),
        "ExerciseCard": closed(card),
        "Exercises": closed({"exercises": listing(ref("Exercise"), minItems=1), "notices": listing(ref("Notice"))}),
        "Protocol": closed(protocol),
        "Protocols": closed({"protocols": listing(ref("Protocol"), minItems=1), "notices": listing(ref("Notice"))}),
    }


def _problem() -> Schema:
    statuses = sorted({int(kind.status) for kind in KINDS})
    return closed(
        {
            "type": {"type": "string", "enum": [kind.type for kind in KINDS]},
            "title": TEXT,
            "status": {"type": "integer", "enum": statuses},
            "detail": TEXT,
            "faults": listing(closed({"field": TEXT, "given": TEXT, "allowed": TEXT})),
        },
        about="RFC 9457 problem details. `faults` names everything wrong at once.",
    )


_BOOLEAN: Schema = {"type": "boolean"}
