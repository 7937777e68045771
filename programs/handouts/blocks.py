"""What a page is made of: each block knows how high it is at a width, and draws itself, meaning and all."""

from collections.abc import Sequence
from contextlib import nullcontext
from typing import Protocol

from reportlab.lib.colors import Color
from reportlab.lib.styles import ParagraphStyle

from programs.handouts.lettering import Lettering, Spot, write
from programs.handouts.lines import Word, broken, show, words_of
from programs.handouts.strokes import edged, filled, rounded
from programs.handouts.tagged import TaggedCanvas
from programs.handouts.typeface import BOLD, INK, LINE
from programs.handouts.words import is_plain, joined

CORNER = 7.0
# A box that a pen ticks with ease: five millimetres and a bit.
TICK = 14.4


class Block(Protocol):
    """A part of a page that stays in one piece."""

    def height(self, width: float) -> float:
        """Points it takes at *width*."""

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw it downwards from *top*."""


class Text:
    """A paragraph. What it says is never markup, whoever wrote it; *bold* is what stands before it in bold."""

    def __init__(self, said: str, style: ParagraphStyle, *, kind: str = "P", bold: str = "") -> None:
        self._style, self._kind = style, kind
        # What was written, where its letters are shaped and stand in the order of the eye; else nothing.
        self.said = ""
        self._words: list[Word] = []
        self._lines: list[list[Word]] = []
        self._wide = -1.0
        self._lettering: Lettering | None = None
        if is_plain(bold + said):
            self._words = [*words_of(bold, BOLD), *words_of(said, style.fontName)]
        else:
            pieces = [joined(bold, said, bold=style.fontName == BOLD)]
            self._lettering = Lettering(pieces, style, kind=kind, aligned=True)
            self.said = pieces[0].text

    def height(self, width: float) -> float:
        """Points it takes at *width*."""
        if self._lettering is not None:
            return self._lettering.height(width)
        if width != self._wide:
            self._wide, self._lines = width, broken(self._words, 1000 * width / self._style.fontSize)
        return len(self._lines) * float(self._style.leading)

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw it downwards from *top*."""
        if self._lettering is not None:
            self._lettering.draw(canvas, x, top, width)
            return
        self.height(width)
        with canvas.content(self._kind) if self._kind else nullcontext():
            show(canvas, self._lines, self._style, (x, top, width))


class Space:
    """Nothing, so many points high."""

    def __init__(self, points: float) -> None:
        self._points = points

    def height(self, width: float) -> float:
        """Points it takes, whatever the *width*."""
        return self._points

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw nothing."""


class Rule:
    """A thin line across, with room round it."""

    def height(self, width: float) -> float:
        """Points it takes, whatever the *width*."""
        return 2 * CORNER

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw it across the middle of its height."""
        with canvas.artifact():
            canvas.setStrokeColor(LINE)
            canvas.setLineWidth(0.8)
            canvas.line(x, top - CORNER, x + width, top - CORNER)


class Stack:
    """Blocks one below the other, *gap* points apart, as one element of *kind* where that is given."""

    def __init__(self, blocks: Sequence[Block], gap: float = 0.0, kind: str = "") -> None:
        self._blocks, self._gap, self._kind = [block for block in blocks if block], gap, kind

    @property
    def inside(self) -> list[Block]:
        """The blocks it holds."""
        return list(self._blocks)

    def height(self, width: float) -> float:
        """Points it takes at *width*."""
        return sum(block.height(width) for block in self._blocks) + self._gap * max(0, len(self._blocks) - 1)

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw it downwards from *top*."""
        with canvas.element(self._kind) if self._kind else nullcontext():
            for block in self._blocks:
                block.draw(canvas, x, top, width)
                top -= block.height(width) + self._gap


class Side:
    """Blocks beside each other. Widths are points, or shares of what is left where they are below 1."""

    def __init__(self, blocks: Sequence[Block], widths: Sequence[float], gap: float = 0.0) -> None:
        self._blocks, self._shares, self._gap = blocks, widths, gap

    def height(self, width: float) -> float:
        """Points of the highest of them."""
        return max(block.height(wide) for block, (_, wide) in zip(self._blocks, self.places(width), strict=True))

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw them in the direction of reading, each downwards from *top*."""
        for block, (offset, wide) in zip(self._blocks, self.places(width), strict=True):
            block.draw(canvas, canvas.across(x, width, offset, wide), top, wide)

    def places(self, width: float) -> list[tuple[float, float]]:
        """How far each stands from where reading begins, and how wide it is."""
        fixed = sum(share for share in self._shares if share > 1)
        left = width - fixed - self._gap * (len(self._shares) - 1)
        wides = [share if share > 1 else share * left for share in self._shares]
        return [(sum(wides[:place]) + self._gap * place, wide) for place, wide in enumerate(wides)]


class Panel:
    """A block on a ground of its own colour, with an edge that a grey printer shows as well."""

    def __init__(self, block: Block, *, ground: Color, edge: Color | None = None, pad: float = 9.0) -> None:
        self._block, self._ground, self._edge, self._pad = block, ground, edge, pad

    def height(self, width: float) -> float:
        """Points it takes at *width*, its edges included."""
        return self._block.height(width - 2 * self._pad) + 2 * self._pad

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw the ground, and the block on it."""
        high = self.height(width)
        with canvas.artifact():
            outline = rounded(x, top - high, width, high, CORNER)
            edge = edged(self._edge, 0.8) if self._edge is not None else ""
            canvas._code.append(f"{filled(self._ground)} {edge} {outline} {'B' if edge else 'f'}")
        self._block.draw(canvas, x + self._pad, top - self._pad, width - 2 * self._pad)


class Points:
    """A list: a small mark before each, a number where *numbered*, a box to tick where *boxed*."""

    def __init__(
        self, texts: Sequence[str], style: ParagraphStyle, *, numbered: bool = False, boxed: bool = False
    ) -> None:
        self._bodies = [Text(text, style, kind="LBody") for text in texts]
        self._style, self._numbered, self._boxed = style, numbered, boxed
        size = style.fontSize
        self._indent = TICK + size * 0.75 if boxed else size * 1.25
        self._gap = size * (0.3 if boxed else 0.12)
        # A box is higher than a line of small letters, which then stands beside its middle.
        self._least = TICK + 1 if boxed else 0.0

    def height(self, width: float) -> float:
        """Points it takes at *width*."""
        gaps: float = self._gap * max(0, len(self._bodies) - 1)
        return sum(self._high(body, width) for body in self._bodies) + gaps

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw it downwards from *top*."""
        inner = width - self._indent
        left = canvas.across(x, width, self._indent, inner)
        down = max(0.0, (self._least - self._style.leading) / 2)
        with canvas.element("L"):
            for number, body in enumerate(self._bodies, 1):
                with canvas.element("LI"):
                    # A number or a box to tick says something; a dot does not.
                    with canvas.content("Lbl") if self._numbered or self._boxed else canvas.artifact():
                        self._mark(canvas, (x, top, width), number)
                    body.draw(canvas, left, top - down, inner)
                top -= self._high(body, width) + self._gap

    def _high(self, body: Text, width: float) -> float:
        return max(body.height(width - self._indent), self._least)

    def _mark(self, canvas: TaggedCanvas, box: tuple[float, float, float], number: int) -> None:
        x, top, width = box
        size = self._style.fontSize
        canvas.setFillColor(self._style.textColor)
        if self._numbered:
            begin = canvas.across(x, width, 0, 0)
            write(canvas, f"{number}.", Spot(begin, top - size, size))
        elif self._boxed:
            left = canvas.across(x, width, 0.5, TICK)
            canvas._code.append(f"{edged(INK, 0.9)} {rounded(left, top - TICK - 0.5, TICK, TICK, 2)} S")
        else:
            dot = size * 0.32
            left = canvas.across(x, width, size * 0.14, dot)
            canvas._code.append(f"{rounded(left, top - size * 0.84, dot, dot, dot / 2)} f")


class Level:
    """Blocks beside each other on grounds of one height, which are theirs or nothing; widths as in `Side`."""

    def __init__(
        self, cells: Sequence[tuple[Block, Color | None]], widths: Sequence[float], gap: float = 0.0, pad: float = 5.0
    ) -> None:
        self._cells, self._pad = cells, pad
        self._side = Side([block for block, _ in cells], widths, gap + 2 * pad)

    def height(self, width: float) -> float:
        """Points it takes at *width*; what has no ground needs no edge above and below."""
        places = self._side.places(width - 2 * self._pad)
        return max(
            block.height(wide) + (2 * self._pad if ground is not None else 0)
            for (block, ground), (_, wide) in zip(self._cells, places, strict=True)
        )

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw the grounds, and the blocks in the middle of them."""
        high, pad = self.height(width), self._pad
        for (block, ground), (offset, wide) in zip(self._cells, self._side.places(width - 2 * pad), strict=True):
            left = canvas.across(x + pad, width - 2 * pad, offset, wide)
            if ground is not None:
                outline = rounded(left - pad, top - high, wide + 2 * pad, high, CORNER)
                with canvas.artifact():
                    canvas._code.append(f"{filled(ground)} {edged(LINE, 0.8)} {outline} B")
            block.draw(canvas, left, top - (high - block.height(wide)) / 2, wide)
