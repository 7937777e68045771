"""What every paper says alike, in words: doses, notices, whom to call; and in which order a week's exercises stand."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

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


def in_order(week: Week, numbers: Mapping[str, int]) -> list[str]:
    """The exercises of *week* so that its sessions find theirs from above to below, as far as they agree.

    What they leave open stands with what is done on the same days, then by its number: one week looks like the next.
    """
    days = [[item.exercise for item in day.items] for day in week.days]
    ahead = Counter(pair for names in days for pair in combinations(names, 2))
    left = sorted({name for names in days for name in names}, key=numbers.__getitem__)
    found: list[str] = []
    while left:
        last = found[-1] if found else ""
        first = min(
            left,
            key=lambda name: (
                sum(max(0, ahead[other, name] - ahead[name, other]) for other in left),
                not ahead[last, name],
            ),
        )
        left.remove(first)
        found.append(first)
    return found
