"""A runner's archive as a file: JSON in a fixed order, so that the same diaries are the same bytes."""

import re
from typing import Any

import msgspec

from rehab.archive import Archive
from rehab.asking import BadAnswersError, Wrong, shown

MOST_BYTES = 20 * 1024 * 1024
# PostgreSQL keeps no NUL, and no text of ours has one.
NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")
THE_FILE = "the file"


def archive_as_bytes(archive: Archive) -> bytes:
    """*archive* as its file; the same value gives the same bytes."""
    return msgspec.json.format(msgspec.json.encode(archive, order="deterministic"), indent=1) + b"\n"


def archive_from(raw: bytes) -> Archive:
    """The archive that *raw* is. BadAnswersError for what is too long, no JSON, not of this shape, or holds a key that
    nothing here reads: nobody is to believe something was taken in that was dropped.
    """
    if len(raw) > MOST_BYTES:
        raise _refusal(f"{len(raw)} bytes", f"at most {MOST_BYTES}")
    if NUL.search(raw):
        raise _refusal("a NUL", "text without it")
    try:
        archive = msgspec.json.decode(raw, type=Archive)
        given = msgspec.json.decode(raw)
    except RecursionError:
        raise _refusal("values within values within values", "an archive made by “Download”") from None
    except (msgspec.MsgspecError, UnicodeDecodeError, ValueError) as problem:
        raise _refusal(str(problem), "an archive made by “Download”") from None
    stray = _stray(given, msgspec.to_builtins(archive, str_keys=True), "$")
    if stray:
        raise _refusal(stray, "the names that “Download” writes, and no other")
    return archive


def _refusal(given: str, allowed: str) -> BadAnswersError:
    return BadAnswersError([Wrong(THE_FILE, shown(given) if len(given) < 40 else _short(given), allowed)])


def _short(given: str) -> str:
    """A longer *given*: what the reader said is wrong, and where."""
    return " ".join(shown(part) for part in given[:200].split())


def _stray(given: Any, read: Any, place: str) -> str:
    """The place of the first key of *given* that *read* has lost; empty when there is none."""
    if isinstance(given, dict) and isinstance(read, dict):
        for key, value in given.items():
            if key not in read:
                return f"{place}.{key}"
            if found := _stray(value, read[key], f"{place}.{key}"):
                return found
    elif isinstance(given, list) and isinstance(read, list | tuple):
        for number, value in enumerate(given[: len(read)]):
            if found := _stray(value, read[number], f"{place}[{number}]"):
                return found
    return ""
