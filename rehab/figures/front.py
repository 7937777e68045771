"""A whole person who looks at us, in drawing order."""

from functools import lru_cache

from rehab.figures.figure import Figure
from rehab.figures.front_skeleton import Chain, FrontJoints, cross, over, scaled, seen, solve_front, unit
from rehab.figures.geometry import (
    Placement,
    Point,
    Rows,
    along,
    apart,
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
from rehab.figures.head import Body, face
from rehab.figures.pose import FrontLeg, FrontPose, Spot
from rehab.figures.shapes import Part, Shape, fill, stroke
from rehab.figures.skeleton import FOREARM

THIGH: Rows = ((-0.08, 4, 4), (0.06, 8.6, 8.6), (0.36, 8, 8), (0.72, 6, 6), (0.95, 5, 5), (1.07, 2.6, 2.6))
SHIN: Rows = ((-0.08, 2.4, 2.4), (0.06, 4.8, 4.8), (0.26, 5.8, 5.8), (0.5, 4.8, 4.8), (0.82, 3.2, 3.2), (1.04, 2, 2))
SOCK: Rows = ((0.74, 3, 3), (0.78, 3.8, 3.8), (0.98, 3.6, 3.6), (1.05, 2.4, 2.4))
SHORTS: Rows = ((-0.14, 4, 4), (-0.06, 8.6, 8.6), (0.2, 9.8, 9.8), (0.46, 9.3, 9.3), (0.49, 3, 3))
UPPER_ARM: Rows = ((-0.1, 2, 2), (0.06, 4, 4), (0.4, 3.8, 3.8), (1, 3, 3), (1.08, 1.6, 1.6))
SLEEVE: Rows = ((-0.16, 2.4, 2.4), (0, 5, 5), (0.3, 5.2, 5.2), (0.5, 5, 5), (0.53, 1.6, 1.6))
FOREARM_ROWS: Rows = ((-0.08, 1.8, 1.8), (0.08, 3.2, 3.2), (0.4, 3, 3), (0.9, 2.1, 2.1), (1.06, 1.3, 1.3))
# The muscle at the outside of the hip, and the small ones beside the shin; the near leg's outside is behind.
ABDUCTORS: Rows = ((-0.2, -1, 5.6), (-0.08, -0.2, 9.4), (0.06, -0.6, 10.2), (0.2, -2.6, 9.8), (0.32, -5.4, 8.8))
OUTER_SHIN: Rows = ((0.16, -2.4, 4.6), (0.3, -1.8, 4.9), (0.5, -1.8, 4), (0.7, -1.6, 2.8))
LIT: dict[str, tuple[str, Rows]] = {"abductors": ("thigh", ABDUCTORS), "ankle": ("shin", OUTER_SHIN)}
SHIRT: tuple[Point, ...] = (
    (-12.8, -7),
    (-12.2, 4),
    (-11.4, 14),
    (-13.6, 30),
    (-15.6, 40),
    (-11, 46),
    (-4.6, 49),
    (4.6, 49),
    (11, 46),
    (15.6, 40),
    (13.6, 30),
    (11.4, 14),
    (12.2, 4),
    (12.8, -7),
    (0, -8.4),
)
# A shoe by how far ahead of the ankle, aside and down: the edge of its sole, and its upper.
UNDER: tuple[Point, ...] = ((-5, 3.2), (4, 4.4), (12, 4.6), (17, 0))
UPPER: tuple[Spot, ...] = ((-3, 3.6, -1.5), (-4, 4, 4), (6, 4.8, 6), (13, 4, 6), (16.4, 0, 6.2))
# The ways in which an outline is looked for; as many in each pose, so that it can be moved.
WAYS: tuple[Point, ...] = tuple(lean(step * 360 / 14) for step in range(14))
# The one thing that is worn in a picture seen from the front.
LOOP = "loop-band"
NECK_UP = 45.0
HEAD_UP = 62.5
# What joins the two legs of the shorts, from the middle of the hips.
SEAT: tuple[Point, ...] = ((-12, 4), (12, 4), (11, -8), (4, -14), (-4, -14), (-11, -8))


def front_person(figure: Figure, pose: FrontPose, body: Body, *, lit: bool = True) -> list[Part]:
    """The person in *pose*; *lit* shows the muscle at work."""
    joints = solve_front(pose)
    group = figure.muscle if lit else "none"
    trunk = Placement(*seen(joints.hip), joints.trunk)
    top = seen(joints.hip)
    return [
        *_leg(joints.far, pose.far, "2", "none"),
        *_leg(joints.near, pose.near, "", group),
        Part((fill(smooth(SEAT), "shorts"),), trunk),
        *(_loop(joints) for prop in figure.props if prop.kind == LOOP),
        *_arm(joints.far_arm, "2"),
        Part(_neck(), trunk),
        Part(_shirt(), trunk),
        Part(face(body, eyes=figure.eyes), Placement(*plus(top, turn((0, HEAD_UP), joints.trunk)), pose.head)),
        *_arm(joints.near_arm, ""),
    ]


def _loop(joints: FrontJoints) -> Part:
    """A loop of band round both legs, just above the knees."""
    ends = [between(seen(leg.middle), seen(leg.start), 0.16) for leg in (joints.near, joints.far)]
    round_both = [plus(ends[0], (-5.4, 0)), plus(ends[1], (5.4, 0))]
    return Part((stroke(straight(round_both, closed=False), "gear", 4.2),))


def free_foot(pose: FrontPose) -> list[Part]:
    """The foot that does not carry, alone: where it goes, without a second leg."""
    return _shoe(pose.far.ankle, pose.far, "2")


@lru_cache(maxsize=1)
def _shirt() -> tuple[Shape, ...]:
    return (fill(smooth(SHIRT), "shirt"),)


@lru_cache(maxsize=1)
def _neck() -> tuple[Shape, ...]:
    return (fill(limb(((0, 4.6, 4.6), (0.5, 4.2, 4.2), (1, 4.2, 4.2)), NECK_UP + 12), "skin2"),)


def _bone(rows: Rows, start: Point, end: Point, paint: str) -> Part:
    """A limb between two points of the picture, as long as it looks from here."""
    return Part((fill(limb(rows, round(apart(start, end), 1)), paint),), along(start, end))


def _leg(chain: Chain, told: FrontLeg, far: str, group: str) -> list[Part]:
    hip, knee, ankle = seen(chain.start), seen(chain.middle), seen(chain.end)
    bone, rows = LIT.get(group, ("", ()))
    shin_lit = [*_lit(rows, knee, ankle)] if bone == "shin" else []
    thigh_lit = [*_lit(rows, hip, knee)] if bone == "thigh" else []
    return [
        _bone(SHIN, knee, ankle, f"skin{far}"),
        *shin_lit,
        _bone(SOCK, knee, ankle, f"sock{far}"),
        _bone(THIGH, hip, knee, f"skin{far}"),
        Part((fill(ellipse((0, 0), 4.9, 4.9), f"skin{far}"),), Placement(*knee, 0)),
        *_shoe(chain.end, told, far),
        _bone(SHORTS, hip, knee, f"shorts{far}"),
        *thigh_lit,
    ]


def _lit(rows: Rows, start: Point, end: Point) -> list[Part]:
    return [Part(_muscle(rows, round(apart(start, end), 1)), along(start, end))]


@lru_cache(maxsize=256)
def _muscle(rows: Rows, length: float) -> tuple[Shape, ...]:
    middle = [((behind - ahead) / 2, share * length) for share, ahead, behind in rows[1:-1]]
    return fill(limb(rows, length), "muscle"), stroke(smooth(middle, closed=False), "fibre", 0.9)


def _shoe(ankle: Spot, told: FrontLeg, far: str) -> list[Part]:
    """A shoe as its sole, which shows below, and its upper."""
    return [Part(_shoe_shapes(told.toes, told.sole, far), Placement(*seen(ankle), 0))]


@lru_cache(maxsize=256)
def _shoe_shapes(toes: Spot, sole: Spot, far: str) -> tuple[Shape, ...]:
    toes, sole = unit(toes), unit(sole)
    across = cross(toes, sole)

    def at(ahead: float, aside: float, down: float) -> Point:
        return seen(over(over(scaled(toes, ahead), scaled(across, aside)), scaled(sole, down)))

    under = [at(ahead, side * aside, down) for down in (5.4, 7.2) for ahead, aside in UNDER for side in (-1, 1)]
    upper = [at(ahead, side * aside, down) for ahead, aside, down in UPPER for side in (-1, 1)]
    stripe = smooth([at(8.6, -3, 2.6), at(9.4, 0, 1.6), at(8.6, 3, 2.6)], closed=False)
    return (
        fill(smooth(around(under)), f"sole{far}"),
        fill(smooth(around(upper)), f"shoe{far}"),
        stroke(stripe, f"shirt{far}", 1.3),
    )


def around(points: list[Point]) -> list[Point]:
    """The points that lie furthest out, one each way: an outline in one piece, from wherever one looks."""
    return [max((x * right + y * up, (x, y)) for x, y in points)[1] for right, up in WAYS]


def _arm(chain: Chain, far: str) -> list[Part]:
    shoulder, elbow, hand = seen(chain.start), seen(chain.middle), seen(chain.end)
    tip = plus(hand, times(minus(hand, elbow), 2.4 / FOREARM))
    palm = fill(ellipse((0, 0), 2.6, 4.1), f"skin{far}")
    return [
        _bone(UPPER_ARM, shoulder, elbow, f"skin{far}"),
        _bone(FOREARM_ROWS, elbow, hand, f"skin{far}"),
        Part((fill(ellipse((0, 0), 3, 3), f"skin{far}"),), Placement(*elbow, 0)),
        Part((palm,), along(elbow, hand)._replace(x=tip[0], y=tip[1])),
        _bone(SLEEVE, shoulder, elbow, "shirt2" if far else "sleeve"),
    ]
