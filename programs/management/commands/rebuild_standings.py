"""`manage.py rebuild_standings`: writes anew what clinics' lists show, where it is missing or of a shape of before."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from programs.services.standings import stand_anew, to_stand_anew


class Command(BaseCommand):
    """Safe to run at any time, and twice: what is there already in today's shape is left as it is."""

    help = "Write the rows of clinics' lists anew where they are missing or of an older shape."

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        written = [stand_anew(programme=pk, now=now) for pk in list(to_stand_anew())]
        self.stdout.write(f"{sum(map(len, written))} rows were written.")
