"""What pain allows in a week: the limits of the work it holds, for the page and for paper."""

import msgspec

from rehab.programme import Week
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


def pain_rows(rendering: Rendering, week: Week) -> tuple[PainRow, ...]:
    """The limits of *week*, each with the kinds of work it is for, the strictest first. First care tells its own."""
    kinds: dict[tuple[int, int], list[str]] = {}
    for day in week.days:
        for item in day.items:
            exercise = rendering.protocol.catalogue[item.exercise]
            if rendering.protocol.role_of(exercise) is Role.PROTECTION:
                continue
            _, limit = rendering.pain_context(exercise, day.phase)
            named = kinds.setdefault((limit.amber_from, limit.red_from), [])
            named.append(rendering.words.name("categories", exercise.category))
    return tuple(
        PainRow(tuple(dict.fromkeys(named)), amber - 1, red - 1, red) for (amber, red), named in sorted(kinds.items())
    )
