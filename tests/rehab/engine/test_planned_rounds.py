"""Weeks that repeat are not built again; what stands in for them is what building would have made."""

from collections.abc import Iterator

import pytest

from rehab.dosing import prescribe
from rehab.planned import PlannedCourse, first_state, live, lock_of_day, open_day
from rehab.situation import Situation
from rehab.state import Session, State
from rehab.vocabulary import Lock
from tests.rehab.engine.people import CALF, a_runner

LAST_DAY = 7 * CALF.last_week - 1
RUNNERS = {
    "mild": a_runner(1),
    "moderate, with all the kit there is": a_runner(2, kit=frozenset(CALF.kit.named)),
    "severe": a_runner(3),
    "who ran nothing before": a_runner(1, weekly_run_minutes=0),
    "who ran five hours before": a_runner(2, weekly_run_minutes=300),
    "older, the second strain": a_runner(2, age=70, previous_strain=True),
    "of the deep calf, without a step": a_runner(2, focus="soleus", kit=frozenset()),
    "behind a lock for light work": a_runner(1, lock=Lock.LIGHT_ONLY),
    "severe and never cleared": a_runner(3, cleared_on_day=None),
}


def built_to_the_end(situation: Situation) -> Iterator[tuple[State, Session]]:
    terms = PlannedCourse(CALF, situation).terms
    state = first_state(terms)
    for _ in range(LAST_DAY + 1):
        state = open_day(terms, lock_of_day(terms, state))
        session = prescribe(terms, state)
        yield state, session
        state = live(terms, state, session)


@pytest.mark.parametrize("runner", RUNNERS.values(), ids=RUNNERS)
def test_a_round_is_what_building_on_would_have_made(runner):
    course = PlannedCourse(CALF, runner.situation)
    course.day(LAST_DAY)
    for day, (state, session) in enumerate(built_to_the_end(runner.situation)):
        kept, given = course.day(day)
        assert (kept.day, kept.phase, given) == (state.day, state.phase, session)
        assert kept.week.number == state.week.number
