"""A stranger's picture drawn anew, so that nothing of its own bytes is kept: no metadata, no second file behind it."""

import warnings
from io import BytesIO

from PIL import Image, ImageOps

MOST_BYTES = 2 * 2**20
MOST_PIXELS = 16_000_000
LEAST_SIDE = 16
# Twice the box that a paper has for it at 200 dots an inch.
LARGEST = (660, 190)
KINDS = ("PNG", "JPEG")
WHITE = (255, 255, 255)


class UnfitPictureError(ValueError):
    """A file that is no picture for a paper; its text says what is allowed."""


def logo_from(raw: bytes) -> bytes:
    """The picture in *raw* as a PNG on white, no larger than a paper shows it.

    UnfitPictureError for what is no PNG or JPEG, is damaged, or unfolds to more than anybody prints.
    """
    allowed = f"a PNG or JPEG of {LEAST_SIDE} to 4,000 dots a side"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(raw), formats=KINDS) as sent:
                if sent.width * sent.height > MOST_PIXELS or min(sent.size) < LEAST_SIDE:
                    raise UnfitPictureError(allowed)
                shown = ImageOps.exif_transpose(sent).convert("RGBA")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, OSError, SyntaxError, ValueError) as fault:
        raise UnfitPictureError(allowed) from fault
    shown.thumbnail(LARGEST)
    drawn = Image.new("RGB", shown.size, WHITE)
    drawn.paste(shown, mask=shown.getchannel("A"))
    file = BytesIO()
    drawn.save(file, format="PNG", optimize=True)
    return file.getvalue()
