"""The pages anyone can open, in a real browser: nobody is shut out, nothing is past the edge, little is sent."""

import pytest
from django.test import override_settings

from tests.browser.looking import (
    LARGE_TEXT,
    MOST_BYTES,
    MOST_REQUESTS,
    SCREENS,
    faults_on,
    in_another_language,
    is_wider_than_the_screen,
    looked_at,
    opened,
    sent_to,
    smaller,
)

PAGES = {
    "all exercises": "/exercises/",
    "a wrong choice": "/exercises/?phase=x&q=" + "y" * 80,
    "no exercise found": "/exercises/?q=zebra",
    "one exercise": "/exercises/single-leg-heel-raise/",
    "first care": "/exercises/cold-pack/",
    "the cards": "/learn/",
    "a card": "/learn/#ed03",
    "what it is for": "/intended-use/",
    "privacy": "/privacy/",
    "no network": "/offline/",
    "no such page": "/nowhere",
}
EVERY = {"the start": "/", "a week": "/plan/?grade=2&week=3", **PAGES}
# Whether a line of two pixels at least is around what has the keyboard, or around what holds it.
HAS_RING = """() => {
  const at = document.activeElement;
  const rings = [at, at.closest("label, .ex, .row") || at].flatMap(
    part => ["", "::after"].map(half => getComputedStyle(part, half || undefined)));
  return at === document.body || rings.some(
    style => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
}"""


@pytest.mark.whole
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_axe_finds_nothing_in_light_and_dark_on_phone_and_desk(browser, address, path):
    with opened(browser, address + path, width=360) as page:
        assert looked_at(page, [*PAGES.values()].index(path)) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_among_the_components(browser, address, scheme):
    with (
        override_settings(DEBUG=True),
        opened(browser, f"{address}/components/", width=1280, color_scheme=scheme) as page,
    ):
        # The page shows headings of every size, in the order of their sizes.
        assert faults_on(page, but=("page-has-heading-one", "heading-order")) == []


def test_on_the_narrowest_phone_nobody_scrolls_sideways_nor_aims(browser, address):
    for name, path in EVERY.items():
        with opened(browser, address + path, width=320) as page:
            assert not is_wider_than_the_screen(page), name
            page.set_viewport_size({"width": 360, "height": 800})
            assert smaller(page, "summary, .btn, .dock a, .base a, select, .crumb a", 40, both=False) == [], name
            page.set_viewport_size({"width": 320, "height": 800})
            in_another_language(page)
            assert not is_wider_than_the_screen(page), f"{name}, in a longer language from right to left"


@pytest.mark.deep
def test_nor_does_anybody_with_text_twice_as_large(chromium, address):
    large = chromium(LARGE_TEXT)
    for name, path in EVERY.items():
        with opened(large, address + path, width=320) as page:
            assert not is_wider_than_the_screen(page), name
    large.close()


@pytest.mark.deep
def test_whatever_has_the_keyboard_is_seen_to_have_it(browser, address):
    for name, path in EVERY.items():
        with opened(browser, address + path, width=1280) as page:
            for _ in range(25):
                page.keyboard.press("Tab")
                seen = page.evaluate(HAS_RING)
                assert seen, f"{name}: {page.evaluate('document.activeElement.outerHTML.slice(0, 90)')}"


def test_the_dock_hides_nothing_that_has_the_keyboard(browser, address):
    with opened(browser, f"{address}/exercises/", width=360) as page:
        page.get_by_role("link", name="Safety check").focus()
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        dock, link = page.locator(".dock").bounding_box(), page.locator(".base a").last.bounding_box()
        assert dock is not None
        assert link is not None
        assert link["y"] + link["height"] <= dock["y"]


def test_one_can_look_for_an_exercise_and_walk_to_a_harder_one_without_a_script(browser, address):
    with opened(browser, address + "/", width=360, java_script_enabled=False) as page:
        page.get_by_role("link", name="Exercises").click()
        page.get_by_label("Words").fill("two-leg heel raise")
        page.get_by_label("Phase").select_option("Strengthen")
        page.get_by_role("button", name="Show", exact=True).click()
        page.get_by_role("link", name="Two-leg heel raise", exact=True).click()
        assert page.get_by_role("heading", level=1).inner_text() == "Two-leg heel raise"
        page.locator("section:has(#harder) .ex a").first.click()
        assert page.get_by_role("heading", level=1).inner_text() != "Two-leg heel raise"


def test_whoever_comes_by_a_link_to_a_card_finds_it_open(browser, address):
    with opened(browser, f"{address}/learn/#ed03", width=360, java_script_enabled=False) as page:
        assert page.get_by_text("Chest pain, sudden lack of breath").is_visible()
        assert not page.get_by_text("The calf fills the back of the lower leg").is_visible()


@pytest.mark.parametrize(("width", "height"), SCREENS.values(), ids=SCREENS)
def test_a_first_visit_costs_little(browser, in_production, width, height):
    """All bytes on the wire until the page is still. Each page is a visit of its own; all of them wait together."""
    visits = {}
    for name, path in EVERY.items():
        page = browser.new_context(viewport={"width": width, "height": height}).new_page()
        visits[name] = page, sent_to(page)
        page.goto(in_production + path)
    for name, (page, sent) in visits.items():
        page.wait_for_load_state("networkidle")
        page.context.close()
        sizes = [size for _, size in sent]
        assert len(sizes) <= MOST_REQUESTS, f"{name}: {len(sizes)} requests"
        assert 2_000 < sum(sizes) <= MOST_BYTES, f"{name}: {sum(sizes):.0f} bytes"


def test_files_with_a_hash_are_kept_for_ever_and_sent_small(browser, in_production):
    page = browser.new_page()
    answers = {}
    page.on("response", lambda answer: answers.update({answer.url: answer.headers}))
    page.goto(in_production + "/", wait_until="networkidle")
    page.close()
    files = {url: headers for url, headers in answers.items() if "/static/" in url}
    assert files
    for url, headers in files.items():
        assert "immutable" in headers["cache-control"], url
        assert headers.get("content-encoding") in ("br", "gzip"), url
