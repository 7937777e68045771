"""A figure's parts in drawing order: ground, things, ghosts, person, arrows; and the square they fill."""

from functools import lru_cache
from math import hypot

from rehab.figures.arrows import arrows
from rehab.figures.figure import Figure
from rehab.figures.front import free_foot, front_person
from rehab.figures.geometry import HERE, Placement, Point, box, minus, straight, times
from rehab.figures.head import Body
from rehab.figures.paint import GHOSTS, RIM
from rehab.figures.person import side_person
from rehab.figures.pose import FrontPose, Pose
from rehab.figures.props import BEFORE, BEHIND, standing
from rehab.figures.shapes import Bounds, Part, bounds, fill, stroke

MARGIN = 7.0
GROUND_DEPTH = 5.0
# Marks on the ground in the time of one round.
MARKS = 4
# How wide the line round a ghost is drawn; the inner half of it lies below the ghost.
RIM_WIDTH = 1.7
# How wide the line round a close-up is, of its side.
FRAME = 0.01
# Details a ghost does without.
BARE_OF = frozenset({"line", "fibre", "muscle", "tendon", "sock", "sock2", "sole", "sole2"})


def person(figure: Figure, pose: Pose, body: Body, *, lit: bool = True) -> list[Part]:
    """The person in *pose*, from the figure's own view."""
    if isinstance(pose, FrontPose):
        return front_person(figure, pose, body, lit=lit)
    return side_person(figure, pose, body, lit=lit)


def moment(figure: Figure, pose: Pose, body: Body) -> list[Part]:
    """Everything to be seen at one moment of the motion."""
    around = [*passing(figure, pose), *person(figure, pose, body), *_before(figure), *_pressing(figure, pose)]
    behind = [*ground(figure), *(standing(prop) for prop in figure.props if prop.kind in BEHIND and not prop.still)]
    return [*behind, *around, *_framed(figure)]


def still(figure: Figure, body: Body) -> list[Part]:
    """Everything to be seen in the still: where the motion begins, faded; where it ends; the way."""
    shifts = figure.shifts or ((0, 0),) * len(figure.ghosts)
    parts = _behind(figure)
    shown = person(figure, figure.poses[figure.shown], body)
    # What has not moved would only be seen as a line round the person.
    stays = {(part.placement, part.shapes[0].path) for part in shown}
    for index, shift in zip(figure.ghosts, shifts, strict=True):
        ghost = _ghost(figure, figure.poses[index], body)
        hidden = set() if any(shift) else stays
        parts += _faded([part for part in ghost if (part.placement, part.shapes[0].path) not in hidden], shift)
    return [*parts, *shown, *_before(figure), *arrows(figure), *_framed(figure)]


def _ghost(figure: Figure, pose: Pose, body: Body) -> list[Part]:
    """Who is faded: the whole person, or the foot that moves."""
    if isinstance(pose, FrontPose) and figure.ghost_of == "free foot":
        return free_foot(pose)
    return person(figure, pose, body, lit=False)


@lru_cache(maxsize=256)
def frame(figure: Figure) -> Bounds:
    """The square that holds the still and every key pose, the ground at its foot."""
    if figure.close:
        left, bottom, side = figure.close
        return Bounds(left, bottom, left + side, bottom + side)
    parts = still(figure, "bun")
    for pose in figure.poses:
        parts += person(figure, pose, "bun")
    found = bounds(parts)
    side = max(found.right - found.left, found.top - found.bottom, figure.least) + 2 * MARGIN
    left = (found.left + found.right - side) / 2
    high = found.top - found.bottom
    bottom = found.bottom - (MARGIN if high > figure.least * 0.72 else (side - high) * 0.36)
    return Bounds(left, bottom, left + side, bottom + side)


def passing(figure: Figure, pose: Pose) -> list[Part]:
    """Marks on the ground that pass by below somebody who walks or runs on the spot."""
    if not figure.stride:
        return []
    left, _, right, _ = frame(figure)
    gap = figure.stride / MARKS
    marks = tuple(
        stroke(straight([(left + gap * i, -3), (left + gap * i + 7, -3)], closed=False), "edge", 1.4)
        for i in range(round((right - left) / gap) + MARKS + 2)
    )
    base = fill(box((left, -GROUND_DEPTH), right - left, GROUND_DEPTH), "ground")
    edge = fill(box((left, -1.3), right - left, 1.3), "edge")
    return [Part((base, edge)), Part(marks, HERE._replace(x=-pose.flow))]


def _pressing(figure: Figure, pose: Pose) -> list[Part]:
    """The arrow of a push that moves nothing, as far as it has gone; in motion it shows the effort."""
    if not any(key.press for key in figure.poses):
        return []
    found = []
    for arrow, part in zip(figure.arrows, arrows(figure), strict=True):
        way = minus(arrow.points[-1], arrow.points[-2])
        x, y = times(way, pose.press / hypot(*way))
        found.append(part._replace(placement=Placement(x, y, 0)))
    return found


def _framed(figure: Figure) -> list[Part]:
    """A line round a close-up, which says that what it cuts goes on."""
    if not figure.close:
        return []
    left, bottom, side = figure.close
    width = side * FRAME
    edge = box((left + width / 2, bottom + width / 2), side - width, side - width)
    return [Part((stroke(edge, "edge", width),))]


def _behind(figure: Figure) -> list[Part]:
    return [*ground(figure), *(standing(prop) for prop in figure.props if prop.kind in BEHIND)]


def _before(figure: Figure) -> list[Part]:
    return [standing(prop) for prop in figure.props if prop.kind in BEFORE]


@lru_cache(maxsize=256)
def _span(figure: Figure) -> tuple[float, float]:
    """How far the ground runs: below everything that is drawn."""
    parts = [standing(prop) for prop in figure.props if prop.kind in BEHIND or prop.kind in BEFORE]
    for pose in figure.poses:
        parts += person(figure, pose, "bun")
    parts += arrows(figure)
    found = bounds(parts)
    shifts = [0.0, *(x for x, _ in figure.shifts)]
    left, right = found.left + min(shifts), found.right + max(shifts)
    short = max(figure.least - (right - left), 0) / 2
    return left - short, right + short


def ground(figure: Figure) -> list[Part]:
    if not figure.ground:
        return []
    left, right = _span(figure)
    shapes = (
        fill(box((left, -GROUND_DEPTH), right - left, GROUND_DEPTH, 2.4), "ground"),
        fill(box((left, -1.3), right - left, 1.3, 0.6), "edge"),
    )
    return [Part(shapes)]


def _faded(parts: list[Part], shift: Point) -> list[Part]:
    """A ghost of *parts*: the same outlines in the colours of the ground, and first of all a line round
    them, which so goes round the whole and not round each limb.
    """
    ghosts, rims = [], []
    for part in parts:
        shapes = tuple(
            shape._replace(paint="~" + GHOSTS.get(shape.paint, "skin2"))
            for shape in part.shapes
            if shape.paint not in BARE_OF
        )
        place = part.placement._replace(x=part.placement.x + shift[0], y=part.placement.y + shift[1])
        ghosts.append(Part(shapes, place))
        rims.append(Part(tuple(stroke(one.path, RIM, RIM_WIDTH) for one in shapes if one.kind == "fill"), place))
    return [part for part in (*rims, *ghosts) if part.shapes]
