"""What a picture is made of: shapes in drawing order, gathered into parts that move as one."""

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from rehab.figures.geometry import HERE, Path, Placement, placed, points_of

Kind = Literal["fill", "stroke", "both"]


class Shape(NamedTuple):
    """One outline in one paint; *width* is that of its stroke, which is round."""

    kind: Kind
    path: Path
    paint: str
    width: float = 0


class Part(NamedTuple):
    """Shapes round their own origin, and where in the picture that is.

    Between two poses a part with the same shapes has only moved and turned.
    """

    shapes: tuple[Shape, ...]
    placement: Placement = HERE

    def drawn(self) -> Iterator[Shape]:
        """The shapes where they are in the picture."""
        for shape in self.shapes:
            yield shape._replace(path=placed(shape.path, self.placement))


def fill(path: Path, paint: str) -> Shape:
    return Shape("fill", path, paint)


def stroke(path: Path, paint: str, width: float) -> Shape:
    return Shape("stroke", path, paint, width)


class Bounds(NamedTuple):
    """The box a picture fills: left, bottom, right, top."""

    left: float
    bottom: float
    right: float
    top: float


def bounds(parts: Iterable[Part]) -> Bounds:
    """The box round all *parts*, their strokes included."""
    xs: list[float] = []
    ys: list[float] = []
    for part in parts:
        for shape in part.drawn():
            half = shape.width / 2
            for x, y in points_of([shape.path]):
                xs += (x - half, x + half)
                ys += (y - half, y + half)
    return Bounds(min(xs), min(ys), max(xs), max(ys))
