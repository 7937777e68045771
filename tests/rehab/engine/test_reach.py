"""A leg that is behind its dates is shown the phase it has reached, and no later one."""

from itertools import pairwise

import msgspec
import pytest

from rehab.reach import day_to_follow, first_run_day, gates_passed, phase_on
from tests.rehab.engine.people import CALF, MOBILISE, PHASES, POWER, RETURN, STRENGTHEN, Runner, a_runner

ASKED = {
    "mild, the first day": (a_runner(1), 0, []),
    "mild, in mobilise": (a_runner(1), 4, []),
    "mild, on the first day of strengthen": (a_runner(1), 5, PHASES[2:3]),
    "moderate, in week 5": (a_runner(2), 30, PHASES[2:5]),
    "moderate, after a year": (a_runner(2), 365, PHASES[2:]),
    "severe, not cleared": (a_runner(3, cleared_on_day=None), 200, []),
    "severe, cleared": (a_runner(3), 69, PHASES[2:3]),
}


@pytest.mark.parametrize(("runner", "day", "phases"), ASKED.values(), ids=ASKED)
def test_what_is_asked_is_what_the_dates_have_opened(runner: Runner, day: int, phases: list[str]) -> None:
    found = gates_passed(CALF, runner.situation, day)
    assert list(found) == phases
    assert all(found.values())


def test_each_phase_asks_what_its_gate_asks() -> None:
    found = gates_passed(CALF, a_runner(2).situation, 100)
    assert {phase: [c.criterion for c in gate] for phase, gate in found.items()} == {
        phase: [c.criterion for c in CALF.gates[before] if 2 in c.grades] for before, phase in pairwise(PHASES[1:])
    }


FOLLOWED = {
    "nothing yet, long after": (365, None, MOBILISE),
    "strengthen, long after": (365, PHASES[STRENGTHEN], STRENGTHEN),
    "power, on a day of running": (40, PHASES[POWER], POWER),
    "further than the dates": (16, PHASES[RETURN], STRENGTHEN),
}


@pytest.mark.parametrize(("day", "reached", "place"), FOLLOWED.values(), ids=FOLLOWED)
def test_the_day_followed_lies_in_the_phase_reached(day: int, reached: str | None, place: int) -> None:
    runner = a_runner(2)
    found = day_to_follow(CALF, runner.situation, day, reached)
    assert runner.lived(found)[0].phase == place
    assert phase_on(CALF, runner.situation, found) == PHASES[place]
    assert found == day or runner.lived(found + 1)[0].phase == place + 1


def test_nobody_is_ever_led_past_the_day_it_is() -> None:
    situation = a_runner(1, kit=frozenset()).situation
    for day in range(0, 120, 3):
        for reached in (None, *PHASES[2:]):
            assert day_to_follow(CALF, situation, day, reached) <= day


RUN = CALF.ladder.exercise if CALF.ladder else ""
FIRST_RUNS: dict[str, tuple[Runner, int | None]] = {
    "mild": (a_runner(1), 13),
    "moderate": (a_runner(2), 30),
    "severe, cleared in time": (a_runner(3), 92),
    "severe, cleared late": (a_runner(3, cleared_on_day=31), 102),
    "severe, not cleared": (a_runner(3, cleared_on_day=None), None),
    "barred for good": (a_runner(1, never=frozenset({RUN})), None),
    "barred until a visit": (a_runner(1, barred=frozenset({RUN})), None),
    "barred until a visit that was": (a_runner(1, barred=frozenset({RUN}), cleared_on_day=3), 13),
}


@pytest.mark.parametrize(("runner", "day"), FIRST_RUNS.values(), ids=FIRST_RUNS)
def test_the_first_run_is_told_where_there_may_be_one(runner: Runner, day: int | None) -> None:
    assert first_run_day(runner.terms) == day
    if day is not None:
        assert next(run for run, _ in runner.run_days(day + 3)) >= day


def test_a_protocol_without_running_has_no_first_run() -> None:
    protocol = msgspec.structs.replace(CALF, ladder=None)
    assert first_run_day(msgspec.structs.replace(a_runner(1).terms, protocol=protocol)) is None
