"""One fault planted for each invariant about data, two courses, or text."""

import pytest

from rehab.assembly import assemble
from rehab.safety import DATA, PAIRS, TEXT, Course, check_data, check_pair, check_soreness, check_text
from rehab.safety.breach import Breach
from rehab.situation import terms_of
from tests.rehab.safety.plants import CALVES, GRADE_1, GRADE_2, GRADE_3, changed, days_of, doses, item, with_exercise


def course(situation, weeks=14, days=None):
    return Course(terms_of(CALVES, situation), days or days_of(situation, weeks))


def of(breaches):
    return {breach.invariant for breach in breaches}


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


def test_a_milder_strain_behind_a_graver_one():
    assert of(check_pair("INV-29", course(GRADE_2), course(GRADE_1))) == {"INV-29"}
    assert check_pair("INV-29", course(GRADE_1), course(GRADE_2)) == []
    assert check_pair("INV-29", course(GRADE_1), course(GRADE_1)) == []
    assert check_pair("INV-29", course(GRADE_1, 2), course(GRADE_2, 4)) == []


def test_a_phase_that_allows_more_than_the_one_ahead():
    """Grade 2 is a phase behind, but that phase's limit was raised over the one ahead."""
    doctored = changed(CALVES, phases=tuple(changed(p, max_tier=5) if p.id == "mobilise" else p for p in CALVES.phases))
    first, second = (Course(terms_of(doctored, s), assemble(doctored, s, 2).days) for s in (GRADE_1, GRADE_2))
    found = check_pair("INV-29", first, second)
    assert {breach.day for breach in found} == {5, 6, 7, 8}
    assert all("may do more" in breach.what for breach in found)


CARE = {
    "an earlier strain sooner than a first": (changed(GRADE_2, previous_strain=True), GRADE_2, True),
    "a first strain sooner": (GRADE_2, changed(GRADE_2, previous_strain=True), False),
    "the same": (GRADE_2, GRADE_2, False),
    "fewer minutes before, more now": (changed(GRADE_2, weekly_run_minutes=40), GRADE_2, True),
    "lower rung at the same time": (changed(GRADE_1, age=50), GRADE_1, True),
}


@pytest.mark.parametrize(("plain", "careful", "broken"), CARE.values(), ids=CARE)
def test_more_care_is_no_sooner(plain, careful, broken):
    assert of(check_pair("INV-30", course(plain), course(careful))) == ({"INV-30"} if broken else set())


def test_what_is_higher_is_named():
    plain, careful = course(changed(GRADE_1, weekly_run_minutes=40)), course(GRADE_1)
    assert [str(b) for b in check_pair("INV-30", plain, careful)[:1]] == [
        "INV-30 on day 27: the careful course has a higher weekly minutes"
    ]
    rungs = check_pair("INV-30", course(changed(GRADE_1, age=50)), course(GRADE_1))
    assert rungs[0].what == "the careful course has a higher rung"
    assert rungs[0].day == 13


def test_a_tier_alone_may_be_too_high():
    days = list(days_of())
    days[10] = changed(days[10], items=(*days[10].items, item("two-leg-heel-raise")))
    found = check_pair("INV-30", course(GRADE_2), course(GRADE_2, days=days))
    assert [(b.day, b.what) for b in found] == [(day, "the careful course has a higher tier") for day in range(10, 14)]


def test_the_same_facts_another_plan():
    days = days_of()
    one, other = course(GRADE_2), course(GRADE_2, days=(*days[:5], changed(days[5], minutes=99), *days[6:]))
    assert [(b.invariant, b.day) for b in check_pair("INV-42", one, other)] == [("INV-42", 5)]
    shorter = check_pair("INV-42", one, course(GRADE_2, days=days[:-1]))
    assert [b.what for b in shorter] == [f"{len(days)} days and {len(days) - 1} days"]
    assert check_pair("INV-42", one, course(GRADE_2)) == []


def test_soreness_that_speeds_things_up():
    """The greener course is a second strain's, slower than the first strain's that is called sorer."""
    slow, quick = course(changed(GRADE_2, previous_strain=True)), course(GRADE_2)
    found = check_soreness(slow, quick, 10)
    assert of(found) == {"INV-31"}
    assert {b.day for b in found if "phase" in b.what} == {14, 15, 22, 23, 24}
    assert {b.day for b in found if "rises" in b.what} == {11}


def test_a_severe_course_has_its_rungs_in_turn():
    assert check_pair("INV-30", course(GRADE_3, 20), course(GRADE_3, 20)) == []


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
