"""What a therapist asks for beside the rules: each kind on a plain course, taken back, met, and lapsed."""

import pytest

from rehab.events import Cleared, Morning
from rehab.intents import (
    AddExercise,
    CapDose,
    Days,
    MovePhase,
    RemoveExercise,
    SetDose,
    SwapExercise,
)
from rehab.whys import why_of
from rehab.wishes import standing
from tests.rehab.engine.dated import DatedDiary
from tests.rehab.engine.people import (
    MOBILISE,
    POWER,
    PROTECT,
    RETURN,
    STRENGTHEN,
    exercises,
    steps,
)
from tests.rehab.engine.wishing import ALL, BENT, DROP, RAISE, STRETCH, asks, at, green_days, rules_of, said_of


def test_without_a_wish_nothing_is_kept_of_them():
    state = at(STRENGTHEN).state
    assert standing(state) == ()
    assert not state.wishes


def test_a_cap_holds_a_dose_and_says_so_and_below_it_the_rules_choose():
    diary = asks(at(POWER), RemoveExercise(RAISE), key="other")
    asks(diary, CapDose(DROP, 2, 8))
    assert steps(diary.today.plan)[DROP] == 0
    assert said_of(diary, DROP).startswith("Your therapist has asked for 2 × 8 of this at most since ")
    assert said_of(diary, DROP).endswith(" The reason: “so”")
    lower = asks(at(STRENGTHEN), CapDose(RAISE, 3, 15))
    assert said_of(lower, RAISE) == said_of(at(STRENGTHEN), RAISE)


def test_a_dose_asked_for_comes_down_at_once_and_stays():
    diary = asks(at(POWER), SetDose("single-leg-heel-raise", 2, 6))
    plans = green_days(diary, 8)
    assert {steps(plan)["single-leg-heel-raise"] for plan in plans if "single-leg-heel-raise" in steps(plan)} == {0}


def test_a_higher_dose_goes_up_a_step_a_green_session_where_a_reason_is_kept_and_waits_for_greens_where_none_is():
    def seen(overrides) -> list[int]:
        diary = asks(at(STRENGTHEN), SetDose(BENT, 3, 20), overrides=overrides)
        return [steps(plan)[BENT] for plan in green_days(diary, 7) if BENT in steps(plan)]

    assert seen(ALL) == [0, 1, 2, 2]
    assert seen(frozenset()) == [0, 0, 1, 1]


def test_one_exercise_in_the_place_of_another():
    diary = asks(at(STRENGTHEN), SwapExercise(RAISE, "seated-heel-raise"))
    assert RAISE not in exercises(diary.today.plan)
    assert "in place of Two-leg heel raise" in said_of(diary, "seated-heel-raise")


def test_what_may_not_stand_today_takes_no_place():
    diary = asks(at(STRENGTHEN), SwapExercise(RAISE, "single-leg-hop-on-the-spot"))
    assert RAISE in exercises(diary.today.plan)


def test_the_run_and_what_goes_around_it_give_their_place_to_nothing():
    diary = at(RETURN)
    plain = exercises(diary.today.plan)
    for number, name in enumerate(("walk-run-session-ladder", "dynamic-warm-up", "cool-down-walk-and-stretch")):
        asks(diary, SwapExercise(name, "glute-bridge"), key=f"swap {number}")
        asks(diary, RemoveExercise(name), key=f"remove {number}")
    assert exercises(diary.today.plan) == plain


def test_a_removed_exercise_is_gone_and_the_day_says_so():
    diary = asks(at(STRENGTHEN), RemoveExercise(RAISE))
    assert RAISE not in exercises(diary.today.plan)
    assert "asked-remove" in [notice.rule for notice in diary.today.plan.notices]
    assert BENT in exercises(diary.today.plan)


def test_the_gentlest_of_a_day_stays_where_everything_is_removed():
    diary = at(STRENGTHEN)
    for name in exercises(diary.today.plan):
        asks(diary, RemoveExercise(name), key=name)
    assert exercises(diary.today.plan) == [STRETCH]


def test_a_loading_day_without_its_loading_work_still_turns_with_the_others():
    diary = at(STRENGTHEN)
    loading = [lived.loading for lived in green_days(at(STRENGTHEN), 7)]
    asks(diary, RemoveExercise(RAISE), key="a")
    asks(diary, RemoveExercise(BENT), key="b")
    asks(diary, RemoveExercise(DROP), key="c")
    assert [plan.loading for plan in green_days(diary, 7)] == loading


@pytest.mark.parametrize(
    ("days", "falls"),
    [(Days.LOADING, {True}), (Days.BETWEEN, {False}), (Days.EVERY, {True, False})],
    ids=["on loading days", "between them", "on all of them"],
)
def test_an_added_exercise_stands_on_its_days(days, falls):
    diary = asks(at(STRENGTHEN), AddExercise("seated-heel-raise", 2, 12, days))
    plans = green_days(diary, 9)
    assert {plan.loading for plan in plans if "seated-heel-raise" in exercises(plan)} == falls
    assert all(plan.loading for plan in plans if BENT in exercises(plan))


def test_added_work_comes_before_what_closes_a_session_and_begins_at_its_first_dose():
    diary = asks(at(STRENGTHEN), AddExercise("band-foot-presses", 3, 12, Days.LOADING), overrides=ALL)
    plan = diary.today.plan
    assert exercises(plan).index("band-foot-presses") < exercises(plan).index(STRETCH)
    assert steps(plan)["band-foot-presses"] == 0
    assert "here at 2 × 12" in said_of(diary, "band-foot-presses")


def test_a_stretch_that_is_added_closes_the_session():
    diary = asks(at(STRENGTHEN), AddExercise("seated-towel-calf-stretch", 2, 20, Days.LOADING))
    assert exercises(diary.today.plan)[-1] == "seated-towel-calf-stretch"


def test_added_work_is_no_more_than_asked_for():
    diary = asks(at(STRENGTHEN), AddExercise("seated-heel-raise", 3, 12, Days.EVERY))
    plans = green_days(diary, 20)
    assert max(steps(plan).get("seated-heel-raise", 0) for plan in plans) == 1


def test_loading_work_is_added_to_loading_days_alone():
    diary = asks(at(STRENGTHEN), AddExercise("step-up", 2, 8, Days.EVERY), overrides=ALL)
    plans = green_days(diary, 6)
    assert all(plan.loading for plan in plans if "step-up" in exercises(plan))


@pytest.mark.parametrize(("overrides", "count"), [(frozenset(), 4), (ALL, 9)], ids=["without a reason", "with one"])
def test_hip_work_every_day_takes_a_reason(overrides, count):
    diary = asks(at(RETURN), AddExercise("glute-bridge", 2, 10, Days.EVERY), overrides=overrides)
    plans = green_days(diary, 9)
    assert sum("glute-bridge" in exercises(plan) for plan in plans) == count


@pytest.mark.parametrize(("overrides", "there"), [(frozenset(), False), (ALL, True)], ids=["without", "with"])
def test_kit_from_elsewhere_takes_a_reason(overrides, there):
    intent = AddExercise("stationary-bike-mid-foot-on-pedal", 1, 8, Days.EVERY)
    diary = asks(at(STRENGTHEN), intent, overrides=overrides)
    assert ("stationary-bike-mid-foot-on-pedal" in exercises(diary.today.plan)) is there


@pytest.mark.parametrize(("overrides", "there"), [(frozenset(), False), (ALL, True)], ids=["without", "with"])
def test_a_seventh_exercise_takes_a_reason(overrides, there):
    diary = at(STRENGTHEN)
    asks(diary, AddExercise("seated-heel-raise", 2, 12, Days.LOADING), key="sixth")
    asks(diary, AddExercise("seated-forefoot-press", 3, 20, Days.LOADING), key="seventh", overrides=overrides)
    found = exercises(diary.today.plan)
    assert len(found) == 6 + there
    assert diary.today.plan.minutes <= 30 + 10 * there


@pytest.mark.parametrize(("overrides", "there"), [(frozenset(), False), (ALL, True)], ids=["without", "with"])
def test_hard_work_on_a_day_off_takes_a_reason(overrides, there):
    diary = asks(at(STRENGTHEN), AddExercise("leaning-two-leg-heel-raise", 2, 8, Days.EVERY), overrides=overrides)
    plans = green_days(diary, 7)
    without = [plan for plan in plans if "leaning-two-leg-heel-raise" not in exercises(plan)]
    assert (not without) is there


def test_a_name_that_this_protocol_does_not_have_lapses_at_once():
    diary = at(STRENGTHEN)
    for intent in (RemoveExercise("levitation"), MovePhase("heaven"), SwapExercise(RAISE, "levitation")):
        asks(diary, intent)
    assert standing(diary.today.now) == ()
    assert rules_of(diary) == ["wish-lapsed"] * 3


def test_in_the_first_days_protection_may_be_left_out_and_nothing_may_come():
    diary = DatedDiary().tells(Morning(0))
    asks(diary, RemoveExercise("cold-pack"))
    asks(diary, AddExercise("glute-bridge", 2, 10, Days.EVERY), key="two", overrides=ALL)
    assert "cold-pack" not in exercises(diary.today.plan)
    assert "glute-bridge" not in exercises(diary.today.plan)
    assert diary.today.read_from.phase == PROTECT


def test_in_the_second_phase_every_day_is_alike():
    diary = DatedDiary().lives(6).tells(Morning(0))
    asks(diary, AddExercise("toe-curls-and-knee-bends", 2, 10, Days.LOADING))
    assert diary.today.read_from.phase == MOBILISE
    assert "toe-curls-and-knee-bends" in exercises(diary.today.plan)


def test_a_severe_strain_waits_for_its_clearance_whatever_is_asked_for():
    diary = DatedDiary(3).lives(24).tells(Morning(0))
    asks(diary, MovePhase("mobilise"))
    assert diary.today.now.phase == PROTECT
    assert standing(diary.today.read_from) == ()
    diary.tells(Cleared("physio"))
    green_days(diary, 4)
    assert diary.state.phase == MOBILISE


def test_a_line_of_a_wish_that_has_gone_says_what_it_was():
    diary = asks(at(POWER), CapDose(DROP, 2, 8))
    entry = next(entry for entry in diary.today.plan.entries if entry.exercise == DROP)
    assert why_of(diary.terms, at(POWER).today.read_from, entry).rule == "wished-before"
