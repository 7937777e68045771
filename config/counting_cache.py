"""The shared cache of a house without Redis, which counts without losing a count."""

from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router, transaction


class CountingDatabaseCache(DatabaseCache):
    """Django's cache in the database, whose `incr` reads and writes as two steps; here nobody comes between them."""

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Add *delta* to the number under *key*; ValueError when there is none."""
        using = router.db_for_write(self.cache_model_class)
        with transaction.atomic(using=using):
            self._lock(using, self.make_and_validate_key(key, version=version))
            return super().incr(key, delta, version)

    def _lock(self, using: str, key: str) -> None:
        """Have others wait for this row. On SQLite whole transactions take turns (IMMEDIATE), so there is no need."""
        connection = connections[using]
        if not connection.features.has_select_for_update:
            return
        name = connection.ops.quote_name
        table = name(self._table)  # type: ignore[attr-defined]  # the stubs leave it out
        column = name("cache_key")
        with connection.cursor() as cursor:
            # Names of ours, quoted; the key is a parameter.
            cursor.execute(f"SELECT {column} FROM {table} WHERE {column} = %s FOR UPDATE", [key])  # noqa: S608
