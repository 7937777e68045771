"""One now, to see whether it arrives: never of a plan nobody should train by, and not without end."""

import pytest
from django.test import Client
from django.utils import timezone

from programs.models import DueReminder, ReminderSettings
from programs.services.consents import withdraw
from rehab.events import Paused, Screened
from rehab.vocabulary import Lock, Route
from rehab.wanted import Wanted
from tests.programs.check_path import HERE, text_of
from tests.programs.followed import Rob
from tests.programs.reminders.reminded import Reminded
from tests.programs.reminders.sinks import smtp_sink

pytestmark = [pytest.mark.django_db, pytest.mark.db_whole]
NOW, ALL = "/settings/reminders/now/", "/settings/data/all/"


@pytest.fixture
def rob():
    return Rob(at=timezone.now(), days_ago=12)


def signed_in(rob: Rob, **how) -> Client:
    client = Client(headers=HERE, **how)
    client.force_login(rob.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def stopped(rob):
    rob.tells(Screened(frozenset({"rf01"}), Route.EMERGENCY, Lock.NO_PLAN))


def withdrawn(rob):
    withdraw(runner=rob.programme.runner, now=rob.now)


KEPT_BACK = {
    "a pause": (lambda rob: rob.tells(Paused()), "Nothing was sent: paused."),
    "a warning sign": (stopped, "Nothing was sent: the plan is stopped."),
    "a yes taken back": (withdrawn, "Nothing was sent: your yes to keeping this was taken back."),
}


@pytest.mark.parametrize(("happens", "said"), KEPT_BACK.values(), ids=KEPT_BACK)
def test_nothing_goes_after(happens, said, rob, settings):
    happens(rob)
    with smtp_sink(settings) as sink:
        answer = signed_in(rob).post(NOW)
    assert (answer.status_code, sink.arrived) == (400, [])
    assert said in text_of(answer)


def test_after_some_in_an_hour_it_says_when_the_next_one_can_go(rob, settings):
    settings.REMINDERS_NOW_PER_HOUR = 2
    client, ann = signed_in(rob), signed_in(Rob("ann@example.com", at=timezone.now(), days_ago=12))
    with smtp_sink(settings) as sink:
        # An hour may end between two presses: then the count begins again, and two more are sent.
        answers = [client.post(NOW) for _ in range(6)]
        assert 2 <= len(sink.arrived) <= 4
        assert ann.post(NOW).status_code == 200
    assert answers[-1].status_code == 429
    assert 1 <= int(answers[-1]["Retry-After"]) <= 3600
    assert "so nothing was sent. The next one can go in" in text_of(answers[-1])


def test_reminders_stand_on_the_page_of_everything_and_go_with_the_account(settings):
    rob = Reminded(grade=2, days_ago=12, wanted=Wanted(weekdays=frozenset({0, 2})))
    page = text_of(signed_in(rob).get(ALL))
    assert "Reminders of the programme from" in page
    assert "Mon, Wed" in page
    signed_in(rob).post("/settings/data/erase/", {"word": "erase"})
    assert not DueReminder.objects.exists()
    assert not ReminderSettings.objects.exists()


def test_what_was_sent_stands_on_the_page_of_everything_too(settings):
    rob = Reminded(grade=2, days_ago=12).reaches_a_day_to_train()
    rob.sleeps_to(rob.now.replace(hour=7, minute=30))
    with smtp_sink(settings):
        rob.sweeps()
    assert f"{rob.now:%-H:%M}: sent" in text_of(signed_in(rob).get(ALL))
