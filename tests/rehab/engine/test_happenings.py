"""What events do that are no session: screen, clearance, fever, new strains, other work, moved clocks."""

from datetime import date
from typing import Any

import pytest

from rehab.events import (
    CheckIn,
    Cleared,
    Ended,
    Event,
    Fever,
    Morning,
    OtherWork,
    Regraded,
    Reinjured,
    Report,
    Screened,
)
from rehab.happenings import apply
from rehab.vocabulary import Lock, Route, Sign, Status
from tests.rehab.engine.people import (
    MOBILISE,
    PROTECT,
    STRENGTHEN,
    Diary,
    a_diary,
    done,
    exercises,
    midway,
    tiers,
)

POPPED = CheckIn((Report("two-leg-heel-raise", pain=3),), signs=frozenset({Sign.POP}))


# --- acute events and new strains ------------------------------------------------------------------


def test_something_gave_way_in_strengthen_it_is_a_new_strain() -> None:
    diary = midway(2, 16).lives(Morning(0), POPPED)
    state = diary.state
    assert (state.episode, state.day, state.phase) == (2, 1, PROTECT)
    assert state.status is Status.STOPPED_ACUTE
    assert (state.needs_screening, state.needs_grade, state.lock) == (True, True, Lock.LIGHT_ONLY)
    assert state.situation.previous_strain
    assert state.situation.grade == 2
    assert state.progress == {}
    assert diary.rules()[-1] == "acute-sign"


def test_in_protect_it_is_the_same_strain() -> None:
    diary = a_diary(2, day=1).lives(Morning(0), CheckIn((), signs=frozenset({Sign.NEW_SWELLING})))
    assert (diary.state.episode, diary.state.day) == (1, 2)
    assert diary.status() is Status.STOPPED_ACUTE
    assert diary.state.lock is Lock.NONE


def test_after_an_acute_event_only_protection_is_left() -> None:
    diary = midway(2, 16).lives(Morning(0), POPPED)
    assert "relative-rest-and-walking-aid" in exercises(diary.today)
    assert "arm-and-trunk-cardio" not in exercises(diary.today)
    assert tiers(diary) == 0


ANSWERS: dict[str, tuple[list[Event], Status]] = {
    "nothing answered": ([], Status.STOPPED_ACUTE),
    "the screen alone": ([Screened(frozenset(), full=True)], Status.STOPPED_ACUTE),
    "the grade alone": ([Regraded(2)], Status.STOPPED_ACUTE),
    "the daily signs are not the screen": ([Screened(frozenset()), Regraded(2)], Status.STOPPED_ACUTE),
    "both": ([Screened(frozenset(), full=True), Regraded(2)], Status.NEEDS_REVIEW),
    "both, the other way about": ([Regraded(2), Screened(frozenset(), full=True)], Status.NEEDS_REVIEW),
    "both, and a clinician": ([Screened(frozenset(), full=True), Regraded(2), Cleared("gp")], Status.STEPPED_BACK),
    "a clinician's word is enough": ([Cleared("gp")], Status.STEPPED_BACK),
}


@pytest.mark.parametrize(("events", "status"), ANSWERS.values(), ids=ANSWERS)
def test_an_acute_event_is_over_when_screen_and_grade_are_answered(events: list[Any], status: Status) -> None:
    assert midway(2, 16).lives(POPPED).lives(Morning(0), *events).status() is status


def test_a_worse_grade_at_the_second_look_counts() -> None:
    diary = midway(2, 16).lives(POPPED).lives(Screened(frozenset(), full=True), Regraded(3))
    assert diary.state.situation.grade == 3
    assert diary.terms.floors[1] > 1000


def test_a_new_strain_told_as_such() -> None:
    diary = midway(2, 60).lives(Morning(0), Reinjured(1))
    state = diary.state
    assert (state.episode, state.day, state.phase, state.situation.grade) == (2, 1, PROTECT, 2)
    assert (state.acute, state.needs_screening, state.needs_grade) == (True, True, False)
    assert state.lock is Lock.LIGHT_ONLY
    assert diary.rules()[-1] == "reinjured"
    assert midway(1, 20).lives(Reinjured(3)).state.situation.grade == 3


def test_what_a_new_strain_keeps_and_what_it_forgets() -> None:
    old = midway(3, 130).knows(cleared_day=21, review_since=120)
    runs = old.state.runs
    state = old.lives(Morning(2), Reinjured(3)).state
    assert state.situation.cleared_on_day is None
    assert state.cleared_day is None
    assert state.runs
    assert set(state.runs) <= {(day - 130, minutes) for day, minutes in runs}
    assert min(day for day, _ in state.runs) >= -30
    assert state.tests == {}
    assert (state.rung, state.first_weekly_run, state.week.number) == (0, None, 0)


def test_the_date_of_the_new_strain() -> None:
    diary = a_diary(2, day=10, injured_on=date(2024, 2, 20)).lives(Reinjured(2))
    assert diary.state.situation.injured_on == date(2024, 3, 1)
    assert a_diary(2, day=10).lives(Reinjured(2)).state.situation.injured_on is None


def test_a_second_strain_in_a_course_has_the_floors_of_a_recurrence() -> None:
    diary = midway(2, 60).lives(Reinjured(2)).lives(Screened(frozenset(), full=True), Cleared("gp"))
    assert diary.terms.floors == (0, 5, 18, 28, 38, 61)
    assert diary.terms.entry_rung == 0


def test_what_happens_after_the_strain_on_the_same_day_is_the_new_strains() -> None:
    diary = midway(2, 16).lives(POPPED, Screened(frozenset(), full=True), Regraded(2))
    assert (diary.state.day, diary.state.episode, diary.state.acute) == (1, 2, False)


# --- screen and clearance --------------------------------------------------------------------------

LOCKS: dict[str, tuple[Route, Lock, Status, int | None]] = {
    "an emergency": (Route.EMERGENCY, Lock.NO_PLAN, Status.STOPPED_REDFLAG, None),
    "to be seen today": (Route.SAME_DAY, Lock.NO_PLAN, Status.STOPPED_REDFLAG, None),
    "to be seen today, whatever the lock": (Route.SAME_DAY, Lock.NONE, Status.STOPPED_REDFLAG, None),
    "no plan, whatever the route": (Route.WITHIN_A_WEEK, Lock.NO_PLAN, Status.STOPPED_REDFLAG, None),
    "protection only": (Route.WITHIN_A_WEEK, Lock.PROTECTION_ONLY, Status.NEEDS_REVIEW, 0),
    "light work only": (Route.WITHIN_A_WEEK, Lock.LIGHT_ONLY, Status.NEEDS_REVIEW, 2),
    "advice": (Route.WITHIN_A_WEEK, Lock.ADVISE, Status.ACTIVE, 3),
    "nothing": (Route.PROCEED, Lock.NONE, Status.ACTIVE, 3),
}


@pytest.mark.parametrize(("route", "lock", "status", "tier"), LOCKS.values(), ids=LOCKS)
def test_what_the_screen_leaves_of_a_calf_day(route: Route, lock: Lock, status: Status, tier: int | None) -> None:
    diary = midway(2, 18).lives(Morning(0), Screened(frozenset({"rf99"}), route, lock))
    plan = diary.last.session
    assert diary.status() is status
    assert (plan.entries == ()) is (tier is None)
    if tier is not None:
        assert tiers(midway(2, 18).lives(Morning(0)).knows(lock=lock, day=18)) <= tier
        assert plan.loading is (tier == 3)
    assert ("flagged" in diary.rules()) is (route is not Route.PROCEED)


def test_a_worse_answer_stands_until_a_clinician_has_looked() -> None:
    diary = midway(2, 18).lives(Screened(frozenset({"a"}), Route.SAME_DAY, Lock.NO_PLAN))
    diary.lives(Screened(frozenset({"b"}), Route.PROCEED, Lock.NONE, full=True))
    assert diary.state.flags == {"a", "b"}
    assert (diary.state.route, diary.state.lock) == (Route.SAME_DAY, Lock.NO_PLAN)
    diary.lives(Cleared("physiotherapist"))
    assert (diary.state.flags, diary.state.route, diary.state.lock) == (frozenset(), Route.PROCEED, Lock.NONE)
    assert diary.state.cleared_day == 20
    assert diary.last.session.entries


def test_the_day_of_the_last_flag() -> None:
    diary = midway(2, 18).lives(Screened(frozenset({"a"})))
    assert diary.state.flagged_day == 18
    assert diary.lives(Screened(frozenset())).state.flagged_day == 18


def test_a_barred_exercise_is_gone_until_clearance_even_after_an_older_one() -> None:
    pogo = Screened(frozenset({"rf17"}), Route.WITHIN_A_WEEK, Lock.ADVISE, barred=frozenset({"two-leg-pogo"}))
    diary = midway(3, 72)
    assert "two-leg-pogo" in exercises(midway(3, 72).today)
    diary.lives(Morning(0), pogo)
    assert "two-leg-pogo" not in exercises(diary.last.session)
    diary.lives(Morning(0), Cleared("gp"))
    diary.trains_until(lambda later: "two-leg-pogo" in exercises(later.today), limit=6)


def test_what_is_never_allowed_stays_away() -> None:
    never = Screened(frozenset({"rf16"}), never=frozenset({"two-leg-heel-drop"}))
    diary = midway(2, 18).lives(Morning(0), never, Cleared("gp"))
    for _ in range(6):
        assert "two-leg-heel-drop" not in exercises(diary.today)
        diary.trains()


def test_clearance_ends_reviews_holds_and_their_counts() -> None:
    diary = midway(2, 18).knows(
        review_since=15, hold_since=14, reds=(10, 15), red_runs=(10,), ambers=3, amber_since=9, needs_screening=True
    )
    diary.lives(Cleared("physiotherapist"))
    state = diary.state
    assert (state.review_since, state.hold_since, state.reds, state.red_runs) == (None, None, (), ())
    assert (state.ambers, state.amber_since, state.needs_screening) == (0, None, False)
    assert diary.rules()[0] == "cleared"


def test_the_first_clearance_is_the_one_floors_count_from() -> None:
    diary = a_diary(3, day=10, cleared_on_day=None).lives(Cleared("gp")).lives(Cleared("physiotherapist"))
    assert diary.state.situation.cleared_on_day == 10
    assert diary.state.cleared_day == 11


def test_joining_with_a_lock_already_examined() -> None:
    locked = a_diary(2, day=16, lock=Lock.LIGHT_ONLY)
    examined = a_diary(2, day=16, lock=Lock.LIGHT_ONLY, cleared_on_day=16)
    later = a_diary(2, day=16, lock=Lock.LIGHT_ONLY, cleared_on_day=17)
    assert [d.state.lock for d in (locked, examined, later)] == [Lock.LIGHT_ONLY, Lock.NONE, Lock.LIGHT_ONLY]


# --- fever, the end --------------------------------------------------------------------------------


def test_fever_and_the_day_after_hold_nothing_heavy() -> None:
    diary = midway(2, 18).lives(Fever(), Morning(0))
    assert "fever" in diary.rules()
    assert not diary.last.session.loading
    assert tiers(diary) <= 2
    diary.lives(Morning(0))
    assert diary.until_loading().state.day == 20


def test_fever_at_noon_takes_the_plan_of_the_morning_away() -> None:
    diary = midway(2, 18).lives(Morning(0), OtherWork(loaded=False), Fever())
    assert not diary.last.session.loading


def test_the_end() -> None:
    diary = midway(2, 18).lives(Ended())
    assert diary.status() is Status.ENDED
    assert diary.today.entries == ()
    assert diary.knows(paused=True).status() is Status.ENDED


def test_only_events_of_a_programme_happen() -> None:
    diary = midway(2, 16)
    with pytest.raises(TypeError, match="Event is not an event of a programme"):
        apply(Event(), diary.terms, diary.state, diary.today)


def test_a_session_told_in_two_halves_is_one_session() -> None:
    once, halves = midway(2, 16), midway(2, 16)
    reports = done(plan := once.today)
    assert plan.loading
    once.lives(Morning(0), CheckIn(reports)).trains().trains()
    halves.lives(Morning(0), CheckIn(reports[:2]), CheckIn(reports[2:])).trains().trains()
    assert once.state == halves.state
    twice = midway(2, 16).lives(Morning(0), CheckIn(reports), CheckIn(reports)).trains().trains()
    assert twice.state.sessions == once.state.sessions
    assert twice.state.progress == once.state.progress


def test_what_was_not_in_the_session_is_not_counted() -> None:
    diary = midway(2, 16).lives(Morning(0), CheckIn((Report("single-leg-heel-raise", pain=0),)))
    assert "single-leg-heel-raise" not in diary.state.progress
    assert diary.state.phase in (MOBILISE, STRENGTHEN)


def test_a_morning_told_twice_counts_once() -> None:
    diary = midway(2, 18).lives(Morning(1), Morning(4))
    assert "morning-still-sore" not in diary.rules()
    assert [pain for day, pain in diary.state.mornings if day == 18] == [1]


def test_a_diary_of_people_keeps_three_weeks_of_mornings() -> None:
    assert len(midway(2, 100).state.mornings) == 22


def a_sore_second_telling() -> Diary:
    return midway(2, 16).lives(
        Morning(0), CheckIn((Report("two-leg-heel-raise", pain=0),)), CheckIn((Report("single-leg-stand", pain=3),))
    )


def test_of_two_tellings_the_worse_light_stands() -> None:
    assert a_sore_second_telling().lives(Morning(0)).lights()[-1] == "amber"
