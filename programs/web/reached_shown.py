"""The screen that asks what the leg can do, and what a plan that waits for the leg says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from programs.selectors.checks import Standing, gates_opened
from programs.selectors.own_plans import Own
from programs.web.check_forms import NOT_YET
from rehab.protocol import Protocol
from rehab.reach import phase_on
from rehab.words import Words


@dataclass(frozen=True)
class Gate:
    """A phase that the dates have opened: by what name it is sent, and what must be true before it."""

    name: str
    phase: str
    points: tuple[str, ...]
    chosen: bool


@dataclass(frozen=True)
class Behind:
    """A plan that waits: the phase it repeats the end of, and the one the dates would have."""

    here: str
    by_date: str


def reached_shown(words: Words, now: Standing, sent: Mapping[str, Sequence[str]] | None) -> dict[str, Any]:
    """The gates that the dates have opened, the nearest first, with what was answered before."""
    order = [phase.id for phase in now.bounds.protocol.phases]
    said = next(iter((sent or {}).get("reached", ())), now.check.reached)
    gates = [
        Gate(
            phase,
            words.phase(phase),
            tuple(words.gate(order[order.index(phase) - 1], c, form="short") for c in criteria),
            said == phase,
        )
        for phase, criteria in gates_opened(now).items()
    ]
    return {"gates": gates, "not_yet": NOT_YET, "not_yet_chosen": said in ("", NOT_YET)}


def behind(words: Words, own: Own, protocol: Protocol) -> Behind | None:
    """What a plan says that waits for the leg; None where leg and dates agree."""
    if own.day == own.today:
        return None
    here, by_date = (phase_on(protocol, own.asked.situation, day) for day in (own.day, own.today))
    return Behind(here=words.phase(here), by_date=words.phase(by_date))
