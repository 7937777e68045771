"""How long a clinic keeps what it wrote down, and the end of that time."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from programs.models import Assignment, Client, Clinic, Membership, Programme
from programs.services.audit import note
from programs.services.working import hold_clients, still_working


@transaction.atomic
def keep_for(*, by: Membership, years: int, why: str, now: datetime) -> None:
    """Keep the records of the clinic of *by* for *years*, from *now* on and for those of before too; *why* where that
    is not the usual time.
    """
    still_working(by)
    Clinic.objects.filter(pk=by.clinic_id).update(kept_years=years, kept_why=why)
    note(member=by, what="set how long records are kept", about=None, now=now)


def forget_closed_clinics(*, now: datetime) -> int:
    """Delete clinics that have been closed for as long as they kept records, with clients, notes and record; how many.
    Programmes stay with their runners; those that nobody has ever opened go.
    """
    return sum(
        _forget(clinic)
        for years in _times_chosen()
        for clinic in Clinic.objects.filter(kept_years=years, closed_at__lt=years_before(now, years))
    )


def forget_discharged_clients(*, now: datetime) -> int:
    """Delete the clients who were discharged longer ago than their clinic keeps records, with notes and assignments;
    how many. Their programmes stay with them; those that nobody has ever opened go. The audit stays.
    """
    return sum(
        _forget_clients(Client.objects.filter(clinic__kept_years=years, discharged_at__lt=years_before(now, years)))
        for years in _times_chosen()
    )


def years_before(moment: datetime, years: int) -> datetime:
    """The same day of the calendar *years* earlier; the last of February where that year has no leap day."""
    try:
        return moment.replace(year=moment.year - years)
    except ValueError:
        return moment.replace(year=moment.year - years, day=28)


def _times_chosen() -> list[int]:
    return sorted(set(Clinic.objects.order_by().values_list("kept_years", flat=True)))


@transaction.atomic
def _forget(clinic: Clinic) -> int:
    Programme.objects.filter(assignment__client__clinic=clinic, runner__isnull=True).delete()
    clinic.delete()
    return 1


@transaction.atomic
def _forget_clients(old: QuerySet[Client]) -> int:
    gone = [client.pk for client in hold_clients(old.values_list("pk", flat=True))]
    Programme.objects.filter(assignment__client__in=gone, runner__isnull=True).delete()
    Assignment.objects.filter(client__in=gone).delete()
    Client.objects.filter(pk__in=gone).delete()
    return len(gone)
