"""Writes the check into the session, and nowhere else: no row of ours, no log line, no file."""

from datetime import datetime
from typing import Any

import msgspec
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore

from programs.models.checks import Check, Earlier
from programs.selectors.kept import KEY, LIFE, found_in

MOST_KEPT = 50
# Answers by name: a new one is put among the others, not in place of them.
BY_NAME = ("ticks", "more", "points")
# Steps whose answers change nothing about the plan.
OF_NO_PLAN = ("country",)


def record(*, session: SessionBase, step: str, said: dict[str, Any], now: datetime, lost: bool = False) -> Check:
    """Put what *step* said into the check of *session*, which lives for two hours from *now*.

    An answer given before stays on record beside the new one; the same answer again changes nothing
    but the time. *lost*: the first answer kept is not the first that was given.
    """
    found = found_in(session, now)
    old = found.check or Check(answered_at=0, lost=lost, unread=found.damaged)
    new = {name: getattr(old, name) | value if name in BY_NAME else value for name, value in said.items()}
    earlier = old.earlier
    before = _said_before(old, said)
    if before:
        earlier = (*earlier, Earlier(step, before, int(now.timestamp())))[-MOST_KEPT:]
    if "reached" not in said and step not in OF_NO_PLAN and msgspec.structs.replace(old, **new) != old:
        new["reached"] = None  # it was said of another plan
    check = msgspec.structs.replace(old, **new, earlier=earlier, answered_at=int(now.timestamp()))
    session[KEY] = msgspec.to_builtins(check)
    session.set_expiry(int(LIFE.total_seconds()))
    return check


def start_anew(*, session: SessionBase) -> None:
    """Forget every answer of the check in *session*; a session that held nothing else ends."""
    session.pop(KEY, None)
    session.pop("_session_expiry", None)
    if not session.keys():
        session.flush()


def forget_old() -> None:
    """Delete every session whose time has run out from the database."""
    SessionStore.clear_expired()


def _said_before(old: Check, said: dict[str, Any]) -> dict[str, Any]:
    """What *old* had answered and *said* changes, as it is kept."""
    kept = msgspec.to_builtins(old)
    news = msgspec.to_builtins(said)
    nothing = msgspec.to_builtins(Check(answered_at=0))
    before: dict[str, Any] = {}
    for name, value in news.items():
        if name in BY_NAME:
            changed = {key: kept[name][key] for key in value if key in kept[name] and kept[name][key] != value[key]}
            before |= {name: changed} if changed else {}
        elif kept[name] not in (value, nothing[name]):
            before[name] = kept[name]
    return before
