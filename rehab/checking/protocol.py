"""All checks of a decoded protocol together."""

from collections.abc import Iterable, Mapping
from typing import Any

from rehab.checking.bounds import bound_faults
from rehab.checking.exercises import exercise_faults
from rehab.checking.gates import gate_faults
from rehab.checking.grades import grade_faults
from rehab.checking.ids import id_faults
from rehab.checking.phases import phase_faults
from rehab.checking.place import Place
from rehab.checking.running import running_faults
from rehab.checking.schedule import schedule_faults
from rehab.checking.ways_out import softened_gates
from rehab.checking.wording import source_faults, word_faults
from rehab.fault import Fault
from rehab.protocol import Protocol


def check_protocol(
    protocol: Protocol,
    *,
    words: Mapping[str, Mapping[str, Any]] | None = None,
    sources: Iterable[str] | None = None,
) -> list[Fault]:
    """Everything in *protocol* that contradicts itself or could never work, in order.

    With *words*, the text files of one language by name, also what has no wording; with *sources*,
    the ids there are, also what cites an unknown one.
    """
    place = Place(protocol)
    faults = [
        *id_faults(place),
        *bound_faults(place),
        *grade_faults(place),
        *phase_faults(place),
        *exercise_faults(place),
        *gate_faults(place),
        *softened_gates(place),
        *schedule_faults(place),
        *running_faults(place),
    ]
    if words is not None:
        faults += word_faults(place, words)
    if sources is not None:
        faults += source_faults(place, frozenset(sources))
    return sorted(set(faults))
