"""Motion follows the exercise's tempo, holds are seen as holds, nothing jerks."""

import pytest

from rehab.figures.geometry import apart
from rehab.figures.moving import unwound
from rehab.figures.picture import tempo
from rehab.figures.scene import moment
from rehab.figures.timeline import eased, timeline
from tests.rehab.alike import of_each
from tests.rehab.figures.posed import FIGURES, PROTOCOL, round_of


def moments(name: str) -> list[tuple[float, object]]:
    found = timeline(FIGURES[name], tempo(PROTOCOL.exercises, name, PROTOCOL))
    return [(round(at.second, 3), at.pose) for at in found]


LONG = {
    "two-leg-heel-raise": 2 + 1 + 3,
    "single-leg-heel-drop-straight-knee": 2 + 1 + 4,
    "up-on-two-down-on-one": 2 + 1 + 1 + 4 + 0.3 + 1,
    "weighted-single-leg-raise": 3 + 3,
    "glute-bridge": 2 + 1 + 2,
    "flat-walking": 8 * 0.14,
}


@pytest.mark.parametrize(("name", "seconds"), LONG.items())
def test_a_round_lasts_as_long_as_the_tempo_says(name, seconds):
    assert moments(name)[-1][0] == pytest.approx(seconds)


def test_a_hold_stays_where_it_is_for_its_time():
    up = FIGURES["two-leg-heel-raise"].poses[1]
    assert [second for second, pose in moments("two-leg-heel-raise") if pose == up] == [2, 3]


def test_an_exercise_without_a_tempo_of_its_own_moves_evenly():
    assert tempo(PROTOCOL.exercises, "straight-knee-wall-stretch", PROTOCOL) == ()
    assert moments("straight-knee-wall-stretch")[-1][0] == pytest.approx(2 + 3 + 2)


def test_where_nobody_goes_back_the_picture_ends_with_its_last_pose():
    last = moments("forward-single-leg-hop-and-stick")[-1][1]
    assert last == FIGURES["forward-single-leg-hop-and-stick"].poses[2]


def test_easing_is_slow_quick_slow():
    assert (eased(0), eased(0.5), eased(1)) == (0, 0.5, 1)
    assert eased(0.1) < 0.1
    assert eased(0.9) > 0.9


@of_each({name: (name,) for name in FIGURES})
def test_a_moving_picture_moves_so_far_that_one_sees_it(name):
    scenes = [moment(FIGURES[name], pose, "bun") for pose in round_of(name)]
    moved = 0.0
    for same in zip(*scenes, strict=True):
        spots = [point for part in same for point in [(part.placement.x, part.placement.y)]]
        turns = unwound([part.placement.turned for part in same])
        moved = max(moved, *(apart(a, b) for a in spots for b in spots), (max(turns) - min(turns)) / 4)
    assert moved > 2


@of_each({name: (name,) for name in FIGURES})
def test_seconds_never_go_back(name):
    seconds = [second for second, _ in moments(name)]
    assert seconds == sorted(seconds)
