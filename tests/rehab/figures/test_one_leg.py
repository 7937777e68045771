"""Where one leg works, nobody takes the other for it: free feet, bent legs, arrows, the edge of a step."""

import pytest

from rehab.figures.front_skeleton import TILT
from rehab.figures.geometry import along
from rehab.figures.limbs import upper_leg
from rehab.figures.shapes import Part, bounds
from tests.rehab.figures.posed import FIGURES, heel, keys, toe
from tests.rehab.figures.test_feet_and_hands import LEVEL

# One leg works, the other is free.
ALONE = [
    "single-leg-heel-raise",
    "single-leg-bent-knee-raise",
    "weighted-single-leg-raise",
    "single-leg-heel-drop-straight-knee",
    "single-leg-heel-drop-bent-knee",
    "single-leg-stand",
    "single-leg-stand-cushion-or-eyes-shut",
    "single-leg-hop-on-the-spot",
    "forward-single-leg-hop-and-stick",
]
# How far a shoe reaches from its ball, and the step's upper edge from the step.
HEEL_BACK, TOE_AHEAD, STEP_LIP = 18.4, 8.6, 1.2


@pytest.mark.parametrize("name", LEVEL)
def test_in_a_drop_the_ball_is_on_the_edge_of_the_step_and_the_forefoot_flat_on_it(name):
    edge = next(prop for prop in FIGURES[name].props if prop.kind == "step-before").at[0] - STEP_LIP
    for joints in keys(name):
        assert 0.58 < (edge - joints.near.ball[0] + HEEL_BACK) / (HEEL_BACK + TOE_AHEAD) < 0.72
        assert joints.near.ball[1] == toe(joints.near)[1] == LEVEL[name]


@pytest.mark.parametrize("name", ALONE)
def test_the_free_foot_is_off_the_floor_and_plainly_in_front_of_or_behind_the_one_that_stands(name):
    for joints in keys(name):
        stands, free = joints.near, joints.far
        assert min(heel(free)[1], toe(free)[1]) > stands.ball[1] + 6
        assert abs(free.ankle[0] - stands.ankle[0]) > 16


@pytest.mark.parametrize(
    "name", [name for name in ALONE if name.startswith(("single-leg-heel", "single-leg-bent", "weighted"))]
)
def test_the_arrow_is_right_behind_the_heel_that_moves(name):
    (arrow,) = FIGURES[name].arrows
    back = min(heel(joints.near)[0] for joints in keys(name))
    assert all(back - 16 < x < back - 5 for x, _ in arrow.points)


def test_a_hop_is_low_and_its_landing_on_the_ball_of_the_foot():
    for name in ("two-leg-pogo", "single-leg-hop-on-the-spot"):
        landing, flight = keys(name)
        assert 4 < flight.near.ball[1] < 8
        assert 1 < heel(landing.near)[1] < 4


@pytest.mark.parametrize("name", ["seated-towel-calf-stretch", "band-foot-presses", "straight-knee-foot-push"])
def test_who_sits_with_one_leg_straight_has_the_other_bent_with_its_sole_on_the_mat(name):
    for joints in keys(name):
        assert joints.near.knee_bend < 10 < 60 < joints.far.knee_bend
        assert joints.far.ball[1] == pytest.approx(heel(joints.far)[1])
        assert 2.6 < joints.far.ball[1] < 2.6 + TILT * 18, "on the mat behind the other leg, seen from a little above"
        under = bounds([Part(upper_leg(""), along(joints.near.hip, joints.near.knee))]).bottom
        assert joints.far.ball[1] > under, "no edge of its sole shows below the other leg"
        assert 1 < heel(joints.near)[1] < 6
