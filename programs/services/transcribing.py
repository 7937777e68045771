"""What a client wrote on paper comes into the diary: day by day, entered by somebody of the clinic under their name.

What stands there already stays, unless whoever enters the paper says for that day that the paper is right; then the
paper is another word on it, and what was said before stays on record.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from itertools import chain
from uuid import UUID, uuid5

import msgspec
from django.db import transaction

from programs.models import Client, Membership, Programme
from programs.models.values import read
from programs.selectors.authors import author_at
from programs.selectors.days_told import A_DAY, FINISHED, MORNING, DayTold, days_told
from programs.selectors.programmes import local_day
from programs.services.audit import note
from programs.services.corrections import better_word, late_word
from programs.services.diary import OLDEST_DAYS, Entry, RefusedError, record_all
from programs.services.working import still_steering, still_working
from rehab.events import Did, Finished, Morning, Noted, Outcome

# An item told after its session was over would begin another one.
BEFORE_THE_END = timedelta(seconds=1)


class PaperDay(msgspec.Struct, frozen=True):
    """A day of the paper: what became of each exercise, the worst pain meanwhile, None where nothing was done, and
    pain on the first steps of the *morning* after, None for not written. *goes_before* what was told of that day.
    """

    on: date
    outcomes: Mapping[str, Outcome] = {}
    pain: int | None = None
    morning: int | None = None
    goes_before: bool = False


class Paper(msgspec.Struct, frozen=True):
    """The *days* of a paper; *uuid* is that of the form they came with."""

    uuid: UUID
    days: tuple[PaperDay, ...]


class Entered(msgspec.Struct, frozen=True):
    """What came of a paper: the days of which something was *kept*, and those on which the diary says *otherwise*,
    which were left as they stand.
    """

    kept: tuple[date, ...] = ()
    otherwise: tuple[date, ...] = ()


@transaction.atomic
def enter_paper(*, member: Membership, client: Client, programme: Programme, paper: Paper, now: datetime) -> Entered:
    """Keep what *paper* says. RefusedError for a day that is not over, lies before the course, or too long ago;
    NotGuidedError as of `still_steering`.
    """
    if not paper.days:
        return Entered()
    locked = still_steering(member, client, programme)
    days = sorted(paper.days, key=lambda day: day.on)
    _refuse_days(locked, days[0].on, days[-1].on, now)
    told = days_told(locked, days[0].on, days[-1].on)
    new = {day.on: tuple(_entries(_Sheet(locked, paper.uuid, day, told[day.on], now))) for day in days}
    entries = tuple(chain.from_iterable(new.values()))
    if entries:
        record_all(programme=locked, entries=entries, author=author_at(member), now=now)
        still_working(member)
        note(member=member, what="entered a diary", about=client.key, now=now)
    kept = tuple(on for on, made in new.items() if made)
    return Entered(kept, tuple(day.on for day in days if _is_left(day, told[day.on])))


def _refuse_days(programme: Programme, first: date, last: date, now: datetime) -> None:
    today = local_day(programme, now)
    earliest = max(programme.joined_on, today - timedelta(days=OLDEST_DAYS))
    for day in (first, last):
        if not earliest <= day < today:
            raise RefusedError(f"{day} cannot be entered: give days from {earliest} to {today - A_DAY}")


def session_differs(day: PaperDay, told: DayTold) -> bool:
    """Whether the diary says of the session something else than *day* does."""
    if not day.outcomes or not told.is_told:
        return False
    outcomes = told.outcomes
    other = any(outcomes.get(name) is not outcome for name, outcome in day.outcomes.items())
    return other or (day.pain is not None and day.pain != told.worst_pain)


def morning_differs(day: PaperDay, told: DayTold) -> bool:
    """Whether the diary says of the morning after something else than *day* does."""
    return day.morning is not None and told.morning is not None and day.morning != told.morning_pain


def _is_left(day: PaperDay, told: DayTold) -> bool:
    """Whether the diary says something else than *day* and goes on saying it."""
    if session_differs(day, told) and not (day.goes_before and told.may_be_replaced):
        return True
    return morning_differs(day, told) and not day.goes_before


class _Sheet(msgspec.Struct, frozen=True):
    """A day of a paper beside what was *told* of it, and what its entries are made with."""

    programme: Programme
    uuid: UUID
    day: PaperDay
    told: DayTold
    now: datetime

    def named(self, what: str) -> UUID:
        """The UUID of the entry about *what*, the same each time the form is sent."""
        return uuid5(self.uuid, f"{self.day.on} {what}")

    def late(self, event: Noted, what: str, on: date) -> Entry:
        """*event*, which nobody has told yet."""
        return late_word(self.programme, event, self.named(what), on, self.now)


def _entries(sheet: _Sheet) -> Iterator[Entry]:
    """The entries that a day of paper makes."""
    day, told = sheet.day, sheet.told
    if day.outcomes and not told.is_told:
        for name, outcome in day.outcomes.items():
            yield sheet.late(Did(name, outcome), name, day.on)
        yield sheet.late(Finished(during=day.pain), FINISHED, day.on)
    elif session_differs(day, told) and day.goes_before and told.may_be_replaced:
        yield from _replaced(sheet)
    if day.morning is not None and told.morning is None:
        yield sheet.late(Morning(day.morning), MORNING, day.on + A_DAY)
    elif morning_differs(day, told) and day.goes_before:
        assert told.morning is not None, "what differs was told"
        felt = msgspec.structs.replace(read(told.morning.body, Morning), pain=day.morning)
        yield better_word(told.morning, felt, sheet.named(MORNING))


def _replaced(sheet: _Sheet) -> Iterator[Entry]:
    """The session of the paper in the place of the one told. Signs that were felt stay: no paper takes them back."""
    day, told = sheet.day, sheet.told
    ended = told.ended[0] if told.ended else None
    for name, outcome in day.outcomes.items():
        before, event = told.items.get(name), Did(name, outcome)
        if before is not None:
            yield better_word(before, event, sheet.named(name))
        else:
            late = sheet.late(event, name, day.on)
            yield msgspec.structs.replace(late, at=ended.happened_at - BEFORE_THE_END) if ended else late
    if ended is None:
        yield sheet.late(Finished(during=day.pain), FINISHED, day.on)
    else:
        felt = msgspec.structs.replace(read(ended.body, Finished), during=day.pain, worst_at=None)
        yield better_word(ended, felt, sheet.named(FINISHED))
