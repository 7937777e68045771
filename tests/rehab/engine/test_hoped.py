"""What lies ahead of a followed course: green days from now on, and the dates of running read from them."""

import itertools
from typing import Any

import pytest
from msgspec.structs import replace

from rehab.events import AnyEvent, CheckIn, Did, Ended, Morning, Paused, Reinjured, Resumed, Screened, Tried
from rehab.following import day_at_hand
from rehab.hoped import HOPED_WITHIN_DAYS, Hopes, ahead, days_ahead, hopes_in
from rehab.vocabulary import Lock, Route, Sign
from tests.rehab.engine.diaries import a_start, ahead_of, days_hoped, green_until, hopes_of, joined, on, on_green
from tests.rehab.engine.mishaps import MISHAPS, days_after, is_no_sooner
from tests.rehab.engine.people import CALF, a_runner, exercises, passed

RAISE = "two-leg-heel-raise"
LADDER = CALF.ladder
assert LADDER
TOP, RUN = len(LADDER.rungs) - 1, LADDER.exercise
FIRST_RUN = {1: 13, 2: 30, 3: 92}


@pytest.mark.parametrize("grade", [1, 2, 3])
def test_who_joins_on_day_0_may_hope_for_the_days_of_the_planned_course(grade: int) -> None:
    planned = a_runner(grade)
    whole = next(day for day in range(200) if planned.lived(day)[1].rung == TOP)
    assert days_hoped(joined(a_start(grade)).today) == (FIRST_RUN[grade], whole)
    assert planned.run_days(FIRST_RUN[grade])[0][0] == FIRST_RUN[grade]


@pytest.mark.parametrize("grade", [1, 2, 3])
def test_the_days_ahead_hold_what_the_planned_course_holds(grade: int) -> None:
    """Doses may stand higher, as the tests of these days do not hurt."""
    planned = a_runner(grade)
    for coming in ahead_of(joined(a_start(grade)).today, FIRST_RUN[grade] + 8):
        state, session = planned.lived(coming.day)
        assert (coming.date, coming.phase) == (on(coming.day), state.phase)
        assert (exercises(coming.session), coming.session.rung) == (exercises(session), session.rung), coming.day


def test_the_same_course_is_hoped_for_from_any_of_its_days() -> None:
    for day in (14, 29):
        assert days_hoped(on_green(day).today) == (30, 52), day


def test_who_climbs_the_ladder_waits_for_no_first_run() -> None:
    """Day 30 is the first; once it was run only the half hour is ahead."""
    morning = on_green(30).today
    assert (morning.plan.run_minutes > 0, days_hoped(morning)) == (True, (30, 52))
    assert days_hoped(on_green(31).today) == (None, 52)


def test_who_has_climbed_it_waits_for_nothing() -> None:
    assert days_hoped(on_green(54).today) == (None, None)


def test_runs_from_before_a_new_strain_are_not_the_first_run_after_it() -> None:
    """Who ran on the very day of the new strain has that run at its day 0."""
    state = joined(a_start(2)).state
    for runs, first in (((-3, 20), (0, 8)), 30), (((0, 8), (1, 8)), None):
        assert days_hoped(day_at_hand(CALF, replace(state, runs=runs), ())) == (first, 52)


def test_without_a_ladder_there_is_nothing_to_hope_for() -> None:
    today = on_green(14).today
    assert hopes_in(replace(CALF, ladder=None), today, days_ahead(CALF, today)) == Hopes(None, None)


def test_where_running_is_out_for_good_the_search_ends() -> None:
    today = joined(a_start(1, never=frozenset({RUN}))).today
    assert hopes_of(today) == Hopes(None, None)


def test_a_way_that_leads_nowhere_is_followed_so_far_and_no_further() -> None:
    """A runner in the second phase on day 55 is overdue tomorrow, and held; the days ahead have no end of their own."""
    state = replace(green_until(14), day=55, lived_since=50)
    followed = itertools.count()
    days = (next(zip([day], followed, strict=False))[0] for day in days_ahead(CALF, day_at_hand(CALF, state, ())))
    assert hopes_in(CALF, day_at_hand(CALF, state, ()), days) == Hopes(None, None)
    assert next(followed) == HOPED_WITHIN_DAYS


# --- the rest of today ------------------------------------------------------------------------------------------------


def test_what_is_open_of_today_is_done_in_full_and_green() -> None:
    today = on_green(18).today
    told = on_green(18).trains().today
    assert ahead_of(today, 20)[1:] == ahead_of(told, 20)[1:]


TOLD: dict[str, tuple[AnyEvent | Did, bool]] = {
    "a painless item": (Did(RAISE, pain=0), False),
    "an item that hurt, though nobody has finished": (Did(RAISE, pain=6), True),
    "a sore morning": (Morning(4), True),
    "a painless morning": (Morning(0), False),
    "a session that was red": (CheckIn((), after=6), True),
}


@pytest.mark.parametrize(("event", "changes"), TOLD.values(), ids=TOLD)
def test_what_was_told_of_today_counts_for_the_days_ahead(event: Any, changes: bool) -> None:
    before = [day.session for day in ahead_of(on_green(18).today, 6)[1:]]
    after = [day.session for day in ahead_of(on_green(18).tells(event).today, 6)[1:]]
    assert (before != after) is changes


def test_after_the_session_only_what_was_told_since_is_open() -> None:
    """One item again, sore: the others are not done a second time, and the day is the worse of both."""
    told = on_green(18).trains()
    again = told.tells(Did(RAISE, pain=6), done_from=told.today.plan).today
    assert again.page.open_items
    assert not any(day.session.loading for day in ahead_of(again, 3)[1:])


def test_a_rest_day_with_nothing_on_it_goes_by() -> None:
    paused_and_back = on_green(18).tells(Paused(), Resumed()).today
    assert len(ahead_of(paused_and_back, 3)) == 3


# --- who has to wait --------------------------------------------------------------------------------------------------

WAITS: dict[str, list[AnyEvent]] = {
    "a pause": [Paused()],
    "the end": [Ended()],
    "an urgent answer": [Screened(frozenset({"rf07"}), Route.SAME_DAY, Lock.NO_PLAN)],
    "something gave way": [Morning(0), CheckIn((), signs=frozenset({Sign.POP}))],
    "hurt again": [Reinjured(2)],
}


@pytest.mark.parametrize("told", WAITS.values(), ids=WAITS)
def test_a_course_that_waits_yields_today_alone(told: list[AnyEvent]) -> None:
    today = on_green(18).tells(*told).today
    assert [ahead.date for ahead in days_ahead(CALF, today)] == [today.date]
    assert hopes_of(today) == Hopes(None, None)


LOOKS: dict[str, dict[str, Any]] = {
    "a lock": {"lock": Lock.LIGHT_ONLY},
    "a review": {"review_since": 17},
    "a hold": {"hold_since": 17},
    "the safety check again": {"needs_screening": True},
}


@pytest.mark.parametrize("facts", LOOKS.values(), ids=LOOKS)
def test_where_somebody_has_to_look_first_there_are_days_and_no_dates(facts: dict[str, Any]) -> None:
    today = day_at_hand(CALF, replace(green_until(18), **facts), ())
    assert len(ahead_of(today, 14)) == 14
    assert not any(ahead.session.run_minutes for ahead in ahead_of(today, 30))
    assert hopes_of(today) == Hopes(None, None)


def test_advice_keeps_nobody_waiting() -> None:
    today = day_at_hand(CALF, replace(green_until(18), lock=Lock.ADVISE), ())
    assert days_hoped(today) == (30, 52)


def test_a_severe_strain_without_clearance_leads_to_no_run() -> None:
    assert hopes_of(joined(a_start(3, cleared_on_day=None)).today) == Hopes(None, None)


# --- later, never earlier ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mishap", MISHAPS)
def test_what_goes_wrong_moves_the_dates_later_or_leaves_them(mishap: str) -> None:
    for day in (3, 7, 12):
        state = green_until(day, 1)
        green, other = days_after(state, MISHAPS["nothing"]), days_after(state, MISHAPS[mishap])
        assert is_no_sooner(other, green), f"day {day}: {other} after {mishap}, {green} after a green day"


def test_what_goes_wrong_does_move_them() -> None:
    moved = {name: days_after(green_until(12, 1), mishap) for name, mishap in MISHAPS.items()}
    assert moved == {
        "nothing": (13, 25),
        "a day missed": (15, 27),
        "a morning not told": (15, 27),
        "a session not done": (13, 25),
        "a sore morning": (17, 29),
        "a morning that is red": (31, 53),
        "an amber session": (13, 27),
        "a red session": (15, 27),
        "tests not tried": (15, 27),
        "tests failed": (15, 27),
    }


def test_what_may_still_be_tried_today_is_hoped_for_and_what_was_tried_is_not_tried_again() -> None:
    """On day 28 the hops are due. Until they are told, and once they are passed, the first run stays where it was."""
    assert days_hoped(on_green(28).today) == (30, 52)
    hops = passed("power", day=28)
    told = [Tried(name, record.injured, record.sound, record.pain) for name, record in hops.items()]
    assert days_hoped(on_green(28).tells(Morning(0), *told).today) == (30, 52)
    failed = [replace(event, injured=0) if event.criterion == "hops-10" else event for event in told]
    assert days_hoped(on_green(28).tells(Morning(0), *failed).today) == (32, 54)


TODAYS = {
    "the day it is joined": joined(a_start(2)),
    "who trains until the first run": on_green(30),
    "who climbs": on_green(40),
    "who has climbed": on_green(54),
    "a morning that hurts": on_green(18).tells(Morning(6)),
    "a session that is half told": on_green(18).tells(Morning(0), Did(RAISE, pain=0)),
    "who pauses": on_green(18).tells(Paused()),
    "who is sent away": on_green(18).tells(Screened(frozenset({"rf07"}), Route.SAME_DAY, Lock.NO_PLAN)),
    "who has ended": on_green(18).tells(Ended()),
}


@pytest.mark.parametrize("story", TODAYS)
@pytest.mark.parametrize("number", [1, 14, 42])
def test_what_is_remembered_of_the_days_ahead_is_what_following_them_gives(story: str, number: int) -> None:
    today = TODAYS[story].today
    for _ in ("worked out", "remembered"):
        assert ahead(CALF, today, number) == (tuple(ahead_of(today, number)), hopes_of(today))
