"""A course looked back on: what each day came to and was told to be, tests of both legs, minutes by the week."""

from datetime import timedelta
from functools import cache

import pytest

from rehab.events import CheckIn, Morning, Noted, OtherWork, Outcome, Paused, Reinjured, Report, Tried, ZoneMoved
from rehab.looking_back import DayBack, Told, both_legs, days_back, tries, weeks_of_runs
from rehab.vocabulary import Kind, Light, Sign
from tests.rehab.engine.dated import JOINED, DatedDiary
from tests.rehab.engine.people import CALF, MAINTAIN, RETURN, STRENGTHEN


@cache
def come_to(phase: int) -> DatedDiary:
    """Rob on a training day of *phase*, its morning told. To be copied, not to be told anything."""
    return DatedDiary().lives_to(phase)


def looked_back(diary: DatedDiary) -> tuple[DayBack, ...]:
    return days_back(CALF, diary.course, diary.today)


def yesterday(diary: DatedDiary) -> DayBack:
    return looked_back(diary)[-2]


def session(diary: DatedDiary, *outcomes: Outcome) -> CheckIn:
    """So much of each exercise of today in turn; the last outcome goes for the rest."""
    names = [entry.exercise for entry in diary.today.plan.entries]
    told = [*outcomes, *[outcomes[-1]] * len(names)]
    return CheckIn(tuple(Report(name, outcome, 1) for name, outcome in zip(names, told, strict=False)), after=0)


OUTCOMES = {
    "all of it is done": ((Outcome.DONE,), Told.DONE),
    "a part of it is partly": ((Outcome.DONE, Outcome.SKIPPED), Told.PARTLY),
    "none of it is skipped": ((Outcome.SKIPPED,), Told.SKIPPED),
}


@pytest.mark.parametrize(("outcomes", "told"), OUTCOMES.values(), ids=OUTCOMES)
def test_what_was_told_of_a_session(outcomes, told):
    diary = come_to(STRENGTHEN).copied()
    assert yesterday(diary.tells(session(diary, *outcomes)).waits()).told is told


OTHERWISE: dict[str, tuple[tuple[Noted, ...], Told]] = {
    "nothing told is unknown, never missed": ((), Told.UNKNOWN),
    "a run of one's own is something else": ((OtherWork(20, pain=1),), Told.OTHER),
    "a pause waits": ((Paused(),), Told.WAITED),
    "a day the clock jumped over waits": ((ZoneMoved(24, skips=True),), Told.WAITED),
}


@pytest.mark.parametrize(("events", "told"), OTHERWISE.values(), ids=OTHERWISE)
def test_what_became_of_a_day_without_a_session(events, told):
    diary = come_to(STRENGTHEN).copied()
    assert yesterday(diary.tells(*events).waits()).told is told


def test_a_day_that_asked_nothing_is_rest_and_today_is_open():
    diary = come_to(STRENGTHEN).copied()
    while diary.today.plan.kind is not Kind.REST:
        diary.trains().waits()
    days = looked_back(diary.waits())
    assert [day.told for day in days[-2:]] == [Told.REST, Told.OPEN]
    assert (days[-1].date, days[-1].light, len(days)) == (diary.on, None, (diary.on - JOINED).days + 1)


LIGHTS = {
    "green by day and green in the morning": (0, 0, Light.GREEN),
    "amber by day stays amber after a green morning": (3, 0, Light.AMBER),
    "green by day is red after a bad morning": (0, 4, Light.RED),
    "red by day stays red": (5, 0, Light.RED),
}


@pytest.mark.parametrize(("during", "morning", "light"), LIGHTS.values(), ids=LIGHTS)
def test_the_light_of_a_day_is_the_worst_of_it_and_of_the_morning_after(during, morning, light):
    diary = come_to(STRENGTHEN).copied().trains(during).waits()
    before = yesterday(diary)
    after = yesterday(diary.tells(Morning(morning)))
    assert (before.during, before.after, before.morning, before.settled) == (during, 0, 0, False)
    assert (after.light, after.settled) == (light, True)


def test_an_acute_sign_is_a_red_day_of_the_old_strain():
    diary = come_to(STRENGTHEN).copied()
    diary.tells(CheckIn((Report("two-leg-heel-raise", pain=2),), signs=frozenset({Sign.POP}))).waits()
    day = yesterday(diary)
    assert (day.light, day.phase, day.day) == (Light.RED, STRENGTHEN, 14)
    assert looked_back(diary)[-1].day == 1


def test_minutes_run_are_those_of_the_plan_and_of_ones_own():
    diary = come_to(RETURN).copied()
    planned = diary.today.plan.run_minutes
    day = yesterday(diary.trains().tells(OtherWork(12, pain=0)).waits())
    assert (day.planned, day.ran) == (planned, planned + 12)


def test_a_run_on_the_day_of_a_new_strain_is_counted_once():
    diary = come_to(RETURN).copied()
    planned = diary.today.plan.run_minutes
    diary.trains().tells(Reinjured(2)).waits()
    assert [day.ran for day in looked_back(diary)[-2:]] == [planned, 0]


def test_weeks_of_runs_begin_with_the_first_run_and_later_where_those_after_the_ladder_do():
    diary = DatedDiary(1).lives_to(MAINTAIN).trains().waits()
    days = looked_back(diary)
    first = diary.today.now.first_weekly_run
    assert first is not None
    weeks = weeks_of_runs(days, JOINED + timedelta(days=first))
    assert weeks[-1].begins == JOINED + timedelta(days=first)
    assert (weeks[-1].ran, weeks[-1].most) == (30, 90)
    assert weeks[0].ran > 0
    assert sum(week.ran for week in weeks) == sum(day.ran for day in days)


def test_before_the_first_run_there_are_no_weeks_of_runs():
    assert weeks_of_runs(looked_back(DatedDiary().lives(10)), None) == ()


def test_tests_of_both_legs_are_found_by_exercise_the_last_of_a_day():
    diary = come_to(STRENGTHEN).copied()
    diary.tells(Tried("single-leg-raises", 8, 20, 1), Tried("stairs", 1), Tried("knee-to-wall", 9, 10))
    diary.waits().tells(Tried("single-leg-raises", 9, 20, 1), Tried("single-leg-raises", 12, 20, 1))
    tried = tries(diary.course, diary.today)
    assert len([one for one in tried if one.on >= come_to(STRENGTHEN).on]) == 5
    found = both_legs(CALF, tried)
    assert [(one.injured, one.sound) for one in found["single-leg-heel-raise"]] == [(8, 20), (12, 20)]
    assert set(found) == {"single-leg-heel-raise"}


def test_a_test_that_both_legs_do_at_once_is_of_neither_leg_alone():
    diary = come_to(STRENGTHEN).copied()
    diary.tells(Tried("two-leg-raises", 25, 25, 1), Tried("single-leg-raises", 8, 20, 1))
    assert set(both_legs(CALF, tries(diary.course, diary.today))) == {"single-leg-heel-raise"}
