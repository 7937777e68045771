"""The questions about the grade while they are being answered: what is left out, asked again, or decided."""

import pytest

from rehab.grading import load_grading, reopened, sent_away, still_asked
from rehab.screening import Circumstances
from tests.rehab.screening_oracle import FOLDER

RULES = load_grading(FOLDER)


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
