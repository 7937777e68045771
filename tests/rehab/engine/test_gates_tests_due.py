"""Which tests are offered on which day: early enough for the next phase, never so early that they are too old."""

from typing import Any

import pytest
from msgspec.structs import replace

from rehab import gates
from rehab.events import Morning, Tried
from rehab.situation import terms_of
from rehab.state import State, TestRecord
from rehab.timeline import advance, plan_today
from rehab.vocabulary import Lock, Route
from tests.rehab.engine.diaries import a_start, green_until, joined
from tests.rehab.engine.mishaps import green_day
from tests.rehab.engine.people import CALF, PHASES, criterion, passed

FROM_PROTECT = ["rest-pain", "walking-pain", "swelling-steady"]
FROM_MOBILISE = ["walk-10-min", "isometric-5x30", "seated-raises", "leaning-raises"]
LIGHT = ["brisk-walk-30", "stairs", "single-leg-stand", "knee-to-wall"]
RAISES = ["two-leg-raises", "single-leg-raises", "raise-symmetry"]
SPRINGS = ["single-leg-raises", "raise-symmetry", "bent-knee-symmetry", "brisk-walk-30", "knee-to-wall", "pogo-3x10"]
HOPS = ["hops-10", "hop-match"]
TOLD, LAST = ["daily-pain", "confidence"], ["raise-symmetry", "bent-knee-symmetry", "forward-hop"]

OFFERED: dict[str, tuple[int, dict[int, list[str]]]] = {
    "mild": (1, {0: FROM_PROTECT, 3: FROM_MOBILISE, 5: [*LIGHT, *RAISES], 9: SPRINGS, 11: HOPS, 20: TOLD, 21: LAST}),
    "moderate": (
        2,
        {0: FROM_PROTECT, 8: FROM_MOBILISE, 16: [*LIGHT, *RAISES], 24: SPRINGS, 26: HOPS, 47: TOLD, 48: LAST},
    ),
    "severe: six days before each floor at the earliest": (
        3,
        {15: FROM_PROTECT, 36: FROM_MOBILISE, 64: [*LIGHT, *RAISES], 86: [*SPRINGS, *HOPS], 121: TOLD, 122: LAST},
    ),
}


def due(state: State, *, loading: bool | None = None) -> list[str]:
    """What is offered on *state*'s day once its morning was told, with its own session unless said otherwise."""
    read_from, session = plan_today(CALF, state, (Morning(0),))
    is_loading = session.loading if loading is None else loading
    return [c.criterion for c in gates.tests_due(terms_of(CALF, read_from.situation), read_from, loading=is_loading)]


@pytest.mark.parametrize(("grade", "offered"), OFFERED.values(), ids=OFFERED)
def test_what_is_offered_to_somebody_who_passes_each_test_at_once(grade: int, offered: dict[int, list[str]]) -> None:
    state, found = joined(a_start(grade)).state, {}
    floors = terms_of(CALF, state.situation).floors
    for day in range(max(offered) + 6):
        if names := due(state):
            found[day] = sorted(names)
            assert floors[state.phase + 1] - day < CALF.limits.test_valid_days
        state = advance(CALF, state, green_day(state)).after
    assert found == {day: sorted(names) for day, names in offered.items()}
    assert PHASES[state.phase] == "maintain"


DAYS: dict[str, tuple[int, bool, list[str]]] = {
    "seven days before the floor it would be too old": (7, False, []),
    "six days before it counts": (8, False, FROM_MOBILISE),
    "in strengthen seven days before, with a session": (15, True, []),
    "six days before, with a loading session": (16, True, [*LIGHT, *RAISES]),
    "six days before, without one": (16, False, LIGHT),
}


@pytest.mark.parametrize(("day", "loading", "names"), DAYS.values(), ids=DAYS)
def test_the_first_day_of_a_test(day: int, loading: bool, names: list[str]) -> None:
    state = replace(green_until(day), tests={})
    assert sorted(due(state, loading=loading)) == sorted(names)


def test_a_value_that_would_be_too_old_at_the_floor_is_taken_anew() -> None:
    for tried_on, again in ((15, True), (16, False)):
        tests = passed("strengthen", day=tried_on)
        assert ("stairs" in due(replace(green_until(20), tests=tests))) is again


def test_past_its_floor_a_phase_may_open_tomorrow() -> None:
    """One raise is missing on day 40; what was tried on day 34 would be seven days old tomorrow."""
    for tried_on, names in ((34, [*LIGHT, *RAISES]), (35, ["two-leg-raises"])):
        tests = passed("strengthen", day=tried_on)
        tests["two-leg-raises"] = TestRecord(tried_on, 24, None, 0)
        assert sorted(due(replace(green_until(20), day=40, tests=tests), loading=True)) == sorted(names)


def test_hops_wait_for_green_springs() -> None:
    state = replace(green_until(26), tests={})
    assert set(HOPS) <= set(due(state))
    red = {name: replace(it, green_days=0) if name == "two-leg-pogo" else it for name, it in state.progress.items()}
    never = {name: it for name, it in state.progress.items() if name != "two-leg-pogo"}
    for progress in (red, never):
        assert set(due(replace(state, progress=progress))) == set(SPRINGS)


# --- the morning after ------------------------------------------------------------------------------------------------

MORNINGS: dict[str, tuple[int, bool, bool]] = {
    "the next day it may still come": (27, False, False),
    "it came and was green": (28, True, False),
    "it went by without": (28, False, True),
}


@pytest.mark.parametrize(("day", "green_after", "again"), MORNINGS.values(), ids=MORNINGS)
def test_hops_without_their_green_morning_are_hopped_again(day: int, green_after: bool, again: bool) -> None:
    tests = {name: replace(record, green_after=green_after) for name, record in passed("power", day=26).items()}
    state = replace(green_until(day), tests=tests)
    read_from, _ = plan_today(CALF, state)
    found = gates.tests_due(terms_of(CALF, read_from.situation), read_from, loading=True)
    assert [c.criterion for c in found] == (["hops-10"] if again else [])


# --- what the leg may do today ----------------------------------------------------------------------------------------

STANDS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "nothing stands in the way": ({}, [*LIGHT, *RAISES]),
    "quiet after a red: tier 1 at most": ({"quiet_until": 99}, ["knee-to-wall"]),
    "a review: light work": ({"review_since": 15}, LIGHT),
    "a light lock": ({"lock": Lock.LIGHT_ONLY}, LIGHT),
    "fever": ({"fever_day": 16}, LIGHT),
    "protection only": ({"lock": Lock.PROTECTION_ONLY}, []),
    "something gave way": ({"acute": True}, []),
    "no plan": ({"lock": Lock.NO_PLAN}, []),
    "an urgent answer": ({"route": Route.SAME_DAY}, []),
    "a pause": ({"paused": True}, []),
    "the end": ({"ended": True}, []),
}


@pytest.mark.parametrize(("facts", "names"), STANDS.values(), ids=STANDS)
def test_nothing_is_tried_that_loads_more_than_the_day_may(facts: dict[str, Any], names: list[str]) -> None:
    state = replace(green_until(16), tests={}, **facts)
    found = gates.tests_due(terms_of(CALF, state.situation), state, loading=not facts)
    assert sorted(c.criterion for c in found) == sorted(names)


def test_behind_a_light_lock_even_a_loading_session_opens_no_loaded_test() -> None:
    state = replace(green_until(16), tests={}, lock=Lock.LIGHT_ONLY)
    found = gates.tests_due(terms_of(CALF, state.situation), state, loading=True)
    assert sorted(c.criterion for c in found) == sorted(LIGHT)


def test_where_no_phase_is_ahead_or_none_may_open_nothing_is_tried() -> None:
    assert due(green_until(60), loading=True) == []
    assert due(joined(a_start(3, cleared_on_day=None)).state) == []


def test_a_test_that_was_not_passed_is_offered_again_the_next_day_it_fits() -> None:
    walk = criterion("mobilise", "walk-10-min")
    day = green_day(green_until(8))
    failed = tuple(
        replace(event, injured=walk.needs - 1)
        if isinstance(event, Tried) and event.criterion == walk.criterion
        else event
        for event in day
    )
    state = advance(CALF, green_until(8), failed).after
    assert state.tests[walk.criterion] == TestRecord(8, walk.needs - 1, None, 0)
    assert due(state) == [walk.criterion]
