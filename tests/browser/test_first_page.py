"""The first page in a real browser: nothing blocked, nothing out of reach, nothing past the edge."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.looking import LARGE_TEXT, is_wider_than_the_screen, looked_at, opened, smaller

PAGES = {
    "the start": "/",
    "a week": "/plan/?grade=2&week=3&day=16",
    "a week of runs": "/plan/?grade=1&week=2&injured_on=2026-11-01&day=all",
    "a wait": "/plan/?grade=3&week=1",
    "a wrong value": "/plan/?grade=4&week=0",
    "no plan": "/plan/?grade=2&week=3&age=15",
}


def is_painted(part: Locator) -> bool:
    """Whether *part* is seen, be it in a fold that only the sheet has opened."""
    seen = part.evaluate("part => part.checkVisibility({contentVisibilityAuto: true, opacityProperty: true})")
    return bool(seen) and part.bounding_box() is not None


@pytest.mark.whole
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_axe_finds_nothing_in_light_and_dark_on_phone_and_desk(browser, address, path):
    with opened(browser, address + path, width=360) as page:
        assert looked_at(page, [*PAGES.values()].index(path)) == []


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_nothing_is_blocked_missing_or_wrong(browser, address, path):
    heard: list[str] = []
    context = browser.new_context()
    page = context.new_page()
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    answers: list[tuple[str, int]] = []
    page.on("response", lambda answer: answers.append((answer.url, answer.status)))
    page.goto(address + path, wait_until="networkidle")
    context.close()
    first, *others = answers
    assert first[1] in (200, 400)
    assert [answer for answer in others if answer[1] != 200] == []
    assert [text for text in heard if "400 (Bad Request)" not in text] == []
    assert len(answers) <= 16


@pytest.mark.parametrize(
    "scale",
    [(), pytest.param((LARGE_TEXT,), marks=pytest.mark.deep)],
    ids=["text as it is", "text twice as large"],
)
def test_nobody_has_to_scroll_sideways_on_the_narrowest_phone(chromium, address, scale):
    browser = chromium(*scale)
    for name, path in PAGES.items():
        with opened(browser, address + path, width=320) as page:
            assert not is_wider_than_the_screen(page), name
    browser.close()


def test_grade_and_week_lead_to_the_plan_without_a_script(browser, address):
    with opened(browser, address + "/", width=360, java_script_enabled=False) as page:
        page.get_by_role("radio", name="2 moderate").check()
        page.get_by_label("Week after the injury").fill("3")
        page.get_by_role("button", name="Show this week").click()
        assert page.get_by_role("heading", level=1).inner_text() == "Week 3"
        page.get_by_role("link", name="16 training day").click()
        expect(page.locator("#day-16 .item").first).to_be_visible()
        expect(page.locator("#day-14 .item").first).to_be_hidden()
        page.get_by_role("link", name="The week after").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Week 4")


def test_everything_that_is_pressed_is_large_enough(browser, address):
    with opened(browser, address + PAGES["a week"], width=360) as page:
        assert smaller(page, "summary, .btn, .week a, .icon-btn", 24) == []


def test_the_keyboard_reaches_the_page_first_and_then_the_plan(browser, address):
    with opened(browser, address + PAGES["a week"], width=1280) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        reached = set()
        for _ in range(60):
            page.keyboard.press("Tab")
            reached.add(page.evaluate("document.activeElement.tagName"))
        assert {"A", "SUMMARY"} <= reached


def test_on_a_phone_the_header_stands_in_one_line(browser, address):
    with opened(browser, address + PAGES["a week"], width=360) as page:
        mark, link = page.locator(".mark").bounding_box(), page.locator(".wrong").bounding_box()
        assert mark is not None
        assert link is not None
        assert link["y"] < mark["y"] + mark["height"]
        assert link["x"] >= mark["x"] + mark["width"] + 8
        assert link["height"] < 48


def test_signs_are_folded_on_a_phone_and_open_for_whoever_comes_by_the_link(browser, address):
    with opened(browser, address + PAGES["a week"], width=360, java_script_enabled=False) as page:
        chest, steps = page.get_by_text("Pain in the chest"), page.get_by_text("You cannot take four steps")
        assert page.get_by_text("Call an ambulance now.").is_visible()
        assert not is_painted(chest)
        page.get_by_text("Signs of an emergency").click()
        assert is_painted(chest)
        page.get_by_role("link", name="Something’s wrong").click()
        assert is_painted(chest)
        assert is_painted(steps)
    with opened(browser, address + PAGES["a week"], width=1280) as page:
        assert is_painted(page.get_by_text("Pain in the chest"))
        assert not is_painted(page.get_by_text("You cannot take four steps"))


@pytest.mark.parametrize("query", ["grade=1&week=1", "grade=1&week=2", "grade=2&week=5", "grade=2&week=10"])
@pytest.mark.deep
def test_a_week_with_its_steps_fits_on_five_sheets(browser, address, query):
    with opened(browser, f"{address}/plan/?{query}", width=1000) as page:
        margin = dict.fromkeys(("top", "bottom", "left", "right"), "12mm")
        paper = page.pdf(format="A4", margin=margin)
        assert 2 <= len(re.findall(rb"/Type\s*/Page\b", paper)) <= 5
        page.emulate_media(media="print")
        assert is_painted(page.locator(".item:not(.again) .why ol").first)


def test_paper_shows_every_day_and_no_buttons(browser, address):
    with opened(browser, address + "/plan/?grade=2&week=3&day=all", width=1000) as page:
        page.emulate_media(media="print")
        assert page.locator(".bar").is_hidden()
        assert page.locator("#day-20 .item").first.is_visible()
        assert not is_wider_than_the_screen(page)
