"""Whether everything a request needs would answer, said without addresses or keys."""

from collections.abc import Callable, Mapping
from datetime import datetime

from celery import current_app
from django.core.cache import cache
from django.db import Error as DatabaseError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from programs.models import Heartbeat

OK = "ok"
# Seconds that a broker may take: one that hangs is as good as away.
PATIENCE = 3


def database() -> str:
    """`ok`, or what is wrong with the database."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "does not answer"
    return OK


def migrations() -> str:
    """`ok`, or how many migrations the database lacks."""
    try:
        executor = MigrationExecutor(connection)
        waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError:
        return "cannot be read"
    return f"{waiting} not applied: run `manage.py migrate`" if waiting else OK


def broker() -> str:
    """`ok`, or what is wrong with the way to the workers."""
    try:
        with current_app.connection_for_write(transport_options={"socket_timeout": PATIENCE}) as line:
            line.ensure_connection(max_retries=1, interval_start=0, timeout=PATIENCE)
    except (OSError, OperationalError):  # a folder that cannot be made, a server that is away
        return "does not answer"
    return OK


def shared_cache() -> str:
    """`ok`, or what is wrong with the cache that all processes share."""
    try:
        cache.get("readyz")
    except (RedisError, DatabaseError):
        return "does not answer: without Redis, run `manage.py createcachetable`"
    return OK


CHECKS: Mapping[str, Callable[[], str]] = {
    "database": database,
    "migrations": migrations,
    "broker": broker,
    "cache": shared_cache,
}


def state() -> dict[str, str]:
    """Every part by name, with `ok` or a few words on what is wrong."""
    return {name: check() for name, check in CHECKS.items()}


def last_heartbeat(*, name: str) -> datetime | None:
    """When *name* last ran; None when it never did, or nobody can say."""
    try:
        return Heartbeat.objects.filter(name=name).values_list("beaten_at", flat=True).first()
    except DatabaseError:
        return None
