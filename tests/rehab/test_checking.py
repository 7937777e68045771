"""What protocol.toml and exercises.toml may get wrong, one row per fault, and several told at once."""

import pytest

from rehab.checking import check_protocol
from rehab.citations import load_citations
from rehab.protocol import Row
from rehab.vocabulary import Rhythm
from tests.rehab.doctored import CALVES, LIGHT, SCHEDULE, Doctor, told, with_criterion, with_row, with_rows
from tests.rehab.safety.plants import changed, doses, with_exercise, with_phase

# What is doctored, and the problem told: file, entry, problem.
ROWS: dict[str, tuple[Doctor, tuple[str, str, str]]] = {
    "a phase twice": (
        lambda: changed(CALVES, phases=(*CALVES.phases, changed(CALVES.phases[-1], floor_day={1: 99, 2: 199, 3: 299}))),
        ("protocol.toml", "phase 'maintain'", "is there twice"),
    ),
    "a category of a phase": (
        lambda: with_phase(CALVES, "maintain", categories=CALVES.phases[5].categories | {"yoga"}),
        ("protocol.toml", "phase 'maintain'", "unknown category 'yoga'"),
    ),
    "an exercise in most": (
        lambda: with_phase(CALVES, "power", most={"two-leg-heel-rise": 45}),
        ("protocol.toml", "phase 'power'", "unknown exercise 'two-leg-heel-rise'"),
    ),
    "an exercise in fixed": (
        lambda: with_phase(CALVES, "return_to_run", fixed={"single-leg-heel-rise": {1: 18}}),
        ("protocol.toml", "phase 'return_to_run'", "unknown exercise 'single-leg-heel-rise'"),
    ),
    "a pain limit of a phase": (
        lambda: with_phase(CALVES, "power", pain="strong"),
        ("protocol.toml", "phase 'power'", "unknown pain limit 'strong'"),
    ),
    "no floor for a grade": (
        lambda: with_phase(CALVES, "power", floor_day={1: 9, 2: 22}),
        ("protocol.toml", "phase 'power'", "floor_day says nothing of grade 3"),
    ),
    "no stay for a grade": (
        lambda: with_phase(CALVES, "power", minimum_stay_days={2: 4, 3: 11}),
        ("protocol.toml", "phase 'power'", "minimum_stay_days says nothing of grade 1"),
    ),
    "a floor no later than the one before": (
        lambda: with_phase(CALVES, "power", floor_day={1: 5, 2: 22, 3: 70}),
        ("protocol.toml", "phase 'power'", "floor_day of grade 1 is 5, that of 'strengthen' before it 5"),
    ),
    "a graver grade sooner": (
        lambda: with_phase(CALVES, "mobilise", floor_day={1: 3, 2: 2, 3: 21}),
        ("protocol.toml", "phase 'mobilise'", "floor_day of grade 2 is 2, that of grade 1 3"),
    ),
    "a pain limit of a category": (
        lambda: changed(CALVES, categories=CALVES.categories | {"run": changed(CALVES.categories["run"], pain="runs")}),
        ("protocol.toml", "category 'run'", "unknown pain limit 'runs'"),
    ),
    "a default focus": (
        lambda: changed(CALVES, default_focus="both"),
        ("protocol.toml", "default_focus", "unknown focus 'both'"),
    ),
    "a focus that came on slowly": (
        lambda: changed(CALVES, modifiers=changed(CALVES.modifiers, gradual_focuses=frozenset({"deep"}))),
        ("protocol.toml", "modifiers", "unknown focus 'deep'"),
    ),
    "a phase with contacts": (
        lambda: changed(CALVES, limits=changed(CALVES.limits, contacts_most={"jump": 80})),
        ("protocol.toml", "limits", "unknown phase 'jump'"),
    ),
    "a role that rests quickly": (
        lambda: changed(CALVES, limits=changed(CALVES.limits, quick_rests=frozenset({"walk"}))),
        ("protocol.toml", "limits", "unknown role 'walk'"),
    ),
    "a pain limit the rules ask for": (
        lambda: changed(CALVES, pain={k: v for k, v in CALVES.pain.items() if k != "early"}),
        ("protocol.toml", "pain 'early'", "is missing"),
    ),
    "the pain limit of weeks of running": (
        lambda: changed(CALVES, pain={k: v for k, v in CALVES.pain.items() if k != "run_later"}),
        ("protocol.toml", "pain 'run_later'", "is missing"),
    ),
    "no greens for the highest tier": (
        lambda: changed(CALVES, greens=CALVES.greens[:2]),
        ("protocol.toml", "greens", "do not speak for every tier in turn"),
    ),
    "no greens at all": (
        lambda: changed(CALVES, greens=()),
        ("protocol.toml", "greens", "do not speak for every tier in turn"),
    ),
    "greens out of turn": (
        lambda: changed(CALVES, greens=(CALVES.greens[1], CALVES.greens[0], CALVES.greens[2])),
        ("protocol.toml", "greens", "do not speak for every tier in turn"),
    ),
    "a start of nobody": (
        lambda: changed(CALVES, start_steps={"heel-raise": {1: "3 x 8 rep"}}),
        ("protocol.toml", "start_steps 'heel-raise'", "unknown exercise 'heel-raise'"),
    ),
    "a start that is no step": (
        lambda: changed(CALVES, start_steps={"single-leg-heel-raise": {1: "3 x 9 rep"}}),
        ("protocol.toml", "start_steps 'single-leg-heel-raise'", "'3 x 9 rep' is not one of its dose steps"),
    ),
    "an exercise twice": (
        lambda: changed(CALVES, exercises=(*CALVES.exercises, CALVES.exercises[0])),
        ("exercises.toml", f"exercise '{CALVES.exercises[0].id}'", "is there twice"),
    ),
    "kit nobody knows": (
        lambda: with_exercise(CALVES, "step-up", equipment=("stair",)),
        ("exercises.toml", "exercise 'step-up'", "unknown kit 'stair'"),
    ),
    "a phase nobody knows": (
        lambda: with_exercise(CALVES, "step-up", phases=("strengthen", "jump")),
        ("exercises.toml", "exercise 'step-up'", "unknown phase 'jump'"),
    ),
    "no phase": (
        lambda: with_exercise(CALVES, "step-up", phases=()),
        ("exercises.toml", "exercise 'step-up'", "is open in no phase"),
    ),
    "a successor nobody knows": (
        lambda: with_exercise(CALVES, "glute-bridge", progresses_to=("step-ups",)),
        ("exercises.toml", "exercise 'glute-bridge'", "unknown exercise 'step-ups'"),
    ),
    "a need nobody knows": (
        lambda: with_exercise(CALVES, "step-up", needs_green=("bridge",)),
        ("exercises.toml", "exercise 'step-up'", "unknown exercise 'bridge'"),
    ),
    "no dose": (
        lambda: with_exercise(CALVES, "light-upward-stroking", dose_steps=()),
        ("exercises.toml", "exercise 'light-upward-stroking'", "has no dose"),
    ),
    "two units": (
        lambda: with_exercise(CALVES, "step-up", dose_steps=doses("2 x 8 rep", "2 x 12 s")),
        ("exercises.toml", "exercise 'step-up'", "counts 2 x 8 rep and 2 x 12 s"),
    ),
    "a dose that does not grow": (
        lambda: with_exercise(CALVES, "step-up", dose_steps=doses("2 x 8 rep", "4 x 4 rep")),
        ("exercises.toml", "exercise 'step-up'", "4 x 4 rep is no more than 2 x 8 rep"),
    ),
    "a dose that grows too fast": (
        lambda: with_exercise(CALVES, "step-up", dose_steps=doses("2 x 8 rep", "5 x 5 rep")),
        ("exercises.toml", "exercise 'step-up'", "grows from 2 x 8 rep to 5 x 5 rep"),
    ),
    "a light dose that grows too fast": (
        lambda: with_exercise(CALVES, "single-leg-reach", dose_steps=doses("2 x 5 rep", "3 x 7 rep")),
        ("exercises.toml", "exercise 'single-leg-reach'", "grows from 2 x 5 rep to 3 x 7 rep"),
    ),
    "down a tier": (
        lambda: with_exercise(CALVES, "up-on-two-down-on-one", progresses_to=("two-leg-heel-drop",)),
        (
            "exercises.toml",
            "exercise 'up-on-two-down-on-one'",
            "has tier 4 and leads to 'two-leg-heel-drop' with tier 3",
        ),
    ),
    "back a phase": (
        lambda: with_exercise(CALVES, "weighted-seated-raise", progresses_to=("single-leg-heel-raise",)),
        (
            "exercises.toml",
            "exercise 'weighted-seated-raise'",
            "leads to 'single-leg-heel-raise', which opens in an earlier phase",
        ),
    ),
    "round in a circle": (
        lambda: with_exercise(CALVES, "side-lying-leg-lift", progresses_to=("side-lying-leg-lift",)),
        ("exercises.toml", "exercise 'side-lying-leg-lift'", "leads back to itself"),
    ),
}


@pytest.mark.parametrize(("doctor", "expected"), ROWS.values(), ids=ROWS)
def test_one_fault_is_told(doctor, expected):
    assert expected in told(doctor())


def test_our_own_protocol_has_none():
    assert check_protocol(CALVES, sources=load_citations().sources) == []


def test_several_are_told_at_once_each_with_its_cure():
    doctored = with_exercise(CALVES, "step-up", equipment=("stepp",), progresses_to=("step-up",))
    doctored = with_phase(doctored, "power", pain="strenth")
    assert [str(fault) for fault in check_protocol(doctored)] == [
        "calf-strain/1.0/exercises.toml, exercise 'step-up': leads back to itself. "
        "Take one edge of the circle out of progresses_to.",
        "calf-strain/1.0/exercises.toml, exercise 'step-up': unknown kit 'stepp'. Did you mean 'step'?",
        "calf-strain/1.0/protocol.toml, phase 'power': unknown pain limit 'strenth'. Did you mean 'strength'?",
    ]


def test_an_unknown_id_says_what_was_meant():
    doctored = with_row(LIGHT, items=("two-leg-heel-rise",))
    fault = next(f for f in check_protocol(doctored) if "unknown" in f.problem)
    assert fault.cure == "Did you mean 'two-leg-heel-raise'?"


def test_two_chain_rows_for_one_day():
    """A chain day may be missing, but not be there twice."""
    twice = Row("mobilise", "chain", ("glute-bridge",), grades=(3,), first=10, every=7, at=(3,))
    assert ("schedule.toml", "phase 'mobilise'", "2 rows speak for grade 3, chain, count 10") in told(with_rows(twice))


def test_an_unknown_source_and_an_unknown_category():
    doctored = with_exercise(CALVES, "step-up", sources=("baxter",), category="stairs")
    found = told(doctored, sources=load_citations().sources)
    assert ("exercises.toml", "exercises 'step-up'", "unknown source 'baxter'") in found
    assert ("exercises.toml", "exercise 'step-up'", "unknown category 'stairs'") in found
    top = told(changed(CALVES, sources=("green",)), sources=load_citations().sources)
    assert top == [("protocol.toml", "sources", "unknown source 'green'")]
    deep = told(with_criterion("power", "hops-10", sources=("sports",)), sources=load_citations().sources)
    assert deep == [("gates.toml", "gates.power 'hops-10'", "unknown source 'sports'")]


def test_nothing_more_is_asked_of_a_protocol_without_phases():
    bare = changed(CALVES, phases=(), schedule=changed(SCHEDULE, rows=(), laid=(), offers=()), gates={})
    problems = [problem for _, _, problem in told(bare) if "unknown phase" not in problem]
    assert problems == ["there is none"]


def test_rhythms_know_their_days():
    protected = with_phase(CALVES, "mobilise", rhythm=Rhythm.PROTECT)
    assert any("sort of day in a protect phase" in problem for _, _, problem in told(protected))
