"""Appointments in words as the bytes of a calendar that programs subscribe to (RFC 5545, RFC 7986).

`icalendar` folds the lines and keeps words from becoming lines of their own. It takes 2 MiB and a fifth of a second,
so this module is loaded by the first who asks for a calendar.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import msgspec

from programs.interchange.time_zones import time_zone

MADE_BY = "-//Strideback//Calendar 1//EN"
COLOUR = "teal"
# What a program that asks has missed at most, beside the day itself, which it can always open.
ASKED_AGAIN_AFTER = timedelta(hours=1)
# A calendar without a component is none (RFC 5545, 3.4), so that an empty one tells this, which is nobody's.
NOBODYS_ZONE = "UTC"
NOBODYS_YEAR = date(2000, 1, 1)
# No text may hold these (RFC 5545, 3.1), and some programs take them for the end of a line; `icalendar` lets them pass.
CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")


class Line(msgspec.Struct, frozen=True):
    """An appointment in words, under a *uid* of its own. It *starts* in UTC on the clock of *zone* and takes *minutes*,
    or the whole day where it starts at None.
    """

    uid: str
    on: date
    starts: datetime | None
    zone: str
    minutes: int
    title: str
    text: str


class Sheet(msgspec.Struct, frozen=True):
    """A whole calendar: its *name*, its *lines*, the page that each *opens*, and how often and *when* they were last
    changed.
    """

    name: str
    lines: tuple[Line, ...] = ()
    opens: str = ""
    sequence: int = 0
    when: datetime | None = None


def calendar_as_bytes(sheet: Sheet) -> bytes:
    """*sheet* as a file, the same bytes for the same sheet."""
    told = icalendar.Calendar()
    told.add("PRODID", MADE_BY)
    told.add("VERSION", "2.0")
    told.add("METHOD", "PUBLISH")
    told.add("NAME", _plain(sheet.name))
    told.add("X-WR-CALNAME", _plain(sheet.name))
    told.add("COLOR", COLOUR)
    told.add("REFRESH-INTERVAL", ASKED_AGAIN_AFTER, parameters={"VALUE": "DURATION"})
    told.add("X-PUBLISHED-TTL", icalendar.vDuration(ASKED_AGAIN_AFTER))
    for zone in _zones(sheet.lines):
        told.add_component(zone)
    for line in sheet.lines:
        told.add_component(_event(sheet, line))
    return bytes(told.to_ical())


def _zones(lines: Iterable[Line]) -> list[icalendar.Timezone]:
    days: dict[str, list[date]] = {}
    for line in lines:
        if line.zone:
            days.setdefault(line.zone, []).append(line.on)
    if not lines:
        days = {NOBODYS_ZONE: [NOBODYS_YEAR]}
    return [time_zone(zone, min(of_it), max(of_it)) for zone, of_it in sorted(days.items())]


def _event(sheet: Sheet, line: Line) -> icalendar.Event:
    told = icalendar.Event()
    told.add("UID", line.uid)
    told.add("DTSTAMP", sheet.when)
    told.add("LAST-MODIFIED", sheet.when)
    told.add("SEQUENCE", sheet.sequence)
    if line.starts is None:
        told.add("DTSTART", line.on)
    else:
        told.add("DTSTART", line.starts.astimezone(ZoneInfo(line.zone)))
        # Not an end: in the hour that clocks repeat, that may be an earlier reading than the beginning.
        told.add("DURATION", timedelta(minutes=line.minutes))
    told.add("SUMMARY", _plain(line.title))
    told.add("DESCRIPTION", _plain(line.text))
    told.add("URL", sheet.opens)
    told.add("CLASS", "PRIVATE")
    # It keeps no hour of a working day busy for those who plan meetings.
    told.add("TRANSP", "TRANSPARENT")
    return told


def _plain(text: str) -> str:
    return CONTROLS.sub(" ", text.replace("\r\n", "\n"))
