"""The week as a table: exercises down, days across, a box for each set, room for the pain of the day."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from reportlab.lib.styles import ParagraphStyle

from programs.handouts.blocks import TICK, Block, Stack, Text
from programs.handouts.lettering import Spot, fitted, shaped, write
from programs.handouts.strokes import edged, filled
from programs.handouts.tagged import TaggedCanvas
from programs.handouts.typeface import INK, LINE, PATH, SOFT, WELL, WHITE, Hand

NAME_SHARE = 0.34
# Boxes of a day stand edge to edge: three in a row, and a gap to those of the next day.
BOXES_ABREAST = 3
PAD = 4.0
PAD_DOWN, CLOSE_PAD_DOWN = 2.6, 1.8
# Points between the heads of two days, at least.
APART = 7.0
# Points between two rows that a pen has any use for.
MOST_AIR = 6.0
# Fewer rows than these are not left alone on either side of a split.
FEWEST = 2
# A week has hundreds of cells: what they are drawn with is written once. Round joins take the sharpness off.
DASH = edged(SOFT, 0.6)
BOXED = f"{edged(INK, 0.9)} {filled(WHITE)} 1 j"


class Label:
    """A name in bold and a dose behind it; the dose below where one line holds the name and not both."""

    def __init__(self, name: str, dose: str, style: ParagraphStyle) -> None:
        self._abreast = Text(dose, style, kind="", bold=name)
        self._name = Text("", style, kind="", bold=name)
        self._below = Stack([self._name, Text(dose, style, kind="")])
        self._over_a_line = 1.5 * style.leading
        self.said = self._abreast.said

    def height(self, width: float) -> float:
        """Points it takes at *width*."""
        return self._shown(width).height(width)

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw it downwards from *top*."""
        self._shown(width).draw(canvas, x, top, width)

    def _shown(self, width: float) -> Block:
        parted = self._name.height(width) < self._over_a_line < self._abreast.height(width)
        return self._below if parted else self._abreast


class Grid:
    """*days* are the heads of the columns with a word on each day; *rows* hold a name, a dose and boxes by day.

    *blanks* are rows to write a number in on each day.
    """

    def __init__(
        self,
        days: Sequence[tuple[str, str]],
        rows: Sequence[tuple[str, str, Sequence[int]]],
        blanks: Sequence[str],
        first: str,
        hand: Hand,
    ) -> None:
        self._days, self._hand, self._first = days, hand, first
        self._told, self._air = (rows, blanks), 0.0
        small, text = hand.style("small"), hand.style("text", bold=True)
        self._rows = [(Label(name, dose, small), boxes) for name, dose, boxes in rows]
        self._blanks = [Text(blank, text, kind="") for blank in blanks]

    def height(self, width: float) -> float:
        """Points it takes at *width*."""
        return self._head() + sum(self._heights(width))

    def airy(self, points: float) -> "Grid":
        """The same with as many *points* more between its rows, all in all, as help a pen."""
        rows, blanks = self._told
        grid = Grid(self._days, rows, blanks, self._first, self._hand)
        grid._air = min(points / max(len(rows) + len(blanks), 1), MOST_AIR * self._hand.scale)
        return grid

    def fitting(self, width: float, room: float, page: float) -> tuple["Grid | None", "Grid | None"]:
        """What of it fits into *room*, and what is left, which begins with the days again."""
        left, taken = room - self._head(), 0
        highs = self._heights(width)
        if sum(highs) <= left:
            return self, None
        for high in highs[: len(self._rows)]:
            if high > left:
                break
            left, taken = left - high, taken + 1
        # The rows for pain stay together, below exercises.
        taken = min(taken, len(self._rows) - FEWEST)
        if taken < FEWEST:
            return None, self
        rows, blanks = self._told
        return (
            Grid(self._days, rows[:taken], (), self._first, self._hand),
            Grid(self._days, rows[taken:], blanks, self._first, self._hand),
        )

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw it downwards from *top*."""
        wide = width * NAME_SHARE
        day = (width - wide) / len(self._days)
        # The middles of the days, in the direction of reading.
        middles = [canvas.across(x, width, wide + (place + 0.5) * day, 0) for place in range(len(self._days))]
        highs = self._heights(width)
        with canvas.element("Table"):
            self._draw_head(canvas, (x, top, width), middles, day)
            top -= self._head()
            for place, ((label, boxes), high) in enumerate(zip(self._rows, highs, strict=False)):
                self._ground(canvas, (x, top, width, high), shaded=place % 2 == 1)
                with canvas.element("TR"):
                    self._label(canvas, label, (x, top, width, high))
                    for middle, count in zip(middles, boxes, strict=True):
                        with canvas.content("TD", _boxes(count)):
                            self._cell(canvas, middle, top - high / 2, count)
                top -= high
            for blank, high in zip(self._blanks, highs[len(self._rows) :], strict=True):
                self._ground(canvas, (x, top, width, high), shaded=False)
                with canvas.element("TR"):
                    self._label(canvas, blank, (x, top, width, high))
                    y = top - high * 0.76
                    for middle in middles:
                        with canvas.content("TD"):
                            begin, end = middle - day * 0.34, middle + day * 0.34
                            canvas._code.append(f"{edged(INK, 0.7)} {begin:.2f} {y:.2f} m {end:.2f} {y:.2f} l S")
                top -= high

    def _head(self) -> float:
        return 3.2 * self._hand.size("small") + 2

    def _heights(self, width: float) -> list[float]:
        inner, pad = width * NAME_SHARE - 2 * PAD, CLOSE_PAD_DOWN if self._hand.close else PAD_DOWN
        highs = []
        for label, boxes in self._rows:
            lines = -(-max((*boxes, 1)) // BOXES_ABREAST)
            highs.append(max(label.height(inner), lines * TICK) + 2 * pad)
        highs += [max(blank.height(inner) + 2 * pad, 25 * self._hand.scale) for blank in self._blanks]
        return [high + self._air for high in highs]

    def _draw_head(
        self, canvas: TaggedCanvas, box: tuple[float, float, float], middles: Sequence[float], day: float
    ) -> None:
        x, top, width = box
        high, small, wide = self._head(), self._hand.size("small"), width * NAME_SHARE
        with canvas.artifact():
            canvas.setFillColor(PATH)
            canvas.roundRect(x, top - high, width, high, 5, stroke=0, fill=1)
        with canvas.element("TR"):
            with canvas.content("TH", said=shaped(self._first), Scope="Column"):
                canvas.setFillColor(WHITE)
                begin = canvas.across(x, width, PAD, 0)
                write(
                    canvas, self._first, Spot(begin, top - high / 2 - small * 0.35, small, room=wide - PAD, bold=True)
                )
            # All in letters of one size, that of the longest.
            room, y = day - APART, top - high / 2
            rows = zip(*self._days, strict=True)
            names, kinds = (min(fitted(told, Spot(0, 0, small, room=room)) for told in row) for row in rows)
            for middle, (name, kind) in zip(middles, self._days, strict=True):
                with canvas.content("TH", said=shaped(f"{name} {kind}"), Scope="Column"):
                    canvas.setFillColor(WHITE)
                    write(canvas, name, Spot(middle, y + small * 0.25, names, share=0.5, room=room, bold=True))
                    write(canvas, kind, Spot(middle, y - small * 0.95, kinds, share=0.5, room=room))

    def _label(self, canvas: TaggedCanvas, label: Label | Text, box: tuple[float, float, float, float]) -> None:
        x, top, width, high = box
        inner = width * NAME_SHARE - 2 * PAD
        with canvas.content("TH", said=label.said, Scope="Row"):
            left = canvas.across(x, width, PAD, inner)
            label.draw(canvas, left, top - (high - label.height(inner)) / 2, inner)

    def _ground(self, canvas: TaggedCanvas, box: tuple[float, float, float, float], *, shaded: bool) -> None:
        x, top, width, high = box
        with canvas.artifact():
            low = top - high
            if shaded:
                canvas._code.append(f"{filled(WELL)} {x:.2f} {low:.2f} {width:.2f} {high:.2f} re f")
            canvas._code.append(f"{edged(LINE, 0.5)} {x:.2f} {low:.2f} m {x + width:.2f} {low:.2f} l S")

    def _cell(self, canvas: TaggedCanvas, middle: float, y: float, count: int) -> None:
        """*count* boxes round a middle; a short dash where there is nothing to do."""
        if not count:
            canvas._code.append(f"{DASH} {middle - 3:.2f} {y:.2f} m {middle + 3:.2f} {y:.2f} l S")
            return
        strokes = [BOXED]
        rows = -(-count // BOXES_ABREAST)
        lines = [(count + rows - 1 - row) // rows for row in range(rows)]
        upper = y + len(lines) * TICK / 2
        for place, abreast in enumerate(lines, 1):
            left, lower = middle - abreast * TICK / 2, upper - place * TICK
            strokes += (f"{left + n * TICK:.2f} {lower:.2f} {TICK} {TICK} re" for n in range(abreast))
        # All boxes of the cell in one go, filled and edged.
        canvas._code.append("\n".join((*strokes, "B")))


def _boxes(count: int) -> str:
    """What a cell holds, for those who cannot see it."""
    if not count:
        return _("nothing")
    return ngettext("%(count)s box", "%(count)s boxes", count) % {"count": count}
