"""What a move leaves behind: where the runner was placed, the weeks of runs, the light, and what is told."""

import msgspec
import pytest

from rehab.events import CheckIn, Morning, Reinjured, Report
from rehab.progression import to_phase
from rehab.running import flare
from rehab.state import Entry, Session, Swap, WeekOfRuns
from rehab.timeline import is_overtaken
from rehab.vocabulary import Light, Route, Status
from tests.rehab.engine.people import (
    MAINTAIN,
    MOBILISE,
    POWER,
    RETURN,
    STRENGTHEN,
    Diary,
    a_diary,
    a_runner,
    midway,
    passed,
)


def told(diary: Diary, rule: str) -> dict[str, object]:
    """What *rule* looked at on the last day."""
    return dict(next(decision.why for decision in diary.last.after.decisions if decision.why.rule == rule).inputs)


def test_who_moves_up_was_not_placed_there() -> None:
    tests = passed("mobilise", day=13)
    diary = a_diary(2, day=13, tried=tests).knows(phase=MOBILISE, opened=MOBILISE, placed=STRENGTHEN, lived_since=5)
    diary.knows(mornings=tuple((day, 0) for day in range(8, 14)), green_mornings=6)
    diary.trains().trains()
    assert diary.state.phase == STRENGTHEN
    assert diary.state.placed == -1


def test_who_falls_back_was_not_placed_there() -> None:
    diary = midway(2, 42).knows(placed=POWER, reds=(39,)).trains(walk_run_session_ladder=4)
    assert diary.state.phase == POWER
    assert diary.state.placed == -1


WEEKS = {
    "the weeks go on where the phase stays": (MAINTAIN, True, (8, 1, True)),
    "back on the ladder there are none": (RETURN, False, (8, 1, True)),
    "in power there are none, and the ladder begins again": (POWER, False, (0, 0, False)),
}


@pytest.mark.parametrize(("phase", "kept", "ladder"), WEEKS.values(), ids=WEEKS)
def test_runs_belong_to_their_phase(phase: int, kept: bool, ladder: tuple[int, int, bool]) -> None:
    state = midway(2, 64).knows(rung=8, rung_done=1, walk_owed=True).state
    assert state.first_weekly_run is not None
    moved = to_phase(a_runner(2).terms, state, phase)
    expected = (state.first_weekly_run, state.week) if kept else (None, WeekOfRuns())
    assert (moved.first_weekly_run, moved.week) == expected
    assert (moved.rung, moved.rung_done, moved.walk_owed) == ladder


def test_a_red_session_leaves_a_red_light_over_the_loading_days() -> None:
    state = midway(2, 18).trains(two_leg_heel_raise=5).state
    assert (state.last_light, state.loading_light) == (Light.RED, Light.RED)


STREAKS = {
    "in protection": (2, 0),
    "in a phase whose days are alike": (8, 0),
    "where loading days and others take turns": (19, 1),
}


@pytest.mark.parametrize(("day", "left"), STREAKS.values(), ids=STREAKS)
def test_a_green_light_day_ends_a_streak_of_ambers(day: int, left: int) -> None:
    diary = midway(2, day).lives(Morning(0)).knows(ambers=1, amber_since=day)
    while diary.today.loading:
        diary.trains()
    diary.knows(ambers=1, amber_since=day, pending=()).trains().lives(Morning(0))
    assert diary.state.ambers == left


def test_what_an_overdue_course_is_told() -> None:
    mild = a_diary(1, day=21).knows(phase=STRENGTHEN, opened=STRENGTHEN, lived_since=1, tests={})
    assert told(mild.knows(held_for=frozenset({"1-1-2"})).lives(Morning(0)), "overdue-regrade") == {
        "grade": 2,
        "day": 21,
    }
    late = a_diary(2, day=37).knows(phase=STRENGTHEN, opened=STRENGTHEN, lived_since=1, tests={})
    assert told(late.lives(Morning(0)), "overdue-hold") == {"day": 37}


def test_the_day_of_a_new_strain_is_no_day_of_the_new_course() -> None:
    diary = midway(2, 18)
    assert diary.today.loading
    state = diary.lives(Morning(0), Reinjured(1)).state
    assert sum(state.lived) == 0
    assert state.off_days == 0
    assert state.last_loading < 0


STOPPED = {
    "a warning sign stands": ({"route": Route.EMERGENCY}, Status.STOPPED_REDFLAG),
    "the course is paused": ({"paused": True}, Status.PAUSED),
    "the course is over": ({"ended": True}, Status.ENDED),
}


@pytest.mark.parametrize(("facts", "status"), STOPPED.values(), ids=STOPPED)
def test_no_week_of_runs_begins_while(facts: dict[str, object], status: Status) -> None:
    diary = midway(2, 64)
    since = diary.state.week.since
    for _ in range(9):
        diary.knows(**facts).lives(Morning(0))
        assert diary.status() is status
    assert diary.state.week.since == since


def test_a_red_begins_the_greens_of_every_easier_exercise_anew() -> None:
    diary = midway(2, 18).knows(swaps={"single-leg-heel-raise": Swap("two-leg-heel-raise", 1)})
    diary.lives(Morning(0), CheckIn((Report("two-leg-heel-drop", pain=6),)))
    assert diary.state.swaps["single-leg-heel-raise"] == Swap("two-leg-heel-raise", 0)


HELD = {
    "all green: it grows": ({}, 108),
    "the last loading day was amber": ({"loading_light": Light.AMBER}, 99),
    "growth is held": ({"growth_held": True}, 99),
    "the course is held": ({"hold_since": 60}, 99),
    "a look is wanted": ({"review_since": 60}, 99),
}


@pytest.mark.parametrize(("facts", "minutes"), HELD.values(), ids=HELD)
def test_what_a_new_week_grows_on(facts: dict[str, object], minutes: int) -> None:
    week = midway(2, 68).knows(**facts).opened.week
    assert (week.number, week.planned) == (3, minutes)


REST = Entry("ankle-pumps", 0, "dose-first")

FLARES = {"the seventh day of the week": (6, True), "the day after it": (7, False)}


@pytest.mark.parametrize(("days", "flared"), FLARES.values(), ids=FLARES)
def test_soreness_marks_the_week_it_came_in(days: int, flared: bool) -> None:
    diary = midway(2, 64)
    sore = flare(diary.terms, diary.knows(day=diary.state.week.since + days).state)
    assert sore.week.flared == flared
    assert sore.flare_until > sore.day


def test_two_sorer_weeks_are_no_red_run() -> None:
    up = tuple((day, (day - 28) // 7) for day in range(28, 49))
    diary = midway(2, 48).knows(mornings=up, pending=(), trend=1, walk_owed=False).lives()
    state = diary.state
    assert told(diary, "two-weeks-up") == {"weeks": 2}
    assert state.reds == (48,)
    assert (state.red_runs, state.walk_owed) == ((), False)


def test_an_amber_nobody_spoke_of_again_is_over_by_midnight() -> None:
    diary = midway(2, 18).trains(two_leg_heel_raise=3).lives()
    assert diary.state.ambers == 1
    assert diary.state.loading_from == 19 + 2


OVERTAKEN = {
    "protection stays when all else is stopped": (Session("protect", (REST,)), False),
    "work goes": (Session("training", (REST,)), True),
    "an empty day stays": (Session("rest", ()), False),
}


@pytest.mark.parametrize(("session", "goes"), OVERTAKEN.values(), ids=OVERTAKEN)
def test_what_a_stop_takes_away(session: Session, goes: bool) -> None:
    diary = midway(2, 18).knows(acute=True)
    assert is_overtaken(diary.terms, diary.state, session) == goes


def test_two_ambers_of_strength_work_cost_no_rung() -> None:
    diary = midway(2, 18).knows(rung=3, rung_done=1, ambers=1, amber_since=17, pending=())
    diary.trains(two_leg_heel_raise=3).lives(Morning(0))
    assert "two-ambers" in diary.rules()
    assert (diary.state.rung, diary.state.rung_done) == (3, 1)


def test_a_red_costs_one_dose_step() -> None:
    diary = midway(2, 18)
    risen = msgspec.structs.replace(diary.state.progress["two-leg-heel-raise"], step=2, highest=2)
    diary.knows(progress={**diary.state.progress, "two-leg-heel-raise": risen}).trains(two_leg_heel_raise=6)
    fallen = diary.state.progress["two-leg-heel-raise"]
    assert (fallen.step, fallen.highest) == (1, 1)


def test_days_missed_after_the_ladder_leave_it_climbed() -> None:
    diary = midway(2, 64).knows(rung=8, rung_done=1).misses(8)
    assert diary.rules() == ["missed-week"]
    assert (diary.state.rung, diary.state.rung_done) == (8, 1)


def test_days_missed_at_the_top_of_the_ladder_ask_for_its_last_rung_again() -> None:
    diary = midway(2, 42).knows(rung=8, last_rung=8, rung_done=2, ladder_done=True, pending=()).misses(4)
    assert diary.rules() == ["missed-some"]
    assert (diary.state.rung, diary.state.ladder_done) == (8, False)
