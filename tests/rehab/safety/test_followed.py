"""Random runners followed day by day: every plan they are given keeps every invariant."""

from collections import Counter

import pytest

from rehab.assembly import make_day
from rehab.protocol import Protocol
from rehab.safety import Breach, Followed, check_programme
from rehab.safety.following import episodes, told_of
from rehab.situation import terms_of
from rehab.timeline import Lived
from tests.rehab.safety.runners import CALVES, Runner
from tests.sizes import size

DAYS_EACH = 400
HALVES = (0, 1)


def breaches_of(protocol: Protocol, history: tuple[Lived, ...]) -> list[Breach]:
    """Everything wrong with one life: the plan of every day, and how each followed from the last."""
    found = []
    for episode in episodes(history):
        terms = {lived.before.day: terms_of(protocol, lived.before.situation) for lived in episode}
        days = [make_day(terms[lived.before.day], lived.before, lived.session) for lived in episode]
        followed = Followed(told=told_of(protocol, episode), terms=terms)
        found += check_programme(terms[episode[0].before.day], days, followed)
    return found


def count(counts: Counter[str], name: str, history: tuple[Lived, ...]) -> None:
    counts[f"runner {name}"] += 1
    for lived in history:
        state = lived.before
        counts[f"phase {CALVES.phases[state.phase].id}"] += 1
        counts[f"status {state.status.value}"] += 1
        counts[f"route {state.route.value}"] += 1
        if lived.session.rung is not None:
            counts[f"rung {lived.session.rung + 1}"] += 1
        for decision in lived.after.decisions:
            counts[f"move {decision.move}"] += 1
            if decision.light is not None:
                counts[f"light {decision.light.value}"] += 1


@pytest.mark.sliced
@pytest.mark.timeout(3000)
@pytest.mark.parametrize("half", HALVES)
def test_every_day_of_every_runner_is_safe(half):
    counts: Counter[str] = Counter()
    lived, seed = 0, half
    while lived < size(10_000, 500_000):
        runner = Runner(seed)
        history = runner.live(DAYS_EACH)
        found = breaches_of(CALVES, history)
        assert found == [], f"runner {seed}: {found[0]}"
        count(counts, runner.name, history)
        lived += len(history)
        seed += len(HALVES)
    print({"runner-days": lived} | dict(sorted(counts.items())))
