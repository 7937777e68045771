"""Reminders through the API: read, set as a whole, the same set twice, and nobody else's."""

from datetime import time

import pytest
from django.test import Client
from django.utils import timezone

from programs.models import DueReminder, ReminderSettings
from programs.services.tokens import give_token
from tests.programs.api.diaries import a_runner
from tests.programs.api.schema import published, unpromised
from tests.programs.followed import Rob

pytestmark = [pytest.mark.django_db, pytest.mark.db]

ADDRESS = "/api/v1/reminders/"
(EXAMPLE,) = published()["paths"][ADDRESS]["put"]["requestBody"]["content"]["application/json"]["examples"].values()
WANTED = EXAMPLE["value"]


@pytest.fixture
def rob() -> Rob:
    return a_runner()


@pytest.fixture
def phone(rob) -> Client:
    """Rob's browser, signed in."""
    client = Client()
    client.force_login(rob.user)
    return client


def puts(phone: Client, body: object, **more):
    answer = phone.put(ADDRESS, body, content_type="application/json", **more)
    assert unpromised(answer, ADDRESS, "PUT") == []
    return answer


def gets(phone: Client, **more):
    answer = phone.get(ADDRESS, **more)
    assert unpromised(answer, ADDRESS, "GET") == []
    return answer


def test_before_anything_is_chosen_they_are_off_and_nothing_is_kept_by_looking(phone):
    told = gets(phone).json()
    assert (told["wanted"]["on"], told["wanted"]["weekly_day"]) == (False, None)
    assert (told["zone"], told["confirmed"], told["mail_stopped"]) == ("Europe/London", True, None)
    assert not ReminderSettings.objects.exists()


def test_what_is_set_is_what_is_read_and_what_the_page_shows(phone):
    body = WANTED | {"weekdays": ["fri", "mon"], "nudge_at": "19:00", "weekly_at": "18:30"}
    assert puts(phone, body).json()["wanted"] == body | {"weekdays": ["mon", "fri"]}
    assert gets(phone).json()["wanted"] == body | {"weekdays": ["mon", "fri"]}
    kept = ReminderSettings.objects.get()
    assert (kept.days, kept.nudge_at, kept.weekly_day, kept.weekly_at) == ({0, 4}, time(19), 6, time(18, 30))
    assert 'value="18:30"' in phone.get("/settings/").content.decode()


def test_set_twice_it_is_as_set_once(phone):
    first = puts(phone, WANTED)
    due = list(DueReminder.objects.order_by("cause").values_list("cause", "due_at", "on"))
    assert [cause for cause, *_ in due] == ["daily", "weekly"]
    assert puts(phone, WANTED).content == first.content
    assert list(DueReminder.objects.order_by("cause").values_list("cause", "due_at", "on")) == due
    assert ReminderSettings.objects.count() == 1


def test_setting_them_starts_mail_again_that_had_stopped(phone):
    puts(phone, WANTED)
    ReminderSettings.objects.update(refused=3, paused_because="550 no such mailbox")
    assert gets(phone).json()["mail_stopped"] == "550 no such mailbox"
    assert puts(phone, WANTED).json()["mail_stopped"] is None


def without(name: str) -> dict[str, object]:
    return {key: value for key, value in WANTED.items() if key != name}


BAD = {
    "a name left out": (without("weekly_at"), "weekly_at", "nothing"),
    "a name nobody knows": (WANTED | {"channel": "push"}, "channel", "not known here"),
    "yes for true": (WANTED | {"on": "yes"}, "on", '"yes"'),
    "null for a time that must be": (WANTED | {"at": None}, "at", "null"),
    "a time with seconds": (WANTED | {"at": "07:30:00"}, "at", '"07:30:00"'),
    "a time there is not": (WANTED | {"nudge_at": "24:00"}, "nudge_at", '"24:00"'),
    "a time in other digits": (WANTED | {"at": "०७:३०"}, "at", '"०७:३०"'),
    "a weekday by number": (WANTED | {"weekdays": [0]}, "weekdays", "[0]"),
    "a weekday that is a list": (WANTED | {"weekly_day": ["sun"]}, "weekly_day", '["sun"]'),
    "no day at all": (WANTED | {"weekdays": []}, "weekdays", "[]"),
    "a time in the quiet hours": (WANTED | {"at": "23:00"}, "at", '"23:00"'),
    "the week's mail in the quiet hours": (WANTED | {"weekly_at": "05:59"}, "weekly_at", '"05:59"'),
}


@pytest.mark.parametrize(("body", "field", "given"), BAD.values(), ids=BAD)
def test_is_refused_by_name_and_nothing_changes(phone, body, field, given):
    answer = puts(phone, body)
    assert answer.status_code == 400
    assert [(fault["field"], fault["given"]) for fault in answer.json()["faults"]] == [(field, given)]
    assert not ReminderSettings.objects.exists()


def test_all_faults_come_at_once(phone):
    answer = puts(phone, {"on": 1, "at": 7})
    assert {fault["field"] for fault in answer.json()["faults"]} == set(WANTED)


def test_strangers_are_told_nothing_and_set_nothing(rob, client):
    assert gets(client).status_code == puts(client, WANTED).status_code == 401
    ann = a_runner("ann@example.com")
    client.force_login(ann.user)
    puts(client, WANTED)
    assert not ReminderSettings.objects.filter(programme=rob.programme).exists()


def test_a_token_that_may_read_sets_nothing_and_one_that_may_tell_does(rob, client):
    for scope, status in (("read", 403), ("tell", 200)):
        _, secret = give_token(user=rob.user, name=scope, scope=scope, days=1, now=timezone.now())
        headers = {"Authorization": f"Bearer {secret}"}
        assert gets(client, headers=headers).status_code == 200
        assert puts(client, WANTED, headers=headers).status_code == status


def test_a_form_of_another_site_sets_nothing(rob):
    forged = Client(enforce_csrf_checks=True)
    forged.force_login(rob.user)
    assert puts(forged, WANTED).status_code == 403


@pytest.mark.parametrize("method", ["post", "patch", "delete"])
def test_other_methods_are_none(phone, method):
    answer = getattr(phone, method)(ADDRESS, WANTED, content_type="application/json")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, PUT")
