"""What a form asks when somebody tries what gates ask for: each criterion once, and no more than counts."""

import pytest

from rehab.gates import MOST_COUNTED, MOST_OF_TEN, criteria_of, hurts, is_compared, measured_from, most_of
from rehab.situation import Situation, terms_of
from tests.rehab.engine.people import CALF, criterion

# By the criterion, with its phase: whether the other leg is tried too, whether pain counts, the largest number.
ASKED: dict[str, tuple[str, bool, bool, int]] = {
    "rest-pain": ("protect", False, False, MOST_OF_TEN),
    "swelling-steady": ("protect", False, False, MOST_COUNTED),
    "walk-10-min": ("mobilise", False, True, MOST_COUNTED),
    "single-leg-stand": ("strengthen", False, True, MOST_COUNTED),
    "raise-symmetry": ("strengthen", True, True, MOST_COUNTED),
    "knee-to-wall": ("strengthen", True, True, MOST_COUNTED),
    "hop-match": ("power", False, True, 1),
    "confidence": ("return_to_run", False, False, MOST_OF_TEN),
}


@pytest.mark.parametrize("name", ASKED)
def test_a_form_asks_for_what_its_criterion_reads(name: str) -> None:
    phase, both, pain, most = ASKED[name]
    asked = (criterion(phase, name),)
    assert (is_compared(asked), hurts(asked), most_of(asked)) == (both, pain, most)


def test_a_try_that_serves_two_criteria_asks_for_what_either_reads() -> None:
    asked = (criterion("strengthen", "single-leg-raises"), criterion("strengthen", "raise-symmetry"))
    assert (is_compared(asked), hurts(asked), most_of(asked)) == (True, True, MOST_COUNTED)
    assert is_compared((criterion("power", "single-leg-raises"),)), "held to the other leg where that does less"
    assert is_compared((criterion("power", "knee-to-wall"),))


@pytest.mark.parametrize("grade", [1, 2, 3])
@pytest.mark.parametrize("phase", range(len(CALF.phases)))
def test_from_a_phase_on_each_criterion_is_measured_once_by_the_first_gate_that_asks(grade: int, phase: int) -> None:
    terms = terms_of(CALF, Situation(grade=grade, focus="unknown"))
    found = list(measured_from(terms, phase))
    places = range(phase, len(CALF.phases))
    assert [place for place, _ in found] == list(places)
    named = [one.criterion for _, new in found for one in new]
    assert len(named) == len(set(named))
    assert set(named) == {one.criterion for p in places for one in criteria_of(terms, p) if one.kind == "measure"}
    for place, new in found:
        earlier = {one.criterion for p in range(phase, place) for one in criteria_of(terms, p)}
        assert not earlier & {one.criterion for one in new}
