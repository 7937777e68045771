"""The phones that take push messages, and which of them are asked."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import QuerySet

from programs.models import PushSubscription, Runner
from programs.models.push import MOST_FAILURES


def is_offered() -> bool:
    """Whether this house sends push messages at all: it has a key that vouches for it."""
    return bool(settings.VAPID_PRIVATE_KEY)


def phones_of(runner: Runner) -> QuerySet[PushSubscription]:
    """All phones of *runner*, the oldest first."""
    return PushSubscription.objects.filter(runner=runner).order_by("made_at", "pk")


def asked_phones(runner: Runner) -> list[PushSubscription]:
    """Those of *runner* that are sent to: none where nothing is sent, and none that failed too often in a row."""
    return list(phones_of(runner).filter(failed__lt=MOST_FAILURES)) if is_offered() else []


def reached_by_push(runners: Iterable[int | None]) -> frozenset[int]:
    """Those of *runners*, by primary key, who have a phone that is sent to."""
    if not is_offered():
        return frozenset()
    asked = PushSubscription.objects.filter(runner__in={pk for pk in runners if pk}, failed__lt=MOST_FAILURES)
    return frozenset(asked.values_list("runner_id", flat=True))
