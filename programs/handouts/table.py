"""A table of short texts, split between rows where a page ends; its head stands over each part."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from django.utils.translation import gettext as _
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import getFont, stringWidth

from programs.handouts.blocks import Block, Text
from programs.handouts.lettering import Spot, fitted, shaped, width_of, write
from programs.handouts.strokes import edged, filled
from programs.handouts.tagged import TaggedCanvas
from programs.handouts.typeface import INK, LINE, PATH, REGULAR, WELL, WHITE, Hand
from programs.handouts.words import is_plain

PAD, CLOSE_PAD, AIR = 3.5, 1.4, 11.0
GAP = 4.0
# Points between two heads, at least.
APART = 6.0
LEADING = 1.2
# Fewer rows than this are not left alone on either side of a split.
FEWEST = 3
HALF_FULL = 0.47
# What cells are drawn with is written once.
SHADED, EDGED, DASH, LETTERS = filled(WELL), edged(LINE, 0.5), edged(LINE, 1), filled(INK)


@dataclass
class Table:
    """*rows* below *heads*: each a name with a word on it, and its cells. *shares* are how wide the columns are.

    A head may have a second line below its first. *heading* stands over the whole, *after* below its end. Rows of an
    *airy* one have room for a pen.
    """

    heads: Sequence[tuple[str, str]]
    rows: Sequence[tuple[tuple[str, str], Sequence[str]]]
    shares: Sequence[float]
    hand: Hand
    heading: Block | None = None
    after: Block | None = None
    airy: bool = False
    close: bool = False

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
        # Rather than on two pages it stands a little closer.
        if not self.airy and (closer := replace(self, close=True)).height(width) <= room:
            return closer, None
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
        wides, empty = [share * width for share in self.shares], _("nothing")
        with canvas.element("Table"):
            self._draw_heads(canvas, x, top, wides)
            top -= self._head()
            for place, ((_name, cells), name, high) in enumerate(
                zip(self.rows, self._names, self._highs(width), strict=True)
            ):
                # From the lower left corner of each row: what is alike in two rows is then the same to the letter.
                canvas._code.append(f"q 1 0 0 1 {x:.2f} {top - high:.2f} cm")
                self._ground(canvas, width, high, shaded=place % 2 == 1)
                with canvas.element("TR"):
                    with canvas.content("TH", said=name.said, Scope="Row"):
                        tall = name.height(wides[0] - 2 * PAD)
                        begin = canvas.across(0, width, PAD, wides[0] - 2 * PAD)
                        name.draw(canvas, begin, (high + tall) / 2, wides[0] - 2 * PAD)
                    offset = wides[0]
                    for text, wide in zip(cells, wides[1:], strict=True):
                        with canvas.content("TD", "" if text else empty, said=shaped(text)):
                            self._cell(canvas, text, canvas.across(0, width, offset + wide / 2, 0), high, wide)
                        offset += wide
                canvas._code.append("Q")
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
            high = max(name.height(self.shares[0] * width - 2 * PAD), lines * size * LEADING)
            highs.append(high + (AIR if self.airy else CLOSE_PAD if self.close else PAD))
        return highs

    def _draw_heads(self, canvas: TaggedCanvas, x: float, top: float, wides: Sequence[float]) -> None:
        high, size = self._head(), self.hand.size("small")
        with canvas.artifact():
            canvas.setFillColor(PATH)
            canvas.roundRect(x, top - high, sum(wides), high, 4, stroke=0, fill=1)
        offset = 0.0
        # What stands below the heads is in letters of one size, that of the longest.
        below = min(
            (
                fitted(second, Spot(0, 0, size, room=wide - APART))
                for (_first, second), wide in zip(self.heads, wides, strict=True)
            ),
            default=size,
        )
        with canvas.element("TR"):
            for place, ((first, second), wide) in enumerate(zip(self.heads, wides, strict=True)):
                with canvas.content("TH", said=shaped(f"{first} {second}".rstrip()), Scope="Column"):
                    canvas.setFillColor(WHITE)
                    base = top - high / 2 + (size * 0.25 if second else -size * 0.35)
                    # The first head stands where its column begins, the others in the middle of theirs.
                    begin, share = (PAD, 0.0) if place == 0 else (offset + wide / 2, 0.5)
                    spot = Spot(canvas.across(x, sum(wides), begin, 0), base, size, share, wide - APART, bold=True)
                    write(canvas, first, spot)
                    if second:
                        write(canvas, second, spot._replace(y=base - size * 1.2, size=below, bold=False))
                offset += wide

    def _ground(self, canvas: TaggedCanvas, width: float, high: float, *, shaded: bool) -> None:
        with canvas.artifact():
            ground = f"{SHADED} 0 0 {width:.2f} {high:.2f} re f " if shaded else ""
            canvas._code.append(f"{ground}{EDGED} 0 0 m {width:.2f} 0 l S")

    def _cell(self, canvas: TaggedCanvas, text: str, middle: float, high: float, wide: float) -> None:
        """*text* in the middle of its cell; a short dash where there is nothing."""
        size = self.hand.size("small")
        if not text:
            y = f"{high / 2:.2f}"
            canvas._code.append(f"{DASH} {middle - 3:.2f} {y} m {middle + 3:.2f} {y} l S")
            return
        lines = _split(text, size, wide - PAD)
        base = (high + len(lines) * size * LEADING) / 2 - size * 0.95
        if not is_plain(text):
            canvas.setFillColor(INK)
            for place, line in enumerate(lines):
                write(canvas, line, Spot(middle, base - place * size * LEADING, size, share=0.5))
            return
        code = [f"{LETTERS} BT"]
        for line in lines:
            left = middle - stringWidth(line, REGULAR, size) / 2
            code.append(f"1 0 0 1 {left:.2f} {base:.2f} Tm")
            code += _letters(canvas, line, size)
            base -= size * LEADING
        canvas._code.append(" ".join((*code, "ET")))


def _letters(canvas: TaggedCanvas, line: str, size: float) -> Iterator[str]:
    """*line* in the words of a PDF. ReportLab has a dozen calls for it, and a booklet thousands of cells."""
    font = getFont(REGULAR)
    for subset, codes in font.splitString(line, canvas._doc):
        yield f"{font.getSubsetInternalName(subset, canvas._doc)} {size:g} Tf ({canvas._escape(codes)}) Tj"


@lru_cache(maxsize=2048)
def _split(text: str, size: float, width: float) -> tuple[str, ...]:
    """*text* in lines of at most *width*."""
    if is_plain(text):
        return tuple(simpleSplit(text, REGULAR, size, width)) or ("",)
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, Spot(0, 0, size)) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)
