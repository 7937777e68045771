"""`manage.py restore FILE`: the base and the uploads as a backup had them."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from programs.interchange.backups import BackupReader, UnfitBackupError
from programs.interchange.erasures import marks_from
from programs.selectors import readiness
from programs.selectors.snapshots import people
from programs.services.restoring import HoldsPeopleError, Kept, Restored, UnfitRowsError, misfit, restore_base
from rehab.asking import shown

WRONG_ARGUMENT = 2
WORD = "replace"


class Command(BaseCommand):
    """Exit code 2 for a file that cannot be restored from, 1 where the base is not to be touched."""

    help = "Puts everything back as a backup had it, all of it or nothing. Stop web, worker and beat first."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where from, and whether what is there may go."""
        parser.add_argument("file", metavar="FILE", help="what `backup` wrote")
        parser.add_argument(
            "--replace", action="store_true", help=f"put it in place of the people here; asks for “{WORD}”"
        )
        parser.add_argument(
            "--erasures", metavar="LIST", help="a file of what `erasures` printed: who is not to come back"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Look at all of it before anything is touched."""
        if (state := readiness.migrations()) != readiness.OK:
            raise CommandError(f"This base cannot take a backup: migrations {state}.")
        erased = self._erased(options["erasures"])
        try:
            with self._opened(options["file"]) as file:
                restored = self._restore(file, erased, replacing=options["replace"])
        except (UnfitBackupError, UnfitRowsError) as fault:
            raise self._unfit("FILE", options["file"], fault) from None
        except HoldsPeopleError as fault:
            raise CommandError(f"{fault} Restore into an empty base, or give --replace. Nothing was changed.") from None
        left_out = f"{restored.erased} people. Photos left out: {restored.photos}."
        self.stdout.write(f"{restored.rows} rows are back. Left out, as erased since: {left_out}")

    def _opened(self, name: str) -> IO[bytes]:
        try:
            return Path(name).open("rb")
        except OSError as fault:
            raise self._unfit("FILE", name, fault) from None

    def _erased(self, name: str | None) -> list[str]:
        if name is None:
            return []
        try:
            return marks_from(Path(name).read_text(encoding="utf-8"))
        except (OSError, ValueError) as fault:
            raise self._unfit("--erasures", name, fault) from None

    def _restore(self, file: IO[bytes], erased: list[str], *, replacing: bool) -> Restored:
        backup = BackupReader(file)
        backup.verify()
        if fault := misfit(backup.manifest.schema):
            raise UnfitBackupError(fault)
        if replacing and (count := people()):
            self._ask(count)
        kept = {table.name: Kept(table.columns, partial(backup.rows, table)) for table in backup.manifest.tables}
        with unfolded(backup, Path(settings.MEDIA_ROOT)):
            return restore_base(kept=kept, erased=erased, replacing=replacing)

    def _ask(self, count: int) -> None:
        self.stdout.write(
            f"This deletes {count} people with all they told, and puts those of the backup in their place."
        )
        self.stdout.write(f"Type {WORD} to go on: ", ending="")
        self.stdout.flush()
        typed = sys.stdin.readline() if sys.stdin else ""
        if typed.strip() != WORD:
            raise CommandError(f"{shown(typed.strip())} was typed, not {WORD}. Nothing was changed.")

    def _unfit(self, name: str, given: str, fault: Exception) -> CommandError:
        told = f"{fault.strerror}." if isinstance(fault, OSError) else fault
        return CommandError(f"{name}: {shown(given)} was given. {told} Nothing was changed.", returncode=WRONG_ARGUMENT)


@contextmanager
def unfolded(backup: BackupReader, folder: Path) -> Iterator[None]:
    """Put the uploads of *backup* beside *folder*, and in its place once the block has gone well."""
    fresh = folder.with_name(f"{folder.name}.restored")
    if fresh.exists():
        shutil.rmtree(fresh)  # of a restore that was broken off
    fresh.mkdir(parents=True)
    try:
        for name, parts in backup.uploads():
            file = fresh / name
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("wb") as stream:
                stream.writelines(parts)
        yield
    except BaseException:
        shutil.rmtree(fresh)
        raise
    if folder.exists():
        shutil.rmtree(folder)
    fresh.rename(folder)
