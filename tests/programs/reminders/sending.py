"""How fast reminders go out beside one kept connection: `python -m tests.programs.reminders.sending NUMBER ROUNDS`.

After `crowd`, and in rounds: the mails of all who are due are handed to one connection of Python's own, with no row
claimed, read or noted; then the same are swept and delivered. It prints what each took, as JSON.
"""

import smtplib
import sys
import time
from datetime import timedelta

import django
import msgspec


class Spent(msgspec.Struct, frozen=True):
    """Seconds: by the clock, and of the processor that this process had."""

    seconds: float
    processor: float

    @classmethod
    def since(cls, begun: "Spent") -> "Spent":
        now = cls.now()
        return cls(now.seconds - begun.seconds, now.processor - begun.processor)

    @classmethod
    def now(cls) -> "Spent":
        return cls(time.perf_counter(), time.process_time())


class Sent(msgspec.Struct, frozen=True):
    """What a round took: by a *kept* connection that is handed messages made before; by the sweep that owes them, and
    by whoever delivers them.
    """

    kept: Spent
    swept: Spent
    delivered: Spent


def a_round(number: int) -> Sent:
    """Both ways, once."""
    # Models can be imported once Django is set up, and only then.
    from django.conf import settings  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from programs.deciding import facts_of  # noqa: PLC0415
    from programs.models import Delivery, DueReminder, Programme  # noqa: PLC0415
    from programs.post import deliver, mail_of, sweep  # noqa: PLC0415
    from programs.selectors.programmes import following  # noqa: PLC0415
    from rehab.reminding import Occasion  # noqa: PLC0415

    Delivery.objects.all().delete()
    now = timezone.now()
    due = list(Programme.objects.filter(runner__isnull=False).order_by("pk")[:number].select_related("runner__user"))
    DueReminder.objects.update(due_at=now + timedelta(days=1), on=now.date() + timedelta(days=1))
    DueReminder.objects.filter(programme__in=due).update(due_at=now, on=now.date())
    facts = facts_of(following(due[0], now), Occasion.DAILY)
    messages = [mail_of(facts, programme, programme.key).message() for programme in due]
    with smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT) as connection:
        begun = Spent.now()
        for message in messages:
            connection.send_message(message)
        kept = Spent.since(begun)
    begun = Spent.now()
    batches = sweep(now=timezone.now())
    swept, begun = Spent.since(begun), Spent.now()
    sent = sum(deliver(batch, clock=timezone.now).sent for batch in batches)
    delivered = Spent.since(begun)
    assert sent == number
    return Sent(kept, swept, delivered)


if __name__ == "__main__":
    django.setup()
    a_round(1)  # which imports what is imported late
    found = [a_round(int(sys.argv[1])) for _ in range(int(sys.argv[2]))]
    sys.stdout.buffer.write(msgspec.json.encode(found))
