"""`manage.py backup FILE`: everything that is kept, as it stands at one moment, in one file."""

import os
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from programs.interchange.backups import BackupWriter, Manifest
from programs.selectors import readiness
from programs.selectors.snapshots import kept_tables, one_moment, schema
from rehab.asking import shown

WRONG_ARGUMENT = 2


class Command(BaseCommand):
    """Exit code 2 for a file that cannot be written, 1 for a base that lacks migrations."""

    help = "Writes all that is kept, rows and uploads, into one file that `restore` reads. Nobody has to wait for it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to."""
        parser.add_argument("file", metavar="FILE", help="a new file; only its owner may read it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write beside the file, and give it its name once it is whole."""
        file = Path(options["file"])
        if (state := readiness.migrations()) != readiness.OK:
            raise CommandError(f"The base cannot be backed up: migrations {state}.")
        if file.exists():
            raise CommandError(
                f"FILE: {shown(str(file))} is there already. Allowed: a new file.", returncode=WRONG_ARGUMENT
            )
        part = file.with_name(f"{file.name}.part")
        try:
            with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600), "wb") as stream:
                manifest = self._write(part, stream)
            part.rename(file)
        except FileExistsError:
            told = (
                f"FILE: {shown(str(part))} is there: a backup is being written, or one was broken off. Remove it then."
            )
            raise CommandError(told, returncode=WRONG_ARGUMENT) from None
        except (OSError, ValueError) as fault:
            told = str(fault.strerror if isinstance(fault, OSError) else fault)
            allowed = "a new file in a folder you may write to"
            raise CommandError(
                f"FILE: {shown(str(file))} ({told}). Allowed: {allowed}.", returncode=WRONG_ARGUMENT
            ) from None
        rows = sum(table.rows for table in manifest.tables)
        self.stdout.write(f"{file}: {rows} rows of {len(manifest.tables)} tables, {len(manifest.uploads)} uploads.")

    def _write(self, part: Path, stream: IO[bytes]) -> Manifest:
        try:
            writer = BackupWriter(stream)
            made_at = timezone.now()
            with one_moment():
                for table in kept_tables():
                    writer.add_table(table.name, table.columns, table.rows())
                had = schema()
            for file in uploads(Path(settings.MEDIA_ROOT)):
                with file.open("rb") as upload:
                    writer.add_upload(file.relative_to(settings.MEDIA_ROOT).as_posix(), upload)
            manifest = writer.finish(made_at=made_at, schema=had)
            stream.flush()
            os.fsync(stream.fileno())
        except BaseException:
            part.unlink()
            raise
        return manifest


def uploads(folder: Path) -> list[Path]:
    """Every file below *folder*, in a fixed order."""
    return sorted(path for path in folder.rglob("*") if path.is_file())
