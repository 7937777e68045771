"""What running.toml may get wrong, one row per fault."""

import pytest

from tests.rehab.doctored import CALVES, Doctor, told, with_ladder, with_mileage, with_rung
from tests.rehab.safety.plants import changed

# What is doctored, and the problem told: file, entry, problem.
ROWS: dict[str, tuple[Doctor, tuple[str, str, str]]] = {
    "a ladder that is not there": (
        lambda: changed(CALVES, ladder=None),
        ("protocol.toml", "phase 'return_to_run'", "climbs a ladder and there is none"),
    ),
    "weeks nobody measured": (
        lambda: changed(CALVES, mileage=None),
        ("protocol.toml", "phase 'maintain'", "runs by the week and nothing says how much"),
    ),
    "a ladder exercise": (
        lambda: with_ladder(exercise="run"),
        ("running.toml", "ladder", "unknown exercise 'run'"),
    ),
    "a ladder focus": (
        lambda: with_ladder(extra_session_focus="deep"),
        ("running.toml", "ladder", "unknown focus 'deep'"),
    ),
    "a rung twice": (
        lambda: with_rung(1, id="R1"),
        ("running.toml", "rung 'R1'", "is there twice"),
    ),
    "a ladder that falls": (
        lambda: with_rung(1, times=4),
        ("running.toml", "rung 'R2'", "runs 1 minutes less than 'R1'"),
    ),
    "a ladder that jumps": (
        lambda: with_rung(1, times=10),
        ("running.toml", "rung 'R2'", "runs 5 minutes more than 'R1'"),
    ),
    "a number short": (
        lambda: with_ladder(sessions={**CALVES.ladder.sessions, 1: (1, 1)}) if CALVES.ladder else CALVES,
        ("running.toml", "sessions", "grade 1 has 2 for 9 rungs"),
    ),
    "no entry": (
        lambda: with_ladder(sessions={**CALVES.ladder.sessions, 2: (0,) * 9}) if CALVES.ladder else CALVES,
        ("running.toml", "sessions", "grade 2 enters nowhere"),
    ),
    "a rung left out": (
        lambda: (
            with_ladder(sessions={**CALVES.ladder.sessions, 3: (2, 2, 0, 2, 2, 2, 2, 2, 2)})
            if CALVES.ladder
            else CALVES
        ),
        ("running.toml", "sessions", "grade 3 leaves a rung out on the way up"),
    ),
    "a run nobody knows": (
        lambda: with_mileage(exercise="run"),
        ("running.toml", "mileage", "unknown exercise 'run'"),
    ),
    "strides nobody knows": (
        lambda: with_mileage(strides="hills"),
        ("running.toml", "mileage", "unknown exercise 'hills'"),
    ),
    "an easy week without a stranger": (
        lambda: with_mileage(deload_drops=("jumps",)),
        ("running.toml", "mileage", "unknown category 'jumps'"),
    ),
}


@pytest.mark.parametrize(("doctor", "expected"), ROWS.values(), ids=ROWS)
def test_one_fault_is_told(doctor, expected):
    assert expected in told(doctor())
