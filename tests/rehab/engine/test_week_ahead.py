"""The coming week for paper: seven days from today on, with what may be tried on them and no gate that opens."""

import pytest

from rehab.events import Paused
from rehab.vocabulary import Basis
from rehab.week_ahead import week_ahead
from tests.rehab.engine.diaries import a_start, joined, on_green
from tests.rehab.engine.people import CALF


@pytest.mark.parametrize("day", [6, 13, 14, 21, 29, 30, 51, 70])
def test_it_is_seven_days_from_today_in_no_phase_further_than_todays(day: int) -> None:
    today = on_green(day).today
    ahead = week_ahead(CALF, today)
    assert ahead is not None
    assert ahead.basis is Basis.FOLLOWED
    (week,) = ahead.weeks
    assert [one.day for one in week.days] == list(range(day, day + 7))
    assert week.number == day // 7 + 1
    reached = [phase.id for phase in CALF.phases[: today.read_from.phase + 1]]
    assert set(week.phases) <= {reached[0], reached[-1]}


def test_todays_exercises_are_todays() -> None:
    today = on_green(16).today
    ahead = week_ahead(CALF, today)
    assert ahead is not None
    first = ahead.weeks[0].days[0]
    assert [item.exercise for item in first.items] == [entry.exercise for entry in today.plan.entries]


def test_what_may_be_tried_stands_on_its_days_by_the_gate_of_its_phase() -> None:
    ahead = week_ahead(CALF, on_green(16).today)
    assert ahead is not None
    tests = ahead.weeks[0].tests
    assert {test.phase for test in tests} == {"strengthen"}
    names = [test.criterion for test in tests]
    assert "single-leg-raises" in names
    assert len(names) == len(set(names)), "each on the first day on which it may be tried"


def test_a_course_that_waits_has_no_week() -> None:
    diary = joined(a_start(2))
    assert week_ahead(CALF, diary.tells(Paused()).today) is None
