"""A week looked back on: what was done, what the rules made of it, and what comes next."""

from datetime import timedelta

import pytest

from rehab.events import CheckIn, Did, Morning, Outcome, Paused, Report
from rehab.looking_back import days_back
from rehab.week_back import WeekBack, week_ahead, week_back
from tests.rehab.engine.dated import JOINED, DatedDiary
from tests.rehab.engine.people import CALF


def back(diary: DatedDiary) -> WeekBack:
    found = week_back(CALF, diary.course, days_back(CALF, diary.course, diary.today))
    assert found is not None
    return found


def in_part(diary: DatedDiary) -> DatedDiary:
    first, *others = diary.today.plan.entries
    reports = (Report(first.exercise, Outcome.PARTLY), *(Report(one.exercise) for one in others))
    return diary.tells(CheckIn(reports)).waits()


def red(diary: DatedDiary) -> DatedDiary:
    return diary.trains(pain=6).waits()


# The diary up to its day, and of its last seven whole days: asked for something, done, in part.
WEEKS = {
    "a week in full": (lambda: DatedDiary().lives(16), (7, 7, 0)),
    "a course of three days": (lambda: DatedDiary().lives(3), (3, 3, 0)),
    "a day in part": (lambda: in_part(DatedDiary().lives(15)), (7, 6, 1)),
    "nothing told for a week": (lambda: DatedDiary().lives(9).waits(7), (7, 0, 0)),
    "a pause asks for nothing": (lambda: DatedDiary().lives(9).tells(Paused()).waits(7), (0, 0, 0)),
    "an item alone counts as a part": (
        lambda: (d := DatedDiary().lives(15)).tells(Did(d.today.plan.entries[0].exercise)).waits(),
        (7, 6, 1),
    ),
}


@pytest.mark.parametrize(("diary", "counts"), WEEKS.values(), ids=WEEKS)
def test_counts_of(diary, counts):
    week = back(diary())
    assert (week.asked, week.done, week.partly) == counts


def test_it_is_the_last_seven_whole_days_and_today_is_none_of_them():
    diary = DatedDiary().lives(16)
    week = back(diary)
    assert (week.first, week.last) == (diary.on - timedelta(days=7), diary.on - timedelta(days=1))
    assert back(DatedDiary().lives(3)).first == JOINED


def test_on_the_first_day_there_is_no_week():
    diary = DatedDiary()
    assert week_back(CALF, diary.course, days_back(CALF, diary.course, diary.today)) is None


def rules(week: WeekBack) -> list[str]:
    return [one.why.rule for one in week.made]


def test_what_the_rules_made_of_it_is_told_on_its_day_and_greens_are_not():
    diary = red(DatedDiary().lives(16))
    week = back(diary)
    assert rules(week)[:3] == ["moved-up", "session-red", "regressed"]
    (red_day,) = {one.on for one in week.made if one.why.rule == "session-red"}
    assert red_day == diary.on - timedelta(days=1)
    assert "session-green" not in rules(week)


def test_a_dose_that_rose_is_told_with_its_reason_and_one_that_is_new_is_not():
    diary = DatedDiary().lives(9)
    week = back(diary)
    assert {one.why.rule for one in week.doses} == {"dose-raised"}
    before = {entry.exercise for one in diary.course[:-7] for entry in one.session.entries}
    assert {one.why.given("exercise") for one in week.doses} <= before


def test_a_rung_climbed_is_told_and_minutes_of_one_rung_are_not():
    week = back(DatedDiary().lives(45))
    assert "ladder-rung" in {one.why.rule for one in week.doses}
    assert week.ran == 60


def test_a_reason_that_comes_every_day_is_told_once_on_its_first():
    diary = DatedDiary().lives(9)
    for _ in range(5):
        diary.trains().waits()
    untold = [one for one in back(diary).made if one.why.rule == "morning-untold"]
    assert len(untold) <= 1


def test_ahead_lie_seven_days_with_their_runs_and_the_phase_to_come():
    assert week_ahead(CALF, DatedDiary().lives(3).today).phase == "mobilise"
    running = week_ahead(CALF, DatedDiary().lives(45).today)
    assert (running.asks, running.runs > 0, running.run_minutes > 0) == (6, True, True)
    assert (running.phase, running.phase_on) == ("", None)


def test_a_pause_lies_ahead_as_nothing():
    diary = DatedDiary().lives(9).tells(Paused())
    ahead = week_ahead(CALF, diary.today)
    assert (ahead.asks, ahead.runs, ahead.phase) == (0, 0, "")


def test_a_morning_told_and_all_green_makes_nothing_but_what_rose():
    diary = DatedDiary().lives(5)
    week = back(diary.tells(Morning(0)))
    assert set(rules(week)) <= {"moved-up"}
