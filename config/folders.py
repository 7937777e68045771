"""Folders that are made when somebody first writes there, never by looking: a read-only checkout can still plan."""

import sqlite3
from pathlib import Path
from typing import Any

from django.db.utils import OperationalError


class NoPlaceError(OperationalError):
    """There is nowhere to write; the message is one line, for the person who started the program."""

    def __init__(self, place: object, fault: OSError | sqlite3.Error) -> None:
        why = fault.strerror if isinstance(fault, OSError) else fault
        super().__init__(f"Cannot write to {place} ({why}). Set VAR_DIR to a folder that you may write to.")


def make(folder: Path) -> None:
    """Make *folder* and those above it; NoPlaceError when that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise NoPlaceError(folder, fault) from fault


class SqliteFile(sqlite3.Connection):
    """A connection that makes the folder of its file first."""

    def __init__(self, database: Any, *args: Any, **kwargs: Any) -> None:
        make(Path(database).parent)
        try:
            super().__init__(database, *args, **kwargs)
        except sqlite3.OperationalError as fault:
            raise NoPlaceError(database, fault) from fault
