"""A code that a phone's camera reads, as a picture on a page."""

from io import BytesIO

import segno
from django.utils.safestring import SafeString, mark_safe


def picture_of_code(address: str) -> SafeString:
    """*address* as an SVG that stands in a page, dark on light whatever the page is."""
    file = BytesIO()
    segno.make(address, error="m").save(
        file, kind="svg", xmldecl=False, svgns=True, nl=False, omitsize=True, dark="#000", light="#fff", border=3
    )
    return mark_safe(file.getvalue().decode())  # noqa: S308 - drawn here, of an address of our own
