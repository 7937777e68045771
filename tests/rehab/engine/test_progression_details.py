"""The fine print of amber and red: what is told, what is put away, and what counts as the same flare."""

import msgspec
import pytest

from rehab.events import CheckIn, Morning, OtherWork, Regraded, Report
from rehab.reason import Reason
from rehab.vocabulary import Light
from tests.rehab.engine.people import MAINTAIN, POWER, RETURN, STRENGTHEN, Diary, midway


def why(diary: Diary, rule: str) -> Reason:
    return next(decision.why for decision in diary.last.after.decisions if decision.why.rule == rule)


def test_a_sore_morning_with_no_session_before_it_counts_and_keeps_off_for_48_hours_after_tomorrow() -> None:
    diary = midway(2, 17).knows(pending=()).lives(Morning(1))
    assert (diary.state.ambers, diary.state.amber_since) == (1, 17)
    assert diary.state.loading_from == 20
    assert diary.state.last_light is Light.AMBER
    assert diary.next_loading() == 20


def test_a_week_that_was_sorer_is_no_amber_of_a_streak() -> None:
    up = tuple((day, int(day >= 14)) for day in range(7, 21))
    diary = midway(2, 20).knows(mornings=up, pending=()).lives()
    assert "week-up" in diary.rules()
    assert diary.state.ambers == 0
    streak = midway(2, 20).knows(mornings=up, pending=(), ambers=2, amber_since=19).lives()
    assert streak.rules() == ["week-up"]
    assert streak.state.ambers == 2


def test_an_earlier_wait_is_not_shortened() -> None:
    assert midway(2, 17).knows(pending=(), loading_from=30).lives(Morning(1)).state.loading_from == 30
    red = midway(2, 18).knows(loading_from=30, quiet_until=29).trains(two_leg_heel_raise=5)
    assert (red.state.loading_from, red.state.quiet_until) == (30, 29)


def test_the_days_a_red_takes() -> None:
    strength = midway(2, 18).trains(two_leg_heel_raise=5)
    assert (strength.state.quiet_until, strength.state.loading_from, strength.state.walk_owed) == (20, 21, False)
    run = midway(2, 42).trains(walk_run_session_ladder=4)
    assert (run.state.quiet_until, run.state.loading_from, run.state.walk_owed) == (44, 46, True)
    springs = midway(2, 32).trains(two_leg_pogo=4)
    assert springs.state.quiet_until == 34


def test_a_red_morning_after_a_red_run_waits_the_four_days_from_then() -> None:
    diary = midway(2, 42).trains(walk_run_session_ladder=4).lives(Morning(3))
    assert diary.state.loading_from == 47
    assert diary.state.rung == 1
    assert (diary.state.reds, diary.state.red_runs) == ((43,), (42,))
    later = midway(2, 42).trains(walk_run_session_ladder=4).lives(Morning(0)).lives(Morning(4))
    assert later.state.loading_from == 47
    assert later.state.reds == (42, 44)


def test_only_the_last_red_run_decides_the_wait() -> None:
    diary = midway(2, 42).knows(red_runs=(29, 41), reds=(29, 41), pending=()).lives(Morning(4))
    assert diary.state.loading_from == 46
    other = midway(2, 42).knows(red_runs=(41, 30), reds=(30,), pending=()).lives(Morning(4))
    assert other.state.loading_from == 45


def test_the_rung_fallen_to_is_told() -> None:
    diary = midway(2, 42).trains(walk_run_session_ladder=4)
    assert why(diary, "rungs-down").given("rung") == 2
    assert [d.move for d in diary.last.after.decisions if d.why.rule == "rungs-down"] == ["step_back"]


def test_a_flare_goes_on_when_the_last_red_was_yesterday_whatever_came_before() -> None:
    diary = midway(2, 18).knows(reds=(9, 17)).trains(two_leg_heel_raise=5)
    assert diary.state.reds == (9, 18)
    assert diary.state.phase == STRENGTHEN
    assert diary.state.swaps == {}
    apart = midway(2, 18).knows(reds=(9, 16)).trains(two_leg_heel_raise=5)
    assert apart.state.reds == (9, 16, 18)
    assert "two-leg-heel-raise" in apart.state.swaps


def test_a_red_in_the_weeks_that_costs_the_phase_puts_the_weeks_away() -> None:
    diary = midway(2, 61).knows(reds=(58,)).trains(continuous_easy_run=4)
    assert diary.last.before.phase == MAINTAIN
    state = diary.state
    assert (state.phase, state.first_weekly_run, state.week.number) == (RETURN, None, 0)
    assert (state.ladder_done, state.placed) == (False, -1)
    assert state.rung == 8


def test_back_from_the_ladder_the_ladder_and_its_debts_are_put_away() -> None:
    diary = midway(2, 42).knows(reds=(39,)).trains(walk_run_session_ladder=4)
    state = diary.state
    assert (state.phase, state.rung, state.rung_done, state.walk_owed) == (POWER, 0, 0, False)
    assert why(diary, "two-reds").given("reds") == 2


def test_two_ambers_are_told_as_two() -> None:
    diary = midway(2, 18).knows(ambers=1, amber_since=16, pending=()).trains(two_leg_heel_raise=3).lives(Morning(0))
    assert why(diary, "two-ambers").given("ambers") == 2


def test_a_red_run_the_day_after_a_red_run_costs_no_rungs_again() -> None:
    diary = midway(2, 42).knows(red_runs=(41,), reds=(41,)).trains(walk_run_session_ladder=4)
    assert "rungs-down" not in diary.rules()
    assert diary.state.red_runs == (41,)
    later = midway(2, 42).knows(red_runs=(40,), reds=(40,)).trains(walk_run_session_ladder=4)
    assert "rungs-down" in later.rules()
    assert later.state.red_runs == (40, 42)


def test_three_reds_are_told_as_three() -> None:
    diary = midway(2, 18).knows(reds=(8, 10)).trains(two_leg_heel_raise=5)
    assert why(diary, "red-review").given("reds") == 3
    assert diary.state.review_since == 18


def test_three_ambers_are_told_as_three_and_a_streak_knows_its_first_day() -> None:
    diary = midway(2, 18).knows(ambers=2, amber_since=15, pending=()).trains(two_leg_heel_raise=3).lives(Morning(0))
    assert why(diary, "amber-review").given("ambers") == 3
    assert diary.state.amber_since == 15


def test_a_grade_that_rose_is_not_found_again() -> None:
    diary = midway(1, 10).lives(Morning(0), Regraded(2))
    assert diary.state.next_grade == 0
    assert diary.lives(Morning(0)).state.situation.grade == 2


TOLD = {
    "an easier exercise takes its place": (24, "single-leg-bent-knee-raise", "regressed"),
    "none here, but a dose falls": (28, "single-leg-bent-knee-raise", "regressed"),
    "no easier one and already at the first dose": (22, "weighted-seated-raise", None),
}


@pytest.mark.parametrize(("day", "exercise", "rule"), TOLD.values(), ids=TOLD)
def test_what_a_red_exercise_is_told(day: int, exercise: str, rule: str | None) -> None:
    diary = midway(2, day).lives(Morning(0), CheckIn((Report(exercise, pain=5),)))
    told = [found for found in diary.rules() if found in ("regressed", "stepped-down")]
    assert told == ([rule] if rule else [])
    if rule:
        assert why(diary, rule).given("exercise") == exercise


def test_without_an_easier_exercise_the_dose_falls_and_says_so() -> None:
    """Weighted seated raises at their second dose in the weeks: nothing easier of their kind is left."""
    diary = midway(2, 61).lives(Morning(0), CheckIn((Report("weighted-seated-raise", pain=5),)))
    assert why(diary, "stepped-down").given("exercise") == "weighted-seated-raise"
    assert diary.state.progress["weighted-seated-raise"].step == 0
    assert "weighted-seated-raise" not in diary.state.swaps


def test_of_several_the_first_by_name_that_changed_is_told() -> None:
    diary = midway(2, 18).trains().lives(Morning(3))
    assert why(diary, "regressed").given("exercise") == "two-leg-bent-knee-raise"
    mixed = midway(2, 22).lives(
        Morning(0), CheckIn((Report("weighted-seated-raise", pain=5), Report("two-leg-heel-drop", pain=5)))
    )
    assert why(mixed, "regressed").given("exercise") == "two-leg-heel-drop"
    reports = (Report("weighted-seated-raise", pain=5), Report("single-leg-bent-knee-raise", pain=5))
    power = midway(2, 28)
    risen = msgspec.structs.replace(power.state.progress["weighted-seated-raise"], step=1)
    power.knows(progress={**power.state.progress, "weighted-seated-raise": risen})
    assert why(power.lives(Morning(0), CheckIn(reports)), "regressed").given("exercise") == "single-leg-bent-knee-raise"


def test_what_was_never_done_cannot_fall() -> None:
    diary = (
        midway(2, 18)
        .knows(progress={}, pending=())
        .lives(Morning(0), CheckIn((Report("glute-bridge", pain=5), Report("single-leg-stand", pain=0))))
    )
    assert diary.lights()[-1] == "red"
    assert diary.state.swaps == {}


def test_a_streak_of_greens_for_a_swap_is_broken_by_an_amber() -> None:
    diary = midway(2, 18).trains(two_leg_heel_raise=5).until_loading().trains().trains()
    assert diary.state.swaps["two-leg-heel-raise"].greens >= 1
    diary.until_loading().trains(two_leg_bent_knee_raise=3).lives(Morning(0))
    assert [swap.greens for swap in diary.state.swaps.values()] == [0]


def test_a_run_of_ones_own_outside_the_ladder_takes_no_rung() -> None:
    diary = midway(2, 43).knows(pending=()).lives(OtherWork(run_minutes=20, pain=6))
    assert diary.state.rung == 3
    assert "rungs-down" not in diary.rules()
