"""The soft shapes of a person seen from the side: legs, shoes, trunk and arms round their bones."""

from functools import lru_cache

from rehab.figures.geometry import Placement, Point, Rows, along, ellipse, limb, minus, plus, smooth, times, turn
from rehab.figures.muscles import lit
from rehab.figures.shapes import Part, Shape, fill, stroke
from rehab.figures.skeleton import FOREARM, SHIN, THIGH, TRUNK, UPPER_ARM, ArmJoints, Joints, LegJoints

THIGH_ROWS: Rows = ((-0.1, 4, 5), (0.06, 8.4, 9), (0.36, 8.5, 8.4), (0.72, 6.8, 6.6), (0.95, 5.3, 5), (1.09, 2.6, 2.6))
SHIN_ROWS: Rows = (
    (-0.09, 2.2, 2.4),
    (0.03, 5, 4.7),
    (0.13, 5, 6),
    (0.28, 4.6, 7.7),
    (0.44, 4.1, 6.9),
    (0.66, 3.4, 4.4),
    (0.86, 3.1, 3.3),
    (1.06, 1.6, 1.6),
)
SOCK_ROWS: Rows = ((-0.05, 3, 3.1), (0.1, 3.6, 3.8), (0.8, 3.7, 3.8), (1.1, 3.4, 3.4))
SHORTS_ROWS: Rows = (
    (-0.17, 3, 3),
    (-0.11, 7.6, 8.2),
    (0.04, 9.5, 10.6),
    (0.22, 9.8, 10),
    (0.47, 9.3, 9.1),
    (0.492, 8.6, 8.3),
    (0.494, 2, 2),
)
UPPER_ARM_ROWS: Rows = ((-0.12, 2, 2), (0.04, 4.2, 4.2), (0.3, 4.2, 4), (0.75, 3.3, 3.3), (1, 3, 3), (1.08, 1.8, 1.8))
SLEEVE_ROWS: Rows = ((-0.17, 2.4, 2.6), (0, 5.1, 5.2), (0.28, 5.2, 5), (0.49, 5, 4.8), (0.515, 1.5, 1.5))
FOREARM_ROWS: Rows = ((-0.08, 1.8, 1.8), (0.06, 3.2, 3.2), (0.3, 3.2, 3.1), (0.9, 2.1, 2.1), (1.06, 1.3, 1.3))
# The bone of the trunk points up, where the front is on the other side of it.
TRUNK_ROWS: Rows = (
    (-0.146, -2, -2),
    (-0.144, -8.4, -9.6),
    (-0.12, -9.2, -10.7),
    (0.02, -9.4, -10.6),
    (0.18, -9.3, -8.7),
    (0.4, -9.2, -7.8),
    (0.64, -10, -9),
    (0.84, -9.2, -9.7),
    (0.97, -6.2, -7.6),
    (1.05, -3, -3.8),
)
SOCK_BEGINS = 0.74
# Where toes curl, from the ball of the foot.
TOE_JOINT: Point = (4.2, 1.6)
# How wide the edge of a forearm is drawn; the inner half of it lies below the skin.
EDGE = 1.5


@lru_cache(maxsize=64)
def lower_leg(far: str, group: str, *, bare: bool) -> tuple[Shape, ...]:
    """Shin and calf with what is lit there, and the sock over them, from the knee down. *far* is "2" for
    the leg behind.
    """
    skin = (fill(limb(SHIN_ROWS, SHIN), f"skin{far}"), *lit(group, "shin", over=False))
    if bare:
        return skin
    sock = limb(SOCK_ROWS, SHIN * (1 - SOCK_BEGINS))
    lowered = tuple((name, _shifted(numbers, SHIN * SOCK_BEGINS)) for name, numbers in sock)
    return *skin, fill(lowered, f"sock{far}")


def _shifted(numbers: tuple[float, ...], up: float) -> tuple[float, ...]:
    return tuple(value + up * (i % 2) for i, value in enumerate(numbers))


@lru_cache(maxsize=4)
def upper_leg(far: str) -> tuple[Shape, ...]:
    """Thigh and knee, from the hip."""
    return fill(limb(THIGH_ROWS, THIGH), f"skin{far}"), fill(ellipse((0, THIGH), 4.85, 4.85), f"skin{far}")


@lru_cache(maxsize=4)
def shorts(far: str) -> tuple[Shape, ...]:
    return (fill(limb(SHORTS_ROWS, THIGH), f"shorts{far}"),)


@lru_cache(maxsize=512)
def shoe(bend: float, far: str) -> tuple[Shape, ...]:
    """A level shoe round the ball of its foot, where its toes *bend* down."""

    def front(x: float, y: float) -> Point:
        return turn((x, y), bend)

    upper = smooth(
        [
            (-18.2, 1.5),
            (-18.6, 5.5),
            (-17.2, 9.8),
            (-12.3, 9.2),
            (-7.6, 8.9),
            (-2.5, 6.4),
            front(2.2, 5.2),
            front(6.6, 3.6),
            front(8.6, 1.3),
            front(3, 0.8),
            (-3, 0.8),
        ]
    )
    sole = smooth([(-17.6, 1.2), (-9, 1.2), (-2.5, 1.2), front(2.5, 1.2), front(7.4, 1.4)], closed=False)
    stripe = smooth([(-13.5, 3.4), (-9.6, 4.6), (-6.9, 7.1)], closed=False)
    return fill(upper, f"shoe{far}"), stroke(stripe, f"shirt{far}", 1.3), stroke(sole, f"sole{far}", 2.4)


@lru_cache(maxsize=128)
def foot(bend: float, far: str) -> tuple[Shape, ...]:
    """A level bare foot round its ball; toes that *bend* down are curled."""

    def front(x: float, y: float) -> Point:
        return turn((x, y), bend)

    def tip(x: float, y: float) -> Point:
        """Toes that curl have a second joint."""
        return front(*plus(TOE_JOINT, turn(minus((x, y), TOE_JOINT), max(bend, 0) * 1.4)))

    outline = smooth(
        [
            (-16.6, 1.2),
            (-17.2, 4.2),
            (-15.4, 9.4),
            (-9, 9.4),
            (-4.6, 6.2),
            (0.4, 3.8),
            front(3.4, 3),
            tip(6.8, 2.6),
            tip(7.6, 0.8),
            tip(4.6, 0.1),
            (0.4, 0),
            (-6, 1.2),
            (-12, 0.2),
        ]
    )
    toe = smooth([tip(4, 0.6), tip(4.4, 1.9), tip(6.8, 2.2)], closed=False)
    return fill(outline, f"skin{far}"), stroke(toe, "skin" if far else "skin2", 0.8)


def leg(joints: LegJoints, far: str, group: str, *, bare: bool) -> tuple[Part, ...]:
    """Lower leg, upper leg, shoe or bare foot, shorts, and what is lit above them, in drawing order."""
    thigh = along(joints.hip, joints.knee)
    covers = foot if bare else shoe
    return (
        Part(lower_leg(far, group, bare=bare), along(joints.knee, joints.ankle)),
        Part(upper_leg(far), thigh),
        Part(covers(round(joints.toes - joints.pitch, 1), far), Placement(*joints.ball, joints.pitch)),
        Part((*shorts(far), *lit(group, "thigh", over=True)), thigh),
    )


@lru_cache(maxsize=4)
def upper_arm(far: str) -> tuple[Shape, ...]:
    return (fill(limb(UPPER_ARM_ROWS, UPPER_ARM), f"skin{far}"),)


@lru_cache(maxsize=4)
def forearm(far: str) -> tuple[Shape, ...]:
    """Forearm, elbow and hand, from the elbow. The near one has an edge, since it may lie on a leg."""
    paint = f"skin{far}"
    lower, hand = limb(FOREARM_ROWS, FOREARM), ellipse((0, FOREARM + 2.4), 2.6, 4.1)
    edge = () if far else (stroke(lower, "skin2", EDGE), stroke(hand, "skin2", EDGE))
    return *edge, fill(lower, paint), fill(ellipse((0, 0), 3, 3), paint), fill(hand, paint)


@lru_cache(maxsize=4)
def sleeve(far: str) -> tuple[Shape, ...]:
    return (fill(limb(SLEEVE_ROWS, UPPER_ARM), "shirt2" if far else "sleeve"),)


def arm(joints: ArmJoints, far: str, group: str) -> tuple[Part, Part, Part]:
    """Forearm with its hand, upper arm, and sleeve with what is lit there. So no edge crosses the elbow."""
    upper = along(joints.shoulder, joints.elbow)
    return (
        Part(forearm(far), along(joints.elbow, joints.hand)),
        Part(upper_arm(far), upper),
        Part((*sleeve(far), *lit(group, "arm", over=True)), upper),
    )


@lru_cache(maxsize=1)
def shirt() -> tuple[Shape, ...]:
    return (fill(limb(TRUNK_ROWS, TRUNK), "shirt"),)


def trunk(joints: Joints) -> Part:
    return Part(shirt(), along(joints.hip, joints.neck))


def palm(joints: ArmJoints) -> Point:
    """The tip of the hand, past the wrist."""
    ahead = minus(joints.hand, joints.elbow)
    return plus(joints.hand, times(ahead, 5.2 / FOREARM))
