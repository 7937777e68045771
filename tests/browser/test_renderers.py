"""Every still looks alike in the browser and in a renderer that shares nothing with it, pixel by pixel."""

from io import BytesIO
from urllib.parse import quote

from PIL import Image, ImageChops, ImageStat

from rehab.figures.loading import load_figures
from rehab.figures.picture import Look, picture
from rehab.library import load_protocol
from tests.rehab.figures.rasterised import rasterised

SIDE, COLUMNS = 200, 8
# Of 255 shades: what edges smoothed in two ways may differ by, all in all, and from where on a pixel is another one.
MOST_ALL_IN_ALL, ANOTHER = 2, 48
MOST_OTHERS = 0.003


def test_the_browser_and_a_second_renderer_draw_every_still_alike(browser):
    figures, protocol = load_figures(), load_protocol()
    # One by one to the right and to the left, so that mirrored files are compared as well.
    sides = ("right", "left")
    files = {name: picture(figures[name], protocol, Look(side=sides[i % 2])) for i, name in enumerate(figures)}
    place = f"float: left; width: {SIDE}px; height: {SIDE}px"
    shown = "".join(f'<img alt="" style="{place}" src="data:image/svg+xml,{quote(one)}">' for one in files.values())
    page = browser.new_page(viewport={"width": SIDE * COLUMNS, "height": SIDE}, color_scheme="light")
    page.set_content(f'<body style="margin: 0">{shown}')
    page.wait_for_function("[...document.images].every(image => image.complete && image.naturalWidth)")
    sheet = Image.open(BytesIO(page.screenshot(full_page=True))).convert("RGB")
    page.close()
    differ = {}
    for i, (name, file) in enumerate(files.items()):
        x, y = i % COLUMNS * SIDE, i // COLUMNS * SIDE
        seen = sheet.crop((x, y, x + SIDE, y + SIDE))
        difference = ImageChops.difference(rasterised(file, SIDE), seen).convert("L")
        others = sum(difference.histogram()[ANOTHER:]) / SIDE**2
        if ImageStat.Stat(difference).mean[0] > MOST_ALL_IN_ALL or others > MOST_OTHERS:
            differ[name] = (ImageStat.Stat(difference).mean[0], others)
    assert differ == {}
