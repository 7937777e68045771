"""A therapist asks for something, then the calf flares: both are seen in the next seven days, in real browsers."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client as DjangoBrowser
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from programs.models import User
from programs.selectors.adjusting import standing_wishes
from programs.selectors.programmes import last_version
from programs.services.adjusting import Ask
from programs.services.steering import ask_for
from programs.services.versions import days_of
from rehab import gates
from rehab.events import Morning
from rehab.hoped import DayAhead
from rehab.intents import CapRun
from tests.browser.following import passed
from tests.browser.looking import looked_at
from tests.programs.desk.houses import signed_in
from tests.programs.desk.steered import PRESS, RAISE, Desk
from tests.programs.followed import Rob

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("database_beside_a_browser")]

LIVED, WEEK, FLARE = 3, 7, "8"
Days = Sequence[DayAhead]


class Guided(Rob):
    """Rob, who has opened a clinic's link: three green days, each test passed as soon as it could be."""

    def __init__(self, desk: Desk) -> None:
        self.now = timezone.now() - timedelta(days=LIVED)
        self.programme = desk.fresh()
        for _ in range(LIVED):
            self.tells(Morning(0))
            today = self.following.today
            for criterion in gates.tests_due(self.following.terms, today.read_from, loading=today.plan.loading):
                self.tells(passed(criterion))
            self.trains()
            self.waits(days=1)


@pytest.fixture
def desk() -> Desk:
    return Desk(joined_days_ago=LIVED)


@pytest.fixture
def tess(browser: Browser, address: str, desk: Desk) -> Iterator[Page]:
    """The page of Rob at Tess's desk."""
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 800}, locale="en-GB")
    page = at_home(context, signed_in(desk.house.owner), address)
    yield page
    context.close()


def at_home(context: BrowserContext, client: DjangoBrowser, address: str) -> Page:
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])
    return context.new_page()


def form(kind: str) -> str:
    return f"form:has(input[name=kind][value={kind}])"


def pressed(kind: str, exercise: str, button: str) -> Callable[[Page], None]:
    """From the exercise where it stands: its button, then the choice."""

    def ask(page: Page) -> None:
        here = page.locator(f"button[name=exercise][value={exercise}]")
        if not here.is_visible():
            page.get_by_text("Later this week").click()
        here.click()
        page.locator(f"{form(kind)} button[value='{button}']").first.click()

    return ask


def filled(kind: str, name: str, value: str) -> Callable[[Page], None]:
    """From the menu: the field, then the button."""

    def ask(page: Page) -> None:
        page.get_by_role("link", name="Adjust the plan").click()
        field = page.locator(f"{form(kind)} [name={name}]")
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
        page.locator(form(kind)).filter(has=page.locator(f"[name={name}]")).get_by_role("button").click()

    return ask


def moved(page: Page) -> None:
    page.get_by_role("link", name="Adjust the plan").click()
    page.locator(f"{form('move_phase')} button[value=mobilise]").click()


def added(page: Page) -> None:
    page.get_by_role("link", name="Adjust the plan").click()
    page.select_option("#exercise", PRESS)
    page.get_by_role("button", name="Choose").click()
    page.locator(f"{form('add')} [value=every]").check(force=True)
    page.locator(f"{form('add')} button[value='3x20']").click()


def exercises(days: Days) -> list[set[str]]:
    return [{entry.exercise for entry in day.session.entries} for day in days]


def steps(days: Days, exercise: str) -> list[int]:
    return [entry.step for day in days for entry in day.session.entries if entry.exercise == exercise]


def anything(_: Days) -> bool:
    return True


NEXT_MONTH = str((timezone.now() + timedelta(days=20)).date())
Kind = tuple[Callable[[Page], None], str, Callable[[Days], bool]]
# How it is asked for, what the runner reads of it, and what it makes of the seven days.
KINDS: dict[str, Kind] = {
    "another exercise": (
        pressed("swap", RAISE, "up-on-two-down-on-one"),
        "in place of Two-leg heel raise",
        lambda days: all(RAISE not in names for names in exercises(days)),
    ),
    "a dose": (pressed("dose", RAISE, "2x12"), "2 × 12 of Two-leg", lambda days: set(steps(days, RAISE)) <= {0}),
    "a dose at most": (
        pressed("cap", RAISE, "2x12"),
        "2 × 12 of Two-leg heel raise at most",
        lambda days: set(steps(days, RAISE)) <= {0},
    ),
    "so much running": (
        filled("cap_run", "minutes", "5"),
        "runs of 5 minutes at most",
        lambda days: all(day.session.run_minutes <= 5 for day in days),
    ),
    "until a day": (
        filled("hold", "until", NEXT_MONTH),
        "that you stay at this point until",
        lambda days: len({day.phase for day in days}) == 1,
    ),
    "until a test": (filled("hold", "criterion", "knee-to-wall"), "until a test is passed", anything),
    "one more": (
        added,
        "has asked for Seated forefoot press too",
        lambda days: any(PRESS in names for names in exercises(days)),
    ),
    "one less": (
        pressed("remove", RAISE, RAISE),
        "has asked to leave out Two-leg heel raise",
        lambda days: all(RAISE not in names for names in exercises(days)),
    ),
    "back a phase": (moved, "that you go on in Mobilise", lambda days: days[0].phase == 1),
    "some words": (filled("message", "text", "Slow on the way down"), "Slow on the way down", anything),
}
QUICK = ("a dose at most", "one less")


@pytest.mark.parametrize(
    ("ask", "read", "holds"),
    [pytest.param(*row, id=name, marks=() if name in QUICK else pytest.mark.deep) for name, row in KINDS.items()],
)
def test_the_wish_and_the_step_back_are_both_seen(browser, address, desk, tess, ask, read, holds):
    context = browser.new_context(base_url=address, viewport={"width": 360, "height": 760}, locale="en-GB")
    phone = at_home(context, signed_in(User.objects.create_user("rob@example.com"), strong=False), address)
    phone.goto(desk.house.link(desk.client))
    phone.locator("input[name=agree]").check()
    phone.get_by_role("button", name="Open my plan").click()
    phone.wait_for_url("**/today/")
    Guided(desk)
    tess.goto(desk.path())
    ask(tess)
    tess.get_by_text("Nothing is kept yet.").wait_for()
    reason = tess.locator("#reason")
    reason.fill("so says the leg")
    tess.get_by_role("button", name=re.compile("^Keep")).click()
    tess.wait_for_url(f"**{desk.path()}*")
    expect(tess.get_by_text("Reason: so says the leg").first).to_be_visible()
    phone.goto("/today/")
    expect(phone.get_by_text(read).first).to_be_visible()
    phone.locator(f"form[action$='morning/'] button[name=pain][value='{FLARE}']").click()
    expect(phone.get_by_text("Ease back").first).to_be_visible()
    expect(phone.get_by_text(read).first).to_be_visible()
    context.close()
    tess.reload()
    expect(tess.get_by_text("Ease back").first).to_be_visible()
    expect(tess.get_by_text("Reason: so says the leg").first).to_be_visible()
    version = last_version(desk.fresh())
    assert version is not None
    days = days_of(version)[:WEEK]
    assert len(days) == WEEK
    assert not any(day.session.loading for day in days[:3]), "a red is followed by quiet days"
    assert holds(days)
    assert len(standing_wishes(desk.fresh(), timezone.now())) == 1


def test_by_keyboard_a_dose_is_weighed_in_two_presses_and_kept(desk, tess):
    tess.goto(desk.path())
    button = tess.locator(f"button[name=exercise][value={PRESS}]").first
    button.focus()
    tess.keyboard.press("Enter")
    tess.locator(f"{form('cap')} button").first.focus()
    tess.keyboard.press("Space")
    tess.get_by_role("button", name="Keep").focus()
    tess.keyboard.press("Enter")
    tess.wait_for_url(f"**{desk.path()}*")
    assert len(standing_wishes(desk.fresh(), timezone.now())) == 1


PAGES = ("the menu", "an exercise", "kept as it is", "refused", "the client's page")


@pytest.mark.parametrize(("number", "name"), list(enumerate(PAGES)), ids=PAGES)
def test_axe_finds_nothing_on(desk, tess, number, name):
    tess.goto(desk.path("adjust/"))
    if name == "an exercise":
        tess.locator("button[name=exercise]").first.click()
    elif name == "kept as it is":
        tess.fill("#minutes", "0")
        tess.locator(f"{form('cap_run')} button").click()
    elif name == "refused":
        tess.locator(f"{form('move_phase')} button").last.click()
        tess.get_by_text("Nobody may override this.").first.wait_for()
    elif name == "the client's page":
        seen = Ask(uuid4(), CapRun(12), "so", desk.fresh().last_version)
        ask_for(member=desk.house.owner, client=desk.client, programme=desk.programme, ask=seen, now=timezone.now())
        tess.goto(desk.path())
        tess.get_by_text("Take back").first.click()
    assert looked_at(tess, number) == []
