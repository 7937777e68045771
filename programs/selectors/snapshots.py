"""The whole base as it stood at one moment, table by table, in a form that no kind of database owns."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

import msgspec
from django.apps import apps
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Field, Model

from programs.models import User

# Who reads must not keep those who write waiting: SQLite's own default would, as every transaction of ours may write.
BEGIN = {
    "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    "sqlite": "BEGIN DEFERRED",
}
ROWS_AT_ONCE = 1000

# Tables that no backup has, each with the reason. Whatever is not named here is in every backup.
LEFT_OUT = {
    "contenttypes.contenttype": "made by `migrate`, and numbered differently in each base",
    "admin.logentry": "nothing is written there: the administration changes no row by Django's forms",
    "auth.permission": "made by `migrate`, and numbered differently in each base",
    "auth.group": "nobody here has rights by groups",
    "auth.group_permissions": "nobody here has rights by groups",
    "programs.user_groups": "nobody here has rights by groups",
    "programs.user_user_permissions": "nobody here has rights by permissions of Django's",
    "sessions.session": "a session that was ended must not begin again; people sign in anew",
    "programs.printjob": "asked for again in a moment, and gone after a day",
    "programs.printorder": "goes with its job",
    "programs.printstack": "links that open plans stand on its papers",
    "programs.heartbeat": "tells how this house is running now",
}


class Table(msgspec.Struct, frozen=True, dict=True):
    """A table by its model, with what stands in its rows."""

    model: type[Model]

    @property
    def name(self) -> str:
        """As `app.model`, the same in every base."""
        return self.model._meta.label_lower

    @cached_property
    def fields(self) -> "tuple[Field[Any, Any], ...]":
        """What each row holds, in this order."""
        return tuple(self.model._meta.concrete_fields)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of *fields*."""
        return tuple(field.attname for field in self.fields)

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """The values of each row, oldest first, read as they are asked for."""
        rows = self.model._base_manager.order_by("pk").values_list(*self.columns)
        return rows.iterator(chunk_size=ROWS_AT_ONCE)


def every_table() -> tuple[Table, ...]:
    """All tables that models of ours or of a package stand for, by name."""
    models = apps.get_models(include_auto_created=True)
    tables = (Table(model) for model in models if model._meta.managed and not model._meta.proxy)
    return tuple(sorted(tables, key=lambda table: table.name))


def kept_tables() -> tuple[Table, ...]:
    """The tables that belong into a backup."""
    return tuple(table for table in every_table() if table.name not in LEFT_OUT)


@contextmanager
def one_moment() -> Iterator[None]:
    """Whatever is read within is of one moment, and nobody waits for it. Nothing can be written within."""
    with connection.cursor() as cursor:
        cursor.execute(BEGIN[connection.vendor])
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def schema() -> tuple[str, ...]:
    """The migrations that the base has been through, as `app.name`."""
    return tuple(sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()))


def people() -> int:
    """How many accounts there are."""
    return User.objects.count()
