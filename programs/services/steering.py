"""A therapist asks for something in a client's programme, or takes it back: with the entry in the clinic's audit."""

from datetime import datetime

from django.db import transaction

from programs.models import Client, Membership, Programme
from programs.selectors.authors import author_at
from programs.services.adjusting import Ask, TakeBack, adjust, undo
from programs.services.audit import note
from programs.services.diary import Recorded
from programs.services.working import still_steering, still_working


@transaction.atomic
def ask_for(*, member: Membership, client: Client, programme: Programme, ask: Ask, now: datetime) -> Recorded:
    """Keep what *member* asks for in the *programme* of *client*, once; errors as of `adjust` and `still_steering`."""
    held = still_steering(member, client, programme)
    recorded = adjust(programme=held, ask=ask, author=author_at(member), now=now)
    still_working(member)
    if recorded.is_new:
        note(member=member, what="adjusted", about=client.key, now=now)
    return recorded


@transaction.atomic
def take_back(*, member: Membership, client: Client, programme: Programme, taken: TakeBack, now: datetime) -> Recorded:
    """From *now* on what was asked for no longer counts; errors as of `undo` and `still_steering`."""
    held = still_steering(member, client, programme)
    recorded = undo(programme=held, take_back=taken, author=author_at(member), now=now)
    still_working(member)
    if recorded.is_new:
        note(member=member, what="took back", about=client.key, now=now)
    return recorded
