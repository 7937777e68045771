"""Moving up: floors, one phase a day, minimum stays, and what keeps a phase shut."""

from itertools import pairwise
from typing import Any

import pytest

from rehab.events import Cleared, Morning, Screened
from rehab.gates import meets
from rehab.state import Progress, TestRecord
from rehab.vocabulary import Lock, Route
from tests.rehab.engine.people import (
    CALF,
    MAINTAIN,
    MOBILISE,
    POWER,
    PROTECT,
    RETURN,
    STRENGTHEN,
    a_diary,
    a_runner,
    all_gates,
    midway,
    passed,
    passing,
)


def test_a_phase_opens_on_its_floor_and_not_a_day_before() -> None:
    tests = all_gates(2, ["protect"])
    diary = a_diary(2, day=2).trains(*tests).trains()
    assert (diary.state.day, diary.opened.phase) == (4, PROTECT)
    assert diary.trains().opened.phase == MOBILISE


def test_at_most_one_phase_a_day() -> None:
    every = passed("mobilise", day=20) | passed("strengthen", day=20) | passed("power", day=20)
    diary = a_diary(2, day=20).knows(tests=every, green_mornings=5, mornings=((19, 0), (18, 0)))
    phases = []
    for _ in range(4):
        diary.trains()
        phases.append(diary.last.before.phase)
    assert all(b - a <= 1 for a, b in pairwise(phases))


def test_a_phase_lost_is_not_back_the_next_morning() -> None:
    """Two reds in Power, just after it began: the tests that opened it are still young."""
    diary = midway(2, 23).trains(straight_knee_wall_stretch=4).lives(Morning(0)).trains(straight_knee_wall_stretch=4)
    assert diary.state.phase == STRENGTHEN
    assert "two-reds" in diary.rules()
    for _ in range(4):
        assert diary.opened.phase == STRENGTHEN
        diary.trains()
    assert diary.opened.lived_since == 26


def test_one_criterion_missing_keeps_the_phase() -> None:
    for missing in (c for c in CALF.gates["strengthen"] if c.kind == "measure"):
        diary = midway(2, 22).knows()
        tests = {name: record for name, record in diary.state.tests.items() if name != missing.criterion}
        diary.knows(tests=tests)
        assert diary.opened.phase == STRENGTHEN, missing.criterion
    assert midway(2, 22).opened.phase == POWER


def test_time_alone_opens_nothing() -> None:
    diary = a_diary(2, day=0)
    for _ in range(30):
        diary.trains()
    assert diary.state.phase == PROTECT


HELD: dict[str, dict[str, Any]] = {
    "held for being late": {"hold_since": 10},
    "a review is wanted": {"review_since": 10},
    "a lock": {"lock": Lock.LIGHT_ONLY},
    "the screen must be answered again": {"needs_screening": True},
    "to be seen today": {"route": Route.SAME_DAY},
    "an acute event not sorted out": {"acute": True},
}


@pytest.mark.parametrize("facts", HELD.values(), ids=HELD)
def test_nothing_opens_while(facts: dict[str, Any]) -> None:
    assert midway(2, 22).opened.phase == POWER
    assert midway(2, 22).knows(**facts).opened.phase == STRENGTHEN


STAYS = {"mild": (1, (1, 2, 2)), "moderate": (2, (5, 4, 4)), "severe": (3, (11, 14, 11))}


@pytest.mark.parametrize(("grade", "stays"), STAYS.values(), ids=STAYS)
def test_a_phase_begun_late_lasts_half_its_length_at_least(grade: int, stays: tuple[int, int, int]) -> None:
    floors = a_runner(grade).floors
    for place, stay in zip((MOBILISE, STRENGTHEN, POWER), stays, strict=True):
        since = floors[place] + 1
        tests = passed(CALF.phases[place].id, grade=grade, day=floors[place + 1] + 20)
        for lived, opens in ((stay - 1, False), (stay, True)):
            day = max(since + lived, floors[place + 1])
            late = day - lived
            diary = a_diary(grade, day=day, tried={}).knows(
                phase=place,
                opened=place,
                placed=-1,
                lived_since=late,
                tests={name: TestRecord(day, r.injured, r.sound, r.pain, True) for name, r in tests.items()},
                green_mornings=2,
                mornings=((day - 1, 0),),
                cleared_day=1,
                progress={"two-leg-pogo": Progress(0, 0, green_days=1)},
            )
            assert (diary.opened.phase == place + 1) is opens, (place, lived)


def test_a_phase_begun_on_its_floor_need_not_last() -> None:
    """Placed in a phase by tests on joining, a runner stays only as long as the gates keep him."""
    tried = passed("mobilise", day=20)
    diary = a_diary(2, day=22, tried=tried).knows(tests=tried | passed("strengthen", day=21))
    assert diary.state.phase == STRENGTHEN
    assert diary.opened.phase == POWER


def test_the_last_phase_has_no_way_out() -> None:
    assert midway(2, 60).opened.phase == MAINTAIN


def test_the_ladder_ends_only_with_its_last_green_run() -> None:
    assert midway(2, 53).knows(ladder_done=False).opened.phase == RETURN


def test_a_screen_that_proceeds_holds_nothing() -> None:
    diary = midway(2, 22)
    diary.lives(Screened(frozenset()), Morning(0))
    assert diary.last.before.phase == POWER


def test_a_clearance_opens_the_second_phase_of_a_severe_strain() -> None:
    diary = a_diary(3, day=24, cleared_on_day=None)
    for _ in range(3):
        diary.trains(*(t for t in all_gates(3, ["protect"])))
    assert diary.opened.phase == PROTECT
    diary.trains(Cleared("physiotherapist"))
    assert diary.opened.phase == MOBILISE
    assert diary.terms.floors[MOBILISE:] == (27, 48, 76, 98, 133)


def test_passing_just_meets_each_criterion() -> None:
    for criteria in CALF.gates.values():
        for c in criteria:
            if c.kind == "measure":
                tried = passing(c)
                assert meets(c, TestRecord(0, tried.injured, tried.sound, tried.pain))
