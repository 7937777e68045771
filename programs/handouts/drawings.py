"""Pictures and codes as blocks. A picture's strokes are worked out once per process and written into each paper."""

import zlib
from functools import cache, lru_cache
from io import BytesIO
from itertools import groupby

import segno

from programs.handouts.tagged import TaggedCanvas
from programs.handouts.typeface import INK, WHITE
from rehab.figures.loading import load_figures
from rehab.figures.pdf import Square, draw_still
from rehab.figures.picture import Look

# The size at which strokes are kept, in points.
KEPT_AT = 100.0
CORNER = 5.0
# Modules of white that readers of QR codes ask for on each side.
QUIET = 4
# Points of a module that a camera tells apart on coarse paper.
MODULE = 1.5


class Picture:
    """The still of an exercise, *wide* points high and wide; *alternative* says what it shows."""

    def __init__(self, exercise_id: str, look: Look, alternative: str, wide: float) -> None:
        self._id, self._look, self._alternative, self._wide = exercise_id, look, alternative, wide

    def height(self, width: float) -> float:
        """Points it takes, whatever the *width*."""
        return self._wide

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw it downwards from *top*."""
        scale = self._wide / KEPT_AT
        with canvas.content("Figure", self._alternative):
            canvas.saveState()
            canvas.translate(x, top - self._wide)
            canvas.scale(scale, scale)
            edge = canvas.beginPath()
            edge.roundRect(0, 0, KEPT_AT, KEPT_AT, CORNER / scale)
            canvas.clipPath(edge, stroke=0, fill=0)
            canvas.stamp(f"{self._id}-{self._look.side}-{self._look.body}", _packed(self._id, self._look), KEPT_AT)
            canvas.restoreState()


class Code:
    """A QR code of *address*, *least* points wide with its white edge, or as wide as its modules need."""

    def __init__(self, address: str, alternative: str, least: float) -> None:
        self._alternative = alternative
        self._modules, self._runs = _runs(address)
        self.wide = max(least, self._modules * MODULE)

    def height(self, width: float) -> float:
        """Points it takes, whatever the *width*."""
        return self.wide

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw it downwards from *top*."""
        with canvas.content("Figure", self._alternative):
            canvas.saveState()
            canvas.translate(x, top - self.wide)
            canvas.scale(self.wide / self._modules, self.wide / self._modules)
            canvas.setFillColor(WHITE)
            canvas.rect(0, 0, self._modules, self._modules, stroke=0, fill=1)
            canvas.setFillColor(INK)
            canvas._code.append(self._runs)
            canvas.restoreState()


@lru_cache(maxsize=256)
def _runs(address: str) -> tuple[int, str]:
    """How many modules wide the code of *address* is with its edge, and the strokes of its dark runs, row by row."""
    rows = [list(row) for row in segno.make(address, error="m", micro=False).matrix]
    strokes = []
    for place, row in enumerate(rows):
        y, column = len(rows) - 1 - place + QUIET, 0
        for dark, run in groupby(row):
            long = len(list(run))
            if dark:
                strokes.append(f"{column + QUIET} {y} {long} 1 re")
            column += long
    return len(rows) + 2 * QUIET, "\n".join((*strokes, "f"))


class _Recorder(TaggedCanvas):
    """A canvas that nobody prints, for its strokes."""

    def __init__(self) -> None:
        super().__init__(BytesIO(), (KEPT_AT, KEPT_AT), title="", subject="", language="en")


@cache
def _packed(exercise_id: str, look: Look) -> bytes:
    """What a PDF says to draw that picture in a square of `KEPT_AT` points, deflated."""
    canvas = _Recorder()
    canvas._code.clear()  # what each page begins with names a font, which a picture has no use for
    figure = load_figures()[exercise_id]
    draw_still(canvas, figure, look.body, Square(0, 0, KEPT_AT), mirrored=look.side == "left")
    return zlib.compress("\n".join(canvas._code).encode("latin-1"), 9)
