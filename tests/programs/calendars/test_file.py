"""What the file holds: by the letter of the standard, at the runner's time, with no word that tells of health."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from programs.interchange.calendars import Line, Sheet, calendar_as_bytes
from programs.notices.words import Facts, glance_of
from programs.services.reminders import stop_reminders
from rehab.reminding import Occasion, asked_in
from rehab.wanted import Wanted
from tests.programs.calendars.strictly import read, read_by_the_letter, unfolded
from tests.programs.calendars.subscribed import Subscribed

pytestmark = [pytest.mark.django_db, pytest.mark.db_whole]
NOVEMBER = datetime(2026, 11, 2, 12, tzinfo=UTC)


@pytest.fixture
def rob():
    return Subscribed(days_ago=16)


def test_each_day_to_train_stands_at_the_time_of_the_reminders_for_as_long_as_it_takes(rob):
    plan = rob.plan
    first = rob.dated["2026-11-02"]
    assert first.starts == datetime(2026, 11, 2, 7, 30, tzinfo=ZoneInfo("Europe/London"))
    assert first.minutes == plan.minutes > 0
    assert {event.at.timetz() for event in rob.events.values()} == {first.at.timetz()}


def test_its_title_is_what_the_mail_of_the_day_says(rob):
    plan = rob.plan
    facts = Facts(Occasion.DAILY, day=16, exercises=len(asked_in(plan)), minutes=plan.minutes)
    assert rob.dated["2026-11-02"].title == glance_of(facts)


def test_the_text_says_how_sure_a_day_is_and_leads_to_today(rob):
    first, *later = sorted(rob.events.values(), key=lambda event: event.on)
    assert first.text.startswith("This is the plan of today.")
    assert "tests can be tried." in first.text
    assert {event.text.split(".")[0] for event in later} == {"So it will be if every step until then goes well"}
    assert all(event.text.endswith("\nOpen today: http://testserver/today/") for event in (first, *later))


def test_no_word_of_it_tells_of_health(rob):
    rob.wants(Wanted(rest_days=True))
    lines = unfolded(rob.file)
    said = "\n".join(line for line in lines if line.startswith(("SUMMARY", "NAME", "X-WR-CALNAME", "DESCRIPTION")))
    assert not re.search(r"calf|strain|pain|injur|sore|grade|phase|rehab|leg|raise|muscle|strideback", said.lower())
    assert "CLASS:PRIVATE" in lines


def test_before_a_time_was_chosen_days_are_whole():
    rob = Subscribed(days_ago=16, wanted=None)
    assert {type(event.starts) for event in rob.events.values()} == {date}
    rob.wants(Wanted(at=time(6, 45)))
    assert {event.at.hour for event in rob.events.values()} == {6}


def test_stopping_the_mails_moves_no_day(rob):
    before = rob.file
    stop_reminders(programme=rob.programme)
    assert rob.file == before


def test_days_of_rest_are_there_where_they_are_wanted(rob):
    before = rob.dated
    rob.wants(Wanted(rest_days=True))
    after = rob.dated
    assert [*after] == [(date(2026, 11, 2) + timedelta(days=day)).isoformat() for day in range(14)]
    assert {after[on].title.split(": ")[1] for on in after.keys() - before.keys()} == {"a day of rest"}


def test_a_day_of_care_lasts_all_day():
    rob = Subscribed()
    first = rob.dated["2026-11-02"]
    assert (first.starts, first.title.split(", ")[0]) == (date(2026, 11, 2), "Day 0: care through the day")


def test_a_run_day_says_the_run_and_lasts_as_long_as_all_of_it():
    rob = Subscribed(days_ago=16, at=NOVEMBER).lives(1)
    told = [event for event in rob.events.values() if "run" in event.title]
    assert all(event.minutes > 30 for event in told)


def test_the_same_state_gives_the_same_bytes_at_any_hour_of_the_day(rob):
    before = rob.file
    assert rob.waits(hours=9).file == before
    assert rob.waits(hours=12).file != before


CLOCKS = {
    "the week clocks go back": (datetime(2026, 10, 20, 12, tzinfo=UTC), "Europe/London", ("2026-10-24", "2026-10-26")),
    "the week clocks go forward": (
        datetime(2026, 3, 24, 12, tzinfo=UTC),
        "Europe/London",
        ("2026-03-28", "2026-03-30"),
    ),
    "where they go by half an hour": (
        *(datetime(2026, 9, 29, 12, tzinfo=UTC), "Australia/Lord_Howe"),
        ("2026-10-03", "2026-10-05"),
    ),
    "over a leap day": (datetime(2028, 2, 25, 12, tzinfo=UTC), "America/New_York", ("2028-02-28", "2028-03-01")),
}


@pytest.mark.parametrize(("at", "zone", "days"), CLOCKS.values(), ids=CLOCKS)
def test_days_keep_the_time_on_the_wall_in(at, zone, days):
    rob = Subscribed(days_ago=16, at=at, zone=zone, wanted=Wanted(at=time(6, 15)))
    found = rob.dated
    assert {on for on in found if days[0] <= on <= days[1]}
    assert {(event.at.hour, event.at.minute) for event in found.values()} == {(6, 15)}
    assert {event.zone for event in found.values()} == {zone}


def test_an_hour_that_clocks_repeat_ends_after_it_begins():
    """Ten to two on the night London's clocks go back from two to one."""
    rob = Subscribed(days_ago=16, at=datetime(2026, 10, 20, 12, tzinfo=UTC))
    rob.wants(Wanted(at=time(1, 50), quiet_from=time(3), quiet_until=time(4)))
    event = rob.dated["2026-10-25"]
    assert event.at.utcoffset() == timedelta(hours=1)
    assert event.minutes > 10


def test_an_empty_calendar_is_one_too():
    calendar = read_by_the_letter(calendar_as_bytes(Sheet("Training plan")))
    assert [(part.kind, part["TZID"]) for part in calendar.parts] == [("VTIMEZONE", "UTC")]


def sheet_with(title: str, text: str = "", name: str = "Training plan") -> Sheet:
    line = Line("one", date(2026, 11, 2), NOVEMBER, "Europe/London", 20, title, text)
    return Sheet(name, (line,), "https://clinic.example/today/", 3, NOVEMBER)


HOSTILE = {
    "a line of its own": "x\r\nATTENDEE:mailto:evil@example.com",
    "the end of the event": "x\nEND:VEVENT\nBEGIN:VALARM",
    "a bare return": "x\rBEGIN:VALARM",
    "what folds": "\r\n x\r\n\ty",
    "backslashes": "\\n\\;\\,\\\\",
    "another line's end": "x\u2028y\u0085z\x0bq",
}


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_words_stay_words_whatever_they_hold(words):
    lines = unfolded(calendar_as_bytes(sheet_with(words, words)))
    assert [line.split(":")[0] for line in lines if line.startswith(("ATTENDEE", "END:VEV", "BEGIN:VAL"))] == ["END"]
    assert [*read(calendar_as_bytes(sheet_with(words, words)))] == ["one"]


printable = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=300)


@settings(deadline=None, max_examples=60)
@given(printable, printable)
def test_any_words_come_back_as_they_were(title, text):
    (event,) = read(calendar_as_bytes(sheet_with(title, text))).values()
    assert (event.title, event.text) == (title, text)
