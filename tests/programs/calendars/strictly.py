"""Reads a calendar file by the letter of RFC 5545, and once more by another hand than the one that wrote it."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime

from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream

LONGEST_LINE = 75
# name *(";" param) ":" value, section 3.1; no control characters but the tab.
SAFE, QUOTED = r"[^\x00-\x08\x0a-\x1f\x7f\";:,]*", r'"[^\x00-\x08\x0a-\x1f\x7f"]*"'
CONTENT = re.compile(
    rf"(?P<name>[A-Za-z0-9-]+)(?P<params>(?:;[A-Za-z0-9-]+=(?:{QUOTED}|{SAFE})(?:,(?:{QUOTED}|{SAFE}))*)*)"
    r":(?P<value>[^\x00-\x08\x0a-\x1f\x7f]*)"
)
# What a text may hold behind a backslash, section 3.3.11.
ESCAPED = re.compile(r"(?:[^\\;,]|\\[\\;,nN])*")
TEXTS = frozenset({"SUMMARY", "DESCRIPTION", "NAME", "X-WR-CALNAME"})
STEP = {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"}
ONCE = {
    "VCALENDAR": {"VERSION", "PRODID"},
    "VEVENT": {"UID", "DTSTAMP", "DTSTART"},
    "VTIMEZONE": {"TZID"},
    "STANDARD": STEP,
    "DAYLIGHT": STEP,
}
AT_MOST_ONCE = {
    "VCALENDAR": {"METHOD", "CALSCALE", "REFRESH-INTERVAL", "COLOR", "SOURCE"},
    "VEVENT": {"DURATION", "SEQUENCE", "LAST-MODIFIED", "SUMMARY", "DESCRIPTION", "URL", "CLASS", "TRANSP", "DTEND"},
}
WITHIN = {"VCALENDAR": {"VEVENT", "VTIMEZONE"}, "VTIMEZONE": {"STANDARD", "DAYLIGHT"}}


@dataclass
class Part:
    """A component: its lines as name, parameters and value, and the components in it."""

    kind: str
    lines: list[tuple[str, str, str]] = field(default_factory=list)
    parts: list["Part"] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        (value,) = [value for known, _, value in self.lines if known == name]
        return value


@dataclass(frozen=True)
class Dated:
    """One event as a program takes it: *starts* is a date where it lasts all day."""

    uid: str
    starts: date | datetime
    minutes: int
    title: str
    text: str
    sequence: int
    stamp: datetime

    @property
    def on(self) -> date:
        return self.starts.date() if isinstance(self.starts, datetime) else self.starts

    @property
    def at(self) -> datetime:
        """When it starts; AssertionError for one that lasts all day."""
        assert isinstance(self.starts, datetime)
        return self.starts

    @property
    def zone(self) -> str:
        """The time zone it is told in, "" for one that lasts all day."""
        return str(self.starts.tzinfo) if isinstance(self.starts, datetime) else ""

    @property
    def told(self) -> tuple[object, ...]:
        """What people see of it."""
        return self.starts, self.minutes, self.title, self.text


def unfolded(raw: bytes) -> list[str]:
    """The content lines of *raw*: each line ends with CRLF, and none is longer than 75 octets or ends in a letter."""
    assert raw.endswith(b"\r\n")
    physical = raw[:-2].split(b"\r\n")
    assert not [line for line in physical if b"\r" in line or b"\n" in line]
    assert max(map(len, physical)) <= LONGEST_LINE
    lines: list[str] = []
    for line in (part.decode("utf-8") for part in physical):
        if line.startswith(" "):
            lines[-1] += line[1:]
        else:
            lines.append(line)
    return lines


def read_by_the_letter(raw: bytes) -> Part:
    """*raw* as one VCALENDAR, its parts nested as they may be, each line that has to be there as often as it may be."""
    root = Part("")
    stack = [root]
    for line in unfolded(raw):
        found = CONTENT.fullmatch(line)
        assert found, line
        name, params, value = found["name"].upper(), found["params"], found["value"]
        if name == "BEGIN":
            part = Part(value)
            stack[-1].parts.append(part)
            stack.append(part)
        elif name == "END":
            assert stack.pop().kind == value
        else:
            assert name not in TEXTS or ESCAPED.fullmatch(value), line
            stack[-1].lines.append((name, params, value))
    (calendar,) = root.parts
    assert (stack, calendar.kind, root.lines) == ([root], "VCALENDAR", [])
    _check(calendar)
    assert calendar.parts, "a calendar has one component at least"
    zones = Counter(part["TZID"] for part in calendar.parts if part.kind == "VTIMEZONE")
    assert set(zones.values()) <= {1}
    named = {params[6:] for part in calendar.parts for _, params, _ in part.lines if params.startswith(";TZID=")}
    assert named <= zones.keys()
    return calendar


def _check(part: Part) -> None:
    names = Counter(name for name, _, _ in part.lines)
    assert {name: names[name] for name in ONCE[part.kind]} == dict.fromkeys(ONCE[part.kind], 1), part.kind
    assert all(names[name] <= 1 for name in AT_MOST_ONCE.get(part.kind, ()))
    assert not {"DTEND", "DURATION"} <= names.keys()
    assert {inner.kind for inner in part.parts} <= WITHIN.get(part.kind, set())
    assert part.kind != "VTIMEZONE" or part.parts
    for inner in part.parts:
        _check(inner)


def read(raw: bytes) -> dict[str, Dated]:
    """The events of *raw* by UID, once it has stood the letter and the other reader."""
    calendar = read_by_the_letter(raw)
    other: Calendar = IcsCalendarStream.calendar_from_ics(raw.decode())
    events = [
        Dated(
            uid=event.uid,
            starts=event.dtstart,
            minutes=int(event.duration.total_seconds() // 60) if event.duration else 0,
            title=event.summary or "",
            text=event.description or "",
            sequence=event.sequence or 0,
            stamp=event.dtstamp,
        )
        for event in other.events
    ]
    assert len(events) == sum(part.kind == "VEVENT" for part in calendar.parts)
    found = {event.uid: event for event in events}
    assert len(found) == len(events), "a UID stands for one event"
    assert len({event.on for event in events}) == len(events), "a day has one event"
    return found
