"""What a mail says and leads to: no word of health in its head, one press to stop, times to set."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from programs.models import DueReminder, ReminderSettings
from programs.post import stop_token
from tests.programs.check_path import HERE, text_of
from tests.programs.followed import Rob
from tests.programs.reminders.reminded import Reminded
from tests.programs.reminders.sinks import smtp_sink
from tests.programs.reminders.sinks import text_of as words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def sink(settings):
    with smtp_sink(settings) as found:
        yield found


@pytest.fixture
def rob():
    rob = Reminded(grade=2, days_ago=12).reaches_a_day_to_train()
    return rob.sleeps_to(rob.now.replace(hour=7, minute=30))


def signed_in(rob: Rob) -> Client:
    client = Client(headers=HERE)
    client.force_login(rob.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_head_of_a_mail_tells_nothing_of_health_and_how_to_stop(rob, sink):
    rob.sweeps()
    (message,) = sink.arrived
    head = " ".join(f"{name}: {value}" for name, value in message.items()).lower()
    assert not re.search(r"calf|strain|pain|injur|day \d|grade|phase|rehab", head)
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stops = "".join(message["List-Unsubscribe"].split()).strip("<>")
    assert stops == f"http://testserver{reverse('stop', args=[stop_token(rob.programme)])}"
    assert message["Auto-Submitted"] == "auto-generated"
    text = words_of(message)
    assert "Open today: http://testserver/today/" in text
    assert "An educational exercise planner, not a diagnosis." in text
    (html,) = [part for part in message.walk() if part.get_content_type() == "text/html"]
    assert "Open today" in html.get_payload(decode=True).decode()


def test_looking_at_the_page_that_stops_changes_nothing(rob):
    place = reverse("stop", args=[stop_token(rob.programme)])
    for method in ("get", "head"):
        assert getattr(Client(), method)(place).status_code == 200
    assert ReminderSettings.objects.get().on
    assert DueReminder.objects.exists()


PRESSES = {
    "by the button": {},
    "by a mail program, without a cookie": {"List-Unsubscribe": "One-Click"},
}


@pytest.mark.parametrize("sent", PRESSES.values(), ids=PRESSES)
def test_one_press_stops(sent, rob, sink):
    answer = Client(enforce_csrf_checks=True).post(reverse("stop", args=[stop_token(rob.programme)]), sent)
    assert answer.status_code == 200
    assert "No more reminders" in text_of(answer)
    assert "no-store" in answer["Cache-Control"]
    assert not ReminderSettings.objects.get().on
    rob.sweeps()
    assert sink.arrived == []


WRONG = {"a word": "x", "a key without its signature": "0" * 32, "another signature": "0" * 32 + "." + "A" * 43}


@pytest.mark.parametrize("token", WRONG.values(), ids=WRONG)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_that_was_not_made_here_stops_nothing(token, method, rob):
    answer = getattr(Client(), method)(f"/stop/{token}/")
    assert answer.status_code == 404
    assert ReminderSettings.objects.get().on


def test_one_runners_link_stops_nobody_else(rob):
    ann = Reminded("ann@home.test", grade=2, days_ago=12)
    Client().post(reverse("stop", args=[stop_token(ann.programme)]))
    assert ReminderSettings.objects.get(programme=rob.programme).on
    assert not ReminderSettings.objects.get(programme=ann.programme).on


FORM = {"on": "yes", "at": "06:45", "weekday": ["0", "2", "4"], "nudge_at": "18:00", "quiet_from": "21:00"}


def test_a_runner_sets_times_and_sees_them():
    rob = Rob(at=timezone.now(), days_ago=12)
    client = signed_in(rob)
    answer = client.post("/settings/reminders/", FORM)
    assert (answer.status_code, answer["Location"]) == (302, "/settings/?saved=reminders#reminders")
    kept = ReminderSettings.objects.get()
    assert (kept.on, kept.weekdays, f"{kept.at:%H:%M}", f"{kept.nudge_at:%H:%M}") == (True, 0b10101, "06:45", "18:00")
    page = client.get("/settings/?saved=reminders").content.decode()
    assert page.count("<span>Saved</span>") == 1
    assert 'value="06:45"' in page
    assert DueReminder.objects.count() == 2


REFUSED = {
    "a time that is none": ({"at": "25:00"}, "a time of day, such as 07:30"),
    "a time of the next day": ({"at": "24:00"}, "24:00 was given"),
    "a time with something behind it": ({"at": "07:30am"}, "07:30am was given"),
    "a time in other digits": ({"at": "٠٧:٣٠"}, "a time of day, such as 07:30"),
    "a time without its nought": ({"quiet_from": "9:00"}, "9:00 was given"),
    "a time with a NUL": ({"nudge_at": "18:00\0"}, "whole letters, and no control characters"),
    "two times": ({"at": ["06:45", "07:45"]}, "at most 8 letters"),
    "a day that is none": ({"weekday": ["7"]}, "0, 1, 2, 3, 4, 5, 6"),
    "no day at all": ({"weekday": []}, "one day of the week at least"),
    "a time in quiet hours": ({"at": "21:30"}, "lies in your quiet hours"),
    "a name that nothing asked for": ({"channel": "fax"}, "channel"),
}


@pytest.mark.parametrize(("sent", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_set_is_refused_with_what_can(sent, said):
    client = signed_in(Rob(at=timezone.now(), days_ago=12))
    answer = client.post("/settings/reminders/", FORM | sent)
    assert answer.status_code == 400
    assert said in text_of(answer)
    assert not ReminderSettings.objects.exists()


def test_send_me_one_now_shows_what_really_came_of_it(settings):
    rob = Rob("rob@home.test", at=timezone.now(), days_ago=12)
    client = signed_in(rob)
    with smtp_sink(settings) as sink:
        assert "The mail server took it" in text_of(client.post("/settings/reminders/now/"))
        assert len(sink.arrived) == 1
    with smtp_sink(settings, lambda stage, number: "550 no such mailbox"):
        assert "did not take it" in text_of(client.post("/settings/reminders/now/"))
    assert "ConnectionRefusedError" in text_of(client.post("/settings/reminders/now/"))


def test_the_runner_sees_what_was_sent_and_why_not(settings):
    rob = Reminded(at=timezone.now(), grade=2, days_ago=12).reaches_a_day_to_train()
    with smtp_sink(settings):
        rob.sweeps()  # where he joined before half past seven, that day's is too late by now
        rob.sleeps_to(rob.now.replace(hour=8, minute=0)).sweeps()
    page = signed_in(rob).get("/settings/").content.decode()
    assert '<span class="soft">sent by e-mail</span>' in page
