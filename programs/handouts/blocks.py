"""What a page is made of: each block knows how high it is at a width, and draws itself, meaning and all."""

from collections.abc import Sequence
from contextlib import nullcontext
from typing import Protocol
from xml.sax.saxutils import escape

from reportlab.lib.colors import Color
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from programs.handouts.strokes import edged, filled, rounded
from programs.handouts.tagged import TaggedCanvas
from programs.handouts.typeface import INK, LINE

CORNER = 7.0


class Block(Protocol):
    """A part of a page that stays in one piece."""

    def height(self, width: float) -> float:
        """Points it takes at *width*."""

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw it downwards from *top*."""


class Text:
    """A paragraph. What it says is never markup, whoever wrote it; *bold* is what stands before it in bold."""

    def __init__(self, said: str, style: ParagraphStyle, *, kind: str = "P", bold: str = "") -> None:
        front = f"<b>{escape(bold)}</b> " if bold else ""
        self._set = Paragraph(front + escape(said), style)
        self._kind = kind
        self._wide = -1.0
        self._high = 0.0

    def height(self, width: float) -> float:
        """Points it takes at *width*."""
        if width != self._wide:
            self._wide, self._high = width, self._set.wrap(width, 10_000)[1]
        return self._high

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw it downwards from *top*."""
        high = self.height(width)
        with canvas.content(self._kind) if self._kind else nullcontext():
            self._set.drawOn(canvas, x, top - high)


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
        return max(block.height(wide) for block, wide in zip(self._blocks, self._widths(width), strict=True))

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw them from left to right, each downwards from *top*."""
        for block, wide in zip(self._blocks, self._widths(width), strict=True):
            block.draw(canvas, x, top, wide)
            x += wide + self._gap

    def _widths(self, width: float) -> list[float]:
        fixed = sum(share for share in self._shares if share > 1)
        left = width - fixed - self._gap * (len(self._shares) - 1)
        return [share if share > 1 else share * left for share in self._shares]


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
        self._indent = style.fontSize * (1.7 if boxed else 1.25)
        self._gap = style.fontSize * (0.45 if boxed else 0.12)

    def height(self, width: float) -> float:
        """Points it takes at *width*."""
        inner: float = width - self._indent
        gaps: float = self._gap * max(0, len(self._bodies) - 1)
        return sum(body.height(inner) for body in self._bodies) + gaps

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw it downwards from *top*."""
        with canvas.element("L"):
            for number, body in enumerate(self._bodies, 1):
                with canvas.element("LI"):
                    # A number or a box to tick says something; a dot does not.
                    with canvas.content("Lbl") if self._numbered or self._boxed else canvas.artifact():
                        self._mark(canvas, x, top, number)
                    body.draw(canvas, x + self._indent, top, width - self._indent)
                top -= body.height(width - self._indent) + self._gap

    def _mark(self, canvas: TaggedCanvas, x: float, top: float, number: int) -> None:
        size = self._style.fontSize
        canvas.setFillColor(self._style.textColor)
        if self._numbered:
            canvas.setFont(self._style.fontName, size)
            canvas.drawString(x, top - size, f"{number}.")
        elif self._boxed:
            canvas._code.append(f"{edged(INK, 0.9)} {rounded(x, top - size * 1.12, size, size, 2)} S")
        else:
            dot = size * 0.32
            canvas._code.append(f"{rounded(x + size * 0.14, top - size * 0.84, dot, dot, dot / 2)} f")
