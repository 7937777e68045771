"""Poses as a clinician writes them: where feet and hands are, how far bones lean. No drawing here.

Centimetres, the ground at 0, the person looks to the right. The near leg is the one that works.
A bone's lean is in degrees from upright, to the front positive, seen from its lower end.
"""

import msgspec

from rehab.figures.geometry import Point

Spot = tuple[float, float, float]


class Leg(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A leg is carried (ball, shin and thigh: the body stands on it), placed (ball: the knee follows
    from the hip) or hangs (shin and thigh: from the hip down).

    *pitch* is how far the heel is lifted over the ball of the foot, *toes* the same of the toes,
    which stay level where nothing is said and the ball is given.
    """

    ball: Point | None = None
    pitch: float = 0
    toes: float | None = None
    shin: float | None = None
    thigh: float | None = None


class Arm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An arm reaches for the spot of its *hand*, or hangs by the lean of its two bones."""

    hand: Point | None = None
    upper: float | None = None
    fore: float | None = None


class Timed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When a pose is reached and how long it stays: seconds, or a word of the exercise's tempo.

    *flow* is how far the ground has passed by, *press* how far the arrow of a push that moves
    nothing has gone, *away* how far what is laid on or slipped in still is from its place.
    """

    takes: float | str = 1.0
    hold: float | str = 0.0
    flow: float = 0
    press: float = 0
    away: float = 0


class SidePose(Timed, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A person seen from the side. *hip* is given where no leg carries the body.

    *stick* is the foot of a crutch, *crank* turns the pedals of a bike.
    """

    near: Leg
    far: Leg
    near_arm: Arm
    far_arm: Arm
    hip: Point | None = None
    trunk: float = 0
    head: float = 0
    stick: Point = (0, 0)
    crank: float = 0


class FrontLeg(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A leg seen from the front: where its ankle is, which way the knee bends, and which way the
    sole and the toes look.
    """

    ankle: Spot
    knee: Spot = (0, 0, 1)
    sole: Spot = (0, -1, 0)
    toes: Spot = (0, 0, 1)


class FrontArm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An arm seen from the front: where its hand is, and which way the elbow bends."""

    hand: Spot
    elbow: Spot = (0, -1, -1)


class FrontPose(Timed, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A person who looks at us, from a little above: right, up, and towards us.

    The near leg is the right one of the person, on the left of the picture.
    """

    near: FrontLeg
    far: FrontLeg
    near_arm: FrontArm
    far_arm: FrontArm
    hip: Spot
    trunk: float = 0
    head: float = 0


Pose = SidePose | FrontPose
