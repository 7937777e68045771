"""Data files read entry by entry, so that one look finds every fault in them."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from rehab.fault import BadFileError, Fault, refuse

T = TypeVar("T")

# What a data file may be at most. Ours stay far below; beyond, something is wrong with the file.
MOST_BYTES = 1_000_000
MOST_DOTS_A_LINE = 100
DEEPEST = 12
MOST_ENTRIES = 1_000
LARGEST_NUMBER = 1_000_000
SCHEMA = 1
BOM = "\ufeff"


def read_values(path: Path, *, shown_as: str) -> dict[str, Any]:
    """The tables of one TOML file. BadFileError, with the file *shown_as*, when it is missing, no
    ordinary file, too large, not UTF-8 or not TOML, or holds what no data file of ours may.
    """
    try:
        values = tomllib.loads(_text(path))
    except RecursionError as problem:
        raise BadFileError([_too_deep(shown_as, "whole file")]) from problem
    except (OSError, ValueError) as problem:
        raise BadFileError([Fault(shown_as, "whole file", *_unread(problem))]) from problem
    refuse(_unfit(shown_as, values))
    return values


def _unread(problem: OSError | ValueError) -> tuple[str, str]:
    """Problem and cure of a file that could not be read."""
    if isinstance(problem, _UnfitError):
        return problem.problem, problem.cure
    if isinstance(problem, OSError | UnicodeDecodeError | tomllib.TOMLDecodeError):
        return str(problem), "Save it as UTF-8 TOML."
    return "has a number, day or time that cannot be read", f"Write numbers of {LARGEST_NUMBER} at most."


class _UnfitError(ValueError):
    """A file that is not read, with the cure."""

    def __init__(self, problem: str, cure: str) -> None:
        super().__init__(problem)
        self.problem, self.cure = problem, cure


def _text(path: Path) -> str:
    """The text of an ordinary file of ordinary size."""
    if path.exists() and not path.is_file():
        raise _UnfitError("is no ordinary file", "Put a TOML file in its place.")
    with path.open("rb") as file:
        raw = file.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise _UnfitError("is larger than 1 MB", "Keep what a protocol needs, and no more.")
    text = raw.decode("utf-8")
    if text.startswith(BOM):
        raise _UnfitError("begins with a byte order mark", "Save it as UTF-8 without BOM.")
    if any(line.count(".") > MOST_DOTS_A_LINE for line in text.splitlines()):
        raise _UnfitError(f"has a line with more than {MOST_DOTS_A_LINE} dots", "Write tables of their own.")
    return text


def _too_deep(shown_as: str, entry: str) -> Fault:
    return Fault(shown_as, entry, f"is nested deeper than {DEEPEST} tables or lists", "Write it flatter.")


def _unfit(shown_as: str, values: dict[str, Any]) -> Iterator[Fault]:
    """What no data file may hold: depth and length without end, signs nobody sees, absurd numbers."""
    schema = values.get("schema", SCHEMA)
    if type(schema) is not int or schema != SCHEMA:
        yield Fault(shown_as, "schema", f"is not {SCHEMA}", f"Write schema = {SCHEMA}.")
    waiting: list[tuple[str, Any, int]] = [("", values, 0)]
    while waiting:
        entry, value, depth = waiting.pop()
        if depth > DEEPEST:
            yield _too_deep(shown_as, entry)
            continue
        if len(value) > MOST_ENTRIES:
            problem = f"has {len(value)} entries"
            yield Fault(shown_as, entry or "whole file", problem, f"Keep {MOST_ENTRIES} at most.")
            continue
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value, 1):
            if isinstance(key, str) and not key.isprintable():
                problem = f"has a key of signs nobody sees: {key!r:.80}"
                yield Fault(shown_as, entry or "whole file", problem, "Write a plain key.")
            elif isinstance(inner, dict | list):
                waiting.append((f"{entry}.{key}" if entry else f"{key}", inner, depth + 1))
            elif found := _unfit_value(inner):
                yield Fault(shown_as, f"{entry}.{key}" if entry else f"{key}", *found)


def _unfit_value(value: object) -> tuple[str, str] | None:
    """What is wrong with one value, and its cure; None when it may be read on."""
    if isinstance(value, str) and not value.isprintable():
        return f"has signs nobody sees: {value!r:.80}", "Write plain text on one line."
    if isinstance(value, int | float) and not abs(value) <= LARGEST_NUMBER:
        return "is no number anybody can use", f"Write a number of {LARGEST_NUMBER} at most."
    return None


class Table:
    """The tables of one TOML file and the faults found in it so far.

    *shown_as* is how messages name the file. BadFileError as `read_values` has it.
    """

    def __init__(self, path: Path, *, shown_as: str) -> None:
        self.shown_as = shown_as
        self.faults: list[Fault] = []
        self.values = read_values(path, shown_as=shown_as)

    def fault(self, entry: str, problem: str, cure: str) -> None:
        """Note one fault of this file."""
        self.faults.append(Fault(self.shown_as, entry, problem, cure))

    def one(self, key: str, kind: type[T]) -> T | None:
        """The value under *key* as a *kind*; None, and a fault, when it is missing or wrong."""
        return self._convert(key, self.values.get(key), kind)

    def entries(self, key: str, kind: type[T]) -> tuple[T, ...]:
        """Every good entry of the list *key* as a *kind*; each bad one is a fault of its own."""
        rows = self.values.get(key)
        if not isinstance(rows, list) or not rows:
            self.fault(key, "has no entries", f"Write at least one [[{key}]].")
            return ()
        found = [self._convert(entry_name(key, place, row), row, kind) for place, row in enumerate(rows, 1)]
        return tuple(value for value in found if value is not None)

    def only(self, *keys: str) -> None:
        """Note a fault for every table this file should not have."""
        for key in sorted(set(self.values) - set(keys)):
            self.fault(key, "is not known here", f"Remove it; known are {', '.join(keys)}.")

    def _convert(self, entry: str, value: object, kind: type[T]) -> T | None:
        try:
            return msgspec.convert(value, kind, strict=True)
        except msgspec.ValidationError as problem:
            self.fault(entry, str(problem), "Correct the key named there, the entry itself being '$'.")
            return None


def entry_name(key: str, place: int, row: object) -> str:
    """How messages name an entry: by its id or rule, else by its place in the list, from 1."""
    name = row.get("id") or row.get("rule") if isinstance(row, dict) else None
    return f"{key} '{name}'" if name else f"{key} {place}"
