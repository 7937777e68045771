"""A followed course as it would be, were something told or taken back. Nothing is kept."""

from datetime import datetime

from programs.models import Event, Programme
from programs.models.values import read
from programs.selectors.programmes import (
    Following,
    all_entries,
    entries_since,
    fact_of,
    local_day,
    protocol_of,
    start_of,
    version_standing_by,
)
from rehab.following import Fact, day_at_hand, days_until, first_state
from rehab.state import State


def supposed(
    programme: Programme, now: datetime, *, told: Fact | None = None, without: Event | None = None
) -> Following:
    """*programme* on its day at *now*, had *told* been told too, and the entry *without* never."""
    protocol, start, day = protocol_of(programme), start_of(programme), local_day(programme, now)
    since = min(one.on for one in (told, without) if one is not None)
    version = version_standing_by(programme, since)
    if version is None:
        entries, first, state = all_entries(programme), programme.joined_on, first_state(protocol, start)
    else:
        entries, first, state = entries_since(programme, version.on), version.on, read(version.state, State)
    facts = tuple(fact_of(entry) for entry in entries if without is None or entry.uuid != without.uuid)
    facts += (told,) if told is not None else ()
    recent = [fact for fact in facts if fact.on >= first]
    state, _ = days_until(protocol, state, recent, day)
    return Following(programme, protocol, start, facts, day_at_hand(protocol, state, recent))
