"""A new build meets phones that run an older one: nothing waiting is lost, and no session is changed under way."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.phones import (
    SCREEN,
    House,
    opened_today,
    press,
    signed_in,
    told,
    wait_until_all_is_sent,
    waiting,
)
from tests.browser.scripts import shipped
from tests.programs.followed import Rob
from tests.servers import wait_until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("database_beside_a_browser")]

HASHED = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}}
ONLINE = "() => window.dispatchEvent(new Event('online'))"
WAITS = "() => navigator.serviceWorker.getRegistration().then((ready) => Boolean(ready.waiting))"
SHELLS = "() => caches.keys().then((names) => names.filter((name) => name.startsWith('shell-')))"
NEWER = "A new version of Strideback is here"


@pytest.fixture
def release(settings: Any, tmp_path: Path) -> Callable[[str], None]:
    """Puts a build together in which one script is another one, its files named as a production server names them."""
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    settings.API_CALLS_PER_MINUTE = None
    settings.STORAGES = settings.STORAGES | HASHED

    def put_together(name: str) -> None:
        changed = tmp_path / name / "strideback"
        changed.mkdir(parents=True)
        (changed / "phone.js").write_text(f"{shipped('phone')}\n/* {name} */\n", encoding="utf-8")
        settings.STATICFILES_DIRS = [tmp_path / name]
        settings.STATIC_ROOT = tmp_path / f"{name}-static"
        call_command("collectstatic", verbosity=0, interactive=False)

    return put_together


@pytest.fixture
def house(release: Callable[[str], None]) -> Iterator[House]:
    release("first")
    found = House(finders=False)
    yield found
    found.stop()


@pytest.fixture
def rob() -> Rob:
    return Rob(at=timezone.now() - timedelta(days=1), days_ago=14, grade=1).lives(1)


@pytest.fixture
def phone(browser: Any, house: House, rob: Rob) -> Iterator[BrowserContext]:
    context = signed_in(browser.new_context(viewport=SCREEN, locale="en-GB"), house.address, rob.user)
    yield context
    context.close()


def moves_on(house: House, release: Callable[[str], None]) -> None:
    """The house is shut, and opens with another build."""
    house.stop()
    release("second")
    house.build()
    house.start()


def waits_for_its_turn(page: Page) -> None:
    wait_until(lambda: page.evaluate(WAITS), seconds=20, what="the new worker, waiting beside the old one")


def opens_without(page: Page, old: str, house: House) -> bool:
    """Whether the *old* files are gone once a page has been opened."""
    page.goto(f"{house.address}/settings/")
    page.wait_for_timeout(1000)
    return old not in page.evaluate(SHELLS)


@pytest.mark.deep
def test_what_waits_is_sent_and_the_new_version_is_taken_at_the_next_opening(phone, house, rob, release):
    page, before = opened_today(phone, house.address), len(told())
    (old,) = page.evaluate(SHELLS)
    house.stop()
    press(page, lambda page: page.get_by_role("button", name="1", exact=True))
    assert len(waiting(page)) == 1
    moves_on(house, release)
    page.evaluate(ONLINE)
    wait_until(lambda: len(told()) == before + 1, seconds=60, what="the morning in the diary")
    page.locator("[data-say=away]").wait_for(state="hidden")  # the page was loaded anew from the server
    page.wait_for_load_state("networkidle")
    wait_until_all_is_sent(page)
    page.goto(f"{house.address}/progress/")
    wait_until(lambda: page.evaluate(WAITS) or old not in page.evaluate(SHELLS), seconds=20, what="the new worker")
    # The browser lets the one in use end what it is doing before it takes the other.
    wait_until(lambda: opens_without(page, old, house), seconds=60, what="the files of the new version alone")
    assert len(page.evaluate(SHELLS)) == 1
    assert not page.evaluate(WAITS)
    expect(page.get_by_text(NEWER)).to_be_hidden()


def test_a_page_in_use_says_that_there_is_a_new_version_and_goes_on_with_the_old(phone, house, release):
    page = opened_today(phone, house.address)
    (old,) = page.evaluate(SHELLS)
    moves_on(house, release)
    page.evaluate("() => navigator.serviceWorker.getRegistration().then((ready) => ready.update())")
    expect(page.get_by_text(NEWER)).to_be_visible()
    waits_for_its_turn(page)
    assert old in page.evaluate(SHELLS)
    house.stop()
    page.goto(f"{house.address}/today/")
    expect(page.locator("[data-say=away]")).to_be_visible()
    assert page.evaluate(WAITS), "a kept page takes nothing: the files of its own version are still needed"
    page.goto(f"{house.address}/progress/")
    expect(page.get_by_text("This page needs a network")).to_be_visible()


@pytest.mark.deep
def test_no_session_is_changed_under_way_whichever_tab_is_opened_beside_it(phone, house, rob, release):
    page = opened_today(phone, house.address)
    (old,) = page.evaluate(SHELLS)
    press(page, lambda page: page.get_by_role("link", name="Start"))
    press(page, lambda page: page.get_by_role("button", name="None of these"))
    before = len(told("did"))
    moves_on(house, release)
    press(page, lambda page: page.get_by_role("button", name="Done", exact=True))
    waits_for_its_turn(page)
    expect(page.get_by_text(NEWER)).to_be_hidden()
    beside = phone.new_page()
    beside.goto(f"{house.address}/today/")
    beside.wait_for_load_state("networkidle")
    assert beside.evaluate(WAITS)
    house.stop()
    press(page, lambda page: page.get_by_role("button", name="Done", exact=True))
    assert page.evaluate(WAITS)
    assert old in page.evaluate(SHELLS)
    house.start()
    page.evaluate(ONLINE)
    wait_until(lambda: len(told("did")) == before + 2, seconds=60, what="both exercises in the diary")
    beside.close()


def test_the_worker_sends_what_waits_when_the_browser_wakes_it_and_the_open_page_says_so(phone, house, rob):
    page, before = opened_today(phone, house.address), len(told())
    house.stop()
    press(page, lambda page: page.get_by_role("button", name="1", exact=True))
    expect(page.locator("[data-say=waits]")).to_be_visible()
    house.start()
    wake(page)
    wait_until(lambda: len(told()) == before + 1, seconds=60, what="the morning in the diary")
    expect(page.locator("[data-say=waits]")).to_be_hidden()


def test_a_worker_that_is_woken_for_somebody_else_sends_nothing(phone, house, rob):
    ann = Rob("ann@example.com", at=timezone.now() - timedelta(days=1), days_ago=14, grade=1)
    page, before = opened_today(phone, house.address), len(told())
    house.stop()
    press(page, lambda page: page.get_by_role("button", name="1", exact=True))
    phone.clear_cookies()
    signed_in(phone, house.address, ann.user)
    house.start()
    wake(page)
    page.get_by_text("Somebody else told something on this phone").wait_for()
    assert len(told()) == before
    assert len(waiting(page)) == 1


def wake(page: Page) -> None:
    """What the browser does for a page that asked for it, once there is a network."""
    tools, found = page.context.new_cdp_session(page), []
    tools.on("ServiceWorker.workerRegistrationUpdated", lambda told: found.extend(told["registrations"]))
    tools.send("ServiceWorker.enable")
    wait_until(lambda: page.evaluate(WAITS) or found, seconds=10, what="the worker's registration")
    event = {"registrationId": found[-1]["registrationId"], "tag": "send", "lastChance": False}
    tools.send("ServiceWorker.dispatchSyncEvent", event | {"origin": page.evaluate("() => location.origin")})
