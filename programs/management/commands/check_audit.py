"""`manage.py check_audit`: whether every clinic's record of who did what is as it was written."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from programs.models import Clinic
from programs.services.audit import Kept, broken_link, end_of, stands_on
from rehab.asking import shown

BROKEN = 1
WRONG_ARGUMENT = 2
WHOLE = re.compile(r"clinic ([0-9a-f-]{36}): (\d{1,9}) entries, whole, ends with ([0-9a-f]{64})")


class Command(BaseCommand):
    """Exit code 1 where an entry was changed, taken out or put in, 2 for a file that cannot be read."""

    help = "Check the chain of each clinic's audit: prints how long it is and what it ends with, or where it is broken."

    def add_arguments(self, parser: CommandParser) -> None:
        """What an earlier run printed, kept elsewhere."""
        told = (
            "what an earlier run printed: entries that were taken from the end, or all written anew, show by it alone"
        )
        parser.add_argument("--kept", type=Path, metavar="FILE", help=told)

    def handle(self, *args: Any, **options: Any) -> None:
        """A line for each clinic, closed ones too."""
        kept = list(_kept_in(options["kept"])) if options["kept"] else []
        faults = 0
        for clinic in Clinic.objects.order_by("pk").iterator():
            found = _fault(clinic, [one for one in kept if one.clinic == str(clinic.key)])
            faults += bool(found)
            end = end_of(clinic)
            whole = f"{end.seq} entries, whole, ends with {end.digest}"
            self.stdout.write(f"clinic {clinic.key}: {found or whole}")
        known = set(map(str, Clinic.objects.values_list("key", flat=True)))
        for gone in sorted({one.clinic for one in kept} - known):
            faults += 1
            self.stdout.write(f"clinic {gone}: is not there any more, and was when the kept file was written")
        if faults:
            sys.exit(BROKEN)


def _fault(clinic: Clinic, kept: list[Kept]) -> str:
    """What is wrong with the chain of *clinic*, and where; empty where nothing is."""
    broken = broken_link(clinic)
    if broken is not None:
        place = f"entry {broken.seq} of {clinic.audit.count()}, of {broken.at:%Y-%m-%d %H:%M:%S} UTC"
        return f"broken at {place}: it does not stand on the one before it"
    for one in kept:
        if not stands_on(clinic, one):
            return f"broken: entry {one.seq} is not the one that the kept file has"
    return ""


def _kept_in(file: Path) -> Iterator[Kept]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        told = (
            f"--kept: {shown(str(file))} was given, which cannot be read. Allowed: a file of what check_audit printed."
        )
        raise CommandError(told, returncode=WRONG_ARGUMENT) from problem
    for line in lines:
        match = WHOLE.fullmatch(line.strip())
        if match is None:
            told = f"--kept: {shown(line[:80])} stands in the file. Allowed: lines of check_audit that say “whole”."
            raise CommandError(told, returncode=WRONG_ARGUMENT)
        yield Kept(match[1], int(match[2]), match[3])
