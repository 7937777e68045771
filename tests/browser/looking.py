"""Looking at pages in a real browser: sizes, and what is past the edge."""

from collections.abc import Container, Iterator
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

WIDTHS = (360, 1280)
# The sizes a five-year-old phone may be set to: the narrowest screen, and text twice as large.
LARGE_TEXT = "--blink-settings=defaultFontSize=32"

# What another language may make of a page: accents, words 40 % longer, from right to left.
OTHER_LANGUAGE = """() => {
  const accents = {a: "ä", e: "é", i: "ï", o: "ö", u: "û", c: "ç", n: "ñ", y: "ÿ", A: "Å", E: "É", O: "Ø"};
  const longer = word => word.length > 3 ? word + word.slice(0, Math.ceil(word.length * 0.4)) : word;
  document.documentElement.dir = "rtl";
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    node.data = node.data.split(" ").map(longer).join(" ").replace(/[a-zA-Z]/g, letter => accents[letter] || letter);
  }
}"""


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


def in_another_language(page: Page) -> None:
    """Words as they may be elsewhere: with accents, longer, from right to left."""
    page.evaluate(OTHER_LANGUAGE)


def faults_on(page: Page, *, but: Container[str] = ()) -> list[Any]:
    """What axe finds, the rules in *but* aside, with the parts it is about; and whether anything is past the edge."""
    found = Axe().run(page).response["violations"]
    told = [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found if fault["id"] not in but]
    return [*told, *(["wider than the screen"] if is_wider_than_the_screen(page) else [])]
