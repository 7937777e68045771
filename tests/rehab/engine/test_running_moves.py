"""What moves a runner on the ladder, and what a sore day does to the weeks of runs, one rule at a time."""

from typing import Any

import msgspec
import pytest

from rehab.running import flare, open_week, rung_after_green, rung_down
from rehab.state import State, WeekOfRuns
from tests.rehab.engine.people import RETURN, a_runner
from tests.rehab.engine.runs import state, week


def on_the_ladder(grade: int = 2, **changes: Any) -> State:
    return state(grade, phase=RETURN, first_weekly_run=None, **changes)


MOVES: dict[str, tuple[int, dict[str, int], tuple[int, int, bool]]] = {
    "the first of two sessions": (2, {"rung": 0, "rung_done": 0}, (0, 1, False)),
    "the second moves up": (2, {"rung": 0, "rung_done": 1}, (1, 0, False)),
    "a rung of one session moves at once": (2, {"rung": 5, "rung_done": 0}, (6, 0, False)),
    "the last rung ends the ladder": (2, {"rung": 8, "rung_done": 0}, (8, 1, True)),
    "severe: the last rung takes two": (3, {"rung": 8, "rung_done": 0}, (8, 1, False)),
    "severe: the second ends it": (3, {"rung": 8, "rung_done": 1}, (8, 2, True)),
}


@pytest.mark.parametrize(("grade", "facts", "after"), MOVES.values(), ids=MOVES)
def test_the_ladder_after_a_green_run(grade: int, facts: dict[str, int], after: tuple[int, int, bool]) -> None:
    moved = rung_after_green(a_runner(grade).terms, on_the_ladder(grade, **facts))
    assert (moved.rung, moved.rung_done, moved.ladder_done) == after


FALLS: dict[str, tuple[int, int, int, int]] = {
    "two from the sixth": (2, 5, 2, 3),
    "one from the sixth": (2, 5, 1, 4),
    "not below the first": (2, 1, 2, 0),
    "mild: not below the third": (1, 3, 2, 2),
    "mild: at the entry it stays": (1, 2, 2, 2),
}


@pytest.mark.parametrize(("grade", "rung", "down", "after"), FALLS.values(), ids=FALLS)
def test_falling_down_the_ladder(grade: int, rung: int, down: int, after: int) -> None:
    fallen = rung_down(a_runner(grade).terms, on_the_ladder(grade, rung=rung, rung_done=1, ladder_done=True), down)
    assert (fallen.rung, fallen.rung_done, fallen.ladder_done) == (after, 0, False)


def in_week(day: int, before: WeekOfRuns) -> State:
    """Two days into the week after *before*, which began on *day*."""
    opening = state(day=day, week=before, runs=((day - 2, 60),))
    now = open_week(a_runner(2).terms, opening, may_grow=True)
    return msgspec.structs.replace(opening, day=day + 2, week=now)


def test_a_sore_week_counts_as_a_deload() -> None:
    sore = flare(a_runner(2).terms, in_week(107, week(2, 99)))
    assert sore.flare_until == 116
    assert (sore.week.flared, sore.week.last_build, sore.week.planned) == (True, 99, 108)


def test_a_sore_deload_is_still_a_deload() -> None:
    sore = flare(a_runner(2).terms, in_week(114, week(3, 108)))
    assert sore.flare_until == 123
    assert (sore.week.flared, sore.week.last_build, sore.week.planned) == (False, 108, 75)


def test_before_the_weeks_of_runs_nothing_flares() -> None:
    before = on_the_ladder()
    assert flare(a_runner(2).terms, before) == before
