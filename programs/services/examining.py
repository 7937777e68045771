"""What a clinic has seen of a client's leg comes into the diary: that somebody examined it, and what tests came to.

Each goes the way of the runner's own entries, with the member as its author, and onto the chain of who did what.
"""

from datetime import date, datetime
from uuid import UUID

import msgspec
from django.db import transaction

from programs.models import Client, Event, Membership, Programme
from programs.selectors.authors import author_at, role_in
from programs.selectors.programmes import CLEARED, following, local_day
from programs.services.audit import note
from programs.services.diary import OLDEST_DAYS, Entry, Recorded, RefusedError, record, record_all
from programs.services.working import still_steering, still_working
from rehab.events import Cleared, TakenBack, Tried


class Measured(msgspec.Struct, frozen=True):
    """Tests measured *on* a day, each under a UUID of its own."""

    on: date
    tried: tuple[tuple[UUID, Tried], ...]


class Examined(msgspec.Struct, frozen=True):
    """That somebody has examined the leg *on* a day and agreed: the event says who, *uuid* is the form's. *seen* is the
    number of the last entry that the diary had when what it changes was looked at.
    """

    uuid: UUID
    on: date
    event: Cleared
    seen: int


class Withdrawn(msgspec.Struct, frozen=True):
    """That a *clearance* is to count no longer, and *why*; *uuid* is the form's."""

    uuid: UUID
    clearance: Event
    why: str


@transaction.atomic
def clear(*, member: Membership, client: Client, programme: Programme, examined: Examined, now: datetime) -> Recorded:
    """Record a clearance for *client*. RefusedError for a day on which it cannot have been, and where something was
    told since somebody looked: a sign that was ticked meanwhile nobody has answered for. NotGuidedError as of
    `still_steering`.
    """
    refuse_day(programme, examined.on, now)
    locked = still_steering(member, client, programme)
    if locked.last_seq != examined.seen and not locked.events.filter(uuid=examined.uuid).exists():
        raise RefusedError("the diary has another entry than when you looked: see again what changes, then record it")
    entry = Entry(examined.uuid, examined.event, now, on=examined.on)
    recorded = record(programme=locked, entry=entry, author=author_at(member), now=now)
    _note(member, "cleared", client, recorded, now)
    return recorded


def refuse_day(programme: Programme, on: date, now: datetime) -> None:
    """RefusedError where nobody can have examined this injury on that day, or the safety check was answered after it:
    what came later the examination has not seen.
    """
    today, injured_on = local_day(programme, now), following(programme, now).today.now.situation.injured_on
    if on > today:
        raise RefusedError(f"{on} has not come yet: give a day up to {today}")
    if injured_on and on < injured_on:
        raise RefusedError(f"{on} was before the injury: give a day from {injured_on} on")
    if on < programme.joined_on:
        raise RefusedError(
            f"{on} was before the warning signs were asked: give a day from {programme.joined_on} on, or assign anew "
            "with the day of the examination"
        )
    if (today - on).days > OLDEST_DAYS:
        raise RefusedError(f"{on} is too long ago: the last {OLDEST_DAYS} days can be told")


@transaction.atomic
def withdraw(*, member: Membership, client: Client, withdrawn: Withdrawn, now: datetime) -> Recorded:
    """A clearance that the clinic recorded counts no longer; it stays on record with the reason. RefusedError for one
    that the runner told, or that was taken back before.
    """
    clearance = withdrawn.clearance
    if clearance.kind != CLEARED or not role_in(clearance.author) or clearance.imported:
        raise RefusedError("only a clearance that was recorded here can be taken back here")
    entry = Entry(withdrawn.uuid, TakenBack(withdrawn.why), now, on=clearance.on, supersedes=clearance.uuid)
    held = still_steering(member, client, clearance.programme)
    recorded = record(programme=held, entry=entry, author=author_at(member), now=now)
    _note(member, "took a clearance back", client, recorded, now)
    return recorded


@transaction.atomic
def measure(*, member: Membership, client: Client, programme: Programme, measured: Measured, now: datetime) -> None:
    """Record tests *measured* at the clinic. RefusedError for a day outside the course, NotGuidedError as of
    `still_steering`.
    """
    programme = still_steering(member, client, programme)
    today = local_day(programme, now)
    if measured.on > today:
        raise RefusedError(f"{measured.on} has not come yet: give a day up to {today}")
    entries = tuple(Entry(uuid, event, now, on=measured.on) for uuid, event in measured.tried)
    for recorded in record_all(programme=programme, entries=entries, author=author_at(member), now=now)[:1]:
        _note(member, "measured", client, recorded, now)


def _note(member: Membership, what: str, client: Client, recorded: Recorded, now: datetime) -> None:
    """Put it on record, once for a form that was sent twice: by somebody who works there still, or nothing is kept."""
    still_working(member)
    if recorded.is_new:
        note(member=member, what=what, about=client.key, now=now)
