"""An exercise of a clinic's own in a real browser: written at the desk with a photo, seen without a network."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings as house_settings
from playwright.sync_api import Browser, BrowserContext, Page

from programs.models import Client, OwnPicture
from programs.web.own_shown import photo_address
from tests.browser.looking import looked_at
from tests.browser.phones import IS_KEPT, IS_READY, standing_house
from tests.browser.phones import House as Server
from tests.programs.desk.houses import House, signed_in
from tests.programs.desk.own import an_own
from tests.programs.desk.pictures import a_picture
from tests.servers import wait_until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("database_beside_a_browser")]

KEPT = "photo => caches.match(photo).then(found => Boolean(found))"


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
def server(settings) -> Iterator[Server]:
    """Where the pages are served, until it is stopped."""
    with standing_house(settings) as found:
        yield found


@pytest.fixture
def desk(browser: Browser, server: Server, house: House) -> Iterator[BrowserContext]:
    """A browser of the clinic's owner."""
    context = browser.new_context(base_url=server.address, viewport={"width": 1280, "height": 800})
    cookie = signed_in(house.owner).cookies[house_settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": server.address}])
    yield context
    context.close()


def drawn(page: Page, picture: str) -> bool:
    return bool(page.locator(picture).evaluate("picture => picture.complete && picture.naturalWidth > 100"))


def first_exercise(phone: Page) -> str:
    return phone.locator(".items .item").first.get_attribute("data-exercise") or ""


def opened_by(browser: Browser, server: Server, link: str) -> Page:
    page = browser.new_context(base_url=server.address, viewport={"width": 360, "height": 740}).new_page()
    page.goto(link)
    page.locator("input[name=agree]").check()
    page.get_by_role("button", name="Open my plan").click()
    page.wait_for_url("**/today/")
    return page


def test_from_the_desk_to_a_phone_without_a_network(desk, browser, house, server):
    client = house.assigned(injured_on=house.now.date() - timedelta(days=20)).client
    phone = opened_by(browser, server, house.link(client))
    exercise = first_exercise(phone)
    page = desk.new_page()
    page.goto("/clinic/exercises/")
    page.get_by_role("link", name="Write one").click()
    page.get_by_label("Exercise of the catalogue").select_option(exercise)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Name").fill("The Calder way")
    page.get_by_label("Steps, one on a line").fill("Sit down.\nMove with care.\nBreathe.")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("heading", name="The Calder way").wait_for()
    page.set_input_files("#photo", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": a_picture("JPEG", (900, 600))})
    page.get_by_role("button", name="Show this photo").click()
    page.get_by_role("button", name="Take the photo away").wait_for()
    assert drawn(page, "figure .pic")
    page.get_by_role("button", name="Show it to all clients").click()
    page.get_by_text("All clients see it.").wait_for()
    phone.goto("/today/")
    phone.get_by_text("As Calder Street Physio does it.").wait_for()
    assert drawn(phone, ".items .item:first-child .pic")
    # The day is kept with its photo, and the photo is there when the network is not.
    phone.wait_for_function(IS_READY)
    photo = photo_address(OwnPicture.objects.get().key.hex)
    wait_until(lambda: phone.evaluate(KEPT, photo), seconds=30, what="the photo on the phone")
    phone.wait_for_function(IS_KEPT)
    server.stop()
    phone = phone.context.new_page()
    phone.goto("/today/")
    phone.get_by_role("link", name="The Calder way").wait_for()
    assert drawn(phone, ".items .item:first-child .pic")
    phone.context.close()


PAGES = "/clinic/exercises/ /clinic/exercises/new/ form page client today session".split()


@pytest.mark.parametrize(("number", "name"), list(enumerate(PAGES)), ids=PAGES)
def test_axe_finds_nothing_on(desk, browser, house, server, number, name):
    client: Client = house.assigned(injured_on=house.now.date() - timedelta(days=20)).client
    phone = opened_by(browser, server, house.link(client))
    own = an_own(house, first_exercise(phone), for_all=True, photo=True)
    page = phone if name in ("today", "session") else desk.new_page()
    paths = {
        "form": f"/clinic/exercises/{own.key}/words/",
        "page": f"/clinic/exercises/{own.key}/",
        "client": f"/clinic/clients/{client.key}/exercises/",
        "today": "/today/",
        "session": "/today/session/1/",
    }
    page.goto(paths.get(name, name))
    if name == "session" and page.url.endswith("/signs/"):
        page.get_by_role("button", name="None of these").click()
        page.wait_for_url("**/today/session/1/")
    assert looked_at(page, number) == []
    phone.context.close()
