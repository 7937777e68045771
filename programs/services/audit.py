"""Writes the chain of who did what at a clinic, and finds where it was broken."""

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from programs.models import AuditEntry, Clinic, Membership

# Below everything: what the first entry of a clinic stands on.
GROUND = "0" * 64


@dataclass(frozen=True)
class Kept:
    """How a chain ended: the key of its *clinic*, the number of the last entry, and its digest."""

    clinic: str
    seq: int
    digest: str


@transaction.atomic
def note(*, member: Membership, what: str, about: UUID | None, now: datetime) -> AuditEntry:
    """Put on record that *member*, or a program with their token, did *what* with *about*, at the end of the clinic's
    chain.
    """
    entry = AuditEntry(clinic_id=member.clinic_id, at=now, who=member.key, what=what, about=about, token=member.token)
    return _append(entry)


@transaction.atomic
def note_of_host(*, clinic: Clinic, what: str, about: UUID, now: datetime) -> AuditEntry:
    """Put on record that whoever runs the house, who is nobody of *clinic*, did *what* with *about*."""
    return _append(AuditEntry(clinic=clinic, at=now, who=None, what=what, about=about))


def _append(entry: AuditEntry) -> AuditEntry:
    clinic = Clinic.objects.select_for_update(no_key=True).get(pk=entry.clinic_id)
    last = clinic.audit.order_by("-seq").first()
    entry.clinic, entry.seq = clinic, last.seq + 1 if last else 1
    entry.digest = digest_of(entry, last.digest if last else GROUND)
    entry.save()
    return entry


def digest_of(entry: AuditEntry, before: str) -> str:
    """The digest of *entry* upon that of the entry *before*."""
    said = (entry.clinic.key, entry.seq, entry.at.astimezone(UTC).isoformat(), entry.who, entry.what, entry.about)
    # Entries of before there were tokens keep the digest they were made with.
    by = (entry.token,) if entry.token else ()
    return sha256("\n".join(map(str, (before, *said, *by))).encode()).hexdigest()


def broken_link(clinic: Clinic) -> AuditEntry | None:
    """The first entry of *clinic* that does not stand on the one before it; None where the chain is whole."""
    before = GROUND
    for number, entry in enumerate(clinic.audit.select_related("clinic").order_by("seq").iterator(), 1):
        if entry.seq != number or entry.digest != digest_of(entry, before):
            return entry
        before = entry.digest
    return None


def end_of(clinic: Clinic) -> Kept:
    """How the chain of *clinic* ends. Kept where nobody can write who can write here, it shows later that the end was
    cut off, or all of it made anew.
    """
    last = clinic.audit.order_by("-seq").first()
    return Kept(str(clinic.key), last.seq if last else 0, last.digest if last else GROUND)


def stands_on(clinic: Clinic, kept: Kept) -> bool:
    """Whether the chain of *clinic* goes on from where *kept* says that it ended."""
    if kept.seq == 0:
        return kept.digest == GROUND
    return clinic.audit.filter(seq=kept.seq, digest=kept.digest).exists()
