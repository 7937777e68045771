"""Tables by grade: each speaks of every grade there is, and of no other."""

from collections.abc import Collection, Iterator

from rehab.checking.place import Place
from rehab.fault import Fault

# A table by grade: the key of its file, its entry, its name there, the grades it speaks of.
ByGrade = tuple[str, str, str, Collection[int]]


def grade_faults(place: Place) -> Iterator[Fault]:
    """Grades a table leaves out, or that nobody has."""
    if not place.grades:
        yield place.fault("phases", "phases", "there is none", "Write at least one [[phases]].")
        return
    for key, entry, name, grades in _whole(place):
        for grade in sorted(set(place.grades) - set(grades)):
            yield place.fault(key, entry, f"{name} says nothing of grade {grade}", "Give it a number.")
    for key, entry, name, grades in (*_whole(place), *_partial(place)):
        for grade in sorted(set(grades) - set(place.grades)):
            cure = f"Name grades {', '.join(map(str, place.grades))} only."
            yield place.fault(key, entry, f"{name} speaks of grade {grade}", cure)
    yield from _cleared(place)
    for grade, other in place.protocol.overdue.regrade_to.items():
        if other <= grade:
            problem = f"regrade_to makes grade {grade} a {other}"
            yield place.fault("overdue", "overdue", problem, "Name a graver grade.")


def _whole(place: Place) -> Iterator[ByGrade]:
    """Tables that the engine asks for any grade."""
    protocol = place.protocol
    for phase in protocol.phases:
        entry = f"phase '{phase.id}'"
        yield "phases", entry, "floor_day", phase.floor_day
        yield "phases", entry, "minimum_stay_days", phase.minimum_stay_days
        for name, volumes in phase.fixed.items():
            yield "phases", entry, f"fixed '{name}'", volumes
    for name, rule in protocol.categories.items():
        if rule.earliest_day:
            yield "categories", f"category '{name}'", "earliest_day", rule.earliest_day
    for number, greens in enumerate(protocol.greens, 1):
        yield "greens", f"greens {number}", "needed", greens.needed
    yield "overdue", "overdue", "ladder_by_day", protocol.overdue.ladder_by_day
    if protocol.ladder:
        yield "ladder", "ladder", "sessions", protocol.ladder.sessions


def _partial(place: Place) -> Iterator[ByGrade]:
    """Tables that may leave a grade out."""
    protocol = place.protocol
    yield "overdue", "overdue", "regrade_to", protocol.overdue.regrade_to
    for name, doses in protocol.start_steps.items():
        yield "start_steps", f"start_steps '{name}'", "it", doses
    for course in protocol.schedule.laid:
        yield "schedule", f"laid '{course.exercise}'", "from_day", course.from_day
        yield "schedule", f"laid '{course.exercise}'", "until_day", course.until_day


def _cleared(place: Place) -> Iterator[Fault]:
    """The gravest grade never goes on without a clinician's word."""
    gravest = max(place.grades)
    if gravest not in place.protocol.clearance_grades:
        problem = f"does not hold grade {gravest}"
        yield place.fault("clearance_grades", "clearance_grades", problem, "The gravest grade waits for a clinician.")
