"""Things held or worn, which go where the person goes: band, towel, weight, stick, bandage, pads, pedals."""

from collections.abc import Callable
from math import hypot

from rehab.figures.geometry import (
    Placement,
    Point,
    along,
    between,
    box,
    ellipse,
    lean,
    limb,
    minus,
    plus,
    smooth,
    straight,
    times,
    turn,
)
from rehab.figures.limbs import palm
from rehab.figures.pose import SidePose
from rehab.figures.props import Prop
from rehab.figures.shapes import Part, Shape, fill, stroke
from rehab.figures.skeleton import SHIN, Joints, LegJoints

CRANK = 17.0
# The joints that gear may go from and to.
JOINTS = ("near_hand", "near_ball", "near_knee", "far_hand")


def sole(leg: LegJoints) -> Point:
    """A spot in front of the ball of the foot, where a band round it runs."""
    return plus(leg.ball, turn((2.5, -0.6), leg.toes))


def strap(prop: Prop, joints: Joints, _: SidePose) -> list[Part]:
    """A band or towel from the near hand round the near foot, pulled straight."""
    start, end = palm(joints.near_arm), sole(joints.near)
    leg = joints.near
    top = plus(leg.ball, turn((2, 5.4), leg.pitch))
    loop = smooth([top, plus(leg.ball, turn((4.6, 2), leg.pitch)), end], closed=False)
    paint, width = ("cloth", 3.6) if prop.kind == "towel" else ("gear", 2.2)
    return [
        Part((stroke(straight([start, end], closed=False), paint, width),)),
        Part((stroke(straight([start, top], closed=False), paint, width), stroke(loop, paint, width))),
    ]


def stick(_: Prop, joints: Joints, pose: SidePose) -> list[Part]:
    """A crutch from the far hand to the ground, with its cuff above the forearm."""
    hand = palm(joints.far_arm)
    arm = joints.far_arm
    foot = pose.stick
    way = minus(hand, foot)
    up = times(way, 1 / (hypot(*way) or 1))
    cuff = plus(between(arm.hand, arm.elbow, 0.75), (-3, 0))
    return [
        Part(
            (
                stroke(straight([foot, hand, cuff], closed=False), "gear", 2.6),
                stroke(straight([plus(hand, (-3, 0)), plus(hand, (5, 0))], closed=False), "line", 3.2),
                stroke(straight([foot, plus(foot, times(up, 3))], closed=False), "line", 4.2),
                stroke(
                    smooth([plus(cuff, (-1, -2)), plus(cuff, (-3.2, 1)), plus(cuff, (0, 3))], closed=False), "gear", 2.4
                ),
            )
        )
    ]


def weight(prop: Prop, joints: Joints, _: SidePose) -> list[Part]:
    """A dumbbell seen from its end, in a hand or on a thigh."""
    if prop.by == "near_knee":
        thigh = along(joints.near.hip, joints.near.knee)
        return [Part(disc((-14.2, 33), 8.2), thigh)]
    return [Part(disc((0, 0), 7.6), Placement(*palm(joints.near_arm), 0))]


def disc(centre: Point, radius: float) -> tuple[Shape, ...]:
    return (
        fill(ellipse(centre, radius, radius), "gear"),
        fill(ellipse(centre, radius * 0.66, radius * 0.66), "gear2"),
        fill(ellipse(centre, radius * 0.26, radius * 0.26), "gear"),
    )


def belt(_: Prop, joints: Joints, __: SidePose) -> list[Part]:
    """A float belt round the waist."""
    round_ = smooth([(-10.6, 2), (-11.4, 8), (-9.6, 12), (8.6, 12), (10.6, 8), (9.8, 2)])
    return [Part((fill(round_, "gear"), fill(box((-2, 4.4), 4, 5, 1), "gear2")), along(joints.hip, joints.neck))]


WRAP = ((0.1, 5.6, 6.7), (0.28, 5.2, 8.4), (0.46, 4.7, 7.5), (0.68, 4, 5.1), (0.97, 3.8, 4.1))
PACK = ((0.14, 0, 7.4), (0.2, 1, 10.6), (0.36, 1.4, 11.6), (0.54, 0.8, 9), (0.58, -0.4, 6.2))


def wrap(_: Prop, joints: Joints, __: SidePose) -> list[Part]:
    """A bandage in turns that overlap, from the foot to below the knee."""
    turns = [
        stroke(
            straight([(-front + 0.2, share * SHIN + 3.4), (back - 0.2, share * SHIN - 2.4)], closed=False), "wrap2", 1.1
        )
        for share, front, back in (
            (0.2, 5.3, 7.4),
            (0.33, 5.1, 8.2),
            (0.46, 4.7, 7.4),
            (0.59, 4.3, 6.2),
            (0.72, 4, 4.9),
            (0.85, 3.9, 4.4),
        )
    ]
    sleeve = fill(limb(WRAP, SHIN), "wrap")
    leg = joints.near
    instep = smooth(
        [(-17.4, 9.4), (-14.6, 11), (-9.4, 10.6), (-3.4, 5.6), (-1.4, 0.6), (-6.6, 0), (-10.6, 3.4), (-14, 7)]
    )
    cross = stroke(straight([(-10.4, 2.6), (-4.6, 7.4)], closed=False), "wrap2", 1.1)
    cross2 = stroke(straight([(-14.4, 6.4), (-8.8, 10.4)], closed=False), "wrap2", 1.1)
    return [
        Part((fill(instep, "wrap"), cross, cross2), Placement(*leg.ball, leg.pitch)),
        Part((sleeve, *turns), along(leg.knee, leg.ankle)),
    ]


def cold(_: Prop, joints: Joints, __: SidePose) -> list[Part]:
    """A cold pack in a cloth, on the calf."""
    cloth = (
        (0.08, 5.4, 6),
        (0.14, 5.6, 8.4),
        (0.2, 5.5, 12.4),
        (0.36, 5.2, 13.4),
        (0.53, 4.8, 10.4),
        (0.58, 4.4, 7),
        (0.62, 4, 5),
    )
    shapes = (
        fill(limb(cloth, SHIN), "soft"),
        stroke(limb(cloth, SHIN), "soft2", 1.2),
        fill(limb(((0.2, -1, 10.4), (0.36, -0.6, 11.4), (0.52, -0.8, 8.8)), SHIN), "cold"),
        *(
            stroke(straight([(4.6, SHIN * s), (8.4, SHIN * s + 1.6)], closed=False), "soft", 1.2)
            for s in (0.27, 0.36, 0.45)
        ),
    )
    return [Part(shapes, along(joints.near.knee, joints.near.ankle))]


def pads(_: Prop, joints: Joints, __: SidePose) -> list[Part]:
    """A wedge under the heel in both shoes, seen through them."""
    wedge = smooth([(-17.2, 2.4), (-17, 5.6), (-12, 5.4), (-6.4, 3.2), (-5.6, 2.4), (-11, 2.4)])
    return [Part((fill(wedge, "arrow"),), Placement(*leg.ball, leg.pitch)) for leg in (joints.far, joints.near)]


def crank(axle: Point, turned: float, paint: str) -> list[Part]:
    """One crank with its pedal."""
    arm = stroke(straight([(0, 0), (0, CRANK)], closed=False), paint, 3)
    plate = stroke(straight([(-4.5, 0), (4.5, 0)], closed=False), paint, 3)
    return [Part((arm,), Placement(*axle, turned)), Part((plate,), Placement(*plus(axle, lean(turned, CRANK)), 0))]


def cranks(prop: Prop, _: Joints, pose: SidePose) -> list[Part]:
    """The near crank, on the axle at *at*."""
    return crank(prop.at, pose.crank, "line")


def far_cranks(prop: Prop, _: Joints, pose: SidePose) -> list[Part]:
    """The crank on the other side."""
    return crank(prop.at, pose.crank + 180, "prop2")


Maker = Callable[[Prop, Joints, SidePose], list[Part]]
# Where in the drawing order each kind of gear comes: behind the person, on the near leg, on the trunk, last.
FIRST: dict[str, Maker] = {"far-crutch": stick, "far-cranks": far_cranks}
ON_LEG: dict[str, Maker] = {"bandage": wrap, "cold-pack": cold, "heel-pads": pads}
ON_TRUNK: dict[str, Maker] = {"float-belt": belt}
LAST: dict[str, Maker] = {
    "band": strap,
    "towel": strap,
    "weight": weight,
    "cranks": cranks,
}
HELD = {**FIRST, **ON_LEG, **ON_TRUNK, **LAST}


def gear(layer: dict[str, Maker], props: tuple[Prop, ...], joints: Joints, pose: SidePose) -> list[Part]:
    """What is held or worn in one *layer* of the picture."""
    return [part for prop in props if prop.kind in layer for part in layer[prop.kind](prop, joints, pose)]
