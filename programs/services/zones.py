"""A runner's days move to another time zone: from the next midnight on, with what that does to the days to come."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

import msgspec
from django.db import transaction

from programs.models import Event, Programme, Runner
from programs.selectors.programmes import Following, following, local_day, zone_at
from programs.services.diary import Entry, Recorded, RefusedError, record
from programs.services.joining import zone_or_utc
from programs.services.reminders import reschedule
from rehab.events import CheckIn, TakenBack, ZoneMoved
from rehab.state import LONG_AGO

UNKNOWN_HOUR = 24
HOUR = timedelta(hours=1)
ZONE_MOVED = "zone_moved"
# What ends a session that loads the leg, in whatever way it was told.
LOADING_KINDS = ("did", "finished", "check_in", "other_work", "tried")


class Move(msgspec.Struct, frozen=True):
    """A move that comes into force *at* the end of a day: the hours that clocks go forward, the *first* date after it,
    and the dates that it *skips*.
    """

    at: datetime
    hours: int
    first: date
    skips: tuple[date, ...]


@transaction.atomic
def move_zone(*, programme: Programme, zone: str, uuid: UUID, author: str, now: datetime) -> Recorded | None:
    """Count the runner's days in *zone* from the next midnight on, and tell the diary under *uuid*. A move that was
    chosen today and has not begun gives way to this one. None, and nothing happens, where the days are counted so
    already.

    RefusedError for a name that is no time zone, or where the diary takes no entry.
    """
    if zone_or_utc(zone) != zone:
        raise RefusedError(f"'{zone[:64]}' is no time zone: give a name such as Europe/London")
    locked = Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    if locked.zone == zone:
        return None
    found = following(locked, now)
    _take_back_waiting(locked, uuid, author=author, now=now)
    present = zone_at(locked, now).key
    move = move_between(present, zone, now)
    for day in move.skips:
        skipped = Entry(uuid5(uuid, str(day)), ZoneMoved(move.hours, skips=True, zone=zone), move.at, on=day)
        record(programme=locked, entry=skipped, author=author, now=now)
    # On the day that goes on, the day after is the first that can be another one.
    first = max(move.first, found.today.date + timedelta(days=1))
    moved = ZoneMoved(move.hours, last_ended_hour=_last_ended_hour(found), zone=zone)
    recorded = record(programme=locked, entry=Entry(uuid, moved, move.at, on=first), author=author, now=now)
    locked.refresh_from_db()
    stays = present == zone
    locked.zone, locked.zone_before = zone, "" if stays else present
    locked.zone_since = None if stays else move.at
    locked.save()
    Runner.objects.filter(programmes=locked).update(zone=zone)
    reschedule(programme=locked, now=now)
    return recorded


def move_between(present: str, zone: str, now: datetime) -> Move:
    """What it is to count days in *zone* from the next midnight in the *present* one. Part of an hour counts as a whole
    one: the more careful reading.
    """
    old, new = ZoneInfo(present), ZoneInfo(zone)
    over = now.astimezone(old).date()
    at = datetime.combine(over + timedelta(days=1), time.min, tzinfo=old).astimezone(UTC)
    ahead = (at.astimezone(new).utcoffset() or timedelta()) - (at.astimezone(old).utcoffset() or timedelta())
    first = max(at.astimezone(new).date(), over)
    between = range(1, (first - over).days)
    return Move(at, -(-ahead // HOUR), first, tuple(over + timedelta(days=day) for day in between))


def _last_ended_hour(found: Following) -> int:
    """The hour by which the last session that loaded the leg was over; 24 where today's is still to come, or where
    nobody told.
    """
    today = found.today
    is_told = any(isinstance(event, CheckIn) for event in today.page.events)
    if today.now.last_loading == LONG_AGO or (today.plan.loading and not is_told):
        return UNKNOWN_HOUR
    on = today.date - timedelta(days=today.now.day - today.now.last_loading)
    told = found.programme.events.filter(on=on, kind__in=LOADING_KINDS).order_by("-happened_at").first()
    return _hour_after(found.programme, told) if told else UNKNOWN_HOUR


def _hour_after(programme: Programme, told: Event) -> int:
    """The full hour after an entry, on the clock of its day; 24 where it was told on a later day."""
    moment = told.happened_at.astimezone(zone_at(programme, told.happened_at))
    return min(moment.hour + 1, UNKNOWN_HOUR) if moment.date() == told.on else UNKNOWN_HOUR


def _take_back_waiting(locked: Programme, uuid: UUID, *, author: str, now: datetime) -> None:
    """A move that has not begun no longer counts."""
    told = locked.events.filter(kind=ZONE_MOVED, on__gt=local_day(locked, now))
    corrected = locked.events.filter(supersedes__isnull=False).values("supersedes")
    for waiting in told.exclude(uuid__in=corrected):
        entry = Entry(uuid5(uuid, str(waiting.uuid)), TakenBack("another zone"), now, supersedes=waiting.uuid)
        record(programme=locked, entry=entry, author=author, now=now)
