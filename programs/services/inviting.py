"""Invites people to work at a clinic, by a link in a mail."""

from datetime import datetime, timedelta
from secrets import token_hex
from uuid import UUID

from django.db import transaction

from programs.models import Clinic, Invitation, Membership, User
from programs.models.links import digest_of
from programs.selectors.clinics import member_of
from programs.selectors.staff import open_invitations, why_shut
from programs.services.audit import note
from programs.services.links import TOKEN_BYTES
from programs.services.working import still_working

INVITATION_OPENS = timedelta(days=7)
# An address that came to nothing is nobody's business for long.
FORGOTTEN_AFTER = timedelta(days=30)


class ShutError(ValueError):
    """An invitation that was used, taken back, or is over."""


class OtherMailboxError(ValueError):
    """An invitation to another address than that of the account."""


class WorksSomewhereError(ValueError):
    """The account belongs to somebody who works at a clinic already."""


@transaction.atomic
def invite(*, by: Membership, email: str, role: Membership.Role, now: datetime) -> tuple[Invitation, str]:
    """Invite whoever reads the mail of *email* to the clinic of *by*; with the token, which nothing can tell again. An
    earlier invitation to the same address is taken back. Whether there is an account of it is not looked at.
    """
    still_working(by)
    address = User.objects.normalize_email(email)
    by.clinic.invitations.filter(email=address, accepted_at__isnull=True, revoked_at__isnull=True).update(
        revoked_at=now
    )
    token = token_hex(TOKEN_BYTES)
    made = Invitation.objects.create(
        clinic=by.clinic,
        email=address,
        role=role,
        digest=digest_of(token),
        made_by=by,
        made_at=now,
        ends_at=now + INVITATION_OPENS,
    )
    note(member=by, what="invited", about=made.key, now=now)
    return made, token


@transaction.atomic
def revoke_invitation(*, by: Membership, key: UUID, now: datetime) -> bool:
    """Take back the open invitation of that key to the clinic of *by*; False where there is none."""
    still_working(by)
    if not open_invitations(by.clinic, now).filter(key=key).update(revoked_at=now):
        return False
    note(member=by, what="took an invitation back", about=key, now=now)
    return True


@transaction.atomic
def accept_invitation(*, invitation: Invitation, user: User, name: str, now: datetime) -> Membership:
    """*user* works at the clinic that invited them from now on, known there by *name*.

    ShutError where it cannot be accepted any more, OtherMailboxError where it went to another address than *user*'s,
    WorksSomewhereError where *user* works at a clinic already.
    """
    Clinic.objects.select_for_update(no_key=True).get(pk=invitation.clinic_id)  # as all do who touch its invitations
    locked = Invitation.objects.select_related("clinic").get(pk=invitation.pk)
    shut = why_shut(locked, now)
    if shut is not None:
        raise ShutError(f"this invitation opens nothing: {shut.value}")
    if locked.email != user.email:
        raise OtherMailboxError("this invitation went to another address: sign in with that one")
    if member_of(user) is not None:
        raise WorksSomewhereError(f"{name} works at a clinic already: they leave it first")
    joined = Membership.objects.create(clinic=locked.clinic, user=user, name=name, role=locked.role, since=now)
    locked.accepted_at = now
    locked.save(update_fields=["accepted_at"])
    note(member=joined, what="joined", about=locked.key, now=now)
    return joined


def forget_old_invitations(*, now: datetime) -> int:
    """Delete invitations that have been over for a month; how many."""
    deleted, _ = Invitation.objects.filter(ends_at__lt=now - FORGOTTEN_AFTER).delete()
    return deleted
