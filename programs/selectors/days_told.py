"""What was told of single days, whoever told it: each session item by item, and the morning after."""

from collections.abc import Mapping
from datetime import date, timedelta

import msgspec

from programs.models import Event, Programme
from programs.models.values import read
from programs.selectors.programmes import without_corrected
from rehab.events import CheckIn, Did, Finished, Morning, Outcome

DID, FINISHED, CHECK_IN, MORNING = "did", "finished", "check_in", "morning"
A_DAY = timedelta(days=1)


class DayTold(msgspec.Struct, frozen=True):
    """What stands in the diary of a day: the entries of its *items* by exercise, those that *ended* a session, those
    that told a whole session *in_one*, and the entry of the *morning* after.
    """

    items: Mapping[str, Event] = {}
    ended: tuple[Event, ...] = ()
    in_one: tuple[Event, ...] = ()
    morning: Event | None = None

    @property
    def is_told(self) -> bool:
        """Whether anything was told of the session."""
        return bool(self.items or self.ended or self.in_one)

    @property
    def may_be_replaced(self) -> bool:
        """Whether the session can be said better: it was told item by item, and was one."""
        return not self.in_one and len(self.ended) <= 1

    @property
    def outcomes(self) -> dict[str, Outcome]:
        """What became of each item."""
        reports = (report for entry in self.in_one for report in read(entry.body, CheckIn).reports)
        told = {report.exercise: report.outcome for report in reports}
        return told | {name: read(entry.body, Did).outcome for name, entry in self.items.items()}

    @property
    def worst_pain(self) -> int | None:
        """The worst pain of the session that was told."""
        numbers = [read(entry.body, Finished).during for entry in self.ended]
        numbers += [read(entry.body, Did).pain for entry in self.items.values()]
        numbers += [report.pain for entry in self.in_one for report in read(entry.body, CheckIn).reports]
        return max((number for number in numbers if number is not None), default=None)

    @property
    def morning_pain(self) -> int | None:
        """Pain on the first steps of the next day."""
        return read(self.morning.body, Morning).pain if self.morning else None

    @property
    def entries(self) -> tuple[Event, ...]:
        """Everything told of the day."""
        return (*self.items.values(), *self.ended, *self.in_one, *((self.morning,) if self.morning else ()))


def days_told(programme: Programme, first: date, last: date) -> dict[date, DayTold]:
    """What was told of each day from *first* to *last*, asked at once."""
    entries = without_corrected(
        programme.events.filter(on__gte=first, on__lte=last + A_DAY).order_by("on", "happened_at", "uuid")
    )
    days = [first + A_DAY * number for number in range((last - first).days + 1)]
    return {day: _told(day, entries) for day in days}


def _told(day: date, entries: list[Event]) -> DayTold:
    here = [entry for entry in entries if entry.on == day]
    mornings = [entry for entry in entries if entry.kind == MORNING and entry.on == day + A_DAY]
    return DayTold(
        items={entry.body["exercise"]: entry for entry in here if entry.kind == DID},
        ended=tuple(entry for entry in here if entry.kind == FINISHED),
        in_one=tuple(entry for entry in here if entry.kind == CHECK_IN),
        morning=mornings[0] if mornings else None,
    )
