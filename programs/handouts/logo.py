"""A clinic's logo: a picture of its own, drawn whole in a box at the head of a paper."""

from dataclasses import dataclass
from functools import cached_property
from io import BytesIO

from reportlab.lib.utils import ImageReader

from programs.handouts.strokes import filled, rounded
from programs.handouts.tagged import TaggedCanvas
from programs.handouts.typeface import WHITE

# White round it, so that a logo made for white paper looks right on any ground.
EDGE = 3.0
CORNER = 3.0


@dataclass(frozen=True)
class Logo:
    """*data* is a PNG or JPEG that whoever took it in has read and written anew; *alternative* says what it shows.

    Nothing of a stranger's own bytes gets into a paper.
    """

    data: bytes
    alternative: str

    @cached_property
    def reader(self) -> ImageReader:
        """The picture, read once."""
        return ImageReader(BytesIO(self.data))


class Emblem:
    """*logo* as high and wide as a box allows, in points, its shape kept."""

    def __init__(self, logo: Logo, *, wide: float, high: float) -> None:
        self._logo = logo
        across, down = logo.reader.getSize()
        scale = min((wide - 2 * EDGE) / across, (high - 2 * EDGE) / down)
        self._size: tuple[float, float] = across * scale, down * scale

    @property
    def wide(self) -> float:
        """Points it takes across, its white edge included."""
        return self._size[0] + 2 * EDGE

    def height(self, width: float) -> float:
        """Points it takes, whatever the *width*."""
        return self._size[1] + 2 * EDGE

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw it downwards from *top*, where reading begins."""
        wide, high = self._size
        left = canvas.across(x, width, 0, self.wide)
        with canvas.artifact():
            outline = rounded(left, top - self.height(width), self.wide, self.height(width), CORNER)
            canvas._code.append(f"{filled(WHITE)} {outline} f")
        with canvas.content("Figure", self._logo.alternative):
            canvas.drawImage(self._logo.reader, left + EDGE, top - EDGE - high, wide, high, mask="auto")
