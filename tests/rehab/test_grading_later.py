"""How a grade may change, which muscle it is, and that more severe answers never lower anything."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct

from rehab.grading import Checked, GradeResult, Grading, focus, grade, load_grading, questions_asked, ratchet
from rehab.grading.rules import Answer, Band, Early, Focus, Option, Override, Question, Score, SecondLook, Unticked
from rehab.screening import Circumstances
from rehab.vocabulary import Grade
from tests.rehab.screening_oracle import FOLDER, RULES
from tests.sizes import size

GRADING = load_grading(FOLDER)
GRADES = tuple(Grade)


@pytest.mark.parametrize("old", GRADES)
@pytest.mark.parametrize("new", GRADES)
def test_the_app_may_raise_a_grade_and_clearance_alone_lowers_it(old: Grade, new: Grade) -> None:
    assert ratchet(old, new, cleared=False) is (new if new > old else old)
    assert ratchet(old, new, cleared=True) is new


SOLEUS = ["deep-and-low", "crept-in", "worse-bent-knee", "steady-running"]
GASTROCNEMIUS = ["sudden", "high-and-inner", "worse-straight-knee", "sprint-or-jump"]
MUSCLES = {
    "no sign": ([], "unknown"),
    "one sign of soleus": (SOLEUS[:1], "unknown"),
    "two signs of soleus": (SOLEUS[1:3], "soleus"),
    "all signs of soleus": (SOLEUS, "soleus"),
    "one sign of gastrocnemius": (GASTROCNEMIUS[:1], "unknown"),
    "two signs of gastrocnemius": (GASTROCNEMIUS[2:], "gastrocnemius"),
    "one of each": ([SOLEUS[0], GASTROCNEMIUS[0]], "unknown"),
    "one of soleus, two of gastrocnemius": ([SOLEUS[0], *GASTROCNEMIUS[:2]], "gastrocnemius"),
    "two of each is soleus, which takes longer": ([*SOLEUS[:2], *GASTROCNEMIUS[:2]], "soleus"),
}


@pytest.mark.parametrize(("signs", "muscle"), MUSCLES.values(), ids=MUSCLES)
def test_the_muscle(signs: list[str], muscle: str) -> None:
    assert focus(GRADING, set(signs)) == muscle


def test_unknown_signs_of_a_muscle_are_named() -> None:
    with pytest.raises(ValueError, match="sign") as refused:
        focus(GRADING, {"sudden", "suden", "zzz"})
    assert str(refused.value).startswith("Unknown sign 'suden'. Did you mean 'sudden'? Unknown sign 'zzz'. Allowed:")


@st.composite
def answers(draw: st.DrawFn) -> dict[str, int]:
    """Answers to whatever is asked on day 5, where every question may be."""
    given_so_far: dict[str, int] = {}
    for question in GRADING.questions:
        if question.id in questions_asked(GRADING, given_so_far, day=5):
            given_so_far[question.id] = draw(st.sampled_from([option.points for option in question.options]))
    return given_so_far


@settings(max_examples=size(80, 10_000), deadline=None)
@given(given_answers=answers(), worse=st.sampled_from("aefghi"), previous=st.booleans())
def test_a_worse_answer_never_lowers_grade_or_route(given_answers: dict[str, int], worse: str, previous: bool) -> None:
    checked = Checked(RULES, frozenset(), Circumstances(5))
    most = 2 if worse == "i" else 3
    before = grade(GRADING, given_answers, checked, previous_strain=previous)
    harder = given_answers | {worse: min(most, given_answers[worse] + 1)}
    after = grade(GRADING, harder, checked, previous_strain=previous)
    assert before.grade is not None
    assert after.grade is not None
    assert before.grade <= after.grade
    assert before.route.urgency <= after.route.urgency
    assert set(before.reopened) <= set(after.reopened)


FILE_KINDS = [Answer, Band, Early, Focus, Option, Override, Question, Score, SecondLook, Unticked]


@pytest.mark.parametrize("kind", [Checked, GradeResult, Grading, *FILE_KINDS])
def test_values_never_change(kind: type[Struct]) -> None:
    assert kind.__struct_config__.frozen


@pytest.mark.parametrize("kind", FILE_KINDS)
def test_entries_refuse_keys_they_do_not_know(kind: type[Struct]) -> None:
    assert kind.__struct_config__.forbid_unknown_fields


def test_without_a_word_there_was_no_earlier_strain() -> None:
    checked = Checked(RULES, frozenset(), Circumstances(5))
    answers_given = dict.fromkeys("abcdefghi", 0)
    assert grade(GRADING, answers_given, checked).points == 0
    assert grade(GRADING, answers_given, checked, previous_strain=True).points == 1
