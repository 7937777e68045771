"""The week as a table: exercises down, days across, a box for each set, room for the pain of the day."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.handouts.blocks import Text
from programs.handouts.strokes import edged, filled
from programs.handouts.tagged import TaggedCanvas
from programs.handouts.typeface import BOLD, INK, LINE, PATH, REGULAR, SOFT, WELL, WHITE, Hand, fitting

NAME_SHARE = 0.36
BOX = 9.5
BOX_GAP = 3.0
BOXES_ABREAST = 3
PAD = 4.0
# A week has hundreds of cells: what they are drawn with is written once. Round joins take the sharpness off.
DASH = edged(LINE, 1)
BOXED = f"{edged(INK, 0.9)} {filled(WHITE)} 1 j"


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
        self._rows = [(_label(name, dose, hand), boxes) for name, dose, boxes in rows]
        self._blanks = [Text(blank, hand.style("text", bold=True), kind="") for blank in blanks]

    def height(self, width: float) -> float:
        """Points it takes at *width*."""
        return self._head() + sum(self._heights(width))

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw it downwards from *top*."""
        wide = width * NAME_SHARE
        day = (width - wide) / len(self._days)
        highs = self._heights(width)
        with canvas.element("Table"):
            self._draw_head(canvas, x, top, wide, day)
            top -= self._head()
            for place, ((label, boxes), high) in enumerate(zip(self._rows, highs, strict=False)):
                self._ground(canvas, (x, top, width, high), shaded=place % 2 == 1)
                with canvas.element("TR"):
                    with canvas.content("TH", Scope="Row"):
                        label.draw(canvas, x + PAD, top - (high - label.height(wide - 2 * PAD)) / 2, wide - 2 * PAD)
                    for column, count in enumerate(boxes):
                        with canvas.content("TD", _boxes(count)):
                            self._cell(canvas, x + wide + (column + 0.5) * day, top - high / 2, count)
                top -= high
            for label, high in zip(self._blanks, highs[len(self._rows) :], strict=True):
                self._ground(canvas, (x, top, width, high), shaded=False)
                with canvas.element("TR"):
                    with canvas.content("TH", Scope="Row"):
                        label.draw(canvas, x + PAD, top - (high - label.height(wide - 2 * PAD)) / 2, wide - 2 * PAD)
                    for column in range(len(self._days)):
                        with canvas.content("TD"):
                            left = x + wide + column * day
                            begin, end, y = left + day * 0.2, left + day * 0.8, top - high * 0.74
                            canvas._code.append(f"{edged(SOFT, 0.7)} {begin:.2f} {y:.2f} m {end:.2f} {y:.2f} l S")
                top -= high

    def _head(self) -> float:
        return 3.2 * self._hand.size("small") + 4

    def _heights(self, width: float) -> list[float]:
        inner = width * NAME_SHARE - 2 * PAD
        step: float = BOX * self._hand.scale + BOX_GAP
        highs = []
        for label, boxes in self._rows:
            lines = -(-max((*boxes, 1)) // BOXES_ABREAST)
            highs.append(max(label.height(inner), lines * step) + 2 * PAD)
        return highs + [max(blank.height(inner) + 2 * PAD, 26 * self._hand.scale) for blank in self._blanks]

    def _draw_head(self, canvas: TaggedCanvas, x: float, top: float, wide: float, day: float) -> None:
        high, small = self._head(), self._hand.size("small")
        with canvas.artifact():
            canvas.setFillColor(PATH)
            canvas.roundRect(x, top - high, wide + day * len(self._days), high, 5, stroke=0, fill=1)
        with canvas.element("TR"):
            with canvas.content("TH", Scope="Column"):
                canvas.setFillColor(WHITE)
                canvas.setFont(BOLD, small)
                canvas.drawString(x + PAD, top - high / 2 - small * 0.35, self._first)
            for column, (name, kind) in enumerate(self._days):
                with canvas.content("TH", Scope="Column"):
                    middle = x + wide + (column + 0.5) * day
                    canvas.setFillColor(WHITE)
                    canvas.setFont(BOLD, small)
                    canvas.drawCentredString(middle, top - high / 2 + small * 0.25, name)
                    canvas.setFont(REGULAR, fitting(kind, REGULAR, small, day - 2))
                    canvas.drawCentredString(middle, top - high / 2 - small * 0.95, kind)

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
            canvas._code.append(f"{DASH} {middle - 4:.2f} {y:.2f} m {middle + 4:.2f} {y:.2f} l S")
            return
        box = BOX * self._hand.scale
        strokes = [BOXED]
        lines = [min(BOXES_ABREAST, count - done) for done in range(0, count, BOXES_ABREAST)]
        upper = y + (len(lines) * (box + BOX_GAP) - BOX_GAP) / 2
        for place, abreast in enumerate(lines):
            left = middle - (abreast * (box + BOX_GAP) - BOX_GAP) / 2
            for number in range(abreast):
                lower = upper - box - place * (box + BOX_GAP)
                strokes.append(f"{left + number * (box + BOX_GAP):.2f} {lower:.2f} {box:.2f} {box:.2f} re")
        # All boxes of the cell in one go, filled and edged.
        canvas._code.append("\n".join((*strokes, "B")))


def _boxes(count: int) -> str:
    """What a cell holds, for those who cannot see it."""
    if not count:
        return _("nothing")
    return ngettext("%(count)s box", "%(count)s boxes", count) % {"count": count}


def _label(name: str, dose: str, hand: Hand) -> Text:
    return Text(dose, hand.style("small"), kind="", bold=name)
