"""The coming days as appointments: which days have one, when by the runner's clock, for how long."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from rehab.appointments import Appointment, Wish, appointments
from rehab.assembly import run_block_minutes
from rehab.events import Ended, Noted, Paused, Reinjured, Screened
from rehab.following import Today
from rehab.gates import tests_due as due_on
from rehab.hoped import days_ahead
from rehab.programme import Item
from rehab.reason import because
from rehab.reminding import Clock, asked_in
from rehab.situation import terms_of
from rehab.state import State
from rehab.vocabulary import Route
from tests.rehab.engine.diaries import a_start, ahead_of, joined, on, on_green
from tests.rehab.engine.people import CALF, passing

FORTNIGHT = 14
LONDON = Clock("Europe/London")
HALF_PAST_SEVEN = time(7, 30)


def shown(today: Today, clock: Clock = LONDON, *, days: int = FORTNIGHT, **wish: Any) -> tuple[Appointment, ...]:
    return appointments(CALF, today, Wish(clock, **{"at": HALF_PAST_SEVEN} | wish), days=days)


def moved_to(today: Today, first: date) -> Today:
    """The same day, of somebody whose course began on another date."""

    def later(state: State) -> State:
        return replace(state, situation=replace(state.situation, injured_on=first))

    began, read_from, now = (later(state) for state in (today.began, today.read_from, today.now))
    return replace(today, date=first + timedelta(days=today.now.day), began=began, read_from=read_from, now=now)


@pytest.mark.parametrize("day", [0, 5, 14, 29, 45, 120])
def test_they_are_the_days_ahead_that_ask_for_something(day):
    today = on_green(day).today
    asking = [ahead for ahead in ahead_of(today, FORTNIGHT) if asked_in(ahead.session)]
    found = {one.date: one for one in shown(today)}
    assert [found[ahead.date].day for ahead in asking] == [ahead.day for ahead in asking]
    for ahead in asking:
        one = found[ahead.date]
        assert (one.exercises, one.minutes) == (len(asked_in(ahead.session)), ahead.session.minutes)
        assert one.run_minutes == ahead.session.run_minutes
    assert all(one.tests for one in found.values() if not one.exercises)


def test_only_today_is_not_hoped_for():
    assert [one.hoped for one in shown(on_green(14).today)] == [False] + [True] * 11


def test_days_of_rest_are_there_if_wanted():
    today = on_green(14).today
    every = shown(today, rest_days=True)
    assert [one.date for one in every] == [on(day) for day in range(14, 28)]
    rest = [one for one in every if not one.exercises]
    assert [(one.starts, one.length) for one in rest] == [(None, 0)] * 2
    assert [one for one in every if one.exercises or one.tests] == list(shown(today))


def test_a_run_takes_its_walks_its_warm_up_and_its_cool_down():
    """Five minutes of running on the first rung, of 15 with the walks; eight before and eight after."""
    (first,) = shown(on_green(30).today, days=1)
    ladder = CALF.ladder
    assert ladder is not None
    rung = ladder.rungs[0]
    bouts = (rung.run_minutes + rung.walk_minutes) * rung.times
    assert (first.run_minutes, first.length) == (5, first.minutes + bouts + 16)


def test_what_is_no_part_of_a_run_adds_nothing_to_it():
    exercise = CALF.catalogue["two-leg-heel-raise"]
    item = Item(exercise.id, exercise.dose_steps[0], because("joined"))
    assert run_block_minutes(CALF, item) == 0


def test_a_day_of_care_lasts_all_day():
    (first,) = shown(joined(a_start(2)).today, days=1)
    assert (first.is_care, first.starts, first.length, first.zone) == (True, None, 0, "")
    assert first.minutes > 0


def test_without_a_time_all_are_for_the_whole_day():
    found = shown(on_green(14).today, at=None)
    assert {(one.starts, one.zone) for one in found} == {(None, "")}
    assert all(one.length for one in found if one.exercises)


def test_tests_are_counted_by_what_is_done_for_them():
    """Two criteria count the same raises: one try serves both."""
    today = on_green(24).today
    due = due_on(terms_of(CALF, today.read_from.situation), today.read_from, loading=today.plan.loading)
    (first,) = shown(today, days=1)
    assert 0 < first.tests < len(due)


def test_what_was_tried_today_is_not_asked_again():
    follower = on_green(16)
    today = follower.today
    alone = next(
        c
        for c in due_on(terms_of(CALF, today.read_from.situation), today.read_from, loading=today.plan.loading)
        if not c.exercise
    )
    (before,), (after,) = shown(today, days=1), shown(follower.tells(passing(alone)).today, days=1)
    assert after.tests == before.tests - 1


WAITS: dict[str, Noted] = {
    "paused": Paused(),
    "over": Ended(),
    "stopped by a sign": Screened(frozenset({"rf01"}), route=Route.EMERGENCY),
    "hurt again": Reinjured(2),
}


@pytest.mark.parametrize("event", WAITS.values(), ids=WAITS)
def test_there_is_none_while_the_course_is(event):
    follower = on_green(14).tells(event)
    assert shown(follower.today, rest_days=True) == ()
    assert len(list(days_ahead(CALF, follower.today))) == 1


# First day of the course, clock, and the hours in UTC at which half past seven comes on the dates named.
CLOCKS = {
    "clocks go forward": (date(2026, 3, 12), LONDON, {"2026-03-28": "07:30", "2026-03-30": "06:30"}),
    "clocks go back": (date(2026, 10, 10), LONDON, {"2026-10-24": "06:30", "2026-10-26": "07:30"}),
    "a leap day": (date(2028, 2, 14), LONDON, {"2028-02-29": "07:30", "2028-03-01": "07:30"}),
    "a move comes into force": (
        date(2026, 11, 2),
        Clock("Europe/Berlin", before="Europe/London", since=datetime(2026, 11, 20, tzinfo=UTC)),
        {"2026-11-19": "07:30", "2026-11-20": "06:30"},
    ),
}


@pytest.mark.parametrize(("first", "clock", "hours"), CLOCKS.values(), ids=CLOCKS)
def test_they_keep_the_time_on_the_wall_when(first, clock, hours):
    found = {str(one.date): one for one in shown(moved_to(on_green(14).today, first), clock)}
    for day, hour in hours.items():
        assert found[day].starts == datetime.fromisoformat(f"{day}T{hour}+00:00")
    assert {one.zone for one in found.values()} == {clock.zone, clock.before} - {""}


def moving(zone: str, before: str, midnight: str) -> Clock:
    """Days are counted in another *zone* from the *midnight* on, in UTC, at which a day of the one *before* ends."""
    return Clock(zone, before=before, since=datetime.fromisoformat(f"2026-11-{midnight}:00+00:00"))


FLIGHTS = {
    "over the morning, which leaves the day": (moving("Asia/Tokyo", "Europe/London", "20T00:00"), True),
    "over most of it": (moving("Pacific/Auckland", "Pacific/Honolulu", "20T10:00"), True),
    "over all of it": (moving("Pacific/Kiritimati", "Pacific/Pago_Pago", "20T11:00"), False),
}


@pytest.mark.parametrize(("clock", "is_there"), FLIGHTS.values(), ids=FLIGHTS)
def test_a_flight_east_over_a_date(clock, is_there):
    """It begins as the 19th ends, and lands on the 20th or the day after."""
    found = {one.date: one for one in shown(on_green(16).today, clock, rest_days=True)}
    lost = date(2026, 11, 20)
    assert (lost in found) == is_there
    assert not is_there or found[lost].starts is None
    assert {one.zone for day, one in found.items() if one.starts and day > lost} == {clock.zone}
    assert {one.zone for day, one in found.items() if one.starts and day < lost} == {clock.before}
