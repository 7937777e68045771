"""The mail of a week: on its day alone, made from the diary, and stopped as all others are."""

from datetime import time, timedelta
from typing import Any

import pytest
from django.utils import timezone

from programs.models import Delivery, DueReminder, ReminderSettings
from programs.post import stop_token
from programs.services.consents import withdraw
from programs.services.reminders import stop_reminders
from rehab.events import Ended, Morning, Paused, Screened
from rehab.vocabulary import Lock, Route
from rehab.wanted import Wanted
from tests.programs.reminders.reminded import Reminded
from tests.programs.reminders.sinks import smtp_sink, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.db_whole]

# Rob's story begins on Monday 2 November.
MONDAY, SUNDAY = 0, 6
ALONE = Wanted(on=False, weekly_day=MONDAY, weekly_at=time(8))


@pytest.fixture
def sink(settings):
    with smtp_sink(settings) as found:
        yield found


@pytest.fixture
def rob():
    """On the Monday morning after ten green days, at five to eight."""
    rob = Reminded(grade=1, days_ago=3, wanted=Wanted(on=False))
    while rob.now.date().isoformat() < "2026-11-16":
        rob.tells(Morning(0))
        if rob.plan.entries:
            rob.trains()
        rob.now = (rob.now + timedelta(days=1)).replace(hour=12, minute=0, second=0)
    rob.sleeps_to(rob.now.replace(hour=7, minute=55)).wants(ALONE)
    return rob


def at_eight(rob):
    return rob.sleeps_to(rob.now.replace(hour=8, minute=0)).sweeps()


def test_it_comes_on_its_day_at_its_minute_and_once(rob, sink):
    rob.sweeps()
    assert sink.arrived == []
    at_eight(rob)
    rob.sweeps()
    (message,) = sink.arrived
    assert message["Subject"] == "Your week"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert stop_token(rob.programme) in message["List-Unsubscribe"]
    (delivery,) = Delivery.objects.all()
    assert (delivery.state, delivery.due_at) == ("sent", rob.now)
    assert message["Message-ID"].startswith(f"<{delivery.key}@")
    assert (delivery.cause, delivery.kind, delivery.on.weekday()) == ("weekly", "weekly", MONDAY)


def test_it_says_what_was_done_what_the_plan_did_and_what_comes_next(rob, sink):
    at_eight(rob)
    text = text_of(sink.arrived[-1])
    assert "Your week: 7 of 7 days done" in text
    assert "From Monday 9 November to Sunday 15 November." in text
    for title in ("What you did", "What the plan did, and why", "What comes next"):
        assert title in text
    assert "step up to" in text
    assert "/progress/" in text


def paused(rob):
    rob.tells(Paused())


def warned(rob):
    rob.tells(Screened(frozenset({"rf01"}), Route.EMERGENCY, Lock.NO_PLAN))


def withdrawn(rob):
    withdraw(runner=rob.programme.runner, now=rob.now)


def two_hours_late(rob):
    rob.now = rob.now.replace(hour=10, minute=1)


def silent(rob):
    rob.now = (rob.now + timedelta(days=21)).replace(hour=7, minute=55)
    rob.wants(ALONE)


def done_today(rob):
    rob.trains()


HAPPENED = {
    "nothing else": (lambda rob: None, ("sent", "weekly")),
    "today is done already": (done_today, ("sent", "weekly")),
    "the programme is paused": (paused, ("skipped", "paused")),
    "a warning sign was told": (warned, ("skipped", "stopped")),
    "the yes was taken back": (withdrawn, ("skipped", "withdrawn")),
    "the house was down too long": (two_hours_late, ("skipped", "late")),
    "nothing was told for two weeks": (silent, ("skipped", "silent_long")),
}


@pytest.mark.parametrize(("happens", "told"), HAPPENED.values(), ids=HAPPENED)
def test_when(happens, told, rob, sink):
    happens(rob)
    rob.sleeps_to(max(rob.now, rob.now.replace(hour=8, minute=0, second=0))).sweeps()
    assert rob.told[-1] == told


def test_in_quiet_hours_it_is_not_sent_late(rob, sink):
    rob.wants(Wanted(on=False, weekly_day=MONDAY, weekly_at=time(21, 30)))
    rob.sleeps_to(rob.now.replace(hour=22, minute=10)).sweeps()
    assert (rob.told, sink.arrived) == ([("skipped", "quiet")], [])


def test_the_address_is_given_up_by_three_refusals_of_either_mail(rob, settings):
    rob.wants(Wanted(at=time(8), weekly_day=MONDAY, weekly_at=time(8)))
    ReminderSettings.objects.update(refused=1)
    with smtp_sink(settings, lambda stage, number: "550 no such mailbox"):
        at_eight(rob)
    kept = ReminderSettings.objects.get()
    assert (kept.refused, kept.paused_because) == (3, "550 no such mailbox")
    assert not DueReminder.objects.exists()


def test_after_the_end_none_is_due(rob, sink):
    rob.tells(Ended())
    at_eight(rob)
    assert not DueReminder.objects.exists()
    assert rob.told == []


def test_before_a_day_is_over_there_is_no_week_to_tell(sink):
    rob = Reminded(grade=1, days_ago=3, wanted=Wanted(on=False, weekly_day=MONDAY, weekly_at=time(13)))
    rob.sleeps_to(rob.now.replace(hour=13)).sweeps()
    assert rob.told == [("skipped", "new")]


def test_stopping_stops_it_too(rob, sink, client):
    token = stop_token(rob.programme)
    assert client.post(f"/stop/{token}/").status_code == 200
    at_eight(rob)
    assert sink.arrived == []
    assert ReminderSettings.objects.get().weekly_day is None
    stop_reminders(programme=rob.programme)


def test_it_and_the_reminder_of_the_day_are_two_mails(rob, sink):
    rob.wants(Wanted(at=time(8), weekly_day=MONDAY, weekly_at=time(8)))
    at_eight(rob)
    assert sorted(message["Subject"] for message in sink.arrived) == ["Your plan for today", "Your week"]


def form(**more: str) -> dict[str, Any]:
    return {"at": "07:30", "weekday": list("0123456"), "quiet_from": "22:00", "quiet_until": "06:00"} | more


@pytest.fixture
def ann(client):
    """Somebody at the page of settings, today."""
    ann = Reminded("ann@home.test", at=timezone.now(), days_ago=3, zone="Asia/Tokyo", wanted=Wanted(on=False))
    client.force_login(ann.user)
    return ann


def page(client) -> str:
    return " ".join(client.get("/settings/").content.decode().split())


def test_the_card_offers_it_and_it_is_off_at_first(client, ann):
    assert '<option value="">Never</option>' in page(client)
    assert "All times here are by the clock of Asia/Tokyo." in page(client)
    assert client.post("/settings/reminders/", form(weekly_day="6", weekly_at="18:00")).status_code == 302
    kept = ReminderSettings.objects.get()
    assert (kept.on, kept.weekly_day, kept.weekly_at) == (False, SUNDAY, time(18))
    assert '<option value="6" selected>Sunday</option>' in page(client)
    assert [due.cause for due in DueReminder.objects.all()] == ["weekly"]
    assert "Sunday, 18:00" in " ".join(client.get("/settings/data/all/").content.decode().split())


WRONG = {
    "a day there is not": ({"weekly_day": "7"}, "7 was given"),
    "in the quiet hours": ({"weekly_day": "0", "weekly_at": "23:00"}, "lies in your quiet hours"),
    "no time": ({"weekly_day": "0", "weekly_at": "noon"}, "noon was given"),
}


@pytest.mark.parametrize(("told", "said"), WRONG.values(), ids=WRONG)
def test_a_form_is_refused_with(client, ann, told, said):
    answer = client.post("/settings/reminders/", form(**told))
    assert answer.status_code == 400
    assert said in " ".join(answer.content.decode().split())
    assert ReminderSettings.objects.get().weekly_day is None


def test_a_mailbox_that_refused_three_times_is_told_on_the_card_and_saving_starts_again(client, ann):
    ann.wants(Wanted(weekly_day=SUNDAY))
    ReminderSettings.objects.update(refused=3, paused_because="550 no such mailbox")
    DueReminder.objects.all().delete()
    text = page(client)
    assert "we stopped writing to ann@home.test. It said: 550 no such mailbox." in text
    assert "then press Save" in text
    client.post("/settings/reminders/", form(on="yes", weekly_day="6", weekly_at="18:00"))
    assert "we stopped writing" not in page(client)
    assert sorted(due.cause for due in DueReminder.objects.all()) == ["daily", "weekly"]
