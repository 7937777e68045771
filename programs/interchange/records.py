"""A clinic's records as a file: a zip archive of tables for spreadsheets and of JSON, written piece by piece.

No cell of a table is a formula to the program that opens it: what somebody typed is only ever text.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from io import RawIOBase, StringIO
from typing import Any
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import msgspec

# What makes a spreadsheet run a cell, in the wide writing of East Asia too.
RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "|", "%")
# Where lists are parted by semicolons, a spreadsheet begins a cell after each one, and a quote may open it.
_WITHIN = re.compile(r"([;\r\n][\s\"']*)(?=[" + re.escape("".join(RUNS)) + "])")
# So that a spreadsheet reads letters as they are meant.
MARK = "\ufeff"
ROWS_AT_ONCE = 200
READABLE_BY_OWNER = 0o600 << 16
Cell = str | int | bool | date | datetime | UUID | None
Part = tuple[str, Iterable[bytes]]


class Outlet(RawIOBase):
    """Takes what a `ZipFile` writes, until it is fetched."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def fetch(self) -> bytes:
        """What was written since the last time."""
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


def zipped(parts: Iterable[Part], *, at: datetime) -> Iterator[bytes]:
    """A zip archive of *parts*, each a name and its pieces, all dated *at*: piece by piece, as they are made."""
    outlet = Outlet()
    with ZipFile(outlet, "w") as archive:
        for name, pieces in parts:
            entry = ZipInfo(name, at.timetuple()[:6])
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, READABLE_BY_OWNER
            with archive.open(entry, "w", force_zip64=True) as member:
                for piece in pieces:
                    member.write(piece)
                    if ready := outlet.fetch():
                        yield ready
    yield outlet.fetch()


def as_table(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """*rows* below *columns* as CSV, some at a time."""
    text = StringIO()
    writer = csv.writer(text)
    text.write(MARK)
    writer.writerow([cell_of(name) for name in columns])
    for number, row in enumerate(rows, 1):
        writer.writerow([cell_of(value) for value in row])
        if number % ROWS_AT_ONCE == 0:
            yield _taken(text)
    yield _taken(text)


def cell_of(value: Cell) -> str:
    """*value* as a cell: moments and days in the order of ISO 8601, text with an apostrophe before what would run."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if not isinstance(value, str):
        return str(value)
    text = _WITHIN.sub(r"\1'", value)
    return f"'{text}" if text.lstrip(" ").startswith(RUNS) else text


def as_json(value: Any) -> bytes:
    """*value* as JSON that people can read; the same value gives the same bytes."""
    return msgspec.json.format(msgspec.json.encode(value, order="deterministic"), indent=1) + b"\n"


def _taken(text: StringIO) -> bytes:
    piece = text.getvalue().encode()
    text.seek(0)
    text.truncate()
    return piece
