"""The nine questions: points, what lifts a grade, and when there is none."""

import pytest

from rehab.grading import Checked, GradeResult, grade, load_grading, questions_asked
from rehab.screening import Circumstances
from rehab.vocabulary import Grade, Route
from tests.rehab.screening_oracle import FOLDER, RULES

GRADING = load_grading(FOLDER)
ALL_NINE = "abcdefghi"


def answered(text: str) -> dict[str, int]:
    """Answers from "A1 B0 …"."""
    return {answer[0].lower(): int(answer[1]) for answer in text.split()}


def guess(
    text: str,
    *,
    day: int = 5,
    ticked: str = "",
    hours: int | None = None,
    previous: bool = False,
    cleared: int | None = None,
) -> GradeResult:
    """The result of the answers in *text* after a check with the flags *ticked*."""
    facts = Circumstances(day, cleared_on_day=cleared)
    checked = Checked(RULES, frozenset(ticked.split()), facts)
    return grade(GRADING, answered(text), checked, hours=hours, previous_strain=previous)


MILD = "A1 B1 C1 E0 F0 G1 H0 I0"
MODERATE = "A2 B2 C2 E2 F1 G1 H1 I0"
SEVERE = "A3 B3 E3 F2 G2 H3 I2"
VIGNETTES = {
    "mild: it aches and carries a walk": (MILD, 5, Grade.MILD, Route.PROCEED),
    "moderate: a limp and a small bruise": (MODERATE, 12, Grade.MODERATE, Route.WITHIN_A_WEEK),
    "severe: a blow, no weight, a wide bruise": (SEVERE, 20, Grade.SEVERE, Route.SAME_DAY),
}


@pytest.mark.parametrize(("text", "points", "expected", "route"), VIGNETTES.values(), ids=VIGNETTES)
def test_the_worked_vignettes(text: str, points: int, expected: Grade, route: Route) -> None:
    result = guess(text, day=2)
    assert (result.points, result.grade, result.route) == (points, expected, route)


# Nothing here overrides: no limp, no big bruise, no gap, no pop.
BANDS = {
    "0 points are grade 1": ("A0 B0 C0 D0 E0 F0 G0 H0 I0", False, 0, Grade.MILD),
    "5 points are grade 1": ("A3 B0 C2 D0 E0 F0 G0 H0 I0", False, 5, Grade.MILD),
    "6 points are grade 2": ("A3 B0 C2 D1 E0 F0 G0 H0 I0", False, 6, Grade.MODERATE),
    "15 points are grade 2": ("A3 B1 C2 D2 E2 F1 G2 H2 I0", False, 15, Grade.MODERATE),
    "16 points are grade 3": ("A3 B1 C2 D3 E2 F1 G2 H2 I0", False, 16, Grade.SEVERE),
    "an earlier strain makes 5 points 6": ("A3 B0 C2 D0 E0 F0 G0 H0 I0", True, 6, Grade.MODERATE),
    "an earlier strain makes 15 points 16": ("A3 B1 C2 D2 E2 F1 G2 H2 I0", True, 16, Grade.SEVERE),
    "the worst that still walks": ("A3 B1 C3 D3 E3 F3 G3 H3 I2", False, 24, Grade.SEVERE),
}


@pytest.mark.parametrize(("text", "previous", "points", "expected"), BANDS.values(), ids=BANDS)
def test_points_to_grades(text: str, previous: bool, points: int, expected: Grade) -> None:
    result = guess(text, previous=previous)
    assert (result.points, result.grade) == (points, expected)
    assert [reason.given("points") for reason in result.reasons if reason.rule == "grade-points"] == [points]


def test_twenty_six_points_are_on_offer() -> None:
    assert sum(max(option.points for option in question.options) for question in GRADING.questions) == 26


def test_grade_three_by_points_alone_is_no_emergency_but_has_to_be_seen() -> None:
    result = guess("A3 B1 C2 D3 E2 F1 G2 H2 I0")
    assert (result.route, result.provisional) == (Route.WITHIN_A_WEEK, False)
    assert [reason.rule for reason in result.reasons] == ["grade-points", "grade-3-advise"]


ASKED = {
    "on day 3 all nine": ({}, 3, None, ALL_NINE),
    "on day 2 not the single leg": ({}, 2, None, "abcefghi"),
    "after 47 hours not the single leg": ({}, 2, 47, "abcefghi"),
    "after 48 hours all nine": ({}, 2, 48, ALL_NINE),
    "known hours count before the day": ({}, 3, 47, "abcefghi"),
    "with slight discomfort all nine": ({"b": 1}, 5, None, ALL_NINE),
    "with a limp not the single leg": ({"b": 2}, 5, None, "abcefghi"),
    "with no weight neither rise": ({"b": 3}, 5, None, "abefghi"),
}


@pytest.mark.parametrize(("answers", "day", "hours", "asked"), ASKED.values(), ids=ASKED)
def test_what_is_asked(answers: dict[str, int], day: int, hours: int | None, asked: str) -> None:
    assert questions_asked(GRADING, answers, day=day, hours=hours) == tuple(asked)


def test_a_guess_asks_by_the_hour_too() -> None:
    """On day 3 all nine are asked, unless the hours say that it is not yet two days."""
    assert guess("A0 B0 C0 E0 F0 G0 H0 I0", day=3, hours=47).grade is not None
    with pytest.raises(ValueError, match="d"):
        guess("A0 B0 C0 E0 F0 G0 H0 I0", day=3)


OVERRIDES = {
    "no weight on the leg": ("A0 B3 E0 F0 G0 H0 I0", "grade-cannot-stand", Grade.SEVERE, Route.SAME_DAY, True),
    "a gap in the calf": ("A0 B0 C0 D0 E0 F0 G3 H0 I0", "grade-gap", Grade.SEVERE, Route.SAME_DAY, True),
    "no rise and a pop": (
        "A0 B0 C3 D0 E0 F0 G0 H0 I2", "grade-no-rise-and-pop", Grade.SEVERE, Route.SAME_DAY, True),
    "no rise and perhaps a pop": (
        "A0 B0 C3 D0 E0 F0 G0 H0 I1", "grade-no-rise-and-pop", Grade.SEVERE, Route.SAME_DAY, True),
    "a limp": ("A0 B2 C0 E0 F0 G0 H0 I0", "grade-limp", Grade.MODERATE, Route.WITHIN_A_WEEK, False),
    "a bruise as big as a hand": (
        "A0 B0 C0 D0 E0 F2 G0 H0 I0", "grade-bruise", Grade.MODERATE, Route.WITHIN_A_WEEK, False),
    "a wide early bruise": (
        "A0 B0 C0 D0 E0 F3 G0 H0 I0", "grade-bruise", Grade.MODERATE, Route.WITHIN_A_WEEK, False),
    "a pop": ("A0 B0 C0 D0 E0 F0 G0 H0 I2", "grade-pop", Grade.MODERATE, Route.WITHIN_A_WEEK, False),
}  # fmt: skip


@pytest.mark.parametrize(("text", "rule", "expected", "route", "provisional"), OVERRIDES.values(), ids=OVERRIDES)
def test_what_lifts_a_grade(text: str, rule: str, expected: Grade, route: Route, provisional: bool) -> None:
    result = guess(text)
    assert (result.grade, result.route, result.provisional) == (expected, route, provisional)
    [reason] = [reason for reason in result.reasons if reason.rule == rule]
    assert reason.sources


NOT_LIFTED = {
    "no rise without a pop": "A0 B0 C3 D0 E0 F0 G0 H0 I0",
    "perhaps a pop, with a poor rise": "A0 B0 C2 D0 E0 F0 G0 H0 I1",
    "slight discomfort": "A0 B1 C0 D0 E0 F0 G0 H0 I0",
    "a small bruise": "A0 B0 C0 D0 E0 F1 G0 H0 I0",
    "a lump": "A0 B0 C0 D0 E0 F0 G2 H0 I0",
}


@pytest.mark.parametrize("text", NOT_LIFTED.values(), ids=NOT_LIFTED)
def test_what_does_not_lift_a_grade(text: str) -> None:
    result = guess(text)
    assert (result.grade, result.route, result.provisional) == (Grade.MILD, Route.PROCEED, False)
    assert [reason.rule for reason in result.reasons] == ["grade-points"]


def test_a_lift_never_lowers() -> None:
    assert guess("A3 B2 C2 E2 F3 G2 H2 I1", previous=True).grade is Grade.SEVERE


def test_the_most_urgent_reason_stands_first() -> None:
    rules = [reason.rule for reason in guess("A0 B2 C0 E0 F0 G3 H0 I0", ticked="rf23", hours=3).reasons]
    assert rules == [
        *["grade-gap", "grade-limp", "grade-raised-by-sign", "grade-points", "grade-second-look"],
        *["rf23", "grade-3-advise"],
    ]


def test_a_late_bruise_ticked_in_the_check_makes_it_grade_two() -> None:
    result = guess("A0 B0 C0 D0 E0 F0 G0 H0 I0", ticked="rf23")
    assert result.grade is Grade.MODERATE
    assert [(reason.rule, reason.inputs) for reason in result.reasons[:1]] == [
        ("grade-raised-by-sign", (("grade", 2),))
    ]


REOPENING = {
    "cannot rise on both toes": ("A0 B0 C3 D0 E0 F0 G0 H0 I0", "rf09"),
    "cannot rise on the sore leg": ("A0 B0 C0 D3 E0 F0 G0 H0 I0", "rf09"),
    "3 cm of swelling": ("A0 B0 C0 D0 E3 F0 G0 H0 I0", "rf10a"),
    "pain of 8 or more": ("A0 B0 C0 D0 E0 F0 G0 H3 I0", "rf22"),
    "a pop": ("A0 B0 C0 D0 E0 F0 G0 H0 I2", "rf08"),
}
OUTCOMES = {"rf09": Route.SAME_DAY, "rf10a": Route.WITHIN_A_WEEK, "rf22": Route.SAME_DAY, "rf08": Route.SAME_DAY}


@pytest.mark.parametrize(("text", "flag"), REOPENING.values(), ids=REOPENING)
def test_an_answer_opens_a_warning_sign_again(text: str, flag: str) -> None:
    asked_again = guess(text)
    assert asked_again.reopened == (flag,)
    assert asked_again.grade is not None
    confirmed = guess(text, ticked=flag)
    assert (confirmed.grade, confirmed.route) == (None, OUTCOMES[flag])
    assert confirmed.reopened == (flag,)
    assert flag in [reason.rule for reason in confirmed.reasons]
    assert confirmed.points == asked_again.points


def test_a_sign_opened_twice_is_asked_once_in_the_order_of_the_questions() -> None:
    assert guess("A0 B0 C3 D3 E3 F0 G0 H3 I2").reopened == ("rf09", "rf10a", "rf22", "rf08")


def test_milder_answers_open_nothing() -> None:
    assert guess("A3 B1 C2 D2 E2 F2 G3 H2 I0").reopened == ()


def test_a_pop_nobody_is_sure_of_and_an_early_wide_bruise_open_their_signs() -> None:
    """On the screens of signs "not sure" counts as yes, and a large fast bruise is to be seen today."""
    assert guess("A1 B1 C1 D1 E1 F3 G1 H1 I0").reopened == ("rf22",)
    assert guess("A1 B1 C1 D1 E1 F1 G1 H1 I1").reopened == ("rf08",)


def test_a_confirmed_pop_that_was_examined_gets_a_grade() -> None:
    assert guess("A0 B0 C0 D0 E0 F0 G0 H0 I2", ticked="rf08", cleared=4).grade is Grade.MODERATE


def test_another_week_long_wait_does_not_hide_the_grade() -> None:
    result = guess("A0 B0 C0 D0 E3 F0 G0 H0 I0", ticked="rf17")
    assert (result.grade, result.route) == (Grade.MILD, Route.WITHIN_A_WEEK)
    assert result.reasons[-1].rule == "rf17"


@pytest.mark.parametrize(("flag", "route"), [("rf01", Route.EMERGENCY), ("rf24", Route.SAME_DAY)])
def test_no_grade_while_a_sign_is_urgent(flag: str, route: Route) -> None:
    result = guess(MILD + " D0", ticked=flag)
    assert (result.grade, result.route, result.reopened) == (None, route, ())
    assert [reason.rule for reason in result.reasons] == [flag]


SECOND_LOOKS = {
    "11 hours on": (0, 11, (3, 7)),
    "12 hours on": (0, 12, ()),
    "on day 0, hour unknown": (0, None, (3, 7)),
    "on day 1, hour unknown": (1, None, (3, 7)),
    "on day 2, hour unknown": (2, None, ()),
    "past midnight, 2 hours on": (1, 2, (3, 7)),
}


@pytest.mark.parametrize(("day", "hours", "looks"), SECOND_LOOKS.values(), ids=SECOND_LOOKS)
def test_a_first_guess_is_made_again(day: int, hours: int | None, looks: tuple[int, ...]) -> None:
    result = guess(MILD, day=day, hours=hours)
    assert (result.second_look_days, result.provisional) == (looks, bool(looks))
    assert ("grade-second-look" in [reason.rule for reason in result.reasons]) is bool(looks)


def test_a_first_guess_without_a_grade_is_made_again_too() -> None:
    result = guess(MILD, day=0, ticked="rf24")
    assert (result.grade, result.provisional, result.second_look_days) == (None, True, (3, 7))


def test_the_grade_known_so_far_does_not_colour_the_guess() -> None:
    checked = Checked(RULES, frozenset(), Circumstances(5, grade=3))
    assert grade(GRADING, answered(MILD + " D0"), checked).route is Route.PROCEED


WRONG = {
    "an answer nobody offers": (
        "A4 B0 C0 D0 E0 F0 G0 H0 I0", "Question 'a' got 4. Allowed: 0, 1, 2, 3."),
    "a pop beyond yes": ("A0 B0 C0 D0 E0 F0 G0 H0 I3", "Question 'i' got 3. Allowed: 0, 1, 2."),
    "a question left open": ("A0 B0 C0 D0 E0 F0 G0 H0", "Question 'i' has no answer. Allowed: 0, 1, 2."),
    "a rise on a leg that takes no weight": (
        "A0 B3 C0 E0 F0 G0 H0 I0", "Question 'c' is not asked here. Leave it out."),
    "an unknown question": ("A0 B0 C0 D0 E0 F0 G0 H0 I0 J1", "Unknown question 'j'. Allowed: a, b, c"),
    "all at once": (
        "A4 B2 D1 E0 F0 G0 H0 I0 K0",
        "Unknown question 'k'. Allowed: a, b, c, d, e, f, g, h, i. Question 'a' got 4. Allowed: 0, 1, 2, 3. "
        "Question 'c' has no answer. Allowed: 0, 1, 2, 3. Question 'd' is not asked here. Leave it out."),
}  # fmt: skip


@pytest.mark.parametrize(("text", "told"), WRONG.values(), ids=WRONG)
def test_wrong_answers_are_named(text: str, told: str) -> None:
    with pytest.raises(ValueError, match="uestion") as refused:
        guess(text)
    assert str(refused.value).startswith(told)
