"""The shape of a plan as JSON, written from the contract and not from the code that makes it."""

from typing import Any

Schema = dict[str, Any]
TEXT: Schema = {"type": "string", "minLength": 1}
WHOLE: Schema = {"type": "integer", "minimum": 0}
PHASE: Schema = {"enum": ["protect", "mobilise", "strengthen", "power", "return_to_run", "maintain"]}
UNIT: Schema = {"enum": ["rep", "s", "min", "h", "contact", "run_min", "m", "day_max"]}
SIDE: Schema = {"enum": ["injured", "each", "both", "none"]}
CATEGORY: Schema = {
    "enum": [
        "protection", "mobility", "stretch", "self_massage", "isometric", "calf_strength", "heel_drop",
        "heavy_strength", "balance", "chain_strength", "plyometric", "aerobic", "run",
    ]
}  # fmt: skip


def closed(**properties: Schema) -> Schema:
    """An object with just these keys, all of them there."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


PROTOCOL = closed(id={"const": "calf-strain"}, version={"const": "1.0"})
WHY = closed(
    rule={"type": "string", "pattern": "^[a-z0-9-]+$"},
    text=TEXT,
    sources={"type": "array", "items": TEXT, "minItems": 1, "uniqueItems": True},
)
BOUT = closed(run_minutes=WHOLE, walk_minutes=WHOLE, times={"type": "integer", "minimum": 1})
ITEM = closed(
    exercise={"type": "string", "pattern": "^[a-z0-9-]+$"},
    name=TEXT,
    category=CATEGORY,
    muscle=TEXT,
    load_tier={"type": "integer", "minimum": 0, "maximum": 5},
    side=SIDE,
    equipment={"type": "array", "items": TEXT},
    optional={"type": "boolean"},
    sets={"type": "integer", "minimum": 1},
    amount={"type": "integer", "minimum": 1},
    unit=UNIT,
    per_side={"type": "boolean"},
    times_per_day={"type": "integer", "minimum": 1},
    rest_seconds=WHOLE,
    tempo={"type": ["string", "null"], "pattern": "^[0-9]-[0-9]-[0-9]$"},
    stop_rule=TEXT,
    why=WHY,
)
RUN_ITEM = closed(
    **ITEM["properties"] | {"unit": {"const": "run_min"}, "bouts": {"type": "array", "items": BOUT, "minItems": 1}}
)
DAY = closed(
    day=WHOLE,
    date={"type": ["string", "null"], "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    phase=PHASE,
    kind={"enum": ["protect", "training", "light", "rest"]},
    minutes=WHOLE,
    items={
        "type": "array",
        "minItems": 1,
        "items": {
            "if": {"properties": {"unit": {"const": "run_min"}}},
            "then": RUN_ITEM,
            "else": ITEM,
        },
    },
)
TEST = closed(day=WHOLE, criterion=TEXT, side=SIDE, needs=WHOLE, unit=TEXT, text=TEXT)
GATE = closed(phase=PHASE, criterion=TEXT, text=TEXT, needs=WHOLE, unit=TEXT)
NOTICE = closed(level={"enum": ["info", "advise", "confirm", "stop"]}, text=TEXT)
WEEK = closed(
    protocol=PROTOCOL,
    grade={"enum": [1, 2, 3]},
    week={"type": "integer", "minimum": 1, "maximum": 104},
    focus={"enum": ["gastrocnemius", "soleus", "unknown"]},
    cleared_on_day={"type": ["integer", "null"]},
    basis={"const": "planned"},
    phases={"type": "array", "items": PHASE, "minItems": 1, "uniqueItems": True},
    days={"type": "array", "items": DAY, "minItems": 7, "maxItems": 7},
    tests={"type": "array", "items": TEST},
    gates={"type": "array", "items": GATE},
    notices={"type": "array", "items": NOTICE},
)
PROGRAMME = closed(protocol=PROTOCOL, grade={"enum": [1, 2, 3]}, weeks={"type": "array", "items": WEEK, "minItems": 1})
NO_PLAN = closed(
    route={"enum": ["E", "U", "W"]},
    flags={"type": "array", "items": {"type": "string", "pattern": "^rf[0-9]{2}[a-z]?$"}},
    text=TEXT,
    days={"const": []},
)
