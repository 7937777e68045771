"""Folds diaries again: what is kept beside a diary must be what the diary comes to."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

import msgspec

from programs.models import Programme, Version
from programs.models.values import kept
from programs.selectors.programmes import fact_of, last_version, local_day, protocol_of, start_of, without_corrected
from programs.services.versions import DAYS_SHOWN, days_of
from rehab.following import Fact, Today, day_at_hand, days_until, first_state
from rehab.hoped import DayAhead, days_ahead
from rehab.library import load_protocol
from rehab.protocol import Protocol


class Changed(msgspec.Struct, frozen=True):
    """A programme whose coming days would be others than those shown, from the first *day* that differs on."""

    programme: str
    version: int
    day: str


def today_of(programme: Programme, *, seq: int, day: datetime | None = None, version: Version | None = None) -> Today:
    """The day of *version*, or of *day* on the runner's calendar, as the entries up to *seq* make it."""
    assert (day is None) != (version is None), "one day is asked for"
    on = version.on if version else local_day(programme, day) if day else programme.joined_on
    protocol = _protocol_then(version) if version else protocol_of(programme)
    entries = programme.events.filter(seq__lte=seq).order_by("on", "happened_at", "uuid")
    facts: tuple[Fact, ...] = tuple(fact_of(entry) for entry in without_corrected(entries))
    state, _ = days_until(protocol, first_state(protocol, start_of(programme)), facts, on)
    return day_at_hand(protocol, state, facts)


def coming_days(protocol: Protocol, today: Today) -> tuple[DayAhead, ...]:
    """The days from *today* on that a version shows."""
    return tuple(islice(days_ahead(protocol, today), DAYS_SHOWN))


def _protocol_then(version: Version) -> Protocol:
    """What *version* was folded with, from which its programme may have moved on since."""
    return load_protocol(version.programme.protocol, version.protocol_version)


def is_reproduced(version: Version) -> bool:
    """Whether the entries that *version* knew still make the same state and the same days, byte for byte."""
    today = today_of(version.programme, seq=version.seq, version=version)
    days = coming_days(_protocol_then(version), today)
    return bool(kept(today.began) == version.state and kept(days) == version.days)


def changed_programmes(*, now: datetime) -> Iterator[Changed]:
    """Every running programme whose coming days, folded anew at *now*, are not those of its last version."""
    for programme in Programme.objects.filter(ended_on__isnull=True).order_by("pk").iterator(chunk_size=200):
        version = last_version(programme)
        if version is None:
            continue
        days = coming_days(protocol_of(programme), today_of(programme, seq=programme.last_seq, day=now))
        shown = {day.date: day for day in days_of(version)}
        differs = next((day for day in days if day.date in shown and shown[day.date] != day), None)
        if differs is not None:
            yield Changed(str(programme.key), version.number, differs.date.isoformat())
