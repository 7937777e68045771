"""The administration in a browser: axe finds nothing, the policy holds, and it fits a phone."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, ConsoleMessage, Page

from programs.models import User
from programs.models.reminders import DEAD
from tests.browser.looking import is_wider_than_the_screen, looked_at
from tests.programs.followed import Rob

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("database_beside_a_browser")]


@pytest.fixture
def dead() -> None:
    """A mail that was given up."""
    rob = Rob(at=timezone.now() - timedelta(days=2), days_ago=3)
    now = timezone.now()
    rob.programme.deliveries.create(
        cause="daily",
        kind="daily",
        channel="email",
        on=now.date(),
        due_at=now,
        try_at=now,
        state=DEAD,
        detail="451 busy",
    )


def opened(browser: Browser, address: str, width: int) -> Iterator[tuple[str, Page, list[str]]]:
    """Each page in turn, with what the browser has refused or missed on it."""
    client = Client()
    client.force_login(
        User.objects.create_user("ops@example.com", is_staff=True),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies["sessionid"].value, "url": address}
    context = browser.new_context(viewport={"width": width, "height": 800})
    context.add_cookies([cookie])  # type: ignore[list-item]
    for path in ("/admin/deliveries/", "/admin/alerts/", "/admin/messages/"):
        page = context.new_page()
        told: list[str] = []
        page.on("console", partial(_keep, told))
        page.goto(address + path, wait_until="networkidle")
        yield path, page, told
        page.close()
    context.close()


def _keep(told: list[str], message: ConsoleMessage) -> None:
    told.append(message.text)


def test_axe_finds_nothing_and_nothing_is_refused(browser, address, dead):
    for number, (path, page, told) in enumerate(opened(browser, address, 1200)):
        assert looked_at(page, number) == [], path
        assert [line for line in told if "Content Security Policy" in line] == [], path


def test_it_fits_the_narrowest_phone(browser, address, dead):
    for path, page, _ in opened(browser, address, 320):
        assert not is_wider_than_the_screen(page), path


def test_the_html_of_a_mail_is_seen_in_its_frame(browser, address, dead):
    for path, page, _ in opened(browser, address, 1200):
        if path == "/admin/messages/":
            page.locator("#en-weekly").scroll_into_view_if_needed()
            frame = page.frame_locator("#en-weekly iframe")
            assert frame.locator("h1").inner_text() == "Your week: 5 of 6 days done"
            assert frame.locator("h1").evaluate("one => getComputedStyle(one).fontSize") == "24px"
