"""Checks of running, at their edges."""

import pytest

from rehab.programme import Bout
from rehab.safety import Followed, Told, runs
from tests.rehab.safety.plants import CALVES, GRADE_2, changed, day_of, found, item, run_of

RUNG_1 = run_of(5, Bout(1, 2, 5), name="walk-run-session-ladder")
RUNG_9 = run_of(30, Bout(30, 0, 1), name="walk-run-session-ladder")
WARM, COOL = item("dynamic-warm-up"), item("cool-down-walk-and-stretch")
STRETCH = item("bent-knee-wall-stretch")
STRIDES = item("strides-then-hills")


PHASES = {
    "a warm-up in power": ("power", WARM, True),
    "a warm-up on the ladder": ("return_to_run", WARM, False),
    "a ladder run": ("return_to_run", RUNG_1, False),
    "a free run on the ladder": ("return_to_run", run_of(30), True),
    "strides on the ladder": ("return_to_run", STRIDES, True),
    "a free run after it": ("maintain", run_of(30), False),
    "strides after it": ("maintain", STRIDES, False),
    "a walk": ("mobilise", item("flat-walking"), False),
}


@pytest.mark.parametrize(("phase", "line", "broken"), PHASES.values(), ids=PHASES)
def test_runs_have_their_phase(phase, line, broken):
    assert found(runs.runs_in_their_phase, [day_of(60, phase, line)]) == ([60] if broken else [])


def test_a_protocol_without_weeks_of_running():
    without = changed(CALVES, mileage=None)
    assert found(runs.runs_in_their_phase, [day_of(60, "return_to_run", run_of(30))], protocol=without) == []


@pytest.mark.parametrize(("grade", "first"), [(1, 13), (2, 30), (3, 92)])
def test_the_first_run(grade, first):
    situation = changed(GRADE_2, grade=grade, cleared_on_day=0)
    days = [day_of(n, "return_to_run", RUNG_1) for n in (first - 1, first)]
    assert found(runs.first_run, days, situation) == [first - 1]
    assert found(runs.first_run, [day_of(1, "return_to_run", WARM)], situation) == []


RUNGS = {
    "the first rung": (RUNG_1, False),
    "the last rung": (RUNG_9, False),
    "no rung's minutes": (run_of(10, Bout(1, 1, 10), name="walk-run-session-ladder"), True),
    "a rung's minutes in other bouts": (run_of(8, Bout(2, 1, 4), name="walk-run-session-ladder"), True),
    "two bouts": (run_of(10, Bout(1, 2, 5), Bout(1, 2, 5), name="walk-run-session-ladder"), True),
    "no bouts": (run_of(5, name="walk-run-session-ladder"), True),
    "bouts of another rung": (run_of(8, Bout(1, 2, 5), name="walk-run-session-ladder"), True),
    "right minutes, double bout": (run_of(30, Bout(15, 1, 2), name="walk-run-session-ladder"), False),
}


@pytest.mark.parametrize(("line", "broken"), RUNGS.values(), ids=RUNGS)
def test_a_ladder_run_is_a_rung(line, broken):
    assert found(runs.ladder_runs, [day_of(40, "return_to_run", line)]) == ([40] if broken else [])
    assert found(runs.ladder_runs, [day_of(40, "maintain", line)]) == []


def test_four_runs_in_seven_days():
    def on(*days):
        return found(runs.ladder_runs, [day_of(d, "return_to_run", RUNG_1) for d in days])

    assert on(30, 32, 34, 36) == []
    assert on(30, 32, 34, 35, 36) == [36]
    assert on(30, 32, 34, 35, 37) == []
    assert on(30, 31, 32, 33, 34, 37) == [34, 37]


def test_a_protocol_without_a_ladder_has_no_rungs():
    without = changed(CALVES, ladder=None)
    assert found(runs.ladder_runs, [day_of(40, "return_to_run", RUNG_1)], protocol=without) == [40]


def weeks(*minutes: int):
    """A run on the first day of each week."""
    return [
        day_of(60 + 7 * week + day, "maintain", *([run_of(total)] if day == 0 and total else []))
        for week, total in enumerate(minutes)
        for day in range(7)
    ]


def facts(**by_week) -> Followed:
    """What became of the first day of weeks 1, 2 …: `w2={...}`."""
    return Followed(told={60 + 7 * (int(name[1:]) - 1): Told(**told) for name, told in by_week.items()})


PAUSED = {"w1": {"week": (1, 90), "ran": 40}, "w2": {"week": (1, 90), "ran": 50}, "w3": {"week": (2, 99)}}
WEEKS = {
    "ten percent": ((90, 99), {}, []),
    "a minute more": ((90, 100), {}, [67]),
    "rounded down": ((91, 100), {}, []),
    "rounded down, a minute more": ((91, 101), {}, [67]),
    "a deload of 70 percent": ((90, 99, 108, 75), {}, []),
    "a deload a minute too long": ((90, 99, 108, 76), {}, [81]),
    "the last build after a deload": ((90, 99, 108, 75, 108), {}, []),
    "a minute more after a deload": ((90, 99, 108, 75, 109), {}, [88]),
    "growth from there": ((90, 99, 108, 75, 108, 118), {}, []),
    "not run in full, repeated": ((90, 90), {"w1": {"ran": 89}}, []),
    "not run in full, grown": ((90, 91), {"w1": {"ran": 89}}, [67]),
    "run in full outside the plan": ((90, 99), {"w1": {"ran": 90}}, []),
    "after a flare the week before it": ((90, 90, 90), {"w2": {"flared": True}}, []),
    "after a flare a minute more": ((90, 90, 91), {"w2": {"flared": True}}, [74]),
    "after a first week of flare": ((90, 90), {"w1": {"flared": True}}, []),
    "after a first week of flare, more": ((90, 91), {"w1": {"flared": True}}, [67]),
    "two flares": ((90, 60, 60, 63), {"w2": {"flared": True}, "w3": {"flared": True}}, []),
    "a deload after a flare": ((90, 60, 60, 64), {"w2": {"flared": True}, "w3": {"flared": True}}, [81]),
    "planned, not asked, counts": ((30, 33), {"w1": {"week": (1, 90), "ran": 90}, "w2": {"week": (2, 99)}}, []),
    "planned too much": ((30, 30), {"w1": {"week": (1, 90), "ran": 90}, "w2": {"week": (2, 100)}}, [67]),
    "asked more than planned": ((90, 100), {"w1": {"week": (1, 90)}, "w2": {"week": (2, 80)}}, [67]),
    "a week again after a pause": (
        (90, 90, 99),
        {"w1": {"week": (1, 90), "ran": 40}, "w2": {"week": (1, 90), "ran": 50}, "w3": {"week": (2, 99)}},
        [],
    ),
    "a deload by its number": ((90, 63), {"w1": {"week": (3, 90)}, "w2": {"week": (4, 63)}}, []),
    "a deload by its number, too long": ((90, 64), {"w1": {"week": (3, 90)}, "w2": {"week": (4, 64)}}, [67]),
}


@pytest.mark.parametrize(("minutes", "told", "expected"), WEEKS.values(), ids=WEEKS)
def test_weekly_growth(minutes, told, expected):
    assert found(runs.weekly_growth, weeks(*minutes), followed=facts(**told)) == expected


def test_each_spell_of_running_weeks_begins_anew():
    back = [*weeks(60), *(day_of(n, "power") for n in range(67, 70)), day_of(70, "maintain", run_of(90))]
    assert found(runs.weekly_growth, back) == []


SINGLE = {
    "30 at first": ((30,), []),
    "33 at first": ((33,), []),
    "34 at first": ((34,), [60]),
    "a tenth more": ((30, 33, 36, 39), []),
    "more than a tenth": ((30, 34), [62]),
    "more than a tenth of 36": ((30, 33, 36, 40), [66]),
    "less, then the longest again": ((30, 20, 33), []),
}


@pytest.mark.parametrize(("minutes", "expected"), SINGLE.values(), ids=SINGLE)
def test_single_runs(minutes, expected):
    days = [day_of(60 + 2 * n, "maintain", run_of(m)) for n, m in enumerate(minutes)]
    assert found(runs.single_runs, days) == expected


def test_only_thirty_days_count():
    def after(gap: int):
        days = [
            day_of(40, "return_to_run", RUNG_9),
            day_of(50, "maintain", run_of(10)),
            day_of(40 + gap, "maintain", run_of(33)),
        ]
        return found(runs.single_runs, days)

    assert after(30) == []
    assert after(31) == [71]


def test_what_was_run_counts():
    days = [day_of(60, "maintain", run_of(30)), day_of(62, "maintain", run_of(33))]
    assert found(runs.single_runs, days, followed=Followed(told={60: Told(ran=20)})) == [62]
    assert found(runs.single_runs, days, followed=Followed(told={60: Told(ran=0)})) == []
    assert found(runs.single_runs, days, followed=Followed(told={60: Told(done=frozenset())})) == []
    ladder = [day_of(40, "return_to_run", run_of(60, name="walk-run-session-ladder"))]
    assert found(runs.single_runs, ladder) == []


USUAL = {
    "unknown, 90 at first": (None, (90,), []),
    "unknown, 91 at first": (None, (91,), [60]),
    "unknown, more later": (None, (90, 99), []),
    "60 a week": (60, (60, 60, 60, 60, 66), []),
    "61 at first": (60, (61,), [60]),
    "61 in the fourth": (60, (60, 60, 60, 61), [81]),
    "61 in the fifth": (60, (60, 60, 60, 60, 61), []),
    "nothing before counts as 30": (0, (30,), []),
    "31 after nothing": (0, (31,), [60]),
    "200 a week, 90 at first": (200, (90, 99), []),
    "200 a week, 91 at first": (200, (91,), [60]),
}


@pytest.mark.parametrize(("usual", "minutes", "expected"), USUAL.values(), ids=USUAL)
def test_usual_weeks(usual, minutes, expected):
    situation = changed(GRADE_2, weekly_run_minutes=usual)
    assert found(runs.usual_weeks, weeks(*minutes), situation) == expected


ORDERS = {
    "warm-up, run, cool-down": ((WARM, RUNG_1, COOL), 0),
    "stretch afterwards": ((WARM, RUNG_1, STRETCH, COOL), 0),
    "no warm-up": ((RUNG_1, COOL), 1),
    "no cool-down": ((WARM, RUNG_1), 1),
    "warm-up too late": ((RUNG_1, WARM, COOL), 1),
    "cool-down too early": ((WARM, COOL, RUNG_1), 1),
    "stretch before": ((STRETCH, WARM, RUNG_1, COOL), 1),
    "no run at all": ((STRETCH,), 0),
    "all wrong": ((STRETCH, RUNG_1), 3),
}


@pytest.mark.parametrize(("items", "count"), ORDERS.values(), ids=ORDERS)
def test_the_order_of_the_day(items, count):
    assert found(runs.order_of_the_day, [day_of(40, "return_to_run", *items)]) == [40] * count
