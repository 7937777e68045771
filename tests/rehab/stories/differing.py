"""How a lived day differs from the plain planned course of its grade, and the sentence for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from rehab.assembly import make_day, planned_course
from rehab.gates import unmet
from rehab.programme import Day
from rehab.situation import DEFAULT_KIT, NEVER, Situation, Terms, terms_of
from rehab.timeline import Lived
from rehab.words import words_in
from tests.rehab.stories.telling import CALF

WORDS = words_in()
CLEARED_ON_DAY = 21


@dataclass(frozen=True)
class Difference:
    """A day that is not as in the plain course. *sentence* is empty where nothing about the day
    itself explains it; *moved* tells a course whose phases begin on days of their own.
    """

    sentence: str
    moved: bool


@cache
def plain(grade: int) -> Situation:
    """Nobody in particular: first strain, usual kit, examined in time where that is asked."""
    return Situation(grade=grade, focus="unknown", cleared_on_day=CLEARED_ON_DAY if grade == 3 else None)


def plain_day(grade: int, day: int) -> Day:
    """The day of the plain planned course."""
    state, session = planned_course(CALF, plain(grade)).day(day)
    return make_day(terms_of(CALF, plain(grade)), state, session)


def same(one: Day, other: Day) -> bool:
    """Whether two days ask for the same in the same order."""
    return (one.phase, one.kind, _items(one)) == (other.phase, other.kind, _items(other))


def _items(day: Day) -> list[tuple[str, str, bool]]:
    return [(item.exercise, str(item.dose), item.optional) for item in day.items]


def why_different(lived: Lived) -> Difference | None:
    """None for a day as the plain course has it; else what can be said about the difference."""
    terms = terms_of(CALF, lived.before.situation)
    here = make_day(terms, lived.before, lived.session)
    there = plain_day(terms.grade, here.day)
    if same(here, there):
        return None
    moved = terms.floors != terms_of(CALF, plain(terms.grade)).floors
    return Difference(next(_sentences(terms, lived, here, there), ""), moved)


def _sentences(terms: Terms, lived: Lived, here: Day, there: Day) -> Iterator[str]:
    """What explains the difference, the weightiest first."""
    behind = CALF.phase_index[there.phase] > CALF.phase_index[here.phase]
    if behind:
        yield from _waiting(terms, lived)
    yield from (WORDS.reason(why) for why in here.notices)
    if here.phase == there.phase and here.kind == there.kind:
        yield from _doses(here, there)
        if terms.swapped and {i.exercise for i in here.items} == {i.exercise for i in there.items}:
            yield "Bent knee comes first, as it is the deep calf muscle."


def _waiting(terms: Terms, lived: Lived) -> Iterator[str]:
    """What keeps the next phase shut: its day, or what is not yet met."""
    ahead = lived.before.phase + 1
    name, floor = WORDS.phase(CALF.phases[ahead].id), terms.floors[ahead]
    if floor == NEVER:
        yield f"{name} waits for a doctor or physio."
    elif lived.before.day < floor:
        yield f"{name} begins on day {floor} at the earliest."
    else:
        missing = unmet(terms, lived.before)
        phase = CALF.phases[lived.before.phase].id
        if missing:
            listed = "; ".join(WORDS.gate(phase, criterion, form="short") for criterion in missing)
            yield f"{name} waits for: {listed}."


def _doses(here: Day, there: Day) -> Iterator[str]:
    """Why the first exercise that has another dose has the one it has."""
    planned = {item.exercise: item.dose for item in there.items}
    for item in here.items:
        if planned.get(item.exercise, item.dose) != item.dose:
            yield f"{WORDS.exercise(item.exercise)}: {WORDS.reason(item.why)}"


def terms_apart(situation: Situation) -> list[str]:
    """What sets a runner apart from the plain one before the first day."""
    ours, theirs = terms_of(CALF, situation), terms_of(CALF, plain(situation.grade))
    found = []
    cause = "the calf was strained before" if situation.previous_strain else "it came on slowly"
    for phase, floor, usual in zip(CALF.phases, ours.floors, theirs.floors, strict=True):
        if floor != usual:
            found.append(f"{WORDS.phase(phase.id)} begins on day {floor} at the earliest, not on day {usual}.")
    if found:
        found[0] = f"{found[0][:-1]}, as {cause}."
    if ours.rung_sessions != theirs.rung_sessions:
        counts = ", ".join(str(count) for count in ours.rung_sessions)
        usual_counts = ", ".join(str(count) for count in theirs.rung_sessions)
        found.append(f"The ladder takes {counts} sessions on its rungs, where {usual_counts} is usual.")
    if situation.focus == "soleus":
        found.append("Of each pair of exercises the one with the knee bent comes first.")
    found += [f"There is no {kit} at home." for kit in sorted(DEFAULT_KIT - situation.kit)]
    return found
