"""Parts of a long paper: a heading that bookmarks find, and the contents that lead to it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from programs.handouts.blocks import Block, Side, Stack
from programs.handouts.flow import Columns, Placed
from programs.handouts.lettering import Spot, shaped, width_of, write
from programs.handouts.table import Table
from programs.handouts.tagged import TaggedCanvas
from programs.handouts.typeface import INK, PATH, SOFT, Hand

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
                high, size, indent = self._high(level), self._size(level), level * 14
                base, number = top - high * 0.7, str(self.pages[key])
                begin, end = (canvas.across(x, width, offset, 0) for offset in (indent, width))
                spot = Spot(begin, base, size, bold=level == 0)
                last = spot._replace(x=end, share=1.0)
                long, short = width_of(title, spot), width_of(number, last)
                with canvas.element("TOCI"):
                    said = shaped(title) and f"{title} {number}"
                    with canvas.link(key, (x, top - high, x + width, top), title, said=said):
                        canvas.setFillColor(PATH if level == 0 else INK)
                        write(canvas, title, spot)
                        write(canvas, number, last)
                    with canvas.artifact():
                        left = canvas.across(x, width, indent + long, width - indent - long - short)
                        self._leader(canvas, left, left + width - indent - long - short, base)
                top -= high

    def _leader(self, canvas: TaggedCanvas, start: float, end: float, base: float) -> None:
        """A row of dots between the title and the number."""
        canvas.setStrokeColor(SOFT)
        canvas.setLineWidth(0.8)
        canvas.setDash([0.8, 3.2])
        if end - start > ROOM_FOR_LEADER:
            canvas.line(start + 5, base + 1, end - 5, base + 1)
        canvas.setDash([])

    def _size(self, level: int) -> float:
        return self.hand.size("name" if level == 0 else "text")

    def _high(self, level: int) -> float:
        """Points of a line: so many that what is first to know has room below the contents."""
        return self._size(level) * (1.55 if level == 0 else 1.22)


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
    elif isinstance(block, Columns | Side | Stack | Table):
        for inner in block._blocks if isinstance(block, Side) else block.inside:
            yield from _parts(inner)
