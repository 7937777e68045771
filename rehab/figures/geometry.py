"""Points, angles and smooth outlines. Centimetres, y up; angles in degrees from upright, clockwise."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import atan2, cos, degrees, hypot, radians, sin
from typing import NamedTuple

Point = tuple[float, float]
# One step of an outline: M, L, C or Z, with the numbers it needs, as SVG and PDF both have them.
Step = tuple[str, tuple[float, ...]]
Path = tuple[Step, ...]
# A row of a limb's outline: how far along the bone, and how wide in front of it and behind it.
Rows = tuple[tuple[float, float, float], ...]

# How far the handles of a curve reach along the way to its next point.
HANDLE = 0.36
# The handle that makes four curves a circle.
ROUND = 0.5523


class Placement(NamedTuple):
    """Where a rigid part lies: its origin, and how far it is turned clockwise from upright."""

    x: float
    y: float
    turned: float


HERE = Placement(0, 0, 0)


def lean(degrees_: float, length: float = 1.0) -> Point:
    """The way from the lower end of a bone to its upper end, when it leans that far to the front."""
    angle = radians(degrees_)
    return sin(angle) * length, cos(angle) * length


def plus(a: Point, b: Point) -> Point:
    return a[0] + b[0], a[1] + b[1]


def minus(a: Point, b: Point) -> Point:
    return a[0] - b[0], a[1] - b[1]


def times(a: Point, factor: float) -> Point:
    return a[0] * factor, a[1] * factor


def between(a: Point, b: Point, share: float) -> Point:
    """The point that lies that share of the way from *a* to *b*."""
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share


def apart(a: Point, b: Point) -> float:
    return hypot(b[0] - a[0], b[1] - a[1])


def turn(point: Point, degrees_: float) -> Point:
    """*point* turned clockwise round the origin."""
    angle = radians(degrees_)
    c, s = cos(angle), sin(angle)
    return point[0] * c + point[1] * s, point[1] * c - point[0] * s


def leaning(lower: Point, upper: Point) -> float:
    """How far the bone from *lower* to *upper* leans to the front; the inverse of `lean`."""
    return degrees(atan2(upper[0] - lower[0], upper[1] - lower[1]))


def narrowed(degrees_: float) -> float:
    """The same angle between -180 and 180."""
    return (degrees_ + 180) % 360 - 180


def along(start: Point, end: Point) -> Placement:
    """The placement of a bone that begins at *start* and points to *end*."""
    return Placement(*start, leaning(start, end))


def two_bones(start: Point, end: Point, lengths: Point, bend: int) -> Point:
    """The joint between two bones that reach from *start* to *end*, on the side *bend* names (1 is
    to the left of the way there). Out of reach they point straight at *end*.
    """
    first, second = lengths
    distance = max(apart(start, end), 0.001)
    ahead = times(minus(end, start), 1 / distance)
    reached = min(distance, first + second)
    x = (first**2 - second**2 + reached**2) / (2 * reached)
    aside = max(first**2 - x**2, 0) ** 0.5 * bend
    return plus(plus(start, times(ahead, x)), times((-ahead[1], ahead[0]), aside))


def smooth(points: Sequence[Point], *, closed: bool = True) -> Path:
    """A smooth outline through all *points*."""
    count = len(points)
    last = count - 1

    def at(i: int) -> Point:
        return points[i % count] if closed else points[min(max(i, 0), last)]

    tangents = []
    for i in range(count):
        way = minus(at(i + 1), at(i - 1))
        tangents.append(times(way, 1 / (hypot(*way) or 1)))
    steps: list[Step] = [("M", points[0])]
    for i in range(count if closed else last):
        a, b = at(i), at(i + 1)
        reach = apart(a, b) * HANDLE
        first, second = tangents[i], tangents[(i + 1) % count]
        steps.append(("C", (*plus(a, times(first, reach)), *minus(b, times(second, reach)), *b)))
    return (*steps, ("Z", ())) if closed else tuple(steps)


def straight(points: Sequence[Point], *, closed: bool = True) -> Path:
    """Straight lines from point to point."""
    steps: list[Step] = [("M", points[0]), *(("L", point) for point in points[1:])]
    return (*steps, ("Z", ())) if closed else tuple(steps)


@lru_cache(maxsize=512)
def ellipse(centre: Point, wide: float, high: float, turned: float = 0) -> Path:
    """An ellipse of those half-widths."""

    def at(x: float, y: float) -> Point:
        return plus(centre, turn((x * wide, y * high), turned))

    steps: list[Step] = [("M", at(1, 0))]
    x, y = 1.0, 0.0
    for _ in range(4):
        steps.append(("C", (*at(x - y * ROUND, y + x * ROUND), *at(-y + x * ROUND, x + y * ROUND), *at(-y, x))))
        x, y = -y, x
    return (*steps, ("Z", ()))


def box(corner: Point, wide: float, high: float, radius: float = 0) -> Path:
    """A rectangle up and to the right of *corner*, its corners rounded."""
    x, y = corner
    right, top = x + wide, y + high
    if not radius:
        return straight([(x, y), (right, y), (right, top), (x, top)])
    r, k = radius, radius * 0.45
    return (
        ("M", (x + r, y)),
        ("L", (right - r, y)),
        ("C", (right - k, y, right, y + k, right, y + r)),
        ("L", (right, top - r)),
        ("C", (right, top - k, right - k, top, right - r, top)),
        ("L", (x + r, top)),
        ("C", (x + k, top, x, top - k, x, top - r)),
        ("L", (x, y + r)),
        ("C", (x, y + k, x + k, y, x + r, y)),
        ("Z", ()),
    )


@lru_cache(maxsize=512)
def limb(rows: Rows, length: float) -> Path:
    """The outline of *rows* round a bone of that length which stands on the origin and points up.

    A bone that points down, as those of a leg do, has its front to the right.
    """
    front = [(-ahead, share * length) for share, ahead, _ in rows]
    back = [(behind, share * length) for share, _, behind in reversed(rows)]
    return smooth([*front, *back])


def placed(path: Path, placement: Placement) -> Path:
    """*path*, drawn round the origin, where its placement puts it."""
    if placement == HERE:
        return path
    angle = radians(placement.turned)
    c, s = cos(angle), sin(angle)
    x0, y0 = placement.x, placement.y
    found: list[Step] = []
    for name, numbers in path:
        pairs = zip(numbers[::2], numbers[1::2], strict=True)
        moved = [value for x, y in pairs for value in (x0 + x * c + y * s, y0 + y * c - x * s)]
        found.append((name, tuple(moved)))
    return tuple(found)


def points_of(paths: Iterable[Path]) -> Iterable[Point]:
    """Every point the outlines go through, without their handles."""
    for path in paths:
        for _, numbers in path:
            if numbers:
                yield numbers[-2], numbers[-1]
