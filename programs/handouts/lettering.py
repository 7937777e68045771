"""A block of people's own words: lines in every direction, whole, and what was written kept for readers of the file."""

import re
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from math import inf
from typing import NamedTuple

from reportlab.lib.styles import ParagraphStyle

from programs.handouts.faces import Plain, Run, plain
from programs.handouts.tagged import TaggedCanvas
from programs.handouts.typeface import LEADING
from programs.handouts.words import Piece, clusters, is_plain, piece

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

    They shrink where more than *most* lines would be needed. Where *aligned*, what reads leftwards stands at the right,
    as everything does on a paper that is read leftwards.
    """

    def __init__(
        self, pieces: Sequence[Piece], style: ParagraphStyle, *, kind: str = "P", most: int = 0, aligned: bool = False
    ) -> None:
        self._pieces, self._style, self._kind, self._most = pieces, style, kind, most
        self._right = aligned and all(piece.base for piece in pieces)
        self._fits: dict[float, tuple[float, list[_Line]]] = {}

    def height(self, width: float) -> float:
        """Points it takes at *width*."""
        size, lines = self._fit(width)
        return sum(line.high - line.low for line in lines) * size / 1000

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw it downwards from *top*."""
        most, lines = self._fit(width)
        # Glyphs stand in the order of the eye; the structure keeps what was written, for whoever has it read aloud.
        shaped = any(not isinstance(run.face, Plain) for line in lines for run in line.runs)
        said = "".join(piece.text for piece in self._pieces) if shaped else ""
        with canvas.content(self._kind, said=said) if self._kind else nullcontext():
            canvas.setFillColor(self._style.textColor)
            for line in lines:
                size = min(most, 1000 * width / line.wide) if line.wide else most
                left = x + width - line.wide * size / 1000 if self._right or canvas.mirrored else x
                for run in line.runs:
                    run.face.draw(canvas, run, left, top - line.high * most / 1000, size)
                    left += run.wide * size / 1000
                top -= (line.high - line.low) * most / 1000

    def _fit(self, width: float) -> tuple[float, list[_Line]]:
        """The size of the letters and their lines at *width*; a paper tries few widths, and each many times."""
        if width not in self._fits:
            for share in SHARES:
                size = self._style.fontSize * share
                lines = [self._line(parts) for parts in self._broken(1000 * width / size)]
                if not self._most or len(lines) <= self._most:
                    break
            self._fits[width] = size, lines
        return self._fits[width]

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
        for number, told in enumerate(self._pieces):
            for match in PART.finditer(told.text):
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


class Spot(NamedTuple):
    """Where one line stands: *x* is at that *share* of it, 0 where reading begins; *y* is below its letters.

    It shrinks to the *room* it has, in points.
    """

    x: float
    y: float
    size: float
    share: float = 0.0
    room: float = inf
    bold: bool = False


def shaped(text: str) -> str:
    """*text* where its letters are shaped, so that readers of the file need it as it was written; else nothing."""
    return "" if is_plain(text) else text


def write(canvas: TaggedCanvas, text: str, spot: Spot) -> None:
    """Draw *text*, in whatever script, as one line."""
    runs = _runs(text, spot)
    wide, size = _wide(runs), _size(runs, spot)
    x = spot.x - size * wide * (1 - spot.share if canvas.mirrored else spot.share)
    for run in runs:
        run.face.draw(canvas, run, x, spot.y, size)
        x += run.wide * size / 1000


def fitted(text: str, spot: Spot) -> float:
    """The size at which *text* stands at *spot*: its own, or what its room leaves."""
    return _size(_runs(text, spot), spot)


def width_of(text: str, spot: Spot) -> float:
    """How many points wide *text* stands at *spot*."""
    runs = _runs(text, spot)
    return _wide(runs) * _size(runs, spot)


def _runs(text: str, spot: Spot) -> list[Run]:
    if is_plain(text):
        return [plain(bold=spot.bold).shape(text, leftwards=False)]
    return piece(text, bold=spot.bold).runs(0, len(text))


def _wide(runs: Sequence[Run]) -> float:
    return sum(run.wide for run in runs) / 1000


def _size(runs: Sequence[Run], spot: Spot) -> float:
    wide = _wide(runs)
    return min(spot.size, spot.room / wide) if wide else spot.size
