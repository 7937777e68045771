"""The faces in which people's words are set, and how shaped letters get into a file.

HarfBuzz says which glyphs a run of letters takes and where each stands. ReportLab knows characters, not glyphs; its
own way round that gives a glyph a code that depends on earlier papers, and loses what the glyph stands for. So a `Face`
is a font of ReportLab's that is told glyphs: it takes up those that a paper uses and the text of each.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import groupby, pairwise
from typing import Any, NamedTuple, Protocol
from unicodedata import category, combining

import uharfbuzz
from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont

from programs.handouts.tagged import TaggedCanvas
from programs.handouts.typeface import BOLD, FONTS, REGULAR, register

# Latin that Hyperlegible lacks, Greek and Cyrillic; Hebrew; Arabic.
NAMES = ("NotoSans", "NotoSansHebrew", "NotoSansArabic")
# ReportLab finds glyphs by character; these are past all characters.
PAST = 0x110000
# Glyphs of one font object, beside the first, which is the box of a missing one.
MOST = 255
# They tell whether letters join, and are not seen.
JOINERS = "\u200d\u200c"
# Words of a paper that are laid out again and again until all fits.
REMEMBERED = 2048


class Setting(Protocol):
    """A face as lines of text know it."""

    covers: frozenset[str]

    def shape(self, text: str, *, leftwards: bool) -> "Run":
        """*text* as glyphs, which are then in order from left to right."""

    def draw(self, canvas: TaggedCanvas, run: "Run", x: float, y: float, size: float) -> None:
        """Draw *run* from *x* on the line *y*."""


class Glyph(NamedTuple):
    """A glyph, the text it tells readers of the file, where it stands in its run in thousandths of the letters' size.

    One without text is ink alone: a mark, or the dots of a letter. One of no ink and with text tells a mark.
    """

    number: int
    text: str
    right: float
    up: float


class Run(NamedTuple):
    """Letters of one face; how wide they are, how far up and down they reach, in thousandths of their size."""

    face: Setting
    text: str
    glyphs: tuple[Glyph, ...]
    wide: float
    high: float
    low: float


class Plain:
    """Hyperlegible as every other line of a paper has it: no marks that would have to be put in place."""

    def __init__(self, name: str) -> None:
        register()
        self._font = pdfmetrics.getFont(name)
        known = map(chr, self._font.face.charToGlyph)
        # A space that does not part letters is a space.
        self.covers = frozenset(
            char for char in known if (char.isprintable() or char == "\xa0") and not combining(char)
        )

    def shape(self, text: str, *, leftwards: bool) -> Run:
        """*text* letter by letter; leftwards come only signs that no other face has."""
        face, text = self._font.face, text[::-1] if leftwards else text
        return Run(self, text, (), self._font.stringWidth(text, 1000), face.ascent, face.descent)

    def draw(self, canvas: TaggedCanvas, run: Run, x: float, y: float, size: float) -> None:
        """Draw *run* from *x* on the line *y*."""
        canvas.setFont(self._font.fontName, size)
        canvas.drawString(x, y, run.text)


@dataclass
class _Taken:
    """What one file has taken of a face: glyphs with their text, at most `MOST` in each font object."""

    codes: dict[tuple[int, str], int] = field(default_factory=dict)
    # The first place of each is the box for a missing glyph, which nothing here ever draws.
    subsets: list[list[int]] = field(default_factory=list)
    texts: list[list[str]] = field(default_factory=list)
    # The words of ReportLab, which names the font objects.
    internalName: str | None = None  # noqa: N815
    namePrefix: str = "F"  # noqa: N815

    def code(self, glyph: Glyph) -> int:
        """The code of a glyph with its text: the font object, and the byte in it."""
        number, text = glyph.number, glyph.text
        known = self.codes.get((number, text))
        if known is None:
            if not self.subsets or len(self.subsets[-1]) > MOST:
                self.subsets.append([PAST])
                self.texts.append([""])
            self.subsets[-1].append(PAST + number)
            self.texts[-1].append(text)
            known = self.codes[number, text] = (len(self.subsets) - 1) * 256 + len(self.subsets[-1]) - 1
        return known


class Face(TTFont):  # type: ignore[misc]
    """A face that shapes letters, and of which a file holds the glyphs it uses."""

    def __init__(self, name: str) -> None:
        super().__init__(name, FONTS / f"{name}.ttf", shapable=False)
        self.covers = frozenset(map(chr, self.face.charToGlyph)) - {"\0"}
        data = uharfbuzz.Face((FONTS / f"{name}.ttf").read_bytes())
        self._shaper, self._thousandth = uharfbuzz.Font(data), 1000 / data.upem
        self._advances = [self._shaper.get_glyph_h_advance(n) for n in range(data.glyph_count)]
        self._blank = self.face.charToGlyph[0]
        self._outlines: dict[int, str] = {}
        for number, advance in enumerate(self._advances):
            self.face.charToGlyph[PAST + number] = number
            self.face.charWidths[PAST + number] = advance * self._thousandth

    @lru_cache(REMEMBERED)  # noqa: B019 - faces are read once and stay
    def shape(self, text: str, *, leftwards: bool) -> Run:
        """*text* as glyphs: joined, its marks in place, brackets turned round where it is written leftwards."""
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.flags = (
            uharfbuzz.BufferFlags.REMOVE_DEFAULT_IGNORABLES | uharfbuzz.BufferFlags.DO_NOT_INSERT_DOTTED_CIRCLE
        )
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if leftwards else "ltr"
        uharfbuzz.shape(self._shaper, buffer)
        unit = self._thousandth
        glyphs: list[Glyph] = []
        pen, high, low = 0, 0.0, 0.0
        for said, group in _clusters(buffer, text):
            letters = "".join(character for character in said if not _is_mark(character))
            # A letter that was parted from the one before comes with what parted them.
            lead = len(said) - len(said.lstrip(JOINERS))
            before, behind = ([mark for mark in part if _is_mark(mark)] for part in (said[:lead], said[lead:]))
            # Readers turn round what stands leftwards, so that marks come behind their letter again.
            left, right_of = (behind[::-1], before) if leftwards else (before, behind)
            glyphs += [Glyph(self._blank, mark, pen * unit, 0.0) for mark in left]
            for number, (right, up, advance, _) in group:
                spoken = letters if self._advances[number] else ""
                letters = "" if spoken else letters
                glyphs.append(Glyph(number, spoken, (pen + right) * unit, up * unit))
                pen += advance
                extents = self._shaper.get_glyph_extents(number)
                if extents is not None and extents.height:
                    high = max(high, (up + extents.y_bearing) * unit)
                    low = min(low, (up + extents.y_bearing + extents.height) * unit)
            glyphs += [Glyph(self._blank, mark, pen * unit, 0.0) for mark in right_of]
        return Run(self, text, tuple(glyphs), pen * unit, high, low)

    def draw(self, canvas: TaggedCanvas, run: Run, x: float, y: float, size: float) -> None:
        """Draw *run* from *x* on the line *y*.

        All that is text is one string, since readers put strings of a line in order by where they begin, and a mark
        may begin before its letter. So marks are ink at their place, and text in a glyph without any.
        """
        document, share = canvas._doc, size / 1000
        taken = self.state.setdefault(document, _Taken())
        texts = [glyph for glyph in run.glyphs if glyph.text]
        code = ["BT"]
        for (number, up), group in groupby(texts, lambda glyph: (taken.code(glyph) >> 8, glyph.up)):
            glyphs = list(group)
            code.append(f"{self.getSubsetInternalName(number, document)} {size:.2f} Tf")
            code.append(f"1 0 0 1 {x + glyphs[0].right * share:.2f} {y + up * share:.2f} Tm")
            pen, shown = glyphs[0].right, ""
            for glyph in glyphs:
                back = round(pen - glyph.right)
                shown += f"{back}" if back else ""
                shown += f"<{taken.code(glyph) & 255:02X}>"
                pen += self._advances[glyph.number] * self._thousandth - back
            code.append(f"[{shown.replace('><', '')}] TJ")
        code.append("ET")
        for glyph in run.glyphs:
            if not glyph.text and (ink := self._outline(glyph.number)):
                scale = share * self._thousandth
                where = f"{x + glyph.right * share:.3f} {y + glyph.up * share:.3f}"
                code.append(f"q {scale:.5f} 0 0 {scale:.5f} {where} cm {ink} f Q")
        canvas._code.append(" ".join(code))

    def _outline(self, number: int) -> str:
        """The outline of a glyph in the words of a PDF, in units of the face."""
        if number not in self._outlines:
            path: list[str] = []
            self._shaper.draw_glyph(number, _pen(), path)
            self._outlines[number] = " ".join(path)
        return self._outlines[number]

    def addObjects(self, doc: Any) -> None:  # noqa: N802
        """Write the font objects of the file *doc*, which ReportLab asks for when all is drawn."""
        taken = self.state.pop(doc)
        for number, subset in enumerate(taken.subsets):
            name = f"{taken.internalName}+{number}"
            base = b"".join((SUBSETN(number), b"+", self.face.name, self.face.subfontNameX)).decode("ascii")
            font = pdfdoc.PDFTrueTypeFont()
            font.Name, font.BaseFont = name, base
            font.FirstChar, font.LastChar = 0, len(subset) - 1
            font.Widths = pdfdoc.PDFArray([round(self.face.getCharWidth(code)) for code in subset])
            told = pdfdoc.PDFStream(content="\n".join(_told(base, taken.texts[number])), filters=[pdfdoc.PDFZCompress])
            font.ToUnicode = doc.Reference(told, f"toUnicodeCMap:{base}")
            font.FontDescriptor = self.face.addSubsetObjects(doc, base, subset)
            doc.Reference(font, name)
            doc.idToObject["BasicFonts"].dict[name] = font


def _is_mark(character: str) -> bool:
    return category(character) in {"Mn", "Me", "Cf"}


def _clusters(buffer: Any, text: str) -> Iterator[tuple[str, list[tuple[int, Any]]]]:
    """From left to right, what of *text* was shaped together, and its glyphs: their numbers and places."""
    infos = buffer.glyph_infos
    starts = sorted({info.cluster for info in infos} | {len(text)})
    ends = dict(pairwise(starts))
    shaped = zip(infos, (place.position for place in buffer.glyph_positions), strict=True)
    for start, group in groupby(shaped, lambda pair: pair[0].cluster):
        yield text[start : ends[start]], [(info.codepoint, position) for info, position in group]


def _pen() -> Any:
    """Writes one outline down in the words of a PDF, which has cubic curves alone."""
    pen, last = uharfbuzz.DrawFuncs(), [0.0, 0.0]

    def move(x: float, y: float, path: list[str]) -> None:
        last[:] = x, y
        path.append(f"{x:g} {y:g} m")

    def line(x: float, y: float, path: list[str]) -> None:
        last[:] = x, y
        path.append(f"{x:g} {y:g} l")

    def curve(by_x: float, by_y: float, x: float, y: float, path: list[str]) -> None:
        (from_x, from_y), third = last, 2 / 3
        near = f"{from_x + third * (by_x - from_x):.1f} {from_y + third * (by_y - from_y):.1f}"
        path.append(f"{near} {x + third * (by_x - x):.1f} {y + third * (by_y - y):.1f} {x:g} {y:g} c")
        last[:] = x, y

    pen.set_move_to_func(move)
    pen.set_line_to_func(line)
    pen.set_quadratic_to_func(curve)
    pen.set_close_path_func(lambda path: path.append("h"))
    return pen


def _told(name: str, texts: list[str]) -> Iterator[str]:
    """What each byte of a font object stands for, as readers of the file want to know it."""
    yield "/CIDInit /ProcSet findresource begin 12 dict begin begincmap"
    yield f"/CIDSystemInfo <</Registry ({name}) /Ordering ({name}) /Supplement 0>> def"
    yield f"/CMapName /{name} def /CMapType 2 def 1 begincodespacerange <00> <{len(texts) - 1:02X}> endcodespacerange"
    said = [(code, text) for code, text in enumerate(texts) if text]
    # No more than 100 in one go, says the format.
    for start in range(0, len(said), 100):
        part = said[start : start + 100]
        yield f"{len(part)} beginbfchar"
        yield from (f"<{code:02X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in part)
        yield "endbfchar"
    yield "endcmap CMapName currentdict /CMap defineresource pop end end"


@cache
def plain(*, bold: bool) -> Plain:
    """Hyperlegible, read once per process."""
    return Plain(BOLD if bold else REGULAR)


@cache
def face(name: str, *, bold: bool) -> Face:
    """One of `NAMES`, read when the first paper wants it."""
    return Face(f"{name}-{'Bold' if bold else 'Regular'}")
