"""A second clinic in a real browser: from its link to the runner's yes and back, by press, and axe on each page."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client as Signed
from playwright.sync_api import Browser, Page

from tests.browser.looking import is_wider_than_the_screen, looked_at
from tests.programs.desk.shared import Shared

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("database_beside_a_browser")]


def page_of(browser: Browser, address: str, who: Signed, width: int = 1280) -> Page:
    """A page in a browser of their own, signed in as *who*."""
    context = browser.new_context(base_url=address, viewport={"width": width, "height": 800})
    cookie = who.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])
    return context.new_page()


def test_a_runner_shares_lets_the_steering_pass_and_stops_by_press_alone(browser, address):
    both = Shared(shares=False, beside_a_browser=True)
    rob, tess = page_of(browser, address, both.rob, 360), page_of(browser, address, both.tess)
    rob.goto(both.link)
    rob.get_by_role("checkbox").check()
    rob.get_by_role("button", name="Share my plan").click()
    rob.wait_for_url("**/settings/data/#shares")
    rob.get_by_role("button", name="Ask for Fjordveien Fysio").click()
    rob.get_by_text("It waits for Calder Street Physio to agree.").wait_for()
    tess.goto(both.of_tess())
    tess.get_by_role("button", name="Agree").click()
    tess.get_by_role("heading", name="Your clinic reads this plan").wait_for()
    rob.reload()
    first, second = (rob.locator(f"button[name=clinic][value='{one.clinic.key}']") for one in (both.house, both.other))
    first.click()
    first.wait_for(state="detached")
    second.wait_for()
    tess.reload()
    tess.get_by_text("They share their programme no longer.").wait_for()


def asks(both: Shared) -> None:
    both.runner_asks()


def offers(both: Shared) -> None:
    both.clinic_asks()


def nothing(both: Shared) -> None:
    """Shared, and nothing asked."""


SEEN: dict[str, tuple[str, str, Callable[[Shared], None]]] = {
    "the link's page": ("rob", "link", nothing),
    "my data, shared": ("rob", "/settings/data/", nothing),
    "my data, asked by the clinic": ("rob", "/settings/data/", offers),
    "the page of the clinic that steers, asked": ("tess", "client", asks),
    "the page of the clinic that reads": ("ola", "guest", nothing),
    "its list": ("ola", "/clinic/", nothing),
    "its form to ask": ("ola", "/clinic/share/", nothing),
    "the clinic's settings": ("tess", "/clinic/settings/", nothing),
}


@pytest.mark.parametrize(("number", "name"), list(enumerate(SEEN)), ids=SEEN)
def test_axe_finds_nothing_on(browser, address, number, name):
    who, where, first = SEEN[name]
    both = Shared(shares=where != "link", beside_a_browser=True)
    first(both)
    page = page_of(browser, address, {"rob": both.rob, "tess": both.tess, "ola": both.ola}[who])
    page.goto({"link": both.link, "client": both.of_tess(), "guest": both.of_ola()}.get(where, where))
    assert looked_at(page, number) == []
    page.set_viewport_size({"width": 320, "height": 700})
    assert not is_wider_than_the_screen(page)


def test_axe_finds_nothing_on_the_link_once_made(browser, address):
    both = Shared(shares=False, beside_a_browser=True)
    page = page_of(browser, address, both.ola)
    page.goto("/clinic/share/")
    page.get_by_label("Name, or initials").fill("K. L.")
    page.get_by_role("button", name="Make the link").click()
    page.locator("#address").wait_for()
    assert looked_at(page, 1) == []
