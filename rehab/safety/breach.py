"""What a check says when a plan is not safe."""

from collections.abc import Iterator

import msgspec

Broken = tuple[int | None, str]
Findings = Iterator[Broken]


class Breach(msgspec.Struct, frozen=True, order=True):
    """One invariant broken: which, on which day since the injury (None: not about a day), and how."""

    invariant: str
    day: int | None
    what: str

    def __str__(self) -> str:
        where = "" if self.day is None else f" on day {self.day}"
        return f"{self.invariant}{where}: {self.what}"
