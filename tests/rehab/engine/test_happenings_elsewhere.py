"""Work outside the plan, and clocks that were moved: what they do to the next calf day."""

import pytest

from rehab.events import Equipped, Morning, OtherWork, UsualWeek, ZoneMoved
from tests.rehab.engine.people import MAINTAIN, a_diary, exercises, midway


def test_other_work_that_loads_the_calf_takes_the_place_of_the_session() -> None:
    diary = midway(2, 18).lives(Morning(0), OtherWork(pain=0))
    assert not diary.last.session.loading
    assert diary.next_loading() == 20
    assert midway(2, 17).lives(Morning(0), OtherWork(pain=0)).next_loading() == 19


def test_other_work_that_does_not_load_it_moves_nothing() -> None:
    diary = midway(2, 18).lives(Morning(0), OtherWork(loaded=False, pain=0))
    assert diary.last.session.loading
    assert diary.rules()[-1] == "other-work-green"


OTHER: dict[str, tuple[OtherWork, str]] = {
    "strength at 2": (OtherWork(pain=2), "green"),
    "strength at 3": (OtherWork(pain=3), "amber"),
    "strength at 5": (OtherWork(pain=5), "red"),
    "a run at 1": (OtherWork(run_minutes=10, pain=1), "green"),
    "a run at 2": (OtherWork(run_minutes=10, pain=2), "amber"),
    "a run at 4": (OtherWork(run_minutes=10, pain=4), "red"),
    "unknown": (OtherWork(run_minutes=10), "green"),
}


@pytest.mark.parametrize(("work", "light"), OTHER.values(), ids=OTHER)
def test_pain_in_other_work(work: OtherWork, light: str) -> None:
    diary = midway(2, 43).knows(pending=()).lives(work)
    assert diary.lights() == [light]
    assert f"other-work-{light}" in diary.rules()


def test_a_red_run_of_ones_own_is_a_red_run() -> None:
    diary = midway(2, 43).knows(pending=()).lives(OtherWork(run_minutes=20, pain=6))
    assert diary.state.red_runs == (43,)
    assert diary.until_loading().state.day >= 47


def test_minutes_of_ones_own_count_towards_the_week_and_not_towards_the_longest_run() -> None:
    diary = midway(2, 55).lives(Morning(0), OtherWork(run_minutes=50, pain=0))
    assert diary.state.week.run == 80
    assert max(minutes for _, minutes in diary.state.runs) == 30
    diary.lives(Morning(0))
    assert diary.until_loading().today.run_minutes == 10


# --- clocks ----------------------------------------------------------------------------------------

# The last calf day was 16; the next is 18, at six in the morning at the earliest.
MOVES: dict[str, tuple[ZoneMoved, int]] = {
    "no hours, ended at noon": (ZoneMoved(0, 12), 18),
    "no hours, ended at 18: 36 hours to six": (ZoneMoved(0, 18), 18),
    "no hours, ended at 19: an hour short": (ZoneMoved(0, 19), 19),
    "an hour east, ended at 17": (ZoneMoved(1, 17), 18),
    "an hour east, ended at 18": (ZoneMoved(1, 18), 19),
    "six west, ended at midnight": (ZoneMoved(-6, 24), 18),
    "five west, hour unknown": (ZoneMoved(-5), 19),
    "twelve east, hour unknown": (ZoneMoved(12), 19),
    "a zone with the same clock, hour unknown": (ZoneMoved(0, zone="Europe/Lisbon"), 18),
}


@pytest.mark.parametrize(("move", "day"), MOVES.values(), ids=MOVES)
def test_a_calf_day_after_moved_clocks_needs_36_hours(move: ZoneMoved, day: int) -> None:
    diary = midway(2, 17).trains().lives(move, Morning(0))
    assert (18 if diary.last.session.loading else diary.next_loading()) == day
    assert ("zone-moved" in diary.pages[1].after.decisions[0].why.rule) is (day == 19)


def test_work_of_ones_own_the_day_before_may_have_ended_at_any_hour() -> None:
    diary = midway(2, 16).lives(Morning(0), OtherWork(pain=0)).lives(ZoneMoved(1, 10), Morning(0))
    assert diary.next_loading() == 19


def test_moved_clocks_before_any_calf_day_move_nothing() -> None:
    diary = a_diary(2, day=6).lives(ZoneMoved(9))
    assert diary.rules() == []


def test_a_day_that_the_clock_jumped_over_asks_nothing_is_not_missed_and_says_so() -> None:
    diary = midway(2, 17).trains().lives(ZoneMoved(24, skips=True))
    assert diary.last.session.entries == ()
    assert (diary.state.missed, diary.rules()[0]) == (0, "day-skipped")
    assert diary.until_loading().state.day == 19


def test_a_day_that_the_clock_jumped_over_does_not_end_a_run_of_missed_days() -> None:
    diary = midway(2, 17).misses(2).lives(ZoneMoved(24, skips=True))
    assert diary.state.missed == 2
    assert diary.misses(1).state.missed == 3


# --- what is at home, and what was usual ----------------------------------------------------------


def test_kit_that_is_gone_takes_its_exercises_along_from_the_same_day_on() -> None:
    assert "two-leg-heel-drop" in exercises(midway(2, 22).today)
    after = midway(2, 22).lives(Equipped(frozenset({"chair", "wall"})), Morning(0))
    assert "two-leg-heel-drop" not in exercises(after.last.session)
    assert after.state.situation.kit == {"chair", "wall"}


def test_a_usual_week_set_right_caps_the_first_weeks_after_the_ladder() -> None:
    assert midway(2, 54).opened.week.planned == 90
    after = midway(2, 54).lives(UsualWeek(45), Morning(0)).state
    assert (after.phase, after.week.planned) == (MAINTAIN, 45)
