"""Looking at pages in a real browser: sizes, and what is past the edge."""

from collections.abc import Container, Iterator
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.sizes import WHOLE

WIDTHS = (360, 1280)
LOOKS = ((360, "light"), (1280, "dark"), (360, "dark"), (1280, "light"))
# `make test` takes one look at each page, another one at the next page; a whole deep run takes all four.
LOOKS_EACH = 4 if WHOLE else 1
SCREENS = {"phone": (360, 800), "desk": (1280, 900)}
# What a first visit may cost: all bytes until the page is still, nothing scrolled or opened.
MOST_BYTES, MOST_REQUESTS = 60_000, 16
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


# Parts smaller than *least* in height or, with both, in width: their words and what they measure.
SMALL = """([wanted, least, both]) => [...document.querySelectorAll(wanted)]
  .filter(part => part.checkVisibility({visibilityProperty: true}))
  .map(part => [part.innerText, part.getBoundingClientRect()])
  .filter(([, box]) => box.width && box.height && Math.min(box.height, both ? box.width : Infinity) < least)
  .map(([words, box]) => [words, box.width, box.height])"""


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


def smaller(page: Page, wanted: str, least: float, *, both: bool = True) -> list[Any]:
    """What of *wanted* is seen and less than *least* CSS pixels high (and, with *both*, wide); something is wanted."""
    assert page.locator(wanted).count(), f"nothing to measure at {page.url}"
    return list(page.evaluate(SMALL, [wanted, least, both]))


def in_another_language(page: Page) -> None:
    """Words as they may be elsewhere: with accents, longer, from right to left."""
    page.evaluate(OTHER_LANGUAGE)


def looked_at(page: Page, number: int) -> list[Any]:
    """What axe finds on *page* in its looks, by width and colours. The *number* of the page among its like says which
    look is the first.
    """
    found = []
    for width, scheme in (LOOKS[number % 4 :] + LOOKS[: number % 4])[:LOOKS_EACH]:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        found += [(f"{width} {scheme}", fault) for fault in faults_on(page)]
    return found


def faults_on(page: Page, *, but: Container[str] = ()) -> list[Any]:
    """What axe finds, the rules in *but* aside, with the parts it is about; and whether anything is past the edge."""
    found = Axe().run(page).response["violations"]
    told = [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found if fault["id"] not in but]
    return [*told, *(["wider than the screen"] if is_wider_than_the_screen(page) else [])]


def sent_to(page: Page) -> list[tuple[str, float]]:
    """What comes over the wire for *page* from now on, as it comes: what asked for it, and its bytes."""
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    kinds: dict[str, str] = {}
    found: list[tuple[str, float]] = []
    wire.on("Network.requestWillBeSent", lambda told: kinds.update({told["requestId"]: told["type"]}))
    wire.on(
        "Network.loadingFinished",
        lambda told: found.append((kinds.get(told["requestId"], "Other"), told["encodedDataLength"])),
    )
    return found
