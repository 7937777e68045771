"""Arrows: each head turns with its curve and has room for itself; a close-up has a line round it."""

from math import pi

import pytest

from rehab.figures.arrows import HEAD_LONG, WIDTH, arrow_shapes, arrows, heading
from rehab.figures.figure import Arrow
from rehab.figures.geometry import Path, Point, apart, between, lean, leaning, narrowed, plus, points_of
from rehab.figures.scene import moment, still
from tests.rehab.alike import of_each
from tests.rehab.figures.posed import FIGURES

# Degrees between the end of a shaft and its head from which it looks broken.
BROKEN = 22

ARROWS = {name: (figure,) for name, figure in FIGURES.items() if figure.arrows}


def ends(shaft: Path) -> tuple[tuple[Point, Point], tuple[Point, Point]]:
    """The first and the last piece of a shaft, each from inside to its end."""
    start, first, last = shaft[0][1], shaft[1][1], shaft[-1][1]
    return ((first[0], first[1]), (start[0], start[1])), ((last[2], last[3]), (last[4], last[5]))


@of_each(ARROWS)
def test_an_arrowhead_turns_with_its_curve(figure):
    for arrow, part in zip(figure.arrows, arrows(figure), strict=True):
        shaft, *heads = part.shapes
        first, last = ends(shaft.path)
        for head, (inside, end) in zip(heads, (last, first), strict=False):
            tip, one, other = points_of([head.path])
            assert end == pytest.approx(between(one, other, 0.5), abs=0.01), "the shaft ends in the middle of its head"
            assert abs(narrowed(leaning(inside, end) - leaning(end, tip))) < BROKEN, arrow


@of_each(ARROWS)
def test_an_arrow_is_longer_than_its_heads(figure):
    for arrow, part in zip(figure.arrows, arrows(figure), strict=True):
        shaft, *heads = part.shapes
        way = sum(apart(a, b) for a, b in zip(arrow.points, arrow.points[1:], strict=False))
        assert way > len(heads) * HEAD_LONG * shaft.width + shaft.width, arrow


def test_on_a_circle_a_head_lies_as_a_piece_of_the_circle_would():
    radius, step = 20.0, 60
    points = tuple(plus((0, 0), lean(degrees, radius)) for degrees in (0, step, 2 * step))
    short = radius * pi / 180  # one degree of the circle
    assert heading(points, short) == pytest.approx(2 * step + 90 - 0.5, abs=0.05)
    assert heading(points, radius * 9) == pytest.approx(leaning(points[1], points[2]))
    assert heading(points[1:], short) == leaning(points[1], points[2]), "two points have no circle"


def test_a_fine_arrow_is_finer_and_one_in_a_close_up_too():
    big, *_ = arrow_shapes(Arrow(((0, 0), (30, 0))), WIDTH)
    figure = FIGURES["toe-curls-and-knee-bends"]
    for arrow, part in zip(figure.arrows, arrows(figure), strict=True):
        assert (part.shapes[0].width < big.width * 0.7) == arrow.fine
    assert arrows(FIGURES["ankle-pumps-mid-range"])[0].shapes[0].width < big.width


def test_a_close_up_has_a_line_round_it_and_nothing_else_has():
    for figure in FIGURES.values():
        for parts in (still(figure, "bun"), moment(figure, figure.poses[0], "bun")):
            around = [s for s in parts[-1].shapes if s.kind == "stroke" and s.paint == "edge"]
            assert bool(around) == bool(figure.close)
