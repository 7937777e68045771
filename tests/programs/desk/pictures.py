"""Pictures for tests, as a clinic might send one."""

from io import BytesIO

from PIL import Image


def a_picture(kind: str = "PNG", size: tuple[int, int] = (400, 100), **more: object) -> bytes:
    file = BytesIO()
    Image.new("RGB", size, (10, 90, 100)).save(file, format=kind, **more)
    return file.getvalue()
