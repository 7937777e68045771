"""Every test of a gate can be asked for, told in a unit that can be measured, and done as its words say."""

import pytest

from rehab.library import load_protocol
from rehab.words import MissingWordsError, words_in

WORDS = words_in()
MEASURED = [
    (phase, criterion)
    for phase, criteria in load_protocol().gates.items()
    for criterion in criteria
    if criterion.kind == "measure"
]
IDS = [f"{phase}, {criterion.criterion}" for phase, criterion in MEASURED]
# What is only told, as it was in the day so far.
TOLD = ("rest-pain", "walking-pain", "swelling-steady", "daily-pain", "confidence")


@pytest.mark.parametrize(("phase", "criterion"), MEASURED, ids=IDS)
def test_every_test_has_a_question_in_a_unit_that_can_be_measured(phase, criterion):
    assert criterion.told_in != "percent"
    assert WORDS.name("trial_units", criterion.told_in)


@pytest.mark.parametrize(("phase", "criterion"), MEASURED, ids=IDS)
def test_whatever_is_done_says_how(phase, criterion):
    if criterion.criterion in TOLD:
        with pytest.raises(MissingWordsError):
            WORDS.lines("trials", "how", criterion.criterion)
    else:
        assert len(WORDS.lines("trials", "how", criterion.criterion)) in (2, 3)


def test_raises_go_to_thirty_beats_a_minute_and_nothing_else_does():
    paces = {(criterion.beats_per_minute, "raise" in criterion.exercise) for _, criterion in MEASURED}
    assert paces == {(30, True), (None, False)}
