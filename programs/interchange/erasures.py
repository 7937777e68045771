"""The list of erasures as a text: a line for each, its mark and when it was. It names nobody."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from rehab.asking import shown

LINE = re.compile(r"([0-9a-f]{64})(?:\s+\S+)?")


def lines_of(erasures: Iterable[tuple[str, datetime]]) -> Iterator[str]:
    """A line for each mark and moment."""
    for mark, at in erasures:
        yield f"{mark} {at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def marks_from(text: str) -> list[str]:
    """The marks that such a *text* lists; ValueError names the first line that is none. Blank lines do not count."""
    marks = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        found = LINE.fullmatch(line.strip())
        if found is None:
            raise ValueError(f"line {number}, {shown(line[:80])}, is no line that `erasures` prints.")
        marks.append(found[1])
    return marks
