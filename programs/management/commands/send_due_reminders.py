"""`manage.py send_due_reminders`: one sweep and all it brings, without a worker."""

import sys
from datetime import UTC, datetime
from typing import Any, NoReturn

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from programs.alerting import send_alerts
from programs.post import send_everything_due
from programs.services.heartbeats import SWEEP, note_heartbeat
from rehab.asking import shown

WRONG_ARGUMENT = 2


class Command(BaseCommand):
    """Exit code 2 for a moment that is none, or where another moment than now may not be tried."""

    help = "Sends every reminder that is due, and tells how many were sent and skipped."

    def add_arguments(self, parser: CommandParser) -> None:
        """When it is."""
        parser.add_argument("--at", metavar="MOMENT", help="act as if it were 2026-11-23T07:31Z; only with DEBUG=1")

    def handle(self, *args: Any, **options: Any) -> None:
        """One line for people and for a log."""
        clock = timezone.now
        if options["at"]:
            moment = self._moment(options["at"])

            def clock() -> datetime:
                return moment

        tally = send_everything_due(clock=clock)
        send_alerts(clock=clock)
        note_heartbeat(name=SWEEP, at=timezone.now())
        self.stdout.write(f"{tally.sent} sent, {tally.skipped} not wanted today, {tally.failed} failed for now.")

    def _moment(self, given: str) -> datetime:
        if not settings.DEBUG:
            self._refuse("--at may be given with DEBUG=1 alone: what is sent in production is due now.")
        try:
            moment = datetime.fromisoformat(given)
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None:
            self._refuse(f"--at: {shown(given)} was given. Allowed: a moment with its zone, as 2026-11-23T07:31Z.")
        return moment.astimezone(UTC)

    def _refuse(self, text: str) -> NoReturn:
        self.stderr.write(text)
        sys.exit(WRONG_ARGUMENT)
