"""Whether who acts for a clinic still may, asked once more under the locks of what they write.

Rows are held in one order, so that no two wait for each other: clients, then programmes, then clinics, each by number,
and last what is a clinic's own. None is held against the rows that only name it.
"""

from collections.abc import Iterable

from programs.models import Client, Clinic, Membership, Programme
from programs.selectors.clinics import programme_steered_by


class WorksHereNoMoreError(ValueError):
    """Who acts for a clinic has left it, or their role has changed, since they were asked who they are."""


class NotGuidedError(ValueError):
    """A client whom the clinic does not guide now: discharged, sharing with it no more, or steered by another one."""


def still_working(member: Membership) -> None:
    """Hold the clinic of *member*, whose transaction this is, so that nobody leaves it or is given clients beside.

    WorksHereNoMoreError where *member* is not there any more, or in another role.
    """
    hold_clinics([member.clinic_id])
    if not Membership.objects.filter(pk=member.pk, until__isnull=True, role=member.role).exists():
        raise WorksHereNoMoreError("you work at this clinic no more, or in another role")


def hold_clients(numbers: Iterable[int]) -> list[Client]:
    """The clients of those *numbers*, held until the transaction ends."""
    rows = Client.objects.select_for_update(no_key=True, of=("self",)).select_related("clinic")
    return list(rows.filter(pk__in=list(numbers)).order_by("pk"))


def hold_programmes(numbers: Iterable[int]) -> list[Programme]:
    """The programmes of those *numbers*, held until the transaction ends."""
    return list(Programme.objects.select_for_update(no_key=True).filter(pk__in=list(numbers)).order_by("pk"))


def hold_clinics(numbers: Iterable[int]) -> list[Clinic]:
    """The clinics of those *numbers*, held until the transaction ends."""
    return list(Clinic.objects.select_for_update(no_key=True).filter(pk__in=list(numbers)).order_by("pk"))


def still_steering(member: Membership, client: Client, programme: Programme) -> Programme:
    """*programme* as it stands, held: it goes on, and the clinic of *member* may change it.

    NotGuidedError where the runner has stopped sharing it, *client* was discharged, it ended or another clinic steers
    since somebody looked.
    """
    held = hold_programmes([programme.pk])
    now = programme_steered_by(member, client)
    if not held or now is None or now.pk != programme.pk:
        raise NotGuidedError("this client's programme is not yours to change any more: look at their page again")
    return held[0]
