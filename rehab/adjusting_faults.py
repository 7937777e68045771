"""What is wrong with a wish before anybody weighs it: names that are not there, doses nobody has, days gone by."""

import datetime
from collections.abc import Iterator
from functools import singledispatch

from rehab.asking import Wrong, shown
from rehab.events import Adjusted
from rehab.fault import name_nearest
from rehab.following import Today
from rehab.intents import (
    AddExercise,
    AnyIntent,
    CapDose,
    CapRun,
    Hold,
    Message,
    MovePhase,
    RemoveExercise,
    SetDose,
    SwapExercise,
)
from rehab.protocol import Protocol
from rehab.telling import LONGEST_WHY, TEXT_ALLOWED, is_text
from rehab.vocabulary import Role
from rehab.wishes import NOT_ADJUSTED, step_of

LONGEST_RUN = 600
LONGEST_HOLD_DAYS = 366
Wrongs = Iterator[Wrong]


def wrongs_of(protocol: Protocol, today: Today, wish: Adjusted) -> tuple[Wrong, ...]:
    """Everything wrong with *wish*, in a fixed order."""
    return (*_text_wrongs("reason", wish.said, least=0), *_wrongs(wish.intent, protocol, today))


def _text_wrongs(name: str, text: str, *, least: int) -> Wrongs:
    if not least <= len(text.strip()) or len(text) > LONGEST_WHY:
        yield Wrong(name, shown(text) or "nothing", f"{least} to {LONGEST_WHY} letters")
    elif not is_text(text):
        yield Wrong(name, shown(text), TEXT_ALLOWED)


@singledispatch
def _wrongs(intent: AnyIntent, protocol: Protocol, today: Today) -> Wrongs:
    raise TypeError(f"{type(intent).__name__} is not an intent")


@_wrongs.register
def _swap(intent: SwapExercise, protocol: Protocol, today: Today) -> Wrongs:
    yield from _exercise_wrongs("exercise", intent.exercise, protocol)
    yield from _newcomer_wrongs("other", intent.other, protocol, today)
    if intent.other == intent.exercise:
        yield Wrong("other", shown(intent.other), "another exercise than the one it is for")


@_wrongs.register(SetDose | CapDose)
def _dose(intent: SetDose | CapDose, protocol: Protocol, today: Today) -> Wrongs:
    wrongs = tuple(_exercise_wrongs("exercise", intent.exercise, protocol))
    yield from wrongs or _dose_wrongs(intent, protocol)


@_wrongs.register
def _add(intent: AddExercise, protocol: Protocol, today: Today) -> Wrongs:
    wrongs = tuple(_newcomer_wrongs("exercise", intent.exercise, protocol, today))
    yield from wrongs or _dose_wrongs(intent, protocol)


@_wrongs.register
def _remove(intent: RemoveExercise, protocol: Protocol, today: Today) -> Wrongs:
    yield from _exercise_wrongs("exercise", intent.exercise, protocol, but=frozenset({Role.RUN}))


@_wrongs.register
def _cap_run(intent: CapRun, protocol: Protocol, today: Today) -> Wrongs:
    if not 0 <= intent.minutes <= LONGEST_RUN:
        yield Wrong("minutes", str(intent.minutes), f"0 to {LONGEST_RUN}")


@_wrongs.register
def _hold(intent: Hold, protocol: Protocol, today: Today) -> Wrongs:
    if (intent.until is None) == (not intent.criterion):
        yield Wrong("hold", "both" if intent.criterion else "neither", "a day until which, or a test of a gate")
        return
    if intent.until is not None:
        first, last = (today.date + datetime.timedelta(days=days) for days in (1, LONGEST_HOLD_DAYS))
        if not first <= intent.until <= last:
            yield Wrong("until", str(intent.until), f"a day from {first} to {last}")
        return
    ahead = protocol.phases[today.read_from.phase :]
    known = {c.criterion for p in ahead for c in protocol.gates.get(p.id, ()) if c.kind == "measure"}
    if intent.criterion not in known:
        yield Wrong("criterion", shown(intent.criterion), name_nearest(intent.criterion, known))


@_wrongs.register
def _move(intent: MovePhase, protocol: Protocol, today: Today) -> Wrongs:
    here = today.read_from.phase
    allowed = [phase.id for place, phase in enumerate(protocol.phases) if place < here or place == here + 1]
    if intent.phase not in allowed:
        yield Wrong("phase", shown(intent.phase), ", ".join(allowed))


@_wrongs.register
def _message(intent: Message, protocol: Protocol, today: Today) -> Wrongs:
    yield from _text_wrongs("text", intent.text, least=1)


def _exercise_wrongs(name: str, given: str, protocol: Protocol, but: frozenset[Role] = NOT_ADJUSTED) -> Wrongs:
    """Whether *given* is an exercise that may be changed: not of a role in *but*."""
    known = {exercise.id for exercise in protocol.exercises if protocol.role_of(exercise) not in but}
    if given not in known:
        yield Wrong(name, shown(given), name_nearest(given, known))


def _newcomer_wrongs(name: str, given: str, protocol: Protocol, today: Today) -> Wrongs:
    yield from _exercise_wrongs(name, given, protocol)
    if given in today.now.situation.never:
        yield Wrong(name, shown(given), "an exercise that the safety check has not taken away for good")


def _dose_wrongs(intent: SetDose | CapDose | AddExercise, protocol: Protocol) -> Wrongs:
    exercise = protocol.catalogue[intent.exercise]
    if step_of(exercise, intent.sets, intent.amount) is None:
        doses = ", ".join(str(dose) for dose in exercise.dose_steps)
        yield Wrong("dose", f"{intent.sets} x {intent.amount}", f"one of {doses}")
