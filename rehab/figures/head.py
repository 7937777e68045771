"""Heads and necks, from the side and from the front, of two people: one with a bun, one with short hair."""

from functools import lru_cache
from typing import Literal

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
    plus,
    smooth,
    turn,
)
from rehab.figures.shapes import Part, Shape, fill, stroke
from rehab.figures.skeleton import Joints

Body = Literal["bun", "short"]
BODIES: tuple[Body, ...] = ("bun", "short")

NECK_ROWS: Rows = ((-0.1, -4.4, -4.4), (0.3, -4.3, -4.4), (0.8, -4, -4.1), (1.1, -3.6, -3.5))
SKULL: tuple[Point, ...] = (
    (-9.2, 2),
    (-6.5, 8.6),
    (0.5, 11),
    (6.8, 8.4),
    (8.6, 3),
    (8.9, 0.6),
    (10.6, -1.9),
    (8.7, -3.2),
    (8.8, -5.6),
    (7.6, -9),
    (4.6, -10.6),
    (-0.5, -8.2),
    (-3.6, -6.6),
    (-8, -4),
)
TIED_HAIR: tuple[Point, ...] = (
    (7.8, 7.2),
    (5.2, 11.2),
    (-1, 13),
    (-8.2, 10.2),
    (-11.2, 3.2),
    (-10.2, -3.6),
    (-6.2, -6.6),
    (-4.6, -3.2),
    (-4.4, 0.6),
    (-2.2, 1.4),
    (-1.2, 4.8),
    (3.4, 6),
)
SHORT_HAIR: tuple[Point, ...] = (
    (9, 6),
    (8.2, 10.6),
    (2, 13.4),
    (-6, 12),
    (-10.6, 6.4),
    (-10.8, 0),
    (-8.4, -4.6),
    (-5.4, -3.4),
    (-4.6, 0.4),
    (-1.6, 1),
    (-0.6, 4.8),
    (4, 6.6),
)

FACE: tuple[Point, ...] = (
    (-8.2, 2),
    (-7.4, 7.6),
    (0, 11),
    (7.4, 7.6),
    (8.2, 2),
    (7.4, -4.6),
    (3.4, -9.8),
    (-3.4, -9.8),
    (-7.4, -4.6),
)
FRINGE: tuple[Point, ...] = (
    (-9, -0.4),
    (-9.2, 7),
    (-4, 12.6),
    (4, 12.6),
    (9.2, 7),
    (9, -0.4),
    (6.6, 5.4),
    (1, 7.4),
    (-5, 6),
)
CROP: tuple[Point, ...] = (
    (-9, 1.4),
    (-9.4, 8),
    (-4, 13.4),
    (4, 13.4),
    (9.4, 8),
    (9, 1.4),
    (7.4, 6.2),
    (0, 7.8),
    (-7.4, 6.2),
)


@lru_cache(maxsize=4)
def profile(body: Body, eyes: bool) -> tuple[Shape, ...]:
    """A head that looks to the right, round its middle."""
    # High up, so that a head can lie on its back.
    bun = (fill(ellipse((-7, 11.8), 4.8, 4.8), "hair"),) if body == "bun" else ()
    hair = smooth(TIED_HAIR if body == "bun" else SHORT_HAIR)
    eye = (
        fill(ellipse((6.1, 1), 0.75, 1.1), "line")
        if eyes
        else stroke(smooth([(4.9, 0.9), (6.2, 0.3), (7.5, 0.9)], closed=False), "line", 0.8)
    )
    ear = fill(ellipse((-2.6, -1.2), 1.7, 2.5, -8), "skin2")
    return (*bun, fill(smooth(SKULL), "skin"), fill(hair, "hair"), ear, eye)


@lru_cache(maxsize=4)
def face(body: Body, *, eyes: bool) -> tuple[Shape, ...]:
    """A head that looks at us, round its middle."""
    bun = (fill(ellipse((0, 14.5), 5, 4.4), "hair"),) if body == "bun" else ()
    ears = (fill(ellipse((-8.4, -0.4), 1.7, 2.5), "skin2"), fill(ellipse((8.4, -0.4), 1.7, 2.5), "skin2"))
    open_ = [fill(ellipse((x, 0.6), 0.8, 1.1), "line") for x in (-3.2, 3.2)]
    shut = [stroke(smooth([(x - 1.4, 0.6), (x, 0), (x + 1.4, 0.6)], closed=False), "line", 0.8) for x in (-3.2, 3.2)]
    nose = stroke(smooth([(-0.2, 0), (0.9, -2.6), (-0.4, -3)], closed=False), "skin2", 0.9)
    hair = smooth(FRINGE if body == "bun" else CROP)
    return (*bun, *ears, fill(smooth(FACE), "skin"), fill(hair, "hair"), *(open_ if eyes else shut), nose)


def head(joints: Joints, body: Body, *, eyes: bool = True, to_us: bool = False) -> Part:
    """The head, which looks ahead, or turned *to_us*."""
    shapes = face(body, eyes=eyes) if to_us else profile(body, eyes)
    return Part(shapes, Placement(*joints.head, joints.head_lean))


@lru_cache(maxsize=64)
def _neck(length: float) -> tuple[Shape, ...]:
    return (fill(limb(NECK_ROWS, length), "skin2"),)


def neck(joints: Joints) -> Part:
    """The neck, from inside the shirt to the back of the head."""
    foot = plus(joints.neck, lean(joints.trunk, -3))
    top = between(joints.head, plus(joints.head, turn((-3, -5), joints.head_lean)), 0.9)
    return Part(_neck(round(apart(foot, top), 1)), along(foot, top))
