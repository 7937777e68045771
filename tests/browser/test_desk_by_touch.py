"""A therapist with a phone and a thumb: from the list to the printed paper of a new client in five actions."""

import time
from collections.abc import Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page

from programs.models import Client as ClientRow
from programs.models import Programme
from tests.browser.looking import smaller
from tests.browser.test_desk import MOST_ACTIONS, MOST_SECONDS
from tests.programs.desk.houses import House, signed_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("database_beside_a_browser")]

FINGER = 44


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
def phone(browser: Browser, address: str, house: House) -> Iterator[BrowserContext]:
    """A phone of the clinic's owner, a passkey just used."""
    context = browser.new_context(
        base_url=address, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True
    )
    cookie = signed_in(house.owner, anew=True).cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])
    yield context
    context.close()


def choose(page: Page, name: str, value: str) -> None:
    """A tap where a thumb lands: on the words of a choice."""
    page.locator(f"label:has(input[name={name}][value='{value}'])").tap()
    assert page.locator(f"input[name={name}][value='{value}']").is_checked()


def test_by_touch_a_new_client_has_a_paper_in_five_actions(phone, house):
    """An action is a tap that leaves a group of fields, as by keyboard; typing and choosing within one are none."""
    page = phone.new_page()
    page.goto("/clinic/")
    started, actions = time.monotonic(), 0
    page.locator("main a[href='/clinic/new/']").first.tap()
    actions += 1
    page.locator("#name:focus").wait_for()
    page.keyboard.type("Rob Hale")
    page.locator("#age").tap()
    page.keyboard.type("34")
    choose(page, "grade", "2")
    actions += 1
    choose(page, "side", "left")
    choose(page, "signs", "asked")
    actions += 1
    page.get_by_role("button", name="Assign").tap()
    actions += 1
    page.wait_for_url("**/clinic/clients/**")
    with phone.expect_event("response", lambda answer: answer.url.endswith("/paper/")) as printed:
        page.get_by_role("button", name="Print").first.tap()
    actions += 1
    spent = time.monotonic() - started
    assert printed.value.headers["content-type"] == "application/pdf"
    assert printed.value.status == 200
    print(f"{actions} actions, {spent:.1f} s by a machine's thumb")
    assert actions <= MOST_ACTIONS
    assert spent < MOST_SECONDS
    assert ClientRow.objects.get().name == "Rob Hale"
    assert Programme.objects.get().leg == "left"


@pytest.mark.parametrize("page_of", ["the list", "a new client", "a client"])
def test_what_a_thumb_presses_is_large_enough(phone, house, page_of):
    client = house.assigned().client
    addresses = {
        "the list": "/clinic/",
        "a new client": "/clinic/new/",
        "a client": f"/clinic/clients/{client.key}/",
    }
    page = phone.new_page()
    page.goto(addresses[page_of])
    assert smaller(page, "main .btn, main label:has(input), nav.dock a", FINGER) == []
