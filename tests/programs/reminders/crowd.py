"""Many runners whose reminder is due at once, in a base of its own: `python -m tests.programs.reminders.crowd NUMBER`.

One joins as people do; the others are copies of that one's rows, so that ten thousand take seconds.
"""

import sys
from datetime import UTC, datetime, time
from typing import Any

import django
from django.core.management import call_command

from rehab.wanted import Wanted


def gather(number: int) -> None:
    """Migrate, and let that many runners wait for their reminder."""
    # Models can be imported once Django is set up, and only then.
    from programs.models import Consent, DueReminder, Programme, ReminderSettings, Runner, User  # noqa: PLC0415
    from tests.programs.reminders.reminded import Reminded  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    now = datetime.now(UTC)
    # No hour is quiet and no day of rest, so that it matters to nobody when the test is run.
    wanted = Wanted(at=time(12), rest_days=True, quiet_from=time(0), quiet_until=time(0))
    first = Reminded("runner0@home.test", zone="UTC", at=now, days_ago=9, wanted=wanted)
    assert first.programme.runner is not None

    def copies(row: Any, **others: list[Any]) -> list[Any]:
        kept = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
        for name in ("id", "key", *others):
            kept.pop(name if name in kept else f"{name}_id", None)
        made = [type(row)(**kept, **{name: values[n] for name, values in others.items()}) for n in range(number - 1)]
        return list(type(row)._base_manager.bulk_create(made, batch_size=1000))

    users = copies(User.objects.get(), email=[f"runner{n}@home.test" for n in range(1, number)])
    runners = copies(Runner.objects.get(), user=users)
    copies(Consent.objects.get(), runner=runners)
    programmes = copies(Programme.objects.get(), runner=runners)
    copies(ReminderSettings.objects.get(), programme=programmes)
    copies(DueReminder.objects.get(), programme=programmes)
    DueReminder.objects.update(due_at=now, on=now.date())


if __name__ == "__main__":
    django.setup()
    gather(int(sys.argv[1]))
