"""When each phase may begin: floors, what moves them, and the ladder that decides the last one."""

from typing import Any

import pytest

from rehab.situation import NEVER
from rehab.vocabulary import Lock
from tests.rehab.engine.people import CALF, MAINTAIN, PHASES, RETURN, a_runner

FLOORS: dict[str, tuple[int, dict[str, Any], tuple[int, ...]]] = {
    "a mild strain": (1, {}, (0, 3, 5, 9, 13, 26)),
    "a moderate strain": (2, {}, (0, 5, 14, 22, 30, 53)),
    "a severe strain, cleared on day 21": (3, {}, (0, 21, 42, 70, 92, 127)),
    "a severe strain, cleared on day 4": (3, {"cleared_on_day": 4}, (0, 21, 42, 70, 92, 127)),
    "a severe strain, cleared ten days late": (3, {"cleared_on_day": 31}, (0, 31, 52, 80, 102, 137)),
    "a severe strain nobody looked at": (3, {"cleared_on_day": None}, (0, *(NEVER,) * 5)),
    "mild, second strain in a year": (1, {"previous_strain": True}, (0, 3, 7, 12, 17, 34)),
    "moderate, second strain in a year": (2, {"previous_strain": True}, (0, 5, 18, 28, 38, 61)),
    "severe, second strain in a year": (3, {"previous_strain": True}, (0, 21, 53, 88, 115, 150)),
    "moderate, came on slowly, place unknown": (2, {"gradual_onset": True}, (0, 5, 14, 22, 35, 58)),
    "moderate, came on slowly, gastrocnemius": (
        2,
        {"gradual_onset": True, "focus": "gastrocnemius"},
        (0, 5, 14, 22, 30, 53),
    ),
    "moderate, came on slowly, soleus": (2, {"gradual_onset": True, "focus": "soleus"}, (0, 5, 14, 22, 35, 68)),
    "moderate, sudden, soleus": (2, {"focus": "soleus"}, (0, 5, 14, 22, 30, 63)),
    "slow onset and second strain do not add up": (
        2,
        {"gradual_onset": True, "previous_strain": True},
        (0, 5, 18, 28, 38, 61),
    ),
    "mild at 49": (1, {"age": 49}, (0, 3, 5, 9, 13, 26)),
    "mild at 50 climbs the ladder of a moderate strain": (1, {"age": 50}, (0, 3, 5, 9, 13, 36)),
    "moderate at 50 climbs that of a severe one": (2, {"age": 50}, (0, 5, 14, 22, 30, 65)),
    "severe at 50": (3, {"age": 50}, (0, 21, 42, 70, 92, 127)),
    "severe, cleared late, second strain": (
        3,
        {"cleared_on_day": 30, "previous_strain": True},
        (0, 30, 62, 97, 124, 159),
    ),
    "light work only until somebody looks": (2, {"lock": Lock.LIGHT_ONLY}, (0, 5, *(NEVER,) * 4)),
    "light work only, cleared on day 20": (
        2,
        {"lock": Lock.LIGHT_ONLY, "cleared_on_day": 20},
        (0, 5, 20, 28, 36, 59),
    ),
    "protection only until somebody looks": (1, {"lock": Lock.PROTECTION_ONLY}, (0, *(NEVER,) * 5)),
    "protection only, cleared on day 9": (
        1,
        {"lock": Lock.PROTECTION_ONLY, "cleared_on_day": 9},
        (0, 9, 11, 15, 19, 32),
    ),
    "advice takes nothing away": (2, {"lock": Lock.ADVISE}, (0, 5, 14, 22, 30, 53)),
}


@pytest.mark.parametrize(("grade", "facts", "floors"), FLOORS.values(), ids=FLOORS)
def test_floors(grade: int, facts: dict[str, Any], floors: tuple[int, ...]) -> None:
    assert a_runner(grade, **facts).floors == floors


@pytest.mark.parametrize(("grade", "facts", "floors"), FLOORS.values(), ids=FLOORS)
def test_each_phase_begins_on_its_floor_in_the_planned_course(
    grade: int, facts: dict[str, Any], floors: tuple[int, ...]
) -> None:
    runner = a_runner(grade, **facts)
    late = 1 if any(floor % 2 != floors[2] % 2 for floor in floors[2:5]) else 0
    for place, floor in enumerate(floors[:MAINTAIN]):
        if floor < NEVER:
            assert runner.lived(floor)[0].phase == place
            assert floor == 0 or runner.lived(floor - 1)[0].phase == place - 1
    if floors[MAINTAIN] < NEVER:
        begins = next(day for day in range(floors[MAINTAIN], 200) if runner.lived(day)[0].phase == MAINTAIN)
        assert begins in (floors[MAINTAIN], floors[MAINTAIN] + late)


LADDERS: dict[str, tuple[int, dict[str, Any], str]] = {
    "mild": (1, {}, "001111111"),
    "moderate": (2, {}, "222111111"),
    "severe": (3, {}, "222222222"),
    "mild and soleus: one more from the fifth rung": (1, {"focus": "soleus"}, "001122222"),
    "mild and a second strain: from the bottom": (1, {"previous_strain": True}, "111111111"),
    "moderate and a second strain: no change": (2, {"previous_strain": True}, "222111111"),
    "mild at 50": (1, {"age": 50}, "222111111"),
    "mild at 50, second strain": (1, {"age": 50, "previous_strain": True}, "222111111"),
    "moderate at 66": (2, {"age": 66}, "222222222"),
    "severe at 66, soleus": (3, {"age": 66, "focus": "soleus"}, "222233333"),
}


@pytest.mark.parametrize(("grade", "facts", "sessions"), LADDERS.values(), ids=LADDERS)
def test_sessions_on_each_rung(grade: int, facts: dict[str, Any], sessions: str) -> None:
    runner = a_runner(grade, **facts)
    wanted = tuple(map(int, sessions))
    assert runner.terms.rung_sessions == wanted
    assert runner.terms.entry_rung == next(n for n, count in enumerate(wanted) if count)
    minutes = [rung.total for rung in CALF.ladder.rungs] if CALF.ladder else []
    ladder = [minute for minute, count in zip(minutes, wanted, strict=True) for _ in range(count)]
    runs = runner.run_days(runner.floors[MAINTAIN] + 2)
    assert [minute for _, minute in runs[: len(ladder)]] == ladder
    days = [day for day, _ in runs[: len(ladder)]]
    assert days == list(range(days[0], days[0] + 2 * len(ladder), 2))
    assert runner.lived(days[-1] + 1)[0].phase == MAINTAIN
    assert runner.lived(days[-1])[0].phase == RETURN
    assert runs[len(ladder)][0] == days[-1] + 2


@pytest.mark.parametrize(("grade", "first"), [(1, 13), (2, 30), (3, 92)])
def test_the_first_run(grade: int, first: int) -> None:
    assert a_runner(grade).run_days(first + 2)[0][0] == first


def test_a_floor_moved_to_an_off_day_opens_with_that_off_day() -> None:
    """Mild, second strain: phases begin on days 7, 12 and 17; every second day from 7 is a calf day."""
    runner = a_runner(1, previous_strain=True)
    assert [runner.lived(day)[1].loading for day in range(7, 20)] == [True, False] * 6 + [True]
    assert runner.lived(12)[0].phase == PHASES.index("power")
    assert not runner.lived(12)[1].loading
    assert runner.run_days(20)[0] == (17, 5)


def test_the_rung_the_last_floor_and_the_overdue_day_move_with_the_ladder() -> None:
    assert a_runner(1).terms.overdue_day == 21
    assert a_runner(2).terms.overdue_day == 56
    assert a_runner(3).terms.overdue_day == 182
    assert a_runner(2, previous_strain=True).terms.overdue_day == 64
    assert a_runner(3, cleared_on_day=31).terms.overdue_day == 192
    assert a_runner(3, cleared_on_day=None).terms.overdue_day == NEVER


def test_a_severe_strain_without_clearance_stays_in_protection_for_good() -> None:
    runner = a_runner(3, cleared_on_day=None)
    assert runner.weeks == 12
    week = runner.week(58)
    assert week.phases == ("protect",)
    listed = {item.exercise for day in week.days for item in day.items}
    assert listed == {"relative-rest-and-walking-aid", "toe-curls-and-knee-bends", "arm-and-trunk-cardio"}
    assert [(notice.level, notice.why.rule) for notice in week.notices] == [("stop", "clearance-late")]


GUARDED: dict[str, tuple[dict[str, Any], int, str]] = {
    "a severe strain on its first day": ({}, 0, "protect-early"),
    "on the last day before it could begin to work": ({}, 20, "protect-early"),
    "from then on, with nobody's look at it": ({}, 21, "protect-until-seen"),
    "half a year later": ({}, 182, "protect-until-seen"),
    "on the day before a late visit": ({"cleared_on_day": 40}, 39, "protect-until-seen"),
    "a mild strain behind an answer, early": ({"grade": 1, "lock": Lock.PROTECTION_ONLY}, 2, "protect-early"),
    "behind that answer, later": ({"grade": 1, "lock": Lock.PROTECTION_ONLY}, 3, "protect-until-seen"),
}


@pytest.mark.parametrize(("facts", "day", "rule"), GUARDED.values(), ids=GUARDED)
def test_why_the_leg_is_guarded(facts: dict[str, Any], day: int, rule: str) -> None:
    runner = a_runner(**({"grade": 3, "cleared_on_day": None} | facts))
    assert runner.day(day).items[0].exercise == "relative-rest-and-walking-aid"
    assert runner.day(day).items[0].why.rule == rule


WANTED: dict[str, tuple[dict[str, Any], int, list[str]]] = {
    "in the first three weeks a look is wanted": ({}, 3, ["clearance-wanted"]),
    "from week 4 on it is late": ({}, 4, ["clearance-late"]),
    "a late visit that has its day is no longer asked for": ({"cleared_on_day": 40}, 5, ["clearance-wanted"]),
    "in the week of the visit nothing is": ({"cleared_on_day": 40}, 6, []),
}


@pytest.mark.parametrize(("facts", "week", "rules"), WANTED.values(), ids=WANTED)
def test_what_a_severe_strain_is_told_of_the_look_it_needs(facts: dict[str, Any], week: int, rules: list[str]) -> None:
    runner = a_runner(**({"grade": 3, "cleared_on_day": None} | facts))
    assert [notice.why.rule for notice in runner.week(week).notices] == rules


def test_a_stop_lock_leaves_protection_without_aerobic_work() -> None:
    runner = a_runner(1, lock=Lock.PROTECTION_ONLY)
    listed = {item.exercise for day in runner.week(1).days for item in day.items}
    assert "relative-rest-and-walking-aid" in listed
    assert "arm-and-trunk-cardio" not in listed
    assert [n.why.rule for n in runner.week(1).notices] == ["lock-until-clearance", "first-days"]
    opened = a_runner(1, lock=Lock.PROTECTION_ONLY, cleared_on_day=9)
    assert opened.lived(8)[0].phase == 0
    assert opened.lived(9)[0].phase == 1


def test_a_light_lock_stays_at_tier_two_until_the_day_of_clearance() -> None:
    locked = a_runner(2, lock=Lock.LIGHT_ONLY)
    assert {day.phase for day in locked.week(10).days} == {"mobilise"}
    tiers = [CALF.catalogue[item.exercise].tier for day in locked.week(10).days for item in day.items]
    assert max(tiers) == 2
    opened = a_runner(2, lock=Lock.LIGHT_ONLY, cleared_on_day=20)
    assert [opened.day(day).phase for day in (19, 20)] == ["mobilise", "strengthen"]
    assert opened.lived(20)[1].loading


def test_no_dose_rises_behind_a_lock() -> None:
    """The walk would grow from day to day; behind the lock it stays at 5 minutes."""
    walks = [str(item.dose) for day in a_runner(2, lock=Lock.LIGHT_ONLY).week(3).days for item in day.items]
    assert "1 x 5 min" in walks
    assert "1 x 7 min" not in walks


def test_a_course_cleared_too_late_to_end_is_as_long_as_a_course_may_be() -> None:
    assert a_runner(3, cleared_on_day=700).weeks == 104
    assert a_runner(3, cleared_on_day=31).weeks == 28


def test_behind_a_full_stop_nothing_opens_and_nothing_hangs() -> None:
    stopped = a_runner(2, lock=Lock.NO_PLAN)
    assert stopped.floors == (0, *(NEVER,) * 5)
    assert {item.exercise for day in stopped.week(6).days for item in day.items} == set()
    assert a_runner(2, lock=Lock.NO_PLAN, cleared_on_day=20).floors == (0, 20, 29, 37, 45, 68)
