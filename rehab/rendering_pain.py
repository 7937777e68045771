"""What pain allows: the limits of the work that days hold, for the page and for paper."""

from collections.abc import Iterable

import msgspec

from rehab.programme import Day
from rehab.rendering import Rendering
from rehab.vocabulary import Role


class PainRow(msgspec.Struct, frozen=True):
    """What pain, 0 to 10, allows in the *kinds* of work named: to *green* go on, to *amber* hold, from *red* stop.

    Source: the pain limits of the protocol.
    """

    kinds: tuple[str, ...]
    green: int
    amber: int
    red: int


def pain_rows(rendering: Rendering, days: Iterable[Day], *, by_phase: bool = False) -> tuple[PainRow, ...]:
    """The limits of *days*, each with the kinds of work it is for, the strictest first. First care tells its own.

    *by_phase* adds the first and the last phase to a kind that stands in more than one row.
    """
    found: dict[tuple[int, int], dict[str, dict[str, None]]] = {}
    for day in days:
        for item in day.items:
            exercise = rendering.protocol.catalogue[item.exercise]
            if rendering.protocol.role_of(exercise) is Role.PROTECTION:
                continue
            _, limit = rendering.pain_context(exercise, day.phase)
            kinds = found.setdefault((limit.amber_from, limit.red_from), {})
            kinds.setdefault(exercise.category, {})[day.phase] = None

    def named(category: str, phases: Iterable[str]) -> str:
        name = rendering.words.name("categories", category)
        if not by_phase or sum(category in kinds for kinds in found.values()) == 1:
            return name
        first, *others = (rendering.words.phase(phase) for phase in phases)
        return f"{name} ({first} – {others[-1]})" if others else f"{name} ({first})"

    return tuple(
        PainRow(tuple(named(*entry) for entry in kinds.items()), amber - 1, red - 1, red)
        for (amber, red), kinds in sorted(found.items())
    )
