"""A backup as a file: a zip archive with a table in each member, a JSON row in each line, and a manifest.

Its rows are in no database's own form: what SQLite gave PostgreSQL takes, and the other way round. The same base gives
the same bytes, apart from the moment in the manifest.
"""

import zlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import PurePosixPath
from typing import IO, Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

import msgspec

FORMAT, VERSION = "strideback-backup", 1
MANIFEST, ROWS, UPLOADS = "manifest.json", "tables/{}.jsonl", "uploads/"
MOST_OF_MANIFEST = 64 * 2**20
LONGEST_ROW = 64 * 2**20
AT_ONCE = 2**20
READABLE_BY_OWNER = 0o600 << 16
# What a zip archive that is damaged, cut off or locked makes Python's reader raise.
UNREADABLE = (BadZipFile, zlib.error, EOFError, OSError, RuntimeError)


class UnfitBackupError(ValueError):
    """A file that cannot be restored from; its message says what is wrong with it and what to do."""


class Member(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of the archive, and by what it is known again."""

    name: str
    bytes: int
    sha256: str


class KeptTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table: its name as `app.model`, what each row holds, and how many rows there are."""

    name: str
    columns: tuple[str, ...]
    rows: int
    member: Member


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a backup holds, and of which base: *schema* names the migrations it had been through."""

    format: str
    version: int
    made_at: datetime
    schema: tuple[str, ...]
    tables: tuple[KeptTable, ...]
    uploads: tuple[Member, ...]


class BackupWriter:
    """Writes a backup into *file*, part by part; nothing is held in memory. `finish` makes it whole."""

    def __init__(self, file: IO[bytes]) -> None:
        self._zip = ZipFile(file, "w")
        self._tables: list[KeptTable] = []
        self._uploads: list[Member] = []

    def add_table(self, name: str, columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
        """Put the *rows* of a table in, each the values of *columns*."""
        encoder = msgspec.json.Encoder(order="deterministic")
        count = 0

        def lines() -> Iterator[bytes]:
            nonlocal count
            for row in rows:
                count += 1
                yield encoder.encode(row) + b"\n"

        member = self._write(ROWS.format(name), lines())
        self._tables.append(KeptTable(name, columns, count, member))

    def add_upload(self, name: str, file: IO[bytes]) -> None:
        """Put a file that somebody uploaded in, by its *name* within the folder of uploads."""
        self._uploads.append(self._write(UPLOADS + name, iter(lambda: file.read(AT_ONCE), b"")))

    def finish(self, *, made_at: datetime, schema: tuple[str, ...]) -> Manifest:
        """Write the manifest, and give it."""
        manifest = Manifest(FORMAT, VERSION, made_at, schema, tuple(self._tables), tuple(self._uploads))
        self._write(MANIFEST, [msgspec.json.format(msgspec.json.encode(manifest), indent=1)])
        self._zip.close()
        return manifest

    def _write(self, name: str, parts: Iterable[bytes]) -> Member:
        info = ZipInfo(name)  # with a date that is always the same
        info.compress_type, info.external_attr = ZIP_DEFLATED, READABLE_BY_OWNER
        digest, length = sha256(), 0
        with self._zip.open(info, "w", force_zip64=True) as member:
            for part in parts:
                member.write(part)
                digest.update(part)
                length += len(part)
        return Member(name, length, digest.hexdigest())


class BackupReader:
    """Reads the backup that *file* is. UnfitBackupError for a file that is none, or that this version cannot read."""

    def __init__(self, file: IO[bytes]) -> None:
        try:
            self._zip = ZipFile(file)
            info = self._zip.getinfo(MANIFEST)
            raw = self._zip.read(info) if info.file_size <= MOST_OF_MANIFEST else b""
        except KeyError:
            raise UnfitBackupError("It is no backup of Strideback: it has no manifest.") from None
        except UNREADABLE:
            raise UnfitBackupError("It is no backup of Strideback, or its end is missing.") from None
        self.manifest = _manifest_from(raw)

    def verify(self) -> None:
        """Read all of it once. UnfitBackupError where a part is missing, added, or not as it was written."""
        members = [table.member for table in self.manifest.tables] + list(self.manifest.uploads)
        expected = sorted([MANIFEST, *(member.name for member in members)])
        if sorted(self._zip.namelist()) != expected or any(not _is_inside(member.name) for member in members):
            raise UnfitBackupError("It is damaged: its parts are not those that its manifest names.")
        for member in members:
            digest = sha256()
            for part in self._parts(member):
                digest.update(part)
            if digest.hexdigest() != member.sha256:
                raise damaged(member.name)

    def rows(self, table: KeptTable) -> Iterator[list[Any]]:
        """The rows of *table* as they were put in, as JSON reads them."""
        decoder, count = msgspec.json.Decoder(list[Any]), 0
        with self._zip.open(table.member.name) as lines:
            while line := lines.readline(LONGEST_ROW):
                try:
                    row = decoder.decode(line)
                except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
                    raise damaged(table.member.name) from None
                if len(row) != len(table.columns):
                    raise damaged(table.member.name)
                count += 1
                yield row
        if count != table.rows:
            raise damaged(table.member.name)

    def uploads(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        """The files that people had uploaded: each name within their folder, and its bytes in parts."""
        for member in self.manifest.uploads:
            yield member.name.removeprefix(UPLOADS), self._parts(member)

    def _parts(self, member: Member) -> Iterator[bytes]:
        left = member.bytes + 1  # never more than was promised, however far it unfolds
        try:
            with self._zip.open(member.name) as file:
                while left > 0 and (part := file.read(min(AT_ONCE, left))):
                    left -= len(part)
                    yield part
        except UNREADABLE:
            raise damaged(member.name) from None


def damaged(part: str) -> UnfitBackupError:
    """What to say of a *part* that is not what was written."""
    return UnfitBackupError(f"It is damaged: {part} is not as it was written. Take another backup.")


def _manifest_from(raw: bytes) -> Manifest:
    try:
        said = msgspec.json.decode(raw, type=dict[str, Any])
        if said.get("format") != FORMAT:
            raise UnfitBackupError("It is no backup of Strideback: its manifest is another program's.")
        if isinstance(version := said.get("version"), int) and version > VERSION:
            raise UnfitBackupError(f"It is in format {version}, and this Strideback reads {VERSION}: upgrade it first.")
        return msgspec.convert(said, Manifest)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise UnfitBackupError("It is damaged: its manifest cannot be read. Take another backup.") from None


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name and "\0" not in name
