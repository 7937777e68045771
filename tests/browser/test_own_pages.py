"""A runner's own pages beside the session, in a real browser: progress, days, settings, nobody shut out of any."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page

from programs.models import ReminderSettings
from programs.models.reminders import DEAD, SENT, SKIPPED
from programs.services.reminders import choose_reminders
from rehab.events import Did, Finished, Morning, OtherWork, Tried
from rehab.reminding import Skipped
from rehab.wanted import Wanted
from tests.browser.looking import LARGE_TEXT, in_another_language, is_wider_than_the_screen, looked_at
from tests.programs.followed import Rob

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("database_beside_a_browser")]

OPEN_ALL = "document.querySelectorAll('details').forEach(fold => fold.open = true)"
REFUSED = (
    "550 5.1.1 no such mailbox here, https://support.example/mail/?p=NoSuchUser.a1b2c3d4e5f6-a1b2c3d4e5f6a1b2c3si41.0"
)
PATHS = ["/progress/", "/progress/versions/", "/today/days/", "/settings/", "/today/result/"]


@pytest.fixture
def rob() -> Rob:
    """Rob, some days in, with everything on his pages that can be there, and a red just now."""
    rob = Rob(at=datetime.now(UTC) - timedelta(days=5), days_ago=6)
    for pain in (1, 3, 0):
        rob.tells(Morning(pain))
        rob.trains(pain=pain)
        rob.waits(days=1)
    rob.waits(days=1)
    rob.tells(Morning(2))
    rob.tells(Morning(1), supersedes=rob.programme.events.latest("seq").uuid)
    rob.tells(OtherWork(run_minutes=12, pain=0))
    rob.waits(days=1)
    rob.tells(Tried("single-leg-raises", 12, sound=20, pain=1))
    rob.tells(Tried("walk-10-min", 8, pain=1))
    for entry in rob.plan.entries:
        rob.tells(Did(entry.exercise, pain=4))
    rob.tells(Finished(during=4, after=3))
    has_reminders_behind_him(rob)
    return rob


def has_reminders_behind_him(rob: Rob) -> None:
    """Mail that was sent, that was not, and that a mailbox refused until it was stopped."""
    choose_reminders(programme=rob.programme, wanted=Wanted(on=True, weekly_day=6), now=rob.now)
    for days, (state, why) in enumerate([(SENT, ""), (SKIPPED, Skipped.DONE), (DEAD, "")], start=1):
        due = rob.now - timedelta(days=days)
        rob.programme.deliveries.create(
            cause="daily", kind="daily", channel="email", on=due.date(), due_at=due, try_at=due, state=state, why=why,
            detail=REFUSED if state == DEAD else "",
        )  # fmt: skip
    ReminderSettings.objects.filter(programme=rob.programme).update(refused=3, paused_because=REFUSED)


def opened(browser: Browser, address: str, rob: Rob, width: int, **options: object) -> Iterator[tuple[str, Page]]:
    """Each of Rob's pages in turn, every fold of it open."""
    client = Client()
    client.force_login(rob.user, backend="django.contrib.auth.backends.ModelBackend")
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies["sessionid"].value, "url": address}
    context = browser.new_context(viewport={"width": width, "height": 800}, **options)
    context.add_cookies([cookie])  # type: ignore[list-item]
    last = rob.programme.events.filter(kind="finished").latest("seq")
    for path in [*PATHS, f"/today/days/{last.on}/", f"/today/days/{last.on}/{last.seq}/"]:
        page = context.new_page()
        answer = page.goto(address + path)
        assert answer is not None
        assert answer.status == 200, path
        page.evaluate(OPEN_ALL)
        yield path, page
        if path == "/settings/":
            page.locator("#remind-now button").click()
            page.get_by_role("status").wait_for()
            page.evaluate(OPEN_ALL)
            yield "/settings/, one sent now", page
            page.locator("#calendar button[value=link]").click()
            page.locator("#calendar-link").wait_for()
            page.evaluate(OPEN_ALL)
            yield "/settings/, a link made", page
        page.close()
    context.close()


@pytest.mark.whole
def test_axe_finds_nothing(browser, address, rob):
    for number, (path, page) in enumerate(opened(browser, address, rob, 360)):
        assert looked_at(page, number) == [], path


@pytest.mark.parametrize(
    "scale",
    [pytest.param((), marks=pytest.mark.deep), pytest.param((LARGE_TEXT,), marks=pytest.mark.deep)],
    ids=["text as it is", "text twice as large"],
)
def test_nobody_has_to_scroll_sideways_on_the_narrowest_phone(chromium, address, rob, scale):
    browser = chromium(*scale)
    for path, page in opened(browser, address, rob, 320):
        assert not is_wider_than_the_screen(page), path
    browser.close()


def test_a_longer_language_from_right_to_left_fits_the_narrowest_phone(browser, address, rob):
    for path, page in opened(browser, address, rob, 320):
        in_another_language(page)
        assert not is_wider_than_the_screen(page), path
