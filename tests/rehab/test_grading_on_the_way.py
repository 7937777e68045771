"""The questions about the grade while they are being answered: what is left out, asked again, or decided."""

import pytest
from msgspec.structs import replace

from rehab.grading import Checked, grade, load_grading, questions_asked, reopened, sent_away, still_asked
from rehab.screening import Circumstances
from tests.rehab.screening_oracle import FOLDER
from tests.rehab.screening_oracle import RULES as SIGNS

RULES = load_grading(FOLDER)
CALM = dict.fromkeys("abcdefgh", 0)


@pytest.mark.parametrize(
    ("answers", "day", "kept"),
    [
        (dict(a=1, b=1, c=1, d=1), 4, "abcd"),
        (dict(a=1, b=2, c=1, d=1), 4, "abc"),
        (dict(a=1, b=3, c=1, d=1), 4, "ab"),
        (dict(a=1, b=1, c=1, d=1), 2, "abc"),
    ],
    ids=["all that are asked", "a limp leaves out one leg", "no weight leaves out both", "so do the first days"],
)
def test_answers_that_are_no_longer_asked_for_do_not_count(answers, day, kept):
    assert "".join(still_asked(RULES, answers, day=day)) == kept


def test_grave_answers_open_their_signs_once_each():
    assert reopened(RULES, dict(c=3, d=3, e=3, h=3, i=2)) == ("rf09", "rf10a", "rf22", "rf08")
    assert reopened(RULES, dict(f=3, i=1)) == ("rf22", "rf08")
    assert reopened(RULES, dict(c=2, e=2, f=2, h=2, i=0)) == ()


@pytest.mark.parametrize(
    ("answers", "rule"),
    [
        (dict(b=3), "grade-cannot-stand"),
        (dict(g=3), "grade-gap"),
        (dict(c=3, i=1), "grade-no-rise-and-pop"),
        (dict(c=3), None),
        (dict(b=2, f=3, i=2), None),
        ({}, None),
    ],
    ids=["no weight", "a gap", "no tiptoe and a pop", "no tiptoe alone", "what lifts the grade alone", "nothing"],
)
def test_some_answers_send_away_at_once(answers, rule):
    lift = sent_away(RULES, answers, Circumstances(day=4))
    assert (lift.rule if lift else None) == rule
    assert sent_away(RULES, answers, Circumstances(day=4, cleared_on_day=3)) is None


@pytest.mark.parametrize(
    ("unticked", "asked"),
    [({"rf08"}, "abcdefgh"), (set(), "abcdefghi"), ({"rf09", "rf10a", "rf22", "rf23"}, "abcdefghi")],
    ids=["a pop", "nothing that is known of", "signs with milder answers beside them"],
)
def test_a_question_is_left_out_when_an_unticked_sign_answers_it(unticked, asked):
    assert questions_asked(RULES, {}, day=5, unticked=unticked) == tuple(asked)
    kept = still_asked(RULES, dict.fromkeys("abcdefghi", 0), day=5, unticked=unticked)
    assert "".join(kept) == asked


def test_a_denied_pop_counts_as_a_no_and_not_as_a_question_left_out():
    checked = Checked(SIGNS, frozenset(), Circumstances(5), frozenset({"rf08"}))
    assert grade(RULES, CALM, checked).points == 0
    assert grade(RULES, CALM, checked) == grade(RULES, CALM | {"i": 0}, replace(checked, unticked=frozenset()))
    left_out_too = dict.fromkeys("abcefgh", 0)
    assert grade(RULES, left_out_too, replace(checked, facts=Circumstances(1))).points == RULES.score.skipped


def test_an_answer_to_a_question_that_a_sign_answers_is_refused():
    checked = Checked(SIGNS, frozenset(), Circumstances(5), frozenset({"rf08"}))
    with pytest.raises(ValueError, match=r"Question 'i' is not asked here\. Leave it out\."):
        grade(RULES, CALM | {"i": 2}, checked)
    with pytest.raises(ValueError, match=r"Question 'i' has no answer\. Allowed: 0, 1, 2\."):
        grade(RULES, CALM, replace(checked, unticked=frozenset()))


def test_the_pop_alone_follows_from_a_sign():
    """Each other question has an answer between none and the one that is a sign."""
    assert [(q.id, q.left_out_unticked.flag) for q in RULES.questions if q.left_out_unticked] == [("i", "rf08")]
