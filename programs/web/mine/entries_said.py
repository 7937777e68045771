"""An entry of a diary as a sentence."""

from collections.abc import Callable
from functools import singledispatch
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from programs.selectors.protocol import known_protocol
from rehab.events import (
    Adjusted,
    Answered,
    CheckIn,
    Cleared,
    Did,
    Ended,
    Equipped,
    Fever,
    Finished,
    HandedOver,
    Morning,
    OtherWork,
    Outcome,
    Paused,
    Regraded,
    Reinjured,
    Report,
    Resumed,
    Screened,
    TakenBack,
    Tried,
    Undone,
    UsualWeek,
    ZoneMoved,
)
from rehab.words import MissingWordsError, words_in


class Namer:
    """Says what ids stand for; an id that nobody has words for, from a protocol that is not here, stays an id."""

    def __init__(self, criteria: dict[str, str]) -> None:
        self._criteria = criteria

    def __call__(self, say: Callable[[], str], otherwise: str) -> str:
        try:
            return say()
        except MissingWordsError:
            return otherwise

    def exercise(self, exercise: str) -> str:
        return self(lambda: words_in().exercise(exercise), exercise)

    def flag(self, flag: str) -> str:
        return self(lambda: words_in().text("red_flags", "flags", flag, "label"), flag)

    def kit(self, kit: str) -> str:
        return self(lambda: words_in().name("kit", kit), kit)

    def criterion(self, criterion: str) -> str:
        return self._criteria.get(criterion, criterion)


def namer_of(protocol: str, version: str) -> Namer:
    """Names for what entries name: of the *version* of their own *protocol*, or the bare id where that is not known."""
    words, known = words_in(), known_protocol(protocol, version)
    gates = known.gates.items() if known else ()
    criteria = {c.criterion: words.gate(phase, c, form="short") for phase, gate in gates for c in gate}
    return Namer(criteria)


@singledispatch
def entry_said(event: Any, namer: Namer) -> str:
    """What *event* tells, in one sentence or a few words."""
    raise TypeError(f"no words for {type(event).__name__}")


def _listed(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _pain(pain: int | None) -> str:
    return "" if pain is None else _("pain %(pain)s of 10") % {"pain": pain}


def _minutes(minutes: int | None) -> str:
    return "" if minutes is None else _("%(minutes)s minutes") % {"minutes": minutes}


def _done(item: Did | Report, namer: Namer) -> str:
    outcomes = {Outcome.DONE: _("done"), Outcome.PARTLY: _("partly done"), Outcome.SKIPPED: _("skipped")}
    told = _listed(outcomes[item.outcome], _minutes(item.minutes), _pain(item.pain))
    return f"{namer.exercise(item.exercise)}: {told}"


def _after(event: Finished | CheckIn) -> str:
    signs = _listed(*(words_in().name("signs", sign.value) for sign in sorted(event.signs)))
    after = "" if event.after is None else _("%(pain)s of 10 after it") % {"pain": event.after}
    return _listed(after, signs, _("sore all over") if event.widespread else "")


@entry_said.register
def _morning(event: Morning, namer: Namer) -> str:
    told = _listed(
        _pain(event.pain), _("with a limp") if event.limp else "", _("sore all over") if event.widespread else ""
    )
    return _("Morning: %(told)s") % {"told": told}


@entry_said.register
def _check_in(event: CheckIn, namer: Namer) -> str:
    items = "; ".join(_done(report, namer) for report in event.reports)
    return _("Session: %(told)s") % {"told": "; ".join(part for part in (items, _after(event)) if part)}


@entry_said.register
def _did(event: Did, namer: Namer) -> str:
    why = words_in().name("why_not", event.why_not.value) if event.why_not else ""
    return _listed(_done(event, namer), why)


@entry_said.register
def _finished(event: Finished, namer: Namer) -> str:
    at = namer.exercise(event.worst_at) if event.worst_at else ""
    return _("End of the session: %(told)s") % {"told": _listed(_pain(event.during), at, _after(event))}


@entry_said.register
def _tried(event: Tried, namer: Namer) -> str:
    sound = "" if event.sound is None else _("other leg %(number)s") % {"number": event.sound}
    told = _listed(_("sore leg %(number)s") % {"number": event.injured}, sound, _pain(event.pain))
    return f"{namer.criterion(event.criterion)}: {told}"


@entry_said.register
def _cleared(event: Cleared, namer: Namer) -> str:
    who = namer(lambda: words_in().name("clinicians", event.role), event.role)
    grade = "" if event.grade is None else _("grade %(grade)s") % {"grade": event.grade}
    told = _listed(who, event.name, grade, event.said)
    return _("Somebody has looked at the leg: %(who)s") % {"who": told}


@entry_said.register
def _screened(event: Screened, namer: Namer) -> str:
    told = _listed(*(namer.flag(flag) for flag in sorted(event.flags))) or _("none of them")
    return _("Warning signs: %(told)s") % {"told": told}


@entry_said.register
def _answered(event: Answered, namer: Namer) -> str:
    return _("Asked whether it is no better: %(answer)s") % {"answer": _("yes") if event.yes else _("no")}


@entry_said.register
def _regraded(event: Regraded, namer: Namer) -> str:
    return _("A second look: grade %(grade)s") % {"grade": event.grade}


@entry_said.register
def _reinjured(event: Reinjured, namer: Namer) -> str:
    return _("Hurt again: grade %(grade)s") % {"grade": event.grade}


@entry_said.register
def _other_work(event: OtherWork, namer: Namer) -> str:
    told = _listed(_minutes(event.run_minutes or None), _("with load") if event.loaded else "", _pain(event.pain))
    return _("Something else: %(told)s") % {"told": told or _("light")}


@entry_said.register
def _zone_moved(event: ZoneMoved, namer: Namer) -> str:
    if event.zone and not event.hours:
        return _("Days are counted in %(zone)s") % {"zone": event.zone}
    moved = _("Clocks moved by %(hours)s hours") % {"hours": event.hours}
    return f"{moved}, {event.zone}" if event.zone else moved


@entry_said.register
def _equipped(event: Equipped, namer: Namer) -> str:
    return _("Kit at home: %(kit)s") % {"kit": _listed(*map(namer.kit, sorted(event.kit))) or _("none")}


@entry_said.register
def _usual_week(event: UsualWeek, namer: Namer) -> str:
    minutes = _("not known") if event.minutes is None else _minutes(event.minutes)
    return _("Running in a usual week: %(minutes)s") % {"minutes": minutes}


@entry_said.register
def _taken_back(event: TakenBack, namer: Namer) -> str:
    return _("A slip, taken back: %(why)s") % {"why": event.why}


@entry_said.register
def _adjusted(event: Adjusted, namer: Namer) -> str:
    told = [_intended(name, value, namer) for name, value in msgspec.structs.asdict(event.intent).items() if value]
    return _("A therapist asked for something: %(told)s") % {"told": _listed(*told, event.said)}


def _intended(name: str, value: Any, namer: Namer) -> str:
    """A part of what was asked for, by the name of its field."""
    match name:
        case "exercise" | "other":
            return namer.exercise(value)
        case "criterion":
            return namer.criterion(value)
        case "phase":
            return namer(lambda: words_in().phase(value), value)
        case "until":
            return _("until %(day)s") % {"day": words_in().day(value)}
        case "sets":
            return _("%(number)s sets") % {"number": value}
        case "minutes":
            return _minutes(value)
    return str(value)


@entry_said.register
def _undone(event: Undone, namer: Namer) -> str:
    return _("A therapist took something back: %(why)s") % {"why": event.said}


@entry_said.register
def _handed_over(event: HandedOver, namer: Namer) -> str:
    if event.asked_by == "runner":
        return _("Another clinic may change the plan from here on, as you asked")
    return _("Another clinic may change the plan from here on, as the one before asked")


@entry_said.register
def _plain(event: Paused | Resumed | Fever | Ended, namer: Namer) -> str:
    said = {Paused: _("Pause"), Resumed: _("Back again"), Fever: _("Fever"), Ended: _("The end")}
    return said[type(event)]
