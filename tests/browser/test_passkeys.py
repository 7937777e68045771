"""Passkeys in a real browser, with a device that the browser itself makes up: no script but ours, under our policy."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from programs.models import Passkey
from programs.services.links import make_sign_in_link
from programs.web.fresh import SHOWN_AT
from tests.browser.looking import LARGE_TEXT, faults_on
from tests.programs.followed import Rob

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("database_beside_a_browser")]

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def house(address) -> str:
    """The house under a name: browsers know no passkeys of a number."""
    return str(address).replace("127.0.0.1", "localhost")


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    yield context
    context.close()


@pytest.fixture
def rob() -> Rob:
    return Rob(at=datetime.now(UTC))


def signed_in(context: BrowserContext, house: str, rob: Rob) -> None:
    """Signed in by a link a moment ago."""
    client = Client(headers={"host": "localhost"})
    client.post(f"/accounts/link/{make_sign_in_link(user=rob.user, now=datetime.now(UTC))}/")
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": house}])


def with_device(page: Page, **different: bool) -> list[str]:
    """What the page complains of from now on; it can ask a device that answers at once."""
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda fault: said.append(str(fault)))
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE | different})
    return said


def test_a_passkey_is_added_in_settings_and_signs_in_again(context, house, rob):
    signed_in(context, house, rob)
    page = context.new_page()
    said = with_device(page)
    page.goto(f"{house}/settings/")
    page.get_by_role("link", name="Passkeys: sign in without a code").click()
    page.get_by_label("What to call it").fill("Rob’s <phone>")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.locator("b", has_text="Rob’s <phone>")).to_be_visible()
    assert Passkey.objects.get().user == rob.user
    context.clear_cookies()
    page.goto(f"{house}/progress/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{house}/progress/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("gates met")
    assert said == []


def test_a_phone_that_lay_open_adds_another_after_its_passkey_has_shown_who_holds_it(context, house, rob):
    signed_in(context, house, rob)
    page = context.new_page()
    said = with_device(page)
    page.goto(f"{house}/settings/passkeys/")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.locator("b", has_text="My passkey")).to_be_visible()
    an_hour_passes()
    # A page that was left open finds out when it asks.
    page.get_by_role("button", name="Remove").wait_for()
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="First show that it is you")).to_be_visible()
    assert faults_on(page) == []
    page.get_by_role("button", name="Use a passkey you have").click()
    expect(page.get_by_role("button", name="Add a passkey")).to_be_visible()
    assert page.url == f"{house}/settings/passkeys/"
    assert [line for line in said if "403" not in line] == []


def an_hour_passes() -> None:
    """For every session there is."""
    for kept in Session.objects.all():
        session = SessionStore(kept.session_key)
        session[SHOWN_AT] -= 3600
        session.save()


def test_a_device_that_cannot_tell_its_owner_is_told_of_and_can_be_tried_again(context, house, rob):
    signed_in(context, house, rob)
    page = context.new_page()
    with_device(page, hasUserVerification=False, isUserVerified=False)
    page.goto(f"{house}/settings/passkeys/")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_text("That did not work.")).to_be_visible()
    expect(page.get_by_role("button", name="Add a passkey")).to_be_enabled()
    assert not Passkey.objects.exists()


def test_without_a_script_nothing_of_it_is_shown_and_the_code_is_there(browser, house):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{house}/accounts/login/")
    expect(page.get_by_role("button", name="Send me a code")).to_be_visible()
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_its_pages_leave_nobody_out(chromium, house, rob, scheme):
    Passkey.objects.create(user=rob.user, name="A phone with a rather long name", credential_id="x", credential=b"x")
    large = chromium(LARGE_TEXT)
    context = large.new_context(viewport={"width": 320, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{house}/accounts/login/")
    assert faults_on(page) == []
    signed_in(context, house, rob)
    page.goto(f"{house}/settings/passkeys/")
    assert faults_on(page) == []
    large.close()
