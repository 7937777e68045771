"""The same shapes as vectors on a PDF's canvas, which is handed in: nothing here knows who makes it."""

from typing import NamedTuple, Protocol

from rehab.figures.figure import Figure
from rehab.figures.head import Body
from rehab.figures.paint import colours
from rehab.figures.scene import frame, still
from rehab.figures.shapes import Shape


class Outline(Protocol):
    """A path in the making, as a PDF canvas has it."""

    def moveTo(self, x: float, y: float, /) -> object: ...  # noqa: N802
    def lineTo(self, x: float, y: float, /) -> object: ...  # noqa: N802
    def curveTo(self, *numbers: float) -> object: ...  # noqa: N802
    def close(self) -> object: ...


class Canvas(Protocol):
    """What a drawing asks of a PDF's canvas. Points, y up."""

    def saveState(self) -> object: ...  # noqa: N802
    def restoreState(self) -> object: ...  # noqa: N802
    def translate(self, dx: float, dy: float, /) -> object: ...
    def scale(self, x: float, y: float, /) -> object: ...
    def setLineCap(self, mode: int, /) -> object: ...  # noqa: N802
    def setLineJoin(self, mode: int, /) -> object: ...  # noqa: N802
    def setLineWidth(self, width: float, /) -> object: ...  # noqa: N802
    def setFillColorRGB(self, r: float, g: float, b: float, /) -> object: ...  # noqa: N802
    def setStrokeColorRGB(self, r: float, g: float, b: float, /) -> object: ...  # noqa: N802
    def beginPath(self) -> Outline: ...  # noqa: N802
    def drawPath(self, path: Outline, /, stroke: int, fill: int) -> object: ...  # noqa: N802
    def clipPath(self, path: Outline, /, stroke: int, fill: int) -> object: ...  # noqa: N802


# Points are told in whole thirds of a centimetre: at the size of a picture that is off by less than half a dot of a
# printer with 600 of them an inch, and numbers without decimals weigh less.
STEPS = 3


class Square(NamedTuple):
    """Where on the page a picture goes: its lower left corner and its side."""

    x: float
    y: float
    side: float


def draw_still(canvas: Canvas, figure: Figure, body: Body, square: Square, *, mirrored: bool = False) -> None:
    """Draw the still picture into *square*, on its own ground, cut off where it ends."""
    left, bottom, right, _ = frame(figure)
    scale = square.side / (right - left)
    known = colours(body)
    canvas.saveState()
    canvas.translate(square.x, square.y)
    canvas.setFillColorRGB(*_rgb(known["tile"]))
    canvas.drawPath(_edge(canvas, square.side), stroke=0, fill=1)
    canvas.clipPath(_edge(canvas, square.side), stroke=0, fill=0)
    if mirrored:
        canvas.translate(square.side, 0)
        canvas.scale(-1, 1)
    canvas.scale(scale / STEPS, scale / STEPS)
    canvas.translate(-left * STEPS, -bottom * STEPS)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    for part in still(figure, body):
        for shape in part.drawn():
            _draw(canvas, shape, known[shape.paint])
    canvas.restoreState()


def _edge(canvas: Canvas, side: float) -> Outline:
    """The edge of a square that begins at the origin."""
    outline = canvas.beginPath()
    outline.moveTo(0, 0)
    outline.lineTo(side, 0)
    outline.lineTo(side, side)
    outline.lineTo(0, side)
    outline.close()
    return outline


def _rgb(colour: str) -> tuple[float, float, float]:
    red, green, blue = (round(int(colour[i : i + 2], 16) / 255, 3) for i in (1, 3, 5))
    return red, green, blue


def _draw(canvas: Canvas, shape: Shape, colour: str) -> None:
    outline = canvas.beginPath()
    for name, numbers in shape.path:
        told = [round(value * STEPS) for value in numbers]
        match name:
            case "M":
                outline.moveTo(told[0], told[1])
            case "L":
                outline.lineTo(told[0], told[1])
            case "C":
                outline.curveTo(*told)
            case _:
                outline.close()
    if shape.kind != "stroke":
        canvas.setFillColorRGB(*_rgb(colour))
    if shape.kind != "fill":
        canvas.setStrokeColorRGB(*_rgb(colour))
        canvas.setLineWidth(shape.width * STEPS)
    canvas.drawPath(outline, stroke=int(shape.kind != "fill"), fill=int(shape.kind != "stroke"))
