"""Links to a runner's calendar: given, replaced, taken back; and the count of what moves its days."""

from datetime import datetime
from secrets import token_hex

from django.db import transaction
from django.db.models import F

from programs.models import Calendar, Programme
from programs.models.links import digest_of

TOKEN_BYTES = 16  # 128 random bits


@transaction.atomic
def link_calendar(*, programme: Programme, now: datetime) -> str:
    """The token of a new link to the calendar of *programme*, which nothing can tell again. The link before it opens
    nothing from now on.
    """
    token = token_hex(TOKEN_BYTES)
    Calendar.objects.update_or_create(
        programme=programme,
        defaults={"digest": digest_of(token), "linked_at": now},
        create_defaults={"digest": digest_of(token), "linked_at": now, "changed_at": now},
    )
    return token


def unlink_calendar(*, programme: Programme) -> None:
    """No link opens the calendar of *programme* any more. The row stays, for its count never falls."""
    Calendar.objects.filter(programme=programme).update(digest=None)


def note_change(*, programme: Programme, now: datetime) -> None:
    """Count that the appointments of *programme* may have moved, though neither its diary nor the date did it."""
    Calendar.objects.filter(programme=programme).update(changes=F("changes") + 1, changed_at=now)
