"""The mark: two strides that follow each other, and the name beside them."""

from reportlab.lib.colors import HexColor

from programs.handouts.strokes import edged
from programs.handouts.tagged import TaggedCanvas
from programs.handouts.typeface import BOLD, WHITE, Hand

NAME = "Strideback"
SECOND = HexColor("#8fc1bf")
# The lines of the icon of the pages, in a square of 64 from the upper left corner.
SQUARE, STROKE = 64.0, 8.0
LINES = (
    (WHITE, ((48, 19), (43, 12, 25, 12, 23.5, 21), (22.6, 26, 26.5, 28, 30.5, 29.2))),
    (SECOND, ((16, 45), (21, 52, 39, 52, 40.5, 43), (41.4, 38, 37.5, 36, 33.5, 34.8))),
)
# Nothing is drawn in the outer part of the square.
INSET = 12.0


class Mark:
    """The mark and the name, on a dark ground."""

    def __init__(self, hand: Hand) -> None:
        self._size = hand.size("heading")

    def height(self, width: float) -> float:
        """Points it takes, whatever the *width*."""
        return self._size * 1.6

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw it downwards from *top*, where reading begins."""
        high = self.height(width)
        scale = high / (SQUARE - 2 * INSET)
        wide = canvas.stringWidth(NAME, BOLD, self._size)
        left = canvas.across(x, width, 0, high)
        with canvas.artifact():
            origin = f"{left - INSET * scale:.3f} {top + INSET * scale:.3f}"
            canvas._code.append(f"q {scale:.4f} 0 0 {-scale:.4f} {origin} cm 1 J")
            for colour, (start, *curves) in LINES:
                told = " ".join(" ".join(f"{number:g}" for number in curve) + " c" for curve in curves)
                canvas._code.append(f"{edged(colour, STROKE)} {start[0]} {start[1]} m {told} S")
            canvas._code.append("Q")
        with canvas.content("P"):
            canvas.setFillColor(WHITE)
            canvas.setFont(BOLD, self._size)
            begin = canvas.across(x, width, high + self._size * 0.4, wide)
            canvas.drawString(begin, top - high / 2 - self._size * 0.35, NAME)
