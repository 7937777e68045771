"""A day told in an odd order: the morning after the session, the session after the strain, in two parts."""

import pytest

from rehab.day import has_no_plan
from rehab.events import AnyEvent, CheckIn, Cleared, Ended, Morning, Paused, Reinjured, Report, Screened
from rehab.state import Progress
from rehab.timeline import plan_today
from rehab.vocabulary import Kind, Light, Lock, Route, Sign
from tests.rehab.engine.people import CALF, PROTECT, Diary, a_diary, done, midway

CURLS = "toe-curls-and-knee-bends"


def progress(diary: Diary) -> Progress:
    return diary.state.progress[CURLS]


def test_a_session_told_after_a_new_strain_counts_for_nothing_in_it() -> None:
    session = midway(2, 24).today
    diary = midway(2, 24).lives(Morning(0), Reinjured(2), Cleared("gp"), CheckIn(done(session)))
    assert diary.last.session.loading
    assert (diary.state.episode, diary.state.progress, diary.state.pending) == (2, {}, ())
    assert sum(diary.state.sessions) == 0


def test_a_session_told_again_after_an_acute_sign_counts_for_nothing() -> None:
    session = midway(2, 24).today
    popped = CheckIn((), signs=frozenset({Sign.POP}))
    assert midway(2, 24).lives(Morning(0), popped, CheckIn(done(session))).state.progress == {}


def test_a_green_morning_told_after_a_red_of_the_day_counts_nothing() -> None:
    diary = a_diary(2).trains()
    diary.lives(CheckIn(done(diary.today, toe_curls_and_knee_bends=4)), Morning(0))
    assert "morning-green" in diary.rules()
    assert progress(diary).greens == 0
    assert diary.state.last_light is Light.RED
    assert diary.trains().trains().state.progress[CURLS].greens == 1


def test_a_green_told_late_says_nothing_of_what_was_done_since() -> None:
    diary = a_diary(2).trains().trains()
    diary.lives(CheckIn(done(diary.today)), Morning(0))
    assert (progress(diary).greens, progress(diary).fresh) == (2, False)
    diary.lives(Morning(0))
    assert (progress(diary).greens, progress(diary).fresh) == (3, True)


def test_a_green_at_a_lower_step_counts_nothing_for_a_higher_one_done_since() -> None:
    diary = a_diary(2).trains()
    diary.knows(progress=diary.state.progress | {CURLS: Progress(1, 1, last_day=1)}).lives(Morning(0))
    assert (progress(diary).greens, progress(diary).fresh) == (0, False)


def in_parts(day: int, *parts: str) -> Diary:
    told: list[AnyEvent] = [CheckIn((Report(name),)) for name in parts]
    return midway(2, day).lives(Morning(0), *told)


def test_springs_of_a_second_telling_are_not_added_to_those_of_another_day() -> None:
    assert midway(2, 32).state.contacts == 34
    assert in_parts(32, "dynamic-warm-up", "two-leg-pogo").state.contacts == 24
    assert in_parts(32, "two-leg-pogo", "dynamic-warm-up").state.contacts == 24
    assert in_parts(32, "dynamic-warm-up", "two-leg-pogo", "single-leg-hop-on-the-spot").state.contacts == 34
    assert in_parts(32, "dynamic-warm-up", "walk-run-session-ladder").state.contacts == 34


def test_strength_of_a_second_telling_is_not_added_to_that_of_another_day() -> None:
    stretch, *heavy = "straight-knee-wall-stretch", "single-leg-heel-raise", "two-leg-heel-drop"
    at_once = midway(2, 26).lives(Morning(0), CheckIn(tuple(Report(name) for name in heavy))).state.power_volume
    assert in_parts(26, stretch, *heavy).state.power_volume == at_once
    assert in_parts(26, *heavy, stretch).state.power_volume == at_once
    ladder = midway(2, 32).state.power_volume
    assert in_parts(32, "dynamic-warm-up", "single-leg-heel-raise").state.power_volume == ladder


def test_a_sign_told_apart_is_about_the_run_told_before_it() -> None:
    grabbed = frozenset({Sign.GRAB})
    session = midway(2, 42).today
    at_once = midway(2, 42).lives(Morning(0), CheckIn(done(session), signs=grabbed)).state
    apart = midway(2, 42).lives(Morning(0), CheckIn(done(session)), CheckIn((), signs=grabbed)).state
    assert apart.walk_owed
    for name in ("rung", "red_runs", "loading_from", "swaps"):
        assert getattr(apart, name) == getattr(at_once, name), name


def test_advice_outlives_a_clearance_as_no_examination_lifts_it() -> None:
    for lock, left in ((Lock.ADVISE, Lock.ADVISE), (Lock.LIGHT_ONLY, Lock.ADVISE), (Lock.NONE, Lock.NONE)):
        diary = a_diary(2, age=17, lock=lock).lives(Morning(0), Cleared("gp"))
        assert (diary.state.situation.lock, diary.state.lock) == (left, Lock.NONE)


# --- what stops takes today's plan away -------------------------------------------------------------------------------

URGENT, EMERGENCY = Screened(frozenset({"rf07"}), Route.SAME_DAY), Screened(frozenset({"rf01"}), Route.EMERGENCY)
STOPS: dict[str, AnyEvent] = {
    "a pause": Paused(),
    "the end": Ended(),
    "an urgent answer": URGENT,
    "an emergency": EMERGENCY,
    "a lock that leaves no plan": Screened(frozenset({"rf07"}), lock=Lock.NO_PLAN),
}


@pytest.mark.parametrize("day", [2, 18], ids=["on a protection day", "on a loading day"])
@pytest.mark.parametrize("stop", STOPS.values(), ids=STOPS)
def test_a_stop_takes_the_plan_away_before_and_after_its_session(stop: AnyEvent, day: int) -> None:
    state = midway(2, day).state
    _, session = plan_today(CALF, state, (Morning(0),))
    assert session.entries
    for told in ((), (CheckIn(done(session)),)):
        read_from, now = plan_today(CALF, state, (Morning(0), *told, stop))
        assert (now.entries, has_no_plan(read_from)) == ((), True)


def test_behind_a_stop_the_phase_and_what_was_done_stay() -> None:
    diary = midway(2, 2)
    session = diary.today
    diary.lives(CheckIn(done(session)), Paused())
    assert (diary.last.session, diary.state.phase) == (session, PROTECT)
    assert {diary.state.progress[entry.exercise].last_day for entry in session.entries} == {2}


def test_an_acute_event_leaves_a_protection_day_its_protection() -> None:
    state = midway(2, 2).state
    _, session = plan_today(CALF, state, ())
    _, now = plan_today(CALF, state, (CheckIn(done(session), signs=frozenset({Sign.POP})),))
    assert (now.kind, now) == (Kind.PROTECT, session)
