"""The list of a clinic in a real browser: looked at by axe, walked through by keys, told that it has aged."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Browser, Page

from programs.models import Standing
from rehab.triage import Place
from tests.browser.looking import LARGE_TEXT, in_another_language, is_wider_than_the_screen, looked_at
from tests.programs.desk.houses import House, signed_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("database_beside_a_browser")]

SORE = [2, 2, None, 1, 2, 3, None, None, None, None, 2, 3, 4, 6]
NAMES = ("Maya Lindqvist", "Dev Patel", "Noor Haddad", "Aoife Brennan", "Grace Okafor", "Leila Aziz", "Rob Hale")


@pytest.fixture
def house() -> House:
    """A client at each place of the list, and one who has nothing yet."""
    house = House()
    for place, name in zip(Place, NAMES, strict=True):
        programme = house.assigned(house.client(name)).programme
        row = Standing.objects.get(programme=programme)
        row.place, row.phase = place, 2
        row.triage |= {"place": int(place), "phase": 2, "pains": SORE, "asked": 4, "done": 3, "week": int(place)}
        if place is Place.STUCK:
            row.triage["wanting"] = [{"criterion": "single-leg-raises", "did": 11}]
            row.triage["reasons"][0] |= {"rule": "triage-stuck", "inputs": [["phase", "strengthen"], ["days", 14]]}
        if place is Place.RED_FLAG:
            row.triage["flags"] = ["rf05"]
            row.triage["reasons"][0] |= {"rule": "triage-same-day", "inputs": []}
        row.save()
    house.client("Tomás Reyes")
    return house


@contextmanager
def opened(browser: Browser, address: str, house: House, width: int = 1280, **more: bool) -> Iterator[Page]:
    session = signed_in(house.owner).cookies[settings.SESSION_COOKIE_NAME].value
    context = browser.new_context(viewport={"width": width, "height": 900}, **more)
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": address}])
    page = context.new_page()
    page.goto(f"{address}/clinic/")
    yield page
    context.close()


def test_axe_finds_nothing_in_light_and_dark_on_phone_and_desk(browser, address, house):
    with opened(browser, address, house) as page:
        for number in range(4):
            assert looked_at(page, number) == []


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_nothing_stands_past_the_edge_in_any_language(browser, address, house, width):
    with opened(browser, address, house, width) as page:
        assert not is_wider_than_the_screen(page)
        in_another_language(page)
        assert not is_wider_than_the_screen(page)


def test_nothing_stands_past_the_edge_with_large_text(chromium, address, house):
    large = chromium(LARGE_TEXT)
    with opened(large, address, house, 320) as page:
        assert not is_wider_than_the_screen(page)
    large.close()


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent.trim()"))


def test_keys_go_through_the_list_and_open_a_client(browser, address, house):
    with opened(browser, address, house) as page:
        visited = []
        for key in ("j", "j", "ArrowDown", "k", "k", "k"):
            page.keyboard.press(key)
            visited.append(focused(page))
        assert visited == [NAMES[place] for place in (0, 1, 2, 1, 0, 0)]
        page.keyboard.press("/")
        page.keyboard.type("jk/")
        assert page.input_value("#words") == "jk/"
        page.focus("h3 a")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert "/clinic/clients/" in page.url


def test_keys_can_be_turned_off(browser, address, house):
    with opened(browser, address, house) as page:
        page.goto(f"{address}/clinic/?keys=off")
        page.keyboard.press("j")
        assert focused(page) not in NAMES


def test_an_open_list_says_that_it_has_changed(browser, address, house):
    with opened(browser, address, house) as page:
        news = page.locator("[data-news]")
        assert not news.is_visible()
        Standing.objects.update(written_at=timezone.now())
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        news.wait_for(state="visible")


def test_without_a_script_it_is_searched_and_filtered(browser, address, house):
    with opened(browser, address, house, java_script_enabled=False) as page:
        page.fill("#words", "leila")
        page.click("form[role=search] button")
        assert page.locator("h3 a").all_inner_texts() == ["Leila Aziz"]
        assert "leila" not in page.url.lower()
        page.fill("#words", "")
        page.press("#words", "Enter")
        page.click("summary")
        page.select_option("#show", "red_flag")
        page.click("form[method=get] button")
        assert page.locator("h3 a").all_inner_texts() == ["Maya Lindqvist"]
