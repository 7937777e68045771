"""Parts of a long paper: a heading that bookmarks find, and the contents that lead to it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reportlab.pdfbase.pdfmetrics import stringWidth

from programs.handouts.blocks import Block, Stack
from programs.handouts.flow import Columns, Placed
from programs.handouts.table import Table
from programs.handouts.tagged import TaggedCanvas
from programs.handouts.typeface import BOLD, INK, PATH, REGULAR, SOFT, Hand

LEADER = " ."
ROOM_FOR_LEADER = 12.0


class Part:
    """A block that a bookmark called *title* leads to, at the *level* of the outline; *key* is its address."""

    def __init__(self, key: str, title: str, level: int, block: Block) -> None:
        self.key, self._title, self._level, self._block = key, title, level, block

    def height(self, width: float) -> float:
        """Points it takes at *width*."""
        return self._block.height(width)

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw it downwards from *top*, and let the bookmark lead there."""
        canvas.bookmarkPage(self.key, fit="XYZ", left=0, top=min(top + 8, canvas._pagesize[1]), zoom=0)
        canvas.addOutlineEntry(self._title, self.key, self._level, closed=self._level == 0)
        self._block.draw(canvas, x, top, width)


@dataclass
class Contents:
    """Lines that lead to parts, by title, key and level. *pages* are filled in when all is placed, before drawing."""

    lines: Sequence[tuple[str, str, int]]
    hand: Hand
    pages: dict[str, int] = field(default_factory=dict)

    def height(self, width: float) -> float:
        """Points it takes, whatever the *width*."""
        return sum(self._high(level) for _, _, level in self.lines)

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw it downwards from *top*."""
        with canvas.element("TOC"):
            for title, key, level in self.lines:
                high, size = self._high(level), self._size(level)
                left, base, font = x + level * 14, top - high * 0.7, BOLD if level == 0 else REGULAR
                number = str(self.pages[key])
                end = x + width - stringWidth(number, font, size)
                with canvas.element("TOCI"):
                    with canvas.link(key, (x, top - high, x + width, top), title):
                        canvas.setFillColor(PATH if level == 0 else INK)
                        canvas.setFont(font, size)
                        canvas.drawString(left, base, title)
                        canvas.drawString(end, base, number)
                    with canvas.artifact():
                        self._leader(canvas, left + stringWidth(title, font, size), end, base)
                top -= high

    def _leader(self, canvas: TaggedCanvas, start: float, end: float, base: float) -> None:
        """A row of dots from the title to the number."""
        canvas.setStrokeColor(SOFT)
        canvas.setLineWidth(0.8)
        canvas.setDash([0.8, 3.2])
        if end - start > ROOM_FOR_LEADER:
            canvas.line(start + 5, base + 1, end - 5, base + 1)
        canvas.setDash([])

    def _size(self, level: int) -> float:
        return self.hand.size("name" if level == 0 else "text")

    def _high(self, level: int) -> float:
        """Points of a line; large letters stand closer, so that all lines stay on the first page."""
        share = 1.9 if level == 0 else 1.5
        return self._size(level) * (share - (0.25 if self.hand.scale > 1 else 0))


def pages_of(pages: Sequence[Sequence[Placed]]) -> dict[str, int]:
    """The page, from 1, on which each part begins."""
    found: dict[str, int] = {}
    for number, page in enumerate(pages, 1):
        for placed in page:
            for part in _parts(placed.block):
                found.setdefault(part.key, number)
    return found


def _parts(block: Block | None) -> Iterator[Part]:
    if isinstance(block, Part):
        yield block
        yield from _parts(block._block)
    elif isinstance(block, Columns | Stack | Table):
        for inner in block.inside:
            yield from _parts(inner)
