"""Clients pass to a colleague, roles change, and people leave a clinic: never so that a client has nobody."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from programs.models import Alert, Client, Membership, PrintJob
from programs.selectors.clinics import RUN_THE_HOUSE, may
from programs.selectors.staff import ANSWERING, clients_of, is_last_owner, may_answer_instead
from programs.services.audit import note
from programs.services.clinic_tokens import end_clinic_tokens, narrow_clinic_tokens
from programs.services.working import hold_clients, still_working


class UnfitColleagueError(ValueError):
    """Somebody who may not answer for the client they were given."""


class LastOwnerError(ValueError):
    """The only owner of a clinic would be one no more."""


class StillAnsweringError(ValueError):
    """Clients would be left without anybody who answers for them."""


@transaction.atomic
def hand_over(*, by: Membership, person: Membership, heirs: Mapping[UUID, Membership], now: datetime) -> int:
    """Give clients of *person* to colleagues, as *heirs* says by the client's key; how many. The mails that *person* is
    still owed about them go to the colleague.

    UnfitColleagueError where a colleague has left meanwhile, or is an assistant. Keys of other clients are passed over.
    """
    hold_clients(clients_of(person).filter(key__in=heirs).values_list("pk", flat=True))
    still_working(by)
    fit = {colleague.pk for colleague in may_answer_instead(person)}
    if any(heir.pk not in fit for heir in heirs.values()):
        raise UnfitColleagueError("clients go to an owner or a therapist who works here")
    handed = list(clients_of(person).filter(key__in=heirs))
    for client in handed:
        heir = heirs[client.key]
        Client.objects.filter(pk=client.pk).update(therapist=heir)
        # Anew from now on: a worker that holds one for who was responsible settles theirs, and not this.
        owed = Alert.objects.filter(programme__shares__client=client, settled_at__isnull=True)
        owed.filter(member__clinic=person.clinic_id).update(member=heir, try_at=now, attempts=0)
        note(member=by, what="handed over", about=client.key, now=now)
        note(member=heir, what="became responsible", about=client.key, now=now)
    return len(handed)


@transaction.atomic
def change_role(*, by: Membership, person: Membership, role: Membership.Role, now: datetime) -> None:
    """*person* works at the clinic of *by* in another *role* from now on; their tokens open no more than it does.

    LastOwnerError where the clinic would have no owner, StillAnsweringError where an assistant would have
    clients.
    """
    still_working(by)
    person.refresh_from_db()
    if person.role == role:
        return
    if is_last_owner(person):
        raise LastOwnerError("this is the only owner: make somebody else an owner first")
    if role not in ANSWERING and clients_of(person).exists():
        raise StillAnsweringError("they answer for clients: hand these over first")
    person.role = role
    person.save(update_fields=["role"])
    if not may(person, RUN_THE_HOUSE):
        _take_invitations_back(person, now)
    narrow_clinic_tokens(person, now)
    note(member=by, what=f"made {Membership.Role(role).value}", about=person.key, now=now)


@transaction.atomic
def end_membership(*, by: Membership, person: Membership, now: datetime) -> None:
    """*person* works at the clinic of *by* no more, and sees nothing of it from this moment on, wherever they are
    signed in.

    LastOwnerError where the clinic would have no owner, StillAnsweringError while clients are theirs.
    """
    still_working(by)
    person.refresh_from_db()
    if person.until is not None:
        return
    if is_last_owner(person):
        raise LastOwnerError("this is the only owner: make somebody else an owner first, or close the clinic")
    if clients_of(person).exists():
        raise StillAnsweringError("they answer for clients: hand these over first")
    person.until = now
    person.save(update_fields=["until"])
    PrintJob.objects.filter(member=person).delete()  # a worker that draws one has lost it
    _take_invitations_back(person, now)
    end_clinic_tokens(person, now)
    note(member=by, what="left" if by.pk == person.pk else "ended a membership", about=person.key, now=now)


def _take_invitations_back(person: Membership, now: datetime) -> None:
    """Nobody comes in by the word of somebody who has none here any more."""
    person.clinic.invitations.filter(made_by=person, accepted_at__isnull=True, revoked_at__isnull=True).update(
        revoked_at=now
    )
