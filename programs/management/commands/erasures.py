"""`manage.py erasures`: prints who and which photos are not to come back with a backup, naming nobody."""

from typing import Any

from django.core.management.base import BaseCommand

from programs.interchange.erasures import lines_of
from programs.models import Erasure


class Command(BaseCommand):
    """Keep what it prints apart from the backups, and newer than they are: `restore --erasures` reads it."""

    help = "Prints a line for each account and each photo that was erased, for `restore --erasures`."

    def handle(self, *args: Any, **options: Any) -> None:
        """The oldest first."""
        listed = Erasure.objects.order_by("erased_at", "pk").values_list("mark", "erased_at")
        for line in lines_of(listed.iterator(chunk_size=1000)):
            self.stdout.write(line)
