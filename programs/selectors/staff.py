"""Who works at a clinic, for whom each of them answers, and who is invited."""

from datetime import datetime
from enum import Enum
from uuid import UUID

from django.db.models import QuerySet

from programs.models import Client, Clinic, Invitation, Membership
from programs.models.links import digest_of
from programs.selectors.clinics import ASSIGN, RIGHTS, RUN_THE_HOUSE, may, members_of

# Roles whose people may answer for a client.
ANSWERING = tuple(role for role, rights in RIGHTS.items() if ASSIGN in rights)


def person_seen_by(member: Membership, key: UUID) -> Membership | None:
    """Who works at the clinic of *member* under that key, for an owner and for that person; None for anybody else, as
    for a key that nobody has.
    """
    found = members_of(member.clinic).filter(key=key).select_related("clinic").first()
    return found if found is not None and (found.pk == member.pk or may(member, RUN_THE_HOUSE)) else None


def clients_of(member: Membership) -> QuerySet[Client]:
    """The clients *member* answers for, without those who were discharged."""
    return Client.objects.filter(clinic_id=member.clinic_id, therapist=member, discharged_at__isnull=True)


def may_answer_instead(member: Membership) -> QuerySet[Membership]:
    """The colleagues of *member* who may answer for a client."""
    return members_of(member.clinic).filter(role__in=ANSWERING).exclude(pk=member.pk)


def is_last_owner(member: Membership) -> bool:
    """Whether *member* is the only owner that the clinic has."""
    owners = members_of(member.clinic).filter(role=Membership.Role.OWNER)
    return member.role == Membership.Role.OWNER and not owners.exclude(pk=member.pk).exists()


# Invitations


class Shut(Enum):
    """Why an invitation opens nothing."""

    UNKNOWN = "unknown"
    USED = "used"
    REVOKED = "revoked"
    OVER = "over"


def open_invitations(clinic: Clinic, now: datetime) -> QuerySet[Invitation]:
    """The invitations of *clinic* that may still be accepted at *now*, the oldest first."""
    return clinic.invitations.filter(accepted_at__isnull=True, revoked_at__isnull=True, ends_at__gt=now)


def invitation_of(token: str) -> Invitation | None:
    """The invitation whose token this is, whether it is still open or not."""
    return Invitation.objects.filter(digest=digest_of(token)).select_related("clinic", "made_by").first()


def why_shut(invitation: Invitation | None, now: datetime) -> Shut | None:
    """Why *invitation* cannot be accepted at *now*; None where it can."""
    if invitation is None:
        return Shut.UNKNOWN
    if invitation.accepted_at is not None:
        return Shut.USED
    if invitation.revoked_at is not None or invitation.clinic.closed_at is not None:
        return Shut.REVOKED
    return Shut.OVER if invitation.ends_at <= now else None
