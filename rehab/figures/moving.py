"""The moving picture: parts that turn as one are moved as one, what changes its outline is redrawn."""

from collections.abc import Sequence

from rehab.figures.figure import Figure
from rehab.figures.geometry import HERE
from rehab.figures.head import Body
from rehab.figures.scene import frame, moment
from rehab.figures.shapes import Part, Shape
from rehab.figures.svg import Palette, Sheet, document, number, path_data, path_element, placing
from rehab.figures.timeline import Moment, timeline


def moving_svg(figure: Figure, body: Body, tempo: tuple[int, ...], *, mirrored: bool = False) -> str:
    """One round of the motion as an SVG file that repeats without end."""
    moments = timeline(figure, tempo)
    # A pose that is held or comes again is drawn once.
    known = {pose: moment(figure, pose, body) for pose in {at.pose: None for at in moments}}
    frames = [known[at.pose] for at in moments]
    drawing = Drawing(Sheet.over(frame(figure)), moments)
    drawn = "".join(drawing.part(same) for same in zip(*frames, strict=True))
    return document(drawn, drawing.palette.style(body), mirrored=mirrored)


class Drawing:
    """One moving picture on its sheet, with the paints it has used."""

    def __init__(self, sheet: Sheet, moments: Sequence[Moment]) -> None:
        self.sheet = sheet
        self.palette = Palette()
        total = moments[-1].second
        times = ";".join(f"{round(at.second / total, 4):g}" for at in moments)
        curves = ";".join(" ".join(f"{value:g}" for value in at.curve) for at in moments[1:])
        self._clock = (
            f'dur="{round(total, 2):g}s" repeatCount="indefinite" calcMode="spline" keyTimes="{times}" '
            f'keySplines="{curves}"'
        )

    def part(self, same: Sequence[Part]) -> str:
        """One part at all its moments."""
        lies_still = all(part.placement == HERE for part in same)
        sheet = self.sheet if lies_still else Sheet(0, 0, self.sheet.scale)
        shapes = "".join(self._shape(one, sheet) for one in zip(*(part.shapes for part in same), strict=True))
        if lies_still:
            return shapes
        return f'<g transform="{placing(same[0], self.sheet)}">{self._moves(same)}{shapes}</g>'

    def _moves(self, same: Sequence[Part]) -> str:
        """What moves and turns a part; nothing when it stays."""
        if len({part.placement for part in same}) == 1:
            return ""
        spots = ["{} {}".format(*self.sheet.point(part.placement.x, part.placement.y)) for part in same]
        turns = [number(value) for value in unwound([part.placement.turned for part in same])]
        moved = self._animated("Transform", 'transform" type="translate', spots)
        if {*turns} == {"0"}:
            return moved
        return moved + self._animated("Transform", 'transform" type="rotate" additive="sum', turns)

    def _shape(self, same: Sequence[Shape], sheet: Sheet) -> str:
        """One outline, redrawn where it changes."""
        first = same[0].path
        # Most outlines are the very same object at each moment; telling them apart by their points takes longer.
        changes = any(shape.path is not first for shape in same)
        told = [path_data(shape.path, sheet) for shape in same] if changes else []
        inner = self._animated("", "d", told) if len({*told}) > 1 else ""
        return path_element(same[0], sheet, self.palette, inner)

    def _animated(self, kind: str, name: str, values: Sequence[str]) -> str:
        return f'<animate{kind} attributeName="{name}" {self._clock} values="{";".join(values)}"/>'


def unwound(turns: Sequence[float]) -> list[float]:
    """The same angles, each within half a turn of the one before."""
    found = [turns[0]]
    for turned in turns[1:]:
        last = found[-1]
        found.append(last + (turned - last + 180) % 360 - 180)
    return found
