"""The pages anyone can open, in a real browser: nobody is shut out, nothing is past the edge, little is sent."""

import pytest
from django.core.management import call_command
from django.test import override_settings

from tests.browser.conftest import served
from tests.browser.looking import LARGE_TEXT, WIDTHS, faults_on, in_another_language, is_wider_than_the_screen, opened

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
MOST_BYTES, MOST_REQUESTS = 60_000, 16


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_axe_finds_nothing_in_light_and_dark_on_phone_and_desk(browser, address, path):
    for width in WIDTHS:
        for scheme in ("light", "dark"):
            with opened(browser, address + path, width=width, color_scheme=scheme) as page:
                assert faults_on(page) == [], f"{width} {scheme}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_among_the_components(browser, address, scheme):
    with (
        override_settings(DEBUG=True),
        opened(browser, f"{address}/components/", width=1280, color_scheme=scheme) as page,
    ):
        # The page shows headings of every size, in the order of their sizes.
        assert faults_on(page, but=("page-has-heading-one", "heading-order")) == []


@pytest.mark.parametrize("scale", [(), (LARGE_TEXT,)], ids=["text as it is", "text twice as large"])
def test_nobody_has_to_scroll_sideways_on_the_narrowest_phone(chromium, address, scale):
    browser = chromium(*scale)
    for name, path in EVERY.items():
        with opened(browser, address + path, width=320) as page:
            assert not is_wider_than_the_screen(page), name
    browser.close()


def test_a_longer_language_from_right_to_left_fits_the_narrowest_phone(browser, address):
    for name, path in EVERY.items():
        with opened(browser, address + path, width=320) as page:
            in_another_language(page)
            assert not is_wider_than_the_screen(page), name


def test_whatever_has_the_keyboard_is_seen_to_have_it(browser, address):
    for name, path in EVERY.items():
        with opened(browser, address + path, width=1280) as page:
            for _ in range(25):
                page.keyboard.press("Tab")
                ring = page.evaluate("""() => {
                    const at = document.activeElement;
                    const rings = [at, at.closest("label, .ex, .row") || at].flatMap(
                        part => ["", "::after"].map(half => getComputedStyle(part, half || undefined)));
                    return at === document.body || rings.some(
                        style => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
                }""")
                assert ring, f"{name}: {page.evaluate('document.activeElement.outerHTML.slice(0, 90)')}"


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


def test_everything_that_is_pressed_is_large_enough(browser, address):
    for name, path in EVERY.items():
        with opened(browser, address + path, width=360) as page:
            for part in page.locator("summary:visible, .btn:visible, .dock a, .base a, select, .crumb a").all():
                box = part.bounding_box()
                assert box is not None
                assert box["height"] >= 40, f"{name}: {part.inner_text()}"


@pytest.mark.parametrize(("width", "height"), [(360, 800), (1280, 900)], ids=["phone", "desk"])
def test_a_first_visit_costs_little(browser, tmp_path_factory, width, height):
    """All bytes on the wire, from files as a production server has them, until the page is still."""
    hashed = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}
    with override_settings(STORAGES=hashed, STATIC_ROOT=tmp_path_factory.mktemp("static")):
        call_command("collectstatic", verbosity=0, interactive=False)
        with served(finders=False) as address:
            for name, path in EVERY.items():
                context = browser.new_context(viewport={"width": width, "height": height})
                page = context.new_page()
                wire = context.new_cdp_session(page)
                wire.send("Network.enable")
                sizes: list[float] = []
                wire.on("Network.loadingFinished", lambda told, sizes=sizes: sizes.append(told["encodedDataLength"]))
                page.goto(address + path, wait_until="networkidle")
                context.close()
                assert len(sizes) <= MOST_REQUESTS, f"{name}: {len(sizes)} requests"
                assert 2_000 < sum(sizes) <= MOST_BYTES, f"{name}: {sum(sizes):.0f} bytes"


def test_files_with_a_hash_are_kept_for_ever_and_sent_small(browser, tmp_path_factory):
    hashed = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}
    with override_settings(STORAGES=hashed, STATIC_ROOT=tmp_path_factory.mktemp("static")):
        call_command("collectstatic", verbosity=0, interactive=False)
        with served(finders=False) as address:
            context = browser.new_context()
            page = context.new_page()
            answers = {}
            page.on("response", lambda answer: answers.update({answer.url: answer.headers}))
            page.goto(address + "/", wait_until="networkidle")
            context.close()
    files = {url: headers for url, headers in answers.items() if "/static/" in url}
    assert files
    for url, headers in files.items():
        assert "immutable" in headers["cache-control"], url
        assert headers.get("content-encoding") in ("br", "gzip"), url
