"""Parts as SVG: short relative paths in whole units, colours by class, light and dark in one file."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from rehab.figures.figure import Figure
from rehab.figures.geometry import HERE, Path
from rehab.figures.head import Body
from rehab.figures.paint import Colours, colours
from rehab.figures.scene import frame, still
from rehab.figures.shapes import Bounds, Part, Shape

# How many units a picture is wide and high.
UNITS = 800
# Classes, short and in small letters: an old page may read capitals as the same.
LETTERS = "abcdefghijklmnopqrstuvwxyz"
NAMES = (*LETTERS, *(f"{letter}1" for letter in LETTERS))


class Sheet(NamedTuple):
    """How centimetres become units: the left and upper edge, and the scale."""

    left: float
    top: float
    scale: float

    @classmethod
    def over(cls, frame: Bounds) -> "Sheet":
        return cls(frame.left, frame.top, UNITS / (frame.right - frame.left))

    def point(self, x: float, y: float) -> tuple[int, int]:
        """A point in whole units, from the upper left corner."""
        return round((x - self.left) * self.scale), round((self.top - y) * self.scale)


class Palette:
    """The classes of the paints used so far, in the order they came."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, str], str] = {}

    def name(self, shape: Shape) -> str:
        """The class that gives *shape* its paint, as fill, as stroke or as both."""
        return self._names.setdefault((shape.paint, shape.kind), NAMES[len(self._names)])

    def style(self, body: Body) -> str:
        """The rules of all classes, and those that differ on a dark ground."""
        light, dark = colours(body), colours(body, dark=True)
        return (
            "<style>path{stroke-linecap:round;stroke-linejoin:round}"
            f"rect{{fill:{light['tile']}}}{self._rules(light)}"
            f"@media(prefers-color-scheme:dark){{rect{{fill:{dark['tile']}}}{self._rules(dark)}}}</style>"
        )

    def _rules(self, known: Colours) -> str:
        rules = []
        for (paint, kind), name in self._names.items():
            colour = known[paint]
            said = {"fill": f"fill:{colour}", "stroke": f"fill:none;stroke:{colour}"}
            rules.append(f".{name}{{{said.get(kind, f'fill:{colour};stroke:{colour}')}}}")
        return "".join(rules)


def still_svg(figure: Figure, body: Body, *, mirrored: bool = False) -> str:
    """The still picture as an SVG file."""
    sheet, palette = Sheet.over(frame(figure)), Palette()
    drawn = (part_element(part, sheet, palette) for part in still(figure, body))
    return document("".join(drawn), palette.style(body), mirrored=mirrored)


def document(drawn: str, style: str, *, mirrored: bool) -> str:
    """A whole file round what is *drawn*."""
    if mirrored:
        drawn = f'<g transform="matrix(-1 0 0 1 {UNITS} 0)">{drawn}</g>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {UNITS} {UNITS}" width="320" height="320">'
        f'{style}<rect width="100%" height="100%"/>{drawn}</svg>'
    )


def part_element(part: Part, sheet: Sheet, palette: Palette) -> str:
    """One part: its shapes round their own origin, put into place as one.

    So what is drawn twice, once as a ghost, is told in the same words, which compress to nothing.
    """
    told = sheet if part.placement == HERE else Sheet(0, 0, sheet.scale)
    shapes = "".join(path_element(shape, told, palette) for shape in part.shapes)
    return shapes if part.placement == HERE else f'<g transform="{placing(part, sheet)}">{shapes}</g>'


def placing(part: Part, sheet: Sheet) -> str:
    """Where a part lies, as SVG has it."""
    x, y = sheet.point(part.placement.x, part.placement.y)
    turned = number(part.placement.turned)
    return f"translate({x} {y})" + (f"rotate({turned})" if turned != "0" else "")


def number(value: float) -> str:
    """A number to one decimal, as short as it goes."""
    return f"{round(value, 1) + 0:g}"


def path_element(shape: Shape, sheet: Sheet, palette: Palette, inner: str = "") -> str:
    """One shape, with what stands *inner* in its element."""
    width = f' stroke-width="{number(shape.width * sheet.scale)}"' if shape.width else ""
    end = f">{inner}</path>" if inner else "/>"
    return f'<path class="{palette.name(shape)}"{width} d="{path_data(shape.path, sheet)}"{end}'


@lru_cache(maxsize=4096)
def path_data(path: Path, sheet: Sheet) -> str:
    """*path* in whole units, each point told from the one before."""
    out: list[str] = []
    left, top, scale = sheet
    here, last = (0, 0), ""
    start = here
    for name, numbers in path:
        if name == "Z":
            out.append("z")
            here, last = start, "z"
            continue
        units = [round((v - left) * scale) if i % 2 == 0 else round((top - v) * scale) for i, v in enumerate(numbers)]
        if name == "M":
            out.append("M" + joined(units))
            start = (units[0], units[1])
            last = "M"
        else:
            told = joined([v - here[i % 2] for i, v in enumerate(units)])
            letter = name.lower()
            gap = "" if told.startswith("-") else " "
            out.append(gap + told if last == letter else letter + told)
            last = letter
        here = (units[-2], units[-1])
    return "".join(out)


def joined(numbers: Sequence[int]) -> str:
    """Whole numbers with no more between them than it takes to tell them apart."""
    return "".join(f"{n}" if n < 0 or not i else f" {n}" for i, n in enumerate(numbers))
