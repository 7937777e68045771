"""A therapist's wish comes into a followed programme, weighed first and kept with its reason, or is taken back."""

from datetime import datetime, timedelta
from uuid import UUID

import msgspec
from django.db import transaction

from programs.models import Event, Programme
from programs.models.values import read
from programs.selectors.adjusting import standing_wishes, weighed
from programs.selectors.courses import Told, told_between
from programs.selectors.programmes import local_day
from programs.services.diary import ConflictError, Entry, Recorded, RefusedError, record
from rehab.adjusting import Verdict, Weighed
from rehab.asking import BadAnswersError, Wrong, shown
from rehab.events import Adjusted, Undone
from rehab.intents import AnyIntent
from rehab.telling import LONGEST_WHY, TEXT_ALLOWED, is_text

AFTER_IT = timedelta(microseconds=1)


class Ask(msgspec.Struct, frozen=True):
    """What somebody asks for: *uuid* made by them, the *intent*, the *reason* that is kept, and the number of the plan
    they saw when they asked.
    """

    uuid: UUID
    intent: AnyIntent
    reason: str
    seen_version: int


class ChangedMeanwhileError(RefusedError):
    """The plan is another than the one that was seen; *since* are its versions from the one seen on."""

    def __init__(self, seen: int, since: tuple[Told, ...], last: int) -> None:
        self.since = since
        super().__init__(f"the plan was version {seen} when you looked and is version {last} now: look again, then ask")


class NotPermittedError(RefusedError):
    """A wish that would break a rule; *weighed* says which, and on which day."""

    def __init__(self, found: Weighed) -> None:
        self.weighed = found
        rules = ", ".join(broken.rule for broken in found.broken)
        cure = "give a reason" if found.verdict is Verdict.NEEDS_REASON else "nobody may override all of them"
        super().__init__(f"it would break {rules}: {cure}")


@transaction.atomic
def adjust(*, programme: Programme, ask: Ask, author: str, now: datetime) -> Recorded:
    """Keep what is asked for, from *now* on for the rest of the plan, with a version that names author and reason.

    ChangedMeanwhileError where the plan has changed since it was seen, NotPermittedError for what would break a rule,
    BadAnswersError for a name that is not there, ConflictError for a UUID that was used for something else.
    """
    locked = Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    known = locked.events.filter(uuid=ask.uuid).first()
    if known is not None:
        return _told_again(locked, known, ask, author=author, now=now)
    _refuse_unless_seen(locked, ask.seen_version)
    found = weighed(locked, ask.intent, key=str(ask.uuid), said=ask.reason, now=now)
    if found.verdict is not Verdict.PERMITTED:
        raise NotPermittedError(found)
    entry = Entry(ask.uuid, found.wish, now, on=found.wish.on)
    return record(programme=locked, entry=entry, author=author, now=now)


def _told_again(locked: Programme, known: Event, ask: Ask, *, author: str, now: datetime) -> Recorded:
    """The same asked for under the same UUID once more, which changes nothing."""
    kept = read(known.body, Adjusted) if known.kind == "adjusted" else None
    if kept is None or (kept.intent, kept.said) != (ask.intent, ask.reason.strip()):
        raise ConflictError(f"entry {ask.uuid} was told before with something else in it: give it a UUID of its own")
    return record(programme=locked, entry=Entry(ask.uuid, kept, now), author=author, now=now)


class TakeBack(msgspec.Struct, frozen=True):
    """The wish to take back, by its *key*, why, and the number of the plan that was seen; *uuid* made by who asks."""

    uuid: UUID
    key: str
    reason: str
    seen_version: int


@transaction.atomic
def undo(*, programme: Programme, take_back: TakeBack, author: str, now: datetime) -> Recorded:
    """From *now* on the wish no longer counts; what it did to days before stays.

    ChangedMeanwhileError as for `adjust`, BadAnswersError for a key under which nothing stands or a reason too long.
    """
    locked = Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    known = locked.events.filter(uuid=take_back.uuid, kind="undone").first()
    if known is not None:
        return record(programme=locked, entry=Entry(known.uuid, read(known.body, Undone), now), author=author, now=now)
    _refuse_unless_seen(locked, take_back.seen_version)
    said = take_back.reason.strip()
    if len(said) > LONGEST_WHY or not is_text(said):
        raise BadAnswersError([Wrong("reason", shown(said), f"up to {LONGEST_WHY} letters; {TEXT_ALLOWED}")])
    if take_back.key not in {wish.key for wish in standing_wishes(locked, now)}:
        raise BadAnswersError([Wrong("key", shown(take_back.key), "that of something that is asked for and stands")])
    undone = Undone(take_back.key, local_day(locked, now), said)
    # The diary is read in the order of moments: nothing is taken back before it was asked for.
    asked_at = locked.events.get(uuid=take_back.key).happened_at
    entry = Entry(take_back.uuid, undone, max(now, asked_at + AFTER_IT), on=undone.on)
    return record(programme=locked, entry=entry, author=author, now=now)


def _refuse_unless_seen(locked: Programme, seen: int) -> None:
    """The programme still goes on, and its plan is the one that was seen."""
    if locked.ended_on is not None:
        raise RefusedError(f"this programme ended on {locked.ended_on}: ask for something in one that goes on")
    if seen != locked.last_version:
        raise ChangedMeanwhileError(seen, told_between(locked, seen, locked.last_version), locked.last_version)
