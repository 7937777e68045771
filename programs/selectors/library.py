"""What anybody may read about: the exercises of the protocol in use, and the learn cards."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from programs.selectors.protocol import protocol_in_use
from rehab.cards import Card, CardText, load_cards, text_of
from rehab.catalogue import Exercise
from rehab.words import Words

NO_KIT = "none"

# What a runner may look for, and which muscles of the catalogue that is.
MUSCLES: Mapping[str, Callable[[str], bool]] = {
    "gastrocnemius": lambda muscle: "gastrocnemius" in muscle or "calf complex" in muscle,
    "soleus": lambda muscle: "soleus" in muscle or "calf complex" in muscle,
    "ankle": lambda muscle: "ankle" in muscle,
    "other": lambda muscle: not any(part in muscle for part in ("gastrocnemius", "soleus", "calf complex", "ankle")),
}


@dataclass(frozen=True)
class Wanted:
    """Which exercises somebody looks for; empty is any. *words* are all found in name, cue, purpose or kind."""

    phase: str = ""
    kit: str = ""
    muscle: str = ""
    words: str = ""


def kit_there_is() -> tuple[str, ...]:
    """All that exercises need, what runners are asked about first."""
    protocol = protocol_in_use()
    used = {name for exercise in protocol.exercises for name in exercise.equipment}
    asked = [name for name in protocol.kit.named if name in used]
    return (*asked, *sorted(used - set(asked)))


def exercises_like(wanted: Wanted, words: Words) -> list[Exercise]:
    """The exercises *wanted* speaks of, in the order of the catalogue."""
    asked = _plain(wanted.words).split()
    return [
        exercise
        for exercise in protocol_in_use().exercises
        if (not wanted.phase or wanted.phase in exercise.phases)
        and (not wanted.muscle or MUSCLES[wanted.muscle](exercise.muscle))
        and _needs(exercise, wanted.kit)
        and all(word in _said_of(exercise, words) for word in asked)
    ]


def exercise_called(exercise_id: str) -> Exercise | None:
    """The exercise of that id; None when there is none."""
    return next((exercise for exercise in protocol_in_use().exercises if exercise.id == exercise_id), None)


def cards(words: Words) -> list[tuple[Card, CardText]]:
    """Every learn card with its words, in order."""
    return [(card, text_of(card, words)) for card in load_cards()]


def _needs(exercise: Exercise, kit: str) -> bool:
    if kit == NO_KIT:
        return not exercise.equipment
    return not kit or kit in exercise.equipment


def _said_of(exercise: Exercise, words: Words) -> str:
    parts = [words.text("exercises", exercise.id, part) for part in ("name", "cue", "purpose")]
    return _plain(" ".join([*parts, words.name("categories", exercise.category)]))


def _plain(text: str) -> str:
    """*text* as people search it: neither case nor hyphens count."""
    return text.casefold().replace("-", " ").replace("’", "'")
