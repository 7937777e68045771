"""`manage.py check_protocols`: reads protocol files and prints every fault, with its place and its cure."""

import sys
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser

from rehab.asking import shown
from rehab.checking import check_folder
from rehab.library import PROTOCOLS

FAULTS = 1
WRONG_ARGUMENT = 2
# The file that makes a folder a protocol.
MARK = "protocol.toml"


class Command(BaseCommand):
    """Exit code 1 on any fault, 2 for a file that is not there."""

    help = "Reads and checks protocol files: every fault with its place and its cure."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Files or folders; none means all protocols that come with the program."""
        told = "a protocol's folder, or a file in it; without one, every protocol that comes with the program"
        parser.add_argument("files", nargs="*", metavar="FILE", help=told)

    def handle(self, *args: Any, **options: Any) -> None:
        """Check each folder once and print what is wrong, or how many are clean."""
        folders = sorted({self._folder(name) for name in options["files"]} or built_in())
        faults = sorted({fault for folder in folders for fault in check_folder(folder)})
        for fault in faults:
            self.stdout.write(str(fault))
        if faults:
            self.stderr.write(f"{counted(len(faults), 'fault')} in {counted(len(folders), 'protocol')}.")
            sys.exit(FAULTS)
        self.stdout.write(f"{counted(len(folders), 'protocol')} checked, no fault.")

    def _folder(self, name: str) -> Path:
        """The protocol folder *name* stands for."""
        if not name:
            self._refuse(name, "")
        try:
            path = Path(name).resolve(strict=True)
        except (OSError, ValueError):
            self._refuse(name, ", which is not there")
        folder = path.parent if path.is_file() or path.suffix == ".toml" else path
        if not (folder / MARK).exists():
            self._refuse(name, f", where there is no {MARK}")
        return folder

    def _refuse(self, name: str, why: str) -> NoReturn:
        self.stderr.write(f"FILE: {shown(name)} was given{why}. Allowed: a protocol's folder, or a file in it.")
        sys.exit(WRONG_ARGUMENT)


def counted(number: int, noun: str) -> str:
    """*number* of *noun*, in the plural unless it is one."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def built_in() -> set[Path]:
    """The folders of all protocols that come with the program."""
    return {file.parent for file in PROTOCOLS.glob(f"*/*/{MARK}")}
