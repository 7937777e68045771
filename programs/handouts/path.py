"""The way back as a drawing: six strides on one ground line, in the direction of reading, the sixth a steady one."""

from collections.abc import Sequence

from programs.handouts.lettering import Spot, fitted, write
from programs.handouts.tagged import TaggedCanvas
from programs.handouts.typeface import INK, LINE, PATH, SOFT, Hand

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
        # All in letters of one size, that of the longest.
        names, whens = (
            min(fitted(text, Spot(0, 0, size, room=stride - 4, bold=bold)) for text in texts)
            for texts, bold in zip(zip(*self._strides, strict=True), (True, False), strict=True)
        )
        with canvas.content("Figure", self._alternative):
            canvas.setStrokeColor(LINE)
            canvas.setLineWidth(1)
            canvas.line(x, ground, x + width, ground)
            canvas.setLineCap(1)
            for place, (name, when) in enumerate(self._strides):
                left, high = canvas.across(x, width, place * stride, stride), HEIGHTS[place] * unit * 2
                canvas.setStrokeColor(PATH)
                canvas.setLineWidth(3)
                # The quadratic curve of the screen, said as a cubic one.
                canvas.bezier(
                    left, ground, left + stride / 3, ground + high * 2 / 3,
                    left + stride * 2 / 3, ground + high * 2 / 3, left + stride, ground,
                )  # fmt: skip
                middle = left + stride / 2
                canvas.setFillColor(INK)
                write(canvas, name, Spot(middle, ground - size * 1.35, names, 0.5, stride - 4, bold=True))
                canvas.setFillColor(SOFT)
                write(canvas, when, Spot(middle, ground - size * 2.6, whens, 0.5, stride - 4))
            canvas.setFillColor(PATH)
            for place in range(len(self._strides) + 1):
                canvas.circle(x + place * stride, ground, 2.6, stroke=0, fill=1)
            canvas.setLineCap(0)

    def _unit(self, width: float) -> float:
        return width / (STRIDE * len(HEIGHTS))
