"""The weeks of runs as they are followed: sore weeks, weeks not run in full, strength watched, trends."""

import pytest

from rehab.events import CheckIn, Morning, Outcome, Report, Tried
from rehab.vocabulary import Status
from tests.rehab.engine.people import Diary, done, exercises, midway, steps


def first_days_of_weeks(diary: Diary, number: int, *, until: int = 60) -> list[int]:
    """Planned minutes of the next *number* weeks, all days green."""
    found: list[int] = []
    for _ in range(until):
        diary.trains()
        before = diary.last.before
        if before.first_weekly_run is not None and (before.day - before.first_weekly_run) % 7 == 0:
            found.append(before.week.planned)
        if len(found) == number:
            return found
    raise AssertionError("the weeks never came")


def test_green_weeks_grow() -> None:
    assert first_days_of_weeks(midway(2, 61), 4) == [99, 108, 75, 108]


def test_a_sore_run_in_the_weeks_is_a_sore_week() -> None:
    """Week 2 plans 99; its first run on day 61 is sore. Seven days of 70 %, then the week before again.
    Day 75 begins the fourth week, a deload of that."""
    diary = midway(2, 61).trains(continuous_easy_run=3).trains()
    assert diary.state.week.flared
    runs = {}
    while diary.state.day <= 75:
        if diary.today.run_minutes:
            runs[diary.state.day] = diary.today.run_minutes
            assert "two-leg-pogo" not in exercises(diary.today)
        diary.trains()
    assert runs == {65: 23, 68: 21, 70: 30, 72: 30, 75: 21}


def test_the_sore_week_counts_as_a_deload() -> None:
    diary = midway(2, 68).trains(continuous_easy_run=3)
    assert diary.last.before.week.planned == 108
    assert first_days_of_weeks(diary, 3)[0] == 69


def test_no_growth_in_the_week_after_a_red_one() -> None:
    diary = midway(2, 61).trains(continuous_easy_run=4)
    assert diary.state.flare_until == 68
    assert first_days_of_weeks(diary, 1) == [90]


def test_a_week_one_run_short_is_run_again() -> None:
    diary = midway(2, 61).trains().trains()
    session = diary.today
    diary.lives(
        Morning(0),
        CheckIn(
            tuple(
                Report(r.exercise, Outcome.SKIPPED if r.exercise == "continuous-easy-run" else Outcome.DONE, 0)
                for r in done(session)
            )
        ),
    )
    assert session.run_minutes == 33
    assert first_days_of_weeks(diary, 1) == [99]


def test_a_week_some_minutes_short_is_run_again() -> None:
    diary = midway(2, 61)
    reports = tuple(
        Report(r.exercise, Outcome.PARTLY, 0, 32) if r.exercise == "continuous-easy-run" else r
        for r in done(diary.today)
    )
    diary.lives(Morning(0), CheckIn(reports))
    assert diary.state.week.run == 32
    assert first_days_of_weeks(diary, 1) == [99]


MINUTES = {
    "as planned": (Outcome.DONE, None, 33),
    "in part, minutes not told, is no run": (Outcome.PARTLY, None, 0),
    "in part, 20 minutes": (Outcome.PARTLY, 20, 20),
    "longer than planned counts as planned": (Outcome.DONE, 50, 33),
    "left out": (Outcome.SKIPPED, 20, 0),
}


@pytest.mark.parametrize(("outcome", "told", "counted"), MINUTES.values(), ids=MINUTES)
def test_minutes_told(outcome: Outcome, told: int | None, counted: int) -> None:
    diary = midway(2, 61).lives(Morning(0), CheckIn((Report("continuous-easy-run", outcome, 0, told),)))
    assert diary.state.week.run == counted
    assert [minutes for day, minutes in diary.state.runs if day == 61] == ([counted] if counted else [])


def test_the_strength_of_a_loaded_weekday_moves_to_light_after_a_red_day() -> None:
    """Day 61 red: day 63 is a run day of the week, but two days stay quiet."""
    diary = midway(2, 61).trains(two_leg_pogo=4).trains()
    assert diary.state.day == 63
    assert not diary.today.loading
    assert diary.today.run_minutes == 0


def test_a_week_does_not_begin_before_the_calf_may_be_loaded() -> None:
    """Red on the last day before the weeks: their first run waits until it is settled."""
    diary = midway(2, 53).knows(quiet_until=55, loading_from=56).trains().trains()
    assert diary.state.first_weekly_run is None
    diary.trains().trains()
    assert diary.state.first_weekly_run == 56
    assert diary.last.session.run_minutes == 30


# --- strength, once a month ------------------------------------------------------------------------

WATCHED: dict[str, tuple[int, int | None, int, bool]] = {
    "as good as ever": (24, 24, 24, False),
    "nine tenths of the best": (27, 30, 30, False),
    "less than nine tenths of the best": (26, 26, 30, True),
    "nine tenths of the other side": (27, 30, 20, False),
    "less than nine tenths of the other side": (26, 30, 20, True),
    "the other side not counted": (26, None, 20, False),
}


@pytest.mark.parametrize(("injured", "sound", "best", "held"), WATCHED.values(), ids=WATCHED)
def test_running_does_not_grow_while_strength_has_dropped(
    injured: int, sound: int | None, best: int, held: bool
) -> None:
    diary = midway(2, 62).knows(best_raises=best).lives(Morning(0), Tried("single-leg-raises", injured, sound, 0))
    assert diary.state.growth_held is held
    assert ("strength-dropped" in diary.rules()) is held
    assert diary.state.best_raises == max(best, injured)


def test_a_held_week_stays_and_a_good_test_lets_it_grow() -> None:
    diary = midway(2, 61).trains(Tried("single-leg-raises", 10, 20, 0))
    assert first_days_of_weeks(diary, 1) == [99]
    assert not diary.trains(Tried("single-leg-raises", 20, 20, 0)).state.growth_held


def test_before_the_weeks_nobody_watches() -> None:
    diary = midway(2, 43).lives(Morning(0), Tried("single-leg-raises", 10, 20, 0))
    assert (diary.state.growth_held, diary.state.best_raises) == (False, 0)
    other = midway(2, 62).lives(Morning(0), Tried("confidence", 1))
    assert (other.state.growth_held, other.state.best_raises) == (False, 0)


# --- the trend of the mornings ---------------------------------------------------------------------


def a_week(pain: int, first: int) -> tuple[tuple[int, int], ...]:
    return tuple((day, pain) for day in range(first, first + 7))


TRENDS: dict[str, tuple[tuple[tuple[int, int], ...], int, list[str], int]] = {
    "the same": (a_week(1, 7) + a_week(1, 14), 0, [], 0),
    "down": (a_week(2, 7) + a_week(1, 14), 0, [], 0),
    "up one": (a_week(0, 7) + a_week(1, 14), 0, ["week-up"], 1),
    "up again": (a_week(0, 7) + a_week(1, 14), 1, ["two-weeks-up"], 2),
    "up, then the same": (a_week(1, 7) + a_week(1, 14), 1, [], 0),
    "nothing told last week": (a_week(3, 14), 0, [], 0),
    "one bad morning is no trend": (a_week(0, 7) + a_week(0, 14)[:-1], 0, [], 0),
}


@pytest.mark.parametrize(("mornings", "trend", "rules", "after"), TRENDS.values(), ids=TRENDS)
def test_the_weekly_middle_of_the_mornings(
    mornings: tuple[tuple[int, int], ...], trend: int, rules: list[str], after: int
) -> None:
    """Day 20 is the last of the third week."""
    diary = midway(2, 20).knows(mornings=mornings, trend=trend, pending=(), green_mornings=0).lives()
    assert [rule for rule in diary.rules() if rule.endswith("up") and rule.startswith(("week", "two"))] == rules
    assert diary.state.trend == after


def test_two_weeks_up_is_red_and_one_is_amber() -> None:
    up = a_week(0, 7) + a_week(1, 14)
    assert midway(2, 20).knows(mornings=up, pending=()).lives().status() is Status.HOLD
    assert midway(2, 20).knows(mornings=up, pending=(), trend=1).lives().status() is Status.STEPPED_BACK


def test_only_the_last_day_of_a_week_looks_back() -> None:
    up = a_week(0, 6) + a_week(1, 13)
    for day in (19, 21):
        assert midway(2, day).knows(mornings=up, pending=()).lives().state.trend == 0


def test_a_missed_pogo_week_starts_springs_no_higher() -> None:
    diary = midway(2, 68)
    before = steps(diary.today)["two-leg-pogo"]
    diary.trains().trains_until(lambda later: "two-leg-pogo" in exercises(later.today))
    assert steps(diary.today)["two-leg-pogo"] <= before
