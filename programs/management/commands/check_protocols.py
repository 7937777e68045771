"""`manage.py check_protocols`: reads protocol files and prints every fault, with its place and its cure."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from django.core.management.base import BaseCommand, CommandParser

from rehab.asking import shown
from rehab.checking import check_folder
from rehab.citations import load_citations
from rehab.fault import BadFileError, Fault
from rehab.grading import grading_faults, load_grading
from rehab.library import PROTOCOLS, read_protocol
from rehab.screening import Known, load_screening, screening_faults

FAULTS = 1
WRONG_ARGUMENT = 2
# The file that makes a folder a protocol.
MARK = "protocol.toml"

T = TypeVar("T")


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
        faults = sorted({fault for folder in folders for fault in faults_in(folder)})
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


def faults_in(folder: Path) -> set[Fault]:
    """Everything wrong with the protocol in *folder*: its numbers, its safety check, its grading."""
    faults = set(check_folder(folder))
    screening, grading = _loaded(load_screening, folder, faults), _loaded(load_grading, folder, faults)
    protocol = _loaded(read_protocol, folder, faults)
    # Names across files can be looked up once every file has been read.
    if screening and grading and protocol:
        sources = frozenset(load_citations().sources)
        exercises = frozenset(exercise.id for exercise in protocol.exercises)
        faults.update(screening_faults(screening, folder, Known(exercises, frozenset(protocol.categories), sources)))
        faults.update(grading_faults(grading, folder, flags=screening.ids(), sources=sources))
    return faults


def _loaded(load: Callable[[Path], T], folder: Path, faults: set[Fault]) -> T | None:
    """What *load* reads from *folder*; None, and its *faults*, where it cannot."""
    try:
        return load(folder)
    except BadFileError as problem:
        # The folder's own check has told of these files, entry by entry.
        faults.update(fault for fault in problem.faults if load is not read_protocol)
        return None
