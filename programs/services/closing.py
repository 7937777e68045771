"""A clinic closes: its people see nobody any more, its clients go on, and its record is kept for as long as it must."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from programs.models import (
    Alert,
    Assignment,
    Client,
    Clinic,
    ClinicLogo,
    ClinicToken,
    Membership,
    PrintJob,
    Share,
    Standing,
)
from programs.selectors.clinics import programmes_known_to
from programs.services.audit import note
from programs.services.clinics import end_shares
from programs.services.partings import owe_partings
from programs.services.working import hold_clients, hold_programmes, still_working


@transaction.atomic
def close_clinic(*, by: Membership, farewell: str, now: datetime) -> None:
    """Close the clinic of *by*, and let *farewell* stand on the Today of each of its clients.

    Programmes, reminders and calendars go on, and links open as long as they would have. Nobody of the clinic sees
    anything of it from this moment on, invitations open nothing, logo and papers are gone and no mail about a client is
    owed. Runners with an account are owed a mail that says so. What it wrote down is kept for as long
    as the clinic has chosen.
    """
    # Whoever writes for one of its clients holds the client and the programme first: so does the end of them all.
    hold_clients(Client.objects.filter(clinic=by.clinic_id).values_list("pk", flat=True))
    hold_programmes(programmes_known_to(by.clinic))
    still_working(by)
    note(member=by, what="closed the clinic", about=None, now=now)
    clinic = Clinic.objects.filter(pk=by.clinic_id)
    shares = Share.objects.filter(clinic__in=clinic, until__isnull=True)
    given = Assignment.objects.filter(client__clinic__in=clinic, ended_at__isnull=True)
    # Who has stopped sharing hears nothing from it, its end no more than anything else.
    given.filter(Q(programme__isnull=True) | Q(programme__in=shares.values("programme"))).update(message=farewell)
    owe_partings(shares, now=now)
    end_shares(shares, Share.Ended.CLOSED, now)
    Standing.objects.filter(clinic__in=clinic).delete()
    Alert.objects.filter(member__clinic__in=clinic, settled_at__isnull=True).update(
        settled_at=now, why="the clinic closed"
    )
    ClinicLogo.objects.filter(clinic__in=clinic).delete()
    PrintJob.objects.filter(clinic__in=clinic).delete()
    by.clinic.invitations.filter(accepted_at__isnull=True, revoked_at__isnull=True).update(revoked_at=now)
    ClinicToken.objects.filter(membership__clinic__in=clinic, revoked_at=None).update(revoked_at=now)
    Membership.objects.filter(clinic__in=clinic, until__isnull=True).update(until=now)
    clinic.update(closed_at=now)
