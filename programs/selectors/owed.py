"""Reads what claimed deliveries are decided by, for many at once: a few questions, however many there are."""

from collections.abc import Iterable
from datetime import date

import msgspec
from django.db.models import Exists, OuterRef, Subquery

from programs.models import Consent, Delivery, Event, ReminderSettings
from programs.models.reminders import SENDING, SENT
from programs.selectors.programmes import entries_of
from rehab.reminding import Occasion, Silence

# What is said about silence, and once.
SAID_OF_SILENCE = (Occasion.SILENT, Occasion.PAUSE_OFFER)


class Held(msgspec.Struct, frozen=True):
    """A claimed *delivery* with its programme, settings, runner and account as they stand; whether the runner
    *consents* to facts of health being kept; the entries of the *diary* that today rests on; the last day that anything
    was *told_on*, and what was *said* about silence since.
    """

    delivery: Delivery
    consents: bool
    diary: list[Event]
    told_on: date
    said: frozenset[str]

    @property
    def wanted(self) -> ReminderSettings:
        """How the runner is reminded; as it is offered, and not wanted, where nothing was chosen yet."""
        programme = self.delivery.programme
        return getattr(programme, "reminders", None) or ReminderSettings(programme=programme)

    def silence_before(self, day: date) -> Silence:
        """How long nothing has been told before *day*, and what was sent about it since."""
        days = (day - self.told_on).days - 1
        said = self.said if days > 0 else frozenset()
        return Silence(max(0, days), asked=Occasion.SILENT in said, offered=Occasion.PAUSE_OFFER in said)


def held_among(claimed: Iterable[Delivery]) -> list[Held]:
    """Those of *claimed* whose claim holds, in the order of the moments they were due."""
    claims = {delivery.pk: delivery.claim for delivery in claimed}
    consents = Consent.objects.filter(runner=OuterRef("programme__runner"), withdrawn_at__isnull=True)
    entries = Event.objects.filter(programme=OuterRef("programme")).order_by("-on")
    rows = (
        Delivery.objects.filter(pk__in=claims, state=SENDING)
        .select_related("programme__runner__user", "programme__reminders")
        .annotate(consents=Exists(consents), last_entry=Subquery(entries.values("on")[:1]))
        .order_by("due_at", "pk")
    )
    mine = [row for row in rows if row.claim == claims[row.pk]]
    diaries = entries_of(row.programme for row in mine)
    told = {row.programme_id: row.last_entry or row.programme.joined_on for row in mine}
    said = _said_since(told)
    return [
        Held(row, row.consents, diaries[row.programme_id], told[row.programme_id], said[row.programme_id])
        for row in mine
    ]


def _said_since(told: dict[int, date]) -> dict[int, frozenset[str]]:
    """What was sent about silence after the day on which each programme was last *told* of."""
    said: dict[int, set[str]] = {programme: set() for programme in told}
    if told:
        rows = Delivery.objects.filter(
            programme__in=told, state=SENT, kind__in=SAID_OF_SILENCE, on__gt=min(told.values())
        )
        for programme, kind, on in rows.values_list("programme", "kind", "on"):
            if on > told[programme]:
                said[programme].add(kind)
    return {programme: frozenset(kinds) for programme, kinds in said.items()}
