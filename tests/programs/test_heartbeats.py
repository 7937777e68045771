"""The trace that background work leaves."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.db import connection

from programs import tasks
from programs.models import Heartbeat
from programs.selectors.readiness import last_heartbeat
from programs.services.heartbeats import SWEEP, note_heartbeat
from tests.sizes import size

pytestmark = [pytest.mark.django_db, pytest.mark.db]

MORNING = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)


def test_only_the_last_time_is_kept():
    note_heartbeat(name="sweep", at=MORNING)
    note_heartbeat(name="sweep", at=MORNING + timedelta(minutes=1))
    assert [str(beat) for beat in Heartbeat.objects.all()] == ["sweep at 2026-11-23 07:31:00"]
    assert last_heartbeat(name="sweep") == MORNING + timedelta(minutes=1)


def test_what_never_ran_has_no_time():
    assert last_heartbeat(name="sweep") is None


def test_the_task_may_run_twice():
    tasks.send_due_reminders()
    tasks.send_due_reminders()
    assert Heartbeat.objects.filter(name=SWEEP).count() == 1


def test_every_scheduled_task_exists():
    registered = set(tasks.send_due_reminders.app.tasks)
    assert {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()} <= registered


@pytest.mark.sliced
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_leave_one_trace():
    rounds = size(20, 2_000)
    faults = []

    def work() -> None:
        try:
            for number in range(rounds):
                note_heartbeat(name="sweep", at=MORNING + timedelta(seconds=number))
        except Exception as fault:  # noqa: BLE001  # whatever it is, the test reports it
            faults.append(fault)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    print(f"heartbeats: 2 workers, {rounds} rounds each, {len(faults)} faults")
    assert faults == []
    assert Heartbeat.objects.get().beaten_at == MORNING + timedelta(seconds=rounds - 1)
