"""The PDF gets the very shapes of the still, as vectors, cut off at the edge, mirrored for the left."""

from typing import Any

import pytest

from rehab.figures.pdf import Square, draw_still
from rehab.figures.scene import still
from tests.rehab.figures.posed import FIGURES


class Recorded:
    """A canvas, or a path on it, that notes what it is told."""

    def __init__(self) -> None:
        self.told: list[tuple[Any, ...]] = []

    def __getattr__(self, name: str) -> Any:
        def note(*numbers: Any, **more: Any) -> Any:
            self.told.append((name, *numbers, *more.values()))
            return Recorded() if name == "beginPath" else None

        return note

    def names(self) -> list[str]:
        return [name for name, *_ in self.told]


@pytest.mark.parametrize("name", ["two-leg-heel-raise", "temporary-heel-lift", "single-leg-reach"])
def test_each_shape_of_the_still_is_drawn_once(name):
    canvas = Recorded()
    draw_still(canvas, FIGURES[name], "bun", Square(10, 20, 100))
    shapes = [shape for part in still(FIGURES[name], "bun") for shape in part.drawn()]
    assert canvas.names().count("drawPath") == len(shapes) + 1, "and its ground"
    assert canvas.names()[0] == "saveState"
    assert canvas.names()[-1] == "restoreState"
    assert canvas.names().count("clipPath") == 1


def test_the_left_side_is_mirrored():
    right, left = Recorded(), Recorded()
    draw_still(right, FIGURES["single-leg-stand"], "short", Square(0, 0, 80))
    draw_still(left, FIGURES["single-leg-stand"], "short", Square(0, 0, 80), mirrored=True)
    assert ("scale", -1, 1) in left.told
    assert ("scale", -1, 1) not in right.told
    assert len(left.told) == len(right.told) + 2
