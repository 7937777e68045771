"""What a therapist asks for, in a short line for people of a clinic, and as the fields of the form that asks for it."""

from collections.abc import Mapping
from functools import singledispatch

import msgspec
from django.utils.translation import gettext as _

from rehab.intents import (
    AddExercise,
    AnyIntent,
    CapDose,
    CapRun,
    Days,
    Hold,
    Message,
    MovePhase,
    RemoveExercise,
    SetDose,
    SwapExercise,
)
from rehab.protocol import Protocol
from rehab.wishes import step_of
from rehab.words import Words, unbroken


@singledispatch
def intent_said(intent: AnyIntent, protocol: Protocol, words: Words) -> str:
    """What *intent* asks for, in *words*."""
    raise TypeError(f"{type(intent).__name__} is not an intent")


@intent_said.register
def _swap(intent: SwapExercise, protocol: Protocol, words: Words) -> str:
    names = {"other": words.exercise(intent.other), "exercise": words.exercise(intent.exercise)}
    return _("%(other)s in place of %(exercise)s") % names


@intent_said.register
def _dose(intent: SetDose, protocol: Protocol, words: Words) -> str:
    return _("%(exercise)s at %(dose)s") % _dosed(intent, protocol, words)


@intent_said.register
def _cap(intent: CapDose, protocol: Protocol, words: Words) -> str:
    return _("%(exercise)s at %(dose)s at most") % _dosed(intent, protocol, words)


@intent_said.register
def _cap_run(intent: CapRun, protocol: Protocol, words: Words) -> str:
    return _("Runs of %(minutes)s minutes at most") % {"minutes": intent.minutes} if intent.minutes else _("No runs")


@intent_said.register
def _hold(intent: Hold, protocol: Protocol, words: Words) -> str:
    if intent.until is not None:
        return _("Stay at this point until %(day)s") % {"day": words.day(intent.until)}
    return _("Stay at this point until this is passed: %(test)s") % {
        "test": criterion_said(protocol, intent.criterion, words)
    }


@intent_said.register
def _add(intent: AddExercise, protocol: Protocol, words: Words) -> str:
    told = _dosed(intent, protocol, words) | {"days": days_said(intent.days)}
    return _("%(exercise)s as well, %(days)s, up to %(dose)s") % told


@intent_said.register
def _remove(intent: RemoveExercise, protocol: Protocol, words: Words) -> str:
    return _("No %(exercise)s") % {"exercise": words.exercise(intent.exercise)}


@intent_said.register
def _move(intent: MovePhase, protocol: Protocol, words: Words) -> str:
    return _("On to the phase %(phase)s") % {"phase": words.phase(intent.phase)}


@intent_said.register
def _message(intent: Message, protocol: Protocol, words: Words) -> str:
    return _("A message: “%(text)s”") % {"text": intent.text}


def _dosed(intent: SetDose | CapDose | AddExercise, protocol: Protocol, words: Words) -> dict[str, str]:
    exercise = protocol.catalogue[intent.exercise]
    step = step_of(exercise, intent.sets, intent.amount)
    dose = exercise.dose_steps[step] if step is not None else exercise.first_dose
    return {"exercise": words.exercise(intent.exercise), "dose": unbroken(words.dose(dose))}


def days_said(days: Days) -> str:
    """The days that an exercise is added to."""
    said = {Days.LOADING: _("on loading days"), Days.BETWEEN: _("on the days between"), Days.EVERY: _("on every day")}
    return said[days]


def criterion_said(protocol: Protocol, criterion: str, words: Words) -> str:
    """A test of a gate in short, as the first phase that asks for it words it."""
    for phase in protocol.phases:
        for one in protocol.gates.get(phase.id, ()):
            if one.criterion == criterion:
                return words.gate(phase.id, one, form="short")
    return criterion


def fields_of(intent: AnyIntent) -> Mapping[str, str]:
    """The form that asks for *intent*, name by name: what `AdjustForm` reads comes back as it was."""
    values = msgspec.structs.asdict(intent)
    values.pop("done", None)
    if "sets" in values:
        values["dose"] = dose_field(values.pop("sets"), values.pop("amount"))
    said = {name: str(value) for name, value in values.items() if value is not None and value != ""}
    return {"kind": str(type(intent).__struct_config__.tag)} | said


def dose_field(sets: int, amount: int) -> str:
    """A dose as a form sends it: "3x12"."""
    return f"{sets}x{amount}"
