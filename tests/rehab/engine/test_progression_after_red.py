"""After red: two quiet days, an easier exercise, a phase back, a clinician's look. Rob's strain is moderate."""

import pytest

from rehab.events import Morning
from rehab.vocabulary import Light, Status
from tests.rehab.engine.people import CALF, MOBILISE, STRENGTHEN, Diary, exercises, midway, tiers


def red_day() -> Diary:
    return midway(2, 18).trains(two_leg_heel_raise=5)


def test_red_stops_and_two_days_of_tier_one_follow() -> None:
    diary = red_day()
    assert diary.status() is Status.STEPPED_BACK
    assert [(d.move, d.light) for d in diary.last.after.decisions if d.light is Light.RED] == [("stop", Light.RED)]
    seen = []
    for _ in range(3):
        seen.append(tiers(diary))
        diary.trains()
    assert max(seen[:2]) <= 1
    assert diary.last.session.loading
    assert diary.last.before.day == 21


def test_a_red_morning_quiets_its_own_day_and_two_more() -> None:
    diary = midway(2, 18).trains(two_leg_heel_drop=3).trains(morning=3)
    assert max(CALF.catalogue[name].tier for name in exercises(diary.last.session)) <= 1
    for _ in range(2):
        assert tiers(diary) <= 1
        diary.trains()
    assert diary.next_loading() == 22


def test_after_red_an_easier_exercise_takes_its_place() -> None:
    diary = red_day().until_loading()
    assert exercises(diary.today)[0] == "two-leg-half-height-hold"
    assert "two-leg-heel-raise" not in exercises(diary.today)[:1]


def test_it_gives_the_place_back_after_so_many_greens() -> None:
    """The half-height hold is of tier 2: three greens in grade 2."""
    diary = red_day()
    seen = []
    for _ in range(4):
        diary.until_loading()
        seen.append(exercises(diary.today)[0])
        diary.trains()
    assert seen == ["two-leg-half-height-hold"] * 3 + ["two-leg-heel-raise"]


def test_what_was_red_comes_back_a_step_lower_as_its_new_highest() -> None:
    """Day 18 is done at the second dose."""
    after = red_day().state.progress["two-leg-heel-raise"]
    assert (after.step, after.highest, after.greens, after.fresh) == (0, 0, 0, False)


def test_only_what_was_red_is_exchanged() -> None:
    diary = red_day()
    assert set(diary.state.swaps) == {"two-leg-heel-raise"}


def test_a_red_morning_is_put_down_to_all_that_was_loaded() -> None:
    diary = midway(2, 18).trains().lives(Morning(3))
    assert set(diary.state.swaps) == {"two-leg-heel-raise", "two-leg-bent-knee-raise", "two-leg-heel-drop"}


def test_a_red_morning_after_a_sore_session_is_put_down_to_what_was_sore() -> None:
    diary = midway(2, 18).trains(two_leg_heel_drop=3).lives(Morning(3))
    assert set(diary.state.swaps) == {"two-leg-heel-drop"}


def test_the_easier_exercise_must_suit_the_phase() -> None:
    """In power the half-height hold is no longer there, so the raise only falls a step."""
    diary = midway(2, 24).trains(single_leg_bent_knee_raise=5)
    assert diary.state.swaps["single-leg-bent-knee-raise"].easier == "two-leg-bent-knee-raise"
    heavy = midway(2, 22).trains(weighted_seated_raise=5)
    assert heavy.state.swaps == {}


def test_an_easier_exercise_that_is_red_itself_is_followed_further_down() -> None:
    diary = midway(2, 18).trains(two_leg_heel_drop=5).until_loading().knows(reds=())
    diary.trains(two_leg_heel_raise=5).until_loading()
    assert "two-leg-heel-raise" not in exercises(diary.today)
    assert "two-leg-heel-drop" not in exercises(diary.today)
    assert "two-leg-half-height-hold" in exercises(diary.today)


def test_a_red_ends_the_amber_streak() -> None:
    diary = midway(2, 18).knows(ambers=1, amber_since=17).trains(two_leg_heel_raise=5)
    assert (diary.state.ambers, diary.state.amber_since) == (0, None)


def test_a_red_evening_and_its_red_morning_are_one_red() -> None:
    diary = red_day().lives(Morning(3))
    assert len(diary.state.reds) == 1
    assert diary.state.phase == STRENGTHEN
    assert diary.next_loading() == 22


EARLIER: dict[str, tuple[tuple[int, ...], int, bool]] = {
    "the first red": ((), STRENGTHEN, False),
    "a red seven days before": ((11,), STRENGTHEN, False),
    "a red six days before": ((12,), MOBILISE, False),
    "two reds, the earlier thirteen days before": ((5, 9), STRENGTHEN, True),
    "two reds, the earlier fourteen days before": ((4, 9), STRENGTHEN, False),
    "two reds this week": ((12, 15), MOBILISE, True),
}


@pytest.mark.parametrize(("reds", "phase", "review"), EARLIER.values(), ids=EARLIER)
def test_reds_before_this_one(reds: tuple[int, ...], phase: int, review: bool) -> None:
    """Two in seven days cost a phase, three in fourteen want a look."""
    diary = midway(2, 18).knows(reds=reds).trains(two_leg_heel_raise=5)
    assert diary.state.phase == phase
    assert (diary.status() is Status.NEEDS_REVIEW) is review
    assert ("two-reds" in diary.rules()) is (phase == MOBILISE)
    assert ("red-review" in diary.rules()) is review


def test_never_back_before_mobilise() -> None:
    diary = midway(2, 9).knows(reds=(8, 6)).trains(seated_heel_raise=4)
    assert diary.state.phase == MOBILISE


def test_back_a_phase_the_gates_must_be_passed_again_and_the_stay_lived() -> None:
    diary = midway(2, 24).knows(reds=(20,)).trains(two_leg_pogo=4)
    assert diary.state.phase == STRENGTHEN
    diary.lives(Morning(0))
    assert diary.last.before.phase == STRENGTHEN
    assert diary.last.before.lived_since == 25
