"""What a runner may tell of a followed course, with the bounds of every answer, and what happened by it.

The shapes are those of `rehab.events` as far as somebody may say such a thing of themselves: where warning signs lead
and how far a clock moves is worked out, never told. JSON is read by `read_entry`, and its schema made, from the same
shapes.
"""

import datetime
import json
import re
import unicodedata
from collections.abc import Collection
from typing import Annotated, Any, get_args
from uuid import UUID

import msgspec
from msgspec import Meta

from rehab import events
from rehab.asking import MOST_WEEKLY_MINUTES, BadAnswersError, Wrong, shown
from rehab.fault import name_nearest
from rehab.protocol import Protocol
from rehab.vocabulary import Sign

Pain = Annotated[int, Meta(ge=0, le=10)]
Minutes = Annotated[int, Meta(ge=0, le=600)]
Count = Annotated[int, Meta(ge=0, le=1000)]
Id = Annotated[str, Meta(min_length=1, max_length=60)]
Moment = Annotated[datetime.datetime, Meta(tz=True)]
# Clocks that were never set begin decades ago; what lies further off is no clock at all.
FIRST_YEAR, LAST_YEAR = 1970, 2100
MOST_FLAGS = 60
MOST_KIT = 20
LONGEST_ZONE = 64
LONGEST_WHY = 200
# Of an examination: whom it was by, and what they said.
LONGEST_EXAMINER, LONGEST_SAID = 100, 500
TEXT_ALLOWED = "whole letters, and no control characters"
NAME_ALLOWED = "letters in one line, and no marks that turn the direction of writing"
ROLES = ("doctor", "physio", "other")
# What no keyboard types, tabs and new lines apart, and halves of letters: no database keeps them all.
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
# What ends a line, works a terminal, or turns the letters after it about: no name has any of it, and a mail, a table
# or a page that shows one would say what nobody wrote. Marks that some scripts need, and that turn nothing, stay.
_NO_NAME = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
# Letters and signs that nobody sees.
_UNSEEN = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_PLACE = re.compile(r"^(?P<what>.*?)(?: - at `\$(?P<path>.*)`)?$")
_FIELD = re.compile(r"\.?(\w+)|\[(\d+)\]")


class Told(msgspec.Struct, frozen=True, tag=True, forbid_unknown_fields=True):
    """The base of everything a runner may tell."""


class Morning(Told, frozen=True, tag="morning"):
    """Pain on the first ten steps of the day, whether there was a limp, and whether it is soreness all over."""

    pain: Pain
    limp: bool = False
    widespread: bool = False


class Did(Told, frozen=True, tag="did"):
    """One item of the session: how much of it, worst pain, minutes of a run, why not all."""

    exercise: Id
    outcome: events.Outcome = events.Outcome.DONE
    pain: Pain | None = None
    minutes: Minutes | None = None
    why_not: events.WhyNot | None = None


class Finished(Told, frozen=True, tag="finished"):
    """The session is over: worst pain meanwhile and where, pain now, and what was felt."""

    during: Pain | None = None
    worst_at: Id | None = None
    after: Pain | None = None
    signs: Annotated[tuple[Sign, ...], Meta(max_length=len(Sign))] = ()
    widespread: bool = False


class Tried(Told, frozen=True, tag="tried"):
    """A gate's criterion, tried: the sore leg, the other one, pain meanwhile."""

    criterion: Id
    injured: Count
    sound: Count | None = None
    pain: Pain | None = None


class OtherWork(Told, frozen=True, tag="other_work"):
    """Something outside the plan: minutes run, whether the leg was loaded, worst pain."""

    run_minutes: Minutes = 0
    loaded: bool = True
    pain: Pain | None = None


class Paused(Told, frozen=True, tag="paused"):
    """The runner stops for a while."""


class Resumed(Told, frozen=True, tag="resumed"):
    """The runner is back."""


class Fever(Told, frozen=True, tag="fever"):
    """Ill with fever that day."""


class ZoneMoved(Told, frozen=True, tag="zone_moved"):
    """Days are counted in another time zone from the next midnight on: its name, such as Europe/London."""

    zone: Annotated[str, Meta(min_length=1, max_length=LONGEST_ZONE)]


class Equipped(Told, frozen=True, tag="equipped"):
    """All the kit at home, from now on: ids as the safety check asks for them, none for no kit."""

    kit: Annotated[tuple[Id, ...], Meta(max_length=MOST_KIT)]


class UsualWeek(Told, frozen=True, tag="usual_week"):
    """Minutes run in a usual week before the injury, set right; null for not known."""

    minutes: Annotated[int, Meta(ge=0, le=MOST_WEEKLY_MINUTES)] | None


class Signs(Told, frozen=True, tag="signs"):
    """The warning signs of the day: the ids of those that were ticked, none for none of them."""

    flags: Annotated[tuple[Id, ...], Meta(max_length=MOST_FLAGS)]


class Reinjured(Told, frozen=True, tag="reinjured"):
    """The same calf was hurt again that day."""

    grade: Annotated[int, Meta(ge=1, le=9)]


class Cleared(Told, frozen=True, tag="cleared"):
    """A clinician examined the leg that day and agreed to exercise."""

    role: Annotated[str, Meta(pattern=f"^({'|'.join(ROLES)})$")]


class TakenBack(Told, frozen=True, tag="taken_back"):
    """The entry that is superseded was a slip of the finger, and why."""

    why: Annotated[str, Meta(min_length=1, max_length=LONGEST_WHY)]


AnyTold = (
    Morning
    | Did
    | Finished
    | Tried
    | OtherWork
    | Paused
    | Resumed
    | Fever
    | ZoneMoved
    | Equipped
    | UsualWeek
    | Signs
    | Reinjured
    | Cleared
    | TakenBack
)

# What is chosen from a list, by the name of its field.
CHOICES = {
    "type": tuple(str(kind.__struct_config__.tag) for kind in get_args(AnyTold)),
    "outcome": tuple(events.Outcome),
    "why_not": tuple(events.WhyNot),
    "signs": tuple(Sign),
    "role": ROLES,
}


class EntryTold(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entry as it is told: its UUID and the moment *at* by the teller's clock, the day *on* the page, the number of
    the plan's *version* there, the entry it *supersedes*, and the teller's clock when it was sent.
    """

    uuid: UUID
    at: Moment
    event: AnyTold
    on: datetime.date | None = None
    version: Annotated[int, Meta(ge=1, le=1_000_000)] | None = None
    supersedes: UUID | None = None
    sent_at: Moment | None = None


def read_entry(raw: Any) -> EntryTold:
    """The entry that *raw*, read from JSON, tells. BadAnswersError names what cannot be used."""
    try:
        told = msgspec.convert(raw, EntryTold)
    except msgspec.ValidationError as fault:
        raise BadAnswersError([_wrong(str(fault), raw)]) from None
    except UnicodeEncodeError as fault:  # half of a letter, which JSON can write and no text holds
        raise BadAnswersError([Wrong("entry", shown(fault.object), TEXT_ALLOWED)]) from None
    times = {"at": told.at, "on": told.on, "sent_at": told.sent_at}
    odd = {name: time for name, time in times.items() if time and not FIRST_YEAR <= time.year < LAST_YEAR}
    if odd:
        allowed = f"a day from {FIRST_YEAR} on and before {LAST_YEAR}"
        raise BadAnswersError([Wrong(name, shown(str(time)), allowed) for name, time in odd.items()])
    if isinstance(told.event, TakenBack) and not is_text(told.event.why):
        raise BadAnswersError([Wrong("event.why", shown(told.event.why), TEXT_ALLOWED)])
    return told


def is_text(given: str) -> bool:
    """Whether *given* is made of letters alone, and so can be kept and shown."""
    return _NO_TEXT.search(given) is None


def is_name(given: str) -> bool:
    """Whether *given* can be what somebody or something is called: one line, with something in it that can be seen."""
    seen = any(unicodedata.category(sign)[0] in "LNPS" and sign not in _UNSEEN for sign in given)
    return seen and _NO_NAME.search(given) is None


def event_of(told: AnyTold, protocol: Protocol) -> events.Noted:
    """What happened, as the rules read it. BadAnswersError for an id or grade that *protocol* does not have.

    ValueError for what depends on the course and not on what was told alone: where signs lead (`rehab.watching`), and
    by how many hours a clock moves.
    """
    if isinstance(told, Signs | ZoneMoved):
        raise ValueError(f"what {told.__struct_config__.tag} comes to is worked out in view of the course")
    _refuse_unknown(told, protocol)
    fields = msgspec.structs.asdict(told)
    if isinstance(told, Finished):
        fields["signs"] = frozenset(told.signs)
    if isinstance(told, Equipped):
        fields["kit"] = frozenset(told.kit)
    kind: type[events.Noted] = getattr(events, type(told).__name__)
    return kind(**fields)


def _refuse_unknown(told: Told, protocol: Protocol) -> None:
    criteria = {c.criterion for entries in protocol.gates.values() for c in entries}
    grades = {str(grade) for grade in protocol.phases[0].floor_day}
    exercises = tuple(exercise.id for exercise in protocol.catalogue)
    known: dict[str, Collection[str]] = {
        "exercise": exercises,
        "worst_at": exercises,
        "criterion": criteria,
        "grade": grades,
    }
    given = {name: getattr(told, name, None) for name in known}
    told_of = [(name, name, value) for name, value in given.items() if value is not None]
    if isinstance(told, Equipped):
        known["kit"] = protocol.kit.named
        told_of = [("kit", f"kit[{place}]", name) for place, name in enumerate(told.kit)]
    for name, place, value in told_of:
        if str(value) not in known[name]:
            raise BadAnswersError([Wrong(f"event.{place}", shown(str(value)), _allowed(str(value), known[name]))])


def _allowed(given: str, known: Collection[str]) -> str:
    return name_nearest(given, known) if len(known) > len("123") else ", ".join(sorted(known))


def _wrong(message: str, raw: Any) -> Wrong:
    """A fault in msgspec's words as one of ours: where, what was given, what is allowed."""
    found = _PLACE.match(message)
    assert found is not None, "every message has words before its place"
    what, path = found["what"].replace("`", ""), (found["path"] or "").lstrip(".")
    missing = re.match(r"Object missing required field (.*)", what)
    if missing:
        return Wrong(".".join(filter(None, [path, missing[1]])), "nothing", "a value: it is needed")
    unknown = re.match(r"Object contains unknown field (.*)", what)
    if unknown:
        return Wrong(".".join(filter(None, [path, shown(unknown[1])])), "not known here", "only what the schema names")
    choices = CHOICES.get(re.sub(r"\[.*", "", path.rpartition(".")[2]))
    allowed = ", ".join(choices) if choices else what
    return Wrong(path or "entry", shown(json.dumps(_at(raw, path), ensure_ascii=False)), allowed)


def _at(raw: Any, path: str) -> Any:
    """What stands at *path* of *raw*."""
    for name, place in _FIELD.findall(path):
        raw = raw[int(place)] if place else raw[name]
    return raw
