"""What becomes of a delivery that is owed: claimed by one worker, then sent, skipped, tried again, or given up.

A row is claimed before anything is sent and settled after it. Between the mail server's yes and our note of it lies
the one window in which a crash makes a second copy: it has the same Message-ID, see decision 0034.
"""

import random
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import connection, transaction
from django.db.models import F

from programs.models import Delivery, DueReminder, ReminderSettings
from programs.models.reminders import DEAD, EMAIL, OWED, PUSH, SENDING, SENT, SKIPPED
from programs.selectors.owed import Held, held_among
from programs.selectors.push import reached_by_push
from programs.services.reminders import LATE
from rehab.reminding import Occasion, Skipped

# Longer than any sending takes: who holds a claim for that long has died.
CLAIM_LASTS = timedelta(minutes=10)
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(minutes=30)
MOST_REFUSALS = 3
LONGEST_DETAIL = 300
KEPT_FOR = timedelta(days=90)
# A push that no phone takes leaves mail the second hour.
TRIED_FOR = {EMAIL: LATE, PUSH: LATE / 2}


@transaction.atomic
def claim_owed(*, now: datetime, most: int, among: Iterable[int] | None = None) -> list[Delivery]:
    """Up to *most* deliveries that may be tried at *now*, of those *among* where given, each this caller's alone."""
    owed = Delivery.objects.filter(state=OWED, try_at__lte=now).order_by("try_at")
    if among is not None:
        owed = owed.filter(pk__in=list(among))
    if connection.features.has_select_for_update_skip_locked:
        owed = owed.select_for_update(skip_locked=True)
    claim = uuid4()
    mine = list(owed.values_list("pk", flat=True)[:most])
    if not mine:
        return []  # a message that was read twice
    taken = Delivery.objects.filter(pk__in=mine, state=OWED)
    taken.update(state=SENDING, claim=claim, claimed_at=now, attempts=F("attempts") + 1)
    return list(Delivery.objects.filter(claim=claim, state=SENDING).order_by("due_at", "pk"))


@transaction.atomic
def keep_claims(claimed: Sequence[Delivery], *, now: datetime) -> list[Held]:
    """Those of *claimed* whose claim still holds, with all that they are decided by as it stands; it lasts anew from
    *now* on. It does not hold where another worker has taken it over, or the runner has been erased since.
    """
    claims = {delivery.pk: delivery.claim for delivery in claimed}
    Delivery.objects.filter(pk__in=claims, claim__in=set(claims.values()), state=SENDING).update(claimed_at=now)
    return held_among(claimed)


@transaction.atomic
def rescue_claimed(*, now: datetime) -> int:
    """Owe again what somebody claimed who has died since; how many those were."""
    lost = Delivery.objects.filter(state=SENDING, claimed_at__lte=now - CLAIM_LASTS)
    return lost.update(state=OWED, claim=None, claimed_at=None, try_at=now)


def ready_to_try(*, now: datetime, most: int, channel: str) -> list[int]:
    """Deliveries by *channel* that may be tried at *now*, the longest owed first, by primary key."""
    owed = Delivery.objects.filter(state=OWED, try_at__lte=now, channel=channel).order_by("try_at")
    return list(owed.values_list("pk", flat=True)[:most])


def note_sent(delivery: Delivery, occasion: Occasion, *, now: datetime) -> bool:
    """*delivery* was taken, and it was about *occasion*; False where the claim was lost to somebody else meanwhile."""
    settings: ReminderSettings | None = getattr(delivery.programme, "reminders", None)
    if delivery.channel == EMAIL and settings is not None and settings.refused:
        ReminderSettings.objects.filter(programme=delivery.programme_id, refused__gt=0).update(refused=0)
    return _settle(delivery, now, state=SENT, kind=occasion)


def note_skipped(delivery: Delivery, why: Skipped, *, now: datetime) -> bool:
    """Nothing is sent for *delivery*, and *why*."""
    return _settle(delivery, now, state=SKIPPED, why=why)


@transaction.atomic
def note_refused(delivery: Delivery, detail: str, *, now: datetime) -> bool:
    """The mail server refuses the address for good. After some refusals in a row its mail stops, which the runner is
    told where reminders are set; reminders go on where there is a phone that takes them.
    """
    settings = ReminderSettings.objects.select_for_update(no_key=True).filter(programme=delivery.programme_id).first()
    if settings is None:
        return False  # erased while the server was asked
    settings.refused += 1
    if settings.refused >= MOST_REFUSALS:
        settings.paused_because = detail[:200]
        if not reached_by_push([delivery.programme.runner_id]):
            DueReminder.objects.filter(programme=delivery.programme_id).delete()
    settings.save()
    return _settle(delivery, now, state=DEAD, detail=detail[:LONGEST_DETAIL])


def note_failed(delivery: Delivery, detail: str, *, now: datetime, wait: timedelta = timedelta(0)) -> bool:
    """Sending failed and may work later: tried again after a wait that grows, and no sooner than the other side wants,
    until its time is over; then it is given up, with what the other side said last.
    """
    ours = min(FIRST_WAIT * 4 ** (delivery.attempts - 1), LONGEST_WAIT) * random.uniform(0.5, 1.5)  # noqa: S311 - no secret
    again = now + max(ours, wait)
    if again > delivery.due_at + TRIED_FOR[delivery.channel]:
        return note_given_up(delivery, detail, now=now)
    held = Delivery.objects.filter(pk=delivery.pk, claim=delivery.claim, state=SENDING)
    waiting = {"state": OWED, "claim": None, "claimed_at": None, "try_at": again}
    return held.update(**waiting, detail=detail[:LONGEST_DETAIL]) == 1


@transaction.atomic
def note_given_up(delivery: Delivery, detail: str, *, now: datetime) -> bool:
    """*delivery* does not reach anybody by its channel, with what the other side said last; of a push, mail takes the
    place at once, and once.
    """
    if not _settle(delivery, now, state=DEAD, detail=detail[:LONGEST_DETAIL]):
        return False
    if delivery.channel == PUSH:
        mail = Delivery(
            programme_id=delivery.programme_id,
            cause=delivery.cause,
            kind=delivery.kind,
            on=delivery.on,
            channel=EMAIL,
            due_at=delivery.due_at,
            try_at=now,
            stands_in=True,
        )
        Delivery.objects.bulk_create([mail], ignore_conflicts=True)
    return True


def is_given_up(delivery: Delivery) -> bool:
    """Whether *delivery* is tried no more, as it stands by now."""
    return Delivery.objects.filter(pk=delivery.pk, state=DEAD).exists()


def retry(*, deliveries: Iterable[int], now: datetime) -> int:
    """Owe once more what was given up, though its time is over; how many those were."""
    dead = Delivery.objects.filter(pk__in=list(deliveries), state=DEAD)
    return dead.update(state=OWED, try_at=now, due_at=now, attempts=0, settled_at=None)


def forget_old_deliveries(*, now: datetime) -> int:
    """Delete deliveries of more than three months ago; how many those were."""
    return Delivery.objects.filter(due_at__lt=now - KEPT_FOR).delete()[0]


def _settle(delivery: Delivery, now: datetime, **became: str) -> bool:
    held = Delivery.objects.filter(pk=delivery.pk, claim=delivery.claim, state=SENDING)
    return held.update(settled_at=now, claim=None, **became) == 1
