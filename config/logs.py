"""Logs tell what happened, never who asked or with which key: query strings and tokens are blotted out."""

import logging
import re
from typing import Any

from gunicorn.glogging import Logger

# Addresses whose next part is a key that opens something.
KEYED = re.compile(r"/(go|stop|calendar)/[^/\s\"'?]+")
QUERY = re.compile(r"(/[^\s\"'?]*)\?[^\s\"']+")


def blot(text: str) -> str:
    """*text* with the query strings of addresses, and the keys within them, replaced by dots."""
    return QUERY.sub(r"\1?…", KEYED.sub(r"/\1/…", text))


class WithoutSecrets(logging.Filter):
    """Rewrites each record's finished message, so that no argument slips past."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = blot(record.getMessage()), ()
        return True


class AccessLogger(Logger):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn's logger, with keys blotted out of the path."""

    def atoms(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        atoms: dict[str, Any] = super().atoms(*args, **kwargs)
        atoms["U"] = blot(atoms["U"] or "")
        return atoms
