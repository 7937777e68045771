"""How one telling of the coming days differs from another: doses, days, phases, and when running may start."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

import msgspec

from rehab.hoped import DayAhead, Hopes
from rehab.state import Entry
from rehab.vocabulary import Kind

OFF_THE_LADDER = 1000


class Way(StrEnum):
    """Which way an exercise went."""

    UP = "up"
    HELD = "held"
    DOWN = "down"
    LATER = "later"
    ADDED = "added"
    AGAIN = "again"
    REMOVED = "removed"


class Asked(msgspec.Struct, frozen=True):
    """What is asked of an exercise *on* the first day that has it; *rung* is that of a run on the ladder."""

    on: datetime.date
    entry: Entry
    rung: int | None = None

    @property
    def load(self) -> tuple[int, int, int]:
        """What makes one asking more than another: dose step, minutes, rung; a run off the ladder comes after it."""
        return self.entry.step, self.entry.amount, OFF_THE_LADDER if self.rung is None else self.rung


class DoseChange(msgspec.Struct, frozen=True):
    """An exercise whose dose is another one, or that came or went: None where it is not asked. *last* is how it was
    asked before the days that are compared.
    """

    exercise: str
    before: Asked | None
    after: Asked | None
    last: Asked | None = None

    @property
    def way(self) -> Way:
        """Whether it rises or falls, comes or goes, or stays at what it was where a rise was hoped for. What is more
        but comes later is put off, not raised; what was asked before the days that are compared is not new.
        """
        if self.before is None:
            return Way.ADDED if self.last is None else Way.AGAIN
        if self.after is None:
            return Way.REMOVED
        if self.last is not None and self.after.load == self.last.load:
            return Way.HELD
        if self.after.load < self.before.load:
            return Way.DOWN
        return Way.LATER if self.after.on > self.before.on else Way.UP


class KindChange(msgspec.Struct, frozen=True):
    """A day that is of another kind."""

    on: datetime.date
    before: str
    after: str


class DateMove(msgspec.Struct, frozen=True):
    """A date that moved, of a phase by its place or of a hope by its name; None where it is out of sight."""

    what: str
    before: datetime.date | None
    after: datetime.date | None


class Changes(msgspec.Struct, frozen=True):
    """What is other in the second telling. *training* is the next day of training, where it moved. *waits*: from some
    day on there is no plan at all, as somebody has to look first, or to come back.
    """

    doses: tuple[DoseChange, ...] = ()
    training: DateMove | None = None
    kinds: tuple[KindChange, ...] = ()
    phases: tuple[DateMove, ...] = ()
    hopes: tuple[DateMove, ...] = ()
    waits: bool = False

    def __bool__(self) -> bool:
        return bool(self.doses or self.training or self.kinds or self.phases or self.hopes or self.waits)


def changes(
    before: Sequence[DayAhead], after: Sequence[DayAhead], *, since: datetime.date, hopes: tuple[Hopes, Hopes]
) -> Changes:
    """What *after* tells otherwise than *before*, on the days from *since* on that both tell of, from the first that
    differs; and how the *hopes* of the two differ.
    """
    known = {day.date: day for day in before}
    pairs = [(known[day.date], day) for day in after if day.date in known and day.date >= since]
    first = next((place for place, (one, other) in enumerate(pairs) if one != other), len(pairs))
    old, new = [one for one, _ in pairs[first:]], [other for _, other in pairs[first:]]
    stays = str(pairs[first - 1][1].phase) if first else ""  # it goes on from the day before: nobody comes back to it
    turn = new[0].date if new else since
    last = _first_asked(reversed([day for day in before if day.date < turn]))
    training = _moves(_first_training(old), _first_training(new))
    return Changes(
        doses=_doses(_first_asked(old), _first_asked(new), last),
        training=training[0] if training else None,
        kinds=tuple(
            KindChange(one.date, one.session.kind, other.session.kind)
            for one, other in zip(old, new, strict=True)
            if one.session.kind != other.session.kind
        ),
        phases=tuple(move for move in _moves(_first_days(old), _first_days(new)) if move.before or move.what != stays),
        hopes=_moves(_dates(hopes[0]), _dates(hopes[1])),
        waits=bool(before and after) and after[-1].date < before[-1].date,
    )


def next_doses(days: Sequence[DayAhead]) -> tuple[DoseChange, ...]:
    """The exercises of the first of *days* that come again at a higher dose."""
    today, later = _first_asked(days[:1]), _first_asked(days[1:])
    both = [DoseChange(name, asked, later[name]) for name, asked in today.items() if name in later]
    return tuple(one for one in both if one.before and one.after and one.before.load < one.after.load)


def _first_asked(days: Iterable[DayAhead]) -> dict[str, Asked]:
    """What is asked of each exercise when it first comes; what is only offered is not asked."""
    found: dict[str, Asked] = {}
    for day in days:
        for entry in day.session.entries:
            if not entry.optional:
                found.setdefault(entry.exercise, Asked(day.date, entry, day.session.rung if entry.amount else None))
    return found


def _doses(
    before: Mapping[str, Asked], after: Mapping[str, Asked], last: Mapping[str, Asked]
) -> tuple[DoseChange, ...]:
    names = dict.fromkeys([*after, *before])
    both = [DoseChange(name, before.get(name), after.get(name), last.get(name)) for name in names]
    return tuple(one for one in both if one.before is None or one.after is None or one.before.load != one.after.load)


def _first_training(days: Iterable[DayAhead]) -> dict[str, datetime.date]:
    first = next((day.date for day in days if day.session.kind == Kind.TRAINING), None)
    return {Kind.TRAINING.value: first} if first else {}


def _first_days(days: Iterable[DayAhead]) -> dict[str, datetime.date]:
    """The first day of each phase, by its place among the phases."""
    found: dict[str, datetime.date] = {}
    for day in days:
        found.setdefault(str(day.phase), day.date)
    return found


def _dates(hopes: Hopes) -> dict[str, datetime.date]:
    dates = {"first_run": hopes.first_run, "whole_ladder": hopes.whole_ladder}
    return {name: date for name, date in dates.items() if date is not None}


def _moves(before: Mapping[str, datetime.date], after: Mapping[str, datetime.date]) -> tuple[DateMove, ...]:
    names = sorted({*before, *after})
    return tuple(
        DateMove(name, before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)
    )
