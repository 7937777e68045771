"""Doors for background work: ids in, one service called, safe to run twice."""

from celery import shared_task
from django.utils import timezone

from programs.services.checks import forget_old
from programs.services.heartbeats import note_heartbeat as note

SWEEP = "sweep"


@shared_task
def note_heartbeat() -> None:
    """Leave a trace that beat, broker, worker and database all work; `/readyz` tells its age."""
    note(name=SWEEP, at=timezone.now())


@shared_task
def forget_old_checks() -> None:
    """Delete the answers of sessions whose time has run out; until then they only could not be read."""
    forget_old()
