"""Runners with a programme, signed in, in a real browser. Their stories end today, by the real clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from programs.models import User
from rehab.events import Morning, Screened, Tried
from rehab.gates import tests_due
from rehab.protocol import Criterion
from tests.programs.followed import Rob

AT = "data-at"


def starting() -> Rob:
    """Day 12 of a mild strain, just joined: six things to do, counts and holds among them, and tests to try."""
    return screened(Rob(at=datetime.now(UTC), grade=1, days_ago=12))


def standing_on_one_leg() -> Rob:
    """A week of green days later: raises with a tempo, drops, and a stand on each leg."""
    return screened(lived(7))


def running() -> Rob:
    """Two weeks of green days later, on the day of the first run."""
    return screened(lived(13))


def lived(days: int, *, tests_until: str = "") -> Rob:
    """So many days of a mild strain, each of them green, each test passed as soon as it could be; none in the phase
    *tests_until* and later.
    """
    rob = Rob(at=datetime.now(UTC) - timedelta(days=days), grade=1)
    for _ in range(days):
        today = rob.following.today
        rob.tells(Morning(0))
        terms = rob.following.terms
        shut = terms.protocol.phase_index[tests_until] if tests_until else len(terms.protocol.phases)
        due = tests_due(terms, today.read_from, loading=today.plan.loading) if today.read_from.phase < shut else ()
        for criterion in due:
            rob.tells(passed(criterion))
        rob.trains()
        rob.waits(days=1)
    return rob


def passed(criterion: Criterion) -> Tried:
    """A try that is good enough for *criterion*."""
    both = criterion.side == "each" and criterion.unit != "yes"
    number = 0 if criterion.compare == "at_most" and not both else 30 if both else criterion.needs
    return Tried(criterion.criterion, number, sound=30 if both else None, pain=0)


def screened(rob: Rob) -> Rob:
    """*rob*, who has said today that no sign is there."""
    rob.tells(Screened(frozenset()))
    return rob


def signed_in(context: BrowserContext, user: User, address: str) -> None:
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(user)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": address}])


@contextmanager
def at_home(browser: Browser, rob: Rob, address: str, **options: Any) -> Iterator[Page]:
    """A page of *rob*'s own phone. It fails the test when a script of ours does."""
    options = {"viewport": {"width": 360, "height": 760}, "locale": "en-GB"} | options
    context = browser.new_context(**options)
    signed_in(context, rob.user, address)
    page, failures = context.new_page(), []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.on("console", lambda told: failures.append(told.text) if told.type == "error" else None)
    yield page
    context.close()
    assert not failures, failures


def with_its_clock_stopped(page: Page, where: str) -> None:
    """Open *where*; from then on the page's time goes on only as the test says."""
    page.clock.install()
    page.goto(where)
    page.clock.pause_at(page.evaluate("Date.now() / 1000 + 1"))


def item(rob: Rob, exercise: str) -> str:
    """Where *exercise* stands in today's session."""
    names = [entry.exercise for entry in rob.plan.entries]
    return f"/today/session/{names.index(exercise) + 1}/"


def now_at(page: Page, place: str) -> None:
    """Wait until the player has come to *place*."""
    expect(page.locator("main")).to_have_attribute(AT, place)


def press(page: Page, words: str | None = None) -> None:
    """Press the big button, which says *words*; or the one that says so beside it."""
    button = page.get_by_role("button", name=words, exact=True) if words else page.locator("[data-press]")
    button.click()


def kept(page: Page) -> dict[str, str]:
    """What the phone keeps of the session."""
    all_of_it: dict[str, str] = page.evaluate("({...localStorage})")
    return {key: value for key, value in all_of_it.items() if key.startswith("strideback.session:")}
