"""Things that stand in the room: wall, step, chair, worktop, mat, pillow, roller, rail, bike, pool."""

from collections.abc import Callable

import msgspec

from rehab.figures.geometry import Point, box, ellipse, smooth, straight
from rehab.figures.shapes import Part, Shape, fill, stroke

DEFAULT_SIZE: Point = (0, 0)
# How high the seat of a chair is.
SEAT = 43.4


class Prop(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing in a picture. *at* is its lower left corner, or the lower front end of what has a
    *face* (1 looks to the right). What is held or worn names the joints it goes from and to. *still* is
    for what only a ghost needs, which the motion is without.
    """

    kind: str
    at: Point = (0, 0)
    size: Point = DEFAULT_SIZE
    face: int = 1
    by: str = ""
    to: str = ""
    still: bool = False


def cushion(prop: Prop) -> tuple[Shape, ...]:
    """A firm cushion to stand on: the foot sinks into it a little."""
    (x, y), (w, h) = prop.at, prop.size
    outline = smooth(
        [
            (x, y + h * 0.5),
            (x + w * 0.05, y + h * 0.92),
            (x + w * 0.16, y + h),
            (x + w * 0.3, y + h * 0.84),
            (x + w * 0.66, y + h * 0.84),
            (x + w * 0.84, y + h),
            (x + w * 0.95, y + h * 0.92),
            (x + w, y + h * 0.5),
            (x + w * 0.96, y),
            (x + w * 0.5, y),
            (x + w * 0.04, y),
        ]
    )
    seam = straight([(x + 3, y + h * 0.42), (x + w - 3, y + h * 0.42)], closed=False)
    return fill(outline, "cloth"), stroke(seam, "soft2", 1)


def wall(prop: Prop) -> tuple[Shape, ...]:
    """A wall whose side in the room is at *at*; the room is on its left, or on its right if it *faces* there."""
    (x, y), high = prop.at, prop.size[1] or 184
    thick, edge = (x, x) if prop.face > 0 else (x - 9, x - 2.2)
    return fill(box((thick, y), 9, high, 2), "prop"), fill(box((edge, y), 2.2, high, 1), "prop2")


def step(prop: Prop) -> tuple[Shape, ...]:
    (x, y), (wide, high) = prop.at, prop.size
    return fill(box((x, y), wide, high, 2), "prop"), fill(box((x - 1.2, y + high - 4), wide + 2.4, 4, 1.6), "prop2")


def chair(prop: Prop) -> tuple[Shape, ...]:
    """A chair whose back is at *at* and which looks the way it faces; who sits with the hip at 55 sits on it."""
    left, base = prop.at

    def at(x: float, y: float) -> Point:
        return left + x * prop.face, base + y

    return (
        stroke(straight([at(2, 0), at(4, SEAT - 3), at(0, 92)], closed=False), "prop2", 3.6),
        stroke(straight([at(38, 0), at(36, SEAT - 3)], closed=False), "prop2", 3.6),
        stroke(straight([at(3, SEAT - 2.8), at(38, SEAT - 2.8)], closed=False), "prop", 5.6),
        stroke(straight([at(1.5, 72), at(-0.6, 92)], closed=False), "prop", 7),
    )


def worktop(prop: Prop) -> tuple[Shape, ...]:
    (x, y), high = prop.at, prop.size[1] or 92
    wide = prop.size[0] or 44
    return (
        fill(box((x + 4, y + 6), wide - 5, high - 6), "prop"),
        fill(box((x + 8, y), wide - 10, 7), "prop2"),
        fill(box((x, y + high - 5), wide, 5, 1.6), "prop2"),
        stroke(straight([(x + 9, y + high - 14), (x + 9, y + high - 24)], closed=False), "prop2", 2),
    )


def mat(prop: Prop) -> tuple[Shape, ...]:
    (x, y), (wide, high) = prop.at, prop.size
    return (fill(box((x, y), wide, high or 2.6, 1.3), "gear2"),)


def floor(prop: Prop) -> tuple[Shape, ...]:
    """A piece of floor seen from a little above."""
    (x, y), (wide, high) = prop.at, prop.size
    return (fill(box((x, y), wide, high, 5), "ground"),)


def block(prop: Prop) -> tuple[Shape, ...]:
    """Something firm to sit or lie on: a couch or a low box."""
    (x, y), (wide, high) = prop.at, prop.size
    return fill(box((x, y), wide, high, 2.5), "prop"), fill(box((x, y + high - 5), wide, 5, 2.2), "prop2")


def pillow(prop: Prop) -> tuple[Shape, ...]:
    (x, y), (w, h) = prop.at, prop.size
    outline = smooth(
        [
            (x, y + h * 0.12),
            (x + w * 0.06, y + h * 0.55),
            (x + w * 0.02, y + h * 0.92),
            (x + w * 0.5, y + h),
            (x + w * 0.98, y + h * 0.92),
            (x + w * 0.94, y + h * 0.55),
            (x + w, y + h * 0.12),
            (x + w * 0.5, y),
        ]
    )
    seam = smooth([(x + w * 0.12, y + h * 0.5), (x + w * 0.5, y + h * 0.42), (x + w * 0.88, y + h * 0.5)], closed=False)
    return fill(outline, "soft"), stroke(outline, "soft2", 1.2), stroke(seam, "soft2", 1.2)


def roller(prop: Prop) -> tuple[Shape, ...]:
    """A roller seen from its end; *at* is where it touches the ground, its width the diameter."""
    (x, y), radius = prop.at, prop.size[0] / 2
    centre = (x, y + radius)
    return (
        fill(ellipse(centre, radius, radius), "gear"),
        fill(ellipse(centre, radius * 0.62, radius * 0.62), "gear2"),
        fill(ellipse(centre, radius * 0.3, radius * 0.3), "gear"),
    )


def rail(prop: Prop) -> tuple[Shape, ...]:
    """A handrail on two posts; *size* is how far it runs and how high it is."""
    (x, y), (wide, high) = prop.at, prop.size
    return (
        stroke(straight([(x + 4, y), (x + 4, y + high)], closed=False), "prop2", 2.6),
        stroke(straight([(x + wide - 4, y), (x + wide - 4, y + high)], closed=False), "prop2", 2.6),
        stroke(straight([(x, y + high), (x + wide, y + high)], closed=False), "prop", 4.4),
    )


def bike(prop: Prop) -> tuple[Shape, ...]:
    """A stationary bike round the axle of its cranks; *size* is where the saddle is from there."""
    (x, y), (back, up) = prop.at, prop.size
    saddle = (x + back, y + up)
    bars = (x + 35, y + 66)
    return (
        stroke(straight([(x - 38, 2), (x + 52, 2)], closed=False), "prop2", 4.5),
        fill(ellipse((x + 33, y + 1), 21, 21), "prop"),
        fill(ellipse((x + 33, y + 1), 15, 15), "ground"),
        stroke(straight([(x + 33, y + 1), (x + 44, 3)], closed=False), "gear", 4.5),
        stroke(straight([(x - 24, 3), (x, y), saddle], closed=False), "gear", 4.5),
        stroke(straight([(x, y), (x + 33, y + 1), bars], closed=False), "gear", 4.5),
        stroke(smooth([bars, (bars[0] + 4, bars[1] + 4), (bars[0] + 12, bars[1] + 3)], closed=False), "prop2", 3.6),
        stroke(
            smooth([(saddle[0] - 11, saddle[1] + 2), saddle, (saddle[0] + 12, saddle[1])], closed=False), "prop2", 5.5
        ),
    )


def slope(prop: Prop) -> tuple[Shape, ...]:
    """Ground that rises to the right; *size* is how far it runs and how high it gets."""
    (x, y), (wide, high) = prop.at, prop.size
    rise = straight([(x, y), (x + wide, y + high), (x + wide, y)])
    return fill(rise, "ground"), stroke(straight([(x, y), (x + wide, y + high)], closed=False), "edge", 1.6)


def water(prop: Prop) -> tuple[Shape, ...]:
    """What is under the surface, behind the person."""
    (x, y), (wide, high) = prop.at, prop.size
    return (fill(box((x, y), wide, high, 3), "water"),)


def waves(prop: Prop) -> tuple[Shape, ...]:
    """The surface, in front of the person: three rows of small waves."""
    (x, y), wide = prop.at, prop.size[0]
    rows = []
    for row, (begin, end) in enumerate([(0.0, 1.0), (0.08, 0.3), (0.7, 0.94)]):
        count = max(round((end - begin) * wide / 9), 3)
        spacing = (end - begin) * wide / count
        points = [
            (x + begin * wide + spacing * i, y - row * (5 + row) + (1.3 if i % 2 else -1.3)) for i in range(count + 1)
        ]
        rows.append(stroke(smooth(points, closed=False), "water2", 1.8))
    return tuple(rows)


def line(prop: Prop) -> tuple[Shape, ...]:
    """A line taped to the floor."""
    x, y = prop.at
    end = (x + prop.size[0], y + prop.size[1])
    return (stroke(straight([prop.at, end], closed=False), "cloth", 2.8),)


def level(prop: Prop) -> tuple[Shape, ...]:
    """A dashed line in the air: how high."""
    (x, y), wide = prop.at, prop.size[0]
    dashes = max(round(wide / 7), 1)
    length = wide / (dashes * 2 - 1)
    return tuple(
        stroke(straight([(x + 2 * i * length, y), (x + (2 * i + 1) * length, y)], closed=False), "edge", 1.3)
        for i in range(dashes)
    )


def aim(prop: Prop) -> tuple[Shape, ...]:
    """A line in the air in the colour of arrows: up to here."""
    x, y = prop.at
    return (stroke(straight([(x, y), (x + prop.size[0], y)], closed=False), "arrow", 2.2),)


def speed(prop: Prop) -> tuple[Shape, ...]:
    """Three lines in the air behind somebody who is fast."""
    x, y = prop.at
    starts = ((0.0, 0.0), (-8.0, -22.0), (-2.0, -44.0))
    return tuple(stroke(straight([(x + a, y + b), (x + a + 20, y + b)], closed=False), "edge", 2.2) for a, b in starts)


def spot(prop: Prop) -> tuple[Shape, ...]:
    """A mark on the floor, to tap or to land on."""
    return (fill(ellipse(prop.at, prop.size[0] or 5, prop.size[1] or 1.8), "gear2"),)


def stopwatch(prop: Prop) -> tuple[Shape, ...]:
    """A watch that says: stay like this for a while."""
    x, y = prop.at
    return (
        fill(box((x - 2.2, y + 8.6), 4.4, 4, 1), "line"),
        fill(ellipse((x, y), 9.6, 9.6), "line"),
        fill(ellipse((x, y), 7.6, 7.6), "soft"),
        stroke(straight([(x, y + 5), (x, y), (x + 3.6, y - 2)], closed=False), "arrow", 1.8),
    )


BEHIND: dict[str, Callable[[Prop], tuple[Shape, ...]]] = {
    "wall": wall,
    "step": step,
    "chair": chair,
    "worktop": worktop,
    "mat": mat,
    "floor": floor,
    "block": block,
    "pillow": pillow,
    "roller": roller,
    "rail": rail,
    "bike": bike,
    "slope": slope,
    "water": water,
    "line": line,
    "level": level,
    "speed": speed,
    "aim": aim,
    "spot": spot,
    "stopwatch": stopwatch,
}
BEFORE: dict[str, Callable[[Prop], tuple[Shape, ...]]] = {
    "waves": waves,
    "cushion": cushion,
    "step-before": step,
}


def standing(prop: Prop) -> Part:
    """A thing of the room as one part of the picture."""
    return Part((BEHIND.get(prop.kind) or BEFORE[prop.kind])(prop))
