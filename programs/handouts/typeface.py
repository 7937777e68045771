"""The letters on paper: Atkinson Hyperlegible, which tells l from I and 0 from O, and the sizes they are set in."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FONTS = Path(__file__).parent / "fonts"
REGULAR, BOLD = "Hyperlegible", "Hyperlegible-Bold"
FILES = {REGULAR: "AtkinsonHyperlegible-Regular.ttf", BOLD: "AtkinsonHyperlegible-Bold.ttf"}

# The colours of the pages, darkened where a grey printer would lose them.
INK, SOFT, PATH, WELL, LINE, WHITE = (
    HexColor(value) for value in ("#1d2a33", "#4a5a63", "#1c5d68", "#f3eee4", "#b9b2a4", "#ffffff")
)
EASE, EASE_WASH = HexColor("#9c2a1c"), HexColor("#fae2da")

# Points at the usual size, and the share of that that a line takes.
SIZES = {"title": 22.0, "chapter": 17.0, "heading": 13.0, "name": 10.5, "text": 9.2, "small": 8.0}
LEADING = 1.28


@cache
def register() -> None:
    """Make the letters known to ReportLab, once per process."""
    for name, file in FILES.items():
        # ReportLab would shape them as soon as HarfBuzz is there; all our papers but names do without.
        pdfmetrics.registerFont(TTFont(name, FONTS / file, shapable=False))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)


@dataclass(frozen=True)
class Hand:
    """How letters are set: *scale* 1, or more for large print."""

    scale: float = 1.0

    def size(self, name: str) -> float:
        """Points of the size called *name*."""
        return SIZES[name] * self.scale

    def style(self, name: str, *, bold: bool = False, colour: Color = INK) -> ParagraphStyle:
        """How a paragraph of that size is set."""
        return _style(self.size(name), bold, colour.hexval())


def fitting(text: str, font: str, size: float, width: float) -> float:
    """A size at which *text* is no wider than *width*, *size* at most."""
    wide: float = pdfmetrics.stringWidth(text, font, size)
    return min(size, size * width / max(wide, 1))


@cache
def _style(size: float, bold: bool, colour: str) -> ParagraphStyle:
    return ParagraphStyle(
        f"{size} {bold} {colour}",
        fontName=BOLD if bold else REGULAR,
        fontSize=size,
        leading=size * LEADING,
        textColor=HexColor(colour.replace("0x", "#")),
    )
