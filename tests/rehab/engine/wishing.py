"""Rob, for whom a therapist asks for something: the days that follow, and what they say of it."""

from rehab.adjusted import wishes_told
from rehab.events import Adjusted
from rehab.intents import (
    AnyIntent,
)
from rehab.state import Session
from rehab.whys import why_of
from rehab.words import words_in
from tests.rehab.engine.dated import DatedDiary
from tests.rehab.engine.people import (
    CALF,
)

RAISE, BENT, DROP, STRETCH = (
    "two-leg-heel-raise",
    "two-leg-bent-knee-raise",
    "two-leg-heel-drop",
    "straight-knee-wall-stretch",
)
ALL = frozenset({"INV-11", "INV-21", "INV-34", "INV-35", "INV-43"})


def at(phase: int) -> DatedDiary:
    """Rob on the first loading day of *phase*, everything before it green."""
    return DatedDiary().lives_to(phase)


def asks(diary: DatedDiary, intent: AnyIntent, *, key: str = "one", overrides=frozenset()) -> DatedDiary:
    return diary.tells(Adjusted(key, diary.on, intent, "so", overrides, diary.today.now.episode))


def green_days(diary: DatedDiary, days: int) -> list[Session]:
    """The plans of the next *days*, each lived green."""
    found = []
    for _ in range(days):
        diary.lives((diary.on - diary.start.joined_on).days + 1)
        found.append(diary.course[-1].session)
    return found


def said_of(diary: DatedDiary, exercise: str) -> str:
    """The sentence of a line of today's plan."""
    today = diary.today
    entry = next(entry for entry in today.plan.entries if entry.exercise == exercise)
    return words_in().reason(why_of(diary.terms, today.read_from, entry))


def told(diary: DatedDiary) -> list[str]:
    return [words_in().reason(why) for why in wishes_told(CALF, diary.today.now)]


def rules_of(diary: DatedDiary) -> list[str]:
    """The rules about wishes that spoke when today's plan was made."""
    made = diary.today.read_from.decisions
    return [decision.why.rule for decision in made if "wish" in decision.why.rule or "asked" in decision.why.rule]
