"""A drawn body stays a body: bones keep their length, joints bend as ours do, nothing is out of reach."""

import pytest

from rehab.figures.front_skeleton import Chain, distance, solve_front
from rehab.figures.geometry import apart
from rehab.figures.limits import RANGES, angles, beyond_reach, front_angles, impossible
from rehab.figures.skeleton import FOREARM, SHIN, THIGH, TRUNK, UPPER_ARM, solve
from tests.rehab.alike import of_each
from tests.rehab.figures.posed import FIGURES, FRONT, PROTOCOL, SIDE, front_round, round_of, side_round


def test_every_exercise_has_its_picture_in_the_order_of_the_catalogue():
    assert list(FIGURES) == [exercise.id for exercise in PROTOCOL.exercises]


@of_each({name: (name,) for name in SIDE})
def test_bones_keep_their_length_from_pose_to_pose_and_in_between(name):
    for pose in side_round(name):
        joints = solve(pose)
        assert apart(joints.hip, joints.neck) == pytest.approx(TRUNK)
        for leg in (joints.near, joints.far):
            assert apart(leg.hip, leg.knee) == pytest.approx(THIGH, abs=0.2)
            assert apart(leg.knee, leg.ankle) == pytest.approx(SHIN, abs=0.2)
        for arm in (joints.near_arm, joints.far_arm):
            assert apart(arm.shoulder, arm.elbow) == pytest.approx(UPPER_ARM, abs=0.2)
            assert apart(arm.elbow, arm.hand) == pytest.approx(FOREARM, abs=0.2)


def lengths(chain: Chain) -> tuple[float, float]:
    return distance(chain.start, chain.middle), distance(chain.middle, chain.end)


@of_each({name: (name,) for name in FRONT})
def test_seen_from_the_front_bones_keep_their_length_in_space(name):
    for pose in front_round(name):
        joints = solve_front(pose)
        for leg in (joints.near, joints.far):
            assert lengths(leg) == pytest.approx((THIGH, SHIN), abs=0.2)
        for arm in (joints.near_arm, joints.far_arm):
            assert lengths(arm) == pytest.approx((UPPER_ARM, FOREARM), abs=0.2)


@of_each({name: (name,) for name in FIGURES})
def test_key_poses_are_within_what_a_body_can_do(name):
    assert [problem for pose in FIGURES[name].poses for problem in impossible(pose)] == []


@of_each({name: (name,) for name in SIDE})
def test_joints_stay_within_it_in_between(name):
    for pose in side_round(name):
        assert not [short for _, short in beyond_reach(pose) if short > 1]
        for _, joint, bent in angles(pose):
            least, most = RANGES[joint]
            assert least - 2 <= bent <= most + 2


@of_each({name: (name,) for name in FRONT})
def test_knees_and_elbows_seen_from_the_front_stay_within_it_too(name):
    for pose in front_round(name):
        assert all(0 <= bent <= 150 for _, _, bent in front_angles(pose))


@of_each({name: (name,) for name in FIGURES})
def test_a_round_ends_where_it_began_unless_it_begins_anew(name):
    poses = round_of(name)
    assert FIGURES[name].poses[0].takes == 0 or vars_of(poses[0]) == vars_of(poses[-1])


def vars_of(pose: object) -> dict[str, object]:
    """A pose without what only counts on: how far the ground has passed."""
    return {key: getattr(pose, key) for key in type(pose).__struct_fields__ if key != "flow"}  # type: ignore[attr-defined]
