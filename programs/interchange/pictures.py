"""A stranger's picture drawn anew, so that nothing of its own bytes is kept: no metadata, no second file behind it."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from PIL import Image, ImageOps

MOST_BYTES = 2 * 2**20
MOST_PIXELS = 16_000_000
LEAST_SIDE = 16
# A JPEG may be drawn over in as many passes as it says, each over all of its dots: a small file for an hour of work. A
# camera makes one, a picture for the web a dozen.
PASS, MOST_PASSES, OF_A_JPEG = b"\xff\xda", 32, b"\xff\xd8"
# Twice the box that a paper has for it at 200 dots an inch.
LARGEST = (660, 190)
KINDS = ("PNG", "JPEG")
# Of a photo: the bytes of a phone's camera, what is seen on a page in fine dots, and in a picture's place on paper.
MOST_OF_A_PHOTO = 8 * 2**20
LEAST_OF_A_PHOTO = 160
PHOTO_SIDE, PHOTO_QUALITY = 720, 78
PRINTED_SIDE, PRINTED_QUALITIES = 216, (72, 60, 48, 36, 24)
# Twelve of them leave a week's paper within its size.
MOST_PRINTED = 7_000
WHITE = (255, 255, 255)


class UnfitPictureError(ValueError):
    """A file that is no picture for a paper; its text says what is allowed."""


def logo_from(raw: bytes) -> bytes:
    """The picture in *raw* as a PNG on white, no larger than a paper shows it.

    UnfitPictureError for what is no PNG or JPEG, is damaged, or unfolds to more than anybody prints.
    """
    with _opened(raw, LEAST_SIDE) as sent:
        shown = ImageOps.exif_transpose(sent).convert("RGBA")
    shown.thumbnail(LARGEST)
    return _written(_on_white(shown), format="PNG", optimize=True)


def photo_from(raw: bytes) -> tuple[bytes, bytes]:
    """The photo in *raw* as JPEG, for pages and, of at most `MOST_PRINTED` bytes, for paper; its shape is kept.

    UnfitPictureError as above, and for what is too small to see anything on.
    """
    with _opened(raw, LEAST_OF_A_PHOTO) as sent:
        # A camera's file is read at the size it is shown at, or little more.
        sent.draft("RGB", (PHOTO_SIDE, PHOTO_SIDE))
        shown = _on_white(ImageOps.exif_transpose(sent).convert("RGBA"))
    shown.thumbnail((PHOTO_SIDE, PHOTO_SIDE))
    printed = shown.copy()
    printed.thumbnail((PRINTED_SIDE, PRINTED_SIDE))
    tries = (_written(printed, format="JPEG", quality=quality, optimize=True) for quality in PRINTED_QUALITIES)
    small = next((one for one in tries if len(one) <= MOST_PRINTED), None)
    if small is None:
        raise UnfitPictureError("a photo with less fine detail")
    return _written(shown, format="JPEG", quality=PHOTO_QUALITY, optimize=True, progressive=True), small


@contextmanager
def _opened(raw: bytes, least: int) -> Iterator[Image.Image]:
    """The picture in *raw*, to be read within."""
    allowed = f"a PNG or JPEG of {least} to 4,000 dots a side"
    if raw.startswith(OF_A_JPEG) and raw.count(PASS) > MOST_PASSES:
        raise UnfitPictureError(allowed)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(raw), formats=KINDS) as sent:
                if sent.width * sent.height > MOST_PIXELS or min(sent.size) < least:
                    raise UnfitPictureError(allowed)
                yield sent
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, OSError, SyntaxError, ValueError) as fault:
        raise UnfitPictureError(allowed) from fault


def _on_white(picture: Image.Image) -> Image.Image:
    drawn = Image.new("RGB", picture.size, WHITE)
    drawn.paste(picture, mask=picture.getchannel("A"))
    return drawn


def _written(picture: Image.Image, **how: Any) -> bytes:
    file = BytesIO()
    picture.save(file, **how)
    return file.getvalue()
