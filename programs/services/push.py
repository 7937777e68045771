"""Phones that take push messages: added, removed, and what their services said of them."""

from datetime import datetime

import msgspec
from django.db import transaction
from django.db.models import F

from programs.models import PushSubscription, Runner
from programs.models.push import LONGEST_NAME, LONGEST_SAID
from programs.selectors.push import phones_of

MOST_PHONES = 5


class PhoneError(ValueError):
    """A phone that is not added, and what to do about it."""


class Told(msgspec.Struct, frozen=True):
    """What a browser told of itself: where it takes messages, and what they are sealed with."""

    endpoint: str
    key: str
    secret: str


@transaction.atomic
def add_phone(*, runner: Runner, told: Told, name: str) -> PushSubscription:
    """Send reminders of *runner* to the browser that *told* of itself, called *name*; once, however often it tells.

    One that another runner had goes over to *runner*: whoever holds the phone has signed in there. PhoneError where
    *told* knows its address and not its secret, or *runner* has the most there may be.
    """
    Runner.objects.select_for_update(no_key=True).get(pk=runner.pk)
    found = PushSubscription.objects.select_for_update(no_key=True).filter(endpoint=told.endpoint).first()
    if found is not None and (found.key, found.secret) != (told.key, told.secret):
        raise PhoneError("this phone is known by another secret: let its browser forget this site, and add it again")
    if phones_of(runner).exclude(endpoint=told.endpoint).count() >= MOST_PHONES:
        raise PhoneError(f"there are {MOST_PHONES} phones: remove one first")
    fresh = {"runner": runner, "name": name[:LONGEST_NAME], "key": told.key, "secret": told.secret}
    phone, _ = PushSubscription.objects.update_or_create(
        endpoint=told.endpoint, defaults=fresh | {"failed": 0, "said": ""}
    )
    return phone


def remove_phone(*, runner: Runner, number: int) -> bool:
    """Forget the phone of *runner* with that primary key; False where there is none."""
    return bool(phones_of(runner).filter(pk=number).delete()[0])


def note_taken(phone: PushSubscription, *, now: datetime) -> None:
    """The service of *phone* took a message at *now*."""
    PushSubscription.objects.filter(pk=phone.pk).update(taken_at=now, failed=0, said="")


def note_gone(phone: PushSubscription) -> None:
    """*phone* takes no more messages; one that has been added again meanwhile stays."""
    PushSubscription.objects.filter(pk=phone.pk, endpoint=phone.endpoint, secret=phone.secret).delete()


def note_given_up(phone: PushSubscription, said: str) -> None:
    """A reminder did not reach *phone*, and *said* is why. After some in a row it is asked no more."""
    PushSubscription.objects.filter(pk=phone.pk).update(failed=F("failed") + 1, said=said[:LONGEST_SAID])
