"""Keeps the plan as people are shown it: a numbered version whenever the coming days have changed."""

from datetime import date, datetime

import msgspec

from programs.models import Programme, Version
from programs.models.values import kept, read
from programs.selectors.programmes import last_version, protocol_of
from rehab.following import Today
from rehab.hoped import DayAhead, Hopes, ahead
from rehab.protocol import Protocol
from rehab.reason import Reason, because

DAYS_SHOWN = 14
ENGINE = "1"


class Ahead(msgspec.Struct, frozen=True):
    """What a version shows: the coming *days*, and the dates *hoped* for."""

    days: tuple[DayAhead, ...]
    hoped: Hopes


class Signature(msgspec.Struct, frozen=True):
    """By whom a version is made, why and when."""

    author: str
    reasons: tuple[Reason, ...]
    now: datetime


def keep_version(programme: Programme, today: Today, signed: Signature) -> Version | None:
    """A new version of the plan from *today* on, if the coming days or the dates hoped for are not those of the last
    version; None if they are. *programme* is locked by the caller and not saved here.
    """
    ahead = ahead_of(protocol_of(programme), today)
    before = last_version(programme)
    if before is not None and _as_shown(before, ahead.days) and _still_hoped(before, ahead.hoped, today.date):
        return None
    return _made(programme, today, ahead, signed)


def make_version(programme: Programme, today: Today, signed: Signature) -> Version:
    """A new version of the plan also where the days it shows are those of the last one, as later days may differ.
    *programme* is locked by the caller and not saved here.
    """
    return _made(programme, today, ahead_of(protocol_of(programme), today), signed)


def keep_first_version(programme: Programme, today: Today, ahead: Ahead, signed: Signature) -> Version:
    """A version of a new *programme*, of what was worked out *ahead* before there was any row of it: the first one, and
    the one of the wishes that it begins with.
    """
    return _made(programme, today, ahead, signed)


def ahead_of(protocol: Protocol, today: Today) -> Ahead:
    """What a version made *today* shows: the course is followed for it as far as a year ahead, and nothing is kept."""
    return Ahead(*ahead(protocol, today, DAYS_SHOWN))


def _made(programme: Programme, today: Today, ahead: Ahead, signed: Signature) -> Version:
    programme.last_version += 1
    return Version.objects.create(
        programme=programme,
        number=programme.last_version,
        seq=programme.last_seq,
        on=today.date,
        made_at=signed.now,
        author=signed.author,
        reasons=kept(signed.reasons or (because("days-passed"),)),
        protocol_version=programme.protocol_version,
        engine=ENGINE,
        state=kept(today.began),
        days=kept(ahead.days),
        hopes=kept(ahead.hoped),
    )


def _as_shown(version: Version, days: tuple[DayAhead, ...]) -> bool:
    """Whether *days* are what *version* showed, as far as it reached."""
    shown = {day.date: day for day in days_of(version)}
    both = [day for day in days if day.date in shown]
    return bool(both) and all(shown[day.date] == day for day in both)


def _still_hoped(version: Version, hopes: Hopes, today: date) -> bool:
    """Whether *version* told the dates of *hopes*; one that has come by *today* is as good as none."""
    told = hopes_of(version)
    pairs = ((told.first_run, hopes.first_run), (told.whole_ladder, hopes.whole_ladder))
    return all(was == now or not any(day and day > today for day in (was, now)) for was, now in pairs)


def days_of(version: Version) -> tuple[DayAhead, ...]:
    """The days that *version* showed."""
    return read(version.days, tuple[DayAhead, ...])


def day_shown(version: Version, day: date) -> DayAhead | None:
    """What *version* showed for *day*; None where it did not reach."""
    return next((ahead for ahead in days_of(version) if ahead.date == day), None)


def number_shown(version: Version | None, today: Today) -> int | None:
    """The number of *version* where it was made today and its plan is the one that stands; None where the days since,
    or what was told, have made another that nobody has kept yet.
    """
    shown = day_shown(version, today.date) if version and version.on == today.date else None
    return version.number if version and shown and shown.session == today.plan else None


def hopes_of(version: Version) -> Hopes:
    """When running could start, as *version* told it."""
    return read(version.hopes, Hopes)
