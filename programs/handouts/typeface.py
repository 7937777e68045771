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
    HexColor(value) for value in ("#1d2a33", "#3f4e57", "#1c5d68", "#f3eee4", "#b9b2a4", "#ffffff")
)
EASE, EASE_WASH = HexColor("#9c2a1c"), HexColor("#fae2da")
GO, HOLD = HexColor("#22663f"), HexColor("#775000")

# Points at the usual size, and the share of that that a line takes.
SIZES = {"cover": 38.0, "title": 22.0, "chapter": 17.0, "heading": 13.0, "name": 10.5, "text": 9.2, "small": 8.0}
LEADING, CLOSE_LEADING = 1.28, 1.2
# The scale of large print.
LARGE = 1.4


@cache
def register() -> None:
    """Make the letters known to ReportLab, once per process."""
    for name, file in FILES.items():
        # ReportLab would shape them as soon as HarfBuzz is there; all our papers but names do without.
        pdfmetrics.registerFont(TTFont(name, FONTS / file, shapable=False))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)


@dataclass(frozen=True)
class Hand:
    """How letters are set: *scale* 1, or more where there is room for it, and `LARGE` for large print.

    What stands below each other stands *close* where a paper would take too many sides.
    """

    scale: float = 1.0
    close: bool = False

    @property
    def gap(self) -> float:
        """Points between what stands below each other."""
        return 5.0 if self.close else 9.0

    @property
    def pad(self) -> float:
        """Points between a panel's edge and what it holds."""
        return 6.0 if self.close else 9.0

    @property
    def is_large(self) -> bool:
        """Whether it is large print, whose lines have no room for two columns."""
        return self.scale >= LARGE

    def size(self, name: str) -> float:
        """Points of the size called *name*."""
        return SIZES[name] * self.scale

    def style(self, name: str, *, bold: bool = False, colour: Color = INK) -> ParagraphStyle:
        """How a paragraph of that size is set."""
        return _style(self.size(name), bold, colour.hexval(), CLOSE_LEADING if self.close else LEADING)


@cache
def _style(size: float, bold: bool, colour: str, leading: float) -> ParagraphStyle:
    return ParagraphStyle(
        f"{size} {bold} {colour} {leading}",
        fontName=BOLD if bold else REGULAR,
        fontSize=size,
        leading=size * leading,
        textColor=HexColor(colour.replace("0x", "#")),
    )
