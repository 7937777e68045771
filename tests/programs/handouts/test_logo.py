"""A clinic's logo at the head: whole, in its own shape, within its box, told to those who cannot see it."""

from dataclasses import replace
from io import BytesIO

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
from PIL import Image, ImageDraw

from programs.handouts.logo import EDGE, Logo
from programs.handouts.personal import LOGO
from programs.handouts.week import week_handout
from tests.programs.handouts.holding import laid_wrong
from tests.programs.handouts.papers import paper
from tests.programs.handouts.reading import lines, looked_at, tree

ALTERNATIVE = "The logo of Calf Clinic: a running fox"
SHAPES = {
    "square": (200, 200),
    "wide": (900, 150),
    "tall": (120, 600),
    "a line across": (1000, 8),
    "a line down": (6, 900),
    "tiny": (3, 2),
}
FORMS = {
    "PNG": "RGB",
    "PNG with a clear ground": "RGBA",
    "PNG of a few colours": "P",
    "PNG in grey": "L",
    "JPEG": "RGB",
}


def drawn(size, form="PNG"):
    """A red picture of that size with a blue corner."""
    picture = Image.new("RGBA", size, (0, 0, 0, 0) if "clear" in form else (200, 30, 30, 255))
    ImageDraw.Draw(picture).rectangle((0, 0, size[0] // 2, size[1] // 2), fill=(20, 40, 200, 255))
    file = BytesIO()
    picture.convert(FORMS[form]).save(file, form.partition(" ")[0])
    return Logo(file.getvalue(), ALTERNATIVE)


def printed(logo, clinic="Calf Clinic Northgate", **how):
    content = replace(paper(), person="Rob Miller", clinic=clinic, phone="+44 20 7946 0123", logo=logo)
    return week_handout(content, **how)


def box_of(pdf):
    """Where the picture stands on the first page: left, bottom, right, top."""
    (found,) = pdfium.PdfDocument(pdf)[0].get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])
    return found.get_bounds()


@pytest.mark.parametrize("large", [False, True], ids=["usual print", "large print"])
@pytest.mark.parametrize("size", SHAPES.values(), ids=SHAPES)
def test_a_logo_keeps_its_shape_within_its_box(size, large):
    pdf = printed(drawn(size), large_print=large)
    left, bottom, right, top = box_of(pdf)
    wide, high = right - left, top - bottom
    assert wide / high == pytest.approx(size[0] / size[1], rel=0.01)
    scale = 1.4 if large else 1.2
    assert wide <= LOGO[0] * scale
    assert high <= LOGO[1] * scale
    assert max(wide / LOGO[0], high / LOGO[1]) > 0.7, "it is as large as the box allows"
    assert laid_wrong(pdf) == []
    for line in lines(pdf):
        beside = line.right < left or line.left > right
        assert line.page > 0 or beside or line.bottom > top or line.top < bottom, line


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_picture_is_drawn(form):
    pdf = printed(drawn((300, 100), form))
    left, bottom, right, top = box_of(pdf)
    page = looked_at(pdf, dpi=144)[0].convert("RGB")
    high = pdfium.PdfDocument(pdf)[0].get_size()[1]

    def seen(across, down):
        spot = left + (right - left) * across, high - top + (top - bottom) * down
        return page.getpixel((round(2 * spot[0]), round(2 * spot[1])))

    if form == "PNG in grey":
        assert seen(0.2, 0.2) != seen(0.8, 0.8)
        return
    red, _, blue = seen(0.2, 0.2)
    assert blue > 150 > red
    red, _, blue = seen(0.8, 0.8)
    # A clear ground shows the white round the logo.
    assert (red, blue) == (255, 255) if "clear" in form else red > 150 > blue


def test_it_stands_beside_the_name_of_its_clinic():
    pdf = printed(drawn((300, 100)))
    _left, bottom, right, top = box_of(pdf)
    name = next(line for line in lines(pdf) if "Calf Clinic" in line.text)
    assert right < name.left < right + 20
    assert bottom - EDGE < name.bottom < name.top < top + EDGE


def test_a_logo_alone_is_enough():
    content = replace(paper(), logo=drawn((300, 100)))
    assert box_of(week_handout(content))


def test_it_is_told_to_those_who_cannot_see_it():
    figures = [alternative for _, kind, alternative in tree(printed(drawn((300, 100)))) if kind == "Figure"]
    assert ALTERNATIVE in figures[:2]


def test_the_same_logo_gives_the_same_bytes():
    assert printed(drawn((300, 100))) == printed(drawn((300, 100)))
    assert printed(drawn((300, 100))) != printed(drawn((300, 101)))


def test_on_a_paper_that_is_read_leftwards_it_stands_at_the_right():
    assert box_of(printed(drawn((100, 100)), language="he"))[2] > 595 - 36 - 2 * EDGE


def test_a_logo_of_a_few_kilobytes_adds_few():
    logo = drawn((600, 200), "JPEG")
    assert len(printed(logo)) - len(printed(None)) < len(logo.data) + 2000
