"""`manage.py move_protocol --to VERSION`: running programmes go on by another version of their protocol."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from programs.services.moving import Looked, UnknownVersionError, move_programmes
from rehab.moving import DAY, DOSE, EXERCISE, LOADING, PHASE, RUN, WORK, More

WRONG_ARGUMENT = 2
ASKS_MORE = {
    PHASE: "a later phase",
    RUN: "more running",
    LOADING: "more loading days",
    EXERCISE: "a heavier exercise: {exercise}",
    DOSE: "more of an exercise: {exercise}",
    WORK: "more work on one day",
    DAY: "a plan where there was none",
}


class Command(BaseCommand):
    """Exit code 0 where all were moved, 1 where some were left, 2 for a version that does not do."""

    help = "Moves running programmes to VERSION where no coming day asks more of the runner; lists whom it leaves."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to, and whether to look only."""
        parser.add_argument("--to", required=True, metavar="VERSION", help="such as 1.1")
        parser.add_argument("--dry-run", action="store_true", help="lists what would become of whom, and moves nobody")

    def handle(self, *args: Any, **options: Any) -> None:
        """A line for each programme as it is done, so that what was done is known where it ends early."""
        dry = options["dry_run"]
        try:
            found = move_programmes(to=options["to"], now=timezone.now(), look_only=dry)
        except UnknownVersionError as problem:
            raise CommandError(str(problem), returncode=WRONG_ARGUMENT) from problem
        moved = left = 0
        for looked in found:
            moved, left = moved + looked.may_move, left + (not looked.may_move)
            self.stdout.write(f"programme {looked.programme}: {_became(looked, dry)}")
        done = "would move" if dry else "moved"
        self.stdout.write(f"{moved} {done}, {left} left.")
        if left:
            raise SystemExit(1)


def _became(looked: Looked, dry: bool) -> str:
    if looked.more is not None:
        return f"left, as it would ask more: {_said(looked.more)}"
    if looked.begun:
        return "left for another day, as today's session has begun"
    days = "coming days would be others" if dry else "coming days are others"
    return ("would move" if dry else "moved") + (f", its {days}" if looked.changes else ", its coming days stay")


def _said(more: More) -> str:
    return f"{ASKS_MORE[more.what].format(exercise=more.exercise)}, on {more.date}"
