"""What a light does to a course: greens counted, holds after amber, steps and phases back after red.

Rob's strain is moderate unless said otherwise; `midway` begins on a day with everything green before it.
Day 16 and every second day from it load the calf in strengthen, day 30 is the first run, day 54 the first weekly one.
"""

import pytest

from rehab.events import CheckIn, Morning, Outcome, Report
from rehab.vocabulary import Status
from tests.rehab.engine.people import (
    Diary,
    a_green_course,
    done,
    midway,
    steps,
    tiers,
)


def step_of(diary: Diary, exercise: str) -> int:
    return steps(diary.today)[exercise]


# --- green ---------------------------------------------------------------------------------------

GREENS = {
    "a hold, mild: two": (1, "seated-forefoot-press", 2),
    "a hold, moderate: three": (2, "seated-forefoot-press", 3),
    "a hold, severe: three": (3, "seated-forefoot-press", 3),
    "a raise, mild: one": (1, "two-leg-heel-raise", 1),
    "a raise, moderate: two": (2, "two-leg-heel-raise", 2),
    "a raise, severe: two": (3, "two-leg-heel-raise", 2),
    "single leg, severe: two": (3, "single-leg-bent-knee-raise", 2),
    "springs, moderate: two": (2, "two-leg-pogo", 2),
    "hips, severe: three": (3, "side-lying-leg-lift", 3),
}


@pytest.mark.parametrize(("grade", "exercise", "greens"), GREENS.values(), ids=GREENS)
def test_so_many_greens_take_a_step(grade: int, exercise: str, greens: int) -> None:
    found = [steps(page.session)[exercise] for page in a_green_course(grade, 92) if exercise in steps(page.session)]
    first = found[: greens + 1]
    assert first in ([0] * greens + [1], [0] * len(first))


def test_a_green_is_green_to_the_next_morning() -> None:
    diary = midway(2, 16).trains().lives(Morning(0))
    assert ("progress", "green") in [(d.move, d.light and d.light.value) for d in diary.last.after.decisions]
    assert diary.state.progress["two-leg-heel-raise"].green_days == 2


def test_without_the_morning_a_session_counts_for_nothing() -> None:
    told = midway(2, 16).trains().trains().trains()
    silent = midway(2, 16).trains().trains(morning=None).trains()
    assert steps(told.last.session)["two-leg-heel-raise"] == 1
    assert steps(silent.last.session)["two-leg-heel-raise"] == 0
    assert silent.state.ambers == 0
    assert silent.status() is Status.ACTIVE


PARTS = {
    "done": (Outcome.DONE, 1),
    "done in part": (Outcome.PARTLY, 0),
    "left out": (Outcome.SKIPPED, 0),
}


@pytest.mark.parametrize(("outcome", "step"), PARTS.values(), ids=PARTS)
def test_only_what_was_done_in_full_counts(outcome: Outcome, step: int) -> None:
    diary = midway(2, 16)
    reports = tuple(
        Report(r.exercise, outcome if r.exercise == "two-leg-heel-raise" else Outcome.DONE, 0)
        for r in done(diary.today)
    )
    diary.lives(Morning(0), CheckIn(reports)).trains()
    assert step_of(diary, "two-leg-heel-raise") == step
    assert step_of(diary, "two-leg-bent-knee-raise") == 1


def test_a_rise_starts_the_count_anew() -> None:
    """Raises at the second dose on day 18 and 20; the third dose takes two greens there."""
    diary = midway(2, 18)
    assert step_of(diary, "two-leg-heel-raise") == 1
    diary.trains().trains()
    assert step_of(diary, "two-leg-heel-raise") == 1
    assert diary.state.progress["two-leg-heel-raise"].greens < 2


# --- amber ---------------------------------------------------------------------------------------


def test_amber_holds_the_dose_and_starts_the_count_anew() -> None:
    """One green on day 14, amber on 16: without it day 18 would rise; now it takes two more greens."""
    diary = midway(2, 16).trains(two_leg_heel_raise=3)
    assert diary.trains().lights()[-1] == "amber"
    assert diary.state.ambers == 1
    seen = []
    for _ in range(3):
        diary.until_loading()
        seen.append(step_of(diary, "two-leg-heel-raise"))
        diary.trains()
    assert seen == [0, 0, 1]


def test_amber_on_one_exercise_holds_every_loaded_one_at_the_next_session() -> None:
    diary = midway(2, 16).trains(two_leg_heel_raise=3).until_loading()
    assert [step for step in steps(diary.today).values() if step] == []


def test_status_after_amber_is_hold_until_the_next_green() -> None:
    diary = midway(2, 16).trains(two_leg_heel_raise=3).trains()
    assert diary.status() is Status.HOLD
    diary.until_loading().trains().trains()
    assert diary.status() is Status.ACTIVE


SETTLES: dict[str, tuple[int, list[int], int]] = {
    "sore while training, fine next morning: 48 hours from that morning": (3, [0], 19),
    "fine while training, sore next morning, fine the one after: 48 hours from that one": (0, [1, 0], 20),
    "all green: every second day": (0, [0], 18),
}


@pytest.mark.parametrize(("pain", "mornings", "day"), SETTLES.values(), ids=SETTLES)
def test_the_next_loading_day(pain: int, mornings: list[int], day: int) -> None:
    diary = midway(2, 16).trains(two_leg_heel_raise=pain)
    for morning in mornings:
        diary.lives(Morning(morning))
    assert diary.next_loading() == day


def twice_amber() -> Diary:
    """Raises at the second dose on day 18, sore then and at the next session too."""
    diary = midway(2, 18).trains(two_leg_heel_raise=3).rests_until_loading()
    return diary.trains(two_leg_heel_raise=3).lives(Morning(0))


def test_a_second_amber_in_a_row_is_a_step_back_for_all_that_was_loaded() -> None:
    diary = twice_amber()
    assert "two-ambers" in diary.rules()
    diary.until_loading()
    assert step_of(diary, "two-leg-heel-raise") == 0
    assert step_of(diary, "two-leg-bent-knee-raise") == 0


def test_the_step_fallen_to_is_the_highest_held_so_it_takes_new_greens() -> None:
    diary = twice_amber()
    seen = []
    for _ in range(3):
        diary.until_loading()
        seen.append(step_of(diary, "two-leg-heel-raise"))
        diary.trains()
    assert seen == [0, 0, 1]


def test_a_green_between_two_ambers_ends_the_streak() -> None:
    diary = midway(2, 18).trains(two_leg_heel_raise=3).trains().until_loading().trains().trains()
    assert diary.state.ambers == 0
    diary.until_loading().trains(two_leg_heel_raise=3).trains()
    assert "two-ambers" not in diary.rules()
    assert diary.state.ambers == 1


def test_a_missing_morning_neither_ends_nor_lengthens_the_streak() -> None:
    diary = midway(2, 18).trains(two_leg_heel_raise=3).rests_until_loading().trains()
    diary.lives()
    assert diary.state.ambers == 1


def test_an_amber_whose_morning_nobody_told_is_still_amber() -> None:
    diary = midway(2, 16).trains(two_leg_heel_raise=3).lives()
    assert diary.lights()[-1] == "amber"
    assert diary.state.ambers == 1


def test_a_third_amber_in_a_row_wants_a_look() -> None:
    diary = twice_amber().rests_until_loading().trains(two_leg_heel_raise=3).lives(Morning(0))
    assert "amber-review" in diary.rules()
    assert diary.status() is Status.NEEDS_REVIEW
    for _ in range(9):
        assert tiers(diary) <= 2
        diary.trains()


def test_the_first_amber_is_no_review_and_the_second_none_within_a_week() -> None:
    assert twice_amber().status() is Status.HOLD


AMBER_DAYS = {"six days after the first": (13, False), "seven days after the first": (12, True)}


@pytest.mark.parametrize(("since", "review"), AMBER_DAYS.values(), ids=AMBER_DAYS)
def test_seven_days_of_amber_want_a_look(since: int, review: bool) -> None:
    diary = midway(2, 18).knows(ambers=1, amber_since=since, pending=()).trains(two_leg_heel_raise=3).lives(Morning(0))
    assert diary.state.day == 20
    assert (diary.status() is Status.NEEDS_REVIEW) is review


def test_a_sore_morning_with_nothing_done_before_is_amber_too() -> None:
    diary = midway(2, 17).lives(Morning(1))
    assert diary.lights() == ["amber"]
