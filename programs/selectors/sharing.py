"""Links by which clinics ask to see a programme, and who is asked to let the steering pass. Who may see whom stands in
`programs.selectors.clinics`.
"""

from datetime import datetime

import msgspec
from django.db.models import QuerySet

from programs.models import Client, Handover, Programme, Share, ShareLink
from programs.models.links import digest_of
from programs.selectors.authors import role_in

BY_RUNNER, BY_CLINIC = "runner", "clinic"


def open_share_links(client: Client, now: datetime) -> QuerySet[ShareLink]:
    """The links of *client* to share by that may still be used at *now*."""
    return client.share_links.filter(used_at__isnull=True, revoked_at__isnull=True, ends_at__gt=now)


def sharing_of(client: Client, now: datetime) -> str:
    """How far it has come with what *client* shares, who is given nothing here: "asked" while a link waits for their
    yes, "stopped" where they have shared and do no more, and else nothing.
    """
    if open_share_links(client, now).exists():
        return "asked"
    return "stopped" if client.shares.exists() else ""


def share_link_of(token: str, now: datetime) -> ShareLink | None:
    """The link to share by whose token this is; None where it opens nothing, or nothing more."""
    found = ShareLink.objects.filter(
        digest=digest_of(token),
        used_at__isnull=True,
        revoked_at__isnull=True,
        ends_at__gt=now,
        client__discharged_at__isnull=True,
        client__clinic__closed_at__isnull=True,
    )
    return found.select_related("client__clinic", "client__runner").first()


class Waiting(msgspec.Struct, frozen=True):
    """That the steering is to pass: the *handover*, who *asked*, the runner or a clinic, and whose answer it waits for:
    the clinic of that share, or the runner where *answers* is None.
    """

    handover: Handover
    asked: str
    answers: Share | None


def waiting_for(programme: Programme) -> Waiting | None:
    """What was asked of the steering of *programme* and waits. The other side answers: the runner where the clinic that
    steers has asked, and that clinic where the runner has; where none steers any more, the one that would.
    """
    waiting = Handover.objects.filter(programme=programme, settled_at__isnull=True)
    handover = waiting.select_related("to__clinic").first()
    if handover is None:
        return None
    if role_in(handover.asked_by):
        return Waiting(handover, BY_CLINIC, None)
    return Waiting(handover, BY_RUNNER, steering_share(programme) or handover.to)


def steering_share(programme: Programme) -> Share | None:
    """The share by which a clinic steers *programme* now."""
    found = Share.objects.filter(programme=programme, until__isnull=True, steers=True)
    return found.select_related("clinic", "client__therapist").first()


def passed_on(programme: Programme) -> QuerySet[Handover]:
    """Each time that the steering of *programme* has passed on, the last first."""
    passed = Handover.objects.filter(programme=programme, answer=Handover.Answer.ACCEPTED)
    return passed.select_related("to__clinic").order_by("-settled_at", "-pk")
