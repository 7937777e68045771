"""Feet stand, heels rise and sink as the exercise says, and hands touch what they hold."""

import pytest

from rehab.figures.gear import CRANK
from rehab.figures.geometry import apart, lean, plus, turn
from rehab.figures.skeleton import solve
from tests.rehab.figures.posed import FIGURES, SIDE, hands, heel, keys, side_round, toe

LEVEL = {"two-leg-heel-drop": 20, "single-leg-heel-drop-straight-knee": 20, "single-leg-heel-drop-bent-knee": 20}
RAISES = {
    "seated-heel-raise": 2,
    "leaning-two-leg-heel-raise": 2,
    "two-leg-heel-raise": 2,
    "two-leg-bent-knee-raise": 2,
    "single-leg-heel-raise": 1,
    "single-leg-bent-knee-raise": 1,
    "weighted-seated-raise": 1,
    "weighted-single-leg-raise": 1,
}
PLANTED = [
    *RAISES,
    *LEVEL,
    "two-leg-half-height-hold",
    "up-on-two-down-on-one",
    "knee-to-wall-rocks",
    "straight-knee-wall-stretch",
    "bent-knee-wall-stretch",
    "seated-forefoot-press",
    "single-leg-stand",
    "step-up",
    "glute-bridge",
]


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_foot_neither_slides_nor_sinks(name):
    balls = {solve(pose).near.ball for pose in side_round(name)}
    assert max(apart(a, b) for a in balls for b in balls) < 0.01


@pytest.mark.parametrize("name", [name for name, figure in SIDE.items() if figure.ground])
def test_nothing_of_a_foot_is_below_the_ground(name):
    for joints in (solve(pose) for pose in side_round(name)):
        floor = 20 if name in LEVEL else 0
        for leg in (joints.near, joints.far):
            lowest = toe(leg)[1] if name in LEVEL else min(heel(leg)[1], toe(leg)[1], leg.ball[1])
            assert lowest >= floor - 0.7


@pytest.mark.parametrize(("name", "count"), RAISES.items())
def test_in_a_raise_the_heel_goes_from_the_floor_to_high_up(name, count):
    down, up = keys(name)
    legs = [(down.near, up.near), (down.far, up.far)][:count]
    for low, high in legs:
        assert heel(low)[1] == pytest.approx(0, abs=0.1)
        assert heel(high)[1] > 8


def test_a_hold_at_half_height_is_about_half_of_a_raise():
    held, full = keys("two-leg-half-height-hold")[1], keys("two-leg-heel-raise")[1]
    assert 0.4 < heel(held.near)[1] / heel(full.near)[1] < 0.65


def test_up_on_two_comes_down_on_one_leg():
    flat, up, shifted, down, ghost, half = keys("up-on-two-down-on-one")
    assert heel(up.near)[1] > 8
    assert heel(up.far)[1] > 8
    assert heel(shifted.near)[1] > 8
    assert heel(down.near)[1] == heel(flat.near)[1] == pytest.approx(0)
    assert min(toe(down.far)[1], down.far.ball[1]) > 8
    assert min(heel(ghost.near)[1], heel(ghost.far)[1]) > 8
    assert 3 < heel(half.near)[1] < heel(up.near)[1] - 3
    assert half.near.ball[0] - ghost.near.ball[0] > 50, "nobody stands in front of the other"


def test_heel_to_toe_is_heel_to_toe():
    for joints in keys("heel-to-toe-stand"):
        assert heel(joints.near)[0] - toe(joints.far)[0] == pytest.approx(1.5, abs=1.5)
        assert heel(joints.near)[1] == heel(joints.far)[1] == pytest.approx(0, abs=0.1)


TWO_LEGS = ["seated-heel-raise", "two-leg-heel-raise", "two-leg-bent-knee-raise", "two-leg-half-height-hold"]
TWO_LEGS += ["leaning-two-leg-heel-raise", "seated-forefoot-press", "two-leg-pogo", "two-leg-heel-drop"]


@pytest.mark.parametrize("name", TWO_LEGS)
def test_two_legs_are_seen_as_two(name):
    assert all(abs(joints.far.ball[0] - joints.near.ball[0]) >= 5 for joints in keys(name))


@pytest.mark.parametrize("name", ["single-leg-heel-drop-straight-knee", "single-leg-heel-drop-bent-knee"])
def test_in_a_drop_the_heel_sinks_below_the_step_and_behind_it(name):
    up, down = keys(name)
    edge = next(prop for prop in FIGURES[name].props if prop.kind == "step-before").at[0]
    assert heel(up.near)[1] > 26
    assert heel(down.near)[1] < 16
    assert heel(down.near)[0] < edge < down.near.ball[0]


def test_with_two_legs_the_heels_come_down_to_the_step_and_no_further():
    up, down = keys("two-leg-heel-drop")
    for high, low in ((up.near, down.near), (up.far, down.far)):
        assert heel(high)[1] > 26
        assert heel(low)[1] == pytest.approx(20, abs=1)


STRAIGHT = {
    "straight-knee-wall-stretch": 0,
    "two-leg-heel-raise": 8,
    "single-leg-heel-raise": 8,
    "weighted-single-leg-raise": 8,
    "single-leg-heel-drop-straight-knee": 9,
}
BENT = ["bent-knee-wall-stretch", "two-leg-bent-knee-raise", "single-leg-bent-knee-raise"]
BENT += ["single-leg-heel-drop-bent-knee"]


@pytest.mark.parametrize(("name", "most"), STRAIGHT.items())
def test_a_knee_called_straight_is_straight(name, most):
    assert all(abs(joints.near.knee_bend) <= most for joints in keys(name))


@pytest.mark.parametrize("name", BENT)
def test_a_knee_called_bent_is_bent_where_it_counts(name):
    assert keys(name)[-1].near.knee_bend >= 30


@pytest.mark.parametrize("name", ["straight-knee-wall-stretch", "bent-knee-wall-stretch", "knee-to-wall-rocks"])
def test_the_heel_stays_down_in_a_stretch_and_when_the_knee_goes_to_the_wall(name):
    assert all(heel(joints.near)[1] == pytest.approx(0) for joints in keys(name))


def test_the_knee_reaches_the_wall():
    wall = FIGURES["knee-to-wall-rocks"].props[0].at[0]
    assert abs(keys("knee-to-wall-rocks")[1].near.knee[0] + 5 - wall) < 1.5


HELD = [
    (name, place, arm)
    for name, figure in SIDE.items()
    for place, pose in enumerate(figure.side)
    for arm in ("near_arm", "far_arm")
    if getattr(pose, arm).hand and {prop.kind for prop in figure.props} & {"wall", "rail", "worktop", "bike"}
    if name != "straight-knee-foot-push" and (name, arm) != ("cool-down-walk-and-stretch", "near_arm")
]


@pytest.mark.parametrize(("name", "place", "arm"), HELD)
def test_a_hand_touches_what_it_holds(name, place, arm):
    x, y = hands(keys(name)[place])[arm == "far_arm"]
    walls = [prop.at[0] for prop in FIGURES[name].props if prop.kind == "wall"]
    assert not walls or min(abs(x - wall) for wall in walls) <= 2
    for prop in FIGURES[name].props:
        if prop.kind == "rail":
            assert y == pytest.approx(prop.at[1] + prop.size[1], abs=3.5)
            assert prop.at[0] <= x <= prop.at[0] + prop.size[0]
        if prop.kind == "worktop":
            assert y == pytest.approx(92, abs=2)
            assert prop.at[0] <= x <= prop.at[0] + 44
        if prop.kind == "bike":
            assert (x, y) == pytest.approx((prop.at[0] + 42, prop.at[1] + 68), abs=6)


def test_the_foot_pushes_against_the_wall():
    figure = FIGURES["straight-knee-foot-push"]
    wall = next(prop for prop in figure.props if prop.kind == "wall")
    for leg in (joints.near for joints in keys(figure.id)):
        assert leg.ball[0] == pytest.approx(wall.at[0], abs=0.5)
        assert leg.toes == -90, "the forefoot is flat on the wall"
        assert 2 < wall.at[0] - heel(leg)[0] < 6, "and the foot points a little"


def test_both_feet_stay_on_their_pedals():
    figure = FIGURES["stationary-bike-mid-foot-on-pedal"]
    axle = next(prop for prop in figure.props if prop.kind == "cranks").at
    for pose in figure.side:
        for leg, turned in ((pose.near, pose.crank), (pose.far, pose.crank + 180)):
            pedal = plus(axle, lean(turned, CRANK))
            assert leg.ball is not None
            middle = plus(leg.ball, turn((-6, -1.5), leg.pitch))
            assert middle == pytest.approx(pedal, abs=0.2), "the middle of the sole, not its ball"
