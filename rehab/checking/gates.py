"""Gates: every phase has a way out that somebody can take."""

from collections.abc import Iterator

from rehab.checking.place import Place
from rehab.fault import Fault, repeated_names, unknown_names
from rehab.gates import HISTORY
from rehab.protocol import Criterion

KINDS = ("measure", "history", "clearance")
COMPARISONS = ("at_least", "at_most")
# The most that can be told where a scale ends.
SCALES = {"pain": 10, "of_10": 10, "yes": 1}


def gate_faults(place: Place) -> Iterator[Fault]:
    """Everything wrong in gates.toml."""
    gates = place.protocol.gates
    yield from place.unknown("gates", "gates", "phase", gates)
    for phase in place.protocol.phases[:-1]:
        if not gates.get(phase.id):
            cure = f"Write [[gates.{phase.id}]]: time alone moves nobody on."
            yield place.fault("gates", f"gate '{phase.id}'", "has no criterion", cure)
    for phase_id, criteria in gates.items():
        names = [criterion.criterion for criterion in criteria]
        yield from repeated_names(place.file("gates"), f"gate '{phase_id}' criterion", names)
        for criterion in criteria:
            entry = f"gate '{phase_id}' criterion '{criterion.criterion}'"
            yield from _names(place, criterion, entry, names)
            yield from _can_be_met(place, criterion, entry)
            yield from _can_be_tried(place, criterion, entry, phase_id)


def _names(place: Place, criterion: Criterion, entry: str, names: list[str]) -> Iterator[Fault]:
    file = place.file("gates")
    yield from unknown_names(file, entry, "kind", [criterion.kind], KINDS)
    yield from unknown_names(file, entry, "comparison", [criterion.compare], COMPARISONS)
    yield from place.unknown("gates", entry, "exercise", [criterion.exercise] if criterion.exercise else [])
    yield from unknown_names(file, entry, "criterion", [criterion.after] if criterion.after else [], names)
    if criterion.kind == "history":
        yield from unknown_names(file, entry, "reading of the diary", [criterion.reads], HISTORY)
    for grade in sorted(set(criterion.grades) - set(place.grades)):
        yield place.fault("gates", entry, f"is for grade {grade}", "Name grades the phases have floors for.")


def _can_be_met(place: Place, criterion: Criterion, entry: str) -> Iterator[Fault]:
    if criterion.kind != "measure" or criterion.compare not in COMPARISONS:
        return
    if criterion.compare == "at_least" and criterion.needs < 1:
        cure = "Write needs, with compare = 'at_most' where little is good."
        yield place.fault("gates", entry, "asks for nothing", cure)
    most = SCALES.get(criterion.unit)
    if criterion.compare == "at_least" and most is not None and criterion.needs > most:
        problem = f"nobody can pass: it needs {criterion.needs}, the scale ends at {most}"
        yield place.fault("gates", entry, problem, "Lower needs.")
    if criterion.clamp is not None and criterion.clamp[0] > criterion.clamp[1]:
        problem = f"clamp {criterion.clamp[0]} to {criterion.clamp[1]} is upside down"
        yield place.fault("gates", entry, problem, "Write the lower number first.")


def _can_be_tried(place: Place, criterion: Criterion, entry: str, phase_id: str) -> Iterator[Fault]:
    """What is tried must be open in the phase that the gate leads out of."""
    phase, exercise = place.phases.get(phase_id), place.exercises.get(criterion.exercise)
    if phase is None:
        return
    shut = place.why_shut(exercise, phase) if exercise else ""
    if not shut and criterion.tier > phase.max_tier:
        shut = f"it loads like tier {criterion.tier}, phase '{phase_id}' allows {phase.max_tier}"
    if shut:
        yield place.fault("gates", entry, f"nobody can pass: {shut}", "Try something the phase holds.")
