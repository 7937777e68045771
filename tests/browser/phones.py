"""Rob's phone: signed in, with a house whose server can be stopped and started at the same address."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any
from wsgiref.simple_server import make_server

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from django.test import Client
from playwright.sync_api import BrowserContext, Page

from programs.models import Event, User
from tests.browser.conftest import Quiet, Server

SCREEN = {"width": 360, "height": 800}
IS_READY = "() => navigator.serviceWorker && navigator.serviceWorker.controller"
IS_KEPT = "() => document.documentElement.dataset.dayKept"


class House:
    """A web server that goes away and comes back where it was; with *finders*, its files lie in the tree."""

    def __init__(self, *, finders: bool = True) -> None:
        self._finders = finders
        self.build()
        self._server: Server | None = None
        self._port = 0
        self.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def build(self) -> None:
        """Take up files and settings as they are now, from the next start on."""
        house = get_wsgi_application()
        self._application = StaticFilesHandler(house) if self._finders else house

    def start(self) -> None:
        self._server = make_server("127.0.0.1", self._port, self._application, Server, Quiet)
        self._port = self._server.server_port
        Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None


@contextmanager
def standing_house(settings: Any) -> Iterator[House]:
    """A house with plain files and without a limit on calls; it is down afterwards."""
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    plain = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    settings.STORAGES = settings.STORAGES | plain
    settings.API_CALLS_PER_MINUTE = None
    found = House()
    yield found
    found.stop()


def signed_in(context: BrowserContext, address: str, user: User) -> BrowserContext:
    """*context* with the session that signing in would have given it."""
    client = Client()
    client.force_login(user)
    cookies = [{"name": name, "value": cookie.value, "url": address} for name, cookie in client.cookies.items()]
    context.add_cookies(cookies)
    return context


def opened_today(context: BrowserContext, address: str) -> Page:
    """Today, with the worker in control and the day kept."""
    page = context.new_page()
    page.goto(f"{address}/today/")
    page.wait_for_function(IS_READY)
    page.wait_for_function(IS_KEPT)
    return page


def waiting(page: Page) -> list[dict[str, Any]]:
    """The entries that wait in the phone's store."""
    found: list[dict[str, Any]] = page.evaluate(
        "() => queue.all().then((rows) => rows.filter((row) => row.state === 'waits').map((row) => row.entry))"
    )
    return found


def wait_until_all_is_sent(page: Page) -> None:
    """
    Wait until nothing waits in the phone's store any more.

    The server has an entry before the phone has read the answer that says so, and the page may be loading anew.
    """
    page.wait_for_function(
        "() => typeof queue !== 'undefined' && queue.all().then((rows) => rows.every((row) => row.state !== 'waits'))"
    )


def told(*kinds: str) -> list[str]:
    """The kinds of entries in the diary, in the order they happened."""
    found = Event.objects.order_by("on", "happened_at", "uuid").values_list("kind", flat=True)
    return [kind for kind in found if not kinds or kind in kinds]


def press(page: Page, find: Callable[[Page], Any]) -> None:
    """Press what leads to another page, and wait for that page."""
    with page.expect_navigation():
        find(page).click()
