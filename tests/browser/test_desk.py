"""A clinic's pages in a real browser: from the list to the printed paper in five actions, and axe on every page."""

import time
from collections.abc import Iterator
from datetime import timedelta

import pypdfium2
import pytest
import zxingcpp
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page

from programs.models import Client as ClientRow
from programs.models import Membership, Programme, Runner
from programs.services.code_apps import add_code_app, code_at, make_secret, step_of
from programs.services.inviting import invite
from programs.tasks import print_papers
from tests.browser.looking import looked_at
from tests.programs.desk.houses import House, signed_in
from tests.servers import wait_until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("database_beside_a_browser")]

AT_HOME = {"host": "127.0.0.1", "origin": "http://127.0.0.1"}
# What the product promises for a new client, from the list to the paper.
MOST_ACTIONS, MOST_SECONDS = 5, 30


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


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_by_keyboard_a_new_client_has_a_paper_in_five_actions_whose_code_opens_their_day(desk, browser, house, address):
    """An action is a click, or a key that leaves a group of fields; typing is none."""
    page = desk.new_page()
    page.goto("/clinic/")
    started, actions = time.monotonic(), 0
    page.locator("main a[href='/clinic/new/']").first.press("Enter")
    actions += 1
    page.locator("#name:focus").wait_for()
    page.keyboard.type("Rob Hale")
    press(page, "Tab")
    page.keyboard.type("34")
    page.locator("input[name=grade]").first.focus()  # Tab past the day, which is today: the group is left
    actions += 1
    press(page, "Space", "ArrowRight", "Tab", "Space", "Tab")  # grade 2, left, and out of the group
    actions += 1
    page.locator("input[name=signs][value=asked]").focus()
    press(page, "Space", "Enter")  # asked, and sent
    actions += 1
    page.wait_for_url("**/clinic/clients/**")
    with desk.expect_event("response", lambda answer: answer.url.endswith("/paper/")) as printed:
        press(page, "Enter")  # the button to print has the keyboard
    actions += 1
    spent = time.monotonic() - started
    assert printed.value.headers["content-type"] == "application/pdf"
    print(f"{actions} actions, {spent:.1f} s by a machine's fingers")
    assert actions <= MOST_ACTIONS
    assert spent < MOST_SECONDS
    client = ClientRow.objects.get(name="Rob Hale")
    programme = Programme.objects.get()
    assert (programme.start["situation"]["grade"], programme.leg) == (2, "left")
    paper = signed_in(house.owner).post(f"/clinic/clients/{client.key}/paper/", headers=AT_HOME)
    code = zxingcpp.read_barcodes(pypdfium2.PdfDocument(paper.content)[0].render(scale=100 / 72).to_pil())[0].text
    link = address + "/go/" + code.split("/go/")[1]
    phone = browser.new_context(viewport={"width": 360, "height": 740}, timezone_id="America/New_York")
    theirs = phone.new_page()
    theirs.goto(link)
    theirs.locator("input[name=agree]").check()
    theirs.get_by_role("button", name="Open my plan").click()
    theirs.wait_for_url("**/today/")
    programme.refresh_from_db()
    assert programme.runner is not None
    assert programme.zone == "America/New_York"
    theirs.locator("form[action$='morning/'] button[name=pain][value='1']").click()
    wait_until(lambda: programme.events.filter(kind="morning").exists(), seconds=20, what="the morning in the diary")
    page.bring_to_front()
    page.reload()
    page.get_by_role("button", name="Take all back").click()
    page.wait_for_load_state()
    theirs.goto(f"{address}/today/")
    assert "/accounts/login/" in theirs.url
    phone.close()


def test_what_they_will_see_shows_beside_the_form_as_it_is_filled_in(desk, house):
    page = desk.new_page()
    page.goto("/clinic/new/")
    page.fill("#name", "Bo")
    page.fill("#age", "40")
    for name, value in (("grade", "2"), ("side", "right"), ("signs", "asked")):
        page.locator(f"input[name={name}][value='{value}']").check(force=True)
    shown = page.locator("[data-shown]")
    shown.get_by_text("Day 0. Begins in Protect.").wait_for()
    page.locator("input[name=signs][value=not-asked]").check(force=True)
    shown.get_by_text("The check first").wait_for()
    assert not ClientRow.objects.exists(), "a look makes nobody"


PAGES = (
    "/clinic/ /clinic/new/ /clinic/settings/ client link go "
    "/clinic/record/ /clinic/export/ /clinic/close/ person invited shut app proof "
    "/clinic/clients/many/ list intake papers"
).split()


@pytest.mark.parametrize(("number", "name"), list(enumerate(PAGES)), ids=PAGES)
def test_axe_finds_nothing_on(desk, house, address, number, name):
    client = house.assigned().client
    page = desk.new_page()
    if name == "link":
        page.goto(f"/clinic/clients/{client.key}/")
        page.get_by_role("button", name="Link and code").click()
        page.locator("#address").wait_for()
    elif name in ("go", "invited", "shut"):
        invited = invite(by=house.owner, email="b@example.com", role=Membership.Role.THERAPIST, now=house.now)[1]
        desk.clear_cookies()
        page.goto({"go": house.link(client), "invited": f"/join/{invited}/", "shut": "/join/0/"}[name])
    elif name in ("list", "intake", "papers"):
        walk_a_list(page, name)
    elif name == "app":
        page.goto("/settings/passkeys/")
        page.get_by_role("button", name="Set up an app").click()
        page.get_by_text("Read this with the app").wait_for()
    elif name == "proof":
        assert house.owner.user is not None
        secret = make_secret()
        code = code_at(secret, step_of(house.now))
        add_code_app(user=house.owner.user, secret=secret, code=code, now=house.now)
        cookie = signed_in(house.owner, strong=False).cookies[settings.SESSION_COOKIE_NAME]
        desk.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])
        page.goto("/clinic/")
        page.get_by_label("The six digits from your app").wait_for()
    elif name == "person":
        page.goto("/clinic/settings/")
        page.get_by_role("link", name="Tess Moran").click()
        page.locator("details").evaluate("fold => fold.open = true")
    else:
        page.goto(f"/clinic/clients/{client.key}/" if name == "client" else name)
    assert looked_at(page, number) == []


def walk_a_list(page: Page, until: str) -> None:
    """From a file of two clients to their *intake*, on to their *papers*, or no further than the *list* of them."""
    day = timezone.now().date() - timedelta(days=9)
    text = f"name;grade;side;date of injury;signs;age\nعمر;2;left;{day};none;34\nعمر;2;left;{day};;\n"
    page.goto("/clinic/clients/many/")
    page.set_input_files("#file", {"name": "clients.csv", "mimeType": "text/csv", "buffer": text.encode()})
    page.get_by_role("button", name="Look at what would be made").click()
    page.get_by_role("checkbox", name="Line 2 has the same name and day.").check()
    if until == "list":
        return
    page.get_by_role("button", name="Make 2 clients").click()
    page.get_by_role("heading", name="2 clients taken on").wait_for()
    if until == "papers":
        page.get_by_role("button", name="Print all papers").click()
        page.get_by_text("0 of 2 so far.").wait_for()
        print_papers()
        # By itself: the page looks again.
        page.get_by_role("heading", name="Your papers are ready").wait_for()
        page.get_by_role("link", name="2 papers (PDF)").wait_for()


def test_whoever_follows_by_a_link_has_no_account_and_a_day_of_their_own(browser, house, address):
    link = house.link(house.assigned().client)
    phone = browser.new_context(viewport={"width": 360, "height": 740})
    page = phone.new_page()
    page.goto(address + link)
    page.locator("input[name=agree]").check()
    page.get_by_role("button", name="Open my plan").click()
    page.wait_for_url("**/today/")
    assert Runner.objects.get().user is None
    phone.close()
