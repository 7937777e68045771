"""Jobs of papers: asked for by somebody at a clinic, taken by one worker at a time, kept stack by stack, forgotten
after a day. A stack, the links in it and the word on record of it are kept together or not at all.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import uuid4

import msgspec
from django.db import transaction
from django.db.models import F

from programs.models import Client, Membership, PrintJob, PrintOrder, PrintStack
from programs.services.audit import note
from programs.services.clinics import keep_client_link
from programs.services.working import WorksHereNoMoreError, still_working

MOST_AT_ONCE = 500
# Longer than one paper takes: a worker that has drawn none for so long has died, and another takes the job.
LEASE = timedelta(minutes=2)
WAIT = timedelta(seconds=30)
# So often a job is tried without a stack coming of it: what brings down its workers brings down no fourth.
MOST_ATTEMPTS = 3
KEPT_FOR = timedelta(days=1)


class LostClaimError(RuntimeError):
    """Another worker has taken the job over, or it is gone."""


class Drawn(msgspec.Struct, frozen=True):
    """A paper in a stack: which *order* it fills, the *programme* it shows, None for first care alone, and the *token*
    of the link in its code.
    """

    order: PrintOrder
    programme: int | None
    token: str


class PaperKind(msgspec.Struct, frozen=True):
    """What papers are to look like: the *size* of the sheets, and whether in *large_print*."""

    size: str
    large_print: bool = False


@transaction.atomic
def order_papers(*, member: Membership, clients: Sequence[Client], kind: PaperKind, now: datetime) -> PrintJob:
    """Ask for the papers of *clients*, in this order. The caller has found them among those that *member* may see."""
    still_working(member)
    job = PrintJob.objects.create(
        clinic=member.clinic,
        member=member,
        size=kind.size,
        large_print=kind.large_print,
        made_at=now,
        try_at=now,
    )
    PrintOrder.objects.bulk_create(
        PrintOrder(job=job, client=client, place=place) for place, client in enumerate(clients, 1)
    )
    note(member=member, what="asked for papers", about=job.key, now=now)
    return job


def claim_job(*, now: datetime) -> PrintJob | None:
    """The longest owed job that may be taken at *now*, this caller's alone while they renew it; None where none is."""
    working = PrintJob.objects.filter(member__until__isnull=True, clinic__closed_at__isnull=True)
    owed = working.filter(settled_at__isnull=True, try_at__lte=now)
    for job in owed.order_by("try_at", "pk").select_related("member__clinic"):
        if job.attempts >= MOST_ATTEMPTS:
            PrintJob.objects.filter(pk=job.pk, try_at=job.try_at).update(settled_at=now)
            continue
        claim, held = uuid4(), PrintJob.objects.filter(pk=job.pk, try_at=job.try_at, settled_at__isnull=True)
        if held.update(try_at=now + LEASE, claim=claim, attempts=F("attempts") + 1):
            job.claim = claim
            return job
    return None


def renew_claim(job: PrintJob, *, drawn: int, now: datetime) -> None:
    """Hold *job* anew from *now* on, so many of its papers being *drawn*; LostClaimError where it is held no more."""
    held = PrintJob.objects.filter(pk=job.pk, claim=job.claim, settled_at__isnull=True)
    if not held.update(try_at=now + LEASE, drawn=drawn):
        raise LostClaimError(f"job {job.pk} of papers was taken over")


@transaction.atomic
def keep_stack(*, job: PrintJob, pdf: bytes, drawn: Sequence[Drawn], refused: Mapping[int, str], now: datetime) -> None:
    """Keep the *pdf* of what was *drawn*, open its links, and note whose papers were printed. *refused* says by order
    why there is no paper. LostClaimError, and nothing is kept, where somebody else holds *job*, or who asked for
    it works there no more.
    """
    try:
        still_working(job.member)
    except WorksHereNoMoreError as gone:
        raise LostClaimError(f"job {job.pk} of papers is of somebody who left") from gone
    held = PrintJob.objects.filter(pk=job.pk, claim=job.claim, settled_at__isnull=True)
    if not held.update(attempts=0, why=""):
        raise LostClaimError(f"job {job.pk} of papers was taken over")
    if drawn:
        stack = PrintStack.objects.create(job=job, number=job.stacks.count() + 1, papers=len(drawn), data=pdf)
        for one in drawn:
            client = one.order.client
            keep_client_link(member=job.member, client=client, token=one.token, now=now)
            note(member=job.member, what="printed", about=client.key, now=now)
            PrintOrder.objects.filter(pk=one.order.pk).update(stack=stack, programme_id=one.programme)
    for order, why in refused.items():
        PrintOrder.objects.filter(pk=order).update(why=why)


def settle_job(job: PrintJob, *, now: datetime) -> None:
    """All that *job* asked for is made, or said why not."""
    PrintJob.objects.filter(pk=job.pk, claim=job.claim).update(settled_at=now)


def put_off_job(job: PrintJob, why: str, *, now: datetime) -> None:
    """*job* failed and may work later; what it was is said as *why*."""
    PrintJob.objects.filter(pk=job.pk, claim=job.claim).update(try_at=now + WAIT, claim=None, why=why[:300])


def forget_old_jobs(*, now: datetime) -> int:
    """Delete jobs of more than a day ago with their papers; how many those were."""
    old = PrintJob.objects.filter(made_at__lt=now - KEPT_FOR)
    many = old.count()
    old.delete()
    return many
