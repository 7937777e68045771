"""Each task has its queue, and a queue is found again by whoever sends to it after Redis was emptied."""

import json
from datetime import UTC, datetime

import pytest
from celery import Celery
from celery.beat import Scheduler
from redis import Redis

from config.queues import EVERY, HANDOUTS, REMINDERS, UPKEEP
from programs import tasks
from tests.servers import redis_server

QUEUES = {
    "programs.tasks.send_due_reminders": "reminders",
    "programs.tasks.deliver_reminders": "reminders",
    "programs.tasks.send_alerts": "reminders",
    "programs.tasks.forget_old_deliveries": "upkeep",
    "programs.tasks.forget_old_checks": "upkeep",
    "programs.tasks.let_days_pass": "upkeep",
    "programs.tasks.forget_unused_accounts": "upkeep",
    "programs.tasks.forget_closed_clinics": "upkeep",
    "programs.tasks.forget_discharged_clients": "upkeep",
    "programs.tasks.forget_old_invitations": "upkeep",
    "programs.tasks.print_papers": "handouts",
    "programs.tasks.forget_old_papers": "upkeep",
}


def test_every_task_of_ours_has_a_queue():
    ours = {name for name in tasks.send_due_reminders.app.tasks if name.startswith("programs.")}
    assert ours == QUEUES.keys()


@pytest.mark.parametrize("task", QUEUES)
def test_it_is_sent_to_its_queue_and_to_no_other(task, settings, tmp_path):
    with redis_server(tmp_path) as address, Redis.from_url(address) as redis:
        app = an_app(settings, address)
        for _ in range(2):
            app.send_task(task)
            redis.flushall()
        app.send_task(task)
        found = {key.decode(): redis.llen(key) for key in redis.scan_iter()}
    assert found == {QUEUES[task]: 1}, "after Redis was emptied too, and nothing beside it is needed"


def test_nothing_that_beat_asks_for_is_read_when_it_has_long_been_asked_for_again(settings, tmp_path):
    with redis_server(tmp_path) as address, Redis.from_url(address) as redis:
        beat = Scheduler(an_app(settings, address), lazy=True)
        beat.setup_schedule()
        begun = datetime.now(UTC)
        for asked in beat.schedule.values():
            beat.apply_async(asked, advance=False)
        queues = (REMINDERS, UPKEEP, HANDOUTS)
        sent = [json.loads(message)["headers"] for queue in queues for message in redis.lrange(queue, 0, -1)]
    lasts = {headers["task"]: (datetime.fromisoformat(headers["expires"]) - begun).total_seconds() for headers in sent}
    for name, seconds in EVERY.items():
        assert lasts[f"programs.tasks.{name}"] == pytest.approx(max(120, seconds), abs=10)


def an_app(settings, address: str) -> Celery:
    """What a beat of ours is that sends to the Redis at *address*."""
    settings.CELERY_BROKER_URL = address
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = {}
    app = Celery("another", set_as_current=False)
    app.config_from_object("django.conf:settings", namespace="CELERY")
    return app
