"""What operators see of the reminders, and who counts as one."""

import pytest
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from programs.post import sweep
from programs.services.heartbeats import note_heartbeat
from tests.programs.reminders.reminded import Reminded
from tests.programs.reminders.sinks import smtp_sink

pytestmark = pytest.mark.django_db
TOKEN = "a-token-of-the-operators"


def numbers(answer) -> dict[tuple[str, ...], float]:
    """Each number by its name and labels; the format is read by the package's own strict reader."""
    assert answer.status_code == 200
    found = {}
    for family in text_string_to_metric_families(answer.content.decode()):
        for sample in family.samples:
            found[sample.name.removeprefix("strideback_"), *sample.labels.values()] = sample.value
    return found


def test_what_is_due_owed_late_and_settled_is_counted(settings):
    rob = Reminded(days_ago=12).reaches_a_day_to_train()
    rob.sleeps_to(rob.now.replace(hour=7, minute=30))
    assert numbers(Client().get("/metrics"))["reminders_due",] == 1  # that morning is long ago
    sweep(now=rob.now)
    found = numbers(Client().get("/metrics"))
    assert found["reminders_waiting", "email", "owed"] == 1
    assert found["reminders_lag_seconds", "email"] > 0
    with smtp_sink(settings):
        rob.sweeps()
    found = numbers(Client().get("/metrics"))
    assert ("reminders_waiting", "email", "owed") not in found


def test_the_age_of_the_sweep_is_among_them():
    note_heartbeat(name="sweep", at=timezone.now())
    assert 0 <= numbers(Client().get("/metrics"))["sweep_age_seconds",] < 10


CALLERS = {
    "this machine": ({"REMOTE_ADDR": "127.0.0.1"}, True),
    "this machine, as the new addresses write it": ({"REMOTE_ADDR": "::1"}, True),
    "another machine": ({"REMOTE_ADDR": "192.0.2.7"}, False),
    "another one through our proxy": ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "192.0.2.7"}, False),
    "nobody can say": ({"REMOTE_ADDR": ""}, False),
    "another machine with the token": ({"REMOTE_ADDR": "192.0.2.7", "HTTP_AUTHORIZATION": f"Bearer {TOKEN}"}, True),
    "one with another token": ({"REMOTE_ADDR": "127.0.0.1", "HTTP_AUTHORIZATION": "Bearer x"}, False),
}


@pytest.mark.parametrize(("caller", "is_told"), CALLERS.values(), ids=CALLERS)
def test_the_numbers_are_told_to(caller, is_told, settings):
    settings.METRICS_TOKEN = TOKEN
    found = numbers(Client(**caller).get("/metrics"))
    assert (("reminders_due",) in found) == is_told
    assert found["up",] == 1


def test_without_a_token_set_none_is_right(settings):
    settings.METRICS_TOKEN = ""
    found = numbers(Client(REMOTE_ADDR="192.0.2.7", HTTP_AUTHORIZATION="Bearer ").get("/metrics"))
    assert found == {("up",): 1}
