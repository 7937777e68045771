"""The diary through the API: today as it is, entries once each, and nobody else's."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from programs.models import Event
from programs.models.values import kept
from rehab.events import Screened
from rehab.vocabulary import Lock, Route
from tests.programs.api.diaries import CHECK_INS, MORNING, TODAY, a_runner, entry, sends, statuses
from tests.programs.api.schema import is_problem, unpromised
from tests.programs.followed import Rob

pytestmark = [pytest.mark.django_db, pytest.mark.db]


@pytest.fixture
def rob() -> Rob:
    return a_runner()


@pytest.fixture
def phone(rob) -> Client:
    """Rob's browser, signed in."""
    client = Client()
    client.force_login(rob.user)
    return client


TOLD = {
    "the morning": MORNING,
    "an item": {"type": "did", "exercise": "two-leg-heel-raise", "outcome": "partly", "pain": 2, "why_not": "time"},
    "the end of a session": {"type": "finished", "during": 2, "after": 1, "signs": ["limp"]},
    "a test": {"type": "tried", "criterion": "walk-10-min", "injured": 1, "pain": 0},
    "other work": {"type": "other_work", "run_minutes": 20, "loaded": True, "pain": 1},
    "a pause": {"type": "paused"},
    "coming back": {"type": "resumed"},
    "a fever": {"type": "fever"},
    "another zone": {"type": "zone_moved", "zone": "America/New_York"},
    "the kit at home": {"type": "equipped", "kit": ["step", "band"]},
    "a usual week": {"type": "usual_week", "minutes": 150},
    "no sign": {"type": "signs", "flags": []},
    "a sign": {"type": "signs", "flags": ["rf01"]},
    "a new strain": {"type": "reinjured", "grade": 2},
    "an examination": {"type": "cleared", "role": "physio"},
}


@pytest.mark.parametrize("event", TOLD.values(), ids=TOLD)
def test_everything_a_runner_may_tell_is_kept_once_however_often_it_is_sent(phone, event):
    told = entry(event)
    before = Event.objects.count()
    assert statuses(sends(phone, told, told)) == [201, 200]
    assert statuses(sends(phone, told)) == [200]
    assert Event.objects.count() == before + 1


def test_an_entry_with_something_else_in_it_is_a_conflict_and_the_first_stands(phone):
    first = entry({"type": "signs", "flags": []})
    other = first | {"event": {"type": "signs", "flags": ["rf01"]}}
    assert statuses(sends(phone, first, other)) == [201, 409]
    assert Event.objects.get(uuid=first["uuid"]).kind == "screened"


BAD = {
    "no entry": (5, "entry", "5"),
    "no event": ({"uuid": str(uuid4()), "at": "2026-11-23T10:00:00Z"}, "event", "nothing"),
    "a time without its zone": (entry(MORNING, at="2026-11-23T10:00:00"), "at", '"2026-11-23T10:00:00"'),
    "a clock before there were clocks": (entry(MORNING, at="0001-01-01T00:00:00Z"), "at", "0001-01-01 00:00:00+00:00"),
    "pain of eleven": (entry({"type": "morning", "pain": 11}), "event.pain", "11"),
    "an event nobody may tell": (entry({"type": "screened", "flags": []}), "event.type", '"screened"'),
    "an exercise nobody knows": (entry({"type": "did", "exercise": "heel-rise"}), "event.exercise", "heel-rise"),
    "a test nobody knows": (entry({"type": "tried", "criterion": "x", "injured": 1}), "event.criterion", "x"),
    "a grade that is none": (entry({"type": "reinjured", "grade": 7}), "event.grade", "7"),
    "a sign that is not asked daily": (entry({"type": "signs", "flags": ["rf12"]}), "event.flags", "rf12"),
    "kit nobody asks for": (entry({"type": "equipped", "kit": ["spoon"]}), "event.kit[0]", "spoon"),
    "a zone that is none": (entry({"type": "zone_moved", "zone": "Atlantis"}), "event.zone", "Atlantis"),
    "a zone that is a path": (entry({"type": "zone_moved", "zone": "../etc/hosts"}), "event.zone", "../etc/hosts"),
    "a role that is none": (entry({"type": "cleared", "role": "coach"}), "event.role", '"coach"'),
    "a word too many": (entry(MORNING, mood="fine"), "mood", "not known here"),
}


@pytest.mark.parametrize(("bad", "field", "given"), BAD.values(), ids=BAD)
def test_one_bad_entry_is_named_and_loses_no_other(phone, bad, field, given):
    answer = sends(phone, entry(MORNING), bad, entry({"type": "fever"}))
    assert statuses(answer) == [201, 400, 201]
    (fault,) = answer.json()["entries"][1]["problem"]["faults"]
    assert (fault["field"], fault["given"]) == (field, given)
    assert fault["allowed"]


def test_a_day_outside_the_course_is_refused_in_words(phone):
    answer = sends(phone, entry(MORNING, on="2020-01-01"))
    assert statuses(answer) == [400]
    assert "too long ago" in answer.json()["entries"][0]["problem"]["faults"][0]["allowed"]


LISTS = {
    "nothing": ({}, ["entries: nothing"]),
    "no list": ({"entries": 4}, ["entries: 4"]),
    "an empty list": ({"entries": []}, ["entries: 0 entries"]),
    "more than two hundred": ({"entries": [1] * 201}, ["entries: 201 entries"]),
    "a name nobody knows": ({"entries": [1], "mood": 1}, ["mood: not known here"]),
}


@pytest.mark.parametrize(("body", "told"), LISTS.values(), ids=LISTS)
def test_a_list_that_is_none_is_refused_whole(phone, body, told):
    answer = phone.post(CHECK_INS, body, content_type="application/json")
    assert (answer.status_code, unpromised(answer, CHECK_INS, "POST")) == (400, [])
    given = answer.json()
    assert [f"{fault['field']}: {fault['given']}" for fault in given["faults"]] == [
        line.replace("entries: nothing", "entries: null") for line in told
    ]


def test_a_clock_that_is_hours_wrong_is_set_right(phone, rob):
    wrong = timezone.now() - timedelta(hours=7, minutes=30)
    told = entry(MORNING, at=(wrong - timedelta(minutes=10)).isoformat())
    assert statuses(sends(phone, told, sent_at=wrong.isoformat())) == [201]
    happened = Event.objects.get(uuid=told["uuid"]).happened_at
    assert abs(timezone.now() - timedelta(minutes=10) - happened) < timedelta(minutes=1)


def test_nothing_happens_after_it_was_told(phone):
    later = timezone.now() + timedelta(hours=9)
    told = entry(MORNING, at=later.isoformat())
    assert statuses(sends(phone, told)) == [201]
    assert Event.objects.get(uuid=told["uuid"]).happened_at <= timezone.now()


def test_what_was_done_counts_from_the_plan_that_was_on_the_screen(phone, rob):
    sends(phone, entry({"type": "morning", "pain": 0}))
    number, shown = phone.get(TODAY).json()["version"], rob.plan
    sends(phone, entry({"type": "other_work", "loaded": True, "pain": 9}))
    assert rob.plan != shown
    assert phone.get(TODAY).json()["version"] != number
    told = entry({"type": "did", "exercise": shown.entries[0].exercise}, version=number)
    assert statuses(sends(phone, told)) == [201]
    assert Event.objects.get(uuid=told["uuid"]).done_from == kept(shown)


def test_where_signs_lead_is_worked_out_here_and_today_shows_it(phone):
    answer = sends(phone, entry({"type": "signs", "flags": ["rf01"]}))
    assert answer.json()["status"] == "stopped_redflag"
    today = phone.get(TODAY)
    assert (today.json()["route"], today.json()["days"]) == ("E", [])
    assert unpromised(today, TODAY, "GET") == []


def test_an_answer_with_a_sign_can_be_taken_back_soon_and_once(phone):
    slip = entry({"type": "signs", "flags": ["rf01"]})
    back = entry({"type": "taken_back", "why": "my thumb"}, supersedes=slip["uuid"])
    again = entry({"type": "taken_back", "why": "once more"}, supersedes=slip["uuid"])
    assert statuses(sends(phone, slip, back, back, again)) == [201, 201, 200, 400]
    assert phone.get(TODAY).json()["status"] != "stopped_redflag"


def test_an_answer_of_an_hour_ago_stays(phone):
    then = (timezone.now() - timedelta(hours=1)).isoformat()
    slip = entry({"type": "signs", "flags": ["rf01"]}, at=then)
    back = entry({"type": "taken_back", "why": "my thumb"}, supersedes=slip["uuid"])
    assert statuses(sends(phone, slip, back)) == [201, 400]


def test_a_morning_cannot_be_taken_back_as_a_slip(phone):
    told = entry(MORNING)
    back = entry({"type": "taken_back", "why": "my thumb"}, supersedes=told["uuid"])
    assert statuses(sends(phone, told, back)) == [201, 400]


def test_signs_of_a_day_ago_are_answered_as_of_that_day(phone, rob):
    day = rob.following.today.date - timedelta(days=1)
    told = entry({"type": "signs", "flags": ["rf10a"]}, on=str(day))
    assert statuses(sends(phone, told)) == [201]
    kept = Event.objects.get(uuid=told["uuid"])
    assert (kept.on, kept.kind) == (day, "flagged")


def test_an_examination_before_the_injury_is_refused(phone, rob):
    sends(phone, entry({"type": "reinjured", "grade": 1}))
    day = rob.following.today.date - timedelta(days=2)
    answer = sends(phone, entry({"type": "cleared", "role": "doctor"}, on=str(day)))
    assert "before the injury" in answer.json()["entries"][0]["problem"]["faults"][0]["allowed"]


def test_today_is_the_plan_as_the_rules_have_it(phone, rob):
    answer = phone.get(TODAY)
    assert unpromised(answer, TODAY, "GET") == []
    assert answer["Cache-Control"] == "private, no-store"
    body, found = answer.json(), rob.following
    assert body["programme"] == str(rob.programme.key)
    assert [item["exercise"] for item in body["plan"]["items"]] == [e.exercise for e in found.today.plan.entries]
    assert (body["light"], body["signs_due"], body["told"]["finished"]) == (None, True, False)
    assert body["ahead"]["gates"]
    assert body["hopes"]["first_run"]


def test_today_tells_what_was_told_and_the_light_so_far(phone, rob):
    first = rob.plan.entries[0].exercise
    sends(phone, entry(MORNING), entry({"type": "did", "exercise": first}))
    body = phone.get(TODAY).json()
    assert body["told"]["morning"] == {"pain": 1, "limp": False, "widespread": False}
    assert (body["told"]["items"][0]["exercise"], body["told"]["finished"]) == (first, False)
    sends(phone, entry({"type": "finished", "during": 9, "after": 1}))
    body = phone.get(TODAY).json()
    assert (body["light"], body["told"]["finished"]) == ("red", True)
    assert body["reasons"][0]["text"]


def test_a_pause_leaves_a_day_with_nothing_in_it(phone):
    sends(phone, entry({"type": "paused"}))
    answer = phone.get(TODAY)
    assert (answer.json()["plan"]["items"], unpromised(answer, TODAY, "GET")) == ([], [])


def test_a_name_in_the_address_is_refused(phone):
    answer = phone.get(f"{TODAY}?programme=1")
    assert (answer.status_code, is_problem(answer)) == (400, True)


def test_a_screen_kept_from_the_page_is_known_by_its_signs(phone, rob):
    uuid = uuid4()
    rob.tells(Screened(frozenset({"rf10a"}), Route.PROCEED, Lock.NONE), uuid=uuid)
    assert statuses(sends(phone, entry({"type": "signs", "flags": ["rf10a"]}, uuid=str(uuid)))) == [200]


def test_a_uuid_of_something_else_is_no_sign(phone):
    told = entry(MORNING)
    assert statuses(sends(phone, told, told | {"event": {"type": "signs", "flags": []}})) == [201, 409]
