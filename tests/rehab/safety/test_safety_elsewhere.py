"""One fault planted for each invariant about data, two courses, or text."""

import pytest

from rehab.safety import DATA, PAIRS, TEXT, Course, check_data, check_text
from rehab.safety.breach import Breach
from rehab.safety.numbers import figures_from, figures_of
from rehab.situation import terms_of
from tests.rehab.safety.plants import CALVES, changed, days_of, doses, with_exercise


def course(situation, weeks=14, days=None):
    return Course(terms_of(CALVES, situation), days or days_of(situation, weeks))


def of(breaches):
    return {breach.invariant for breach in breaches}


def test_the_file_and_our_own_figures_agree():
    ours, files = figures_of(CALVES), figures_from(CALVES)
    for name in ours.__struct_fields__:
        if name not in ("early_items", "place_of"):
            assert getattr(ours, name) == getattr(files, name), name


def test_a_breach_says_what_and_where():
    assert str(Breach("INV-10", 16, "the muscle was loaded on day 15")) == (
        "INV-10 on day 16: the muscle was loaded on day 15"
    )
    assert str(Breach("INV-22", None, "x grows")) == "INV-22: x grows"


def test_the_registries_hold_what_they_read():
    assert (set(DATA), set(PAIRS), set(TEXT)) == (
        {"INV-22", "INV-33"},
        {"INV-29", "INV-30", "INV-42"},
        {"INV-38"},
    )


STEPS = {
    "half as much again at tier 3": ("two-leg-heel-raise", ("2 x 12 rep", "3 x 12 rep"), set()),
    "a hair more than half": ("two-leg-heel-raise", ("2 x 12 rep", "1 x 37 rep"), {"INV-22"}),
    "half as much again at tier 4": ("single-leg-heel-raise", ("2 x 6 rep", "1 x 19 rep"), {"INV-22"}),
    "a hundredth more than half": ("two-leg-heel-raise", ("1 x 100 rep", "1 x 151 rep"), {"INV-22"}),
    "a hundredth less than half more": ("two-leg-heel-raise", ("1 x 100 rep", "1 x 149 rep"), set()),
    "twice as much at tier 2": ("leaning-two-leg-heel-raise", ("2 x 8 rep", "4 x 8 rep"), set()),
    "more than twice at tier 2": ("leaning-two-leg-heel-raise", ("2 x 8 rep", "1 x 33 rep"), {"INV-22"}),
}


@pytest.mark.parametrize(("name", "steps", "expected"), STEPS.values(), ids=STEPS)
def test_dose_steps_grow_gently(name, steps, expected):
    assert of(check_data(with_exercise(CALVES, name, dose_steps=doses(*steps)))) == expected


EDGES = {
    "as the file has it": ("two-leg-heel-raise", ("up-on-two-down-on-one", "two-leg-heel-drop"), 0),
    "to the same tier and phase": ("two-leg-heel-raise", ("two-leg-heel-drop",), 0),
    "to a lower tier": ("up-on-two-down-on-one", ("two-leg-heel-drop",), 1),
    "to an earlier phase": ("weighted-seated-raise", ("single-leg-heel-raise",), 1),
    "to nobody": ("two-leg-heel-raise", ("three-leg-heel-raise",), 1),
    "to itself": ("side-lying-leg-lift", ("side-lying-leg-lift",), 1),
    "round in a circle": ("single-leg-bent-knee-raise", ("single-leg-bent-knee-raise",), 1),
}


@pytest.mark.parametrize(("name", "edges", "expected"), EDGES.values(), ids=EDGES)
def test_the_graph_leads_on(name, edges, expected):
    found = check_data(with_exercise(CALVES, name, progresses_to=edges))
    assert of(found) <= {"INV-33"}
    assert len(found) == expected, found


def test_a_circle_names_everybody_in_it():
    looped = with_exercise(CALVES, "single-leg-heel-drop-bent-knee", progresses_to=("single-leg-bent-knee-raise",))
    assert [b.what for b in check_data(looped)] == [
        "single-leg-bent-knee-raise opens earlier than single-leg-heel-drop-bent-knee, which leads to it",
        "single-leg-bent-knee-raise leads back to itself",
        "single-leg-heel-drop-bent-knee leads back to itself",
    ]


def test_the_way_back_is_missing():
    broken = changed(CALVES)
    broken.catalogue.regressions = {}
    assert of(check_data(broken)) == {"INV-33"}


SAID = {
    "a dose": ("Take 400 mg of it.", {"INV-38"}),
    "two tablets": ("Two or 2 tablets will do.", {"INV-38"}),
    "a dose said after a no": ("Do not take 400 mg.", {"INV-38"}),
    "a drug": ("Ibuprofen helps with swelling.", {"INV-38"}),
    "a drug refused": ("Do not take ibuprofen in the first days.", set()),
    "a drug to ask about": ("Ask a pharmacist about anti-inflammatories.", set()),
    "a cure": ("This plan cures your calf.", {"INV-38"}),
    "healing the calf": ("It heals your calf in weeks.", {"INV-38"}),
    "no cure": ("It does not cure anything.", set()),
    "scars broken": ("Rolling breaks down scar tissue.", {"INV-38"}),
    "scars that break": ("Scar tissue is broken down by it.", {"INV-38"}),
    "scars left alone": ("Rolling does not break down scar tissue.", set()),
    "a no in the sentence before": ("That is not so. Ibuprofen helps.", {"INV-38"}),
    "plain words": ("Walk for 10 minutes and rest.", set()),
}


@pytest.mark.parametrize(("text", "expected"), SAID.values(), ids=SAID)
def test_what_must_not_be_said(text, expected):
    assert of(check_text(text)) == expected


HEAT = {
    "on day 0": ("Use a heat pack.", 0, {"INV-38"}),
    "on day 2": ("A warm bath is fine.", 2, {"INV-38"}),
    "on day 3": ("A warm bath is fine.", 3, set()),
    "on no day": ("Use a heat pack.", None, set()),
    "refused on day 1": ("No heat, no sauna.", 1, set()),
}


@pytest.mark.parametrize(("text", "day", "expected"), HEAT.values(), ids=HEAT)
def test_heat_waits(text, day, expected):
    assert of(check_text(text, day)) == expected
