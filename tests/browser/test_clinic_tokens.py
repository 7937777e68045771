"""Tokens for programs in a real browser: made by keyboard, shown once, and axe on both pages, wide, narrow and dark."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page

from programs.models import ClinicToken
from programs.selectors.clinics import clinic_token_of
from programs.services.clinic_tokens import give_clinic_token
from tests.browser.looking import LOOKS, faults_on, is_wider_than_the_screen
from tests.programs.desk.houses import House, signed_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("database_beside_a_browser")]


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
def desk(browser: Browser, address: str, house: House) -> Iterator[BrowserContext]:
    """A browser of the clinic's owner, a passkey just used."""
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 800})
    cookie = signed_in(house.owner, anew=True).cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])
    yield context
    context.close()


def is_sound(page: Page) -> None:
    """In every look: no fault that axe finds, and nothing past the edge."""
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        assert faults_on(page) == [], (page.url, width, scheme)
        assert not is_wider_than_the_screen(page)
    page.set_viewport_size({"width": 320, "height": 640})
    assert not is_wider_than_the_screen(page)


def test_by_keyboard_a_token_is_made_shown_once_and_taken_back(desk, house):
    page = desk.new_page()
    page.goto("/clinic/settings/")
    page.get_by_role("link", name="Tokens for programs").press("Enter")
    page.wait_for_url("**/clinic/tokens/")
    page.locator("#name").focus()
    page.keyboard.type("Front desk & co")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.locator("#days").press("Enter")
    page.locator("#secret").wait_for()
    secret = page.locator("#secret").input_value()
    token = ClinicToken.objects.get()
    assert (token.name, token.scopes) == ("Front desk & co", ["clients:read"])
    assert clinic_token_of(secret, timezone.now()) == token
    is_sound(page)
    page.get_by_role("link", name="Done").click()
    assert secret not in page.content()
    page.get_by_role("button", name="Take back Front desk & co").press("Enter")
    page.get_by_text("No program has one.").wait_for()
    assert clinic_token_of(secret, timezone.now()) is None


def test_the_page_is_sound_empty_full_and_with_faults(desk, house):
    page = desk.new_page()
    page.goto("/clinic/tokens/")
    is_sound(page)
    long = "مواعيد العيادة " * 4
    for member, name in ((house.owner, long[:60]), (house.members["therapist"], "x" * 60)):
        give_clinic_token(member=member, name=name, scopes=list(ClinicToken.Scope.values), days=366, now=timezone.now())
    page.goto("/clinic/tokens/")
    is_sound(page)
    page.fill("#name", "Calendar")
    page.locator("#days").press("Enter")
    page.get_by_text("What it opens: nothing was given").wait_for()
    assert page.locator("#name").input_value() == "Calendar"
    page.locator("input[name=scope]").first.check(force=True)  # what is chosen is read on another ground
    is_sound(page)
