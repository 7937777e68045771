"""Numbers, tables and roles of a protocol that an attacker changed: each refused with its place and cure."""

from typing import get_type_hints

import pytest

from rehab.checking.bounds import BOUNDS
from rehab.vocabulary import Rhythm, Role
from tests.rehab.doctored import (
    CALVES,
    NEW,
    SCHEDULE,
    told,
    with_criterion,
    with_ladder,
    with_mileage,
    with_row,
    with_rung,
)
from tests.rehab.safety.plants import changed, with_exercise, with_phase


def with_table(key: str, **changes):
    return changed(CALVES, **{key: changed(getattr(CALVES, key), **changes)})


def with_category(name: str, **changes):
    return changed(CALVES, categories=CALVES.categories | {name: changed(CALVES.categories[name], **changes)})


def with_schedule(**changes):
    return changed(CALVES, schedule=changed(SCHEDULE, **changes))


def with_pain(name: str, **changes):
    return changed(CALVES, pain=CALVES.pain | {name: changed(CALVES.pain[name], **changes)})


def number(entry: str, problem: str, file: str = "protocol.toml") -> tuple[str, str, str]:
    return (file, entry, problem)


RUN_ROW = next(n for n, row in enumerate(SCHEDULE.rows) if row.phase == "return_to_run" and row.day == "loading")
WEEK_ROW = next(n for n, row in enumerate(SCHEDULE.rows) if row.weekdays == (4,))
LOAD_ROW = next(n for n, row in enumerate(SCHEDULE.rows) if row.phase == "strengthen" and row.day == "loading")
NAMES = {n: f"row {n + 1} ({SCHEDULE.rows[n].phase}, {SCHEDULE.rows[n].day})" for n in range(len(SCHEDULE.rows))}

# Whole numbers beyond their bounds, tables that leave a grade out, roles that do not fit, ids.
ROWS = {
    "a loading tier of 5": (
        lambda: with_table("limits", loading_tier=5), number("limits", "loading_tier is 5")),
    "a loading tier of 2 where tiers go to 5": (
        lambda: with_table("limits", loading_tier=2),
        number("limits", "loading_tier is 2 while tiers go up to 5")),
    "light work as heavy as loading": (
        lambda: with_table("limits", loading_tier=2),
        number("limits", "light_tier 2 is no lighter than loading_tier 2")),
    "loading every day": (
        lambda: with_table("limits", loading_gap_days=1), number("limits", "loading_gap_days is 1")),
    "loading every tenth day": (
        lambda: with_table("limits", loading_gap_days=10), number("limits", "loading_gap_days is 10")),
    "a test that is valid for a month": (
        lambda: with_table("limits", test_valid_days=30), number("limits", "test_valid_days is 30")),
    "ten minutes to set up": (
        lambda: with_table("limits", setup_seconds=600), number("limits", "setup_seconds is 600")),
    "a plan for children": (lambda: with_table("limits", youngest_age=8), number("limits", "youngest_age is 8")),
    "contacts of a phase": (
        lambda: with_table("limits", contacts_most={"power": 900}), number("limits", "contacts_most is 900")),
    "an easy week once a year": (
        lambda: with_mileage(deload_every=52), number("mileage", "deload_every is 52", "running.toml")),
    "a quarter of growth": (
        lambda: with_mileage(grow_percent=125), number("mileage", "grow_percent is 125", "running.toml")),
    "no quiet day after a red": (lambda: with_table("reds", quiet_days=0), number("reds", "quiet_days is 0")),
    "a month of missed days for nothing": (
        lambda: with_table("missed", repeat_from=31), number("missed", "repeat_from is 31")),
    "missed days that do not cost more": (
        lambda: with_table("missed", phase_back_from=8), number("missed", "more missed days do not cost more")),
    "a floor in ten years": (
        lambda: with_phase(CALVES, "maintain", floor_day={1: 3650, 2: 3650, 3: 3650}),
        number("phase 'maintain'", "floor_day is 3650")),
    "a red that is never reached": (
        lambda: with_pain("strength", red_from=11), number("pain 'strength'", "red_from is 11")),
    "a red before its amber": (
        lambda: with_pain("strength", amber_from=5, red_from=4),
        number("pain 'strength'", "is red from 4 and amber from 5")),
    "a run that is red late": (
        lambda: with_pain("run", red_from=5),
        number("category 'run'", "is fast, and pain is red only from 5 on")),
    "a rung of an hour and more": (
        lambda: with_rung(0, run_minutes=90),
        number("rung 'R1'", "run_minutes is 90", "running.toml")),
    "a criterion nobody can meet": (
        lambda: with_criterion("power", "hops-10", max_pain=11),
        number("gate 'power' criterion 'hops-10'", "max_pain is 11", "gates.toml")),
    "an exercise of tier 9": (
        lambda: with_exercise(CALVES, "step-up", tier=9), number("exercise 'step-up'", "tier is 9", "exercises.toml")),
    "another schema of the schedule": (
        lambda: with_schedule(schema=2), number("schedule", "schema is 2", "schedule.toml")),
    "greens without a grade": (
        lambda: changed(CALVES, greens=(changed(CALVES.greens[0], needed={1: 2, 3: 3}), *CALVES.greens[1:])),
        number("greens 1", "needed says nothing of grade 2")),
    "a first floor without a grade": (
        lambda: with_phase(CALVES, "protect", floor_day={1: 0, 2: 0}),
        number("phase 'protect'", "floor_day says nothing of grade 3")),
    "a fixed dose without a grade": (
        lambda: with_phase(CALVES, "return_to_run", fixed={"single-leg-heel-raise": {1: 18, 2: 18}}),
        number("phase 'return_to_run'", "fixed 'single-leg-heel-raise' says nothing of grade 3")),
    "sessions without a grade": (
        lambda: with_ladder(sessions={1: (1,) * 9, 2: (1,) * 9}),
        number("ladder", "sessions says nothing of grade 3", "running.toml")),
    "an earliest day without a grade": (
        lambda: with_category("stretch", earliest_day={1: 3, 2: 7}),
        number("category 'stretch'", "earliest_day says nothing of grade 3")),
    "a last day without a grade": (
        lambda: with_table("overdue", ladder_by_day={1: 21, 3: 182}),
        number("overdue", "ladder_by_day says nothing of grade 2")),
    "a grade nobody has": (
        lambda: changed(CALVES, start_steps={"single-leg-heel-raise": {4: "3 x 8 rep"}}),
        number("start_steps 'single-leg-heel-raise'", "it speaks of grade 4")),
    "a milder grade for who is late": (
        lambda: with_table("overdue", regrade_to={2: 2}), number("overdue", "regrade_to makes grade 2 a 2")),
    "the gravest grade without a clearance": (
        lambda: changed(CALVES, clearance_grades=frozenset({2})),
        number("clearance_grades", "does not hold grade 3")),
    "a tempo of two": (
        lambda: with_category("calf_strength", tempo=(2, 1)),
        number("category 'calf_strength'", "tempo has 2 numbers")),
    "a tempo of four": (
        lambda: with_exercise(CALVES, "single-leg-reach", tempo=(2, 1, 1, 1)),
        number("exercise 'single-leg-reach'", "tempo has 4 numbers", "exercises.toml")),
    "heel drops as stretching": (
        lambda: with_category("heel_drop", role=Role.STRETCH),
        number("exercise 'two-leg-heel-drop'", "is eccentric, its category 'heel_drop' is for stretch",
               "exercises.toml")),
    "heavy work as hip work": (
        lambda: with_category("heavy_strength", role=Role.CHAIN),
        number("exercise 'weighted-seated-raise'", "category 'heavy_strength' is for chain", "exercises.toml")),
    "a ladder of walks": (
        lambda: with_ladder(exercise="flat-walking"),
        number("ladder", "'flat-walking' is for aerobic", "running.toml")),
    "weeks of warm-ups": (
        lambda: with_mileage(exercise="dynamic-warm-up"),
        number("mileage", "'dynamic-warm-up' has tier 2 and would load nothing", "running.toml")),
    "the ladder's run in the weeks": (
        lambda: with_mileage(exercise="walk-run-session-ladder"),
        number("mileage", "'walk-run-session-ladder' is not open in phase 'maintain'", "running.toml")),
    "more runs than days": (
        lambda: with_mileage(runs_a_week=4), number("mileage", "has 4 runs a week on days [0, 4, 2]", "running.toml")),
    "a run on a light day": (
        lambda: with_mileage(run_days=(0, 3, 4)),
        number("mileage", "runs on a day that does not load", "running.toml")),
    "no day of rest": (
        lambda: with_mileage(rest_weekdays=()),
        number("mileage", "does not tell load, light work and rest apart", "running.toml")),
    "a target beyond the most": (
        lambda: with_mileage(target_minutes=301),
        number("mileage", "target_minutes 301 is more than most_minutes 300", "running.toml")),
    "more cautious rungs than rungs": (
        lambda: with_ladder(cautious_entry_sessions=(1,) * 10),
        number("ladder", "has 10 cautious_entry_sessions for 9 rungs", "running.toml")),
    "no warm-up": (lambda: with_schedule(warm_up=""), number("schedule", "warm_up is empty", "schedule.toml")),
    "no cool-down": (lambda: with_schedule(cool_down=""), number("schedule", "cool_down is empty", "schedule.toml")),
    "a warm-up of heel drops": (
        lambda: with_schedule(warm_up="two-leg-heel-drop"),
        number("schedule", "warm_up 'two-leg-heel-drop' is for strength", "schedule.toml")),
    "a run block without the run": (
        lambda: with_schedule(run_block=SCHEDULE.run_block - {"continuous-easy-run"}),
        number("schedule", "run_block leaves out 'continuous-easy-run'", "schedule.toml")),
    "a row of nothing": (
        lambda: with_row(30, items=()), number(NAMES[30], "has no items", "schedule.toml")),
    "a loading day that loads nothing": (
        lambda: with_row(LOAD_ROW, items=("single-leg-stand",)),
        number(NAMES[LOAD_ROW], "loads nothing", "schedule.toml")),
    "a day of the ladder without its run": (
        lambda: with_row(RUN_ROW, items=("dynamic-warm-up", "single-leg-heel-raise", "cool-down-walk-and-stretch")),
        number(NAMES[RUN_ROW], "runs without 'walk-run-session-ladder'", "schedule.toml")),
    "a day of running without a warm-up": (
        lambda: with_row(WEEK_ROW, items=("continuous-easy-run", "cool-down-walk-and-stretch")),
        number(NAMES[WEEK_ROW], "runs without 'dynamic-warm-up'", "schedule.toml")),
    "a sort of day without a row": (
        lambda: with_schedule(off_day_cycle=("light", "easy")),
        number("schedule", "unknown sort of day between loads 'easy'", "schedule.toml")),
    "no day between loads": (
        lambda: with_schedule(off_day_cycle=()),
        number("schedule", "the days between loads do not begin with a light one", "schedule.toml")),
    "a second phase of protection": (
        lambda: with_phase(CALVES, "mobilise", rhythm=Rhythm.PROTECT),
        number("phase 'mobilise'", "is phase 2 and has the rhythm 'protect'")),
    "a first phase that begins late": (
        lambda: with_phase(CALVES, "protect", floor_day={1: 0, 2: 0, 3: 1}),
        number("phase 'protect'", "begins later than day 0")),
    "a ladder after the ladder": (
        lambda: with_phase(CALVES, "maintain", rhythm=Rhythm.LADDER),
        number("phase 'maintain'", "climbs the ladder a second time")),
    "weeks of running before the ladder": (
        lambda: with_phase(CALVES, "power", rhythm=Rhythm.WEEKLY),
        number("phase 'power'", "runs by the week and is not the last")),
    "an id with a NUL": (
        lambda: with_exercise(CALVES, "step-up", id="step\0up"),
        number(r"exercise 'step\x00up'", "is no plain id", "exercises.toml")),
    "an id with a capital": (
        lambda: changed(CALVES, gates=CALVES.gates | {"protect": (changed(NEW, criterion="Tried"),)}),
        number("gate 'protect' 'Tried'", "is no plain id", "gates.toml")),
    "a rung with a line break": (
        lambda: with_rung(0, id="R\n1"),
        number(r"rung 'R\n1'", "is no plain id", "running.toml")),
    "a version that is none": (
        lambda: changed(CALVES, version="one"), number("version", "'one' is no version")),
}  # fmt: skip


@pytest.mark.parametrize(("doctor", "expected"), ROWS.values(), ids=ROWS)
def test_one_change_is_refused(doctor, expected):
    assert expected in told(doctor())


def test_every_number_has_its_bounds():
    numbers = {
        f"{table.__name__}.{name}"
        for table in BOUNDS
        for name, kind in get_type_hints(table).items()
        if "int" in str(kind) and name != "start_steps"
    }
    bounded = {f"{table.__name__}.{name}" for table, names in BOUNDS.items() for name in names}
    assert numbers - bounded == set()
    assert all(least <= most for names in BOUNDS.values() for least, most in names.values())
