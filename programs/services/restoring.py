"""Puts a base back as a backup had it, all of it or nothing."""

from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from typing import Any

import msgspec
from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction

from programs.selectors.snapshots import Table, every_table, kept_tables, people, schema
from programs.services.erasing import erase_again, note_erased

ROWS_AT_ONCE = 500
# Not emptied: what `migrate` made and others point to, and the list of erasures, which only grows.
STAYING = frozenset({"contenttypes.contenttype", "auth.permission", "programs.erasure"})
ERASURES = "programs.erasure"


class Kept(msgspec.Struct, frozen=True):
    """A table as a backup holds it: what its rows hold, and the rows, as JSON reads them."""

    columns: tuple[str, ...]
    rows: Callable[[], Iterable[list[Any]]]


class Restored(msgspec.Struct, frozen=True):
    """What a restore came to: *rows* put back, and *erased* people and *photos* that were in the backup and are not to
    come back.
    """

    rows: int
    erased: int
    photos: int


class HoldsPeopleError(Exception):
    """The base has people of its own, whom a restore would delete."""

    def __init__(self, count: int) -> None:
        super().__init__(f"The base holds {count} people.")
        self.count = count


class UnfitRowsError(ValueError):
    """Rows that this base cannot take; the message says which, and repeats nothing of them."""


def misfit(found: Iterable[str]) -> str:
    """Why a backup of a base that had been through the migrations *found* cannot be restored here; "" where it can."""
    theirs, ours = frozenset(found), frozenset(schema())
    if newer := sorted(theirs - ours):
        return f"It is of a newer base: {_told(newer)} unknown here. Upgrade Strideback, then restore."
    if older := sorted(ours - theirs):
        return (
            f"It is of an older base, without {_told(older)}. Restore it with the release that made it, on a base of "
            "that release, then upgrade."
        )
    return ""


def _told(names: list[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


@transaction.atomic
def restore_base(*, kept: Mapping[str, Kept], erased: Iterable[str] = (), replacing: bool = False) -> Restored:
    """Make the base what *kept* says, table by table, without the people whose marks are in *erased*, or on the list
    here or there.

    HoldsPeopleError where there are people and they are not to be *replacing*; UnfitRowsError for rows that do not fit.
    Nothing is changed then.
    """
    if (count := people()) and not replacing:
        raise HoldsPeopleError(count)
    tables = kept_tables()
    if unlike := {table.name for table in tables} ^ kept.keys():
        raise UnfitRowsError(f"It has other tables than this base: {_told(sorted(unlike))}.")
    _empty()
    rows = sum(_fill(table, kept[table.name]) for table in tables)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [table.model for table in tables]):
            cursor.execute(statement)
    try:
        connection.check_constraints()
    except DatabaseError:
        raise UnfitRowsError("Its rows name others that are not there.") from None
    note_erased(erased)
    return Restored(rows, *erase_again())


def _empty() -> None:
    with connection.cursor() as cursor:
        for table in every_table():
            if table.name not in STAYING:
                # Not TRUNCATE: a backup that is being read at this moment would find the tables empty.
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(table.model._meta.db_table)}")  # noqa: S608 - ours


def _fill(table: Table, kept: Kept) -> int:
    """Put the rows of *kept* into *table*; how many there were."""
    if kept.columns != table.columns:
        raise UnfitRowsError(f"{table.name} has other columns than here.")
    count, rows = 0, iter(kept.rows())
    while some := list(islice(rows, ROWS_AT_ONCE)):
        try:
            made = [table.model(**_values(table, row)) for row in some]
            with transaction.atomic():
                table.model._base_manager.bulk_create(made, ignore_conflicts=table.name == ERASURES)
        except (ValidationError, DatabaseError, ValueError, TypeError, OverflowError):
            raise UnfitRowsError(f"{table.name}, rows {count + 1} to {count + len(some)}: they do not fit.") from None
        count += len(some)
    return count


def _values(table: Table, row: list[Any]) -> dict[str, Any]:
    return {field.attname: field.to_python(value) for field, value in zip(table.fields, row, strict=True)}
