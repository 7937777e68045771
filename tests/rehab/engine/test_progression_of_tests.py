"""Gate tests that hurt, and results of one day told in pieces: one day, one light."""

from rehab.events import CheckIn, Morning, Report, Tried
from rehab.vocabulary import Status
from tests.rehab.engine.people import POWER, RETURN, STRENGTHEN, Diary, exercises, midway

# Rob's strain is moderate; on day 28 he tries the gates out of power.


def tried(*tests: Tried) -> Diary:
    return midway(2, 28).lives(Morning(0), *tests)


def test_a_hop_test_is_judged_like_a_spring() -> None:
    for pain, lights in ((1, []), (2, ["amber"]), (3, ["amber"])):
        diary = tried(Tried("hops-10", 10, None, pain)).lives(Morning(0))
        assert diary.lights(since=1)[:1] == lights
        assert diary.state.ambers == len(lights)
    assert "test-red" in tried(Tried("hops-10", 10, None, 4)).rules()


def test_raises_are_judged_like_strength() -> None:
    assert tried(Tried("single-leg-raises", 20, 20, 2)).lives(Morning(0)).state.ambers == 0
    assert tried(Tried("single-leg-raises", 20, 20, 4)).lives(Morning(0)).state.ambers == 1
    assert tried(Tried("single-leg-raises", 20, 20, 5)).status() is Status.STEPPED_BACK


def test_a_red_test_takes_the_rest_of_the_session_away() -> None:
    diary = tried(Tried("hops-10", 3, None, 8))
    assert not diary.last.session.loading
    assert diary.state.reds == (28,)


def test_several_sore_tests_are_one_amber() -> None:
    diary = tried(
        Tried("bent-knee-symmetry", 18, 20, 3), Tried("pogo-3x10", 10, None, 2), Tried("hops-10", 10, None, 2)
    )
    diary.lives(Morning(0))
    assert diary.state.ambers == 1
    assert diary.status() is Status.HOLD


def test_a_sore_test_and_a_sore_session_are_one_amber() -> None:
    diary = midway(2, 28).trains(Tried("hops-10", 10, None, 2), two_leg_pogo=2).lives(Morning(0))
    assert diary.state.ambers == 1
    assert "two-ambers" not in diary.rules()


def test_a_test_without_an_exercise_or_without_a_number_has_no_light() -> None:
    diary = tried(Tried("stairs", 1, None, 9), Tried("hops-10", 10, None, None), Tried("unheard-of", 1, None, 9))
    assert diary.lives(Morning(0)).lights(since=1) == []
    assert diary.state.tests["unheard-of"].pain == 9


def test_a_sound_side_that_cannot_do_fifteen_wants_a_look() -> None:
    weak = midway(2, 26).lives(Morning(0), Tried("single-leg-raises", 15, 14, 0))
    assert weak.status() is Status.REVIEW_HOLD
    assert weak.rules()[-1] == "sound-side-weak"
    assert weak.state.hold_since == 26
    enough = midway(2, 26).lives(Morning(0), Tried("single-leg-raises", 15, 15, 0))
    assert enough.status() is Status.ACTIVE
    assert midway(2, 26).lives(Tried("single-leg-raises", 15)).status() is Status.ACTIVE
    assert midway(2, 26).lives(Tried("raise-symmetry", 9, 9)).status() is Status.ACTIVE


# --- the streak of ambers ---------------------------------------------------------------------------


def sore_calf_days(number: int) -> Diary:
    """Every calf day sore, every light day between told and green."""
    diary = midway(2, 18)
    for _ in range(number):
        diary.until_loading().trains(two_leg_heel_raise=3)
    return diary.trains()


def test_a_green_light_day_does_not_end_the_streak_of_calf_days() -> None:
    assert sore_calf_days(1).state.ambers == 1
    twice = sore_calf_days(2)
    assert twice.state.ambers == 2
    assert "two-ambers" in twice.rules()
    assert sore_calf_days(3).status() is Status.NEEDS_REVIEW


def test_a_green_calf_day_ends_it() -> None:
    diary = sore_calf_days(1).until_loading().trains().trains()
    assert diary.state.ambers == 0


def test_a_second_review_is_the_first_one_going_on() -> None:
    diary = midway(2, 18).knows(review_since=10, reds=(8, 9))
    diary.lives(Morning(0), CheckIn((Report("flat-walking", pain=0),), after=4))
    assert diary.state.review_since == 10
    assert "red-review" not in diary.rules()


# --- greens that come too late ----------------------------------------------------------------------


def test_a_green_run_counts_nothing_once_its_phase_is_left() -> None:
    weekly = midway(2, 61).trains()
    weekly.knows(phase=RETURN, opened=RETURN)
    before = weekly.state.week.greens
    assert weekly.lives(Morning(0)).state.week.greens == before
    ladder = midway(2, 42).trains().knows(phase=POWER, opened=POWER, rung=0)
    assert ladder.lives(Morning(0)).state.rung == 0


def test_the_rung_of_a_run_that_has_been_left_is_not_climbed() -> None:
    diary = midway(2, 42).trains().knows(rung=1)
    assert diary.lives(Morning(0)).state.rung == 1


# --- back after four to seven days ------------------------------------------------------------------


def test_a_light_day_does_not_use_up_the_repeat() -> None:
    """Two greens at the first dose: day 18 would rise. Four days are missed, the first day back is light."""
    diary = midway(2, 17).lives(Morning(0)).misses(3)
    assert not diary.today.loading
    diary.trains().until_loading()
    assert {entry.step for entry in diary.today.entries[:3]} == {0}
    assert exercises(diary.today)[0] == "two-leg-heel-raise"
    assert diary.state.phase == STRENGTHEN
    assert diary.trains().until_loading().today.entries[0].step == 1
