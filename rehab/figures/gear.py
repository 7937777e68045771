"""Things held or worn, which go where the person goes: band, towel, weight, stick, bandage, pads, pedals."""

from collections.abc import Callable

from rehab.figures.geometry import (
    Placement,
    Point,
    Rows,
    along,
    between,
    ellipse,
    lean,
    limb,
    placed,
    plus,
    smooth,
    straight,
    times,
    turn,
)
from rehab.figures.limbs import foot, palm, shoe
from rehab.figures.pose import SidePose
from rehab.figures.props import Prop, pillow
from rehab.figures.shapes import Part, Shape, fill, stroke
from rehab.figures.skeleton import ANKLE, SHIN, Joints

CRANK = 17.0
# How wide the end of a crutch is, which is round.
TIP = 4.2
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
    """A crutch from the far hand to the ground, its cuff behind the forearm."""
    hand = palm(joints.far_arm)
    foot = plus(pose.stick, (0, TIP / 2))
    return [
        Part(
            (
                stroke(straight([foot, hand], closed=False), "gear", 2.6),
                stroke(straight([plus(hand, (-3, 0)), plus(hand, (5, 0))], closed=False), "line", 3.2),
                stroke(straight([foot, between(foot, hand, 0.04)], closed=False), "line", TIP),
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
        fill(ellipse(centre, radius, radius), "gear2"),
        fill(ellipse(centre, radius * 0.66, radius * 0.66), "gear"),
        fill(ellipse(centre, radius * 0.26, radius * 0.26), "gear2"),
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
CLOTH: Rows = ((0.06, -4.4, 6.6), (0.12, -4.2, 12), (0.3, -4.6, 13), (0.48, -4.2, 11.4), (0.56, -3.4, 5.6))
PACK: Rows = ((0.13, -6.6, 10.2), (0.17, -6.4, 11), (0.3, -6.6, 11.8), (0.44, -6.2, 10.6), (0.48, -6, 9.6))
# How the foot lies in a shoe on a wedge: a little smaller than bare, heel up.
IN_SHOE = Placement(-0.6, 1.9, 7)
# Where in a glass the ball of the foot is, from its middle.
IN_GLASS: Point = (3.8, -5)


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


def cold(_: Prop, joints: Joints, pose: SidePose) -> list[Part]:
    """A cold pack in a cloth that is laid on the calf from above."""
    cloth = limb(CLOTH, SHIN)
    shapes = (
        stroke(cloth, "edge", 1.4),
        fill(cloth, "soft"),
        fill(limb(PACK, SHIN), "cold"),
        *(
            stroke(straight([(8, SHIN * s), (11, SHIN * s + 1.6)], closed=False), "soft", 1.2)
            for s in (0.24, 0.33, 0.42)
        ),
    )
    on_calf = along(joints.near.knee, joints.near.ankle)
    return [Part(shapes, on_calf._replace(y=on_calf.y + pose.away))]


def lain_on(prop: Prop, _: Joints, __: SidePose) -> list[Part]:
    """A pillow below the near leg, behind which the far one is."""
    return [Part(pillow(prop))]


def pads(_: Prop, joints: Joints, pose: SidePose) -> list[Part]:
    """Both shoes seen through, the foot in its sock on a wedge that slides in below the heel."""
    outline = shoe(0, "")[0].path
    window = (fill(outline, "soft"), stroke(outline, "shoe2", 1.1))
    inside = placed(foot(0, "")[0].path, IN_SHOE)
    wedge = fill(straight([(-17.2, 1.9), (-17.2, 6), (-15.4, 6.2), (-3.6, 2)]), "cloth")
    parts = []
    for leg, far in ((joints.far, "2"), (joints.near, "")):
        here = Placement(*leg.ball, leg.pitch)
        stocking = (fill(inside, f"sock{far}"), stroke(inside, "edge", 0.5))
        parts += [Part(window, here), Part(stocking, here), Part((wedge,), here._replace(x=here.x - pose.away))]
        parts.append(Part(shoe(0, "")[2:], here))
    return parts


def glass(prop: Prop, joints: Joints, _: SidePose) -> list[Part]:
    """The near foot as in a magnifying glass round *at*, as large as *size* says: here the toes are seen."""
    radius, scale = prop.size
    leg = joints.near
    rim = ellipse(prop.at, radius, radius)
    grown = tuple(
        shape._replace(
            path=tuple((name, tuple(value * scale for value in numbers)) for name, numbers in shape.path),
            width=shape.width * scale,
        )
        for shape in foot(round(leg.toes - leg.pitch, 1), "")
    )
    ball = plus(prop.at, times(IN_GLASS, scale))
    # The shin goes on as far as the rim, below which it ends.
    sides = [ball[0] - prop.at[0] + (ANKLE[0] + x) * scale for x in (-3.4, 0, 3.4)]
    top = [(x, (radius**2 - x**2) ** 0.5) for x in sides]
    down = ball[1] - prop.at[1] + (ANKLE[1] - 2) * scale
    shin = straight([plus(prop.at, point) for point in ((sides[0], down), *top, (sides[2], down))])
    return [
        Part((fill(rim, "soft"), fill(shin, "skin"))),
        Part(grown, Placement(*ball, 0)),
        Part((stroke(rim, "edge", 1.6),)),
    ]


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
UNDER: dict[str, Maker] = {"near-pillow": lain_on, "cranks": cranks}
ON_LEG: dict[str, Maker] = {"bandage": wrap, "cold-pack": cold, "heel-pads": pads}
ON_TRUNK: dict[str, Maker] = {"float-belt": belt}
LAST: dict[str, Maker] = {
    "band": strap,
    "towel": strap,
    "weight": weight,
    "bandage-roll": roll,
    "glass": glass,
}
HELD = {**FIRST, **UNDER, **ON_LEG, **ON_TRUNK, **LAST}


def gear(layer: dict[str, Maker], props: tuple[Prop, ...], joints: Joints, pose: SidePose) -> list[Part]:
    """What is held or worn in one *layer* of the picture."""
    return [part for prop in props if prop.kind in layer for part in layer[prop.kind](prop, joints, pose)]
