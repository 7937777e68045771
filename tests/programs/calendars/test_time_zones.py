"""Time zones as the file tells them, held against the machine's own: every zone, every step of its clocks."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest

from programs.interchange.time_zones import time_zone
from tests.programs.calendars.strictly import Part, read_by_the_letter

YEARS = (date(2026, 6, 1), date(2027, 2, 1))
HOUR = timedelta(hours=1)


def told(name: str, first: date = YEARS[0], last: date = YEARS[1]) -> Part:
    raw = (
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n"
        + time_zone(name, first, last).to_ical()
        + b"END:VCALENDAR\r\n"
    )
    (zone,) = read_by_the_letter(raw).parts
    return zone


def offset(text: str) -> timedelta:
    seconds = int(text[5:] or 0)
    span = timedelta(hours=int(text[1:3]), minutes=int(text[3:5]), seconds=seconds)
    return -span if text[0] == "-" else span


def utc_offset_at(zone: Part, moment: datetime) -> timedelta:
    """As a program works it out: the step whose beginning, on the clock before it, is the last one before *moment*."""
    steps = [(step_of(part), offset(part["TZOFFSETTO"])) for part in zone.parts]
    return max(step for step in steps if step[0] <= moment)[1]


def step_of(part: Part) -> datetime:
    local = datetime.strptime(part["DTSTART"], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
    return local - offset(part["TZOFFSETFROM"])


@pytest.mark.parametrize("half", [0, 1])
@pytest.mark.deep
def test_every_zone_has_the_offset_of_every_hour_of_its_years(half):
    wrong = []
    hours = [datetime(2026, 1, 1, tzinfo=UTC) + number * HOUR for number in range(0, 2 * 365 * 24, 7)]
    for name in sorted(available_timezones())[half::2]:
        zone, clock = told(name), ZoneInfo(name)
        steps = sorted(step_of(part) for part in zone.parts)[1:]
        near = [step + side for step in steps for side in (-timedelta(seconds=1), timedelta())]
        wrong += [
            (name, moment)
            for moment in [*hours[::20], *near]
            if utc_offset_at(zone, moment) != moment.astimezone(clock).utcoffset()
        ]
    assert wrong == []


def test_london_steps_as_its_law_says():
    steps = [
        (part.kind, part["DTSTART"], part["TZOFFSETFROM"], part["TZOFFSETTO"]) for part in told("Europe/London").parts
    ]
    assert steps == [
        ("STANDARD", "20251230T000000", "+0000", "+0000"),
        ("DAYLIGHT", "20260329T010000", "+0000", "+0100"),
        ("STANDARD", "20261025T020000", "+0100", "+0000"),
        ("DAYLIGHT", "20270328T010000", "+0000", "+0100"),
        ("STANDARD", "20271031T020000", "+0100", "+0000"),
    ]


@pytest.mark.parametrize("name", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_the_first_and_the_last_day_of_a_year_are_told_in_the_furthest_zones(name):
    (begin,) = told(name, date(2027, 1, 1), date(2027, 12, 31)).parts
    assert begin["DTSTART"] < "20270101T000000"
