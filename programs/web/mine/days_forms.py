"""Forms for another word on the diary: what each shows of what was said, and how it is read."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from programs.models.values import read
from programs.web.mine import forms
from programs.web.mine.days_shown import PlannedDay
from rehab.events import Did, Finished, Morning, Noted, OtherWork, Outcome, Tried, WhyNot
from rehab.gates import hurts, is_compared
from rehab.protocol import Criterion, Protocol
from rehab.state import Session
from rehab.vocabulary import Sign
from rehab.words import Words


@dataclass(frozen=True)
class Asking:
    """What an entry said, the plan it was *done_from* as it is kept, and the *exercises* told of that day, which are
    called what their runner knows them by in *words*.
    """

    protocol: Protocol
    event: Noted
    done_from: Any
    exercises: tuple[str, ...]
    words: Words

    @property
    def run_minutes(self) -> int:
        """Minutes of the run that the entry is about, as planned; 0 for all else."""
        if not isinstance(self.event, Did) or not self.done_from:
            return 0
        entries = read(self.done_from, Session).entries
        return next((entry.amount for entry in entries if entry.exercise == self.event.exercise), 0)

    @property
    def criterion(self) -> tuple[str, Criterion]:
        """The criterion that was tried, with its phase."""
        assert isinstance(self.event, Tried), "a criterion belongs to a test"
        found = [(phase, c) for phase, cs in self.protocol.gates.items() for c in cs]
        return next((phase, c) for phase, c in found if c.criterion == self.event.criterion)


@dataclass(frozen=True)
class Form:
    """How an entry of one kind is asked for again, and read."""

    shown: Callable[[Asking], dict[str, Any]]
    read: Callable[[forms.Sheet, Asking], Noted]


def _did(asking: Asking) -> dict[str, Any]:
    assert isinstance(asking.event, Did), "told as an item"
    words = asking.words
    return {
        "was": asking.event,
        "about": words.exercise(asking.event.exercise),
        "outcomes": [(one.value, words.text("changes", "told", one.value)) for one in Outcome],
        "reasons": [(why.value, words.name("why_not", why.value)) for why in WhyNot],
        "run_minutes": asking.run_minutes,
    }


def _read_did(sheet: forms.Sheet, asking: Asking) -> Noted:
    assert isinstance(asking.event, Did), "told as an item"
    return forms.item(sheet, asking.event.exercise, asking.run_minutes)


def _finished(asking: Asking) -> dict[str, Any]:
    assert isinstance(asking.event, Finished), "told as the end of a session"
    words = asking.words
    return {
        "was": asking.event,
        "told": [(name, words.exercise(name)) for name in asking.exercises],
        "signs": [(sign.value, words.name("signs", sign.value), sign in asking.event.signs) for sign in Sign],
    }


def _tried(asking: Asking) -> dict[str, Any]:
    phase, criterion = asking.criterion
    words = asking.words
    unit = "rep" if criterion.unit == "percent" and criterion.exercise else criterion.unit
    return {
        "was": asking.event,
        "about": words.gate(phase, criterion),
        "unit": words.name("trial_units", unit),
        "is_pain": unit == "pain",
        "compared": _is_compared(asking),
        "hurts": hurts((criterion,)),
    }


def _is_compared(asking: Asking) -> bool:
    assert isinstance(asking.event, Tried), "told as a test"
    return asking.event.sound is not None or is_compared((asking.criterion[1],))


def _read_tried(sheet: forms.Sheet, asking: Asking) -> Noted:
    _, criterion = asking.criterion
    (told,) = forms.trial(sheet, (criterion,), compared=_is_compared(asking))
    return told


def _was(asking: Asking) -> dict[str, Any]:
    return {"was": asking.event}


FORMS = {
    "morning": Form(_was, lambda sheet, _: forms.morning(sheet)),
    "did": Form(_did, _read_did),
    "finished": Form(_finished, lambda sheet, asking: forms.finish(sheet, asking.exercises)),
    "tried": Form(_tried, _read_tried),
    "other_work": Form(_was, lambda sheet, _: forms.other_work(sheet)),
}


@dataclass(frozen=True)
class Late:
    """What may be told of a past day: not where something of the kinds *told* was; *asks* only where the plan did."""

    name: str
    told: frozenset[str]
    asks: bool = False

    def fits(self, planned: PlannedDay | None) -> bool:
        """Whether the day's plan has anything to tell of."""
        return not self.asks or bool(planned and planned.items)


LATE = (
    Late("morning", frozenset({"morning"})),
    Late("session", frozenset({"did", "finished", "check_in"}), asks=True),
    Late("other", frozenset()),
)


def late_events(kind: str, sheet: forms.Sheet, planned: PlannedDay | None) -> tuple[Noted, ...]:
    """What the form of *kind* tells of a past day. BadAnswersError for anything wrong."""
    if kind == "morning":
        told: Morning | OtherWork = forms.morning(sheet)
        return (told,)
    if kind == "other":
        return (forms.other_work(sheet),)
    outcomes = [
        (item.exercise, sheet.one(f"item-{item.number}", forms.OUTCOMES)) for item in (planned.items if planned else ())
    ]
    items = tuple(Did(name, Outcome(outcome)) for name, outcome in outcomes if outcome)
    done = [did.exercise for did in items if did.outcome is not Outcome.SKIPPED]
    return (*items, forms.finish(sheet, done))
