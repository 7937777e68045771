"""What every paper says alike, in words: doses, how much pain is all right, notices, whom to call."""

from collections.abc import Iterable
from dataclasses import dataclass

from rehab.programme import Item, Week
from rehab.rendering import Rendering
from rehab.rendering_text import amount_of
from rehab.rendering_week import notices_beside_gates
from rehab.vocabulary import Route

Notices = tuple[tuple[str, tuple[str, ...]], ...]


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
    """What to know before the week, each with the points it lists."""
    return tuple((told.text, told.points) for told in notices_beside_gates(rendering, week, phases))
