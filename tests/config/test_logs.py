"""Nothing in a log opens anything."""

import io
import logging

import pytest

from config.logs import WithoutSecrets, blot

LINES = {
    "a query string": ("Not Found: /plan/?grade=2&name=Rob", "Not Found: /plan/?…"),
    "a therapist's link": ("GET /go/abc123/ 200", "GET /go/…/ 200"),
    "a stop link": ("/stop/abc123/", "/stop/…/"),
    "a calendar": ("/calendar/abc123.ics", "/calendar/…"),
    "a whole address": ("see https://clinic.example/go/abc/?x=1 now", "see https://clinic.example/go/…/?… now"),
    "words that only look alike": ("are you ready to go/stop?", "are you ready to go/stop?"),
    "an address without keys": ("/exercises/heel-drop/", "/exercises/heel-drop/"),
}


@pytest.mark.parametrize(("line", "expected"), LINES.values(), ids=LINES)
def test_blot(line, expected):
    assert blot(line) == expected


def test_the_handler_blots_arguments_too():
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(WithoutSecrets())
    logger = logging.Logger("test")
    logger.addHandler(handler)
    logger.warning("%s: %s", "Not Found", "/go/abc123/")
    assert stream.getvalue() == "Not Found: /go/…/\n"
