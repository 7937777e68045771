"""The shipped scripts on an empty page of our own, where a test may put what it likes around them."""

from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Route

STATIC = Path(__file__).parents[2] / "programs" / "static" / "strideback"
PLACE = "http://127.0.0.1:9/"


def shipped(*names: str) -> str:
    """The text of scripts as they are served."""
    return "\n".join((STATIC / f"{name}.js").read_text(encoding="utf-8") for name in names)


def empty_page(context: BrowserContext, *names: str) -> Page:
    """A page that holds nothing but the scripts called *names*, at an address that nobody serves."""

    def answer(route: Route) -> None:
        wanted = route.request.url.removeprefix(PLACE)
        if wanted.endswith(".js"):
            route.fulfill(body=shipped(wanted.removesuffix(".js")), content_type="text/javascript")
        else:
            tags = "".join(f'<script src="{name}.js"></script>' for name in names)
            route.fulfill(body=f"<!DOCTYPE html><title>empty</title>{tags}", content_type="text/html")

    context.route(f"{PLACE}**", answer)
    page = context.new_page()
    page.goto(PLACE)
    return page
