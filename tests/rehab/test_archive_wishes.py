"""What a therapist asked for, in an archive: kept to be read, so it may name what is there and nothing else."""

import pytest

from rehab.events import Adjusted, Undone
from rehab.intents import (
    AddExercise,
    CapDose,
    CapRun,
    Days,
    Hold,
    Message,
    MovePhase,
    RemoveExercise,
    SwapExercise,
)
from tests.rehab.test_archive import EXERCISE, JOINED, with_event, wrongs

IN_ORDER = {
    "one exercise more": Adjusted("one", JOINED, AddExercise(EXERCISE, 2, 12, Days.EVERY), "so", frozenset({"INV-35"})),
    "a hold for a test": Adjusted("one", JOINED, Hold(criterion="stairs")),
    "back a phase": Adjusted("one", JOINED, MovePhase("protect")),
    "taken back": Undone("one", JOINED, "better"),
}


@pytest.mark.parametrize("event", IN_ORDER.values(), ids=IN_ORDER)
def test_a_wish_may_stand_in_an_archive(event):
    assert wrongs(with_event(event)) == []


WISHES = {
    "an exercise nobody knows": (RemoveExercise("levitation"), "exercise: levitation"),
    "another nobody knows": (SwapExercise(EXERCISE, "levitation"), "exercise: levitation"),
    "a phase nobody knows": (MovePhase("heaven"), "phase: heaven"),
    "a test nobody knows": (Hold(criterion="stares"), "criterion: stares"),
    "runs without end": (CapRun(5000), "minutes: 5000"),
    "sets without end": (CapDose(EXERCISE, 5000, 1), "sets: 5000"),
    "a long message": (Message("x" * 201), f"text: {'x' * 39}…"),
}
WISHED = {
    "a long reason": (Adjusted("one", JOINED, CapRun(5), "x" * 201), f"said: {'x' * 39}…"),
    "a long key": (Undone("x" * 201, JOINED), f"key: {'x' * 39}…"),
    "a rule that is nobody's": (Adjusted("one", JOINED, CapRun(5), "", frozenset({"INV-10"})), "overrides: INV-10"),
    "no strain": (Adjusted("one", JOINED, CapRun(5), episode=0), "episode: 0"),
}


@pytest.mark.parametrize(("intent", "told"), WISHES.values(), ids=WISHES)
def test_a_wish_names_what_is_there(intent, told):
    assert wrongs(with_event(Adjusted("one", JOINED, intent))) == [f"programme 1, entry 1, {told}"]


@pytest.mark.parametrize(("event", "told"), WISHED.values(), ids=WISHED)
def test_a_wish_holds_what_somebody_could_ask_for(event, told):
    assert wrongs(with_event(event)) == [f"programme 1, entry 1, {told}"]
