"""The sentence of a wish: who asks for what, since which day, and the reason that was kept."""

from functools import singledispatch

from rehab.dose import Dose
from rehab.events import Adjusted
from rehab.intents import (
    AddExercise,
    AnyIntent,
    CapDose,
    CapRun,
    Hold,
    Intent,
    Message,
    MovePhase,
    RemoveExercise,
    SetDose,
    SwapExercise,
)
from rehab.protocol import Protocol
from rehab.reason import Input, Reason, because
from rehab.state import Entry

Inputs = dict[str, Input]
# The rules of lines that a wish has changed, with the kinds of intents that each may speak for.
MADE_BY_A_WISH: dict[str, tuple[type[Intent], ...]] = {
    "wished-swap": (SwapExercise,),
    "wished-dose": (SetDose,),
    "wished-cap": (CapDose, AddExercise),
    "wished-add": (AddExercise,),
    "wished-cap-run": (CapRun,),
}


def why_asked(protocol: Protocol, wish: Adjusted) -> Reason:
    """What *wish* asks for."""
    rule, inputs = _of(wish.intent, protocol)
    return because(rule, **inputs, **told_by(wish))


def why_line(wish: Adjusted, rule: str, *, exercise: str, dose: str) -> Reason:
    """Why a line of a plan is what *wish* made of it: *rule* is its own."""
    inputs: Inputs = {"exercise": exercise, "dose": dose}
    if isinstance(wish.intent, SwapExercise):
        inputs["instead"] = wish.intent.exercise
    return Reason(rule, tuple(sorted((inputs | told_by(wish)).items())))


def speaks_for(intent: AnyIntent, entry: Entry) -> bool:
    """Whether *intent* is what made *entry* what its rule says."""
    if not isinstance(intent, MADE_BY_A_WISH[entry.rule]):
        return False
    about = intent.other if isinstance(intent, SwapExercise) else getattr(intent, "exercise", entry.exercise)
    return bool(about == entry.exercise)


def told_by(wish: Adjusted) -> Inputs:
    """By whom, since when and why."""
    return {"by": wish.by, "on": wish.on.isoformat(), "said": wish.said}


@singledispatch
def _of(intent: AnyIntent, protocol: Protocol) -> tuple[str, Inputs]:
    raise TypeError(f"{type(intent).__name__} is not an intent")


@_of.register
def _swap(intent: SwapExercise, protocol: Protocol) -> tuple[str, Inputs]:
    return "asked-swap", {"exercise": intent.other, "instead": intent.exercise}


@_of.register
def _dose(intent: SetDose, protocol: Protocol) -> tuple[str, Inputs]:
    return "asked-dose", _dosed(intent, protocol)


@_of.register
def _cap(intent: CapDose, protocol: Protocol) -> tuple[str, Inputs]:
    return "asked-cap", _dosed(intent, protocol)


@_of.register
def _add(intent: AddExercise, protocol: Protocol) -> tuple[str, Inputs]:
    return "asked-add", _dosed(intent, protocol)


def _dosed(intent: SetDose | CapDose | AddExercise, protocol: Protocol) -> Inputs:
    """The exercise, and the dose as it prints, in the exercise's own unit."""
    unit = protocol.catalogue[intent.exercise].first_dose.unit
    return {"exercise": intent.exercise, "dose": str(Dose(intent.sets, intent.amount, unit))}


@_of.register
def _cap_run(intent: CapRun, protocol: Protocol) -> tuple[str, Inputs]:
    return ("asked-cap-run", {"minutes": intent.minutes}) if intent.minutes else ("asked-no-run", {})


@_of.register
def _hold(intent: Hold, protocol: Protocol) -> tuple[str, Inputs]:
    if intent.until is not None:
        return "asked-hold", {"until": intent.until.isoformat()}
    return "asked-hold-for-test", {"criterion": intent.criterion}


@_of.register
def _remove(intent: RemoveExercise, protocol: Protocol) -> tuple[str, Inputs]:
    return "asked-remove", {"exercise": intent.exercise}


@_of.register
def _move(intent: MovePhase, protocol: Protocol) -> tuple[str, Inputs]:
    return "asked-phase", {"phase": intent.phase}


@_of.register
def _message(intent: Message, protocol: Protocol) -> tuple[str, Inputs]:
    return "asked-message", {"text": intent.text}
