"""Weekly minutes after the ladder in the planned course: growth, deloads, caps, number of runs."""

import pytest

from rehab.vocabulary import Kind
from tests.rehab.engine.people import CALF, MAINTAIN, Runner, a_runner, exercises, steps

FIRST_TWELVE = [90, 99, 108, 75, 108, 118, 129, 90, 129, 141, 155, 108]


def minutes(runner: Runner, weeks: int) -> list[int]:
    return [sum(week) for week in runner.weeks_of_runs(weeks)]


@pytest.mark.parametrize("grade", [1, 2, 3])
def test_growth_by_a_tenth_and_a_deload_every_fourth_week(grade: int) -> None:
    assert minutes(a_runner(grade), 12) == FIRST_TWELVE


def test_growth_stops_at_three_hours() -> None:
    assert minutes(a_runner(2), 24)[12:] == [155, 170, 180, 126, 180, 180, 180, 126, 180, 180, 180, 126]


def test_months_later_the_same_four_weeks_come_round() -> None:
    assert minutes(a_runner(1), 96)[76:] == [180, 180, 180, 126] * 5


USUAL: dict[str, tuple[int | None, list[int]]] = {
    "unknown: no cap": (None, [90, 99, 108, 75, 108, 118, 129, 90]),
    "none at all counts as 30": (0, [30, 30, 30, 21, 30, 33, 36, 25]),
    "20 counts as 30": (20, [30, 30, 30, 21, 30, 33, 36, 25]),
    "45: four weeks at most 45, then growth": (45, [45, 45, 45, 31, 45, 49, 53, 37]),
    "61": (61, [61, 61, 61, 42, 61, 67, 73, 51]),
    "95: the first week is whole, the second capped": (95, [90, 95, 95, 66, 95, 104, 114, 79]),
    "150 does not bind": (150, [90, 99, 108, 75, 108, 118, 129, 90]),
}


@pytest.mark.parametrize(("usual", "weeks"), USUAL.values(), ids=USUAL)
def test_the_usual_week_caps_the_first_four(usual: int | None, weeks: list[int]) -> None:
    assert minutes(a_runner(2, weekly_run_minutes=usual), 8) == weeks


@pytest.mark.parametrize(("usual", "highest"), [(60, 180), (180, 180), (240, 240), (300, 300), (600, 300)])
def test_growth_stops_at_the_target_or_the_usual_week_up_to_five_hours(usual: int, highest: int) -> None:
    assert max(minutes(a_runner(1, weekly_run_minutes=usual), 60)) == highest


RUNS: dict[str, tuple[int | None, list[list[int]]]] = {
    "equal runs, the longer ones last": (None, [[30, 30, 30], [33, 33, 33], [36, 36, 36], [25, 25, 25]]),
    "at 30 one run, on the first day": (0, [[30], [30], [30], [21]]),
    "at 45 two": (45, [[22, 23], [22, 23], [22, 23], [15, 16]]),
    "at 61 three": (61, [[20, 20, 21], [20, 20, 21], [20, 20, 21], [14, 14, 14]]),
}


@pytest.mark.parametrize(("usual", "weeks"), RUNS.values(), ids=RUNS)
def test_a_week_is_split_into_runs(usual: int | None, weeks: list[list[int]]) -> None:
    assert a_runner(2, weekly_run_minutes=usual).weeks_of_runs(4) == weeks


def test_a_second_run_comes_once_the_weeks_hold_more_than_thirty_minutes_and_stays_in_deloads() -> None:
    runs = [len(week) for week in a_runner(2, weekly_run_minutes=0).weeks_of_runs(16)]
    assert runs == [1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2]


def test_118_minutes_are_39_39_and_40() -> None:
    assert a_runner(2).weeks_of_runs(6)[5] == [39, 39, 40]


def test_fewer_runs_leave_the_third_day_first_then_the_fifth_and_strength_stays() -> None:
    """First run of the weeks on day 54, so the week's days are 54, 56 and 58."""
    one = a_runner(2, weekly_run_minutes=0)
    assert [one.lived(day)[1].run_minutes for day in (54, 56, 58)] == [30, 0, 0]
    assert one.day(56).kind is Kind.LIGHT
    assert exercises(one.lived(56)[1]) == [
        "flat-walking",
        "knee-to-wall-rocks",
        "straight-knee-wall-stretch",
        "bent-knee-wall-stretch",
    ]
    assert (
        exercises(one.lived(58)[1])[:3]
        == [
            "weighted-single-leg-raise",
            "single-leg-bent-knee-raise",
            "single-leg-heel-drop-bent-knee",
        ]
        or one.lived(58)[1].loading
    )
    two = a_runner(2, weekly_run_minutes=45)
    assert [two.lived(day)[1].run_minutes for day in (54, 56, 58)] == [22, 0, 23]


@pytest.mark.parametrize("grade", [1, 2, 3])
def test_no_run_is_longer_than_a_tenth_over_the_longest_of_thirty_days(grade: int) -> None:
    runs = a_runner(grade, weekly_run_minutes=600).run_days(260)
    for place, (day, minute) in enumerate(runs):
        before = [m for d, m in runs[:place] if day - d <= 30]
        if a_runner(grade).lived(day)[0].phase == MAINTAIN:
            assert minute <= 11 * max(before) // 10


STRIDES = {
    "mild": (1, {5: 0, 9: 4, 10: 4, 11: 4}),
    "moderate": (2, {9: 4, 10: 4, 11: 4}),
    "severe, from the ninth week": (3, {9: 4}),
}


@pytest.mark.parametrize(("grade", "first_week"), [(1, 5), (2, 5), (3, 9)])
def test_strides_start_in_a_week_that_sets_no_new_record(grade: int, first_week: int) -> None:
    runner = a_runner(grade)
    first = runner.lived(runner.floors[MAINTAIN] + 1)[0].first_weekly_run
    assert first is not None
    found = {}
    for week in range(1, 17):
        session = runner.lived(first + 7 * (week - 1) + 2)[1]
        if "strides-then-hills" in exercises(session):
            found[week] = str(CALF.catalogue["strides-then-hills"].dose_steps[steps(session)["strides-then-hills"]])
    weeks = [week for week in range(first_week, 17) if week % 4]
    assert list(found) == weeks
    assert [found[week] for week in weeks if week < first_week + 4] == ["4 x 60 m"] * 3
    assert {found[week] for week in weeks if first_week + 4 <= week < first_week + 8} == {"4 x 60 m"}


def test_a_deload_week_eases_strength_by_a_set() -> None:
    """Week 4 of runs begins on day 75 in grade 2; the steps before and in it."""
    runner = a_runner(2)
    before, eased, after = (steps(runner.lived(day)[1]) for day in (68, 75, 82))
    dose = lambda name, session: str(CALF.catalogue[name].dose_steps[session[name]])  # noqa: E731
    assert dose("single-leg-heel-raise", before) == "3 x 8 rep"
    assert dose("single-leg-heel-raise", eased) == "2 x 6 rep"
    assert dose("single-leg-heel-raise", after) == "3 x 6 rep"
    assert dose("weighted-seated-raise", before) == "4 x 10 rep"
    assert dose("weighted-seated-raise", eased) == "3 x 12 rep"
    assert dose("weighted-seated-raise", after) == "4 x 10 rep"
    assert [e.rule for e in runner.lived(75)[1].entries][1:4] == ["weekly-minutes", "dose-deload", "dose-deload"]


def test_the_day_before_the_first_week_is_a_rest_day() -> None:
    for grade in (1, 2, 3):
        runner = a_runner(grade)
        assert runner.day(runner.floors[MAINTAIN]).kind is Kind.REST
        assert runner.run_days(runner.floors[MAINTAIN] + 1)[-1] == (runner.floors[MAINTAIN] + 1, 30)
