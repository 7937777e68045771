"""The way back as a drawing: six strides on one ground line, the sixth a steady one."""

from collections.abc import Sequence

from programs.handouts.tagged import TaggedCanvas
from programs.handouts.typeface import BOLD, INK, LINE, PATH, REGULAR, SOFT, Hand, fitting

# How high each stride is, where one is a hundred wide; a curve's top lies at its height.
HEIGHTS = (16, 34, 54, 76, 96, 62)
STRIDE = 100


class StridePath:
    """Strides with a name and a line of words below each; *alternative* says all of it."""

    def __init__(self, strides: Sequence[tuple[str, str]], alternative: str, hand: Hand) -> None:
        self._strides, self._alternative, self._hand = strides, alternative, hand

    def height(self, width: float) -> float:
        """Points it takes at *width*."""
        return max(HEIGHTS) * self._unit(width) + 8 + 3 * self._hand.size("text")

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw it downwards from *top*."""
        unit, size = self._unit(width), self._hand.size("text")
        ground = top - max(HEIGHTS) * unit - 4
        stride = STRIDE * unit
        with canvas.content("Figure", self._alternative):
            canvas.setStrokeColor(LINE)
            canvas.setLineWidth(1)
            canvas.line(x, ground, x + width, ground)
            canvas.setLineCap(1)
            for place, (name, when) in enumerate(self._strides):
                left, high = x + place * stride, HEIGHTS[place] * unit * 2
                canvas.setStrokeColor(PATH)
                canvas.setLineWidth(3)
                # The quadratic curve of the screen, said as a cubic one.
                canvas.bezier(
                    left, ground, left + stride / 3, ground + high * 2 / 3,
                    left + stride * 2 / 3, ground + high * 2 / 3, left + stride, ground,
                )  # fmt: skip
                canvas.setFillColor(INK)
                canvas.setFont(BOLD, fitting(name, BOLD, size, stride - 4))
                canvas.drawCentredString(left + stride / 2, ground - size * 1.35, name)
                canvas.setFillColor(SOFT)
                canvas.setFont(REGULAR, fitting(when, REGULAR, size, stride - 4))
                canvas.drawCentredString(left + stride / 2, ground - size * 2.6, when)
            canvas.setFillColor(PATH)
            for place in range(len(self._strides) + 1):
                canvas.circle(x + place * stride, ground, 2.6, stroke=0, fill=1)
            canvas.setLineCap(0)

    def _unit(self, width: float) -> float:
        return width / (STRIDE * len(HEIGHTS))
