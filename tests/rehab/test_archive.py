"""What an archive may hold: everything a diary does, and nothing that a diary could not."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import msgspec
import pytest
from msgspec.structs import replace

from rehab.archive import FORMAT, VERSION, Archive, ArchivedEntry, ArchivedProgramme, ArchivedVersion, unverified
from rehab.archive_faults import Known, archive_wrongs
from rehab.choices import Choices
from rehab.events import (
    Answered,
    CheckIn,
    Cleared,
    Did,
    Equipped,
    Finished,
    Morning,
    Paused,
    Reinjured,
    Report,
    Screened,
    TakenBack,
    Tried,
    UsualWeek,
    ZoneMoved,
)
from rehab.following import Start, day_at_hand, first_state
from rehab.hoped import DayAhead, Hopes
from rehab.library import load_protocol
from rehab.reason import Reason, because
from rehab.screening import Circumstances
from rehab.situation import Situation
from rehab.state import Session, TestRecord
from rehab.vocabulary import Lock
from rehab.wanted import Wanted
from rehab.words import words_in
from tests.rehab.screening_oracle import RULES

CALF = load_protocol()
JOINED = date(2026, 11, 2)
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
A_DAY = timedelta(days=1)
SITUATION = Situation(grade=2, focus="unknown", injured_on=JOINED - timedelta(days=1), age=40)
START = Start(situation=SITUATION, joined_on=JOINED, facts=Circumstances(day=1, age=40))
PLAN = day_at_hand(CALF, first_state(CALF, START), ()).plan
EXERCISE = PLAN.entries[0].exercise


def entry(seq: int, event, **more) -> ArchivedEntry:
    at = datetime(2026, 11, 2, 12, seq, tzinfo=UTC)
    return ArchivedEntry(**{
        "uuid": UUID(int=seq), "seq": seq, "on": JOINED, "happened_at": at, "kept_at": at, "author": "runner",
        "event": event,
    } | more)  # fmt: skip


def version(number: int = 1, **more) -> ArchivedVersion:
    ahead = DayAhead(JOINED, 1, 0, PLAN)
    return ArchivedVersion(**{
        "number": number, "seq": 0, "on": JOINED, "made_at": NOW, "author": "time", "reasons": (because("joined"),),
        "protocol_version": "1.0", "engine": "1", "days": (ahead,), "hopes": Hopes(None, None),
    } | more)  # fmt: skip


EVENTS = (
    Morning(2),
    Did(EXERCISE, pain=1),
    Finished(during=2, worst_at=EXERCISE, after=0),
    CheckIn((Report(EXERCISE, pain=3, minutes=4),), after=1),
    Tried("walk-10-min", 10, 10, 0),
    Screened(frozenset({"rf25"}), barred=frozenset({EXERCISE})),
    Cleared("physio", 2, name="Ana Silva", said="Walks without a limp."),
    Reinjured(1),
    Answered("no-better", yes=False),
    TakenBack("my thumb"),
    Paused(),
)


def programme(*, protocol_version: str = "1.0", **more) -> ArchivedProgramme:
    entries = tuple(entry(number, event) for number, event in enumerate(EVENTS, 1))
    entries = (*entries[:-1], replace(entries[-1], done_from=PLAN, supersedes=UUID(int=1)))
    return ArchivedProgramme(**{
        "protocol": "calf-strain", "protocol_version": protocol_version, "leg": "left", "zone": "Europe/London",
        "joined_on": JOINED, "ended_on": None, "start": START, "entries": entries, "versions": (version(),),
    } | more)  # fmt: skip


def known_protocol(name: str, number: str):
    return CALF if (name, number) == ("calf-strain", "1.0") else None


KNOWN = Known(NOW, known_protocol, RULES, words_in())


def wrongs(*programmes: ArchivedProgramme) -> list[str]:
    archive = Archive(FORMAT, VERSION, programmes)
    return [f"{wrong.name}: {wrong.given}" for wrong in archive_wrongs(archive, KNOWN)]


def with_event(event, **more) -> ArchivedProgramme:
    return programme(entries=(entry(1, event, **more),))


def with_start(situation: Situation = SITUATION, **more) -> ArchivedProgramme:
    return programme(start=replace(START, situation=situation, **more))


def with_plan(**more) -> ArchivedProgramme:
    return with_event(Did(EXERCISE), done_from=replace(PLAN, **more))


def with_line(**more) -> ArchivedProgramme:
    return with_plan(entries=(replace(PLAN.entries[0], **more),))


def facts(**more) -> Circumstances:
    return replace(START.facts, **more)


IN_ORDER = {
    "a diary with an entry of every kind": programme(),
    "one that has ended": programme(ended_on=NOW.date()),
    "a protocol nobody knows, with exercises nobody knows": programme(
        protocol_version="9.7", entries=(entry(1, Did("levitation")),), versions=()
    ),
    "a move of zones that waits for its midnight": programme(
        zone_before="Asia/Tokyo", zone_since=NOW + A_DAY / 2, entries=(entry(1, ZoneMoved(-9), on=NOW.date() + A_DAY),)
    ),
    "other kit and another usual week": programme(
        entries=(entry(1, Equipped(frozenset({"band"}))), entry(2, UsualWeek(150)))
    ),
    "a start with a test and a sign that only advises": with_start(
        replace(SITUATION, lock=Lock.ADVISE), tried={"walk-10-min": TestRecord(1, 10)}, flags=frozenset({"rf25"})
    ),
}


@pytest.mark.parametrize("told", IN_ORDER.values(), ids=IN_ORDER)
def test_is_in_order(told):
    assert wrongs(told) == []


LONG = tuple(Report(EXERCISE) for _ in range(61))
TOKYO = {"zone_before": "Asia/Tokyo", "zone_since": NOW}
WRONG = {
    "a zone before that is a path": (programme(zone_before="/etc/localtime"), "zone_before: /etc/localtime"),
    "a zone before of no moment": (programme(zone_before="Asia/Tokyo"), "zone_since: None"),
    "a moment of no zone before": (programme(zone_since=NOW), f"zone_since: {NOW}"),
    "a move of long ago": (
        programme(**TOKYO | {"zone_since": NOW.replace(year=1)}),
        "zone_since: 0001-11-20 12:00:00+00:00",
    ),
    "a move far ahead": (programme(**TOKYO | {"zone_since": NOW + 3 * A_DAY}), "zone_since: 2026-11-23 12:00:00+00:00"),
    "a move told for a day far ahead": (with_event(ZoneMoved(1), on=NOW.date() + 3 * A_DAY), "entry 1, on: 2026-11-23"),
    "kit told of that there is not": (with_event(Equipped(frozenset({"sledge"}))), "entry 1, kit: sledge"),
    "a usual week without end": (with_event(UsualWeek(20_000)), "entry 1, minutes: 20000"),
    "a zone told without end": (with_event(ZoneMoved(1, zone="x" * 201)), f"entry 1, zone: {'x' * 39}…"),
    "a move to a zone of one machine alone": (with_event(ZoneMoved(1, zone="right/UTC")), "entry 1, zone: right/UTC"),
    "a zone that only one machine knows": (programme(zone="localtime"), "zone: localtime"),
    "a zone of another count of seconds": (programme(zone="right/Europe/London"), "zone: right/Europe/London"),
    "a zone before that only one machine knows": (
        programme(**TOKYO | {"zone_before": "localtime"}),
        "zone_before: localtime",
    ),
    "a zone of nowhere": (programme(zone="Mars/Olympus"), "zone: Mars/Olympus"),
    "a zone that is a path": (programme(zone="/etc/localtime"), "zone: /etc/localtime"),
    "joined on a day to come": (programme(joined_on=date(2026, 11, 21)), "joined_on: 2026-11-21"),
    "joined in the last century": (programme(joined_on=date(1999, 1, 1)), "joined_on: 1999-01-01"),
    "ended before it was joined": (programme(ended_on=JOINED - A_DAY), "ended_on: 2026-11-01"),
    "ended on a day to come": (programme(ended_on=date(2026, 11, 21)), "ended_on: 2026-11-21"),
    "ten years without an end": (programme(joined_on=date(2016, 11, 1)), "ended_on: 2026-11-20"),
    "entries that count from two": (programme(entries=(entry(2, Paused()),)), "entry 1, seq: 2"),
    "one UUID twice": (
        programme(entries=(entry(1, Paused()), entry(2, Paused(), uuid=UUID(int=1)))),
        f"entry 2, uuid: {UUID(int=1)}",
    ),
    "a correction of nothing": (with_event(Paused(), supersedes=UUID(int=9)), f"entry 1, supersedes: {UUID(int=9)}"),
    "two corrections of one entry": (
        programme(
            entries=(
                entry(1, Paused()),
                entry(2, Paused(), supersedes=UUID(int=1)),
                entry(3, Paused(), supersedes=UUID(int=1)),
            )
        ),
        f"entry 3, supersedes: {UUID(int=1)}",
    ),
    "an entry from before joining": (with_event(Paused(), on=JOINED - A_DAY), "entry 1, on: 2026-11-01"),
    "an entry of a day to come": (with_event(Paused(), on=date(2026, 11, 21)), "entry 1, on: 2026-11-21"),
    "a moment to come": (
        with_event(Paused(), kept_at=NOW + 2 * A_DAY),
        "entry 1, moment: 2026-11-22 12:00:00+00:00",
    ),
    "a moment of long ago": (
        with_event(Paused(), happened_at=NOW.replace(year=1)),
        "entry 1, moment: 0001-11-20 12:00:00+00:00",
    ),
    "versions that count from two": (programme(versions=(version(2),)), "version 1, number: 2"),
    "a version that knows entries to come": (programme(versions=(version(seq=12),)), "version 1, seq: 12"),
    "versions that forget": (programme(versions=(version(seq=3), version(2, seq=1))), "version 2, seq: 1"),
    "two days of joining": (with_start(joined_on=JOINED - A_DAY), "start, joined_on: 2026-11-01"),
    "no day of the injury": (with_start(replace(SITUATION, injured_on=None)), "start, injured_on: None"),
    "hurt after joining": (with_start(replace(SITUATION, injured_on=NOW.date())), "start, injured_on: 2026-11-20"),
    "grade 4": (with_start(replace(SITUATION, grade=4)), "start, grade: 4"),
    "a runner of 12": (with_start(replace(SITUATION, age=12)), "start, age: 12"),
    "a week of more minutes than it has": (
        with_start(replace(SITUATION, weekly_run_minutes=20_000)),
        "start, weekly_run_minutes: 20000",
    ),
    "cleared on a day to come": (with_start(replace(SITUATION, cleared_on_day=9)), "start, cleared_on_day: 9"),
    "facts of another day": (with_start(facts=facts(day=9)), "start, facts, day: 9"),
    "a muscle there is not": (with_start(replace(SITUATION, focus="biceps")), "start, focus: biceps"),
    "kit there is not": (with_start(replace(SITUATION, kit=frozenset({"sledge"}))), "start, kit: sledge"),
    "a sign there is not": (with_start(flags=frozenset({"rf99"})), "start, flags: rf99"),
    "a test of long ago": (with_start(tried={"walk-10-min": TestRecord(-9, 10)}), "start, tried, day: -9"),
    "a test without end": (with_start(tried={"walk-10-min": TestRecord(1, 5000)}), "start, tried, number: 5000"),
    "risks of a clot that nobody asked for": (
        with_start(facts=facts(risks_asked=False)),
        "start, facts, risks_asked: false",
    ),
    "a plan in spite of an emergency": (with_start(flags=frozenset({"rf01"})), "start, flags: rf01"),
    "pain 11": (with_event(Morning(11)), "entry 1, pain: 11"),
    "a text without end": (with_event(TakenBack("x" * 201)), f"entry 1, why: {'x' * 39}…"),
    "an examiner's name without end": (with_event(Cleared("x", name="x" * 101)), f"entry 1, name: {'x' * 39}…"),
    "an examiner who never stops": (with_event(Cleared("x", said="x" * 501)), f"entry 1, said: {'x' * 39}…"),
    "an exercise there is not": (with_event(Did("levitation")), "entry 1, exercise: levitation"),
    "the worst at what there is not": (with_event(Finished(worst_at="levitation")), "entry 1, worst_at: levitation"),
    "a test there is not": (with_event(Tried("levitation", 1)), "entry 1, criterion: levitation"),
    "a daily sign there is not": (with_event(Screened(frozenset({"rf99"}))), "entry 1, flags: rf99"),
    "a bar on what there is not": (
        with_event(Screened(frozenset(), never=frozenset({"levitation"}))),
        "entry 1, barred: levitation",
    ),
    "a session of 61 items": (with_event(CheckIn(LONG)), "entry 1, reports: 61"),
    "an item with pain 11": (with_event(CheckIn((Report(EXERCISE, pain=11),))), "entry 1, pain: 11"),
    "a kind of day there is not": (with_plan(kind="party"), "entry 1, kind: party"),
    "a rung past the last": (with_plan(rung=99), "entry 1, rung: 99"),
    "a plan of 61 lines": (with_plan(entries=PLAN.entries[:1] * 61), "entry 1, entries: 61"),
    "a line of an exercise there is not": (with_line(exercise="levitation"), "entry 1, exercise: levitation"),
    "a dose past the last": (with_line(step=99), "entry 1, step: 99"),
    "a dose before the first": (with_line(step=-1), "entry 1, step: -1"),
    "an hour of repeats": (with_line(times_per_day=60), "entry 1, times_per_day: 60"),
    "a rule without words": (with_line(rule="because"), "entry 1, rule: because"),
    "a notice without words": (with_plan(notices=(Reason("because"),)), "entry 1, reason: because"),
    "fifty-one reasons": (programme(versions=(version(reasons=(because("joined"),) * 51),)), "version 1, reasons: 51"),
    "a reason that says too much": (
        programme(versions=(version(reasons=(Reason("joined", (("x", "y" * 201),)),)),)),
        "version 1, reason: joined",
    ),
    "a reason with a source there is not": (
        programme(versions=(version(reasons=(Reason("joined", (), ("hearsay",)),)),)),
        "version 1, reason: joined",
    ),
    "a day shown before its version": (
        programme(versions=(version(days=(DayAhead(JOINED - A_DAY, 0, 0, PLAN),)),)),
        "version 1, day: 2026-11-01",
    ),
    "a reminder in the quiet hours": (programme(reminders=Wanted(at=time(23))), "reminders, at: 23:00:00"),
    "a phase past the last": (
        programme(versions=(version(days=(DayAhead(JOINED, 1, 6, Session("rest", ())),)),)),
        "version 1, phase: 6",
    ),
}


@pytest.mark.parametrize(("told", "said"), WRONG.values(), ids=WRONG)
def test_is_named_with_its_place(told, said):
    assert f"programme 1, {said}" in wrongs(told)


def test_a_sign_without_its_lock_is_named():
    locked = next(flag.id for flag in RULES.flags if flag.lock is Lock.LIGHT_ONLY)
    told = with_start(flags=frozenset({locked}))
    assert "programme 1, start, lock: none" in wrongs(told)


@pytest.mark.parametrize("day", [date(1999, 1, 1), date(2026, 11, 22)], ids=str)
def test_shoes_of_another_age_are_named(day):
    archive = Archive(FORMAT, VERSION, (programme(),), Choices(shoes_on=day))
    assert [f"{wrong.name}: {wrong.given}" for wrong in archive_wrongs(archive, KNOWN)] == [f"choices, shoes_on: {day}"]


def test_the_second_programme_is_told_from_the_first():
    assert wrongs(programme(), with_event(Morning(11))) == ["programme 2, entry 1, pain: 11"]


def test_an_archive_is_a_value_that_goes_to_json_and_back():
    archive = Archive(FORMAT, VERSION, (programme(),))
    raw = msgspec.json.encode(archive, order="deterministic")
    assert msgspec.json.decode(raw, type=Archive) == archive
    assert msgspec.json.encode(msgspec.json.decode(raw, type=Archive), order="deterministic") == raw


def test_elsewhere_a_clearance_is_anybodys_word():
    start = replace(START, situation=replace(SITUATION, cleared_on_day=1), facts=facts(cleared_on_day=1))
    assert unverified(start) == START
