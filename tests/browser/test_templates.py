"""A template in a real browser: written once, given with a new client's programme, and seen on their page."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, expect

from programs.models import Client as ClientRow
from tests.browser.looking import looked_at
from tests.programs.desk.houses import House, signed_in
from tests.programs.desk.steered import Desk
from tests.programs.desk.templated import CLIMB, FITS, HOPS, LESS, a_template

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("database_beside_a_browser")]


def at_home(browser: Browser, address: str, house: House) -> BrowserContext:
    """A browser of the owner of *house*, a passkey just used."""
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 800}, locale="en-GB")
    cookie = signed_in(house.owner).cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])
    return context


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
def desk(browser: Browser, address: str, house: House) -> Iterator[BrowserContext]:
    context = at_home(browser, address, house)
    yield context
    context.close()


def write_one(page: Page) -> None:
    """From the clinic's page: a template that asks for two things."""
    page.goto("/clinic/settings/")
    page.get_by_role("link", name="Templates").click()
    page.get_by_role("link", name="New template").click()
    page.get_by_label("Name").fill("Masters runners")
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("link", name="Add to it").click()
    page.get_by_label("Minutes on a day, at most").fill("20")
    page.get_by_label("Minutes on a day, at most").press("Enter")
    page.get_by_role("heading", name="Runs of 20 minutes at most").wait_for()
    page.get_by_role("button", name="Keep").click()
    page.get_by_role("link", name="Add to it").click()
    page.get_by_label("Any of the list").select_option("two-leg-heel-raise")
    page.get_by_role("button", name="Choose").click()
    page.get_by_role("button", name="Leave it out").click()
    page.get_by_role("button", name="Keep").click()
    page.get_by_role("heading", name="Masters runners").wait_for()


def test_written_once_it_is_given_with_a_new_clients_programme_and_seen_on_their_page(desk):
    page = desk.new_page()
    write_one(page)
    page.goto("/clinic/new/")
    page.fill("#name", "Bo")
    page.fill("#age", "52")
    for name, value in (("grade", "2"), ("side", "right"), ("signs", "asked")):
        page.locator(f"input[name={name}][value='{value}']").check(force=True)
    page.get_by_label("Template").select_option("Masters runners")
    shown = page.locator("[data-shown]")
    shown.get_by_text("Runs of 20 minutes at most").wait_for()
    assert not ClientRow.objects.exists(), "a look makes nobody"
    page.get_by_role("button", name="Assign").click()
    page.wait_for_url("**/clinic/clients/**")
    expect(page.get_by_text("Runs of 20 minutes at most", exact=True)).to_be_visible()
    expect(page.get_by_text("No Two-leg heel raise", exact=True)).to_be_visible()
    expect(page.get_by_text("With the template Masters runners, version 3.")).to_be_visible()


PAGES = ["list", "new", "one", "add", "exercise", "weighed", "from", "picked"]


@pytest.mark.parametrize(("number", "name"), list(enumerate(PAGES)), ids=PAGES)
def test_axe_finds_nothing_on(browser, address, number, name):
    house = Desk().house if name == "from" else House()
    context = at_home(browser, address, house)
    page = context.new_page()
    key = a_template(house, FITS, LESS, CLIMB, HOPS).key
    if name == "from":
        client = house.clinic.clients.get()
        page.goto(f"/clinic/clients/{client.key}/adjust/")
        page.get_by_label("Minutes on a day, at most").fill("20")
        page.get_by_label("Minutes on a day, at most").press("Enter")
        page.get_by_role("button", name="Keep").click()
        page.get_by_role("link", name="Save these as a template").click()
    elif name == "exercise":
        page.goto(f"/clinic/templates/{key}/add/")
        page.get_by_role("button", name="Choose").click()
    elif name == "weighed":
        page.goto(f"/clinic/templates/{key}/add/")
        page.get_by_label("Minutes on a day, at most").fill("20")
        page.get_by_label("Minutes on a day, at most").press("Enter")
    elif name == "picked":
        page.goto("/clinic/new/")
        page.fill("#name", "Bo")
        page.fill("#age", "52")
        for field, value in (("grade", "2"), ("side", "right"), ("signs", "asked")):
            page.locator(f"input[name={field}][value='{value}']").check(force=True)
        page.get_by_label("Template").select_option("Masters runners")
        page.locator("[data-shown]").get_by_text("The template asks for").wait_for()
    else:
        path = {"list": "", "new": "new/", "one": f"{key}/", "add": f"{key}/add/"}[name]
        page.goto(f"/clinic/templates/{path}")
    page.wait_for_load_state()
    assert looked_at(page, number) == []
    context.close()
