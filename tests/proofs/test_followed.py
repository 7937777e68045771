"""Random runners followed day by day: every plan they are given keeps every invariant."""

from collections import Counter

import pytest

from rehab.timeline import Lived
from rehab.vocabulary import Light, Route, Status
from tests.rehab.safety.runners import CALVES, TEMPERS, Runner, breaches_of
from tests.sizes import AT_LENGTH, size

DAYS_EACH = 400
HALVES = (0, 1)
assert CALVES.ladder
MUST_BE_MET = frozenset(
    [
        *(f"runner {name}" for name in TEMPERS),
        *(f"phase {phase.id}" for phase in CALVES.phases),
        *(f"rung {number}" for number in range(1, len(CALVES.ladder.rungs) + 1)),
        *(f"light {light}" for light in Light),
        *(f"route {route}" for route in Route),
        *(f"status {status}" for status in Status),
        *(f"move {move}" for move in ("progress", "hold", "step_back", "stop", "note")),
    ]
)


def count(counts: Counter[str], name: str, history: tuple[Lived, ...]) -> None:
    counts[f"runner {name}"] += 1
    counts[f"status {history[-1].after.status}"] += 1
    for lived in history:
        state = lived.before
        counts[f"phase {CALVES.phases[state.phase].id}"] += 1
        counts[f"status {state.status}"] += 1
        counts[f"route {state.route}"] += 1
        if lived.session.rung is not None:
            counts[f"rung {lived.session.rung + 1}"] += 1
        for decision in lived.after.decisions:
            counts[f"move {decision.move}"] += 1
            if decision.light is not None:
                counts[f"light {decision.light}"] += 1


@pytest.mark.sliced
@pytest.mark.timeout(AT_LENGTH)
@pytest.mark.parametrize("half", HALVES)
def test_every_day_of_every_runner_is_safe(half):
    counts: Counter[str] = Counter()
    lived, seed = 0, 1_000_000 * half
    while lived < size(10_000, 500_000):
        runner = Runner(seed)
        history = runner.live(DAYS_EACH)
        found = breaches_of(CALVES, history)
        assert found == [], f"runner {seed}: {found[0]}"
        count(counts, runner.name, history)
        lived += len(history)
        seed += 1
    assert counts.keys() >= MUST_BE_MET, MUST_BE_MET - counts.keys()
    print({"runner-days": lived} | dict(sorted(counts.items())))
