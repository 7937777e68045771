"""Nothing in a log opens anything."""

import io
import json
import logging
import os
import socket
import subprocess
import sys
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.logs import AsJson, WithoutSecrets, blot, blot_path, format_for, place_of
from tests.servers import ROOT, free_port, listens, wait_until

LINES = {
    "a query string": ("Not Found: /plan/?grade=2&name=Rob", "Not Found: /plan/?…"),
    "a therapist's link": ("GET /go/abc123/ 200", "GET /go/…/ 200"),
    "an invitation": ("POST /join/abc123/ 302", "POST /join/…/ 302"),
    "a link to share by": ("POST /share/abc123/ 302", "POST /share/…/ 302"),
    "a stop link": ("/stop/abc123/", "/stop/…/"),
    "a link to sign in": ("POST /accounts/link/abc123/ 302", "POST /accounts/link/…/ 302"),
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


PATHS = {
    "an address": ("/plan/", "/plan/"),
    "a file": ("/static/strideback/app.1a2b.css", "/static/strideback/app.1a2b.css"),
    "a key": ("/go/abc123/", "/go/…"),
    "a query that was hidden in the path": ("/plan/?age=44 and more", "/plan/…"),
    "answers written as a path": ("/plan/age=44", "/plan/age…"),
    "a line that would be another line": ("/plan/\n2026 ERROR", "/plan/…"),
}


@pytest.mark.parametrize(("path", "expected"), PATHS.values(), ids=PATHS)
def test_blot_path(path, expected):
    assert blot_path(path) == expected


def fail(kind: type[Exception]) -> None:
    try:
        int("Rob, 44")
    except ValueError as fault:
        raise kind("Rob is 44") from fault


def failure_of(kind: type[Exception]) -> Exception:
    with pytest.raises(kind) as caught:
        fail(kind)
    return caught.value


def test_of_a_failure_the_place_is_told_and_not_what_somebody_wrote():
    told = place_of(failure_of(KeyError))
    assert "in fail\n" in told
    assert told.endswith("\nbuiltins.KeyError")
    assert "builtins.ValueError" in told
    assert "Rob is" not in told.replace('raise kind("Rob is 44") from fault', "")


def test_of_a_failure_of_our_own_wiring_the_message_is_told():
    assert place_of(failure_of(ImproperlyConfigured)).endswith("ImproperlyConfigured: Rob is 44")


ASKED = {
    "bytes of no encoding": b"GET /plan/?rob-is-44=\xff\xfe and=rob-is-44 HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "letters that were not encoded": "GET /plan/?who=Röb rob-is-44 HTTP/1.1\r\nHost: localhost\r\n\r\n".encode(),
    "a strange host": b"GET / HTTP/1.1\r\nHost: rob-is-44.example\r\n\r\n",
    "a host that is none": b"GET /?rob-is-44 HTTP/1.1\r\nHost: ?rob-is-44 'x\r\n\r\n",
    "a header that is none": b"GET / HTTP/1.1\r\nHost: localhost\r\nrob is: rob-is-44\r\n\r\n",
    "a long line": b"GET /?" + b"rob-is-44" * 900 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "no version": b"GET /rob-is-44 HTTP/rob-is-44\r\n\r\n",
    "a path that hides a query": b"GET /nowhere/%3Frob-is-44%0Arob-is-44 HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a method of one's own": b"ROB-IS-44 / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a token and a cookie": b"POST /plan/?rob-is-44 HTTP/1.1\r\nHost: localhost\r\nCookie: csrftoken=rob-is-44\r\n"
    b"Referer: http://rob-is-44.example/\r\nContent-Length: 0\r\n\r\n",
    "an ordinary question": b"GET /plan/?grade=rob-is-44 HTTP/1.1\r\nHost: localhost\r\nUser-Agent: rob-is-44\r\n\r\n",
}


def test_nothing_that_comes_over_the_wire_is_in_the_log(tmp_path):
    port = free_port()
    environment = os.environ | {"VAR_DIR": str(tmp_path), "PORT": str(port), "WEB_CONCURRENCY": "1"}
    prepare = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
    subprocess.run(prepare, cwd=ROOT, env=environment, check=True, timeout=60)
    command = [sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py", "config.wsgi"]
    log = tmp_path / "log"
    with log.open("w") as file:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=file, stderr=file)
    try:
        wait_until(lambda: listens(port), seconds=30, what="gunicorn")
        for name, asked in ASKED.items():
            with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
                line.sendall(asked)
                answer = line.recv(100)
            assert answer.startswith(b"HTTP/1.1 4"), name
    finally:
        server.terminate()
        server.wait(timeout=20)
    said = log.read_text()
    assert "rob" not in said.lower()
    assert "Traceback" not in said
    assert "127.0.0.1 " not in said
    assert "A request that is no HTTP was refused" in said
    assert "A request was refused (DisallowedHost)" in said
    assert "Not Found: /nowhere/…" in said
    lines = [json.loads(line) for line in said.splitlines()]
    requests = [(line["method"], line["path"], line["status"]) for line in lines if line["from"] == "gunicorn.access"]
    assert ("GET", "/plan/", 400) in requests
    assert all(sorted(line) == ACCESS for line in lines if line["from"] == "gunicorn.access"), "and nothing else"


ACCESS = sorted(["at", "level", "from", "method", "path", "status", "bytes", "ms"])


def as_json(*said: object, failure: Exception | None = None) -> list[dict[str, str]]:
    """What a handler of ours writes, line by line."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(WithoutSecrets())
    handler.setFormatter(AsJson())
    logger = logging.Logger("programs.post")
    logger.addHandler(handler)
    logger.error(*said, exc_info=failure)
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_as_json_each_record_is_one_line_with_the_place_of_its_failure_and_no_word_of_it():
    (line,) = as_json("two\nlines at %s", "/stop/abc/", failure=failure_of(KeyError))
    assert (line["level"], line["from"], line["said"]) == ("ERROR", "programs.post", "two\nlines at /stop/…/")
    assert datetime.fromisoformat(line["at"]).utcoffset() == timedelta(0)
    assert line["failure"].endswith("\nbuiltins.KeyError")
    assert "Rob is" not in line["failure"].replace('raise kind("Rob is 44") from fault', "")


FORMATS = {
    "production": ({}, "json"),
    "production, said": ({"DEBUG": "0"}, "json"),
    "developing": ({"DEBUG": "True"}, "plain"),
    "production that wants plain lines": ({"LOG_FORMAT": " plain "}, "plain"),
    "developing with JSON": ({"DEBUG": "1", "LOG_FORMAT": "json"}, "json"),
}


@pytest.mark.parametrize(("environment", "expected"), FORMATS.values(), ids=FORMATS)
def test_the_format_of(environment, expected):
    assert format_for(environment) == expected
