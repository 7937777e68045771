"""What is wrong with an archive that could be read: dates, order, numbers and names. Hostile until shown to be none."""

import datetime
from collections.abc import Callable, Iterator
from zoneinfo import ZoneInfo

import msgspec

from rehab.archive import Archive, ArchivedEntry, ArchivedProgramme, ArchivedVersion
from rehab.archive_numbers import (
    A_ZONE,
    COUNT,
    Names,
    event_wrongs,
    names_of,
    number_wrongs,
    reasons_wrongs,
    session_wrongs,
)
from rehab.asking import MOST_WEEKLY_MINUTES, OLDEST_AGE, Bounds, Wrong, asked_by, shown
from rehab.events import MOVED_AHEAD_DAYS, ZoneMoved
from rehab.protocol import Protocol
from rehab.screening import Screening
from rehab.vocabulary import Lock
from rehab.wanted import unfit
from rehab.words import Words
from rehab.zones import is_listed

FIRST_DAY = datetime.date(2000, 1, 1)
LONGEST_DAYS = 5 * 366
A_DAY, NOT_AHEAD = datetime.timedelta(days=1), datetime.timedelta(0)
MOVED_AHEAD = datetime.timedelta(days=MOVED_AHEAD_DAYS)
LOCKS = tuple(Lock)


class Known(msgspec.Struct, frozen=True):
    """What an archive is held against: the moment *now*, a `protocol` by id and version or None, signs, and words."""

    now: datetime.datetime
    protocol: Callable[[str, str], Protocol | None]
    screening: Screening
    words: Words


def archive_wrongs(archive: Archive, known: Known) -> Iterator[Wrong]:
    """Everything wrong with *archive*, each with its place. A programme of a protocol that is not known is looked at
    for its order alone: it will never be folded.
    """
    shoes_on, latest = archive.choices and archive.choices.shoes_on, (known.now + A_DAY).date()
    if shoes_on and not FIRST_DAY <= shoes_on <= latest:
        yield Wrong("choices, shoes_on", str(shoes_on), f"{FIRST_DAY} to {latest}")
    for number, programme in enumerate(archive.programmes, 1):
        for wrong in _programme_wrongs(programme, known):
            yield msgspec.structs.replace(wrong, name=f"programme {number}, {wrong.name}")


def _programme_wrongs(programme: ArchivedProgramme, known: Known) -> Iterator[Wrong]:
    days = []
    for name, given in (("zone", programme.zone), ("zone_before", programme.zone_before or programme.zone)):
        if not is_listed(given):
            yield Wrong(name, shown(given), A_ZONE)
            return
        days.append(known.now.astimezone(ZoneInfo(given)).date())
    # Over the date line a day goes on that is another one in the new zone.
    today = max(days)
    yield from _move_wrongs(programme, known.now)
    yield from _reminder_wrongs(programme)
    last = programme.ended_on or today
    for name, day, first, latest in (
        ("joined_on", programme.joined_on, FIRST_DAY, today),
        ("ended_on", last, programme.joined_on, min(today, programme.joined_on + LONGEST_DAYS * A_DAY)),
    ):
        if not first <= day <= latest:
            yield Wrong(name, str(day), f"{first} to {latest}")
            return
    yield from _order_wrongs(programme, today, known.now)
    protocol = known.protocol(programme.protocol, programme.protocol_version)
    if protocol is None:
        return
    names = names_of(protocol, frozenset(known.screening.ids()), known.words)
    yield from _start_wrongs(programme, Bounds(protocol, known.screening, today), names)
    for entry in programme.entries:
        yield from _placed(f"entry {entry.seq}", _entry_wrongs(entry, names))
    for version in programme.versions:
        yield from _placed(f"version {version.number}", _version_wrongs(version, names))


def _move_wrongs(programme: ArchivedProgramme, now: datetime.datetime) -> Iterator[Wrong]:
    """What is wrong with the last move of zones: half of one, or one of long ago or far ahead."""
    since = programme.zone_since
    if (since is None) != (not programme.zone_before):
        yield Wrong("zone_since", str(since), "a moment where zone_before is a zone, and null where it is empty")
    elif since is not None and (since.year < FIRST_DAY.year or since > now + MOVED_AHEAD):
        yield Wrong("zone_since", str(since), f"{FIRST_DAY} to {now + MOVED_AHEAD}")


def _reminder_wrongs(programme: ArchivedProgramme) -> Iterator[Wrong]:
    """What of the reminders nobody could have chosen."""
    wanted = programme.reminders
    for problem in unfit(wanted) if wanted is not None else ():
        yield Wrong(f"reminders, {problem.field}", shown(str(getattr(wanted, problem.field))), problem.text)


def _placed(place: str, wrongs: Iterator[Wrong]) -> Iterator[Wrong]:
    for wrong in wrongs:
        yield msgspec.structs.replace(wrong, name=f"{place}, {wrong.name}")


def _order_wrongs(programme: ArchivedProgramme, today: datetime.date, now: datetime.datetime) -> Iterator[Wrong]:
    """Numbers that count up, UUIDs of their own, corrections of what is there, days and moments that have come."""
    seen: set[object] = set()
    corrected: set[object] = set()
    for place, entry in enumerate(programme.entries, 1):
        name = f"entry {place}"
        if entry.seq != place:
            yield Wrong(f"{name}, seq", str(entry.seq), str(place))
        if entry.uuid in seen:
            yield Wrong(f"{name}, uuid", str(entry.uuid), "a UUID of its own")
        if entry.supersedes is not None and (entry.supersedes not in seen or entry.supersedes in corrected):
            yield Wrong(f"{name}, supersedes", str(entry.supersedes), "an entry before it, corrected by no other")
        seen.add(entry.uuid)
        corrected.add(entry.supersedes)
        ahead = MOVED_AHEAD if isinstance(entry.event, ZoneMoved) else NOT_AHEAD
        days = (programme.joined_on, today + ahead)
        yield from _time_wrongs(name, entry.on, days, (entry.happened_at - ahead, entry.kept_at), now)
    before = 0
    for place, version in enumerate(programme.versions, 1):
        name = f"version {place}"
        if version.number != place:
            yield Wrong(f"{name}, number", str(version.number), str(place))
        if not before <= version.seq <= len(programme.entries):
            yield Wrong(f"{name}, seq", str(version.seq), f"{before} to {len(programme.entries)}")
        before = max(before, version.seq)
        yield from _time_wrongs(name, version.on, (programme.joined_on, today), (version.made_at,), now)


def _time_wrongs(
    name: str,
    on: datetime.date,
    days: tuple[datetime.date, datetime.date],
    moments: tuple[datetime.datetime, ...],
    now: datetime.datetime,
) -> Iterator[Wrong]:
    if not days[0] <= on <= days[1]:
        yield Wrong(f"{name}, on", str(on), f"{days[0]} to {days[1]}")
    for moment in moments:
        if not FIRST_DAY.year <= moment.year <= now.year + 1 or moment > now + A_DAY:
            yield Wrong(f"{name}, moment", str(moment), "a moment that has come")


def _start_wrongs(programme: ArchivedProgramme, bounds: Bounds, names: Names) -> Iterator[Wrong]:
    start, protocol = programme.start, bounds.protocol
    situation = start.situation
    injured_on = situation.injured_on
    first = programme.joined_on - 7 * protocol.last_week * A_DAY
    if start.joined_on != programme.joined_on:
        yield Wrong("start, joined_on", str(start.joined_on), str(programme.joined_on))
    if injured_on is None or not first <= injured_on <= programme.joined_on:
        yield Wrong("start, injured_on", str(injured_on), f"{first} to {programme.joined_on}")
        return
    day = (programme.joined_on - injured_on).days
    grades = protocol.phases[0].floor_day
    for name, value, least, most in (
        ("grade", situation.grade, min(grades), max(grades)),
        ("age", situation.age, protocol.limits.youngest_age, OLDEST_AGE),
        ("weekly_run_minutes", situation.weekly_run_minutes, 0, MOST_WEEKLY_MINUTES),
        ("cleared_on_day", situation.cleared_on_day, 0, day),
        ("facts, cleared_on_day", start.facts.cleared_on_day, 0, day),
        ("facts, day", start.facts.day, day, day),
        ("facts, grade", start.facts.grade, min(grades), max(grades)),
        ("facts, age", start.facts.age, protocol.limits.youngest_age, OLDEST_AGE),
    ):
        yield from _placed("start", number_wrongs(name, value, least, most))
    for name, given, allowed in (
        ("focus", {situation.focus}, set(protocol.focuses)),
        ("kit", set(situation.kit), set(protocol.kit.named)),
        ("barred", set(situation.barred | situation.never), set(names.exercises)),
        ("flags", set(start.flags | start.facts.examined), set(names.flags)),
        ("tried", set(start.tried), set(names.criteria)),
    ):
        if strange := sorted(given - allowed):
            yield Wrong(f"start, {name}", shown(strange[0]), "a name that this version of the protocol knows")
            return
    for record in start.tried.values():
        for value in (record.injured, record.sound or 0, record.pain or 0):
            yield from _placed("start, tried", number_wrongs("number", value, *COUNT))
        yield from _placed("start, tried", number_wrongs("day", record.day, 0, day))
    yield from _lock_wrongs(programme, bounds)


def _lock_wrongs(programme: ArchivedProgramme, bounds: Bounds) -> Iterator[Wrong]:
    """What the signs ticked at the start take away must have been taken away, and none of them may send away."""
    start = programme.start
    bare = msgspec.structs.replace(start.situation, lock=Lock.NONE, barred=frozenset(), never=frozenset())
    asked = asked_by(bare, start.flags, start.facts, bounds)
    told, due = start.situation, asked.situation
    if asked.assessment.route.stops:
        yield Wrong("start, flags", ", ".join(sorted(start.flags)), "no sign that allows no plan")
    if not start.facts.risks_asked:
        yield Wrong("start, facts, risks_asked", "false", "true: who follows a plan has been asked")
    if LOCKS.index(told.lock) < LOCKS.index(due.lock) or not (due.barred <= told.barred and due.never <= told.never):
        yield Wrong("start, lock", told.lock.value, f"what the signs take away: {due.lock.value}")


def _entry_wrongs(entry: ArchivedEntry, names: Names) -> Iterator[Wrong]:
    yield from event_wrongs(entry.event, names)
    if entry.done_from is not None:
        yield from session_wrongs(entry.done_from, names)


def _version_wrongs(version: ArchivedVersion, names: Names) -> Iterator[Wrong]:
    yield from reasons_wrongs(version.reasons, names.words)
    for ahead in version.days:
        if not version.on <= ahead.date <= version.on + LONGEST_DAYS * A_DAY:
            yield Wrong("day", str(ahead.date), "a day from the version's own on")
        yield from number_wrongs("phase", ahead.phase, 0, names.phases - 1)
        yield from number_wrongs("day", ahead.day, -LONGEST_DAYS, LONGEST_DAYS * 2)
        yield from session_wrongs(ahead.session, names)
