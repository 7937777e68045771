"""Pictures and codes as blocks. A picture's strokes are worked out once per process and written into each paper."""

from functools import cache
from io import BytesIO

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
            canvas._code.extend(_strokes(self._id, self._look))
            canvas.restoreState()


class Code:
    """A QR code of *address*, *wide* points with its white edge."""

    def __init__(self, address: str, alternative: str, wide: float) -> None:
        self._rows = [list(row) for row in segno.make(address, error="m", micro=False).matrix]
        self._alternative, self._wide = alternative, wide

    def height(self, width: float) -> float:
        """Points it takes, whatever the *width*."""
        return self._wide

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw it downwards from *top*, dark runs of a row as one stroke."""
        module = self._wide / (len(self._rows) + 2 * QUIET)
        with canvas.content("Figure", self._alternative):
            canvas.setFillColor(WHITE)
            canvas.rect(x, top - self._wide, self._wide, self._wide, stroke=0, fill=1)
            canvas.setFillColor(INK)
            path = canvas.beginPath()
            for place, row in enumerate(self._rows):
                y = top - (place + 1 + QUIET) * module
                column = 0
                while column < len(row):
                    run = 0
                    while column + run < len(row) and row[column + run]:
                        run += 1
                    if run:
                        path.rect(x + (column + QUIET) * module, y, run * module, module)
                    column += run or 1
            canvas.drawPath(path, stroke=0, fill=1)


class _Recorder(TaggedCanvas):
    """A canvas that nobody prints, for its strokes."""

    def __init__(self) -> None:
        super().__init__(BytesIO(), (KEPT_AT, KEPT_AT), title="", subject="", language="en")


@cache
def _strokes(exercise_id: str, look: Look) -> tuple[str, ...]:
    """What a PDF says to draw that picture in a square of `KEPT_AT` points."""
    canvas = _Recorder()
    figure = load_figures()[exercise_id]
    draw_still(canvas, figure, look.body, Square(0, 0, KEPT_AT), mirrored=look.side == "left")
    return tuple(canvas._code)
