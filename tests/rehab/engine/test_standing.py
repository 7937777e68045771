"""Where a course stands: its status, the day since which it has had it, and what the rules said that day."""

from datetime import timedelta

from rehab.events import Morning, Paused, Resumed
from rehab.standing import Standing, standing_of
from rehab.vocabulary import Status
from rehab.words import words_in
from tests.rehab.engine.dated import JOINED, DatedDiary


def stands(diary: DatedDiary) -> Standing:
    return standing_of(diary.course, diary.today)


def rules(found: Standing) -> list[str]:
    return [why.rule for why in found.reasons]


def test_a_course_that_has_just_begun_goes_on_since_today():
    assert stands(DatedDiary()) == Standing(Status.ACTIVE, JOINED, ())


def test_a_course_without_trouble_goes_on_since_it_was_joined():
    diary = DatedDiary().lives(4)
    assert stands(diary) == Standing(Status.ACTIVE, JOINED, ())


def test_a_sore_morning_eases_back_and_says_why_for_as_long_as_it_lasts():
    diary = DatedDiary().lives(3)
    told = diary.today.date
    diary.tells(Morning(9))
    today = stands(diary)
    assert (today.status, today.since) == (Status.STEPPED_BACK, told)
    assert rules(today)
    diary.waits()
    assert stands(diary) == today


def test_every_status_has_a_word():
    assert all(words_in().name("standing", status.value) for status in Status)


def test_a_pause_counts_from_its_day_and_its_end_begins_another_count():
    diary = DatedDiary().lives(2)
    since = diary.today.date
    diary.tells(Paused()).waits(3)
    assert stands(diary) == Standing(Status.PAUSED, since, ())
    diary.tells(Resumed())
    assert (stands(diary).status, stands(diary).since) != (Status.PAUSED, since)
    assert stands(diary).since == since + timedelta(days=3)
