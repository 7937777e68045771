"""Doors for background work: ids in, one service called, safe to run twice."""

from celery import shared_task
from django.utils import timezone

from programs.services.heartbeats import note_heartbeat as note

SWEEP = "sweep"


@shared_task
def note_heartbeat() -> None:
    """Leave a trace that beat, broker, worker and database all work; `/readyz` tells its age."""
    note(name=SWEEP, at=timezone.now())
