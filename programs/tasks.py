"""Doors for background work: ids in, one service called, safe to run twice."""

import logging

from celery import shared_task
from django.utils import timezone

from programs.alerting import send_alerts as mail_alerts
from programs.models import Programme
from programs.post import deliver, sweep
from programs.print_room import print_owed
from programs.selectors.programmes import behind
from programs.services.accounts import forget_unused
from programs.services.checks import forget_old
from programs.services.deliveries import forget_old_deliveries as forget_deliveries
from programs.services.diary import let_days_pass as pass_days
from programs.services.heartbeats import SWEEP, note_heartbeat
from programs.services.inviting import forget_old_invitations as forget_invitations
from programs.services.print_jobs import forget_old_jobs
from programs.services.retention import forget_closed_clinics as forget_clinics
from programs.services.retention import forget_discharged_clients as forget_clients

logger = logging.getLogger(__name__)
# Seconds in which a sweep's message to the workers is worth reading: the next sweep repeats what is still owed.
MESSAGE_LASTS = 120


@shared_task
def send_due_reminders() -> None:
    """Owe what is due and hand it to the workers, in batches; leave a trace, whose age `/readyz` tells."""
    now = timezone.now()
    for batch in sweep(now=now):
        deliver_reminders.apply_async((batch,), expires=MESSAGE_LASTS)
    note_heartbeat(name=SWEEP, at=now)


@shared_task
def deliver_reminders(among: list[int]) -> None:
    """Send those of the deliveries *among* that are still owed; run twice, the second time finds none."""
    deliver(among, clock=timezone.now)


@shared_task
def send_alerts() -> None:
    """Mail therapists the warning signs that they are owed, and runners that a clinic has closed; run twice, the second
    time finds none.
    """
    mail_alerts(clock=timezone.now)


@shared_task
def forget_old_deliveries() -> None:
    """Delete what was sent, or not, more than three months ago."""
    forget_deliveries(now=timezone.now())


@shared_task
def print_papers() -> None:
    """Make the papers of many clients that somebody asked for; run twice, the second time finds none."""
    print_owed(clock=timezone.now)


@shared_task
def forget_old_papers() -> None:
    """Delete papers of many clients that were asked for more than a day ago."""
    forget_old_jobs(now=timezone.now())


@shared_task
def forget_old_checks() -> None:
    """Delete the answers of sessions whose time has run out; until then they only could not be read."""
    forget_old()


@shared_task
def let_days_pass() -> None:
    """Record for every programme whose day has ended what time alone has changed. One that fails is named in the log,
    left for the next time, and keeps no other from its turn; then the task fails with all that went wrong.
    """
    now, failures = timezone.now(), []
    for pk in behind(now):
        try:
            pass_days(programme=Programme.objects.get(pk=pk), now=now)
        except Exception as failure:
            logger.exception("The days of programme %s could not be recorded", pk)
            failures.append(failure)
    if failures:
        raise ExceptionGroup("days that could not be recorded", failures)


@shared_task
def forget_unused_accounts() -> None:
    """Delete accounts that were asked for and never entered."""
    forget_unused(now=timezone.now())


@shared_task
def forget_old_invitations() -> None:
    """Delete invitations to clinics that have been over for a month."""
    forget_invitations(now=timezone.now())


@shared_task
def forget_closed_clinics() -> None:
    """Delete the records of clinics that closed as long ago as records are kept."""
    forget_clinics(now=timezone.now())


@shared_task
def forget_discharged_clients() -> None:
    """Delete what clinics wrote down of clients who were discharged as long ago as records are kept."""
    forget_clients(now=timezone.now())
