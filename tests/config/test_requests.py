"""What a request says of its encoding cannot break it before there is anybody to answer."""

from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest

from config.wsgi import application

# No page here asks the database; Django looks after its connections before each request all the same.
pytestmark = pytest.mark.django_db
NAMED = {
    "an encoding of bytes": "text/plain; charset=hex",
    "one of host names": "text/plain; charset=idna",
    "one that always fails": "text/plain; charset=undefined",
    "NUL": "text/plain; charset*=utf-8''%00",
    "a parameter in no encoding": "application/json; x*=undefined''a",
    "none there is": "text/plain; charset=nonsense",
    "our own": "text/html; charset=utf-8",
}


@pytest.fixture(autouse=True)
def plain(settings):
    """Static files as they lie in the tree, and calls without number."""
    backend = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": backend}}
    settings.API_CALLS_PER_MINUTE = None


def status(method: str, address: str, content_type: str) -> int:
    path, _, query = address.partition("?")
    environ: dict[str, Any] = {"PATH_INFO": path, "QUERY_STRING": query, "CONTENT_TYPE": content_type}
    environ |= {"REQUEST_METHOD": method, "HTTP_HOST": "testserver"}
    setup_testing_defaults(environ)
    found: list[str] = []
    application(environ, lambda line, headers, failure=None: found.append(line)).close()
    return int(found[0].split()[0])


@pytest.mark.parametrize("content_type", NAMED.values(), ids=NAMED)
def test_a_page_is_shown_whatever_encoding_is_named(content_type):
    assert status("GET", "/exercises/?q=r%C3%A9sum%C3%A9", content_type) == 200
    assert status("GET", "/plan/?grade=2&week=3", content_type) == 200
    assert status("GET", "/api/v1/plan/?grade=2&week=3", content_type) == 200


@pytest.mark.parametrize("content_type", NAMED.values(), ids=NAMED)
def test_what_is_no_json_is_refused_as_such(content_type):
    assert status("POST", "/api/v1/plan/", content_type) in {400, 415}
