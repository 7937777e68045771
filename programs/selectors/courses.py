"""Reads a course as a whole: every day of it folded anew, and the versions of its plan one after the other.

These pages may fold months; they ask the database no more often for it.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

import msgspec

from programs.models import Event, Programme, Version
from programs.models.values import read
from programs.selectors.askers import authors_in
from programs.selectors.programmes import (
    Following,
    entries_since,
    fact_of,
    local_day,
    protocol_of,
    start_of,
    version_standing_by,
    without_corrected,
)
from rehab.following import Fact, Today, day_at_hand, days_until, first_state
from rehab.hoped import DayAhead, Hopes
from rehab.looking_back import DayBack, Try, days_back, tries
from rehab.reason import Reason
from rehab.state import State
from rehab.timeline import Lived

# What ends a session: from then on the day's own plan is no longer ahead.
SESSION_KINDS = ("finished", "check_in")


class Course(msgspec.Struct, frozen=True):
    """A programme looked back on from one day: *lived* are its past days, *days* all of them and today, *entries* its
    whole diary, with what was corrected.
    """

    found: Following
    lived: tuple[Lived, ...]
    days: tuple[DayBack, ...]
    tried: tuple[Try, ...]
    entries: tuple[Event, ...]


class Told(msgspec.Struct, frozen=True):
    """A version of the plan as it was told: *number*, the day it was made *on*, by whom and why, the *days* it showed
    and when running could start.
    """

    number: int
    seq: int
    on: date
    author: str
    reasons: tuple[Reason, ...]
    days: tuple[DayAhead, ...]
    hopes: Hopes


class HopesTold(msgspec.Struct, frozen=True):
    """When running could start, as it was told from a day *on*, and why it moved."""

    on: date
    hopes: Hopes
    reasons: tuple[Reason, ...]


def course_of(programme: Programme, now: datetime, *, known_by: datetime | None = None) -> Course:
    """*programme* from its first day to the one at *now*, counted anew from the diary; from what was in it *known_by* a
    moment alone, where that is given.
    """
    entries = tuple(one for one in entries_of(programme) if known_by is None or one.kept_at <= known_by)
    facts, lived, today = _folded(programme, entries, now)
    protocol, start = protocol_of(programme), start_of(programme)
    found = Following(programme, protocol, start, facts, today, authors_in(entries))
    return Course(found, lived, days_back(protocol, lived, today), tries(lived, today), entries)


def last_days(programme: Programme, now: datetime, *, back: int) -> tuple[Today, tuple[Lived, ...]]:
    """The day at *now*, and the days before it, *back* of them at least where the course has so many. They are folded
    from the nearest version that knows all there is before them, so that a course of a year costs no more.
    """
    day, protocol = local_day(programme, now), protocol_of(programme)
    version = version_standing_by(programme, day - timedelta(days=back))
    if version is None:
        facts = tuple(fact_of(entry) for entry in without_corrected(entries_of(programme)))
        begun = first_state(protocol, start_of(programme))
    else:
        found = (fact_of(entry) for entry in entries_since(programme, version.on))
        facts = tuple(fact for fact in found if fact.on >= version.on)
        begun = read(version.state, State)
    state, lived = days_until(protocol, begun, facts, day)
    return day_at_hand(protocol, state, facts), lived


def lived_and_today(programme: Programme, now: datetime) -> tuple[tuple[Lived, ...], Today]:
    """Every day of *programme* before the one at *now*, counted anew from the diary, and that day."""
    _, lived, today = _folded(programme, entries_of(programme), now)
    return lived, today


def _folded(
    programme: Programme, entries: Iterable[Event], now: datetime
) -> tuple[tuple[Fact, ...], tuple[Lived, ...], Today]:
    facts = tuple(fact_of(entry) for entry in without_corrected(entries))
    protocol = protocol_of(programme)
    first = first_state(protocol, start_of(programme))
    state, lived = days_until(protocol, first, facts, local_day(programme, now))
    return facts, lived, day_at_hand(protocol, state, facts)


def entries_of(programme: Programme) -> list[Event]:
    """Every entry of the diary, those that were corrected too, in the order of the fold."""
    return list(programme.events.order_by("on", "happened_at", "uuid"))


def entries_on(programme: Programme, day: date) -> list[Event]:
    """Every entry of one day, those that were corrected too, in the order of the fold."""
    return list(programme.events.filter(on=day).order_by("on", "happened_at", "kept_at"))


def told_between(programme: Programme, first: int, last: int) -> tuple[Told, ...]:
    """The versions of the plan numbered *first* to *last*, in order."""
    versions = programme.versions.filter(number__gte=first, number__lte=last)
    return tuple(told_of(version) for version in versions.order_by("number"))


def told_of(version: Version) -> Told:
    """A version as it was told."""
    return Told(
        number=version.number,
        seq=version.seq,
        on=version.on,
        author=version.author,
        reasons=read(version.reasons, tuple[Reason, ...]),
        days=read(version.days, tuple[DayAhead, ...]),
        hopes=read(version.hopes, Hopes),
    )


def hopes_told(programme: Programme) -> tuple[HopesTold, ...]:
    """When running could start as each version told it, where it told otherwise than the one before."""
    rows = programme.versions.order_by("number").values_list("on", "hopes", "reasons")
    found: list[HopesTold] = []
    for on, hopes, reasons in rows:
        told = HopesTold(on, read(hopes, Hopes), read(reasons, tuple[Reason, ...]))
        if not found or found[-1].hopes != told.hopes:
            found.append(told)
    return tuple(found)


def finished_by(programme: Programme) -> dict[date, int]:
    """The number of the entry that first ended a session, for each day that has one."""
    rows = programme.events.filter(kind__in=SESSION_KINDS).order_by("-seq").values_list("on", "seq")
    return dict(rows)


def before_and_after(programme: Programme, day: date) -> tuple[Told, Told, tuple[Reason, ...]] | None:
    """The plan before anything was told on *day*, the plan now, and the reasons of all versions between; None where
    nothing was told, or the plan is still the same.
    """
    first = programme.events.filter(on=day).order_by("seq").values_list("seq", flat=True).first()
    if first is None:
        return None
    before = programme.versions.filter(seq__lt=first).order_by("-number").first()
    if before is None:
        return None
    since = [told_of(version) for version in programme.versions.filter(number__gt=before.number).order_by("number")]
    if not since:
        return None
    return told_of(before), since[-1], tuple(why for told in since for why in told.reasons)


def promised(programme: Programme, day: date) -> tuple[int, DayAhead] | None:
    """What the runner was shown for *day*, by the last version made by then, with its number; None where none reached
    it.
    """
    version = programme.versions.filter(on__lte=day).order_by("-number").first()
    days = told_of(version).days if version else ()
    return next(((version.number, ahead) for ahead in days if version and ahead.date == day), None)


def earlier_words(entries: Iterable[Event]) -> Mapping[object, tuple[Event, ...]]:
    """What was said before of each entry that corrects another, by its UUID, the first word first."""
    by_uuid = {entry.uuid: entry for entry in entries}
    found: dict[object, tuple[Event, ...]] = {}
    for entry in by_uuid.values():
        chain, place = [], entry.supersedes
        while place is not None and place in by_uuid:
            chain.append(by_uuid[place])
            place = by_uuid[place].supersedes
        found[entry.uuid] = tuple(reversed(chain))
    return found
