"""Where a course begins, and one phase at a time from there."""

import pytest

from rehab.events import Tried
from rehab.safety import ways
from rehab.state import TestRecord
from tests.rehab.safety.lives import days_of_breach, lived, of
from tests.rehab.safety.plants import GRADE_1, GRADE_2, GRADE_3, changed


def test_one_phase_a_day():
    first = lived(0, "protect")
    assert days_of_breach(ways.one_phase_at_a_time, first, lived(1, "mobilise")) == []
    assert days_of_breach(ways.one_phase_at_a_time, first, lived(1, "strengthen")) == [1]
    assert days_of_breach(ways.one_phase_at_a_time, lived(0, "protect"), lived(1, "protect")) == []


def test_a_phase_lost_is_not_back_the_next_day():
    lost = lived(20, "power")
    lost = changed(lost, after=changed(lost.after, phase=2))
    assert days_of_breach(ways.one_phase_at_a_time, lived(19, "power"), lost, lived(21, "power"))[-1:] == [21]
    found = days_of_breach(ways.one_phase_at_a_time, lived(19, "power"), lost, lived(21, "strengthen"))
    assert 21 not in found
    protected = changed(lost, after=changed(lost.after, phase=0))
    up = days_of_breach(ways.one_phase_at_a_time, lived(19, "power"), protected, lived(21, "mobilise"))
    assert 21 not in up


def shown(*phases: str) -> dict[str, TestRecord]:
    return {name: record for phase in phases for name, record in of(phase).items()}


PLACED = {
    "on day 0": (0, GRADE_2, {}, "mobilise", True),
    "by the floor": (5, GRADE_2, {}, "mobilise", False),
    "a day before the floor": (4, GRADE_2, {}, "mobilise", True),
    "no tests": (60, GRADE_2, {}, "strengthen", True),
    "with tests of one phase": (60, GRADE_2, shown("mobilise"), "strengthen", False),
    "with tests of one phase, two up": (60, GRADE_2, shown("mobilise"), "power", True),
    "with tests of two": (60, GRADE_2, shown("mobilise", "strengthen"), "power", False),
    "with tests of three": (60, GRADE_2, shown("mobilise", "strengthen", "power"), "return_to_run", False),
    "nothing passes the ladder": (
        90,
        GRADE_2,
        shown("mobilise", "strengthen", "power", "return_to_run"),
        "maintain",
        True,
    ),
    "tests of the next phase alone": (60, GRADE_2, shown("strengthen"), "strengthen", True),
    "a bad test": (60, GRADE_2, shown("mobilise") | {"leaning-raises": TestRecord(20, 9, None, 0)}, "strengthen", True),
    "floors before tests": (13, GRADE_2, shown("mobilise"), "strengthen", True),
    "a severe strain": (60, GRADE_3, {}, "mobilise", True),
    "a severe strain in the first": (60, GRADE_3, {}, "protect", False),
    "a mild strain": (3, GRADE_1, {}, "mobilise", False),
}


@pytest.mark.parametrize(("day", "situation", "tests", "phase", "broken"), PLACED.values(), ids=PLACED)
def test_the_first_placement(day, situation, tests, phase, broken):
    first = lived(day, phase, before={"tests": tests}, situation=situation)
    assert days_of_breach(ways.one_phase_at_a_time, first) == ([day] if broken else [])


def test_a_test_tried_later_on_the_first_day_had_no_say_in_the_placement():
    tests = shown("mobilise") | {"leaning-raises": TestRecord(60, 9, None, 0)}
    first = lived(60, "strengthen", before={"tests": tests}, events=(Tried("leaning-raises", 9, None, 0),))
    assert days_of_breach(ways.one_phase_at_a_time, first) == []


def test_a_cleared_severe_strain_may_begin_in_the_second():
    first = lived(60, "mobilise", before={"cleared_day": 21}, situation=GRADE_3)
    assert days_of_breach(ways.one_phase_at_a_time, first) == []
