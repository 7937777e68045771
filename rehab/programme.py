"""The finished plan as a value: ids and numbers, frozen. Words are rendered on reading."""

import datetime

import msgspec

from rehab.dose import Dose
from rehab.reason import Reason
from rehab.vocabulary import Basis, Kind, Route


class Bout(msgspec.Struct, frozen=True):
    """Run so many minutes, walk so many, that often."""

    run_minutes: int
    walk_minutes: int
    times: int

    @property
    def minutes(self) -> int:
        """Running and walking together, in minutes."""
        return (self.run_minutes + self.walk_minutes) * self.times


class Item(msgspec.Struct, frozen=True):
    """One exercise of a day at its dose, with the reason it is there at that dose."""

    exercise: str
    dose: Dose
    why: Reason
    optional: bool = False
    times_per_day: int = 1
    bouts: tuple[Bout, ...] = ()


class Test(msgspec.Struct, frozen=True):
    """A gate's criterion that is tried on *day*."""

    __test__ = False

    day: int
    phase: str
    criterion: str


class Day(msgspec.Struct, frozen=True):
    """What one day holds, in the order of the session.

    *day* counts whole days since the injury. *minutes* is the session as section "Minutes" of
    `docs/engine.md` counts it. *date* is None where nobody said when the injury was.
    """

    day: int
    phase: str
    kind: Kind
    minutes: int
    items: tuple[Item, ...]
    tests: tuple[Test, ...] = ()
    notices: tuple[Reason, ...] = ()
    date: datetime.date | None = None


class Notice(msgspec.Struct, frozen=True):
    """Something to know before starting: *level* is info, advise, confirm or stop."""

    level: str
    why: Reason


class Week(msgspec.Struct, frozen=True):
    """Seven days: days `7 * (number - 1)` to `7 * number - 1` after the injury."""

    number: int
    days: tuple[Day, ...]
    notices: tuple[Notice, ...] = ()

    @property
    def phases(self) -> tuple[str, ...]:
        """The phases the week holds, in the order they are met, each once."""
        return tuple(dict.fromkeys(day.phase for day in self.days))

    @property
    def tests(self) -> tuple[Test, ...]:
        """Every test of the week, by day."""
        return tuple(test for day in self.days for test in day.tests)


class Programme(msgspec.Struct, frozen=True):
    """A course of weeks under one protocol, for one situation."""

    protocol: str
    version: str
    grade: int
    focus: str
    cleared_on_day: int | None
    basis: Basis
    weeks: tuple[Week, ...]

    @property
    def days(self) -> tuple[Day, ...]:
        """All days in order."""
        return tuple(day for week in self.weeks for day in week.days)


class NoPlan(msgspec.Struct, frozen=True):
    """The answer in place of a plan: where to go, which answers say so, and why."""

    route: Route
    flags: tuple[str, ...]
    why: Reason
