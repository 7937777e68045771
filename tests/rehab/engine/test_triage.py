"""Where a course stands in a list of many: a story, the place it gets, and the rules that say why."""

from collections.abc import Callable
from datetime import timedelta
from itertools import product
from typing import Any

import pytest

from rehab.events import (
    CheckIn,
    Cleared,
    Did,
    Ended,
    Morning,
    OtherWork,
    Paused,
    Reinjured,
    Screened,
    Tried,
)
from rehab.glance import silent_after
from rehab.triage import RULES, Place, Triage, Wanting, triage_of
from rehab.vocabulary import Lock, Route, Sign
from rehab.words import words_in
from tests.rehab.engine.dated import JOINED, DatedDiary
from tests.rehab.engine.people import CALF, MAINTAIN, RETURN, STRENGTHEN
from tests.rehab.stories import telling

Story = Callable[[], DatedDiary]
GRACE, WEEK = 20, 7


def stands(diary: DatedDiary, *, known: int | None = None) -> Triage:
    """The place of *diary* today, seen from its last *known* days."""
    course = diary.course if known is None else diary.course[len(diary.course) - known :]
    return triage_of(CALF, course, diary.today)


def rules(found: Triage) -> list[str]:
    return [why.rule.removeprefix("triage-") for why in found.reasons]


def going_well(**about: Any) -> DatedDiary:
    return DatedDiary(**about).lives(GRACE)


def flagged(route: Route, lock: Lock) -> DatedDiary:
    return going_well().tells(Screened(frozenset({"rf05"}), route, lock))


def mornings(*pains: int, widespread: bool = False) -> DatedDiary:
    """After good days so many mornings with nothing else told."""
    diary = going_well()
    for place, pain in enumerate(pains):
        diary.waits(place and 1).tells(Morning(pain, widespread=widespread))
    return diary


def sessions(*pains: int) -> DatedDiary:
    """After good days training days at these pains, the last of them still going on."""
    diary = going_well()
    for pain in pains:
        diary.tells(Morning(0))
        while not diary.today.plan.loading:
            diary.trains().waits().tells(Morning(0))
        diary.trains(pain).waits()
    return diary


def sore_for_weeks() -> DatedDiary:
    """Mornings that hurt a little more from week to week, each rise too small for a morning's own light."""
    diary = DatedDiary()
    for day in range(21):
        diary.tells(Morning(day // WEEK, widespread=True)).trains().waits()
    return diary


def mornings_alone(days: int) -> DatedDiary:
    diary = DatedDiary()
    for _ in range(days):
        diary.tells(Morning(0)).waits()
    return diary.tells(Morning(0))


def the_day_before_a_phase() -> DatedDiary:
    """All tests of a phase passed on its last day."""
    diary = DatedDiary().lives(13).tells(Morning(0))
    return diary.tells(*telling.tests_today(diary.today.read_from, diary.today.plan, 0))


def untested(days: int) -> DatedDiary:
    """So many green days on which nobody tried what the phase ahead asks for."""
    diary = DatedDiary()
    for _ in range(days):
        diary.tells(Morning(0)).trains().waits()
    return diary.tells(Morning(0))


def late_by_a_test() -> DatedDiary:
    """The phase could have begun today, but its last test was tried today."""
    diary = untested(6)
    return diary.tells(*telling.tests_today(diary.today.read_from, diary.today.plan, 0))


STRAIN = CheckIn((), signs=frozenset({Sign.POP}))
STORIES: dict[str, tuple[Story, Place, list[str]]] = {
    "a course that begins today": (DatedDiary, Place.FINE, ["on-course"]),
    "green days": (going_well, Place.FINE, ["on-course"]),
    "told to call for help": (lambda: flagged(Route.EMERGENCY, Lock.NO_PLAN), Place.RED_FLAG, ["emergency"]),
    "told to be seen today": (lambda: flagged(Route.SAME_DAY, Lock.NO_PLAN), Place.RED_FLAG, ["same-day"]),
    "shut by a lock alone": (lambda: flagged(Route.WITHIN_A_WEEK, Lock.NO_PLAN), Place.RED_FLAG, ["no-plan"]),
    "a flag in a pause": (
        lambda: flagged(Route.EMERGENCY, Lock.NO_PLAN).tells(Paused()),
        *(Place.RED_FLAG, ["emergency"]),
    ),
    "a pop in the session": (lambda: going_well().tells(STRAIN), Place.RED_FLAG, ["acute-sign"]),
    "hurt again": (lambda: going_well().tells(Reinjured(2)), Place.RED_FLAG, ["reinjured"]),
    "a red morning": (lambda: mornings(5), Place.FLARE, ["morning-red"]),
    "a limp": (lambda: going_well().tells(Morning(0, limp=True)), Place.FLARE, ["limp"]),
    "sore a second morning": (lambda: mornings(2, 2), Place.FLARE, ["still-sore"]),
    "a red session": (lambda: sessions(7), Place.FLARE, ["session-red"]),
    "red once it was over": (lambda: going_well().trains(after=8), Place.FLARE, ["after-red"]),
    "a sudden grab": (
        lambda: going_well().tells(CheckIn((), signs=frozenset({Sign.GRAB}))),
        *(Place.FLARE, ["sign"]),
    ),
    "a red test": (
        lambda: going_well().tells(Tried("single-leg-raises", 4, 20, 8)),
        *(Place.FLARE, ["test-red"]),
    ),
    "a red run of one's own": (lambda: going_well().tells(OtherWork(20, pain=8)), Place.FLARE, ["own-work-red"]),
    "mornings sorer week by week": (sore_for_weeks, Place.FLARE, ["weeks-up", "review", "stuck"]),
    "two mornings above the own usual": (lambda: mornings(2, 2, 2), Place.FLARE, ["still-sore"]),
    "two mornings of a wide ache": (
        lambda: mornings(2, 2, widespread=True),
        *(Place.FLARE, ["mornings-up"]),
    ),
    "two sessions above the own usual": (lambda: sessions(2, 2), Place.FLARE, ["sessions-up"]),
    "one session above the own usual": (lambda: sessions(2), Place.FINE, ["on-course"]),
    "a sore spell that is over": (lambda: mornings(5).waits(3).tells(Morning(0)), Place.FINE, ["eased"]),
    "an amber": (lambda: mornings(1), Place.FINE, ["holds"]),
    "a lock until somebody looks": (
        lambda: flagged(Route.WITHIN_A_WEEK, Lock.LIGHT_ONLY),
        *(Place.CLEARANCE, ["lock"]),
    ),
    "ambers that ask for a look": (
        lambda: sessions(3, 3, 3).tells(Morning(0)),
        Place.FLARE,
        ["sessions-up", "review", "stuck"],
    ),
    "longer than it should take": (lambda: untested(28), Place.CLEARANCE, ["review-hold", "stuck"]),
    "a severe strain in its first days": (lambda: DatedDiary(3).lives(9), Place.FINE, ["look-ahead"]),
    "a severe strain nobody has seen": (lambda: DatedDiary(3).lives(30), Place.CLEARANCE, ["look-late"]),
    "back after two weeks away": (
        lambda: DatedDiary(grade=3, cleared_on_day=21).lives(60).waits(16).tells(Morning(0)),
        *(Place.CLEARANCE, ["screening"]),
    ),
    "a phase that takes too long": (lambda: mornings_alone(9), Place.STUCK, ["stuck"]),
    "nothing told for three days": (lambda: going_well().waits(2), Place.SILENT, ["silent"]),
    "nothing told for two days": (lambda: going_well().waits(1), Place.FINE, ["on-course"]),
    "nothing told at all": (lambda: DatedDiary().waits(4), Place.SILENT, ["never-told"]),
    "a word of a clinician is none of the runner": (
        lambda: going_well().waits(3).tells(Cleared("physio")),
        *(Place.SILENT, ["silent"]),
    ),
    "an item of a session that goes on": (
        lambda: going_well().waits(3).tells(Did("ankle-pumps")),
        *(Place.FINE, ["on-course"]),
    ),
    "all met before the date": (the_day_before_a_phase, Place.READY, ["ready-on"]),
    "all met on the date": (late_by_a_test, Place.READY, ["ready"]),
    "a pause": (lambda: going_well().tells(Paused()).waits(30), Place.FINE, ["paused"]),
    "a pause after a sore morning": (lambda: mornings(5).tells(Paused()), Place.FINE, ["paused"]),
    "an end": (lambda: going_well().tells(Ended()), Place.FINE, ["ended"]),
    "runs by the week": (lambda: DatedDiary().lives_to(MAINTAIN), Place.FINE, ["goes-on"]),
}


@pytest.mark.parametrize(("story", "place", "said"), STORIES.values(), ids=STORIES)
def test_the_place_of(story, place, said):
    found = stands(story())
    assert (found.place, rules(found)) == (place, said)


@pytest.mark.parametrize("story", [story for story, _, _ in STORIES.values()], ids=STORIES)
def test_each_reason_has_a_sentence_that_blames_nobody(story):
    for why in stands(story()).reasons:
        said = words_in().reason(why)
        assert said
        assert "your" not in said.lower().split()


def test_each_place_but_the_last_has_a_rule():
    assert tuple(RULES) == tuple(Place)[:-1]


def test_what_is_told_of_a_strain_that_began_before_the_days_known():
    diary = going_well().tells(STRAIN).waits(15).tells(Morning(0))
    assert rules(stands(diary, known=14))[0] == "acute"
    assert rules(stands(diary))[0] == "acute-sign"


def test_a_red_whose_day_is_not_known_is_still_a_flare():
    found = stands(mornings(5).waits(2), known=0)
    assert (found.place, rules(found)) == (Place.FLARE, ["red"])


def test_what_is_usual_for_one_is_no_flare():
    diary = DatedDiary()
    for _ in range(GRACE):
        diary.tells(Morning(0)).trains(2).waits()
    assert stands(diary).place is not Place.FLARE


@pytest.mark.parametrize(
    ("days", "place"),
    [(1, Place.FLARE), (2, Place.FLARE), (3, Place.SILENT)],
    ids=["the next day", "two days later", "no news any more"],
)
def test_a_rise_is_news_for_some_days(days, place):
    assert stands(mornings(2, 2, widespread=True).waits(days)).place is place


HABITS = {
    "who tells each day is missed after three": (range(12), 3),
    "who tells every other day after five": (range(0, 12, 2), 5),
    "who tells twice a week after seven": (range(0, 20, 4), 7),
    "whose habit nobody knows yet after three": (range(0, 20, 7), 3),
    "nobody is left alone for more than seven": (range(0, 60, 12), 7),
}


@pytest.mark.parametrize(("told", "after"), HABITS.values(), ids=HABITS)
def test_silence_is_held_against_the_own_habit(told, after):
    assert silent_after([JOINED + timedelta(days=day) for day in told]) == after


def test_what_was_told_before_the_days_known_is_remembered():
    diary = going_well()
    told_on = diary.course[-1].before.day
    diary.waits(GRACE)
    last = JOINED + timedelta(days=told_on)
    found = triage_of(CALF, diary.course[-14:], diary.today, told_before=last)
    assert found.told_on == last
    assert found.place is not Place.FINE
    assert [rule for rule in rules(found) if rule in ("silent", "never-told")] == ["silent"]


def test_a_phase_is_stuck_from_one_and_a_half_times_its_length():
    days = [stands(mornings_alone(day)).stuck_since for day in (7, 8, 9)]
    assert days == [None, JOINED + timedelta(days=8), JOINED + timedelta(days=8)]


def test_a_row_tells_the_last_days():
    diary = going_well()
    diary.waits().tells(Morning(4)).trains(1)
    found = stands(diary)
    assert found.pains == (*(0,) * 12, None, 4)
    assert (found.grade, CALF.phases[found.phase].id, found.week) == (2, "strengthen", 4)
    assert found.told_on == diary.on
    assert found.done <= found.asked


def test_a_session_still_open_is_not_asked_yet():
    diary = going_well()
    before = stands(diary)
    assert before.done == before.asked
    after = stands(diary.trains().waits())
    assert after.done == after.asked


def test_what_keeps_a_runner_in_the_phase_is_told_with_the_last_try():
    diary = going_well().tells(Tried("single-leg-raises", 11, 20, 0))
    found = stands(diary)
    assert Wanting("single-leg-raises", 11) in found.wanting
    assert {one.did for one in found.wanting} >= {None, 11} or len(found.wanting) == 1


def test_the_flags_that_stand_are_named():
    assert stands(flagged(Route.SAME_DAY, Lock.NO_PLAN)).flags == ("rf05",)


@pytest.mark.parametrize(("grade", "phase"), list(product((1, 2), (STRENGTHEN, RETURN))))
def test_green_courses_need_nobody(grade, phase):
    found = stands(DatedDiary(grade).lives_to(phase))
    assert found.place in (Place.READY, Place.FINE)
