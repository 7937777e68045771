"""A table of short texts, split between rows where a page ends; its head stands over each part."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from django.utils.translation import gettext as _
from reportlab.lib.utils import simpleSplit

from programs.handouts.blocks import Block, Text
from programs.handouts.tagged import TaggedCanvas
from programs.handouts.typeface import BOLD, LINE, PATH, REGULAR, WELL, WHITE, Hand, fitting

PAD = 3.5
GAP = 4.0
LEADING = 1.2
# Fewer rows than this are not left alone on either side of a split.
FEWEST = 3
HALF_FULL = 0.47


@dataclass
class Table:
    """*rows* below *heads*: each a name with a word on it, and its cells. *shares* are how wide the columns are.

    A head may have a second line below its first. *heading* stands over the whole, *after* below its end.
    """

    heads: Sequence[tuple[str, str]]
    rows: Sequence[tuple[tuple[str, str], Sequence[str]]]
    shares: Sequence[float]
    hand: Hand
    heading: Block | None = None
    after: Block | None = None

    def __post_init__(self) -> None:
        self._names = [Text(word, self.hand.style("small"), kind="", bold=name) for (name, word), _cells in self.rows]

    @property
    def inside(self) -> list[Block]:
        """The blocks it holds."""
        return [block for block in (self.heading, self.after) if block]

    def height(self, width: float) -> float:
        """Points it takes at *width*."""
        return self._over(width) + sum(self._highs(width)) + self._under(width)

    def fitting(self, width: float, room: float, page: float) -> tuple["Table | None", "Table | None"]:
        """What of it fits into *room*, and what is left; whole on a new page where it fits there and this one is
        half full.
        """
        if (high := self.height(width)) <= room:
            return self, None
        left, taken = room - self._over(width), 0
        for row in self._highs(width):
            if row > left:
                break
            left, taken = left - row, taken + 1
        taken = min(taken, len(self.rows) - FEWEST)
        if taken < FEWEST or (high <= page and room < page * HALF_FULL):
            return None, self
        return self._part(0, taken), self._part(taken, len(self.rows))

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw it downwards from *top*."""
        if self.heading is not None:
            self.heading.draw(canvas, x, top, width)
            top -= self.heading.height(width) + GAP
        wides = [share * width for share in self.shares]
        with canvas.element("Table"):
            self._draw_heads(canvas, x, top, wides)
            top -= self._head()
            for place, ((_name, cells), name, high) in enumerate(
                zip(self.rows, self._names, self._highs(width), strict=True)
            ):
                self._ground(canvas, (x, top, width, high), shaded=place % 2 == 1)
                with canvas.element("TR"):
                    with canvas.content("TH", Scope="Row"):
                        name.draw(
                            canvas, x + PAD, top - (high - name.height(wides[0] - 2 * PAD)) / 2, wides[0] - 2 * PAD
                        )
                    left = x + wides[0]
                    for text, wide in zip(cells, wides[1:], strict=True):
                        with canvas.content("TD", "" if text else _("nothing")):
                            self._cell(canvas, text, (left, top, wide, high))
                        left += wide
                top -= high
        if self.after is not None:
            self.after.draw(canvas, x, top - GAP, width)

    def _part(self, first: int, last: int) -> "Table":
        heading, after = self.heading if first == 0 else None, self.after if last == len(self.rows) else None
        return replace(self, rows=self.rows[first:last], heading=heading, after=after)

    def _over(self, width: float) -> float:
        return (self.heading.height(width) + GAP if self.heading is not None else 0.0) + self._head()

    def _under(self, width: float) -> float:
        return self.after.height(width) + GAP if self.after is not None else 0.0

    def _head(self) -> float:
        lines = 2 if any(second for _first, second in self.heads) else 1
        return (1.25 * lines + 0.5) * self.hand.size("small") + 2

    def _highs(self, width: float) -> list[float]:
        size = self.hand.size("small")
        highs = []
        for (_name, texts), name in zip(self.rows, self._names, strict=True):
            cells = zip(texts, self.shares[1:], strict=True)
            lines = max(len(_split(text, size, share * width - PAD)) for text, share in cells)
            highs.append(max(name.height(self.shares[0] * width - 2 * PAD), lines * size * LEADING) + PAD)
        return highs

    def _draw_heads(self, canvas: TaggedCanvas, x: float, top: float, wides: Sequence[float]) -> None:
        high, size = self._head(), self.hand.size("small")
        with canvas.artifact():
            canvas.setFillColor(PATH)
            canvas.roundRect(x, top - high, sum(wides), high, 4, stroke=0, fill=1)
        with canvas.element("TR"):
            for place, ((first, second), wide) in enumerate(zip(self.heads, wides, strict=True)):
                with canvas.content("TH", Scope="Column"):
                    canvas.setFillColor(WHITE)
                    fits = fitting(first, BOLD, size, wide - 2)
                    canvas.setFont(BOLD, fits)
                    base = top - high / 2 + (size * 0.25 if second else -size * 0.35)
                    if place == 0:
                        canvas.drawString(x + PAD, base, first)
                    else:
                        canvas.drawCentredString(x + wide / 2, base, first)
                    if second:
                        canvas.setFont(REGULAR, fitting(second, REGULAR, size, wide - 2))
                        canvas.drawCentredString(x + wide / 2, base - size * 1.2, second)
                x += wide

    def _ground(self, canvas: TaggedCanvas, box: tuple[float, float, float, float], *, shaded: bool) -> None:
        x, top, width, high = box
        with canvas.artifact():
            if shaded:
                canvas.setFillColor(WELL)
                canvas.rect(x, top - high, width, high, stroke=0, fill=1)
            canvas.setStrokeColor(LINE)
            canvas.setLineWidth(0.5)
            canvas.line(x, top - high, x + width, top - high)

    def _cell(self, canvas: TaggedCanvas, text: str, box: tuple[float, float, float, float]) -> None:
        """*text* in the middle of its cell; a short dash where there is nothing."""
        x, top, wide, high = box
        middle, size = x + wide / 2, self.hand.size("small")
        if not text:
            canvas.setStrokeColor(LINE)
            canvas.setLineWidth(1)
            canvas.line(middle - 3, top - high / 2, middle + 3, top - high / 2)
            return
        lines = _split(text, size, wide - PAD)
        canvas.setFillColor(self.hand.style("small").textColor)
        canvas.setFont(REGULAR, size)
        base = top - (high - len(lines) * size * LEADING) / 2 - size * 0.95
        for line in lines:
            canvas.drawCentredString(middle, base, line)
            base -= size * LEADING


@lru_cache(maxsize=2048)
def _split(text: str, size: float, width: float) -> tuple[str, ...]:
    """*text* in lines of at most *width*."""
    return tuple(simpleSplit(text, REGULAR, size, width)) or ("",)
