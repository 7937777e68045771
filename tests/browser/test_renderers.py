"""Every still looks alike in the browser and in renderers that share nothing with it, pixel by pixel."""

from io import BytesIO
from urllib.parse import quote

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageChops, ImageStat
from reportlab.pdfgen.canvas import Canvas

from rehab.figures.loading import load_figures
from rehab.figures.pdf import Square, draw_still
from rehab.figures.picture import Look, picture
from rehab.library import load_protocol
from tests.rehab.figures.rasterised import rasterised

SIDE, COLUMNS = 200, 8
# Of 255 shades: what edges smoothed in two ways may differ by, all in all, and from where on a pixel is another one.
MOST_ALL_IN_ALL, ANOTHER = 2, 48
MOST_OTHERS = 0.003


def files() -> dict[str, tuple[str, str]]:
    """The side and the SVG of each still, one by one to the right and to the left: mirrored ones are compared too."""
    figures, protocol = load_figures(), load_protocol()
    sides = ("right", "left")
    return {
        name: (side := sides[place % 2], picture(figures[name], protocol, Look(side=side)))
        for place, name in enumerate(figures)
    }


@pytest.fixture(scope="module")
def seen(browser) -> dict[str, Image.Image]:
    """Each still as the browser shows it."""
    drawn = files()
    place = f"float: left; width: {SIDE}px; height: {SIDE}px"
    shown = "".join(f'<img alt="" style="{place}" src="data:image/svg+xml,{quote(svg)}">' for _, svg in drawn.values())
    page = browser.new_page(viewport={"width": SIDE * COLUMNS, "height": SIDE}, color_scheme="light")
    page.set_content(f'<body style="margin: 0">{shown}')
    page.wait_for_function("[...document.images].every(image => image.complete && image.naturalWidth)")
    sheet = Image.open(BytesIO(page.screenshot(full_page=True))).convert("RGB")
    page.close()
    corners = ((i % COLUMNS * SIDE, i // COLUMNS * SIDE) for i in range(len(drawn)))
    return {name: sheet.crop((x, y, x + SIDE, y + SIDE)) for name, (x, y) in zip(drawn, corners, strict=True)}


def differing(seen: dict[str, Image.Image], others: dict[str, Image.Image]) -> dict[str, tuple[float, float]]:
    """Where two renderers show two pictures: how far apart, and how many pixels are other ones."""
    found = {}
    for name, one in seen.items():
        difference = ImageChops.difference(others[name], one).convert("L")
        apart = ImageStat.Stat(difference).mean[0], sum(difference.histogram()[ANOTHER:]) / SIDE**2
        if apart[0] > MOST_ALL_IN_ALL or apart[1] > MOST_OTHERS:
            found[name] = apart
    return found


@pytest.mark.deep
def test_a_second_renderer_draws_every_file_as_the_browser_does(seen):
    assert differing(seen, {name: rasterised(svg, SIDE) for name, (_, svg) in files().items()}) == {}


def test_on_paper_every_picture_looks_as_in_the_browser(seen):
    """The PDF's own drawing of the same poses, shown by a renderer of PDF."""
    papers = {}
    for name, (side, _) in files().items():
        paper = BytesIO()
        canvas = Canvas(paper, pagesize=(SIDE, SIDE))
        draw_still(canvas, load_figures()[name], "bun", Square(0, 0, SIDE), mirrored=side == "left")
        canvas.save()
        papers[name] = pdfium.PdfDocument(paper.getvalue())[0].render(scale=1).to_pil().convert("RGB")
    assert differing(seen, papers) == {}
