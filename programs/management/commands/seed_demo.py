"""`manage.py seed_demo`: people who are not there, to look around with."""

import sys
import time
from argparse import ArgumentTypeError
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from programs.management.demo.loading import EMAILS, load
from programs.management.demo.runners import RUNNERS
from programs.management.demo.telling import ZONE
from programs.selectors.people import others_than
from rehab.asking import shown

REFUSED = 1
# SQLite keeps no queue of those who wait to write: they look again every tenth of a second, and must find it free.
TURN_SECONDS = 0.2
FIRST, LAST = date(2000, 1, 1), date(2100, 1, 1)


class Command(BaseCommand):
    """Exit code 1 where the base holds other people, 2 for a wrong argument."""

    help = "Makes the demo: runners in every state, with weeks of history. What was there of the demo is made anew."

    def add_arguments(self, parser: CommandParser) -> None:
        """The day that everybody's story has come to."""
        told = "the day the stories have come to (default: today in London)"
        parser.add_argument("--today", type=_day, metavar="YYYY-MM-DD", help=told)

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say who is there to be signed in as."""
        if others := others_than(EMAILS):
            self.stderr.write(f"The base holds {others} other people. The demo goes into a base of its own.")
            sys.exit(REFUSED)
        today = options["today"] or timezone.now().astimezone(ZONE).date()
        for story in load(today):
            self.stdout.write(f"{story.email:<24} {story.told}")
            self.stdout.flush()
            time.sleep(TURN_SECONDS)
        self.stdout.write(f"The demo stands at {today}: {len(RUNNERS)} runners, two clinics.")


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or not FIRST <= day <= LAST:
        raise ArgumentTypeError(f"{shown(text)} was given. Allowed: a day from {FIRST} to {LAST}, as YYYY-MM-DD")
    return day
