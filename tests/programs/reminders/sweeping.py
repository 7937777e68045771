"""How long a sweep takes: `python -m tests.programs.reminders.sweeping SUBSCRIBERS…`, after `crowd`.

It makes the base as large as each number says, the smallest first, and prints what it found as JSON.
Those who are due are the crowd; the others, without a runner, are due at some time of the next day.
"""

import sys
import time

import django
import msgspec

ROUNDS = 3
MADE_UP = {"key": "gen_random_uuid()", "runner_id": "NULL", "start": "'{}'", "state": "'{}'"}


class Swept(msgspec.Struct, frozen=True):
    """The least *seconds* of a few rounds, for so many *due* among *subscribers*, and the indexes that were used."""

    due: int
    subscribers: int
    seconds: float
    indexes: list[str]


def sweep_among(subscribers: int) -> Swept:
    """Make the base as large, and time sweep and claims of those who are due."""
    # Models can be imported once Django is set up, and only then.
    from django.db import connection  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from programs.models import Delivery, DueReminder, Programme  # noqa: PLC0415
    from programs.post import CLAIMED_AT_ONCE, sweep  # noqa: PLC0415
    from programs.services.deliveries import claim_owed  # noqa: PLC0415

    due = Programme.objects.filter(runner__isnull=False).count()
    with connection.cursor() as cursor:

        def copy(table: str, among: str, **others: str) -> None:
            cursor.execute(
                "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND column_name <> 'id'",
                [table],
            )
            names = [name for (name,) in cursor.fetchall()]
            values = [others.get(name, f't."{name}"') for name in names]
            columns = ", ".join(f'"{name}"' for name in names)
            one = f"(SELECT * FROM {table} ORDER BY id LIMIT 1) AS t"
            cursor.execute(f"INSERT INTO {table} ({columns}) SELECT {', '.join(values)} FROM {one}, {among}")

        missing = subscribers - Programme.objects.count()
        copy("programs_programme", f"generate_series(1, {missing})", **MADE_UP)
        new = (
            "(SELECT p.id FROM programs_programme AS p "
            "LEFT JOIN programs_remindersettings AS s ON s.programme_id = p.id WHERE s.id IS NULL) AS new"
        )
        soon = "now() + interval '1 hour' + random() * interval '1 day'"
        copy("programs_duereminder", new, programme_id="new.id", due_at=soon)
        copy("programs_remindersettings", new, programme_id="new.id")
        cursor.execute("ANALYZE")
    seconds = []
    for _ in range(ROUNDS):
        Delivery.objects.all().delete()
        now = timezone.now()
        DueReminder.objects.filter(programme__runner__isnull=False).update(due_at=now, on=now.date())
        begun = time.perf_counter()
        claimed = [len(claim_owed(now=now, most=CLAIMED_AT_ONCE, among=batch)) for batch in sweep(now=now)]
        seconds.append(time.perf_counter() - begun)
        assert sum(claimed) == due
    plans = [
        DueReminder.objects.filter(due_at__lte=timezone.now()).order_by("due_at")[:500].explain(),
        Delivery.objects.filter(state="owed", try_at__lte=timezone.now()).order_by("try_at")[:500].explain(),
    ]
    used = [name for name in ("reminders_by_due", "deliveries_owed") if any(name in plan for plan in plans)]
    return Swept(due, subscribers, min(seconds), used)


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(msgspec.json.encode([sweep_among(int(number)) for number in sys.argv[1:]]).decode())
