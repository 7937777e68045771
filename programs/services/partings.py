"""Mails that runners are owed when a clinic closes: that their plan goes on, and who has seen it until when."""

from datetime import datetime, timedelta

from django.db.models import F, QuerySet

from programs.models import Parting, Share
from programs.services.standings import FIRST_WAIT, GIVEN_UP_AFTER, LEASE, LONGEST_WAIT


def owe_partings(shares: QuerySet[Share], *, now: datetime) -> int:
    """Owe a mail to the runner of each of *shares*, which are about to end, where they have an account and so an
    address of their own; how many. One that a clinic typed is nobody's to whom this house has spoken.
    """
    known = shares.filter(programme__runner__user__is_active=True, programme__ended_on__isnull=True)
    made = Parting.objects.bulk_create(
        (Parting(share=share, made_at=now, try_at=now) for share in known), ignore_conflicts=True
    )
    return len(made)


def owed_partings(*, now: datetime) -> list[Parting]:
    """The mails that may be tried at *now*, the oldest first."""
    owed = Parting.objects.filter(settled_at__isnull=True, try_at__lte=now).order_by("try_at", "pk")
    return list(owed.select_related("share__clinic", "share__programme__runner__user"))


def claim_parting(parting: Parting, *, now: datetime) -> bool:
    """Take *parting* for this worker; False where another has it. A worker that dies holds it for ten minutes."""
    owed = Parting.objects.filter(pk=parting.pk, settled_at__isnull=True, try_at=parting.try_at)
    return owed.update(try_at=now + LEASE, attempts=F("attempts") + 1) == 1


def settle_parting(parting: Parting, *, now: datetime, why: str = "") -> None:
    """*parting* was sent, or, with *why*, never will be."""
    Parting.objects.filter(pk=parting.pk).update(settled_at=now, why=why[:300])


def put_off_parting(parting: Parting, why: str, *, now: datetime) -> None:
    """Sending failed and may work later: after a wait that grows, until a week is over. No day hangs on this mail."""
    if now - parting.made_at > 7 * GIVEN_UP_AFTER:
        settle_parting(parting, now=now, why=why)
        return
    wait: timedelta = min(FIRST_WAIT * 4 ** min(parting.attempts, 6), LONGEST_WAIT)
    Parting.objects.filter(pk=parting.pk).update(try_at=now + wait, why=why[:300])
