"""Clients and assignments that a program tells of under a UUID of its own: however often it is sent, it is one."""

from datetime import datetime
from uuid import UUID, uuid5

import msgspec
from django.db import transaction

from programs.models import Assignment, Client, Membership
from programs.models.checks import Check
from programs.selectors.clinics import client_seen_by
from programs.selectors.templates import Picked, picked_for
from programs.services.assigning import Wished, assign, check_in, check_of
from programs.services.clinics import add_client
from programs.services.diary import ConflictError
from programs.services.intakes import Newcomer
from programs.services.templates import refuse_outdated
from programs.services.working import hold_clients, still_working

# What a clinic says of a calf itself; the rest of a check is the client's where the signs were left to them.
OF_THE_CALF = ("injured_on", "previous_strain", "grade", "about")


class Given(msgspec.Struct, frozen=True):
    """What a client is to be given: *uuid* made where it was told, what is *wished*, and a *message*."""

    uuid: UUID
    wished: Wished
    message: str


@transaction.atomic
def take_on_once(*, member: Membership, uuid: UUID, person: Newcomer, now: datetime) -> tuple[Client, bool]:
    """*person* as a client of the clinic of *member* with what is wished for them, and whether that is new.

    ConflictError where somebody else, or something else, was told under *uuid*.
    """
    still_working(member)  # holds the clinic, so that the same told twice at once takes turns
    # Of the clinic's own: what was told to another house makes names nobody here.
    key = uuid5(member.clinic.key, str(uuid))
    known = client_seen_by(member, key)
    given = Given(uuid, person.wished, person.message)
    if known is None:
        client = add_client(member=member, key=key, name=person.name, email=person.email, now=now)
        _give(member, client, given, now)
        return client, True
    first = known.assignments.filter(uuid=uuid).first()
    if (known.name, known.email) != (person.name, person.email) or first is None or not _says(first, given):
        raise ConflictError(f"{uuid} was told before with something else in it: give it a UUID of its own")
    return known, False


@transaction.atomic
def assign_once(*, member: Membership, client: Client, given: Given, now: datetime) -> tuple[Assignment, bool]:
    """Give *client* what *given* says, once, and whether that is new; errors as of `assign`.

    ConflictError where something else was told under its UUID.
    """
    hold_clients([client.pk])  # the same told twice at once takes turns
    known = client.assignments.filter(uuid=given.uuid).first()
    if known is None:
        return _give(member, client, given, now), True
    if not _says(known, given):
        raise ConflictError(f"{given.uuid} was told before with something else in it: give it a UUID of its own")
    return known, False


def _give(member: Membership, client: Client, given: Given, now: datetime) -> Assignment:
    if given.wished.picked is not None:
        refuse_outdated(given.wished.picked)
    made = assign(member=member, client=client, wished=given.wished, message=given.message, now=now)
    made.uuid = given.uuid
    made.save(update_fields=["uuid"])
    return made


def _says(kept: Assignment, given: Given) -> bool:
    """Whether *kept* came of what *given* says."""
    asked = kept.screened_at is not None
    if asked != (given.wished.flags is not None) or not _picks(kept, given.wished.picked):
        return False
    was, would = check_in(kept), check_of(given.wished, kept.made_at)
    names = Check.__struct_fields__ if asked else OF_THE_CALF
    return all(getattr(was, name) == getattr(would, name) for name in names)


def _picks(kept: Assignment, picked: Picked | None) -> bool:
    was = picked_for(kept)
    if was is None or picked is None:
        return was is picked
    return (was.version, was.reason) == (picked.version, picked.reason)
