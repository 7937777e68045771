"""Logs tell what happened, never who asked or with which key.

Query strings, keys in addresses and whatever a stranger wrote into a request are blotted out; of a failure the place
stays, and of its message what cannot have come from a person.
"""

import json
import logging
import re
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from http import HTTPMethod, HTTPStatus
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from gunicorn.glogging import Logger

# Addresses whose next part is a key that opens something.
KEYED = re.compile(r"/(go|join|share|stop|calendar|accounts/link)/[^/\s\"'?]+")
QUERY = re.compile(r"(/[^\s\"'?]*)\?[^\s\"']+")
# From the first letter on that no address of ours has, a path may be anything somebody typed.
ODD = re.compile(r"[^A-Za-z0-9/._~-].*", re.DOTALL)

# gunicorn's own words about requests, with the whole request behind them.
INVALID = "Invalid request from"
FAILED = "Error handling request"

PLAIN, JSON = "plain", "json"
YES = frozenset({"1", "true", "yes", "on"})

# Failures that are about our own wiring, so that their message may be told.
OURS = (ImproperlyConfigured, ImportError, SyntaxError)


def blot(text: str) -> str:
    """*text* with the query strings of addresses, and the keys within them, replaced by dots."""
    return QUERY.sub(r"\1?…", KEYED.sub(r"/\1/…", text))


def blot_path(path: str) -> str:
    """The part of *path* that looks like an address of ours, without keys."""
    return ODD.sub("…", KEYED.sub(r"/\1/…", path))


class WithoutSecrets(logging.Filter):
    """Rewrites each record's finished message and failure, so that no argument slips past."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = told(record), ()
        if isinstance(record.exc_info, tuple) and record.exc_info[1]:
            record.exc_text = place_of(record.exc_info[1])
        return True


def told(record: logging.LogRecord) -> str:
    """What *record* says, without anything a stranger wrote."""
    if record.name.startswith("django.security") and record.name != "django.security.csrf":
        # Named after the rule that was broken; the message repeats what broke it, and so does the failure.
        record.exc_info = record.exc_text = None
        return f"A request was refused ({record.name.rpartition('.')[2]})"
    if record.name == "celery.app.trace" and isinstance(task := getattr(record, "data", None), dict):
        return f"Task {task.get('name')} {task.get('description')}"
    if (request := getattr(record, "request", None)) is not None and hasattr(request, "path"):
        return f"{phrase(getattr(record, 'status_code', 0))}: {blot_path(request.path)}"
    message = record.getMessage()
    if record.name.startswith("gunicorn"):
        if message.startswith(INVALID):
            return "A request that is no HTTP was refused"
        if message.startswith(FAILED):
            return FAILED
    return blot(message)


def phrase(status: int) -> str:
    """The standard's words for *status*."""
    return HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else "Request"


def place_of(failure: BaseException) -> str:
    """The traceback of *failure*, with the messages of it and its causes left out where they may tell of a person."""
    lines: list[str] = []
    chain: list[BaseException] = []
    current: BaseException | None = failure
    while current is not None and current not in chain:
        chain.append(current)
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    for one in reversed(chain):
        name = f"{type(one).__module__}.{type(one).__qualname__}"
        lines += ["Traceback (most recent call last):\n", *traceback.format_tb(one.__traceback__)]
        lines.append(f"{name}: {blot(str(one))}\n" if isinstance(one, OURS) else f"{name}\n")
    return "".join(lines).rstrip("\n")


class AsJson(logging.Formatter):
    """A record as one line of JSON: when, how bad, from where, what, and of a failure its place."""

    def format(self, record: logging.LogRecord) -> str:
        said: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "from": record.name,
        }
        if isinstance(record.args, Mapping):  # one request, by gunicorn
            atoms: Mapping[str, Any] = record.args
            said |= {"method": atoms["m"], "path": atoms["U"], "status": int(atoms["s"])}
            said |= {"bytes": int(atoms["B"] or 0), "ms": int(atoms["M"])}
        else:
            said["said"] = record.getMessage()
        if record.exc_text:
            said["failure"] = record.exc_text
        return json.dumps(said, ensure_ascii=False)


def format_for(environment: Mapping[str, str]) -> str:
    """How a process with that *environment* writes its log: as LOG_FORMAT says, else for people while developing and
    for programs in production.
    """
    default = PLAIN if environment.get("DEBUG", "").strip().lower() in YES else JSON
    return environment.get("LOG_FORMAT", "").strip() or default


def logging_as(form: str) -> dict[str, Any]:
    """Django's description of where logs go: to the terminal, in that *form*."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"without_secrets": {"()": "config.logs.WithoutSecrets"}},
        "formatters": {
            PLAIN: {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"},
            JSON: {"()": "config.logs.AsJson"},
        },
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": form, "filters": ["without_secrets"]},
        },
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            # Django's own handlers would mail whole requests, and print them a second time.
            "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
            "programs": {"level": "INFO"},
        },
    }


class AccessLogger(Logger):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn's logger: odd methods and paths are blotted out, and what it says about requests."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.addFilter(WithoutSecrets())

    def atoms(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        atoms: dict[str, Any] = super().atoms(*args, **kwargs)
        atoms["U"] = blot_path(atoms["U"] or "")
        atoms["m"] = atoms["m"] if atoms["m"] in HTTPMethod.__members__ else "…"
        return atoms


class JsonLogger(AccessLogger):
    """The same, each line as JSON."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in [*self.error_log.handlers, *self.access_log.handlers]:
            handler.setFormatter(AsJson())
