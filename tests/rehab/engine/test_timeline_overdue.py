"""A course that takes too long: another grade's floors, a hold, and what lets go of it."""

import msgspec
import pytest

from rehab.events import Cleared, Morning, Regraded
from rehab.progression import regrade
from rehab.vocabulary import Status
from tests.rehab.engine.people import (
    CALF,
    MOBILISE,
    POWER,
    PROTECT,
    RETURN,
    STRENGTHEN,
    Diary,
    a_diary,
    a_runner,
    green_day,
    midway,
    tiers,
)


def stuck_in(phase: int, grade: int, day: int) -> Diary:
    """A runner who has been in *phase* for long and passes no gate."""
    diary = a_diary(grade, day=day).knows(phase=phase, opened=phase, lived_since=1, tests={})
    return diary.knows(held_for=frozenset({f"1-{grade}-{phase}"}))


def test_mild_and_not_yet_running_by_day_21_counts_as_moderate_from_day_22() -> None:
    diary = stuck_in(STRENGTHEN, 1, 20)
    assert diary.lives(Morning(0)).state.situation.grade == 1
    diary.lives(Morning(0))
    assert diary.last.before.situation.grade == 1
    assert diary.rules() == ["overdue-regrade"]
    assert diary.state.situation.grade == 2
    assert diary.state.rung == diary.terms.entry_rung == 0
    assert diary.terms.floors == a_runner(2).floors


REGRADED = {
    "in mobilise it stays": (MOBILISE, MOBILISE),
    "in strengthen it stays": (STRENGTHEN, STRENGTHEN),
    "in power it stays: day 22 is the floor of power": (POWER, POWER),
}


@pytest.mark.parametrize(("before", "after"), REGRADED.values(), ids=REGRADED)
def test_the_phase_falls_to_what_the_new_floors_allow_on_the_next_day(before: int, after: int) -> None:
    assert stuck_in(before, 1, 21).lives(Morning(0)).state.phase == after


def test_running_by_day_21_is_in_time() -> None:
    diary = midway(1, 21).trains()
    assert diary.state.situation.grade == 1
    assert diary.state.phase == RETURN


def test_the_day_moves_with_the_floor_of_the_ladder() -> None:
    """Second strain in a year: the ladder's floor is 17 instead of 13, so the day is 25."""
    runner = a_runner(1, previous_strain=True)
    diary = a_diary(1, day=24, previous_strain=True).knows(phase=STRENGTHEN, opened=STRENGTHEN, tests={})
    assert runner.terms.overdue_day == 25
    assert diary.lives(Morning(0)).state.situation.grade == 1
    assert diary.lives(Morning(0)).state.situation.grade == 2


HOLDS = {
    "moderate, not running by day 56": (2, POWER, 56),
    "severe, not running by day 182": (3, POWER, 182),
}


@pytest.mark.parametrize(("grade", "phase", "day"), HOLDS.values(), ids=HOLDS)
def test_later_grades_are_held_for_a_look(grade: int, phase: int, day: int) -> None:
    early = stuck_in(phase, grade, day - 1).knows(held_for=frozenset())
    late = a_runner(grade).floors[phase + 1] + 14
    if late < day - 1:
        early.knows(held_for=frozenset({f"1-{grade}-{phase}"}))
    diary = stuck_in(phase, grade, day - 1).knows(held_for=frozenset())
    diary.lives(Morning(0))
    diary.lives(Morning(0))
    assert diary.status() is Status.REVIEW_HOLD


LATE = {
    "mobilise, moderate: floor 14": (2, MOBILISE, 28),
    "protect, moderate: floor 5": (2, PROTECT, 19),
    "strengthen, moderate: floor 22": (2, STRENGTHEN, 36),
    "the ladder, moderate: floor 53": (2, RETURN, 67),
    "mobilise, severe: floor 42": (3, MOBILISE, 56),
}


@pytest.mark.parametrize(("grade", "phase", "day"), LATE.values(), ids=LATE)
def test_more_than_fourteen_days_past_the_next_floor_is_a_hold(grade: int, phase: int, day: int) -> None:
    diary = a_diary(grade, day=day).knows(phase=phase, opened=phase, lived_since=1, tests={})
    diary.lives(Morning(0))
    assert diary.status() is Status.ACTIVE
    diary.lives(Morning(0))
    assert diary.status() is Status.REVIEW_HOLD
    assert diary.rules()[-1] == "overdue-hold"
    assert diary.state.hold_since == day + 1


def test_nobody_is_late_in_the_last_phase_or_behind_a_clearance() -> None:
    assert midway(2, 130).trains().status() is Status.ACTIVE
    waiting = a_diary(3, day=300, cleared_on_day=None)
    assert waiting.lives(Morning(0)).status() is Status.ACTIVE


def held() -> Diary:
    """Rob, stuck in strengthen since day 22 with all green, held since day 37."""
    diary = midway(2, 21).knows(tests={})
    while diary.status() is not Status.REVIEW_HOLD:
        diary.trains()
        assert diary.state.day < 60
    return diary


def test_held_doses_stay_as_they_are_and_are_trained() -> None:
    diary = held()
    assert diary.state.day == 38
    before = {name: now.step for name, now in diary.state.progress.items()}
    for _ in range(8):
        diary.trains()
    assert {name: now.step for name, now in diary.state.progress.items() if name in before} == before
    assert any(page.session.loading for page in diary.pages[-8:])


def test_clearance_lets_go_and_the_same_lateness_does_not_hold_twice() -> None:
    diary = held().trains(Cleared("physiotherapist"))
    assert "cleared" in diary.rules()
    for _ in range(5):
        diary.trains()
        assert diary.status() is Status.ACTIVE


def test_the_next_phase_can_be_late_in_its_turn() -> None:
    diary = held().trains(Cleared("physiotherapist"))
    diary.knows(phase=POWER, opened=POWER).trains()
    assert diary.status() is Status.ACTIVE
    diary.knows(day=60).trains()
    assert diary.status() is Status.REVIEW_HOLD


def test_a_review_is_not_also_a_hold() -> None:
    diary = a_diary(2, day=40).knows(phase=STRENGTHEN, opened=STRENGTHEN, review_since=30)
    assert diary.lives(Morning(0)).state.hold_since is None
    assert tiers(diary) <= 2


# --- a second look at the grade --------------------------------------------------------------------


def test_a_grade_found_higher_holds_from_the_next_day() -> None:
    diary = a_diary(1, day=0)
    for day in range(10):
        green_day(diary, a_runner(1), day)
    assert diary.state.phase == POWER
    diary.lives(Morning(0), Regraded(2))
    assert diary.last.before.phase == POWER
    assert diary.last.before.situation.grade == 1
    assert diary.rules()[-1] == "regraded"
    assert diary.state.situation.grade == 2
    assert diary.state.phase == MOBILISE
    assert diary.state.rung == 0


def test_steps_held_stay_when_the_grade_rises() -> None:
    diary = midway(1, 10)
    before = diary.state.progress
    assert diary.lives(Morning(0), Regraded(3)).state.progress.keys() == before.keys()
    assert diary.state.phase == PROTECT


def test_no_grade_falls_by_itself() -> None:
    for grade in (1, 2):
        diary = midway(2, 10).lives(Morning(0), Regraded(grade))
        assert diary.state.situation.grade == 2
        assert "regraded" not in diary.rules()


def test_a_clinician_may_lower_it_or_raise_it() -> None:
    lower = midway(2, 24).lives(Morning(0), Cleared("physiotherapist", 1))
    assert lower.state.situation.grade == 1
    assert lower.state.phase == POWER
    assert lower.state.rung == 2
    higher = midway(1, 10).lives(Morning(0), Cleared("physiotherapist", 2))
    assert higher.state.situation.grade == 2
    assert higher.state.phase == MOBILISE


def test_the_clinician_speaks_last() -> None:
    assert midway(2, 24).lives(Morning(0), Regraded(3), Cleared("gp", 2)).state.situation.grade == 2
    assert midway(2, 24).lives(Morning(0), Cleared("gp", 2), Regraded(3)).state.situation.grade == 3


def test_protection_has_no_floor_to_fall_below() -> None:
    assert [phase.floor_day[grade] for phase in CALF.phases[:1] for grade in (1, 2, 3)] == [0, 0, 0]


LADDERS = {
    "a rung only earned is not kept": (3, 5, 4, (4, 0)),
    "a rung that was run is": (3, 5, 5, (5, 1)),
    "nor does the rung of an older climb lift it": (3, 5, 8, (5, 1)),
    "a lower grade keeps what was earned": (1, 5, 4, (5, 1)),
    "so does the same grade": (2, 5, 4, (5, 1)),
}


@pytest.mark.parametrize(("grade", "rung", "last", "left"), LADDERS.values(), ids=LADDERS)
def test_what_a_new_grade_leaves_of_the_ladder(grade: int, rung: int, last: int, left: tuple[int, int]) -> None:
    runner = midway(2, 44)
    cleared = msgspec.structs.replace(runner.state.situation, cleared_on_day=20)
    climbing = msgspec.structs.replace(runner.state, situation=cleared, day=100, rung=rung, rung_done=1, last_rung=last)
    regraded = regrade(runner.terms, climbing, grade, on_day=101)
    assert (regraded.rung, regraded.rung_done) == left
