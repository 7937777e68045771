"""A clinic writes to a client, and about them."""

from datetime import datetime

import msgspec
from django.db import transaction

from programs.models import Client, Membership
from programs.selectors.clinics import is_taken_back, programmes_of, share_of
from programs.selectors.writings import Writing, writing_about
from programs.services.audit import note
from programs.services.working import hold_clients, hold_programmes, still_working


class WrittenMeanwhileError(ValueError):
    """Other texts than those that were seen stand there now; *stands* are they."""

    def __init__(self, stands: Writing) -> None:
        self.stands = stands
        super().__init__("somebody wrote here since you looked: read what stands, and send yours with its `seen`")


class Told(msgspec.Struct, frozen=True):
    """A *message* and *notes* as they are to be, None for what stays as it is. *seen* is the seal of what whoever wrote
    them had before them.
    """

    message: str | None
    notes: str | None
    seen: str


@transaction.atomic
def write_to(*, member: Membership, client: Client, told: Told, now: datetime) -> Writing:
    """Keep what was *told* to *client*, and about them; what stands then. Who shares no more, or whose plan another
    clinic steers, is written no message.

    WrittenMeanwhileError, with nothing kept, where something else stands by now than what was seen, or is told here.
    """
    hold_clients([client.pk])
    hold_programmes(programmes_of(client))  # nobody stops sharing between the look and what is written
    still_working(member)
    stands = writing_about(client)
    message = told.message if hears(member, client) else None
    wanted = Writing(
        stands.message if message is None else message,
        stands.notes if told.notes is None else told.notes,
    )
    if wanted == stands:
        return stands
    if told.seen != stands.seal:
        raise WrittenMeanwhileError(stands)
    client.assignments.filter(ended_at__isnull=True).update(message=wanted.message)
    Client.objects.filter(pk=client.pk).update(notes=wanted.notes)
    note(member=member, what="wrote", about=client.key, now=now)
    return wanted


def hears(member: Membership, client: Client) -> bool:
    """Whether a message of the clinic of *member* stands beside what *client* follows, or will once they follow it."""
    share = share_of(member, client)
    return not is_taken_back(client) and (share is None or share.steers)
