"""What stands beside the days of a week, for the page and for paper: gates ahead, and what no gate says already."""

from collections.abc import Iterable

import msgspec

from rehab.programme import Week
from rehab.rendering import Rendering, Told
from rehab.situation import NEVER, awaits_look


class Gate(msgspec.Struct, frozen=True):
    """What must be true before the phase *ahead*, and the earliest day of it; None where nobody knows it."""

    ahead: str
    floor: int | None
    texts: tuple[str, ...]


def gate_of(rendering: Rendering, phase: str) -> Gate | None:
    """What must be true to leave *phase*, a clinician's look among it where the next waits for one; None for a phase
    that has no end.
    """
    phases, criteria = rendering.protocol.phases, rendering.criteria(phase)
    ahead = rendering.protocol.phase_index[phase] + 1
    if not criteria or ahead == len(phases):
        return None
    texts = [rendering.words.gate(phase, criterion) for criterion in criteria]
    # A grade that always waits has a criterion for it; a sign that was ticked has none.
    if awaits_look(rendering.terms, ahead) and all(criterion.kind != "clearance" for criterion in criteria):
        texts.append(rendering.words.name("plain", "look"))
    return Gate(rendering.words.phase(phases[ahead].id), floor_of(rendering, ahead), tuple(texts))


def floor_of(rendering: Rendering, place: int) -> int | None:
    """The earliest day of the phase at that *place*; None where it waits for somebody to look at the leg."""
    floor = rendering.terms.floors[place]
    return floor if floor < NEVER else None


def notices_beside_gates(rendering: Rendering, week: Week, phases: Iterable[str] = ()) -> tuple[Told, ...]:
    """What to know before *week*; not what stands beside it anyway: the gates of its phases, or of all *phases* where
    they are given, and that the protocol awaits review.
    """
    gates = [
        tuple(rendering.words.gate(phase, criterion, form="short") for criterion in rendering.criteria(phase))
        for phase in phases or week.phases
    ]
    return tuple(
        told
        for told in rendering.notices(week)
        if told.rule != "not-reviewed" and not (told.points and told.points in gates)
    )
