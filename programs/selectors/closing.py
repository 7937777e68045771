"""Whom the closing of a clinic concerns."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from programs.models import Assignment, Clinic
from programs.selectors.clinics import members_of, open_links
from programs.selectors.staff import open_invitations


@dataclass(frozen=True)
class Concerned:
    """How many: *clients* that were not discharged, of whom *following* have agreed to a programme, *waiting* have not
    yet, and *without_link* have no account, and no link that still opens; *members* and *invited* people.
    """

    clients: int
    following: int
    waiting: int
    without_link: int
    members: int
    invited: int


def concerned(clinic: Clinic, now: datetime) -> Concerned:
    """Whom it concerns if *clinic* closes at *now*."""
    given = Assignment.objects.filter(
        Q(programme__isnull=True) | Q(programme__ended_on__isnull=True),
        client__clinic=clinic,
        client__discharged_at__isnull=True,
        ended_at__isnull=True,
    )
    by_link_alone = given.filter(Q(client__runner__isnull=True) | Q(client__runner__user__isnull=True))
    linked = open_links(now).filter(client__clinic=clinic).values("client")
    return Concerned(
        clients=clinic.clients.filter(discharged_at__isnull=True).count(),
        following=given.filter(client__runner__isnull=False).count(),
        waiting=given.filter(client__runner__isnull=True).count(),
        without_link=by_link_alone.exclude(client__in=linked).count(),
        members=members_of(clinic).count(),
        invited=open_invitations(clinic, now).count(),
    )
