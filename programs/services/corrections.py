"""Another word on something told before: a new entry in the place of the old one, which stays on record."""

from datetime import date, datetime, time
from uuid import UUID

from programs.models import Event, Programme
from programs.selectors.authors import role_in
from programs.selectors.courses import promised
from programs.selectors.programmes import local_day, zone_at
from programs.services.diary import OLDEST_DAYS, Entry
from rehab.events import Morning, Noted

# What was done or felt may be told better later. Answers to warning signs and what a clinician said may not: the first
# can be taken back for some minutes, and then stand until somebody has looked at the leg.
MEASURED = "tried"
CORRECTABLE = frozenset({"morning", "did", "finished", MEASURED, "other_work"})


def better_word(told: Event, event: Noted, uuid: UUID) -> Entry:
    """*event* in the place of *told*: on its day, at its moment. Today and later follow from it; what was shown for
    past days stays.
    """
    return Entry(uuid, event, told.happened_at, on=told.on, supersedes=told.uuid)


def may_be_corrected(programme: Programme, told: Event, now: datetime) -> bool:
    """Whether *told* can still be said better by its runner. What a clinic has measured only the clinic says better."""
    if told.kind == MEASURED and role_in(told.author):
        return False
    return told.kind in CORRECTABLE and (local_day(programme, now) - told.on).days <= OLDEST_DAYS


def late_word(programme: Programme, event: Noted, uuid: UUID, on: date, now: datetime) -> Entry:
    """What was not told on a past day, told now, of the plan that was shown for it. A morning stands where it belongs,
    before all else of its day.
    """
    midnight = datetime.combine(on, time.min, tzinfo=zone_at(programme, now))
    shown = promised(programme, on)
    moment = midnight if isinstance(event, Morning) else now
    return Entry(uuid, event, moment, on=on, version=shown[0] if shown else None)
