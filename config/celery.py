"""The Celery app: Redis when REDIS_URL is set, else messages in a folder."""

import os
import warnings
from typing import Any

from celery import Celery
from celery.platforms import SecurityWarning  # type: ignore[attr-defined]  # not in its stubs
from celery.signals import beat_init, celeryd_init, setup_logging
from django.conf import settings
from kombu.transport import TRANSPORT_ALIASES

from config.startup import exit_when_incomplete

TRANSPORT_ALIASES["atomicfs"] = "config.atomic_broker:Transport"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("strideback")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@celeryd_init.connect
def refuse_to_work(**kwargs: Any) -> None:
    """A worker checks its settings before it takes a task."""
    exit_when_incomplete()
    if settings.DEBUG:
        # Trying things out as root, in a container, is no news; in production Celery may say so.
        warnings.simplefilter("ignore", SecurityWarning)


@beat_init.connect
def beat_once_at_start(**kwargs: Any) -> None:
    """Beat waits a whole period before its first task; operators want to know at once that the line is open."""
    exit_when_incomplete()
    app.send_task("programs.tasks.send_due_reminders")


@setup_logging.connect
def keep_logging_as_it_is(**kwargs: Any) -> None:
    """Django's settings have set up logging already; Celery, seeing a receiver here, leaves it alone."""
