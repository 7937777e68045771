"""From a pose seen from the front to its joints in space, and from there to the picture."""

from functools import lru_cache
from math import sqrt
from typing import NamedTuple

from rehab.figures.geometry import Point, turn
from rehab.figures.pose import FrontArm, FrontLeg, FrontPose, Spot
from rehab.figures.skeleton import FOREARM, SHIN, THIGH, UPPER_ARM

# We look from a little above: what is nearer to us stands lower in the picture.
TILT = 0.4
HIP_SIDE = 9.0
SHOULDER_SIDE = 15.5
SHOULDER_UP = 41.0
NEAR, FAR = -1, 1


def seen(spot: Spot) -> Point:
    """Where a spot in space is in the picture."""
    x, y, z = spot
    return x, y - TILT * z


def over(a: Spot, b: Spot) -> Spot:
    return a[0] + b[0], a[1] + b[1], a[2] + b[2]


def scaled(a: Spot, factor: float) -> Spot:
    return a[0] * factor, a[1] * factor, a[2] * factor


def dot(a: Spot, b: Spot) -> float:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross(a: Spot, b: Spot) -> Spot:
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]


def unit(a: Spot) -> Spot:
    return scaled(a, 1 / (sqrt(dot(a, a)) or 1))


def distance(a: Spot, b: Spot) -> float:
    way = over(b, scaled(a, -1))
    return sqrt(dot(way, way))


class Chain(NamedTuple):
    """Two bones in space, and how far their target is out of reach."""

    start: Spot
    middle: Spot
    end: Spot
    short: float


class FrontJoints(NamedTuple):
    """All joints of a person who looks at us."""

    hip: Spot
    trunk: float
    near: Chain
    far: Chain
    near_arm: Chain
    far_arm: Chain


@lru_cache(maxsize=256)
def solve_front(pose: FrontPose) -> FrontJoints:
    """The joints of *pose*."""
    return FrontJoints(
        hip=pose.hip,
        trunk=pose.trunk,
        near=_leg(pose.near, pose, NEAR),
        far=_leg(pose.far, pose, FAR),
        near_arm=_arm(pose.near_arm, pose, NEAR),
        far_arm=_arm(pose.far_arm, pose, FAR),
    )


def _on_trunk(pose: FrontPose, across: float, up: float) -> Spot:
    x, y = turn((across, up), pose.trunk)
    return over(pose.hip, (x, y, 0))


def _leg(leg: FrontLeg, pose: FrontPose, side: int) -> Chain:
    return chain(_on_trunk(pose, HIP_SIDE * side, 0), leg.ankle, (THIGH, SHIN), leg.knee)


def _arm(arm: FrontArm, pose: FrontPose, side: int) -> Chain:
    shoulder = _on_trunk(pose, SHOULDER_SIDE * side, SHOULDER_UP)
    return chain(shoulder, arm.hand, (UPPER_ARM, FOREARM), arm.elbow)


def chain(start: Spot, end: Spot, lengths: Point, bend: Spot) -> Chain:
    """Two bones from *start* to *end*, their joint out towards *bend*."""
    first, second = lengths
    gap = distance(start, end)
    ahead = unit(over(end, scaled(start, -1)))
    reached = min(gap, first + second)
    along = (first**2 - second**2 + reached**2) / (2 * reached)
    aside = unit(over(bend, scaled(ahead, -dot(bend, ahead))))
    out = sqrt(max(first**2 - along**2, 0))
    middle = over(over(start, scaled(ahead, along)), scaled(aside, out))
    return Chain(start, middle, end, max(gap - first - second, 0))
