"""A list of new clients, taken on in one go: all of them with what each was assigned, or none."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid5

import msgspec
from django.db import transaction

from programs.models import Clinic, Intake, Membership
from programs.services.assigning import Ready, Wished, assign_ready, ready_of
from programs.services.audit import note
from programs.services.clinics import add_client
from programs.services.print_jobs import PaperKind


class Newcomer(msgspec.Struct, frozen=True):
    """Somebody to take on: what the form of one client says."""

    name: str
    email: str
    message: str
    wished: Wished


def take_on_list(
    *, member: Membership, key: UUID, people: Sequence[Newcomer], kind: PaperKind, now: datetime
) -> Intake:
    """Make *people* clients of the clinic of *member*, each with their assignment, in this order; all, or nobody. Their
    papers are to be of that *kind*.

    *key* is made by the page that tells of them: sent twice, or by two hands at once, it is one intake. Plans are
    worked out before anything is locked, so that others who write wait for rows alone.
    """
    made = member.clinic.intakes.filter(key=key).first()
    if made is not None:
        return made
    wishes = dict.fromkeys(person.wished for person in people)
    ready = {wished: ready_of(wished, zone=member.clinic.zone, now=now) for wished in wishes}
    intake = Intake(key=key, made_by=member, made_at=now, size=kind.size, large_print=kind.large_print)
    return _keep(intake, member, [(person, ready[person.wished]) for person in people], now)


@transaction.atomic
def _keep(intake: Intake, member: Membership, people: Sequence[tuple[Newcomer, Ready]], now: datetime) -> Intake:
    clinic = Clinic.objects.select_for_update(no_key=True).get(pk=member.clinic_id)
    made = clinic.intakes.filter(key=intake.key).first()
    if made is not None:
        return made
    intake.clinic = clinic
    intake.save()
    clients = []
    for number, (person, ready) in enumerate(people):
        client = add_client(
            member=member, key=uuid5(intake.key, str(number)), name=person.name, email=person.email, now=now
        )
        assign_ready(member=member, client=client, ready=ready, message=person.message, now=now)
        clients.append(client)
    intake.clients.set(clients)
    note(member=member, what="took on a list", about=intake.key, now=now)
    return intake
