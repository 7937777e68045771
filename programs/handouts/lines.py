"""Plain text in lines. ReportLab's paragraphs read markup and know many ways to set a line; a paper has hundreds of
plain ones, so these are measured word by word, each word once per process.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics

from programs.handouts.strokes import filled
from programs.handouts.tagged import TaggedCanvas

# Where lines may end. A space that does not part stays within its word.
BLANK = re.compile(r"[ \t\r\n]+")
# Where a word may be parted that is longer than a line, an address mostly.
SEAM = re.compile(r"[^/?&=,\-]*[/?&=,\-]+|[^/?&=,\-]+")


class Word(NamedTuple):
    """Letters that stay on one line, of one face; *wide* is in thousandths of their size."""

    said: str
    font: str
    wide: float


def words_of(text: str, font: str) -> list[Word]:
    """*text* cut where lines may end."""
    return [_word(part, font) for part in BLANK.split(text) if part]


def broken(words: Sequence[Word], room: float) -> list[list[Word]]:
    """*words* in as few lines as *room*, in thousandths of their size, allows; one line where there are none."""
    lines: list[list[Word]] = [[]]
    used = 0.0
    for word in _whole(words, room):
        line = lines[-1]
        wide = _blank(line[-1].font) + word.wide if line else word.wide
        if line and used + wide > room:
            line = []
            lines.append(line)
            used, wide = 0.0, word.wide
        line.append(word)
        used += wide
    return lines


def wide_of(line: Sequence[Word]) -> float:
    """How wide a line is, in thousandths of its size."""
    return sum(word.wide for word in line) + sum(_blank(word.font) for word in line[:-1])


def show(
    canvas: TaggedCanvas, lines: Sequence[Sequence[Word]], style: ParagraphStyle, box: tuple[float, float, float]
) -> None:
    """Draw *lines* in a *box*: its left side, its top and how wide it is, in points.

    They stand at the side where reading begins.
    """
    left, top, width = box
    size, leading = style.fontSize, style.leading
    told, current = [filled(style.textColor), "BT"], ("", -1)
    base = top - size
    for line in lines:
        x = left + width - wide_of(line) * size / 1000 if canvas.mirrored else left
        told.append(f"1 0 0 1 {x:.2f} {base:.2f} Tm")
        base -= leading
        for last, (name, run) in _runs(line):
            font = pdfmetrics.getFont(name)
            said = " ".join(word.said for word in run)
            for subset, letters in font.splitString(said if last else f"{said} ", canvas._doc):
                if (name, subset) != current:
                    current = name, subset
                    told.append(f"{font.getSubsetInternalName(subset, canvas._doc)} {size:g} Tf")
                told.append(f"({canvas._escape(letters)}) Tj")
    told.append("ET")
    canvas._code.append("\n".join(told))


def _runs(line: Sequence[Word]) -> Iterator[tuple[bool, tuple[str, list[Word]]]]:
    """Words of one face, and whether they are the last of the line."""
    runs = [(name, list(run)) for name, run in groupby(line, lambda word: word.font)]
    for place, run in enumerate(runs, 1):
        yield place == len(runs), run


def _whole(words: Sequence[Word], room: float) -> Iterator[Word]:
    """*words*, those in parts that are longer than a line."""
    for word in words:
        if word.wide <= room:
            yield word
            continue
        held = ""
        for seam in SEAM.findall(word.said):
            for part in [seam] if _word(seam, word.font).wide <= room else seam:
                if held and _word(held + part, word.font).wide > room:
                    yield _word(held, word.font)
                    held = ""
                held += part
        yield _word(held, word.font)


@lru_cache(maxsize=8192)
def _word(said: str, font: str) -> Word:
    return Word(said, font, pdfmetrics.stringWidth(said, font, 1000))


@lru_cache(maxsize=8)
def _blank(font: str) -> float:
    wide: float = pdfmetrics.stringWidth(" ", font, 1000)
    return wide
