"""Folding days: the order of a day, folding in parts, joining late, and the course of somebody always green."""

import msgspec
import pytest

from rehab.dosing import prescribe
from rehab.events import AnyEvent, CheckIn, Fever, Morning, Screened, Tried
from rehab.planned import PlannedCourse, first_state, live, lock_of_day
from rehab.planned import open_day as open_planned_day
from rehab.state import Session, State, TestRecord
from rehab.timeline import advance, begin, fold, plan_today
from rehab.timeline import live as live_day
from rehab.vocabulary import Kind, Lock, Route, Sign, Status
from tests.rehab.engine.people import (
    CALF,
    MOBILISE,
    POWER,
    PROTECT,
    RETURN,
    STRENGTHEN,
    Diary,
    a_diary,
    a_green_course,
    a_runner,
    done,
    exercises,
    midway,
    passed,
    steps,
)


def doses_in_order(session: Session) -> list[tuple[object, ...]]:
    """What a session holds, without the rules that chose it: a test may have shown the first dose."""
    return [(e.exercise, e.step, e.amount, e.optional, e.times_per_day) for e in session.entries]


WHOLE = {1: 84, 2: 112, 3: 140}


@pytest.mark.parametrize("grade", [1, 2, 3])
def test_somebody_always_green_gets_the_planned_course(grade: int) -> None:
    planned = a_runner(grade)
    for page in a_green_course(grade, 140)[: WHOLE[grade]]:
        state, session = planned.lived(page.before.day)
        assert doses_in_order(page.session) == doses_in_order(session), page.before.day
        assert (page.session.kind, page.session.minutes, page.before.phase) == (
            session.kind,
            session.minutes,
            state.phase,
        )
        assert page.before.status is Status.ACTIVE


@pytest.mark.parametrize("grade", [1, 2, 3])
def test_a_day_lived_in_two_goes_is_the_day_lived_in_one(grade: int) -> None:
    for page in a_green_course(grade, 140):
        state, events = msgspec.structs.replace(page.before, opened=page.before.phase), page.events
        for first in range(len(events) + 1):
            begun, _ = live_day(CALF, state, events[:first])
            assert advance(CALF, state, events[first:], begun=begun) == advance(CALF, state, events)


@pytest.mark.parametrize("grade", [1, 2, 3])
def test_days_far_ahead_are_what_living_every_day_would_give(grade: int) -> None:
    """The planned course stops building when its rounds repeat; here every day of two years is lived."""
    terms = a_runner(grade, weekly_run_minutes=100, kit=frozenset({"step", "roller"})).terms
    course, state = PlannedCourse(CALF, terms.situation), first_state(terms)
    for day in range(7 * CALF.last_week):
        state = open_planned_day(terms, lock_of_day(terms, state))
        session = prescribe(terms, state)
        there, planned = course.day(day)
        assert planned == session, day
        assert (there.day, there.phase, there.week.number) == (day, state.phase, state.week.number)
        state = live(terms, state, session)


def test_far_days_may_be_asked_for_in_any_order() -> None:
    course = PlannedCourse(CALF, a_runner(1).situation)
    assert course.day(700)[1] == PlannedCourse(CALF, a_runner(1).situation).day(700)[1]
    assert course.day(3)[0].day == 3
    assert course.day(700)[0].day == 700


def test_without_clearance_every_week_is_alike() -> None:
    course = PlannedCourse(CALF, a_runner(3, cleared_on_day=None).situation)
    for day in range(60, 90):
        assert exercises(course.day(day)[1]) == exercises(course.day(day + 350)[1])


# --- parts -----------------------------------------------------------------------------------------


def a_mixed_month() -> list[tuple[AnyEvent, ...]]:
    """What Rob told from day 16 on: greens, an amber, silence, a red, fever."""
    diary = midway(2, 16)
    diary.trains().trains(two_leg_heel_raise=3).trains(morning=None).trains(morning=1).misses(5)
    diary.trains(Fever()).trains(two_leg_heel_raise=5, seated_heel_raise=4).trains(morning=2)
    for _ in range(12):
        diary.trains()
    return [page.events for page in diary.pages]


def test_folding_in_two_parts_is_folding_at_once() -> None:
    start, days = midway(2, 16).state, a_mixed_month()
    whole = fold(CALF, start, days)
    for cut in (0, 1, 7, len(days)):
        first = fold(CALF, start, days[:cut])
        rest = fold(CALF, first[-1].after if first else start, days[cut:])
        assert (*first, *rest) == whole


def test_a_course_with_no_days_is_empty() -> None:
    assert fold(CALF, midway(2, 16).state, []) == ()


def test_a_state_survives_being_written_down() -> None:
    for page in fold(CALF, midway(2, 16).state, a_mixed_month()):
        assert msgspec.json.decode(msgspec.json.encode(page.after), type=State) == page.after


def test_the_plan_of_today_is_the_one_the_day_is_recorded_with() -> None:
    state = midway(2, 16).state
    for events in a_mixed_month():
        lived = advance(CALF, state, events)
        mornings = tuple(event for event in events if isinstance(event, Morning | Fever))
        assert plan_today(CALF, state, mornings) == (lived.before, lived.session)
        assert plan_today(CALF, state, events)[1] == lived.session
        state = lived.after


def test_asking_for_the_plan_changes_nothing() -> None:
    diary = midway(2, 16)
    before = msgspec.json.encode(diary.state)
    plan_today(CALF, diary.state, (Morning(3),))
    assert msgspec.json.encode(diary.state) == before
    assert diary.today == diary.today


# --- the order of a day ------------------------------------------------------------------------------


def test_the_morning_opens_the_day_before_the_plan_is_made() -> None:
    sore = midway(2, 18).lives(Morning(3))
    assert sore.last.before.quiet_until == 20
    assert not sore.last.session.loading


def test_a_morning_told_after_the_session_comes_too_late_for_its_plan() -> None:
    diary = midway(2, 18)
    session = diary.today
    diary.lives(CheckIn(done(session)), Morning(1))
    assert diary.last.session == session
    assert "morning-amber" in diary.rules()


def test_what_takes_a_plan_away_before_it_was_done() -> None:
    tried = Tried("single-leg-raises", 3, 20, 8)
    diary = midway(2, 20)
    assert diary.today.loading
    diary.lives(Morning(0), tried)
    assert not diary.last.session.loading
    stopped = midway(2, 20).lives(Morning(0), Tried("stairs", 1), Screened(frozenset({"a"}), Route.SAME_DAY))
    assert stopped.last.session.entries == ()


def test_what_was_done_before_a_stop_was_done_from_its_plan() -> None:
    diary = midway(2, 20)
    session = plan_today(CALF, diary.state, (Morning(0),))[1]
    diary.lives(Morning(0), CheckIn(done(session)), Screened(frozenset({"a"}), Route.SAME_DAY))
    assert diary.last.session == session
    _, now = plan_today(CALF, midway(2, 20).state, diary.last.events)
    assert now.entries == ()


def test_a_painless_test_leaves_the_session_as_it_was() -> None:
    diary = midway(2, 20)
    session = plan_today(CALF, diary.state, (Morning(0),))[1]
    after_test = plan_today(CALF, diary.state, (Morning(0), Tried("two-leg-raises", 25, None, 1)))[1]
    assert session == after_test
    assert session.loading
    assert diary.lives(Morning(0), Tried("two-leg-raises", 25, None, 1)).last.session == session


def test_a_loaded_test_on_an_off_day_moves_the_next_calf_day() -> None:
    diary = midway(2, 19).lives(Morning(0), Tried("single-leg-raises", 15, 20, 0))
    assert diary.next_loading() == 21
    light = midway(2, 19).lives(Morning(0), Tried("single-leg-stand", 30))
    assert light.next_loading() == 20


def test_decisions_are_of_one_day() -> None:
    diary = midway(2, 18).trains(two_leg_heel_raise=5)
    assert all(decision.day == 18 for decision in diary.last.after.decisions)
    diary.lives()
    assert not [d for d in diary.last.after.decisions if d.day == 18]


def test_an_acute_sign_ends_the_day_where_it_was() -> None:
    diary = midway(2, 18)
    session = plan_today(CALF, diary.state, (Morning(0),))[1]
    diary.lives(Morning(0), CheckIn(done(session), signs=frozenset({Sign.POP})))
    assert diary.last.session == session
    assert diary.last.before.day == 18
    assert diary.state.day == 1
    assert diary.today.kind is Kind.PROTECT


# --- joining ---------------------------------------------------------------------------------------

JOINS: dict[str, tuple[int, int, list[str], int]] = {
    "on the day itself": (2, 0, [], PROTECT),
    "before the floor of mobilise": (2, 4, [], PROTECT),
    "on the floor of mobilise": (2, 5, [], MOBILISE),
    "late without tests: mobilise at most": (2, 90, [], MOBILISE),
    "late with the tests out of mobilise": (2, 90, ["mobilise"], STRENGTHEN),
    "early with them: the floors rule": (2, 13, ["mobilise"], MOBILISE),
    "with the tests out of strengthen too": (2, 90, ["mobilise", "strengthen"], POWER),
    "the tests of strengthen alone skip nothing": (2, 90, ["strengthen"], MOBILISE),
    "with the tests out of power too": (2, 90, ["mobilise", "strengthen", "power"], RETURN),
    "nobody joins after the ladder": (2, 300, ["mobilise", "strengthen", "power", "return_to_run"], RETURN),
    "severe and cleared": (3, 60, ["mobilise"], STRENGTHEN),
}


@pytest.mark.parametrize(("grade", "day", "phases", "placed"), JOINS.values(), ids=JOINS)
def test_where_a_late_runner_joins(grade: int, day: int, phases: list[str], placed: int) -> None:
    tried: dict[str, TestRecord] = {}
    for phase in phases:
        tried |= passed(phase, day=day, grade=grade)
    diary = a_diary(grade, day=day, tried=tried)
    assert diary.state.phase == placed
    assert diary.state.day == day
    assert diary.state.rung == diary.terms.entry_rung


def test_severe_and_never_examined_joins_in_protection() -> None:
    assert a_diary(3, day=300, cleared_on_day=None).state.phase == PROTECT


def test_one_test_failed_is_a_phase_not_shown() -> None:
    tried = passed("mobilise", day=20)
    tried["leaning-raises"] = TestRecord(20, 9, None, 0)
    assert a_diary(2, day=20, tried=tried).state.phase == MOBILISE


STARTS: dict[str, tuple[int, int | None, int]] = {
    "nothing known: the first dose": (0, 0, 0),
    "9 without pain: 60 % are five, so the first": (9, 0, 0),
    "10 without pain: six": (10, 0, 1),
    "14 without pain: eight": (14, 0, 2),
    "13 without pain is not quite eight": (13, 0, 1),
    "25 without pain: fifteen": (25, 0, 5),
    "25 at 1 shows nothing": (25, 1, 0),
    "25, pain not told": (25, None, 0),
}


@pytest.mark.parametrize(("raises", "pain", "step"), STARTS.values(), ids=STARTS)
def test_the_first_dose_is_sixty_percent_of_what_was_shown(raises: int, pain: int | None, step: int) -> None:
    """Rob joins in power; single-leg raises go 2 x 6, 3 x 6, 3 x 8, 3 x 10, 3 x 12, 3 x 15."""
    tried = passed("mobilise", day=40) | passed("strengthen", day=40)
    diary = a_diary(2, day=40, tried=tried)
    if raises:
        diary.knows(tests=tried | {"single-leg-raises": TestRecord(40, raises, 20, pain)})
    else:
        diary.knows(tests={})
    assert steps(diary.today)["single-leg-heel-raise"] == step


def test_joining_on_the_ladder_keeps_one_strength_exercise_at_its_first_dose() -> None:
    """Nothing is known of a session before it, so nothing but a single first step is allowed."""
    tried = passed("mobilise", day=40) | passed("strengthen", day=40) | passed("power", day=40)
    diary = a_diary(2, day=40, tried=tried)
    assert diary.today.run_minutes == 5
    strength = [
        name for name in exercises(diary.today) if CALF.catalogue[name].category in ("calf_strength", "heel_drop")
    ]
    assert strength == ["single-leg-heel-raise"]
    assert steps(diary.today)["single-leg-heel-raise"] == 0


def test_a_lock_told_on_joining_holds() -> None:
    state = begin(CALF, a_runner(2, lock=Lock.PROTECTION_ONLY).situation, day=10)
    assert Diary(state).today.kind is Kind.PROTECT
