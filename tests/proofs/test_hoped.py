"""What lies ahead of a followed course: safe on each of its days, and never sooner for something that went wrong."""

from collections import Counter
from itertools import islice

import pytest
from msgspec.structs import replace

from rehab.events import Morning
from rehab.following import day_at_hand
from rehab.hoped import WAITING, days_ahead
from rehab.state import Session, State
from rehab.timeline import Lived, advance, plan_today
from tests.rehab.engine.diaries import INJURED_ON, a_start, joined
from tests.rehab.engine.mishaps import MISHAPS, days_after, green_day, is_no_sooner
from tests.rehab.engine.people import CALF
from tests.rehab.safety.runners import Runner, breaches_of
from tests.sizes import AT_LENGTH, DEEP, size

DAYS_AHEAD = 28
# The quick slice takes one day of each fortnight.
WEEK, FORTNIGHT, THIRTEENTH = 7, 14, 12
# The day after the last rung of an unbroken ladder: from then on there is nothing to hope for.
LADDER_ENDS = {1: 25, 2: 52, 3: 124}


@pytest.mark.sliced
@pytest.mark.timeout(AT_LENGTH)
def test_the_days_hoped_for_are_safe_for_any_runner_on_any_day() -> None:
    """A made-up runner lives some days. The days ahead, lived as they are hoped for, are shown as they then come, and
    keep every invariant that the course so far has kept.
    """
    counts: Counter[str] = Counter()
    for seed in range(size(30, 1500)):
        runner = Runner(seed)
        state = dated(runner.start())
        history: list[Lived] = []
        for _ in range(WEEK * (seed % 40)):
            if state.status in WAITING and seed % 3:
                break
            history.append(advance(CALF, state, runner.day(state)))
            state = history[-1].after
        shown = list(islice(days_ahead(CALF, day_at_hand(CALF, state, ())), DAYS_AHEAD))
        assert (len(shown) == 1) is (state.status in WAITING)
        for ahead in shown[1:]:
            state = lived_green(state, history)
            assert (ahead.day, ahead.phase, ahead.session) == as_hoped(state), f"runner {seed}"
            counts[f"phase {ahead.phase}"] += 1
        found = breaches_of(CALF, tuple(history))
        assert found == [], f"runner {seed}: {found[0]}"
        counts[f"status {state.status}"] += 1
        counts["days ahead"] += len(shown)
    print(dict(sorted(counts.items())))
    assert {f"phase {place}" for place in range(len(CALF.phases))} <= counts.keys()


def lived_green(state: State, history: list[Lived]) -> State:
    """The morning after a green day, which *history* then holds."""
    history.append(advance(CALF, state, green_day(state)))
    return history[-1].after


def as_hoped(state: State) -> tuple[int, int, Session]:
    """Day, phase and plan of *state*'s day after a painless morning."""
    read_from, session = plan_today(CALF, state, (Morning(0),))
    return state.day, read_from.phase, session


def dated(state: State) -> State:
    return replace(state, situation=replace(state.situation, injured_on=INJURED_ON))


@pytest.mark.sliced
@pytest.mark.timeout(AT_LENGTH)
def test_nothing_that_goes_wrong_brings_a_run_forward() -> None:
    """On each day of each grade's course, against the same day all green."""
    counts: Counter[str] = Counter()
    for grade, last in LADDER_ENDS.items():
        state = joined(a_start(grade)).state
        for day in range(last):
            if DEEP or day % FORTNIGHT == THIRTEENTH:
                green = days_after(state, MISHAPS["nothing"])
                for name, mishap in MISHAPS.items():
                    other = days_after(state, mishap)
                    assert is_no_sooner(other, green), f"grade {grade}, day {day}: {other} after {name}, not {green}"
                    counts[f"{name}: {'as before' if other == green else 'later'}"] += 1
            state = advance(CALF, state, green_day(state)).after
    print(dict(sorted(counts.items())))
    assert not DEEP or all(counts[f"{name}: later"] for name in MISHAPS if name != "nothing")
