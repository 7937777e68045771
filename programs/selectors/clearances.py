"""The clearances of a programme, those that were taken back among them."""

from collections.abc import Iterable, Mapping

import msgspec

from programs.models import Event, Programme
from programs.models.values import read
from programs.selectors.authors import Teller, role_in, tellers
from programs.selectors.programmes import CLEARED, is_unverified
from rehab.events import Cleared, TakenBack
from rehab.words import MissingWordsError, words_in

TAKEN_BACK = "taken_back"


class Clearance(msgspec.Struct, frozen=True):
    """An examination as it was told: the *entry*, what it said, who *told* it, None for the runner. *withdrawn* is why
    it no longer counts, by whom; "" while it does. One told in another house counts for nothing.
    """

    entry: Event
    event: Cleared
    told: Teller | None
    withdrawn: str = ""
    withdrawn_by: Teller | None = None

    @property
    def who(self) -> str:
        """What the examiner is, in words."""
        return clinician(self.event.role)

    @property
    def counts(self) -> bool:
        """Whether the plan rests on it."""
        return not self.withdrawn and not is_unverified(self.entry)

    @property
    def may_be_withdrawn(self) -> bool:
        """Whether the clinic can take it back: what the runner told is the runner's."""
        return self.counts and bool(role_in(self.entry.author))


def clinician(role: str) -> str:
    """What somebody of that *role* is, in words; the role itself where it was told in a house that has others."""
    try:
        return words_in().name("clinicians", role)
    except MissingWordsError:
        return role


def clearances_of(programme: Programme) -> tuple[Clearance, ...]:
    """Every clearance of *programme*, the last first."""
    entries = list(programme.events.filter(kind__in=(CLEARED, TAKEN_BACK)))
    return clearances_in(entries, tellers(entry.author for entry in entries))


def clearances_in(entries: Iterable[Event], known: Mapping[str, Teller]) -> tuple[Clearance, ...]:
    """Every clearance of the *entries* of a diary, their tellers *known*, the last first."""
    those = [entry for entry in entries if entry.kind in (CLEARED, TAKEN_BACK)]
    back = {entry.supersedes: entry for entry in those if entry.kind == TAKEN_BACK}
    told = sorted((entry for entry in those if entry.kind == CLEARED), key=lambda entry: (entry.on, entry.seq))
    return tuple(_clearance(entry, back.get(entry.uuid), known) for entry in reversed(told))


def _clearance(entry: Event, back: Event | None, known: Mapping[str, Teller]) -> Clearance:
    event, told = read(entry.body, Cleared), known.get(entry.author)
    if back is None:
        return Clearance(entry, event, told)
    return Clearance(entry, event, told, read(back.body, TakenBack).why, known.get(back.author))
