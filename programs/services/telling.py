"""What a runner told from elsewhere, a phone that was away or a program, comes into the diary."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from django.db import transaction

from programs.models import Event, Programme
from programs.models.values import kept, read
from programs.selectors.programmes import (
    FLAGGED,
    Following,
    following,
    following_on,
    local_day,
    protocol_of,
    start_of,
)
from programs.selectors.protocol import screening_rules
from programs.services.corrections import CORRECTABLE, better_word, may_be_corrected
from programs.services.diary import OLDEST_DAYS, Entry, Recorded, RefusedError, kind_of, record
from programs.services.joining import zone_or_utc
from programs.services.zones import move_zone
from rehab import events
from rehab.asking import BadAnswersError, Wrong, shown
from rehab.events import Noted, Screened
from rehab.telling import Cleared, EntryTold, Signs, TakenBack, ZoneMoved, event_of
from rehab.watching import answered

# A slip of the finger is noticed at once; what is noticed later was an answer.
TAKE_BACK_WITHIN = timedelta(minutes=15)


@transaction.atomic
def tell(*, programme: Programme, told: EntryTold, author: str, now: datetime) -> Recorded:
    """Put what was *told* into the diary. The teller's clock is set right by the difference seen when it was sent.

    BadAnswersError for an id nobody knows, RefusedError for what cannot be kept, ConflictError for a UUID that was used
    for something else.
    """
    locked = Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    at = moment_of(told, now)
    known = locked.events.filter(uuid=told.uuid).first()
    if known is None and isinstance(told.event, ZoneMoved):
        return _moved(locked, told, told.event.zone, author=author, now=now)
    event = _event_known(locked, known, told) if known else _event_new(locked, told, at, now)
    entry = Entry(told.uuid, event, at, on=told.on, supersedes=told.supersedes, version=told.version)
    if known is None and told.supersedes is not None and not isinstance(event, events.TakenBack):
        entry = better_word(_to_be_corrected(locked, told.supersedes, event, now), event, told.uuid)
    return record(programme=locked, entry=entry, author=author, now=now)


def moment_of(told: EntryTold, now: datetime) -> datetime:
    """When it happened by our clock. Nothing happens after it was told, whatever a clock says that was set between."""
    wrong_by = now - told.sent_at if told.sent_at else timedelta(0)
    return min(told.at + wrong_by, now)


def _event_known(programme: Programme, known: Event, told: EntryTold) -> Noted:
    """The event of an entry whose UUID is *known*: where signs led and how far a clock moved is as it was then, if they
    are those signs and that zone.
    """
    if isinstance(told.event, ZoneMoved):
        moved = events.ZoneMoved(0, zone=told.event.zone)
        before = msgspec.convert(known.body, Noted)
        return before if isinstance(before, events.ZoneMoved) and before.zone == moved.zone else moved
    if not isinstance(told.event, Signs):
        return event_of(told.event, protocol_of(programme))
    flags = frozenset(told.event.flags)
    if known.kind in (FLAGGED, Screened.__struct_config__.tag):
        screened: Screened = read(known.body, Screened)
        if screened.flags == flags:
            return screened
    return Screened(flags)


def _moved(programme: Programme, told: EntryTold, zone: str, *, author: str, now: datetime) -> Recorded:
    """The days of *programme* counted in *zone*, as the page of settings has them counted."""
    if zone_or_utc(zone) != zone:
        raise BadAnswersError([Wrong("event.zone", shown(zone), "a name of the list of time zones: Europe/London")])
    if told.supersedes is not None:
        raise RefusedError("a move of zones corrects no entry: one that has not begun gives way by itself")
    recorded = move_zone(programme=programme, zone=zone, uuid=told.uuid, author=author, now=now)
    if recorded is None:
        raise RefusedError(f"the days are counted in {zone} already: give another time zone")
    return recorded


def _event_new(programme: Programme, told: EntryTold, at: datetime, now: datetime) -> Noted:
    day = told.on or local_day(programme, at)
    if isinstance(told.event, Signs):
        return _answered(programme, told.event, min(day, local_day(programme, now)), now)
    if isinstance(told.event, TakenBack):
        _refuse_unless_slip(programme, told, at)
    if isinstance(told.event, Cleared):
        _refuse_before_injury(following(programme, now), day)
    return event_of(told.event, protocol_of(programme))


def _to_be_corrected(programme: Programme, uuid: UUID, event: Noted, now: datetime) -> Event:
    """The entry *uuid*, which *event* says better. RefusedError where it must stand, or is about something else: what
    was answered to warning signs is never replaced by a number.
    """
    row = programme.events.filter(uuid=uuid).first()
    if row is None or not may_be_corrected(programme, row, now):
        allowed = f"one of the last {OLDEST_DAYS} days can: {', '.join(sorted(CORRECTABLE))}"
        raise RefusedError(f"entry {uuid} cannot be said better: {allowed}")
    body = kept(event)
    if kind_of(event) != row.kind or any(body.get(name) != row.body.get(name) for name in ("exercise", "criterion")):
        raise RefusedError(f"entry {uuid} is about something else: correct it with an entry about the same")
    return row


def _answered(programme: Programme, signs: Signs, day: date, now: datetime) -> Screened:
    """Where *signs* of that *day* led."""
    found = following_on(programme, max(day, start_of(programme).joined_on), now)
    try:
        return answered(screening_rules(), found.start, found.facts, found.today, frozenset(signs.flags))
    except ValueError as strange:
        raise BadAnswersError([Wrong("event.flags", shown(", ".join(signs.flags)), shown(str(strange)))]) from None


def _refuse_unless_slip(programme: Programme, told: EntryTold, at: datetime) -> None:
    slip = slip_of(programme, at)
    if slip is None or slip.uuid != told.supersedes:
        within = int(TAKE_BACK_WITHIN.total_seconds() // 60)
        given = f"entry {told.supersedes}" if told.supersedes else "no entry"
        raise RefusedError(f"{given} cannot be taken back: an answer with a sign can, for {within} minutes and once")


def _refuse_before_injury(found: Following, day: date) -> None:
    injured_on = found.today.now.situation.injured_on
    if injured_on and day < injured_on:
        raise RefusedError(f"an examination on {day} was before the injury: give a day from {injured_on}")


def slip_of(programme: Programme, at: datetime) -> Event | None:
    """The answer that can be taken back *at* a moment: the last one with a sign, given within the last minutes, and
    only while none has been taken back before.
    """
    last = programme.events.filter(kind=FLAGGED).order_by("-seq").first()
    if last is None or at - last.happened_at > TAKE_BACK_WITHIN:
        return None
    return None if has_taken_back(programme) else last


def has_taken_back(programme: Programme) -> bool:
    """Whether an answer with a sign has been taken back, which can be done once."""
    answers = programme.events.filter(kind=FLAGGED).values("uuid")
    return programme.events.filter(kind="taken_back", supersedes__in=answers).exists()


def standing(programme: Programme, now: datetime) -> dict[str, Any]:
    """Where the course stands after something was told, in few words."""
    fresh = Programme.objects.get(pk=programme.pk)
    today = following(fresh, now).today
    return {"date": today.date.isoformat(), "version": fresh.last_version, "status": today.now.status.value}
