"""Keeping track of whether background work still comes through."""

from datetime import datetime

from django.db import transaction

from programs.models import Heartbeat

# What beat wakes each minute: when it ran last tells whether beat, broker, worker and database all work.
SWEEP = "sweep"


@transaction.atomic
def note_heartbeat(*, name: str, at: datetime) -> Heartbeat:
    """Remember that *name* ran at that moment; only the last time is kept."""
    heartbeat, _ = Heartbeat.objects.update_or_create(name=name, defaults={"beaten_at": at})
    return heartbeat
