"""The numbers of the weeks of runs: minutes, number of runs, growth, deloads and caps, one rule at a time."""

from typing import Any

import msgspec
import pytest

from rehab.running import (
    longest_run,
    minutes_today,
    next_minutes,
    open_week,
    run_cap,
    split,
    weekly_ceiling,
)
from rehab.state import WeekOfRuns
from tests.rehab.engine.people import CALF, a_runner
from tests.rehab.engine.runs import state, week

MILEAGE = CALF.mileage
assert MILEAGE is not None


SPLITS = {
    "even": (90, 3, (30, 30, 30)),
    "one over: the last is longer": (118, 3, (39, 39, 40)),
    "two over: the last two": (155, 3, (51, 52, 52)),
    "one run": (21, 1, (21,)),
    "two runs": (45, 2, (22, 23)),
}


@pytest.mark.parametrize(("minutes", "runs", "wanted"), SPLITS.values(), ids=SPLITS)
def test_a_week_in_equal_whole_minutes(minutes: int, runs: int, wanted: tuple[int, ...]) -> None:
    assert split(minutes, runs) == wanted


LONGEST: dict[str, tuple[tuple[tuple[int, int], ...], int, int]] = {
    "nothing known counts as 30": ((), 30, 33),
    "the longest, not the latest": (((90, 41), (98, 36)), 41, 45),
    "thirty days ago still counts": (((70, 50), (98, 36)), 50, 55),
    "thirty-one days ago does not": (((69, 50), (98, 36)), 36, 39),
    "all too long ago is unknown": (((60, 50),), 30, 33),
    "a short one is what it is": (((99, 5),), 5, 5),
}


@pytest.mark.parametrize(("runs", "longest", "cap"), LONGEST.values(), ids=LONGEST)
def test_one_run_lasts_a_tenth_over_the_longest_of_thirty_days(
    runs: tuple[tuple[int, int], ...], longest: int, cap: int
) -> None:
    assert longest_run(MILEAGE, state(runs=runs)) == longest
    assert run_cap(MILEAGE, state(runs=runs)) == cap


CEILINGS = {
    "unknown": (None, 1, 180),
    "unknown, later": (None, 40, 180),
    "usual 100 in week 4": (100, 4, 100),
    "usual 100 in week 5": (100, 5, 180),
    "usual 0 in week 1 counts as 30": (0, 1, 30),
    "usual 29 counts as 30": (29, 4, 30),
    "usual 31": (31, 4, 31),
    "usual 250 in week 5": (250, 5, 250),
    "usual 400 in week 5 stops at 300": (400, 5, 300),
    "usual 400 in week 4 too": (400, 4, 300),
}


@pytest.mark.parametrize(("usual", "week", "most"), CEILINGS.values(), ids=CEILINGS)
def test_the_most_minutes_of_a_week(usual: int | None, week: int, most: int) -> None:
    assert weekly_ceiling(MILEAGE, usual, week) == most


NEXT: dict[str, tuple[WeekOfRuns, bool, int]] = {
    "the first week is 90": (WeekOfRuns(), True, 90),
    "the first week asks no leave to grow": (WeekOfRuns(), False, 90),
    "a full green week grows by a tenth, rounded down": (week(1, 99), True, 108),
    "held weeks stay": (week(1, 99), False, 99),
    "a minute short: the same again": (week(1, 99, run=98), True, 99),
    "a minute over counts as full": (week(1, 99, run=100), True, 108),
    "one run not green: the same again": (week(1, 99, greens=2), True, 99),
    "greens of only two runs are enough for two": (week(1, 50, greens=2, runs=(25, 25)), True, 55),
    "the fourth week is a deload": (week(3, 108), True, 75),
    "the fourth week is a deload even if held": (week(3, 108), False, 75),
    "a deload after a sore week is of the good week before it": (week(7, 129, last_build=118, flared=True), True, 82),
    "and never of more than was planned": (week(7, 90, last_build=129), True, 63),
    "after a deload the week before it": (week(4, 75, deload=True, last_build=108), True, 108),
    "after a deload not run at all too": (week(4, 75, deload=True, last_build=108, run=0), True, 108),
    "after a sore week the week before it": (week(2, 99, flared=True, last_build=90), True, 90),
    "after a sore week not yet over no more than it was": (week(2, 80, flared=True, last_build=90), False, 80),
    "the third week is none": (week(2, 100), True, 110),
    "the fifth week is none": (week(4, 100), True, 110),
    "at the target it stays": (week(9, 180), True, 180),
    "just below the target it stops there": (week(9, 170), True, 180),
}


@pytest.mark.parametrize(("before", "may_grow", "minutes"), NEXT.values(), ids=NEXT)
def test_minutes_of_the_next_week(before: WeekOfRuns, may_grow: bool, minutes: int) -> None:
    assert next_minutes(MILEAGE, before, None, may_grow=may_grow) == minutes


def test_the_usual_week_caps_growth_deload_and_first_week() -> None:
    assert next_minutes(MILEAGE, WeekOfRuns(), 70, may_grow=True) == 70
    assert next_minutes(MILEAGE, week(1, 70), 70, may_grow=True) == 70
    assert next_minutes(MILEAGE, week(3, 200), 70, may_grow=True) == 70
    assert next_minutes(MILEAGE, week(4, 75, deload=True, last_build=108), 70, may_grow=True) == 108


LONG_RUNS = ((95, 60), (97, 60), (99, 60))


def opened(before: WeekOfRuns, *, usual: int | None = None, runs: Any = LONG_RUNS, may_grow: bool = True) -> WeekOfRuns:
    runner = a_runner(2, weekly_run_minutes=usual)
    return open_week(runner.terms, state(week=before, runs=runs), may_grow=may_grow)


def test_the_first_week_sets_no_record_over_nothing() -> None:
    first = opened(WeekOfRuns())
    assert (first.number, first.planned, first.last_build, first.build_before) == (1, 90, 90, 90)
    assert (first.highest, first.runs, first.new_maximum, first.deload) == (90, (30, 30, 30), False, False)


def test_a_run_may_be_a_tenth_longer_than_the_run_just_before_it_in_the_week() -> None:
    before = week(1, 23, run=0, highest=40)
    now = opened(before, runs=((95, 10), (97, 10)))
    assert (now.planned, now.runs) == (23, (11, 12))
    assert opened(week(1, 24, run=0, highest=40), runs=((95, 10),)).planned == 23


def test_a_grown_week_remembers_the_one_before() -> None:
    grown = opened(week(1, 99, highest=99))
    assert (grown.number, grown.planned, grown.last_build, grown.build_before) == (2, 108, 108, 99)
    assert (grown.highest, grown.new_maximum, grown.deload) == (108, True, False)
    assert (grown.run, grown.greens, grown.flared) == (0, 0, False)


def test_a_deload_keeps_the_last_build_and_the_record() -> None:
    eased = opened(week(3, 108, highest=108))
    assert (eased.planned, eased.deload, eased.last_build, eased.highest) == (75, True, 108, 108)
    assert not eased.new_maximum
    assert eased.runs == (25, 25, 25)


def test_the_same_minutes_again_are_no_new_record() -> None:
    assert not opened(week(4, 75, deload=True, last_build=108, highest=108)).new_maximum
    assert opened(week(5, 107, highest=108)).new_maximum
    assert not opened(week(5, 98, highest=108)).new_maximum
    assert opened(week(5, 20, highest=1)).new_maximum


def test_a_week_that_begins_sore_remembers_the_last_good_one() -> None:
    assert MILEAGE is not None
    sore = state(week=week(1, 99, last_build=90, highest=99), runs=LONG_RUNS, flare_until=100 + MILEAGE.flare_days)
    begun = open_week(a_runner(2).terms, sore, may_grow=True)
    assert (begun.planned, begun.last_build, begun.build_before, begun.flared) == (108, 90, 90, True)
    first = open_week(a_runner(2).terms, msgspec.structs.replace(sore, week=WeekOfRuns()), may_grow=True)
    assert (first.planned, first.last_build, first.build_before) == (90, 90, 90)
    eased = msgspec.structs.replace(sore, week=week(3, 108, highest=108))
    assert not open_week(a_runner(2).terms, eased, may_grow=True).flared


RUN_COUNTS = {
    "31 minutes ask for two runs": (31, 2),
    "30 for one": (30, 1),
    "60 for two": (60, 2),
    "61 for three": (61, 3),
    "150 for three at most": (150, 3),
}


@pytest.mark.parametrize(("minutes", "runs"), RUN_COUNTS.values(), ids=RUN_COUNTS)
def test_number_of_runs(minutes: int, runs: int) -> None:
    held = opened(week(1, minutes), may_grow=False)
    assert len(held.runs) == runs
    assert sum(held.runs) == minutes


def test_the_record_decides_the_number_of_runs_of_an_easier_week() -> None:
    assert len(opened(week(3, 40, highest=95)).runs) == 3


CAPPED: dict[str, tuple[int, tuple[tuple[int, int], ...], tuple[int, ...]]] = {
    "no single run over a tenth more than the longest": (150, ((99, 40),), (44, 45, 45)),
    "each run of the week raises the cap of the next": (155, ((99, 46),), (50, 51, 51)),
    "within the cap nothing is cut": (118, ((99, 36),), (39, 39, 40)),
    "unknown counts as 30": (150, (), (33, 34, 34)),
    "a very short run cuts the week down": (90, ((99, 3),), (3, 3, 3)),
}


@pytest.mark.parametrize(("minutes", "runs", "wanted"), CAPPED.values(), ids=CAPPED)
def test_a_week_is_cut_until_each_run_keeps_its_cap(
    minutes: int, runs: tuple[tuple[int, int], ...], wanted: tuple[int, ...]
) -> None:
    cut = opened(week(1, minutes), runs=runs, may_grow=False)
    assert cut.runs == wanted
    assert cut.planned == sum(wanted)


def test_a_week_is_never_cut_to_nothing() -> None:
    assert opened(week(1, 90), runs=((99, 0),), may_grow=False).planned == 1


TODAY: dict[str, tuple[dict[str, Any], int, int]] = {
    "first day": ({}, 0, 33),
    "third day": ({}, 2, 34),
    "fifth day": ({}, 4, 35),
    "a day without a run": ({}, 1, 0),
    "the last day": ({}, 6, 0),
    "no more than is left of the week": ({"run": 80}, 4, 22),
    "nothing left after other runs": ({"run": 102}, 4, 0),
    "more run than planned": ({"run": 140}, 4, 0),
    "two runs stand on the first and the fifth day": ({"runs": (33, 34)}, 4, 34),
    "and not on the third": ({"runs": (33, 34)}, 2, 0),
    "one run on the first": ({"runs": (33,)}, 0, 33),
    "and not on the fifth": ({"runs": (33,)}, 4, 0),
}


@pytest.mark.parametrize(("facts", "weekday", "minutes"), TODAY.values(), ids=TODAY)
def test_minutes_of_a_day(facts: dict[str, Any], weekday: int, minutes: int) -> None:
    now = WeekOfRuns(**({"number": 2, "planned": 102, "runs": (33, 34, 35)} | facts))
    assert minutes_today(a_runner(2).terms, state(day=100 + weekday, week=now, runs=((93, 40),))) == minutes


def test_a_run_that_would_pass_the_cap_of_its_day_is_cut() -> None:
    now = WeekOfRuns(number=2, planned=102, runs=(33, 34, 35))
    assert minutes_today(a_runner(2).terms, state(week=now, runs=((93, 20),))) == 22


def test_in_a_sore_week_seven_tenths_are_run_to_its_last_day() -> None:
    now = WeekOfRuns(number=2, planned=102, runs=(33, 34, 35))
    terms = a_runner(2).terms
    assert minutes_today(terms, state(week=now, runs=((93, 40),), flare_until=100)) == 23
    assert minutes_today(terms, state(week=now, runs=((93, 40),), flare_until=99)) == 33
    long = WeekOfRuns(number=2, planned=297, runs=(99, 99, 99))
    assert minutes_today(terms, state(week=long, runs=((93, 99),), flare_until=100)) == 69
