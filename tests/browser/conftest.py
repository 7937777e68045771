"""A server and a browser for every test that looks at pages."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from socketserver import ThreadingMixIn
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.test import override_settings
from playwright.sync_api import Browser, sync_playwright


class Server(ThreadingMixIn, WSGIServer):
    """One thread for each request, as the browser asks for several things at once."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    """Writes no line for each request."""

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


@contextmanager
def served(*, finders: bool = True) -> Iterator[str]:
    """Where the pages are served; static files as they lie in the tree, or by the house's own server of files."""
    with override_settings(ALLOWED_HOSTS=["127.0.0.1", "localhost"]):
        house = get_wsgi_application()
        server = make_server("127.0.0.1", 0, StaticFilesHandler(house) if finders else house, Server, Quiet)
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where the pages are served, static files as they lie in the tree."""
    plain = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with override_settings(STORAGES=plain), served() as place:
        yield place


@pytest.fixture(scope="module")
def in_production() -> Iterator[str]:
    """Where the pages are served with files as a production server has them."""
    hashed = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}
    folder = Path(os.environ["VAR_DIR"]) / "as-in-production"
    with override_settings(STORAGES=hashed, STATIC_ROOT=folder):
        collect_once(folder)
        with served(finders=False) as place:
            yield place


def collect_once(folder: Path) -> None:
    """Collect and pack files into *folder*, where no other process of this run has: it takes one ten seconds."""
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        whole = folder.with_suffix(".whole")
        if not whole.exists():
            call_command("collectstatic", verbosity=0, interactive=False)
            whole.touch()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Callable[..., Browser]]:
    """Starts a browser, with more switches than usual where a test wants them."""
    with sync_playwright() as playwright:

        def start(*more: str) -> Browser:
            path = shutil.which("chromium")
            return playwright.chromium.launch(executable_path=path, args=["--no-sandbox", *more])

        yield start


@pytest.fixture(scope="module")
def browser(chromium) -> Iterator[Browser]:
    started = chromium()
    yield started
    started.close()


@pytest.fixture(scope="module")
def database_beside_a_browser():
    """The browser's driver keeps an event loop in this thread; the test empties the database from it all the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield
