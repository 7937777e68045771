"""`manage.py replay_check`: folds every programme again and lists those whose coming days would change."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from programs.services.replays import changed_programmes


class Command(BaseCommand):
    """Exit code 1 where a programme would change, 0 where none would."""

    help = "Fold every running programme again and list those whose next 14 days would change."

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(changed_programmes(now=timezone.now()))
        for changed in found:
            self.stdout.write(
                f"programme {changed.programme}: from {changed.day} on it would differ from version {changed.version}"
            )
        if found:
            raise SystemExit(1)
        self.stdout.write("No programme would change.")
