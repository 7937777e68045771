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


@lru_cache(maxsize=4)
def profile(body: Body, eyes: bool) -> tuple[Shape, ...]:
    """A head that looks to the right, round its middle."""
    bun = (fill(ellipse((-11.6, 6.4), 4.6, 4.6), "hair"),) if body == "bun" else ()
    hair = smooth(TIED_HAIR if body == "bun" else SHORT_HAIR)
    eye = (
        fill(ellipse((6.1, 1), 0.75, 1.1), "line")
        if eyes
        else stroke(smooth([(4.9, 0.9), (6.2, 0.3), (7.5, 0.9)], closed=False), "line", 0.8)
    )
    ear = fill(ellipse((-2.6, -1.2), 1.7, 2.5, -8), "skin2")
    return (*bun, fill(smooth(SKULL), "skin"), fill(hair, "hair"), ear, eye)


def head(joints: Joints, body: Body, *, eyes: bool = True) -> Part:
    return Part(profile(body, eyes), Placement(*joints.head, joints.head_lean))


@lru_cache(maxsize=64)
def _neck(length: float) -> tuple[Shape, ...]:
    return (fill(limb(NECK_ROWS, length), "skin2"),)


def neck(joints: Joints) -> Part:
    """The neck, from inside the shirt to the back of the head."""
    foot = plus(joints.neck, lean(joints.trunk, -3))
    top = between(joints.head, plus(joints.head, turn((-3, -5), joints.head_lean)), 0.9)
    return Part(_neck(round(apart(foot, top), 1)), along(foot, top))
