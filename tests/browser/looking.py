"""Looking at pages in a real browser: sizes, and what is past the edge."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page

WIDTHS = (360, 1280)
# The sizes a five-year-old phone may be set to: the narrowest screen, and text twice as large.
LARGE_TEXT = "--blink-settings=defaultFontSize=32"


@contextmanager
def opened(browser: Browser, where: str, *, width: int, **options: Any) -> Iterator[Page]:
    """A page in a context of its own."""
    context = browser.new_context(viewport={"width": width, "height": 800}, **options)
    page = context.new_page()
    page.goto(where)
    yield page
    context.close()


def is_wider_than_the_screen(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
