"""Bent arrows, each head turned with the arc it ends."""

from functools import lru_cache
from math import asin, degrees, radians, sin

from rehab.figures.figure import Arrow, Figure
from rehab.figures.geometry import Point, apart, lean, leaning, minus, narrowed, plus, smooth, straight, times
from rehab.figures.shapes import Part, Shape, stroke

WIDTH = 3.4
USUAL_SIDE = 190.0
# What a fine arrow has of the width of another.
FINE = 0.62
# Half as wide and as long as a head is, in widths of the shaft.
HEAD_WIDE, HEAD_LONG = 1.9, 2.375


def arrows(figure: Figure) -> list[Part]:
    """The arrows, finer in a close-up, where they would grow with everything else."""
    width = WIDTH * (figure.close[2] / USUAL_SIDE if figure.close else 1)
    return [Part(arrow_shapes(arrow, width * (FINE if arrow.fine else 1))) for arrow in figure.arrows]


@lru_cache(maxsize=128)
def arrow_shapes(arrow: Arrow, width: float) -> tuple[Shape, ...]:
    """A bent shaft and its head, or two."""
    base, head = _head(arrow.points, width)
    # The shaft is laid out as far as the tip, so that it has the right turn where it goes into the head.
    shaft = smooth([*arrow.points[:-1], base, arrow.points[-1]], closed=False)[:-1]
    heads = [head]
    if arrow.both:
        start, other = _head(arrow.points[::-1], width)
        heads.append(other)
        shaft = smooth([arrow.points[0], start, *arrow.points[1:-1], base, arrow.points[-1]], closed=False)
        shaft = (("M", start), *shaft[2:-1])
    return stroke(shaft, "arrow", width), *heads


def _head(points: tuple[Point, ...], width: float) -> tuple[Point, Shape]:
    """Where the shaft ends, and the head from there to the last of *points*."""
    tip = points[-1]
    ahead = lean(heading(points, width * HEAD_LONG))
    size = width * HEAD_WIDE
    base = minus(tip, times(ahead, width * HEAD_LONG))
    aside = times((-ahead[1], ahead[0]), size)
    return base, Shape("both", straight([tip, plus(base, aside), minus(base, aside)]), "arrow", width * 0.5)


def heading(points: tuple[Point, ...], long: float) -> float:
    """Which way the last piece as *long* as a head goes, on the circle through the last three points."""
    last = leaning(points[-2], points[-1])
    if len(points) < 3:
        return last
    # The angle between the last chord and the circle at its end; a shorter chord keeps nearer to the circle.
    bent = narrowed(leaning(points[-3], points[-1]) - leaning(points[-3], points[-2]))
    share = min(long / apart(points[-2], points[-1]), 1)
    return last + bent - degrees(asin(sin(radians(bent)) * share))
