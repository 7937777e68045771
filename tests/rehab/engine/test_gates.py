"""Leaving a phase: every comparison at its boundary, the age of a value, floors, stays and holds."""

from typing import Any

import pytest

from rehab.events import Morning, Tried
from rehab.gates import criteria_of, meets, needed, passes
from rehab.state import Progress, TestRecord
from rehab.vocabulary import Lock, Route
from tests.rehab.engine.people import (
    CALF,
    MAINTAIN,
    PROTECT,
    a_diary,
    a_runner,
    criterion,
    midway,
    passed,
)

Values = tuple[int, int | None, int | None]

MET: dict[str, tuple[str, str, Values, bool]] = {
    "rest pain at 2": ("protect", "rest-pain", (2, None, None), True),
    "rest pain at 3 is too much": ("protect", "rest-pain", (3, None, None), False),
    "walking pain at 3": ("protect", "walking-pain", (3, None, None), True),
    "walking pain at 4 is too much": ("protect", "walking-pain", (4, None, None), False),
    "swelling steady for 24 hours": ("protect", "swelling-steady", (24, None, None), True),
    "swelling steady for 23": ("protect", "swelling-steady", (23, None, None), False),
    "a walk of 10 minutes at 2": ("mobilise", "walk-10-min", (10, None, 2), True),
    "at 3 it hurts too much": ("mobilise", "walk-10-min", (10, None, 3), False),
    "9 minutes are too short": ("mobilise", "walk-10-min", (9, None, 0), False),
    "pain not told does not pass": ("mobilise", "walk-10-min", (10, None, None), False),
    "holds of 30 seconds at 2": ("mobilise", "isometric-5x30", (30, None, 2), True),
    "holds of 29": ("mobilise", "isometric-5x30", (29, None, 0), False),
    "15 seated raises at 1": ("mobilise", "seated-raises", (15, None, 1), True),
    "15 seated raises at 2": ("mobilise", "seated-raises", (15, None, 2), False),
    "10 leaning raises at 2": ("mobilise", "leaning-raises", (10, None, 2), True),
    "9 leaning raises": ("mobilise", "leaning-raises", (9, None, 0), False),
    "a brisk half hour at 1": ("strengthen", "brisk-walk-30", (30, None, 1), True),
    "a brisk half hour at 2": ("strengthen", "brisk-walk-30", (30, None, 2), False),
    "stairs at 1": ("strengthen", "stairs", (1, None, None), True),
    "stairs at 2": ("strengthen", "stairs", (2, None, None), False),
    "25 two-leg raises": ("strengthen", "two-leg-raises", (25, None, 1), True),
    "24 two-leg raises": ("strengthen", "two-leg-raises", (24, None, 1), False),
    "15 single raises": ("strengthen", "single-leg-raises", (15, 20, 2), True),
    "14 single raises, however few the other side does": ("strengthen", "single-leg-raises", (14, 14, 0), False),
    "75 of a hundred": ("strengthen", "raise-symmetry", (15, 20, None), True),
    "74 of a hundred": ("strengthen", "raise-symmetry", (74, 100, None), False),
    "a share of an unknown side": ("strengthen", "raise-symmetry", (40, None, None), False),
    "a share of nothing": ("strengthen", "raise-symmetry", (40, 0, None), False),
    "a stand of 30 seconds": ("strengthen", "single-leg-stand", (30, None, None), True),
    "a stand of 29": ("strengthen", "single-leg-stand", (29, None, None), False),
    "knee to wall 2 cm apart": ("strengthen", "knee-to-wall", (8, 10, None), True),
    "2 cm further is as good": ("strengthen", "knee-to-wall", (12, 10, None), True),
    "3 cm apart": ("strengthen", "knee-to-wall", (7, 10, None), False),
    "knee to wall, the other side unknown": ("strengthen", "knee-to-wall", (10, None, None), False),
    "20 single raises": ("power", "single-leg-raises", (20, 30, 2), True),
    "19 when the other side does 30": ("power", "single-leg-raises", (19, 30, 0), False),
    "17 when the other side does 17": ("power", "single-leg-raises", (17, 17, 0), True),
    "16 when the other side does 17": ("power", "single-leg-raises", (16, 17, 0), False),
    "never below 15": ("power", "single-leg-raises", (14, 10, 0), False),
    "15 when the other side does 10": ("power", "single-leg-raises", (15, 10, 0), True),
    "20 when the other side was not counted": ("power", "single-leg-raises", (20, None, 0), True),
    "19 when the other side was not counted": ("power", "single-leg-raises", (19, None, 0), False),
    "single raises at 3 hurt too much": ("power", "single-leg-raises", (30, 30, 3), False),
    "90 of a hundred": ("power", "raise-symmetry", (18, 20, None), True),
    "89 of a hundred": ("power", "raise-symmetry", (89, 100, None), False),
    "bent knee 90 of a hundred": ("power", "bent-knee-symmetry", (18, 20, None), True),
    "bent knee 17 of 20": ("power", "bent-knee-symmetry", (17, 20, None), False),
    "a brisk half hour without pain": ("power", "brisk-walk-30", (30, None, 0), True),
    "a brisk half hour at 1 is not enough now": ("power", "brisk-walk-30", (30, None, 1), False),
    "knee to wall a tenth apart": ("power", "knee-to-wall", (9, 10, None), True),
    "a tenth further": ("power", "knee-to-wall", (11, 10, None), True),
    "over a tenth apart": ("power", "knee-to-wall", (89, 100, None), False),
    "a tenth of nothing": ("power", "knee-to-wall", (0, 0, None), False),
    "a tenth of an unknown side": ("power", "knee-to-wall", (10, None, None), False),
    "pogos at 1": ("power", "pogo-3x10", (10, None, 1), True),
    "pogos at 2": ("power", "pogo-3x10", (10, None, 2), False),
    "ten hops at 1": ("power", "hops-10", (10, None, 1), True),
    "nine hops": ("power", "hops-10", (9, None, 0), False),
    "hops alike": ("power", "hop-match", (1, None, None), True),
    "hops not alike": ("power", "hop-match", (0, None, None), False),
    "no pain in the day": ("return_to_run", "daily-pain", (0, None, None), True),
    "some pain in the day": ("return_to_run", "daily-pain", (1, None, None), False),
    "a forward hop of 90": ("return_to_run", "forward-hop", (90, 100, None), True),
    "a forward hop of 89": ("return_to_run", "forward-hop", (89, 100, None), False),
    "confidence of 8": ("return_to_run", "confidence", (8, None, None), True),
    "confidence of 7": ("return_to_run", "confidence", (7, None, None), False),
}


@pytest.mark.parametrize(("phase", "name", "values", "met"), MET.values(), ids=MET)
def test_a_criterion(phase: str, name: str, values: Values, met: bool) -> None:
    injured, sound, pain = values
    assert meets(criterion(phase, name), TestRecord(10, injured, sound, pain)) is met


NEEDED = {"sound side does 30": (30, 20), "20": (20, 20), "17": (17, 17), "15": (15, 15), "12": (12, 15)}


@pytest.mark.parametrize(("sound", "wanted"), NEEDED.values(), ids=NEEDED)
def test_the_raises_asked_for_before_running(sound: int, wanted: int) -> None:
    raises = criterion("power", "single-leg-raises")
    assert needed(raises, TestRecord(1, 30, sound, 0)) == wanted
    assert needed(raises) == needed(raises, TestRecord(1, 30)) == 20
    assert needed(criterion("strengthen", "single-leg-raises"), TestRecord(1, 30, sound, 0)) == 15


def test_each_phase_asks_for_what_its_grade_is_asked() -> None:
    moderate, severe = a_runner(2).terms, a_runner(3).terms
    assert "clearance" not in [c.criterion for c in criteria_of(moderate, PROTECT)]
    assert "clearance" in [c.criterion for c in criteria_of(severe, PROTECT)]
    assert criteria_of(moderate, MAINTAIN) == ()
    assert [len(criteria_of(moderate, place)) for place in range(5)] == [5, 5, 7, 9, 6]


EARNED: dict[str, tuple[str, dict[str, Progress], bool]] = {
    "hops before any jump on two legs": ("hops-10", {}, False),
    "hops after jumps that went not well": ("hops-10", {"two-leg-pogo": Progress(0, 0)}, False),
    "hops after jumps that went well": ("hops-10", {"two-leg-pogo": Progress(0, 0, green_days=1)}, True),
    "hops alike, before any jump": ("hop-match", {}, False),
    "jumps on two legs build on nothing": ("pogo-3x10", {}, True),
    "nor do raises": ("single-leg-raises", {}, True),
}


@pytest.mark.parametrize(("name", "progress", "counts"), EARNED.values(), ids=EARNED)
def test_a_try_counts_once_what_it_builds_on_went_well(name: str, progress: dict[str, Progress], counts: bool) -> None:
    diary = midway(2, 28).knows(tests=passed("power", day=27), progress=progress)
    assert passes(diary.terms, diary.state, criterion("power", name)) is counts


def test_red_jumps_have_to_go_well_again_before_the_hops_count() -> None:
    diary = midway(2, 28).trains(morning=0, pain=0).lives(Morning(0))
    assert diary.state.progress["two-leg-pogo"].green_days
    sore = midway(2, 28).trains(two_leg_pogo=4).lives(Morning(0))
    assert sore.state.progress["two-leg-pogo"].green_days == 0
    assert sore.state.progress["single-leg-bent-knee-raise"].green_days
    hops = sore.knows(tests=passed("power", day=sore.state.day))
    assert not passes(hops.terms, hops.state, criterion("power", "hops-10"))


AGES = {"of today": (0, True), "six days old": (6, True), "seven days old": (7, False)}


@pytest.mark.parametrize(("age", "counts"), AGES.values(), ids=AGES)
def test_the_age_of_a_value(age: int, counts: bool) -> None:
    record = TestRecord(20 - age, 30)
    diary = midway(2, 20).knows(tests={"single-leg-stand": record, "hops-10": TestRecord(20 - age, 10, None, 0, True)})
    assert passes(diary.terms, diary.state, criterion("strengthen", "single-leg-stand")) is counts
    assert passes(diary.terms, diary.state, criterion("power", "green-morning-after-hops")) is counts


def test_a_test_never_taken_does_not_pass() -> None:
    diary = midway(2, 20).knows(tests={})
    assert not passes(diary.terms, diary.state, criterion("strengthen", "single-leg-stand"))
    assert not passes(diary.terms, diary.state, criterion("power", "green-morning-after-hops"))


def test_the_hop_test_wants_the_morning_after_it_green() -> None:
    diary = midway(2, 28).lives(Morning(0), Tried("hops-10", 10, None, 0))
    after = criterion("power", "green-morning-after-hops")
    assert not passes(diary.terms, diary.state, after)
    assert passes(diary.terms, diary.lives(Morning(0)).state, after)
    sore = midway(2, 28).lives(Morning(0), Tried("hops-10", 10, None, 0)).lives(Morning(1))
    assert not passes(sore.terms, sore.lives(Morning(0)).state, after)
    silent = midway(2, 28).lives(Morning(0), Tried("hops-10", 10, None, 0)).lives()
    assert not passes(silent.terms, silent.lives(Morning(0)).state, after)


MORNINGS: dict[str, tuple[tuple[tuple[int, int], ...], bool]] = {
    "the same two days": (((4, 2), (5, 2)), True),
    "falling": (((3, 3), (4, 2), (5, 1)), True),
    "rising from yesterday": (((4, 1), (5, 2)), False),
    "rising the day before": (((3, 1), (4, 2), (5, 2)), False),
    "risen three days ago no longer counts": (((2, 0), (3, 2), (4, 2), (5, 2)), True),
    "one morning known is not enough": (((5, 1),), False),
    "none known": ((), False),
}


@pytest.mark.parametrize(("mornings", "met"), MORNINGS.values(), ids=MORNINGS)
def test_morning_pain_not_rising_for_two_days(mornings: tuple[tuple[int, int], ...], met: bool) -> None:
    diary = a_diary(2, day=5).knows(mornings=mornings)
    assert passes(diary.terms, diary.state, criterion("protect", "morning-not-rising")) is met


GREEN_MORNINGS = {
    "two, the last today": (2, 13, True),
    "one": (1, 13, False),
    "two, the last six days ago": (2, 7, True),
    "two, the last seven days ago": (2, 6, False),
}


@pytest.mark.parametrize(("number", "last", "met"), GREEN_MORNINGS.values(), ids=GREEN_MORNINGS)
def test_two_green_mornings(number: int, last: int, met: bool) -> None:
    diary = a_diary(2, day=13).knows(green_mornings=number, mornings=((last - 1, 0), (last, 0)))
    assert passes(diary.terms, diary.state, criterion("mobilise", "two-green-mornings")) is met


FLAGS: dict[str, tuple[dict[str, Any], bool]] = {
    "nothing raised": ({}, True),
    "to be seen within a week, nothing locked": ({"route": Route.WITHIN_A_WEEK, "lock": Lock.ADVISE}, True),
    "to be seen today": ({"route": Route.SAME_DAY}, False),
    "an emergency": ({"route": Route.EMERGENCY}, False),
    "light work only": ({"lock": Lock.LIGHT_ONLY}, False),
}


@pytest.mark.parametrize(("facts", "met"), FLAGS.values(), ids=FLAGS)
def test_no_red_flag(facts: dict[str, Any], met: bool) -> None:
    diary = a_diary(2, day=5).knows(**facts)
    assert passes(diary.terms, diary.state, criterion("protect", "no-red-flag")) is met


def test_clearance_counts_from_its_day() -> None:
    wanted = next(c for c in CALF.gates["protect"] if c.kind == "clearance")
    for cleared, met in ((None, False), (30, True), (31, False), (2, True)):
        diary = a_diary(3, day=30).knows(cleared_day=cleared)
        assert passes(diary.terms, diary.state, wanted) is met
