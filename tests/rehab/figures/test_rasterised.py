"""The stills as pixels, drawn by a renderer that is no browser: whole, on plain ground, the muscle seen when small."""

from functools import cache

from PIL import Image

from rehab.figures.paint import colours
from rehab.figures.picture import Look, picture
from tests.rehab.alike import of_each
from tests.rehab.figures.posed import FIGURES, PROTOCOL
from tests.rehab.figures.rasterised import rasterised

# As small as a list on a phone shows them.
SMALL = 90
KNOWN = colours("bun")


def rgb(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return red, green, blue


@cache
def pixels(name: str) -> Image.Image:
    return rasterised(picture(FIGURES[name], PROTOCOL, Look()), SMALL)


@of_each({name: (name,) for name, figure in FIGURES.items() if not figure.close})
def test_the_edge_of_a_picture_is_plain_so_nothing_is_cut_off(name):
    image, last = pixels(name), SMALL - 1
    rim = {image.getpixel(at) for i in range(SMALL) for at in ((i, 0), (i, last), (0, i), (last, i))}
    assert rim == {rgb(KNOWN["tile"])}


@of_each({name: (name,) for name, figure in FIGURES.items() if figure.muscle != "none"})
def test_the_lit_muscle_is_still_there_at_the_size_of_a_list(name):
    red = rgb(KNOWN["muscle"])
    image = pixels(name)
    near = [
        at
        for at in ((x, y) for x in range(SMALL) for y in range(SMALL))
        if all(abs(a - b) < 40 for a, b in zip(image.getpixel(at), red, strict=True))
    ]
    assert len(near) >= 4, len(near)
