"""The three lights as signs on paper: each is told by its word, and by a shape where a printer has no colours."""

from math import sqrt

from reportlab.lib.colors import Color

from programs.handouts.lettering import Spot, write
from programs.handouts.strokes import filled, rounded
from programs.handouts.tagged import TaggedCanvas
from programs.handouts.typeface import EASE, GO, HOLD, Hand
from rehab.vocabulary import Light

COLOURS = {Light.GREEN: GO, Light.AMBER: HOLD, Light.RED: EASE}
# Letters stand so far from where their sign begins, as a share of their size.
INDENT = 1.15


class Sign:
    """The shape of *light*, as on the pages, and *word* behind it."""

    def __init__(self, light: Light, word: str, hand: Hand) -> None:
        self._light, self._word, self._style = light, word, hand.style("text", bold=True)

    def height(self, width: float) -> float:
        """Points it takes, whatever the *width*."""
        return float(self._style.leading)

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw it downwards from *top*, where reading begins."""
        size = self._style.fontSize
        side, begin = size * 0.8, canvas.across(x, width, size * INDENT, 0)
        with canvas.artifact():
            left = canvas.across(x, width, 0, side)
            canvas._code.append(shape(self._light, COLOURS[self._light], (left, top - size, side)))
        with canvas.content("P"):
            canvas.setFillColor(self._style.textColor)
            write(canvas, self._word, Spot(begin, top - size, size, room=width - size * INDENT, bold=True))


def shape(light: Light, colour: Color, box: tuple[float, float, float]) -> str:
    """A disc, a square or a triangle that points down, in a box: its left side, its foot, how wide and high it is."""
    x, y, side = box
    if light is Light.AMBER:
        return f"{filled(colour)} {x:.2f} {y:.2f} {side:.2f} {side:.2f} re f"
    if light is Light.RED:
        low = y + side * (1 - sqrt(3) / 2) / 2
        high, middle = y + side - (low - y), x + side / 2
        return f"{filled(colour)} {x:.2f} {high:.2f} m {x + side:.2f} {high:.2f} l {middle:.2f} {low:.2f} l h f"
    return f"{filled(colour)} {rounded(x, y, side, side, side / 2)} f"
