"""From a pose seen from the side to its joints: the standing leg from the foot up, the rest from the hip."""

from functools import lru_cache
from typing import NamedTuple

from rehab.figures.geometry import Point, apart, lean, leaning, minus, narrowed, plus, turn, two_bones
from rehab.figures.pose import Arm, Leg, SidePose

SHIN = 41.0
THIGH = 42.0
TRUNK = 45.0
UPPER_ARM = 28.0
FOREARM = 25.0
# From the ball of a level foot to its ankle.
ANKLE: Point = (-12.2, 7.6)
FAR_HIP: Point = (1.2, 0.0)
SHOULDERS: tuple[Point, Point] = ((-0.5, -4.0), (2.2, -3.6))
KNEE_BENDS = 1
ELBOW_BENDS = -1


class LegJoints(NamedTuple):
    """The joints of one leg, the angles of its foot, and how far its target is out of reach."""

    hip: Point
    knee: Point
    ankle: Point
    ball: Point
    pitch: float
    toes: float
    short: float = 0

    @property
    def knee_bend(self) -> float:
        """How far the knee is bent; 0 is straight."""
        return narrowed(leaning(self.ankle, self.knee) - leaning(self.knee, self.hip))

    @property
    def ankle_bend(self) -> float:
        """How far the foot is drawn up to the shin; below 0 it is pointed."""
        return narrowed(leaning(self.ankle, self.knee) - self.pitch)


class ArmJoints(NamedTuple):
    """The joints of one arm, and how far its target is out of reach."""

    shoulder: Point
    elbow: Point
    hand: Point
    short: float = 0

    @property
    def elbow_bend(self) -> float:
        """How far the elbow is bent; 0 is straight."""
        return narrowed(leaning(self.elbow, self.shoulder) - leaning(self.hand, self.elbow))


class Joints(NamedTuple):
    """All joints of a person seen from the side."""

    hip: Point
    neck: Point
    head: Point
    trunk: float
    head_lean: float
    near: LegJoints
    far: LegJoints
    near_arm: ArmJoints
    far_arm: ArmJoints

    def hip_bend(self, leg: LegJoints) -> float:
        """How far the thigh is drawn up to the trunk; below 0 it is behind it."""
        return narrowed(self.trunk - leaning(leg.knee, leg.hip))


@lru_cache(maxsize=1024)
def solve(pose: SidePose) -> Joints:
    """The joints of *pose*, which timing and drawing both ask for. One leg carries unless the pose says
    where the hip is.
    """
    hip = pose.hip or _hip_over(pose.near)
    neck = plus(hip, lean(pose.trunk, TRUNK))
    near_shoulder, far_shoulder = (plus(neck, turn(off, pose.trunk)) for off in SHOULDERS)
    head = plus(plus(neck, lean(pose.trunk * 0.8 + 9, 5.5)), lean(pose.head, 12.5))
    return Joints(
        hip=hip,
        neck=neck,
        head=head,
        trunk=pose.trunk,
        head_lean=pose.head,
        near=_leg(pose.near, hip),
        far=_leg(pose.far, plus(hip, FAR_HIP)),
        near_arm=_arm(pose.near_arm, near_shoulder),
        far_arm=_arm(pose.far_arm, far_shoulder),
    )


def _hip_over(leg: Leg) -> Point:
    """The hip of a body that stands on *leg*."""
    knee = plus(_ankle(leg), lean(leg.shin or 0, SHIN))
    return plus(knee, lean(leg.thigh or 0, THIGH))


def _ankle(leg: Leg) -> Point:
    return plus(leg.ball or (0, 0), turn(ANKLE, leg.pitch))


def _leg(leg: Leg, hip: Point) -> LegJoints:
    """One leg below its hip."""
    if leg.ball is None:
        knee = minus(hip, lean(leg.thigh or 0, THIGH))
        ankle = minus(knee, lean(leg.shin or 0, SHIN))
        ball = minus(ankle, turn(ANKLE, leg.pitch))
        return LegJoints(hip, knee, ankle, ball, leg.pitch, leg.pitch if leg.toes is None else leg.toes)
    ankle = _ankle(leg)
    toes = leg.toes or 0
    if leg.shin is not None:
        return LegJoints(hip, plus(ankle, lean(leg.shin, SHIN)), ankle, leg.ball, leg.pitch, toes)
    knee = two_bones(hip, ankle, (THIGH, SHIN), KNEE_BENDS)
    return LegJoints(hip, knee, ankle, leg.ball, leg.pitch, toes, max(apart(hip, ankle) - THIGH - SHIN, 0))


def _arm(arm: Arm, shoulder: Point) -> ArmJoints:
    """One arm below its shoulder."""
    if arm.hand is None:
        elbow = minus(shoulder, lean(arm.upper or 0, UPPER_ARM))
        return ArmJoints(shoulder, elbow, minus(elbow, lean(arm.fore or 0, FOREARM)))
    elbow = two_bones(shoulder, arm.hand, (UPPER_ARM, FOREARM), ELBOW_BENDS)
    return ArmJoints(shoulder, elbow, arm.hand, max(apart(shoulder, arm.hand) - UPPER_ARM - FOREARM, 0))
