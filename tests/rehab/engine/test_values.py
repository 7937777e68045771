"""The small values of the rules: doses that print and parse, words with an order, reasons, the catalogue, faults."""

import importlib
import pkgutil

import msgspec
import pytest

import rehab
from rehab.catalogue import Catalogue
from rehab.dose import Dose
from rehab.fault import BadFileError, Fault, name_nearest, repeated_names, unknown_names
from rehab.programme import Bout
from rehab.reason import Reason, because
from rehab.vocabulary import Light, Lock, Route, Status, Unit
from tests.rehab.engine.people import CALF, a_runner, midway

DOSES = {
    "repetitions": ("3 x 12 rep", Dose(3, 12, Unit.REP)),
    "seconds": ("5 x 45 s", Dose(5, 45, Unit.SECOND)),
    "two figures of sets": ("12 x 1 min", Dose(12, 1, Unit.MINUTE)),
    "three figures": ("1 x 300 run_min", Dose(1, 300, Unit.RUN_MINUTE)),
    "a limit in days": ("1 x 21 day_max", Dose(1, 21, Unit.DAY_MAX)),
}


@pytest.mark.parametrize(("text", "dose"), DOSES.values(), ids=DOSES)
def test_a_dose_prints_what_it_parses(text: str, dose: Dose) -> None:
    assert Dose.parse(text) == dose
    assert str(dose) == text


def test_every_dose_of_the_protocol_survives_the_trip() -> None:
    for exercise in CALF.exercises:
        for dose in exercise.dose_steps:
            assert Dose.parse(str(dose)) == dose


NO_DOSES = {
    "a unit nobody knows": "3 x 12 reps",
    "no blanks": "3x12 rep",
    "nothing": "",
    "no unit": "3 x 12",
    "no sets": "0 x 12 rep",
    "no amount": "3 x 0 rep",
    "too many sets": "100 x 1 rep",
    "four figures": "1 x 1000 m",
    "words after it": "3 x 12 rep each",
}


@pytest.mark.parametrize("text", NO_DOSES.values(), ids=NO_DOSES)
def test_what_is_no_dose_is_refused_by_name(text: str) -> None:
    with pytest.raises(ValueError, match="is not a dose") as refused:
        Dose.parse(text)
    assert str(refused.value).startswith(f"'{text}'")


def test_a_refusal_says_what_to_write() -> None:
    with pytest.raises(ValueError, match="write '3 x 12 rep', the unit one of rep, s, min"):
        Dose.parse("three times")
    with pytest.raises(ValueError, match="sets and amount start at 1"):
        Dose.parse("0 x 0 rep")


def test_volume_is_sets_times_amount() -> None:
    assert Dose.parse("4 x 10 rep").volume == 40


# --- words with an order ---------------------------------------------------------------------------


def test_routes_from_least_to_most_urgent() -> None:
    assert [route.urgency for route in (Route.PROCEED, Route.WITHIN_A_WEEK, Route.SAME_DAY, Route.EMERGENCY)] == [
        0,
        1,
        2,
        3,
    ]


def test_lights_from_green_to_red() -> None:
    assert [light.severity for light in (Light.GREEN, Light.AMBER, Light.RED)] == [0, 1, 2]


def test_which_locks_stop_rises() -> None:
    assert [lock for lock in Lock if lock.stops_rises] == [Lock.LIGHT_ONLY, Lock.PROTECTION_ONLY, Lock.NO_PLAN]


STATUSES: dict[str, tuple[dict[str, object], Status]] = {
    "nothing": ({}, Status.ACTIVE),
    "an amber just before": ({"last_light": Light.AMBER}, Status.HOLD),
    "the last calf day was amber": ({"loading_light": Light.AMBER}, Status.HOLD),
    "quiet days": ({"quiet_until": 18}, Status.STEPPED_BACK),
    "quiet days over": ({"quiet_until": 17}, Status.ACTIVE),
    "late": ({"hold_since": 3, "quiet_until": 20}, Status.REVIEW_HOLD),
    "a review": ({"review_since": 3, "hold_since": 3}, Status.NEEDS_REVIEW),
    "a lock": ({"lock": Lock.LIGHT_ONLY}, Status.NEEDS_REVIEW),
    "the screen again": ({"needs_screening": True}, Status.NEEDS_REVIEW),
    "an acute event": ({"acute": True, "lock": Lock.LIGHT_ONLY}, Status.STOPPED_ACUTE),
    "a red flag": ({"route": Route.SAME_DAY, "acute": True}, Status.STOPPED_REDFLAG),
    "a route that can wait": ({"route": Route.WITHIN_A_WEEK}, Status.ACTIVE),
    "a pause": ({"paused": True, "route": Route.EMERGENCY}, Status.PAUSED),
    "the end": ({"ended": True, "paused": True}, Status.ENDED),
}


@pytest.mark.parametrize(("facts", "status"), STATUSES.values(), ids=STATUSES)
def test_the_most_serious_fact_is_the_status(facts: dict[str, object], status: Status) -> None:
    assert midway(2, 18).knows(**facts).status() is status


# --- reasons ---------------------------------------------------------------------------------------


def test_equal_reasons_are_equal_whatever_the_order_of_inputs() -> None:
    assert because("a", pain=1, usual=0) == because("a", usual=0, pain=1)
    assert because("a", ("s",), pain=1) == Reason("a", (("pain", 1),), ("s",))
    assert because("a") == Reason("a")


def test_a_reason_gives_its_inputs_by_name() -> None:
    assert because("a", pain=4, usual=1).given("pain") == 4
    with pytest.raises(KeyError):
        because("a").given("pain")


def test_every_line_of_a_plan_has_a_reason_with_sources() -> None:
    for grade in (1, 2, 3):
        for week in (1, 3, 6, 12):
            for day in a_runner(grade).week(week).days:
                for item in day.items:
                    assert item.why.rule
                    assert item.why.sources, (grade, day.day, item.exercise)
                    assert item.why.given("exercise") == item.exercise
                    assert item.why.given("dose") == str(item.dose)
                    assert item.why.given("phase") == day.phase


def test_reasons_say_what_they_looked_at() -> None:
    whys = {item.exercise: item.why for item in a_runner(2).day(42).items}
    run = whys["walk-run-session-ladder"]
    assert (run.rule, run.given("rung"), run.given("done"), run.given("needed")) == ("ladder-rung", "R4", 0, 1)
    raises = a_runner(2).day(16).items[0].why
    assert (raises.rule, raises.given("greens"), raises.given("needed")) == ("dose-building", 1, 2)
    assert (raises.given("step"), raises.given("steps")) == (1, 4)
    assert raises.sources[0] == "judgement:dose-steps"
    weekly = a_runner(2).day(61).items[1].why
    assert (weekly.rule, weekly.given("week"), weekly.given("planned"), weekly.given("minutes")) == (
        "weekly-minutes",
        2,
        99,
        33,
    )
    assert a_runner(2).day(75).items[1].why.rule == "weekly-deload"


def test_a_bout_counts_running_and_walking() -> None:
    assert Bout(1, 2, 5).minutes == 15


# --- the catalogue ---------------------------------------------------------------------------------


def test_the_catalogue_finds_by_id_and_knows_the_way_back() -> None:
    catalogue = CALF.catalogue
    assert len(catalogue) == len(list(catalogue)) == 48
    assert "two-leg-pogo" in catalogue
    assert "two-leg-hop" not in catalogue
    assert catalogue["two-leg-pogo"].first_dose == Dose.parse("3 x 8 contact")
    assert catalogue.regressions_of("two-leg-heel-raise") == (
        "two-leg-half-height-hold",
        "leaning-two-leg-heel-raise",
    )
    assert catalogue.regressions_of("cold-pack") == ()
    assert len(Catalogue([])) == 0


def test_an_exercise_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        CALF.catalogue["two-leg-pogo"].tier = 0  # type: ignore[misc]
    assert msgspec.structs.replace(CALF.catalogue["two-leg-pogo"], tier=0).tier == 0


# --- faults ----------------------------------------------------------------------------------------


def test_a_fault_says_where_what_and_the_cure() -> None:
    fault = Fault("a/1.0/gates.toml", "gate 'x'", "unknown unit 'reps'", "Did you mean 'rep'?")
    assert str(fault) == "a/1.0/gates.toml, gate 'x': unknown unit 'reps'. Did you mean 'rep'?"


def test_a_bad_file_lists_all_its_faults_in_order() -> None:
    bad = BadFileError([Fault("b", "e", "p", "c"), Fault("a", "e", "p", "c")])
    assert [fault.file for fault in bad.faults] == ["a", "b"]
    assert str(bad) == "a, e: p. c\nb, e: p. c"


NEAREST = {
    "a slip of the pen": ("two-leg-heel-rise", "Did you mean 'two-leg-heel-raise'?"),
    "nothing near: all of them, in order": ("zzz", "Allowed: one-leg-hop, two-leg-heel-raise."),
}


@pytest.mark.parametrize(("given", "told"), NEAREST.values(), ids=NEAREST)
def test_what_could_be_written_instead(given: str, told: str) -> None:
    assert name_nearest(given, {"two-leg-heel-raise", "one-leg-hop"}) == told


def test_unknown_and_repeated_names_are_faults() -> None:
    unknown = list(unknown_names("f", "e", "exercise", ["a", "b"], ["a"]))
    assert [fault.problem for fault in unknown] == ["unknown exercise 'b'"]
    repeated = list(repeated_names("f", "rows", ["a", "b", "a", "a"]))
    assert [(fault.entry, fault.problem) for fault in repeated] == [("rows 'a'", "is there twice")] * 2


def test_no_value_ever_changes() -> None:
    """Plans and states are compared, kept and handed round: each step makes a new one."""
    for module in pkgutil.walk_packages(rehab.__path__, "rehab."):
        importlib.import_module(module.name)
    kinds = [msgspec.Struct]
    for kind in kinds:
        kinds += kind.__subclasses__()
    ours = [kind for kind in kinds if kind.__module__.startswith("rehab.")]
    assert len(ours) > 50
    assert [kind.__name__ for kind in ours if not kind.__struct_config__.frozen] == []
