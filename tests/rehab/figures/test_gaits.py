"""Walkers and runners: feet stand on a ground that passes by, arms swing against legs, nobody leans back."""

from itertools import pairwise

import pytest

from rehab.figures.skeleton import solve
from tests.rehab.figures.posed import FIGURES, heel, keys, toe

RUNS = {"walk-run-session-ladder": 8, "continuous-easy-run": 8, "strides-then-hills": 13}
GAITS = ["relative-rest-and-walking-aid", "flat-walking", *RUNS]
# Hands and feet that are this near to one another are just passing.
PASSING = 10


@pytest.mark.parametrize("name", GAITS)
def test_a_foot_on_the_ground_goes_back_as_fast_as_the_ground_does(name):
    figure = FIGURES[name]
    poses = [figure.side[i] for i in figure.moving] or list(figure.side)
    pace = figure.stride / len(poses)
    stood = 0
    for before, after in pairwise(poses):
        for leg in ("near", "far"):
            a, b = getattr(before, leg), getattr(after, leg)
            if a.ball[1] == b.ball[1] == 0 and a.toes in (0, None) and b.toes in (0, None):
                assert a.ball[0] - b.ball[0] == pytest.approx(pace, abs=0.3)
                stood += 1
    assert stood >= 2


@pytest.mark.parametrize("name", ["flat-walking", *RUNS, "swim-or-deep-water-run"])
def test_the_arm_in_front_is_that_of_the_leg_behind(name):
    seen = 0
    for joints in keys(name):
        legs = joints.near.knee[0] - joints.far.knee[0]
        arms = joints.near_arm.hand[0] - joints.far_arm.hand[0]
        if abs(legs) > PASSING and abs(arms) > PASSING:
            assert (legs > 0) is (arms < 0)
            seen += 1
    assert seen >= 4


@pytest.mark.parametrize(("name", "lean"), RUNS.items())
def test_the_still_of_a_run_shows_arm_and_leg_apart_and_a_light_lean(name, lean):
    shown = FIGURES[name].side[FIGURES[name].shown]
    joints = solve(shown)
    assert joints.far_arm.hand[0] - joints.near_arm.hand[0] > 25
    assert joints.near.knee[0] - joints.far.knee[0] > 25
    assert lean - 3 <= shown.trunk <= lean + 3
    assert -0.6 <= toe(joints.far)[1] <= 0.5, "the toes behind are just leaving the ground"


def test_an_easy_run_shows_two_different_moments_of_its_stride():
    figure = FIGURES["continuous-easy-run"]
    ghost, shown = (solve(figure.side[i]) for i in (*figure.ghosts, figure.shown))
    assert heel(ghost.near)[1] == pytest.approx(0)
    assert toe(shown.near)[1] > 8
    assert abs(ghost.far.knee_bend - shown.far.knee_bend) > 40


def test_a_walker_lands_on_the_heel_with_a_nearly_straight_knee():
    landing = keys("flat-walking")[0].near
    assert landing.knee_bend < 25
    assert heel(landing)[1] == pytest.approx(0, abs=0.7)
    assert toe(landing)[1] > 5


def test_with_a_crutch_the_rear_foot_is_nearly_flat_and_the_tip_clear_of_the_sore_one():
    figure = FIGURES["relative-rest-and-walking-aid"]
    joints = solve(figure.side[figure.shown])
    assert figure.side[figure.shown].stick[0] - toe(joints.near)[0] > 4
    for pose in keys(figure.id):
        assert all(leg.pitch <= 15 for leg in (pose.near, pose.far))


def test_in_deep_water_a_foot_goes_back_at_the_bottom_of_a_small_circle():
    ankles = [joints.near.ankle for joints in keys("swim-or-deep-water-run")]
    lowest = min(range(len(ankles)), key=lambda place: ankles[place][1])
    assert ankles[lowest - 1][0] > ankles[lowest][0] > ankles[(lowest + 1) % len(ankles)][0]
    for axis in (0, 1):
        assert max(spot[axis] for spot in ankles) - min(spot[axis] for spot in ankles) < 32
