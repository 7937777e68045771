"""Another word on an entry, told by a phone or a program: only on what may be said better, and about the same."""

from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from programs.models import Event
from rehab.events import Morning
from tests.programs.api.diaries import MORNING, TODAY, a_runner, entry, sends, statuses
from tests.programs.followed import Rob

pytestmark = [pytest.mark.django_db, pytest.mark.db]

RAISE = {"type": "did", "exercise": "two-leg-heel-raise", "pain": 2}


@pytest.fixture
def rob() -> Rob:
    return a_runner()


@pytest.fixture
def phone(rob) -> Client:
    """Rob's browser, signed in."""
    client = Client()
    client.force_login(rob.user)
    return client


def test_a_better_word_stands_where_the_first_stood(phone, rob):
    now = timezone.now()
    then = max(now - timedelta(hours=2), datetime.combine(now.date(), time(), UTC))  # of today, just after midnight too
    first = entry(MORNING, at=then.isoformat())
    better = entry({"type": "morning", "pain": 3}, supersedes=first["uuid"])
    assert statuses(sends(phone, first, better, better)) == [201, 201, 200]
    row = Event.objects.get(uuid=better["uuid"])
    assert (row.happened_at, row.on) == (then, Event.objects.get(uuid=first["uuid"]).on)
    assert [event for event in rob.following.today.page.events if isinstance(event, Morning)] == [Morning(3)]


def test_an_item_is_still_done_from_the_plan_it_was_told_of(phone):
    first = entry(RAISE)
    better = entry(RAISE | {"pain": 5}, supersedes=first["uuid"])
    assert statuses(sends(phone, first, entry({"type": "other_work", "loaded": True, "pain": 9}), better)) == [201] * 3
    done_from = {row.uuid: row.done_from for row in Event.objects.filter(kind="did", body__exercise=RAISE["exercise"])}
    assert len({str(plan) for uuid, plan in done_from.items() if str(uuid) in (first["uuid"], better["uuid"])}) == 1


MUST_STAND = {
    "a sign": {"type": "signs", "flags": ["rf01"]},
    "none of the signs": {"type": "signs", "flags": []},
    "an examination": {"type": "cleared", "role": "physio"},
    "a new strain": {"type": "reinjured", "grade": 2},
    "a pause": {"type": "paused"},
}


@pytest.mark.parametrize("event", MUST_STAND.values(), ids=MUST_STAND)
@pytest.mark.parametrize("better", ["a number", "the same again"])
def test_it_must_stand(phone, event, better):
    first = entry(event)
    instead = entry(MORNING if better == "a number" else event, supersedes=first["uuid"])
    answer = sends(phone, first, instead)
    assert statuses(answer) == [201, 400]
    assert "cannot be said better" in answer.json()["entries"][1]["problem"]["faults"][0]["allowed"]
    assert not Event.objects.filter(uuid=instead["uuid"]).exists()


def test_a_number_in_the_place_of_a_sign_gives_no_plan_back(phone):
    sign = entry({"type": "signs", "flags": ["rf01"]}, at=(timezone.now() - timedelta(hours=1)).isoformat())
    sends(phone, sign, entry(MORNING, supersedes=sign["uuid"]))
    assert phone.get(TODAY).json()["route"] == "E"


OTHERS = {
    "an item by a morning": (RAISE, MORNING),
    "an item by another exercise": (RAISE, RAISE | {"exercise": "single-leg-heel-raise"}),
    "a test by another test": (
        {"type": "tried", "criterion": "walk-10-min", "injured": 1},
        {"type": "tried", "criterion": "single-leg-raises", "injured": 1},
    ),
}


@pytest.mark.parametrize(("event", "other"), OTHERS.values(), ids=OTHERS)
def test_it_is_about_something_else(phone, event, other):
    first = entry(event)
    answer = sends(phone, first, entry(other, supersedes=first["uuid"]))
    assert statuses(answer) == [201, 400]
    assert "about something else" in answer.json()["entries"][1]["problem"]["faults"][0]["allowed"]


def test_what_is_not_there_or_was_said_better_already_is_no_entry_to_correct(phone):
    first = entry(MORNING)
    better, again = entry(MORNING, supersedes=first["uuid"]), entry(MORNING, supersedes=first["uuid"])
    nowhere = entry(MORNING, supersedes=str(uuid4()))
    assert statuses(sends(phone, first, better, again, nowhere)) == [201, 201, 400, 400]


def test_nobody_corrects_the_diary_of_somebody_else(phone, client):
    first = entry(MORNING)
    sends(phone, first)
    client.force_login(a_runner("ola@example.com").user)
    assert statuses(sends(client, entry({"type": "morning", "pain": 9}, supersedes=first["uuid"]))) == [400]
