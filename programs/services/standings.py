"""Writes where a programme stands in its clinic's list, and owes a mail where a warning sign put it there."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from programs.models import Alert, Assignment, Membership, Programme, SavedView, Standing
from programs.models.values import kept, read
from programs.selectors.authors import key_in
from programs.selectors.courses import last_days
from programs.selectors.programmes import protocol_of
from programs.selectors.standings import FORM, LEG_KINDS
from rehab.following import date_of
from rehab.glance import LOOKED_BACK_DAYS
from rehab.triage import Place, Triage, triage_of

# The author of what nobody told.
TIME = "time"


def stand(programme: Programme, *, author: str, now: datetime) -> Standing | None:
    """Write where *programme*, which the caller has locked and saved, stands at *now* in the list of the clinic that
    guides it; None, and nothing is kept, where it has ended or no clinic may see it. Whoever is responsible is owed a
    mail when something *author* told has raised a warning sign.
    """
    before = Standing.objects.filter(programme=programme).first()
    guided = _guided(programme)
    if guided is None:
        if before is not None:
            before.delete()
        return None
    triage = triage_at(programme, now)
    stays = before is not None and before.place == triage.place
    written, _ = Standing.objects.update_or_create(
        programme=programme,
        defaults={
            "clinic": guided.client.clinic,
            "place": int(triage.place),
            "since": before.since if before is not None and stays else triage.date,
            "on": triage.date,
            "phase": triage.phase,
            "told_on": triage.told_on or programme.joined_on,
            "triage": kept(triage),
            "form": FORM,
            "written_at": now,
        },
    )
    if author != TIME and triage.place is Place.RED_FLAG and _is_news(before, triage):
        _owe_alert(programme, guided, author, now)
    return written


def _guided(programme: Programme) -> Assignment | None:
    """The assignment by which a clinic guides *programme* now, and may see it."""
    if programme.ended_on is not None:
        return None
    guided = Assignment.objects.filter(
        programme=programme,
        ended_at__isnull=True,
        client__discharged_at__isnull=True,
        programme__shares__clinic=F("client__clinic"),
        programme__shares__until__isnull=True,
    )
    return guided.select_related("client__clinic", "client__therapist").first()


def triage_at(programme: Programme, now: datetime) -> Triage:
    """*programme* as a list shows it at *now*."""
    today, lived = last_days(programme, now, back=LOOKED_BACK_DAYS)
    first = date_of(lived[0].before) if lived else today.date
    told = programme.events.filter(on__lt=first, kind__in=LEG_KINDS).order_by("-on").values_list("on", flat=True)
    return triage_of(protocol_of(programme), lived, today, told_before=told.first())


def _is_news(before: Standing | None, triage: Triage) -> bool:
    """Whether the warning sign of *triage* is another one than the list showed *before*."""
    if before is None or before.place != Place.RED_FLAG or before.form != FORM:
        return True
    shown = read(before.triage, Triage)
    return (shown.reasons[0], shown.flags) != (triage.reasons[0], triage.flags)


def _owe_alert(programme: Programme, guided: Assignment, author: str, now: datetime) -> None:
    """A mail to whoever is responsible, once for an entry; to nobody for what they have told themselves. To an owner
    where who was responsible is gone, as after a restore that erased them again.
    """
    member = guided.client.therapist
    if member.until is not None:
        owners = Membership.objects.filter(clinic=member.clinic_id, until__isnull=True, role=Membership.Role.OWNER)
        member = owners.first() or member
    if key_in(author) != member.key:
        Alert.objects.get_or_create(
            programme=programme, seq=programme.last_seq, defaults={"member": member, "made_at": now, "try_at": now}
        )


@transaction.atomic
def stand_anew(*, programme: int, now: datetime) -> Standing | None:
    """Write the standing of the programme of that number from its diary, as after a change of its shape."""
    locked = Programme.objects.select_for_update().get(pk=programme)
    return stand(locked, author=TIME, now=now)


def to_stand_anew() -> Iterator[int]:
    """The programmes guided by a clinic whose standing is missing, or has a shape of before, by primary key."""
    guided = Programme.objects.filter(ended_on__isnull=True, assignment__ended_at__isnull=True)
    lacking = guided.filter(Q(standing__isnull=True) | ~Q(standing__form=FORM))
    return lacking.order_by("pk").values_list("pk", flat=True).iterator()


# Mails that are owed

LEASE, GIVEN_UP_AFTER = timedelta(minutes=10), timedelta(hours=24)
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(minutes=30)


def owed_alerts(*, now: datetime) -> list[Alert]:
    """The alerts that may be tried at *now*, the oldest first."""
    owed = Alert.objects.filter(settled_at__isnull=True, try_at__lte=now).order_by("try_at", "pk")
    return list(owed.select_related("member__user", "programme"))


def claim_alert(alert: Alert, *, now: datetime) -> bool:
    """Take *alert* for this worker; False where another has it. A worker that dies holds it for ten minutes."""
    owed = Alert.objects.filter(pk=alert.pk, settled_at__isnull=True, try_at=alert.try_at)
    return owed.update(try_at=now + LEASE, attempts=F("attempts") + 1) == 1


def settle_alert(alert: Alert, *, now: datetime, why: str = "") -> None:
    """*alert* was sent, or, with *why*, never will be. One that went to a colleague meanwhile is still theirs."""
    Alert.objects.filter(pk=alert.pk, member=alert.member_id).update(settled_at=now, why=why[:300])


def put_off_alert(alert: Alert, why: str, *, now: datetime) -> None:
    """Sending failed and may work later: after a wait that grows, until a day is over."""
    if now - alert.made_at > GIVEN_UP_AFTER:
        settle_alert(alert, now=now, why=why)
        return
    wait = min(FIRST_WAIT * 4 ** min(alert.attempts, 6), LONGEST_WAIT)
    Alert.objects.filter(pk=alert.pk, member=alert.member_id).update(try_at=now + wait, why=why[:300])


def retry_alerts(*, alerts: Iterable[int], now: datetime) -> int:
    """Owe once more what was given up, for another day; how many those were."""
    dead = Alert.objects.filter(pk__in=list(alerts), settled_at__isnull=False).exclude(why="")
    return dead.update(settled_at=None, why="", made_at=now, try_at=now, attempts=0)


def save_view(*, member: Membership, choice: dict[str, str]) -> None:
    """Open *member*'s list with this *choice* from now on."""
    SavedView.objects.update_or_create(member=member, defaults={"choice": choice})
