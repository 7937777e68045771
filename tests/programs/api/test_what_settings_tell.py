"""What the page of settings tells, told by a program: the same course comes of it, once."""

import pytest
from django.test import Client

from programs.models import Event, Programme, Runner
from tests.programs.api.diaries import a_runner, entry, sends, statuses
from tests.programs.followed import LONDON, Rob

pytestmark = [pytest.mark.django_db, pytest.mark.db]

TOKYO = {"type": "zone_moved", "zone": "Asia/Tokyo"}


@pytest.fixture
def rob() -> Rob:
    return a_runner()


@pytest.fixture
def phone(rob) -> Client:
    """Rob's browser, signed in."""
    client = Client()
    client.force_login(rob.user)
    return client


def zones() -> tuple[str, str]:
    """The zone of Rob's programme, and the one that today is still counted in."""
    programme = Programme.objects.get()
    return programme.zone, programme.zone_before


def faults(answer) -> list[str]:
    problems = [one["problem"] for one in answer.json()["entries"] if one["problem"]]
    return [fault["allowed"] for problem in problems for fault in problem["faults"]]


def test_a_zone_told_moves_the_days_as_the_page_of_settings_does(phone, client):
    assert statuses(sends(phone, entry(TOKYO))) == [201]
    told, moved = Event.objects.get(kind="zone_moved"), Programme.objects.get()
    assert (zones(), Runner.objects.get().zone) == (("Asia/Tokyo", LONDON), "Asia/Tokyo")
    other = a_runner("ann@example.com")
    client.force_login(other.user)
    client.post("/settings/zone/", {"zone": "Asia/Tokyo"})
    same = Programme.objects.get(runner__user=other.user)
    assert same.events.get(kind="zone_moved").body == told.body
    assert (same.zone, same.zone_before, same.zone_since) == (moved.zone, moved.zone_before, moved.zone_since)


def test_a_zone_sent_again_after_another_was_chosen_moves_nothing(phone):
    first = entry(TOKYO)
    assert statuses(sends(phone, first, entry({"type": "zone_moved", "zone": LONDON}))) == [201, 201]
    assert zones() == (LONDON, "")
    assert statuses(sends(phone, first)) == [200]
    assert zones() == (LONDON, "")


def test_a_zone_with_the_same_clock_is_kept_once_too(phone, rob):
    plan, told = rob.plan, entry({"type": "zone_moved", "zone": "Europe/Lisbon"})
    assert statuses(sends(phone, told, told)) == [201, 200]
    assert (zones()[0], rob.plan) == ("Europe/Lisbon", plan)


def test_the_same_uuid_with_another_zone_is_a_conflict(phone):
    told = entry(TOKYO)
    assert statuses(sends(phone, told, told | {"event": {"type": "zone_moved", "zone": LONDON}})) == [201, 409]
    assert zones()[0] == "Asia/Tokyo"


def test_the_zone_that_counts_already_is_refused_with_its_name(phone):
    answer = sends(phone, entry({"type": "zone_moved", "zone": LONDON}))
    assert statuses(answer) == [400]
    assert faults(answer) == [f"the days are counted in {LONDON} already: give another time zone"]


def test_a_move_corrects_no_entry(phone):
    first = entry(TOKYO)
    answer = sends(phone, first, entry({"type": "zone_moved", "zone": LONDON}, supersedes=first["uuid"]))
    assert statuses(answer) == [201, 400]
    assert "gives way by itself" in faults(answer)[0]
    assert zones()[0] == "Asia/Tokyo"


def test_kit_and_usual_minutes_told_are_what_the_next_plan_rests_on(phone, rob):
    kit, week = {"type": "equipped", "kit": ["band", "band"]}, {"type": "usual_week", "minutes": 120}
    assert statuses(sends(phone, entry(kit), entry(week))) == [201, 201]
    situation = rob.following.today.now.situation
    assert (situation.kit, situation.weekly_run_minutes) == ({"band"}, 120)
    assert statuses(sends(phone, entry({"type": "usual_week", "minutes": None}))) == [201]
    assert rob.following.today.now.situation.weekly_run_minutes is None


def test_what_was_told_stands_on_the_pages_in_words(phone, rob):
    kit, week = {"type": "equipped", "kit": ["band"]}, {"type": "usual_week", "minutes": 90}
    sends(phone, entry(TOKYO), entry(kit), entry(week))
    everything = phone.get("/settings/data/all/").content.decode()
    for said in ("Asia/Tokyo", "Kit at home: band", "Running in a usual week: 90 minutes"):
        assert said in everything
    day = phone.get(f"/today/days/{rob.following.today.date}/").content.decode()
    for said in ("Kit at home", "band", "90 min run"):
        assert said in day
