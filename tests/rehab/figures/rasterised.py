"""A second renderer beside the browser: reads an SVG file of ours as text and fills its outlines with Pillow.

It shares no code with what writes the files, so what both draw alike is what the file says.
"""

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from math import cos, radians, sin

from PIL import Image, ImageDraw

Point = tuple[float, float]
# a, b, c, d, e, f as in SVG: x' = ax + cy + e, y' = bx + dy + f.
Matrix = tuple[float, float, float, float, float, float]
NAMESPACE = "{http://www.w3.org/2000/svg}"
UNITS = 800
# Drawn so many times as large, then made smaller, which smooths the edges.
FINER = 3
# Straight pieces a curve is drawn in.
PIECES = 8
RULE = re.compile(r"\.(\w+)\{([^}]*)\}")
NUMBER = re.compile(r"-?\d*\.?\d+")
STEP = re.compile(r"([MLCZlcz])([^MLCZlcz]*)")


def rasterised(svg: str, side: int) -> Image.Image:
    """The file as a picture of *side* by *side* pixels, on its light ground."""
    root = ElementTree.fromstring(svg)
    style = next(root.iter(f"{NAMESPACE}style")).text or ""
    light = style.split("@media")[0]
    paints = {name: dict(pair.split(":") for pair in body.split(";")) for name, body in RULE.findall(light)}
    ground = re.search(r"rect\{fill:(#\w+)\}", light)
    assert ground
    image = Image.new("RGB", (side * FINER, side * FINER), ground[1])
    scale = side * FINER / UNITS
    _children(ImageDraw.Draw(image), root, (scale, 0, 0, scale, 0, 0), paints)
    return image.resize((side, side), Image.Resampling.BOX)


def _children(
    draw: ImageDraw.ImageDraw, element: ElementTree.Element, at: Matrix, paints: dict[str, dict[str, str]]
) -> None:
    for child in element:
        if child.tag == f"{NAMESPACE}g":
            _children(draw, child, _moved(at, child.get("transform", "")), paints)
        if child.tag == f"{NAMESPACE}path":
            paint = paints[child.attrib["class"]]
            width = float(child.get("stroke-width", 0)) * abs(at[0] * at[3] - at[1] * at[2]) ** 0.5
            for line in _lines(child.attrib["d"], at):
                _paint(draw, line, paint, width)


def _paint(draw: ImageDraw.ImageDraw, line: list[Point], paint: dict[str, str], width: float) -> None:
    if paint["fill"] != "none":
        draw.polygon(line, fill=paint["fill"])
    if "stroke" in paint:
        draw.line(line, fill=paint["stroke"], width=round(width))
        for x, y in line:
            half = width / 2
            draw.ellipse((x - half, y - half, x + half, y + half), fill=paint["stroke"])


def _moved(at: Matrix, transform: str) -> Matrix:
    for name, told in re.findall(r"(\w+)\(([^)]*)\)", transform):
        numbers = [float(number) for number in NUMBER.findall(told)]
        if name == "translate":
            at = _times(at, (1, 0, 0, 1, numbers[0], numbers[1]))
        elif name == "rotate":
            c, s = cos(radians(numbers[0])), sin(radians(numbers[0]))
            at = _times(at, (c, s, -s, c, 0, 0))
        else:
            a, b, c, d, e, f = numbers
            at = _times(at, (a, b, c, d, e, f))
    return at


def _times(m: Matrix, n: Matrix) -> Matrix:
    a, b, c, d, e, f = m
    g, h, i, j, k, l = n  # noqa: E741 - as many letters as a matrix has numbers
    return (a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f)


def _lines(told: str, at: Matrix) -> Iterator[list[Point]]:
    """Each outline of a path as points in the picture."""
    points: list[Point] = []
    here = (0.0, 0.0)
    for letter, rest in STEP.findall(told):
        numbers = [float(number) for number in NUMBER.findall(rest)]
        pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
        if letter == "M":
            if points:
                yield _seen(points, at)
            here = pairs[0]
            points = [here]
        elif letter == "l":
            for x, y in pairs:
                here = (here[0] + x, here[1] + y)
                points.append(here)
        elif letter == "c":
            for i in range(0, len(pairs), 3):
                curve = [here, *((here[0] + x, here[1] + y) for x, y in pairs[i : i + 3])]
                points += [_on(curve, piece / PIECES) for piece in range(1, PIECES + 1)]
                here = curve[3]
        else:
            assert letter in "zZ", "no other step is written"
            points.append(points[0])
            here = points[0]
    yield _seen(points, at)


def _on(curve: list[Point], share: float) -> Point:
    """The point that far along a curve."""
    rest = 1 - share
    weights = (rest**3, 3 * rest**2 * share, 3 * rest * share**2, share**3)
    x, y = (sum(weight * point[i] for weight, point in zip(weights, curve, strict=True)) for i in (0, 1))
    return x, y


def _seen(points: list[Point], at: Matrix) -> list[Point]:
    a, b, c, d, e, f = at
    return [(a * x + c * y + e, b * x + d * y + f) for x, y in points]
