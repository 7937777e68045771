"""Writes the diary of a followed programme: each entry once, and a new version of the plan where it changed."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from django.db import transaction

from programs.models import DueReminder, Event, Programme, Version
from programs.models.values import kept
from programs.selectors.people import standing_consent
from programs.selectors.programmes import (
    FLAGGED,
    entries_since,
    fact_of,
    folded_anew,
    following,
    following_on,
    local_day,
    protocol_of,
    state_of,
)
from programs.services.standings import TIME, stand
from programs.services.versions import ENGINE, Signature, day_shown, keep_version, make_version
from rehab.events import MOVED_AHEAD_DAYS, Adjusted, CheckIn, Did, Ended, Finished, Noted, Screened, Undone, ZoneMoved
from rehab.following import Today, day_at_hand, days_until
from rehab.state import Session

Keep = Callable[[Programme, Today, Signature], Version | None]
# Told of a session, and so done from a plan.
OF_A_SESSION = (Did, Finished, CheckIn)
# Phones that were off for longer tell of days nobody can place any more.
OLDEST_DAYS = 60


class Entry(msgspec.Struct, frozen=True):
    """What somebody tells: *uuid* made by them, the *event*, the moment *at* it happened. *on* is the day of the
    runner's calendar, None for that of the moment. *supersedes* is the entry it corrects, *version* the number of the
    plan that was on the screen.
    """

    uuid: UUID
    event: Noted
    at: datetime
    on: date | None = None
    supersedes: UUID | None = None
    version: int | None = None


class Recorded(msgspec.Struct, frozen=True):
    """An entry as it is kept; *is_new* is False where it had been told before. *version* is the plan it led to, None
    where the plan is as it was. *today* is the runner's day with the entry in it.
    """

    entry: Event
    is_new: bool
    version: Version | None
    today: Today


class RefusedError(ValueError):
    """An entry that cannot be kept; its text says what was given and what is allowed."""


class ConflictError(RefusedError):
    """The same UUID with something else in it."""


@transaction.atomic
def record(*, programme: Programme, entry: Entry, author: str, now: datetime) -> Recorded:
    """Put *entry* into the diary, fold, and keep a new version of the plan if it changed.

    RefusedError for a day outside the course, or where the yes to keeping it was taken back; ConflictError for a
    UUID that was used for something else.
    """
    return record_all(programme=programme, entries=(entry,), author=author, now=now)[0]


@transaction.atomic
def record_all(
    *, programme: Programme, entries: Sequence[Entry], author: str, now: datetime, keep: Keep | None = None
) -> tuple[Recorded, ...]:
    """Put *entries* into the diary as `record` puts one, in their order, all or none; fold once, and *keep* one version
    of what all of them make of the plan.
    """
    locked = Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    rows: list[tuple[Event, bool]] = []
    since: list[date] = []
    for entry in entries:
        known = _told_before(locked, entry)
        if known is None:
            row, earliest = _put_in(locked, entry, author, now)
            since.append(earliest)
        rows.append((known or row, known is None))
    if not since:
        return tuple(Recorded(row, is_new=False, version=None, today=following(locked, now).today) for row, _ in rows)
    is_adjusted = any(isinstance(entry.event, Adjusted | Undone) for entry in entries)
    keep = keep or (make_version if is_adjusted else keep_version)
    today, version = _fold(locked, since=min(since), author=author, now=now, keep=keep)
    if any(isinstance(entry.event, Ended) for entry in entries):
        locked.ended_on = local_day(locked, now)
        DueReminder.objects.filter(programme=locked).delete()
    locked.save()
    stand(locked, author=author, now=now)
    return tuple(Recorded(row, is_new, version if is_new else None, today) for row, is_new in rows)


def _told_before(locked: Programme, entry: Entry) -> Event | None:
    """The row of *entry* where it was told before; ConflictError where that was something else."""
    known = locked.events.filter(uuid=entry.uuid).first()
    if known is not None and msgspec.convert(known.body, Noted) != entry.event:
        raise ConflictError(f"entry {entry.uuid} was told before with something else in it: give it a UUID of its own")
    return known


def _put_in(locked: Programme, entry: Entry, author: str, now: datetime) -> tuple[Event, date]:
    """The row of a new *entry*, and the earliest day that it changes."""
    if not isinstance(entry.event, Ended):  # an end keeps nothing about anybody's health
        _refuse_without_consent(locked)
    day = _day_of(locked, entry, now)
    corrected = _corrected(locked, entry)
    locked.last_seq += 1
    row = Event.objects.create(
        programme=locked,
        uuid=entry.uuid,
        seq=locked.last_seq,
        on=day,
        happened_at=entry.at,
        kept_at=now,
        author=author,
        kind=kind_of(entry.event),
        body=kept(entry.event),
        done_from=_done_from(locked, entry, corrected, day, now),
        supersedes=entry.supersedes,
    )
    return row, min(day, corrected.on) if corrected else day


def _fold(
    locked: Programme, *, since: date, author: str, now: datetime, keep: Keep = keep_version
) -> tuple[Today, Version | None]:
    """Bring *locked* to today, anew where *since* lies before the day it stands at, and *keep* what came of it."""
    protocol, day = protocol_of(locked), local_day(locked, now)
    if since < locked.stands_on:
        state, facts = folded_anew(locked, day, since=since)
    else:
        facts = tuple(
            fact_of(entry) for entry in entries_since(locked, locked.stands_on) if entry.on >= locked.stands_on
        )
        state, _ = days_until(protocol, state_of(locked), facts, day)
    today = day_at_hand(protocol, state, facts)
    locked.state, locked.stands_on, locked.engine = kept(state), today.date, ENGINE
    told = today.now.decisions or state.decisions
    reasons = tuple(dict.fromkeys(decision.why for decision in told))
    return today, keep(locked, today, Signature(author, reasons, now))


def _refuse_without_consent(programme: Programme) -> None:
    runner = programme.runner
    if runner is not None and standing_consent(runner) is None:
        raise RefusedError("your yes to keeping this was taken back: say yes again under “My data” first")


def _day_of(programme: Programme, entry: Entry, now: datetime) -> date:
    """The day *entry* belongs to. RefusedError for one before the course, in the future, or too long ago."""
    today = local_day(programme, now)
    given = entry.on or local_day(programme, entry.at)
    if isinstance(entry.event, ZoneMoved) and today < given <= today + timedelta(days=MOVED_AHEAD_DAYS):
        return given
    # Where a phone has crossed a zone or midnight just now, its tomorrow may be begun already.
    if given > today + timedelta(days=1) or entry.at.astimezone(UTC) > now + timedelta(days=1):
        raise RefusedError(f"{given} has not come yet: give a day up to {today}")
    earliest = max(programme.joined_on, today - timedelta(days=OLDEST_DAYS))
    if given < earliest:
        raise RefusedError(f"{given} is too long ago: give a day from {earliest} to {today}")
    return min(given, today)


def _corrected(programme: Programme, entry: Entry) -> Event | None:
    """The entry that *entry* corrects. RefusedError where there is none, or where it is corrected already."""
    if entry.supersedes is None:
        return None
    row = programme.events.filter(uuid=entry.supersedes).first()
    if row is None or programme.events.filter(supersedes=entry.supersedes).exists():
        raise RefusedError(f"entry {entry.supersedes} is not there, or was corrected already: give the last one")
    return row


def kind_of(event: Noted) -> str:
    """The name an entry is found by; a screen on which something was ticked has one of its own."""
    if isinstance(event, Screened) and event.flags:
        return FLAGGED
    return str(type(event).__struct_config__.tag)


def _done_from(programme: Programme, entry: Entry, corrected: Event | None, day: date, now: datetime) -> Any:
    """The plan that was on the screen, as it is kept: that of the entry *corrected*, that of the version named, where
    it was made on that very day, or that of the day as it stands; as the day began for an exercise that only that plan
    held. What a version showed of later days was a hope, and no plan anybody trained from. None for what is done from
    no plan.
    """
    if not isinstance(entry.event, OF_A_SESSION):
        return None
    if corrected is not None and corrected.done_from is not None:
        return corrected.done_from
    version = programme.versions.filter(number=entry.version, on=day).first() if entry.version else None
    shown = day_shown(version, day) if version else None
    return kept(shown.session if shown else _plan_with(programme, entry, day, now))


def _plan_with(programme: Programme, entry: Entry, day: date, now: datetime) -> Session:
    """The plan of *day* as it stands; as it was at dawn where only that one held the exercise that *entry* tells of."""
    plan = plan_of(programme, day, now)
    if isinstance(entry.event, Did) and not _holds(plan, entry.event.exercise):
        dawn = plan_of(programme, day, now, at_dawn=True)
        return dawn if _holds(dawn, entry.event.exercise) else plan
    return plan


def _holds(plan: Session, exercise: str) -> bool:
    return any(entry.exercise == exercise for entry in plan.entries)


def plan_of(programme: Programme, day: date, now: datetime, *, at_dawn: bool = False) -> Session:
    """The plan of *day*, today or before, as the diary makes it now; *at_dawn* before anything was told of that day."""
    found = following_on(programme, day, now)
    facts = [] if at_dawn else [fact for fact in found.facts if fact.on == day]
    return day_at_hand(found.protocol, found.today.began, facts).plan


@transaction.atomic
def let_days_pass(*, programme: Programme, now: datetime) -> Version | None:
    """Record what time alone has changed since anybody looked; None where nothing has."""
    locked = Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    _, version = _fold(locked, since=locked.stands_on, author=TIME, now=now)
    locked.save()
    stand(locked, author=TIME, now=now)
    return version
