"""Things held or worn, which go where the person goes: band, towel, weight, stick, bandage, pads, pedals."""

from collections.abc import Callable
from math import hypot

from rehab.figures.geometry import (
    Placement,
    Point,
    along,
    between,
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
from rehab.figures.skeleton import SHIN, Joints

CRANK = 17.0
# The paint of what is held round a foot, and how wide it is.
STRAPS = {"towel": ("cloth", 3.6), "band": ("gear", 2.2)}
# The joints that gear may go from and to.
JOINTS = ("near_hand", "near_ball", "near_knee", "far_hand")


def strap(prop: Prop, joints: Joints, _: SidePose) -> list[Part]:
    """A band or towel from the near hand over the shoe, and the piece of it behind the ball of the foot."""
    paint, width = STRAPS[prop.kind]
    back, middle, front = (plus(joints.near.ball, turn((x, -1.4), joints.near.toes)) for x in (-2.4, 1.3, 5))
    held = stroke(straight([palm(joints.near_arm), middle], closed=False), paint, width)
    return [Part((held, stroke(straight([back, front], closed=False), paint, 4.4)))]


def far_strap(prop: Prop, joints: Joints, _: SidePose) -> list[Part]:
    """Its other end, from behind the foot to the far hand."""
    paint, width = STRAPS[prop.kind]
    end = plus(joints.near.ball, turn((3, -1.4), joints.near.toes))
    return [Part((stroke(straight([palm(joints.far_arm), end], closed=False), paint, width),))]


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


def roll(_: Prop, joints: Joints, __: SidePose) -> list[Part]:
    """What is left of the bandage, rolled up in the near hand, and its end that goes to the shin."""
    hand, leg = palm(joints.near_arm), joints.near
    along_shin = min(max((hand[0] - leg.knee[0]) / (leg.ankle[0] - leg.knee[0]), 0.1), 0.9)
    end = plus(between(leg.knee, leg.ankle, along_shin), (4, 4))
    held = (
        fill(ellipse((0, 0), 5.4, 5.4), "wrap"),
        stroke(ellipse((0, 0), 5.4, 5.4), "wrap2", 1.2),
        stroke(ellipse((0, 0), 2.6, 2.6), "wrap2", 1.1),
    )
    tail = straight([plus(hand, (4.6, -1.4)), end], closed=False)
    return [Part((stroke(tail, "wrap2", 4.6), stroke(tail, "wrap", 3))), Part(held, Placement(*hand, 0))]


def belt(_: Prop, joints: Joints, __: SidePose) -> list[Part]:
    """A float belt round the waist."""
    blocks = fill(smooth([(-12, -1), (-13, 5), (-11, 10), (10, 10), (12, 5), (11, -1)]), "soft")
    seams = [stroke(straight([(x, 0), (x, 9)], closed=False), "gear", 1.4) for x in (-5, 4)]
    return [Part((blocks, *seams), along(joints.hip, joints.neck))]


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


def crank(axle: Point, turned: float, tilt: float, paint: str) -> list[Part]:
    """One crank with its pedal, which tilts as the foot on it does."""
    arm = stroke(straight([(0, 0), (0, CRANK)], closed=False), paint, 3)
    plate = stroke(straight([(-4.5, 0), (4.5, 0)], closed=False), paint, 3)
    return [Part((arm,), Placement(*axle, turned)), Part((plate,), Placement(*plus(axle, lean(turned, CRANK)), tilt))]


def cranks(prop: Prop, _: Joints, pose: SidePose) -> list[Part]:
    """The near crank, on the axle at *at*."""
    return crank(prop.at, pose.crank, pose.near.pitch, "gear")


def far_cranks(prop: Prop, _: Joints, pose: SidePose) -> list[Part]:
    """The crank on the other side."""
    return crank(prop.at, pose.crank + 180, pose.far.pitch, "prop2")


Maker = Callable[[Prop, Joints, SidePose], list[Part]]
# Where in the drawing order each kind of gear comes: behind the person, between the legs, on the near leg, on the
# trunk, last.
FIRST: dict[str, Maker] = {"far-crutch": stick, "far-cranks": far_cranks, "band": far_strap, "towel": far_strap}
UNDER: dict[str, Maker] = {"cranks": cranks}
ON_LEG: dict[str, Maker] = {"bandage": wrap, "cold-pack": cold, "heel-pads": pads}
ON_TRUNK: dict[str, Maker] = {"float-belt": belt}
LAST: dict[str, Maker] = {
    "band": strap,
    "towel": strap,
    "weight": weight,
    "bandage-roll": roll,
}
HELD = {**FIRST, **UNDER, **ON_LEG, **ON_TRUNK, **LAST}


def gear(layer: dict[str, Maker], props: tuple[Prop, ...], joints: Joints, pose: SidePose) -> list[Part]:
    """What is held or worn in one *layer* of the picture."""
    return [part for prop in props if prop.kind in layer for part in layer[prop.kind](prop, joints, pose)]
