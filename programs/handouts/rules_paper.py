"""What every paper says alike, in words: doses, how much pain is all right, gates, notices, whom to call."""

from collections.abc import Iterable
from dataclasses import dataclass

from rehab.programme import Item, Week
from rehab.rendering import Rendering
from rehab.rendering_text import amount_of
from rehab.situation import NEVER
from rehab.vocabulary import Route

Notices = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class GatePaper:
    """What must be true before the phase *ahead*, and the earliest day of it; None where nobody knows it."""

    ahead: str
    floor: int | None
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Danger:
    """Signs that need help before any exercise: those of an emergency, those for the same day, what to do for each."""

    emergency: tuple[str, ...]
    emergency_action: str
    same_day: tuple[str, ...]
    same_day_action: str


def danger_of(rendering: Rendering) -> Danger:
    """Whom to call and for what."""
    words = rendering.words
    return Danger(
        words.lines("no_plan", "signs", "emergency"),
        words.action(Route.EMERGENCY.value),
        words.lines("no_plan", "signs", "same_day"),
        words.action(Route.SAME_DAY.value),
    )


def dose_of(rendering: Rendering, item: Item) -> str:
    """How much, and how often a day where that is more than once."""
    times = item.times_per_day
    often = rendering.words.name("dose", "times_per_day").format(times=times) if times > 1 else ""
    return ", ".join(part for part in (amount_of(rendering, item), often) if part)


def notices_of(rendering: Rendering, week: Week, phases: Iterable[str] = ()) -> Notices:
    """What to know before the week; not what the paper says anyway: the gates of its phases, or of all *phases* where
    they are given, and the review at the foot.
    """
    gates = [
        tuple(rendering.words.gate(phase, criterion, form="short") for criterion in rendering.criteria(phase))
        for phase in phases or week.phases
    ]
    return tuple(
        (told.text, told.points)
        for told in rendering.notices(week)
        if told.rule != "not-reviewed" and not (told.points and told.points in gates)
    )


def gate_of(rendering: Rendering, phase: str) -> GatePaper | None:
    """What must be true to leave *phase*; None for one that has no end."""
    phases, criteria = rendering.protocol.phases, rendering.criteria(phase)
    ahead = rendering.protocol.phase_index[phase] + 1
    if not criteria or ahead == len(phases):
        return None
    texts = tuple(rendering.words.gate(phase, criterion) for criterion in criteria)
    return GatePaper(rendering.words.phase(phases[ahead].id), floor_of(rendering, ahead), texts)


def floor_of(rendering: Rendering, place: int) -> int | None:
    """The earliest day of the phase at that *place*; None where it waits for somebody to look at the leg."""
    floor = rendering.terms.floors[place]
    return floor if floor < NEVER else None
