"""What somebody has answered in the safety check: one value, kept in the session and in no table.

Facts alone: what follows from them is worked out on reading, so that no outcome can outlive its
answers. A new shape gets a new `VERSION`; what is kept in another one is not read.
"""

from datetime import date
from typing import Any

import msgspec

VERSION = 3


class About(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The set-up: sore *leg* (left, right or nothing), *kit*, *signs* that point to a muscle."""

    leg: str
    kit: tuple[str, ...]
    signs: tuple[str, ...] = ()
    weekly_run_minutes: int | None = None


class Earlier(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What *step* had said before it was answered anew, *at* a moment in seconds since 1970."""

    step: str
    said: dict[str, Any]
    at: int


class Check(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The answers so far; *answered_at* is the last answer's moment in seconds since 1970.

    *ticks* are flags by screen, an empty list for "None of these". *more* are yes and no of what is
    asked of some. *grade* is one that is known, *by_questions* tells that it is asked for instead,
    *points* the answers by question, *grade_read* that the guess has been shown and taken.
    *examined_on* is None before the question and where nobody has looked yet (*more* tells which).
    *reached* is the furthest phase whose gate is said to be passed, "" for none; None where that was not asked.
    *lost*: answers before the first of these are gone. *unread*: they stood in a form that could not be read, and may
    have sent somebody away. *earlier* keeps what was changed.
    """

    answered_at: int
    version: int = VERSION
    ticks: dict[str, tuple[str, ...]] = {}
    injured_on: date | None = None
    previous_strain: bool = False
    age: int | None = None
    more: dict[str, bool] = {}
    examined_on: date | None = None
    grade: int | None = None
    by_questions: bool = False
    points: dict[str, int] = {}
    grade_read: bool = False
    about: About | None = None
    reached: str | None = None
    country: str = ""
    lost: bool = False
    unread: bool = False
    earlier: tuple[Earlier, ...] = ()

    @property
    def flags(self) -> frozenset[str]:
        """Every flag ticked on a screen, and those that an answer about the grade opened again and a yes confirmed."""
        ticked = {flag for flags in self.ticks.values() for flag in flags}
        return frozenset(ticked | {name for name, yes in self.more.items() if yes and name.startswith("rf")})
