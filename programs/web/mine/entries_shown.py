"""Entries of a diary in words, with what was said of each before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec
from django.utils.translation import gettext as _

from programs.models import Event
from programs.selectors.authors import Teller, tellers
from programs.selectors.clearances import clinician
from programs.selectors.courses import earlier_words
from programs.selectors.programmes import zone_at
from programs.services.corrections import may_be_corrected
from rehab.events import (
    CheckIn,
    Cleared,
    Did,
    Equipped,
    Finished,
    Morning,
    Noted,
    OtherWork,
    TakenBack,
    Tried,
    UsualWeek,
    ZoneMoved,
)
from rehab.protocol import Protocol
from rehab.words import Words


@dataclass(frozen=True)
class Word:
    """Something that was said, and when; *by* whom at a clinic, None for the runner."""

    text: str
    at: datetime
    by: Teller | None = None


@dataclass(frozen=True)
class EntryShown:
    """An entry that counts, by its number in the diary: what it is about, what was said, what was said *before*, and
    whether it may be said better. *gone*: an answer that was taken back, which stays on record. *by*: whoever at a
    clinic told it, None for the runner.
    """

    number: int
    about: str
    text: str
    at: datetime
    before: tuple[Word, ...]
    may_change: bool
    gone: bool = False
    by: Teller | None = None


def event_of(entry: Event) -> Noted:
    """What an entry says."""
    told: Noted = msgspec.convert(entry.body, Noted)
    return told


def entries_shown(protocol: Protocol, entries: Sequence[Event], words: Words, now: datetime) -> tuple[EntryShown, ...]:
    """The entries of a day that count, in their order, in *words*."""
    before = earlier_words(entries)
    corrected = {entry.supersedes for entry in entries if entry.supersedes}
    known = tellers(entry.author for entry in entries)
    found = []
    for entry in entries:
        if entry.uuid not in corrected:
            earlier = [_word(one, words, known) for one in before[entry.uuid]]
            shown = _entry(protocol, entry, words, earlier, now)
            found.append(replace(shown, by=known.get(entry.author)))
    return tuple(found)


def _word(entry: Event, words: Words, known: Mapping[str, Teller]) -> Word:
    return Word(said(event_of(entry), words), _local(entry), known.get(entry.author))


def _entry(protocol: Protocol, entry: Event, words: Words, before: Iterable[Word], now: datetime) -> EntryShown:
    event = event_of(entry)
    return EntryShown(
        number=entry.seq,
        about=_about(protocol, entry, event, words),
        text=said(event, words),
        at=_local(entry),
        before=tuple(before),
        may_change=may_be_corrected(entry.programme, entry, now),
        gone=isinstance(event, TakenBack),
    )


def _local(entry: Event) -> datetime:
    return entry.kept_at.astimezone(zone_at(entry.programme, entry.kept_at))


def _about(protocol: Protocol, entry: Event, event: Noted, words: Words) -> str:
    if isinstance(event, Did):
        return words.exercise(event.exercise) if event.exercise in protocol.catalogue else event.exercise
    if isinstance(event, Tried):
        for phase, criteria in protocol.gates.items():
            for criterion in criteria:
                if criterion.criterion == event.criterion:
                    return words.gate(phase, criterion, form="short")
    return words.text("changes", "entries", entry.kind)


def said(event: Noted, words: Words) -> str:
    """What was said, without what it is about."""
    return ", ".join(part for part in _parts(event, words) if part)


def _parts(event: Noted, words: Words) -> Sequence[str]:
    match event:
        case Morning():
            return (
                _pain(event.pain),
                _("with a limp") if event.limp else "",
                _("sore all over") if event.widespread else "",
            )
        case Did():
            why = words.name("why_not", event.why_not.value).lower() if event.why_not else ""
            return (
                words.text("changes", "told", event.outcome.value),
                why,
                _pain(event.pain),
                _minutes(event.minutes),
            )
        case Finished():
            signs = [words.name("signs", sign.value) for sign in sorted(event.signs)]
            worst = _("%(name)s was worst") % {"name": words.exercise(event.worst_at)} if event.worst_at else ""
            after = "" if event.after is None else _("pain after %(pain)s") % {"pain": event.after}
            return (_pain(event.during), worst, after, *signs, _("sore all over") if event.widespread else "")
        case CheckIn():
            return (_("%(number)s exercises") % {"number": len(event.reports)},)
        case Tried():
            sound = "" if event.sound is None else _("other leg %(number)s") % {"number": event.sound}
            return (_("sore leg %(number)s") % {"number": event.injured}, sound, _pain(event.pain))
        case OtherWork():
            loaded = _("it loaded the calf") if event.loaded else _("it did not load the calf")
            return (_minutes(event.run_minutes or None), loaded, _pain(event.pain))
        case ZoneMoved():
            return (event.zone,)
        case Equipped():
            return [words.name("kit", name) for name in sorted(event.kit)] or (_("none"),)
        case UsualWeek():
            return (_minutes(event.minutes) or _("not known"),)
        case Cleared():
            grade = "" if event.grade is None else _("grade %(grade)s") % {"grade": event.grade}
            return (clinician(event.role), event.name, grade, event.said)
        case TakenBack():
            return (event.why,)
    return ()


def _pain(pain: int | None) -> str:
    return "" if pain is None else _("pain %(pain)s") % {"pain": pain}


def _minutes(minutes: int | None) -> str:
    return "" if minutes is None else _("%(minutes)s min run") % {"minutes": minutes}
