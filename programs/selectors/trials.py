"""The tests of a diary that were measured at a clinic, and by whom."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from uuid import UUID

from programs.models import Event, Programme
from programs.selectors.authors import Teller
from programs.selectors.programmes import without_corrected

TRIED = "tried"
# A test of a day: what was tried, and when.
Measured = Mapping[tuple[str, date], Teller]


def measured_in(entries: Iterable[Event], known: Mapping[str, Teller]) -> Measured:
    """Who at a clinic measured what, of the *entries* of a diary in the order of the fold, their tellers *known*; where
    a test was tried more than once in a day, the last counts. What the runner told is not among them.
    """
    tried = [entry for entry in without_corrected(entries) if entry.kind == TRIED]
    last = {(entry.body["criterion"], entry.on): known.get(entry.author) for entry in tried}
    return {test: teller for test, teller in last.items() if teller is not None}


def are_told(programme: Programme, uuids: Collection[UUID]) -> bool:
    """Whether the diary of *programme* holds an entry under each of *uuids*."""
    return bool(uuids) and programme.events.filter(uuid__in=uuids).count() == len(uuids)
