"""What holds for any runner and any diary: no day fails, the same days give the same course, asking changes nothing."""

from typing import Any

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rehab.assembly import week_plan
from rehab.events import (
    CheckIn,
    Cleared,
    Fever,
    Morning,
    OtherWork,
    Outcome,
    Paused,
    Regraded,
    Reinjured,
    Report,
    Resumed,
    Screened,
    Tried,
    ZoneMoved,
)
from rehab.library import load_protocol
from rehab.planned import PlannedCourse
from rehab.situation import Situation
from rehab.state import State
from rehab.timeline import advance, begin, fold, plan_today
from rehab.vocabulary import Lock, Route, Sign
from tests.rehab.engine.people import CALF

pains = st.integers(0, 10)
kits = st.frozensets(st.sampled_from(["chair", "wall", "step", "band", "bike", "pool", "roller", "weight"]))
situations = st.builds(
    Situation,
    grade=st.integers(1, 3),
    focus=st.sampled_from(CALF.focuses),
    cleared_on_day=st.none() | st.integers(0, 60),
    previous_strain=st.booleans(),
    gradual_onset=st.booleans(),
    age=st.none() | st.integers(16, 90),
    weekly_run_minutes=st.none() | st.integers(0, 600),
    kit=kits,
    lock=st.sampled_from([lock for lock in Lock if lock is not Lock.NO_PLAN]),
)
reports = st.builds(
    Report,
    exercise=st.sampled_from([exercise.id for exercise in CALF.exercises]),
    outcome=st.sampled_from(Outcome),
    pain=st.none() | pains,
    minutes=st.none() | st.integers(0, 90),
)
criteria = sorted({c.criterion for gate in CALF.gates.values() for c in gate})
events = st.one_of(
    st.builds(Morning, pain=pains, limp=st.booleans(), widespread=st.booleans()),
    st.builds(
        CheckIn,
        reports=st.lists(reports, max_size=4).map(tuple),
        after=st.none() | pains,
        signs=st.frozensets(st.sampled_from(Sign), max_size=1),
        widespread=st.booleans(),
    ),
    st.builds(
        Tried,
        criterion=st.sampled_from(criteria),
        injured=st.integers(0, 60),
        sound=st.none() | st.integers(0, 60),
        pain=st.none() | pains,
    ),
    st.builds(Cleared, role=st.just("physiotherapist"), grade=st.none() | st.integers(1, 3)),
    st.builds(
        Screened,
        flags=st.frozensets(st.sampled_from(["rf01", "rf25"])),
        route=st.sampled_from(Route),
        lock=st.sampled_from(Lock),
        full=st.booleans(),
    ),
    st.builds(Regraded, grade=st.integers(1, 3)),
    st.builds(Reinjured, grade=st.integers(1, 3)),
    st.sampled_from([Paused(), Resumed(), Resumed(), Fever()]),
    st.builds(OtherWork, run_minutes=st.integers(0, 90), loaded=st.booleans(), pain=st.none() | pains),
    st.builds(ZoneMoved, hours=st.integers(-12, 12), last_ended_hour=st.integers(0, 24)),
)
days = st.lists(st.lists(events, max_size=3).map(tuple), min_size=1, max_size=25)
few = settings(max_examples=18, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
some = settings(max_examples=45, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@some
@given(situations, st.integers(0, 200), days)
def test_any_diary_can_be_lived(situation: Situation, day: int, diary: list[tuple[Any, ...]]) -> None:
    start = begin(CALF, situation, day=day)
    course = fold(CALF, start, diary)
    again = course == fold(CALF, start, diary)
    assert again
    state = start
    for lived, told in zip(course, diary, strict=True):
        assert lived.events == told
        assert lived.before.day == state.day
        expected = state.day + 1 if lived.after.episode == state.episode else None
        assert lived.after.day in (expected, 1)
        assert 0 <= lived.after.phase < len(CALF.phases)
        assert lived.after.phase - state.phase <= 1 or lived.after.episode != state.episode
        assert {entry.exercise for entry in lived.session.entries} <= {exercise.id for exercise in CALF.exercises}
        state = lived.after


@some
@given(situations, st.integers(0, 200), days)
def test_asking_for_todays_plan_is_pure_and_states_can_be_kept(
    situation: Situation, day: int, diary: list[tuple[Any, ...]]
) -> None:
    state = begin(CALF, situation, day=day)
    for told in diary:
        kept = msgspec.json.encode(state)
        first = plan_today(CALF, state, told)
        assert plan_today(CALF, state, told) == first
        assert msgspec.json.encode(state) == kept
        assert msgspec.json.decode(kept, type=State) == state
        state = advance(CALF, state, told).after


@some
@given(situations, st.integers(0, 200), days, st.data())
def test_a_fold_may_be_cut_anywhere(
    situation: Situation, day: int, diary: list[tuple[Any, ...]], data: st.DataObject
) -> None:
    start = begin(CALF, situation, day=day)
    cut = data.draw(st.integers(1, len(diary)))
    first = fold(CALF, start, diary[:cut])
    same = (*first, *fold(CALF, first[-1].after, diary[cut:])) == fold(CALF, start, diary)
    assert same


@few
@given(situations, st.integers(1, 104))
def test_any_week_of_anybody_has_its_seven_days(situation: Situation, week: int) -> None:
    plan, again = week_plan(CALF, situation, week).weeks[0], week_plan(CALF, situation, week).weeks[0]
    assert [day.day for day in plan.days] == list(range(7 * week - 7, 7 * week))
    assert (plan == again) is True
    for day in plan.days:
        assert day.items
        limit = next(phase.minutes_limit for phase in CALF.phases if phase.id == day.phase)
        assert day.minutes <= limit
        assert len({item.exercise for item in day.items}) == len(day.items)


@few
@given(situations, st.integers(0, 100))
def test_a_day_is_the_same_however_far_the_course_was_built(situation: Situation, day: int) -> None:
    far, near = PlannedCourse(CALF, situation), PlannedCourse(CALF, situation)
    far.day(day + 100)
    assert far.day(day) == near.day(day)
    assert load_protocol() is CALF
