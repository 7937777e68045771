"""What numbers and names an event, a session or a reason of an archive may hold."""

from collections.abc import Iterator

import msgspec

from rehab.archive import MOST_REASONS
from rehab.asking import MOST_WEEKLY_MINUTES, Wrong, shown
from rehab.events import (
    Adjusted,
    Answered,
    CheckIn,
    Cleared,
    Did,
    Equipped,
    Finished,
    Morning,
    Noted,
    OtherWork,
    Regraded,
    Reinjured,
    Report,
    Screened,
    TakenBack,
    Tried,
    Undone,
    UsualWeek,
    ZoneMoved,
)
from rehab.intents import OVERRIDABLE, Message, MovePhase
from rehab.protocol import Protocol
from rehab.reason import Reason
from rehab.state import Session
from rehab.telling import LONGEST_EXAMINER, LONGEST_SAID
from rehab.vocabulary import Kind
from rehab.words import MissingWordsError, Words
from rehab.zones import is_listed

PAIN, MINUTES, COUNT, GRADE = (0, 10), (0, 600), (0, 1000), (1, 3)
A_ZONE = "a name of the list of time zones, such as Europe/London"
LONGEST_TEXT, MOST_LINES, MOST_TIMES, MOST_INPUTS = 200, 60, 24, 20
# The whole numbers of each event, by name; what may be missing may be None.
NUMBERS: dict[type, dict[str, tuple[int, int]]] = {
    Morning: {"pain": PAIN},
    CheckIn: {"after": PAIN},
    Report: {"pain": PAIN, "minutes": MINUTES},
    Did: {"pain": PAIN, "minutes": MINUTES},
    Finished: {"during": PAIN, "after": PAIN},
    Tried: {"injured": COUNT, "sound": COUNT, "pain": PAIN},
    OtherWork: {"run_minutes": MINUTES, "pain": PAIN},
    Cleared: {"grade": GRADE},
    Regraded: {"grade": GRADE},
    Reinjured: {"grade": GRADE},
    UsualWeek: {"minutes": (0, MOST_WEEKLY_MINUTES)},
    ZoneMoved: {"hours": (-26, 26), "last_ended_hour": (0, 24)},
}
TEXTS: dict[type, dict[str, int]] = {
    TakenBack: {"why": LONGEST_TEXT},
    Answered: {"what": LONGEST_TEXT},
    Cleared: {"role": LONGEST_TEXT, "name": LONGEST_EXAMINER, "said": LONGEST_SAID},
}


class Names(msgspec.Struct, frozen=True):
    """What may be named: *exercises* with how many doses each has, *criteria* of gates, *flags*, *kit*, *rungs*,
    *phases* and their ids.
    """

    exercises: dict[str, int]
    criteria: frozenset[str]
    kit: frozenset[str]
    flags: frozenset[str]
    rungs: int
    phases: int
    phase_ids: frozenset[str]
    words: Words


def names_of(protocol: Protocol, flags: frozenset[str], words: Words) -> Names:
    """The names of *protocol*, with the *flags* of the safety check."""
    return Names(
        exercises={exercise.id: len(exercise.dose_steps) for exercise in protocol.exercises},
        criteria=frozenset(c.criterion for gate in protocol.gates.values() for c in gate),
        kit=frozenset(protocol.kit.named),
        flags=flags,
        rungs=len(protocol.ladder.rungs) if protocol.ladder else 0,
        phases=len(protocol.phases),
        phase_ids=frozenset(protocol.phase_index),
        words=words,
    )


def event_wrongs(event: Noted | Report, names: Names) -> Iterator[Wrong]:
    """What is wrong with the numbers and names of *event*."""
    for name, (least, most) in NUMBERS.get(type(event), {}).items():
        yield from number_wrongs(name, getattr(event, name), least, most)
    for name, most in TEXTS.get(type(event), {}).items():
        text = getattr(event, name)
        if len(text) > most:
            yield Wrong(name, shown(text), f"at most {most} letters")
    if isinstance(event, ZoneMoved) and event.zone and not is_listed(event.zone):
        yield Wrong("zone", shown(event.zone), A_ZONE)
    if isinstance(event, Adjusted | Undone):
        yield from _wish_wrongs(event, names)
    if isinstance(event, Did | Report):
        yield from _unknown("exercise", {event.exercise}, names.exercises)
    if isinstance(event, Finished) and event.worst_at is not None:
        yield from _unknown("worst_at", {event.worst_at}, names.exercises)
    if isinstance(event, Tried):
        yield from _unknown("criterion", {event.criterion}, names.criteria)
    if isinstance(event, Equipped):
        yield from _unknown("kit", event.kit, names.kit)
    if isinstance(event, Screened):
        yield from _unknown("flags", event.flags, names.flags)
        yield from _unknown("barred", event.barred | event.never, names.exercises)
    if isinstance(event, CheckIn):
        if len(event.reports) > MOST_LINES:
            yield Wrong("reports", str(len(event.reports)), f"at most {MOST_LINES}")
        for report in event.reports[:MOST_LINES]:
            yield from event_wrongs(report, names)


def _wish_wrongs(event: Adjusted | Undone, names: Names) -> Iterator[Wrong]:
    """What is wrong with what a therapist asked for, elsewhere: it is kept to be read and changes no plan here."""
    intent = event.intent if isinstance(event, Adjusted) else None
    texts = {"key": event.key, "said": event.said, "text": intent.text if isinstance(intent, Message) else ""}
    for name, text in texts.items():
        if len(text) > LONGEST_TEXT:
            yield Wrong(name, shown(text), f"at most {LONGEST_TEXT} letters")
    if not isinstance(event, Adjusted):
        return
    exercises = {getattr(intent, name) for name in ("exercise", "other") if hasattr(intent, name)}
    yield from _unknown("exercise", exercises, names.exercises)
    yield from _unknown("overrides", event.overrides, OVERRIDABLE)
    yield from number_wrongs("episode", event.episode, 1, COUNT[1])
    for name in ("sets", "amount", "minutes"):
        yield from number_wrongs(name, getattr(intent, name, None), *COUNT)
    if isinstance(intent, MovePhase):
        yield from _unknown("phase", {intent.phase}, names.phase_ids)
    criterion = getattr(intent, "criterion", "")
    yield from _unknown("criterion", {criterion} - {""}, names.criteria)


def session_wrongs(session: Session, names: Names) -> Iterator[Wrong]:
    """What is wrong with a day's prescription."""
    yield from _unknown("kind", {session.kind}, {kind.value for kind in Kind})
    yield from number_wrongs("minutes", session.minutes, *MINUTES)
    yield from number_wrongs("run_minutes", session.run_minutes, *MINUTES)
    yield from number_wrongs("rung", session.rung, 0, names.rungs - 1)
    if len(session.entries) > MOST_LINES:
        yield Wrong("entries", str(len(session.entries)), f"at most {MOST_LINES}")
    for entry in session.entries[:MOST_LINES]:
        yield from _unknown("exercise", {entry.exercise}, names.exercises)
        yield from number_wrongs("step", entry.step, 0, names.exercises.get(entry.exercise, 1) - 1)
        yield from number_wrongs("amount", entry.amount, *MINUTES)
        yield from number_wrongs("times_per_day", entry.times_per_day, 1, MOST_TIMES)
        if not names.words.knows_rule(entry.rule):
            yield Wrong("rule", shown(entry.rule), "a rule this version knows")
    yield from reasons_wrongs(session.notices, names.words)


def reasons_wrongs(reasons: tuple[Reason, ...], words: Words) -> Iterator[Wrong]:
    """What is wrong with *reasons*: that nothing can be said for one."""
    if len(reasons) > MOST_REASONS:
        yield Wrong("reasons", str(len(reasons)), f"at most {MOST_REASONS}")
    for why in reasons[:MOST_REASONS]:
        try:
            is_short = len(why.inputs) <= MOST_INPUTS and all(len(str(v)) <= LONGEST_TEXT for _, v in why.inputs)
            said = is_short and bool(words.reason(why)) and all(words.source(source) for source in why.sources)
        except (MissingWordsError, ValueError, KeyError, IndexError, AttributeError):
            # Whatever stands in an input is put into a sentence: one that cannot be said cannot be kept.
            said = False
        if not said:
            yield Wrong("reason", shown(why.rule), "a reason that this version has words for")


def number_wrongs(name: str, value: int | None, least: int, most: int) -> Iterator[Wrong]:
    """Whether *value* lies outside *least* to *most*; None is no number and no fault."""
    if value is not None and not least <= value <= most:
        yield Wrong(name, shown(str(value)), f"{least} to {most}")


def _unknown(
    name: str, given: set[str] | frozenset[str], known: dict[str, int] | frozenset[str] | set[str]
) -> Iterator[Wrong]:
    for strange in sorted(given - set(known))[:1]:
        yield Wrong(name, shown(strange), "a name that this version of the protocol knows")
