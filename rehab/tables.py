"""Data files read entry by entry, so that one look finds every fault in them."""

import tomllib
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from rehab.fault import BadFileError, Fault

T = TypeVar("T")


class Table:
    """The tables of one TOML file and the faults found in it so far.

    *shown_as* is how messages name the file. BadFileError when it is missing, not UTF-8 or not TOML.
    """

    def __init__(self, path: Path, *, shown_as: str) -> None:
        self.shown_as = shown_as
        self.faults: list[Fault] = []
        try:
            self.values: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
            fault = Fault(shown_as, "whole file", str(problem), "Save it as UTF-8 TOML.")
            raise BadFileError([fault]) from problem

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
