"""Runs: what green, amber and red do to the ladder. Day 42 of a moderate strain is on the fourth rung."""

from typing import Any

import pytest

from rehab.events import CheckIn, Morning, Outcome, Report
from rehab.vocabulary import Status
from tests.rehab.engine.people import POWER, RETURN, Diary, done, exercises, midway, tiers


def on_rung_four() -> Diary:
    """Day 42: 16 minutes, the fourth rung."""
    return midway(2, 42)


def test_a_red_run_falls_two_rungs() -> None:
    diary = on_rung_four().trains(walk_run_session_ladder=4)
    assert (diary.last.session.rung, diary.state.rung) == (3, 1)
    assert "rungs-down" in diary.rules()
    assert diary.state.rung_done == 0


def test_a_red_run_near_the_bottom_falls_to_the_entry() -> None:
    mild = midway(1, 15).trains(walk_run_session_ladder=4)
    assert (mild.last.session.rung, mild.state.rung) == (3, 2)


def test_after_a_red_run_a_green_walk_and_no_run_before_the_fourth_day() -> None:
    diary = on_rung_four().trains(walk_run_session_ladder=4)
    days = {}
    while not diary.today.run_minutes:
        assert diary.state.day < 60
        days[diary.state.day] = (tiers(diary), exercises(diary.today))
        diary.trains()
    assert diary.state.day >= 46
    assert max(days[43][0], days[44][0]) <= 1
    assert any("flat-walking" in names for day, (_, names) in days.items() if day >= 45)
    assert diary.today.run_minutes == 8


def test_without_the_walk_there_is_no_run() -> None:
    diary = on_rung_four().trains(walk_run_session_ladder=4).misses(3)
    assert diary.state.day == 46
    assert diary.today.run_minutes == 0


def test_a_second_red_run_in_a_fortnight_is_power_again_and_a_look() -> None:
    diary = on_rung_four().knows(red_runs=(29,), reds=(29,)).trains(walk_run_session_ladder=4)
    assert diary.state.phase == POWER
    assert diary.status() is Status.NEEDS_REVIEW
    assert (diary.state.rung, diary.state.rung_done) == (0, 0)


def test_a_red_run_fifteen_days_before_is_forgotten() -> None:
    diary = on_rung_four().knows(red_runs=(28,), reds=(28,)).trains(walk_run_session_ladder=4)
    assert diary.state.phase == RETURN
    assert diary.status() is Status.STEPPED_BACK


def test_an_amber_run_is_run_again() -> None:
    diary = on_rung_four().trains(walk_run_session_ladder=2).trains()
    assert diary.state.rung == 3
    assert diary.until_loading().today.run_minutes == 16
    assert diary.state.day == 45


def test_two_amber_runs_fall_one_rung() -> None:
    diary = on_rung_four().trains(walk_run_session_ladder=2).rests_until_loading()
    diary.trains(walk_run_session_ladder=2).rests_until_loading()
    assert diary.today.run_minutes == 12


def test_only_a_run_that_was_run_moves_the_ladder() -> None:
    diary = on_rung_four()
    told = [
        Report(r.exercise, Outcome.SKIPPED if r.exercise == "walk-run-session-ladder" else Outcome.DONE, 0)
        for r in done(diary.today)
    ]
    diary.lives(Morning(0), CheckIn(tuple(told))).trains().until_loading()
    assert diary.today.run_minutes == 16


STAND: dict[str, dict[str, Any]] = {"a hold": {"hold_since": 40}, "a review": {"review_since": 40}}


@pytest.mark.parametrize("facts", STAND.values(), ids=STAND)
def test_behind_a_hold_or_a_review_no_rung_is_climbed(facts: dict[str, Any]) -> None:
    diary = on_rung_four().knows(**facts)
    for _ in range(8):
        diary.trains()
    assert diary.state.rung == 3
    assert not diary.state.ladder_done
