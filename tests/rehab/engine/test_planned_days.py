"""Single days of the planned course: their kind, order, tests, minutes and times."""

from datetime import date

import pytest

from rehab.assembly import assemble
from tests.rehab.engine.people import CALF, a_runner, doses, names

KINDS = {
    "mild, from injury to the third week": (1, 0, "PPPTTTLTLTRTLTLTRTLTL"),
    "moderate, from the first calf day": (2, 14, "TLTLTRTLTLTRTLTLTRT"),
    "moderate, around the end of the ladder": (2, 49, "RTLTRTLTLTLRTLTLTLR"),
    "severe, around the last day of mobilise": (3, 40, "TTTLTLTRT"),
}
LETTER = {"P": "protect", "T": "training", "L": "light", "R": "rest"}


@pytest.mark.parametrize(("grade", "first", "kinds"), KINDS.values(), ids=KINDS)
def test_kinds_of_days(grade: int, first: int, kinds: str) -> None:
    days = a_runner(grade).days(first, first + len(kinds) - 1)
    assert [day.kind.value for day in days] == [LETTER[letter] for letter in kinds]


DAYS: dict[str, tuple[int, int, list[str]]] = {
    "mild, the day it happened": (
        1,
        0,
        "relative-rest-and-walking-aid cold-pack elevation compression-bandage-or-sleeve temporary-heel-lift "
        "toe-curls-and-knee-bends".split(),
    ),
    "mild, the day after": (
        1,
        1,
        "relative-rest-and-walking-aid cold-pack elevation compression-bandage-or-sleeve temporary-heel-lift "
        "toe-curls-and-knee-bends ankle-pumps-mid-range arm-and-trunk-cardio".split(),
    ),
    "moderate, day 4": (
        2,
        4,
        "relative-rest-and-walking-aid compression-bandage-or-sleeve temporary-heel-lift toe-curls-and-knee-bends "
        "ankle-pumps-mid-range".split(),
    ),
    "severe, day 27: toe curls and arms remain": (
        3,
        17,
        "relative-rest-and-walking-aid compression-bandage-or-sleeve temporary-heel-lift toe-curls-and-knee-bends "
        "arm-and-trunk-cardio".split(),
    ),
    "moderate, first hip day": (
        2,
        8,
        "compression-bandage-or-sleeve temporary-heel-lift seated-forefoot-press seated-heel-raise glute-bridge "
        "side-lying-leg-lift seated-towel-calf-stretch flat-walking".split(),
    ),
    "severe, first hip day still with pumps": (
        3,
        24,
        "compression-bandage-or-sleeve seated-forefoot-press seated-heel-raise glute-bridge side-lying-leg-lift "
        "ankle-pumps-mid-range flat-walking".split(),
    ),
    "mild, last calf day before the ladder": (
        1,
        11,
        "two-leg-pogo single-leg-hop-on-the-spot single-leg-heel-raise single-leg-bent-knee-raise two-leg-heel-drop "
        "single-leg-stand".split(),
    ),
    "moderate, first run": (
        2,
        30,
        "dynamic-warm-up walk-run-session-ladder single-leg-heel-raise single-leg-bent-knee-raise "
        "single-leg-heel-drop-straight-knee cool-down-walk-and-stretch".split(),
    ),
    "moderate, second run with springs": (
        2,
        32,
        "dynamic-warm-up walk-run-session-ladder two-leg-pogo single-leg-hop-on-the-spot single-leg-heel-raise "
        "single-leg-bent-knee-raise single-leg-heel-drop-straight-knee cool-down-walk-and-stretch".split(),
    ),
    "moderate, a deload leaves the springs out": (
        2,
        75,
        "dynamic-warm-up continuous-easy-run single-leg-heel-raise single-leg-heel-drop-straight-knee "
        "weighted-seated-raise cool-down-walk-and-stretch".split(),
    ),
    "moderate, the ninth week of runs has strides": (
        2,
        112,
        "dynamic-warm-up continuous-easy-run strides-then-hills cool-down-walk-and-stretch".split(),
    ),
}


@pytest.mark.parametrize(("grade", "day", "listed"), DAYS.values(), ids=DAYS)
def test_what_stands_on_a_day_and_in_which_order(grade: int, day: int, listed: list[str]) -> None:
    assert names(a_runner(grade).day(day)) == listed


def test_protection_and_its_companions_are_done_several_times_a_day() -> None:
    times = {item.exercise: item.times_per_day for item in a_runner(2).day(1).items}
    assert times["toe-curls-and-knee-bends"] == times["ankle-pumps-mid-range"] == 3
    assert times["cold-pack"] == times["arm-and-trunk-cardio"] == 1


def test_aerobic_work_of_the_first_days_is_only_offered() -> None:
    assert [i.exercise for i in a_runner(2).day(1).items if i.optional] == ["arm-and-trunk-cardio"]


def test_a_rest_day_offers_gentle_stretches_and_asks_nothing() -> None:
    rest = a_runner(2).day(19)
    assert names(rest) == ["straight-knee-wall-stretch", "bent-knee-wall-stretch", "knee-to-wall-rocks"]
    assert all(item.optional for item in rest.items)
    assert rest.minutes == 0
    assert {item.why.rule for item in rest.items} == {"offered-gently"}


@pytest.mark.parametrize("grade", [1, 2, 3])
def test_from_strengthen_on_every_seven_days_hold_a_rest_day(grade: int) -> None:
    runner = a_runner(grade)
    days = runner.days(runner.floors[2], 7 * runner.weeks - 1)
    for start in range(len(days) - 6):
        assert any(day.kind == "rest" for day in days[start : start + 7]), days[start].day


TESTS: dict[str, tuple[int, dict[int, list[str]]]] = {
    "mild": (
        1,
        {
            2: ["rest-pain", "walking-pain", "swelling-steady"],
            4: ["walk-10-min", "isometric-5x30", "seated-raises", "leaning-raises"],
            7: ["two-leg-raises", "single-leg-raises", "raise-symmetry"],
            8: ["brisk-walk-30", "stairs", "single-leg-stand", "knee-to-wall"],
            11: "single-leg-raises raise-symmetry bent-knee-symmetry pogo-3x10 hops-10 hop-match".split(),
            12: ["brisk-walk-30", "knee-to-wall"],
            25: ["raise-symmetry", "bent-knee-symmetry", "forward-hop", "daily-pain", "confidence"],
        },
    ),
    "moderate": (
        2,
        {
            4: ["rest-pain", "walking-pain", "swelling-steady"],
            13: ["walk-10-min", "isometric-5x30", "seated-raises", "leaning-raises"],
            20: ["two-leg-raises", "single-leg-raises", "raise-symmetry"],
            21: ["brisk-walk-30", "stairs", "single-leg-stand", "knee-to-wall"],
            26: ["single-leg-raises", "raise-symmetry"],
            28: ["bent-knee-symmetry", "pogo-3x10", "hops-10", "hop-match"],
            29: ["brisk-walk-30", "knee-to-wall"],
            52: ["raise-symmetry", "bent-knee-symmetry", "forward-hop", "daily-pain", "confidence"],
        },
    ),
    "severe": (
        3,
        {
            20: ["rest-pain", "walking-pain", "swelling-steady"],
            41: ["walk-10-min", "isometric-5x30", "seated-raises", "leaning-raises"],
            68: ["two-leg-raises", "single-leg-raises", "raise-symmetry"],
            69: ["brisk-walk-30", "stairs", "single-leg-stand", "knee-to-wall"],
            88: ["bent-knee-symmetry", "pogo-3x10", "hops-10", "hop-match"],
            90: ["single-leg-raises", "raise-symmetry"],
            91: ["brisk-walk-30", "knee-to-wall"],
            126: ["raise-symmetry", "bent-knee-symmetry", "forward-hop", "daily-pain", "confidence"],
        },
    ),
}


@pytest.mark.parametrize(("grade", "tests"), TESTS.values(), ids=TESTS)
def test_the_days_on_which_the_gates_are_tried(grade: int, tests: dict[int, list[str]]) -> None:
    found: dict[int, set[str]] = {}
    for week in range(1, a_runner(grade).weeks + 1):
        for test in a_runner(grade).week(week).tests:
            found.setdefault(test.day, set()).add(test.criterion)
    assert found == {day: set(names) for day, names in tests.items()}


def test_a_test_names_the_phase_it_opens_the_way_out_of() -> None:
    assert {test.phase for test in a_runner(2).day(20).tests} == {"strengthen"}
    assert {test.phase for test in a_runner(2).day(28).tests} == {"power"}


def seconds(sets: int, amount: int, each: int = 1, *, sides: int = 1, rest: int = 0) -> int:
    return sets * amount * each * sides + (sets - 1) * rest + 30


MINUTES: dict[str, tuple[int, int, int]] = {
    "two raises, a stand and two stretches": (
        2,
        14,
        2 * seconds(2, 12, 6, rest=75) + seconds(3, 20, sides=2, rest=15) + 2 * seconds(2, 30, sides=2, rest=10),
    ),
    "heel drops take seven seconds each": (
        2,
        16,
        2 * seconds(2, 12, 6, rest=75)
        + seconds(2, 8, 7, rest=75)
        + seconds(3, 20, sides=2, rest=15)
        + 2 * seconds(2, 30, sides=2, rest=10),
    ),
    "a light day: the walk is not counted": (
        2,
        15,
        seconds(2, 10, 5, rest=30)
        + seconds(2, 10, 5, sides=2, rest=30)
        + 2 * seconds(2, 30, sides=2, rest=10)
        + seconds(2, 10, 3, sides=2, rest=15),
    ),
    "an early day: holds rest 30 s, pumps 15 s, the bandage is not counted": (
        2,
        5,
        2 * seconds(3, 20, rest=30) + seconds(2, 15, 3, rest=15),
    ),
    "heavy work rests two minutes; the reach takes six seconds": (
        2,
        22,
        seconds(2, 6, 6, sides=2, rest=75)
        + seconds(3, 12, 6, sides=2, rest=120)
        + seconds(2, 10, 7, rest=75)
        + seconds(2, 5, 6, sides=2, rest=15)
        + 2 * seconds(3, 30, sides=2, rest=10),
    ),
    "contacts take a second each": (
        2,
        24,
        seconds(3, 8, rest=75)
        + seconds(2, 6, 6, sides=2, rest=75)
        + seconds(2, 5, 6, sides=2, rest=15)
        + 2 * seconds(3, 30, sides=2, rest=10),
    ),
    "the run block is not counted": (
        2,
        30,
        seconds(3, 6, 6, sides=2, rest=75) + seconds(2, 6, 6, sides=2, rest=75) + seconds(2, 6, 7, rest=75),
    ),
    "three times a day is counted once": (2, 1, seconds(2, 10, 3, rest=15) + seconds(1, 15, 3)),
}


@pytest.mark.parametrize(("grade", "day", "total"), MINUTES.values(), ids=MINUTES)
def test_minutes_of_a_day(grade: int, day: int, total: int) -> None:
    assert a_runner(grade).day(day).minutes == -(-total // 60)


def test_the_run_is_shown_in_bouts() -> None:
    item = next(item for item in a_runner(2).day(30).items if item.bouts)
    assert [(bout.run_minutes, bout.walk_minutes, bout.times, bout.minutes) for bout in item.bouts] == [(1, 2, 5, 15)]
    assert str(item.dose) == "1 x 5 run_min"
    later = next(item for item in a_runner(2).day(54).items if item.bouts)
    assert [(bout.run_minutes, bout.walk_minutes, bout.times) for bout in later.bouts] == [(30, 0, 1)]


def test_a_date_of_injury_dates_the_days() -> None:
    from_day = a_runner(2).day(3)
    assert from_day.date is None
    dated = a_runner(2, injured_on=date(2024, 2, 27)).day(3)
    assert dated.date == date(2024, 3, 1)
    assert doses(dated) == doses(from_day)


@pytest.mark.parametrize("week", [0, -1, 105])
def test_a_week_that_is_none_is_refused_with_the_range(week: int) -> None:
    with pytest.raises(ValueError, match=f"week {week} is not a week of this protocol: give 1 to 104"):
        a_runner(2).week(week)


def test_the_first_and_the_last_week_are_weeks() -> None:
    assert a_runner(2).week(1).number == 1
    assert a_runner(2).week(104).days[-1].day == 727


def test_a_week_alone_is_the_week_of_the_whole_course() -> None:
    whole = assemble(CALF, a_runner(2).situation)
    assert whole.weeks[5] == a_runner(2).week(6)
    assert len(whole.weeks) == 16
    assert len(assemble(CALF, a_runner(2).situation, 3).weeks) == 3
    assert (whole.protocol, whole.version, whole.grade, whole.focus) == ("calf-strain", "1.0", 2, "unknown")
    assert whole.basis == "planned"
    assert whole.days[100].day == 100
