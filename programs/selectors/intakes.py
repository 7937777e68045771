"""Clients who were taken on together, and who is known already."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from programs.models import Assignment, Client, Intake, Membership
from programs.selectors.clinics import clients_seen_by


def intake_seen_by(member: Membership, key: UUID) -> Intake | None:
    """The intake of that key, for people of its clinic; None for anybody else, as for a key that nobody has."""
    return Intake.objects.filter(clinic_id=member.clinic_id, key=key).select_related("made_by").first()


def clients_in(intake: Intake, member: Membership) -> QuerySet[Client]:
    """The clients of *intake* who were not discharged since, in the order of the list."""
    return clients_seen_by(member).filter(intakes=intake, discharged_at__isnull=True).order_by("pk")


def names_and_days(member: Membership) -> list[tuple[str, date]]:
    """The name of each client of the clinic, with the day of the injury that their plan is for; none discharged."""
    running = Assignment.objects.filter(ended_at__isnull=True, client__in=clients_seen_by(member))
    found = running.filter(client__discharged_at__isnull=True).values_list("client__name", "known__injured_on")
    return [(name, date.fromisoformat(day)) for name, day in found if day]
