"""Puts the demo into the base, runner by runner."""

from collections.abc import Iterator
from datetime import date

from django.db import transaction

from programs.management.demo.clinic import STAFF, Told, load_clinics
from programs.management.demo.runners import RUNNERS
from programs.management.demo.telling import Story, tell
from programs.selectors.people import account_of, known_among, others_than
from programs.services.erasing import erase_person

EMAILS = (*(story.email for story in RUNNERS), *STAFF)


def is_wanted() -> bool:
    """Whether the base holds nobody but people of the demo, and not yet all of them."""
    return not others_than(EMAILS) and known_among(EMAILS) != frozenset(EMAILS)


def load(today: date) -> Iterator[Story | Told]:
    """Make the demo anew for *today*, giving each story as soon as it can be seen, and the clinics at the end.

    One transaction for each: a base that is being filled can be read, and written by others in between.
    """
    for story in RUNNERS:
        with transaction.atomic():
            before = account_of(story.email)
            if before is not None:
                erase_person(user=before)
            tell(story, today)
        yield story
    with transaction.atomic():
        staff = list(load_clinics(today))
    yield from staff
