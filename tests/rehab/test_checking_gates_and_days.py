"""What gates and schedule may get wrong, one row per fault."""

import pytest

from rehab.protocol import Row
from tests.rehab.doctored import (
    CALVES,
    DAILY_1,
    LIGHT,
    LOADED_2,
    NEW,
    SCHEDULE,
    Doctor,
    named_place,
    told,
    with_criterion,
    with_row,
    with_rows,
    without_row,
)
from tests.rehab.safety.plants import changed, with_phase

WEEKDAY_1 = next(n for n, row in enumerate(SCHEDULE.rows) if 1 in row.weekdays)

# What is doctored, and the problem told: file, entry, problem.
ROWS: dict[str, tuple[Doctor, tuple[str, str, str]]] = {
    "a gate of no phase": (
        lambda: changed(CALVES, gates=CALVES.gates | {"jump": (NEW,)}),
        ("gates.toml", "gates", "unknown phase 'jump'"),
    ),
    "a phase without a gate": (
        lambda: changed(CALVES, gates={k: v for k, v in CALVES.gates.items() if k != "power"}),
        ("gates.toml", "gate 'power'", "has no criterion"),
    ),
    "a criterion twice": (
        lambda: changed(CALVES, gates=CALVES.gates | {"protect": (*CALVES.gates["protect"], NEW, NEW)}),
        ("gates.toml", "gate 'protect' criterion 'tried'", "is there twice"),
    ),
    "a kind of criterion": (
        lambda: with_criterion("mobilise", "walk-10-min", kind="walk"),
        ("gates.toml", "gate 'mobilise' criterion 'walk-10-min'", "unknown kind 'walk'"),
    ),
    "a comparison": (
        lambda: with_criterion("mobilise", "walk-10-min", compare="over"),
        ("gates.toml", "gate 'mobilise' criterion 'walk-10-min'", "unknown comparison 'over'"),
    ),
    "an exercise of a criterion": (
        lambda: with_criterion("mobilise", "walk-10-min", exercise="walk"),
        ("gates.toml", "gate 'mobilise' criterion 'walk-10-min'", "unknown exercise 'walk'"),
    ),
    "a reading of the diary": (
        lambda: with_criterion("protect", "no-red-flag", reads="flags"),
        ("gates.toml", "gate 'protect' criterion 'no-red-flag'", "unknown reading of the diary 'flags'"),
    ),
    "a morning after nothing": (
        lambda: with_criterion("power", "green-morning-after-hops", after="jumps"),
        ("gates.toml", "gate 'power' criterion 'green-morning-after-hops'", "unknown criterion 'jumps'"),
    ),
    "a grade without floors": (
        lambda: with_criterion("protect", "clearance", grades=(3, 4)),
        ("gates.toml", "gate 'protect' criterion 'clearance'", "is for grade 4"),
    ),
    "a criterion that asks for nothing": (
        lambda: with_criterion("mobilise", "walk-10-min", needs=0),
        ("gates.toml", "gate 'mobilise' criterion 'walk-10-min'", "asks for nothing"),
    ),
    "more than the scale": (
        lambda: with_criterion("return_to_run", "confidence", needs=11),
        (
            "gates.toml",
            "gate 'return_to_run' criterion 'confidence'",
            "nobody can pass: it needs 11, the scale ends at 10",
        ),
    ),
    "a clamp upside down": (
        lambda: with_criterion("power", "single-leg-raises", clamp=(20, 15)),
        ("gates.toml", "gate 'power' criterion 'single-leg-raises'", "clamp 20 to 15 is upside down"),
    ),
    "a test of what comes later": (
        lambda: with_criterion("mobilise", "leaning-raises", exercise="single-leg-heel-raise"),
        (
            "gates.toml",
            "gate 'mobilise' criterion 'leaning-raises'",
            "nobody can pass: 'single-leg-heel-raise' is not open in phase 'mobilise'",
        ),
    ),
    "a test too hard for the phase": (
        lambda: with_criterion("mobilise", "leaning-raises", exercise="", tier=3),
        (
            "gates.toml",
            "gate 'mobilise' criterion 'leaning-raises'",
            "nobody can pass: it loads like tier 3, phase 'mobilise' allows 2",
        ),
    ),
    "a row of no phase": (
        lambda: with_rows(Row("jump", "light", ("step-up",))),
        ("schedule.toml", f"row {len(SCHEDULE.rows) + 1} (jump, light)", "unknown phase 'jump'"),
    ),
    "a row with a stranger": (
        lambda: with_row(LIGHT, items=("two-leg-heel-rise",)),
        ("schedule.toml", f"row {LIGHT + 1} (strengthen, light)", "unknown exercise 'two-leg-heel-rise'"),
    ),
    "a row whose other list has a stranger": (
        lambda: with_row(LIGHT, without_run=("walk",)),
        ("schedule.toml", f"row {LIGHT + 1} (strengthen, light)", "unknown exercise 'walk'"),
    ),
    "a sort of day of another rhythm": (
        lambda: with_rows(Row("strengthen", "daily", ("step-up",))),
        (
            "schedule.toml",
            f"row {len(SCHEDULE.rows) + 1} (strengthen, daily)",
            "unknown sort of day in a alternate phase 'daily'",
        ),
    ),
    "a row with what the phase has not": (
        lambda: with_row(DAILY_1, items=("two-leg-heel-raise",)),
        (
            "schedule.toml",
            f"row {DAILY_1 + 1} (mobilise, daily)",
            "'two-leg-heel-raise' is not open in phase 'mobilise'",
        ),
    ),
    "a row of a category the phase has not": (
        lambda: with_phase(CALVES, "strengthen", categories=CALVES.phases[2].categories - {"stretch"}),
        (
            "schedule.toml",
            f"row {LIGHT + 1} (strengthen, light)",
            "phase 'strengthen' holds no stretch, which 'straight-knee-wall-stretch' is",
        ),
    ),
    "a row of a tier the phase has not": (
        lambda: with_phase(CALVES, "strengthen", max_tier=1),
        (
            "schedule.toml",
            f"row {LIGHT + 1} (strengthen, light)",
            "'flat-walking' has tier 2, phase 'strengthen' allows 1",
        ),
    ),
    "nothing gentle on a light day": (
        lambda: with_row(LIGHT, items=("glute-bridge", "flat-walking")),
        ("schedule.toml", f"row {LIGHT + 1} (strengthen, light)", "is empty on a quiet day"),
    ),
    "nothing gentle on a weekday without a run": (
        lambda: with_row(WEEKDAY_1, items=("glute-bridge", "flat-walking")),
        (
            "schedule.toml",
            f"row {WEEKDAY_1 + 1} (maintain, week)",
            "is empty on a quiet day",
        ),
    ),
    "seven exercises": (
        lambda: with_row(LIGHT, items=(*SCHEDULE.rows[LIGHT].items, "single-leg-stand")),
        ("schedule.toml", f"row {LIGHT + 1} (strengthen, light)", "has 7 exercises"),
    ),
    "a day nobody speaks for": (
        lambda: with_row(DAILY_1, first=1),
        ("schedule.toml", "phase 'mobilise'", "no row speaks for grade 1, daily, count 0"),
    ),
    "the sixtieth day nobody speaks for": (
        lambda: with_row(DAILY_1, last=59),
        ("schedule.toml", "phase 'mobilise'", "no row speaks for grade 1, daily, count 60"),
    ),
    "a day two rows speak for": (
        lambda: with_row(LOADED_2, first=0),
        ("schedule.toml", "phase 'strengthen'", "2 rows speak for grade 1, loading, count 0"),
    ),
    "no light day": (
        lambda: without_row(LIGHT),
        ("schedule.toml", "phase 'strengthen'", "no row speaks for grade 1, light, count 0"),
    ),
    "a weekday nobody speaks for": (
        lambda: without_row(named_place("maintain", "week", 1, 1)),
        ("schedule.toml", "phase 'maintain'", "no row speaks for grade 1, day 0 of the week, week 1"),
    ),
    "something laid by a stranger": (
        lambda: changed(
            CALVES,
            schedule=changed(SCHEDULE, laid=(changed(SCHEDULE.laid[0], exercise="rest"), *SCHEDULE.laid[1:])),
        ),
        ("schedule.toml", "laid 'rest'", "unknown exercise 'rest'"),
    ),
    "something laid in a stranger's phase": (
        lambda: changed(
            CALVES,
            schedule=changed(SCHEDULE, laid=(changed(SCHEDULE.laid[0], phases=("jump",)), *SCHEDULE.laid[1:])),
        ),
        ("schedule.toml", "laid 'relative-rest-and-walking-aid'", "unknown phase 'jump'"),
    ),
    "something laid where it is shut": (
        lambda: changed(
            CALVES,
            schedule=changed(SCHEDULE, laid=(changed(SCHEDULE.laid[0], phases=("power",)), *SCHEDULE.laid[1:])),
        ),
        (
            "schedule.toml",
            "laid 'relative-rest-and-walking-aid'",
            "'relative-rest-and-walking-aid' is not open in phase 'power'",
        ),
    ),
    "an offer of unknown kit": (
        lambda: changed(CALVES, schedule=changed(SCHEDULE, offers=(changed(SCHEDULE.offers[0], kit="bicycle"),))),
        (
            "schedule.toml",
            "offer 'stationary-bike-mid-foot-on-pedal' for bicycle",
            "unknown kit 'bicycle'",
        ),
    ),
    "an offer in place of a stranger": (
        lambda: changed(CALVES, schedule=changed(SCHEDULE, offers=(changed(SCHEDULE.offers[0], replaces="walk"),))),
        (
            "schedule.toml",
            "offer 'stationary-bike-mid-foot-on-pedal' for bike",
            "unknown exercise 'walk'",
        ),
    ),
    "an offer in a stranger's phase": (
        lambda: changed(CALVES, schedule=changed(SCHEDULE, offers=(changed(SCHEDULE.offers[0], phases=("jump",)),))),
        ("schedule.toml", "offer 'stationary-bike-mid-foot-on-pedal' for bike", "unknown phase 'jump'"),
    ),
    "an offer where it is shut": (
        lambda: changed(CALVES, schedule=changed(SCHEDULE, offers=(changed(SCHEDULE.offers[0], phases=("protect",)),))),
        (
            "schedule.toml",
            "offer 'stationary-bike-mid-foot-on-pedal' for bike",
            "'stationary-bike-mid-foot-on-pedal' is not open in phase 'protect'",
        ),
    ),
    "a pair with a stranger": (
        lambda: changed(CALVES, schedule=changed(SCHEDULE, pairs=(("step-up", "step-down"),))),
        ("schedule.toml", "schedule", "unknown exercise 'step-down'"),
    ),
    "a walk nobody knows": (
        lambda: changed(CALVES, schedule=changed(SCHEDULE, walk="walk")),
        ("schedule.toml", "schedule", "unknown exercise 'walk'"),
    ),
}


@pytest.mark.parametrize(("doctor", "expected"), ROWS.values(), ids=ROWS)
def test_one_fault_is_told(doctor, expected):
    assert expected in told(doctor())
