"""The ladder and the weeks after it."""

from collections.abc import Iterator
from itertools import pairwise

from rehab.checking.place import Place
from rehab.fault import Fault, repeated_names
from rehab.numbers import Ladder
from rehab.vocabulary import Rhythm

MOST_MORE_MINUTES = 4


def running_faults(place: Place) -> Iterator[Fault]:
    """Everything wrong in running.toml, and phases that need what it does not have."""
    protocol = place.protocol
    ladder, mileage = protocol.ladder, protocol.mileage
    for phase in protocol.phases:
        entry = f"phase '{phase.id}'"
        if phase.rhythm is Rhythm.LADDER and ladder is None:
            yield place.fault("phases", entry, "climbs a ladder and there is none", "Write [ladder] in running.toml.")
        if phase.rhythm is Rhythm.WEEKLY and mileage is None:
            cure = "Write [mileage] in running.toml."
            yield place.fault("phases", entry, "runs by the week and nothing says how much", cure)
    if ladder is not None:
        yield from _ladder(place, ladder)
    if mileage is not None:
        yield from place.unknown("mileage", "mileage", "exercise", [mileage.exercise, mileage.strides])
        yield from place.unknown("mileage", "mileage", "category", mileage.deload_drops)


def _ladder(place: Place, ladder: Ladder) -> Iterator[Fault]:
    yield from place.unknown("ladder", "ladder", "exercise", [ladder.exercise])
    yield from place.unknown("ladder", "ladder", "focus", [ladder.extra_session_focus])
    yield from repeated_names(place.file("ladder"), "rung", (rung.id for rung in ladder.rungs))
    for before, after in pairwise(ladder.rungs):
        entry, more = f"rung '{after.id}'", after.total - before.total
        if more < 0:
            yield place.fault("ladder", entry, f"runs {-more} minutes less than '{before.id}'", "Let the ladder rise.")
        if more > MOST_MORE_MINUTES:
            problem = f"runs {more} minutes more than '{before.id}'"
            yield place.fault("ladder", entry, problem, f"Let a rung add {MOST_MORE_MINUTES} run minutes at most.")
    for grade in place.grades:
        yield from _sessions(place, ladder, grade)


def _sessions(place: Place, ladder: Ladder, grade: int) -> Iterator[Fault]:
    """A number for every rung: 0 below the one a grade enters at, at least 1 from there on."""
    sessions = ladder.sessions.get(grade, ())
    if len(sessions) != len(ladder.rungs):
        problem = f"grade {grade} has {len(sessions)} for {len(ladder.rungs)} rungs"
        yield place.fault("ladder", "sessions", problem, "Give one number for each rung.")
    elif not any(sessions):
        yield place.fault(
            "ladder", "sessions", f"grade {grade} enters nowhere", "Give at least the last rung a session."
        )
    elif not all(sessions[next(n for n, count in enumerate(sessions) if count) :]):
        problem = f"grade {grade} leaves a rung out on the way up"
        yield place.fault("ladder", "sessions", problem, "Write 0 only below the rung it enters at.")
