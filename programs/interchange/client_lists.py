"""A list of people as spreadsheets write it: bytes or pasted text to lines of cells. What a cell means is not known
here.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import islice

import msgspec
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rehab.asking import shown

MOST_LINES = 500
MOST_BYTES = 2**20
LONGEST_CELL = 2000
SEPARATORS = {",": gettext_lazy("commas"), ";": gettext_lazy("semicolons"), "\t": gettext_lazy("tabs")}
# Excel writes this line, and reads it, where its own separator is another one.
_SAID_BY_EXCEL = re.compile(r"sep=([,;\t])\r?\n", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*(?:"|$)')
# How files begin that are no text: a workbook of Excel or LibreOffice, an old one of Excel, a PDF.
NO_TEXT = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class UnreadableListError(ValueError):
    """A list that cannot be taken apart; its text says where, what was found and what to do instead."""


class Line(msgspec.Struct, frozen=True):
    """Somebody in a list: the *number* of the line where they begin, from 1, and what stands in each column."""

    number: int
    cells: tuple[str, ...]


class Listed(msgspec.Struct, frozen=True):
    """The names of the columns, and a line for each person; every line has as many cells as there are columns."""

    columns: tuple[str, ...]
    lines: tuple[Line, ...]


def text_in(raw: bytes) -> str:
    """The text of a file in UTF-8, with or without a mark at its head. UnreadableListError for any other file."""
    save = _("Save it as “CSV UTF-8”, and send that.")
    if raw.startswith(NO_TEXT):
        raise UnreadableListError(_("The file is no list in plain text.") + " " + save)
    if raw.startswith(UTF_16):
        raise UnreadableListError(_("The file is written in UTF-16.") + " " + save)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = raw.count(b"\n", 0, fault.start) + 1
        told = _("Line %(line)s of the file has letters that are not written in UTF-8.") % {"line": line}
        raise UnreadableListError(f"{told} {save}") from fault


def listed_in(text: str, columns: Sequence[str] = ()) -> Listed:
    """The people in *text*. Its first line names the columns, unless *columns* does.

    Cells stand between commas, semicolons or tabs, whichever the first line has most of, and may be quoted. Empty lines
    count as lines and are nobody. UnreadableListError for what is no such list, or a longer one.
    """
    text = text.removeprefix("\ufeff")
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise UnreadableListError(_("Line %(line)s has an empty byte in it: this is no text.") % {"line": line})
    said = _SAID_BY_EXCEL.match(text)
    separator = said[1] if said else _separator_of(text)
    body, before = (text[said.end() :], 1) if said else (text, 0)
    rows = _rows(body, separator, before)
    if not columns:
        head = next(rows, None)
        if head is None:
            raise UnreadableListError(_("The list is empty. Its first line names the columns."))
        columns = head.cells
    lines = tuple(_fitted(row, len(columns), separator) for row in islice(rows, MOST_LINES + 1))
    if len(lines) > MOST_LINES:
        raise UnreadableListError(_("The list has more than %(most)s people. Send it in parts.") % {"most": MOST_LINES})
    if not lines:
        raise UnreadableListError(_("The list names columns and nobody below them."))
    return Listed(tuple(columns), lines)


def _separator_of(text: str) -> str:
    """What parts the cells of the first line that says anything: the most frequent outside of quotes."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    bare = _QUOTED.sub("", first)
    return max(SEPARATORS, key=bare.count)


def _rows(text: str, separator: str, before: int) -> Iterator[Line]:
    """Each row that says anything, with the line that it begins on; *before* are lines in front of *text*."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        begins = before + reader.line_num + 1
        try:
            row = next(reader, None)
        except csv.Error as fault:
            told = _(
                "From line %(line)s on, quotes do not match, or a cell has no end. Each quote that opens also closes."
            )
            raise UnreadableListError(told % {"line": begins}) from fault
        if row is None:
            return
        cells = tuple(cell.strip() for cell in row)
        if not any(cells):
            continue
        long = max(cells, key=len)
        if len(long) > LONGEST_CELL:
            told = _("Line %(line)s has a cell of %(given)s letters, which begins with %(cell)s. At most %(most)s.")
            words = {"line": begins, "given": len(long), "cell": shown(long), "most": LONGEST_CELL}
            raise UnreadableListError(told % words)
        yield Line(begins, cells)


def _fitted(row: Line, columns: int, separator: str) -> Line:
    """*row* with as many cells as there are columns: empty ones at its end are added, or left out."""
    more = [cell for cell in row.cells[columns:] if cell]
    if more:
        told = _(
            "Line %(line)s has %(given)s cells, parted by %(separator)s, and there are %(columns)s columns. "
            "%(cell)s is one too many."
        )
        parted, many = str(SEPARATORS[separator]), len(row.cells)
        words = {"line": row.number, "given": many, "separator": parted, "columns": columns, "cell": shown(more[0])}
        raise UnreadableListError(told % words)
    return Line(row.number, (*row.cells[:columns], *[""] * (columns - len(row.cells))))
