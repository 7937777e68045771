"""The strongest check of all: build the planned courses and hold them against the safety invariants."""

from collections.abc import Iterator

import msgspec

from rehab.assembly import assemble
from rehab.checking.place import Place
from rehab.fault import Fault
from rehab.safety import check_data, check_programme
from rehab.situation import Situation, terms_of

# Half a year holds every phase of every grade; no course is ever built further than here.
WEEKS = 26
USUAL_MINUTES = 200
# What a plan may end in where numbers do not fit together. Anything else is a mistake of ours.
MISFITS = (ArithmeticError, AssertionError, LookupError, RuntimeError, StopIteration, TypeError, ValueError)


def course_faults(place: Place, never: frozenset[str] = frozenset()) -> Iterator[Fault]:
    """Each breach of the planned courses of every grade: of a runner whom nothing slows down, and of
    one for whom every rule of care speaks, with every kit, *never* given what signs take for good.
    """
    protocol = place.protocol
    for breach in check_data(protocol):
        yield place.fault("exercises", "exercises", f"breaks {breach}", "Correct the numbers it names.")
    for grade in place.grades:
        plain = Situation(grade=grade, focus=protocol.default_focus, cleared_on_day=0)
        careful = msgspec.structs.replace(
            plain,
            focus=protocol.ladder.extra_session_focus if protocol.ladder else plain.focus,
            previous_strain=True,
            gradual_onset=True,
            no_walks=True,
            weekly_run_minutes=USUAL_MINUTES,
            kit=frozenset(protocol.kit.named),
            never=never,
        )
        yield from _breaches(place, plain, f"grade {grade}")
        yield from _breaches(place, careful, f"grade {grade} with every care")


def _breaches(place: Place, situation: Situation, who: str) -> Iterator[Fault]:
    """What is wrong with the course of one situation, each invariant once."""
    entry = f"planned course of {who}"
    try:
        days = assemble(place.protocol, situation, WEEKS).days
        found = check_programme(terms_of(place.protocol, situation), days)
    except MISFITS as problem:
        told = f"cannot be built: {type(problem).__name__} {str(problem)!r:.80}"
        yield place.fault("schedule", entry, told, "Undo the last change, and make it in smaller steps.")
        return
    told_of: set[str] = set()
    for breach in found:
        if breach.invariant not in told_of:
            told_of.add(breach.invariant)
            yield place.fault("schedule", entry, f"breaks {breach}", "Correct what puts it on this day.")
    empty = next((day.day for day in days if not day.items), None)
    if empty is not None:
        yield place.fault("schedule", entry, f"holds nothing on day {empty}", "Leave something for each day.")
