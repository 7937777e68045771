"""What a therapist may ask of a plan beside the rules: each intent a value that goes to JSON and back.

Sets and amounts are those of a dose that the exercise has in the catalogue. None of them takes effect by itself: the
rules of a day (`rehab/wishes.py`) follow one as far as it is safe.
"""

import datetime
from enum import StrEnum

import msgspec

# The invariants that a therapist may override with a reason that is kept; of INV-21 the choice of a dose alone. Source:
# judgement of ours, for the clinician who reviews. No other is anybody's to override.
OVERRIDABLE = frozenset({"INV-11", "INV-16", "INV-19", "INV-21", "INV-34", "INV-35", "INV-43", "INV-46"})
DOSE_CHOICE, CHAIN_GAP, KIT, LENGTH, DAY_OFF = "INV-21", "INV-11", "INV-34", "INV-35", "INV-43"


class Days(StrEnum):
    """The days an exercise is added to: those that load the calf, the light ones between, or all, rest days too. Where
    every day of a phase is alike it stands on each.
    """

    LOADING = "loading"
    BETWEEN = "between"
    EVERY = "every"


class Intent(msgspec.Struct, frozen=True, tag=True):
    """The base of all intents."""


class SwapExercise(Intent, frozen=True, tag="swap"):
    """*other* in the place of *exercise* wherever that is asked for, on every day that *other* may stand on."""

    exercise: str
    other: str


class SetDose(Intent, frozen=True, tag="dose"):
    """This dose of *exercise*: never more than it, and up to it a step a session after each green one."""

    exercise: str
    sets: int
    amount: int


class CapDose(Intent, frozen=True, tag="cap"):
    """At most this dose of *exercise*; below it the rules go on choosing."""

    exercise: str
    sets: int
    amount: int


class CapRun(Intent, frozen=True, tag="cap_run"):
    """At most so many *minutes* of running on a day, 0 for none."""

    minutes: int


class Hold(Intent, frozen=True, tag="hold"):
    """No later phase, no higher rung and no longer weeks of running before the day *until*, or before a gate's
    *criterion* has been passed since. Doses go on.
    """

    until: datetime.date | None = None
    criterion: str = ""


class AddExercise(Intent, frozen=True, tag="add"):
    """*exercise* beside what the rules ask for on these *days*, at this dose at most; it begins and grows as any new
    one does.
    """

    exercise: str
    sets: int
    amount: int
    days: Days


class RemoveExercise(Intent, frozen=True, tag="remove"):
    """Nothing of *exercise*. The last thing that a day asks for stays."""

    exercise: str


class MovePhase(Intent, frozen=True, tag="move_phase"):
    """To *phase*, by id, with the next plan that is made: back always, forward by one where floor and gate allow it.
    *done*: it has been.
    """

    phase: str
    done: bool = False


class Message(Intent, frozen=True, tag="message"):
    """Some words to the runner. The plan stays as it is."""

    text: str


AnyIntent = SwapExercise | SetDose | CapDose | CapRun | Hold | AddExercise | RemoveExercise | MovePhase | Message
