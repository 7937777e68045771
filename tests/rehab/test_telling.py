"""What a runner may tell: each thing becomes the event the rules read, and each wrong one is named with its cure."""

from datetime import UTC, date, datetime
from typing import Any, get_args
from uuid import UUID

import pytest

from rehab import events
from rehab.asking import BadAnswersError
from rehab.library import load_protocol
from rehab.telling import CHOICES, AnyTold, Signs, ZoneMoved, event_of, read_entry
from rehab.vocabulary import Sign

CALF = load_protocol()
RAISE = "two-leg-heel-raise"
AROUND = {"uuid": "6a0f3f0e-56d4-4f1e-b6a7-5f8d2ad5d3aa", "at": "2026-11-22T10:00:00Z"}

EVENTS: dict[str, tuple[dict[str, Any], events.Noted]] = {
    "the morning": ({"type": "morning", "pain": 3, "limp": True}, events.Morning(3, limp=True)),
    "an item done": ({"type": "did", "exercise": RAISE}, events.Did(RAISE)),
    "an item skipped": (
        {"type": "did", "exercise": RAISE, "outcome": "skipped", "why_not": "kit"},
        events.Did(RAISE, events.Outcome.SKIPPED, why_not=events.WhyNot.KIT),
    ),
    "the end of a session": (
        {"type": "finished", "during": 4, "worst_at": RAISE, "after": 2, "signs": ["limp", "pop"]},
        events.Finished(4, RAISE, 2, frozenset({Sign.LIMP, Sign.POP})),
    ),
    "a test": (
        {"type": "tried", "criterion": "single-leg-raises", "injured": 12, "sound": 20, "pain": 1},
        events.Tried("single-leg-raises", 12, 20, 1),
    ),
    "other work": ({"type": "other_work", "run_minutes": 30, "pain": 2}, events.OtherWork(30, pain=2)),
    "a pause": ({"type": "paused"}, events.Paused()),
    "coming back": ({"type": "resumed"}, events.Resumed()),
    "a fever": ({"type": "fever"}, events.Fever()),
    "the kit at home": ({"type": "equipped", "kit": ["step", "band"]}, events.Equipped(frozenset({"band", "step"}))),
    "no kit": ({"type": "equipped", "kit": []}, events.Equipped(frozenset())),
    "a usual week": ({"type": "usual_week", "minutes": 150}, events.UsualWeek(150)),
    "a usual week nobody remembers": ({"type": "usual_week", "minutes": None}, events.UsualWeek()),
    "a new strain": ({"type": "reinjured", "grade": 3}, events.Reinjured(3)),
    "an examination": ({"type": "cleared", "role": "doctor"}, events.Cleared("doctor")),
    "a slip": ({"type": "taken_back", "why": "my thumb"}, events.TakenBack("my thumb")),
}


@pytest.mark.parametrize(("told", "event"), EVENTS.values(), ids=EVENTS)
def test_what_is_told_is_the_event_the_rules_read(told, event):
    assert event_of(read_entry(AROUND | {"event": told}).event, CALF) == event


IN_VIEW: dict[str, tuple[dict[str, Any], Signs | ZoneMoved]] = {
    "signs": ({"type": "signs", "flags": ["rf01"]}, Signs(("rf01",))),
    "another zone": ({"type": "zone_moved", "zone": "Asia/Tokyo"}, ZoneMoved("Asia/Tokyo")),
}


def test_everything_that_may_be_told_is_in_these_tables():
    told = {str(event["type"]) for event, _ in [*EVENTS.values(), *IN_VIEW.values()]}
    assert told == set(CHOICES["type"])
    assert len(get_args(AnyTold)) == len(told)


@pytest.mark.parametrize(("told", "read"), IN_VIEW.values(), ids=IN_VIEW)
def test_it_is_no_event_until_the_course_is_known(told, read):
    event = read_entry(AROUND | {"event": told}).event
    assert event == read
    with pytest.raises(ValueError, match="in view of the course"):
        event_of(event, CALF)


def test_an_entry_carries_where_and_when_it_was_told():
    more = {"on": "2026-11-21", "version": 4, "supersedes": AROUND["uuid"], "sent_at": "2026-11-22T12:00:00+02:00"}
    told = read_entry(AROUND | more | {"event": {"type": "paused"}})
    assert (told.uuid, told.supersedes) == (UUID(AROUND["uuid"]), UUID(AROUND["uuid"]))
    assert (told.on, told.version) == (date(2026, 11, 21), 4)
    assert told.at == told.sent_at == datetime(2026, 11, 22, 10, tzinfo=UTC)


def an(**event):
    return AROUND | {"event": event}


WRONG = {
    "no entry": (None, "entry", "null", "Expected object, got null"),
    "a list": ([], "entry", "[]", "Expected object, got array"),
    "nothing in it": ({}, "uuid", "nothing", "a value: it is needed"),
    "no pain": (an(type="morning"), "event.pain", "nothing", "a value: it is needed"),
    "pain of eleven": (an(type="morning", pain=11), "event.pain", "11", "Expected int <= 10"),
    "half a pain": (an(type="morning", pain=1.5), "event.pain", "1.5", "Expected int, got float"),
    "an event nobody may tell": (an(type="check_in"), "event.type", '"check_in"', ", ".join(CHOICES["type"])),
    "an outcome that is none": (
        an(type="did", exercise=RAISE, outcome="half"),
        "event.outcome",
        '"half"',
        "done, partly, skipped",
    ),
    "a sign that is none": (
        an(type="finished", signs=["limp", "zip"]),
        "event.signs[1]",
        '"zip"',
        ", ".join(CHOICES["signs"]),
    ),
    "a role that is none": (an(type="cleared", role="coach"), "event.role", '"coach"', "doctor, physio, other"),
    "a word too many": (an(type="paused", mood=1), "event.mood", "not known here", "only what the schema names"),
    "hours where a zone is asked for": (
        an(type="zone_moved", hours=-5),
        "event.hours",
        "not known here",
        "only what the schema names",
    ),
    "a usual week that says nothing": (an(type="usual_week"), "event.minutes", "nothing", "a value: it is needed"),
    "a week of more minutes than are asked for": (
        an(type="usual_week", minutes=2001),
        "event.minutes",
        "2001",
        "Expected int <= 2000",
    ),
    "a UUID that is none": (an(type="paused") | {"uuid": "1"}, "uuid", '"1"', "Invalid UUID"),
    "a day that is none": (an(type="paused") | {"on": "monday"}, "on", '"monday"', "Invalid RFC3339 encoded date"),
    "a time without its zone": (
        an(type="paused") | {"at": "2026-11-22T10:00:00"},
        "at",
        '"2026-11-22T10:00:00"',
        "Expected datetime with a timezone component",
    ),
    "a clock nobody set": (
        an(type="paused") | {"sent_at": "0001-01-01T00:00:00Z"},
        "sent_at",
        "0001-01-01 00:00:00+00:00",
        "a day from 1970 on and before 2100",
    ),
}


@pytest.mark.parametrize(("raw", "name", "given", "allowed"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_used_is_named_with_what_is_allowed(raw, name, given, allowed):
    with pytest.raises(BadAnswersError) as refusal:
        read_entry(raw)
    (wrong,) = refusal.value.wrongs
    assert (wrong.name, wrong.given, wrong.allowed) == (name, given, allowed)


@pytest.mark.parametrize("why", ["a NUL: \0", "half a letter: \ud83d", "a bell: \x07"])
def test_a_reason_of_letters_that_are_none_is_refused(why):
    with pytest.raises(BadAnswersError) as refusal:
        read_entry(an(type="taken_back", why=why))
    (wrong,) = refusal.value.wrongs
    assert (wrong.name, wrong.allowed) == ("event.why", "whole letters, and no control characters")
    assert wrong.given.isprintable()


@pytest.mark.parametrize("raw", [{"\ud83d": 1}, an(type="paused") | {"uuid": "\ud83d"}], ids=["a name", "a UUID"])
def test_half_a_letter_is_no_part_of_an_entry(raw):
    with pytest.raises(BadAnswersError) as refusal:
        read_entry(raw)
    (wrong,) = refusal.value.wrongs
    assert (wrong.name, wrong.given) == ("entry", "\\ud83d")


STRANGE = {
    "an exercise with a slip in it": (
        {"type": "did", "exercise": "two-leg-heel-rise"},
        "event.exercise",
        "Did you mean 'two-leg-heel-raise'?",
    ),
    "a place of pain nobody knows": (
        {"type": "finished", "worst_at": "two-leg-heel-rise"},
        "event.worst_at",
        "Did you mean 'two-leg-heel-raise'?",
    ),
    "a test nobody knows": (
        {"type": "tried", "criterion": "single-leg-raise", "injured": 1},
        "event.criterion",
        "Did you mean 'single-leg-raises'?",
    ),
    "a grade that is none": ({"type": "reinjured", "grade": 4}, "event.grade", "1, 2, 3"),
    "kit nobody asks for": ({"type": "equipped", "kit": ["step", "bands"]}, "event.kit[1]", "Did you mean 'band'?"),
}


@pytest.mark.parametrize(("told", "name", "allowed"), STRANGE.values(), ids=STRANGE)
def test_an_id_the_protocol_does_not_have_is_refused_with_the_nearest(told, name, allowed):
    entry = read_entry(AROUND | {"event": told})
    with pytest.raises(BadAnswersError) as refusal:
        event_of(entry.event, CALF)
    (wrong,) = refusal.value.wrongs
    assert (wrong.name, wrong.allowed) == (name, allowed)
