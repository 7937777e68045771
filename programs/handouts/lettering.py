"""A block of people's own words: lines in every direction, whole, and what was written kept for readers of the file."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reportlab.lib.styles import ParagraphStyle

from programs.handouts.faces import Plain, Run
from programs.handouts.tagged import TaggedCanvas
from programs.handouts.typeface import LEADING
from programs.handouts.words import Piece, clusters

# Where a line may end: behind a space or a hyphen.
PART = re.compile(r"[^ \-\u2010]*[ \-\u2010]+|[^ \-\u2010]+")
# Shares of their size to which letters shrink before they take another line.
SHARES = (1.0, 0.9, 0.8)
# How far letters of the usual face reach above their line, in thousandths.
RISE = 950.0


class _Part(NamedTuple):
    """Letters of a piece that stay together; how wide, without and with the space behind."""

    piece: int
    start: int
    end: int
    ink: float
    wide: float


class _Line(NamedTuple):
    """Runs from left to right; all in thousandths of the letters' size."""

    runs: tuple[Run, ...]
    wide: float
    high: float
    low: float


class Lettering:
    """*pieces* one behind the other, as one paragraph. Nothing is cut: letters shrink a little, then lines break.

    They shrink where more than *most* lines would be needed. Where *aligned*, what reads leftwards stands at the right.
    """

    def __init__(
        self, pieces: Sequence[Piece], style: ParagraphStyle, *, kind: str = "P", most: int = 0, aligned: bool = False
    ) -> None:
        self._pieces, self._style, self._kind, self._most = pieces, style, kind, most
        self._right = aligned and all(piece.base for piece in pieces)
        self._width, self._lines = -1.0, list[_Line]()
        self._size: float = style.fontSize

    def height(self, width: float) -> float:
        """Points it takes at *width*."""
        self._fit(width)
        return sum(line.high - line.low for line in self._lines) * self._size / 1000

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw it downwards from *top*."""
        self._fit(width)
        # Glyphs stand in the order of the eye; the structure keeps what was written, for whoever has it read aloud.
        shaped = any(not isinstance(run.face, Plain) for line in self._lines for run in line.runs)
        said = "".join(piece.text for piece in self._pieces) if shaped else ""
        with canvas.content(self._kind, said=said):
            canvas.setFillColor(self._style.textColor)
            for line in self._lines:
                size = min(self._size, 1000 * width / line.wide) if line.wide else self._size
                left = x + width - line.wide * size / 1000 if self._right else x
                for run in line.runs:
                    run.face.draw(canvas, run, left, top - line.high * self._size / 1000, size)
                    left += run.wide * size / 1000
                top -= (line.high - line.low) * self._size / 1000

    def _fit(self, width: float) -> None:
        if width == self._width:
            return
        self._width = width
        for share in SHARES:
            self._size = self._style.fontSize * share
            self._lines = [self._line(parts) for parts in self._broken(1000 * width / self._size)]
            if not self._most or len(self._lines) <= self._most:
                break

    def _broken(self, room: float) -> Iterator[list[_Part]]:
        line: list[_Part] = []
        used = 0.0
        for part in self._parts(room):
            if line and used + part.ink > room:
                yield line
                line, used = [], 0.0
            line.append(part)
            used += part.wide
        if line:
            yield line

    def _parts(self, room: float) -> Iterator[_Part]:
        """Words, and the letters of words that have no room on a line."""
        for number, piece in enumerate(self._pieces):
            for match in PART.finditer(piece.text):
                part = self._part(number, *match.span())
                if part.ink <= room:
                    yield part
                    continue
                start = match.start()
                for cluster in clusters(match.group()):
                    yield self._part(number, start, start + len(cluster))
                    start += len(cluster)

    def _part(self, number: int, start: int, end: int) -> _Part:
        piece = self._pieces[number]
        ink = start + len(piece.text[start:end].rstrip(" "))
        wide, narrow = (sum(run.wide for run in piece.runs(start, place)) for place in (end, ink))
        return _Part(number, start, end, narrow, wide)

    def _line(self, parts: Sequence[_Part]) -> _Line:
        runs: list[Run] = []
        numbers = list(dict.fromkeys(part.piece for part in parts))
        for number in numbers:
            own = [part for part in parts if part.piece == number]
            start, end, text = own[0].start, own[-1].end, self._pieces[number].text
            # Space at the edges of a line is not drawn: in letters of both directions it would end up within.
            if number == numbers[-1]:
                end = start + len(text[start:end].rstrip(" "))
            if number == numbers[0]:
                start = end - len(text[start:end].lstrip(" "))
            runs += self._pieces[number].runs(start, end)
        high = max([RISE, *(run.high for run in runs)])
        low = min([RISE - 1000 * LEADING, *(run.low for run in runs)])
        return _Line(tuple(runs), sum(run.wide for run in runs), high, low)
