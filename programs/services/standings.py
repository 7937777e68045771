"""Writes where a programme stands in the lists of clinics that see it, and owes a mail where a warning sign put it
there.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef

from programs.models import Alert, Client, Membership, Programme, SavedView, Share, Standing
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


def stand(programme: Programme, *, author: str, now: datetime) -> tuple[Standing, ...]:
    """Write where *programme*, which the caller has locked and saved, stands at *now* in the list of each clinic that
    may see it, the one that steers first; none, and nothing is kept, where it has ended or no clinic may see it.
    Whoever is responsible at the clinic that steers is owed a mail when something *author* told has raised a warning
    sign.
    """
    before = {row.clinic_id: row for row in Standing.objects.filter(programme=programme)}
    shares = _seen_by(programme)
    gone = before.keys() - {share.clinic_id for share in shares}
    if gone:
        Standing.objects.filter(programme=programme, clinic__in=gone).delete()
    if not shares:
        return ()
    triage = triage_at(programme, now)
    written = tuple(_written(share, before.get(share.clinic_id), triage, now) for share in shares)
    first = shares[0]
    is_raised = author != TIME and triage.place is Place.RED_FLAG
    if first.steers and is_raised and _is_news(before.get(first.clinic_id), triage):
        _owe_alert(programme, first.client, author, now)
    return written


def _written(share: Share, before: Standing | None, triage: Triage, now: datetime) -> Standing:
    """The row of *triage* in the list of the clinic of *share*, where *before* stood."""
    stays = before is not None and before.place == triage.place
    written, _ = Standing.objects.update_or_create(
        programme=share.programme,
        clinic=share.clinic,
        defaults={
            "client": share.client,
            "place": int(triage.place),
            "since": before.since if before is not None and stays else triage.date,
            "on": triage.date,
            "phase": triage.phase,
            "told_on": triage.told_on or share.programme.joined_on,
            "triage": kept(triage),
            "form": FORM,
            "written_at": now,
        },
    )
    return written


def _seen_by(programme: Programme) -> list[Share]:
    """By what clinics see *programme* now, the one that steers first."""
    if programme.ended_on is not None:
        return []
    shares = Share.objects.filter(programme=programme, until__isnull=True, client__discharged_at__isnull=True)
    related = shares.select_related("programme", "clinic", "client__therapist")
    return list(related.order_by("-steers", "since", "pk"))


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


def _owe_alert(programme: Programme, client: Client, author: str, now: datetime) -> None:
    """A mail to whoever is responsible, once for an entry; to nobody for what they have told themselves. To an owner
    where who was responsible is gone, as after a restore that erased them again.
    """
    member = client.therapist
    if member.until is not None:
        owners = Membership.objects.filter(clinic=member.clinic_id, until__isnull=True, role=Membership.Role.OWNER)
        member = owners.first() or member
    if key_in(author) != member.key:
        Alert.objects.get_or_create(
            programme=programme, seq=programme.last_seq, defaults={"member": member, "made_at": now, "try_at": now}
        )


@transaction.atomic
def stand_anew(*, programme: int, now: datetime) -> tuple[Standing, ...]:
    """Write the standings of the programme of that number from its diary, as after a change of its shape."""
    locked = Programme.objects.select_for_update(no_key=True).get(pk=programme)
    return stand(locked, author=TIME, now=now)


def to_stand_anew() -> Iterator[int]:
    """The programmes that a clinic sees without a standing, or with one in a shape of before, by primary key."""
    written = Standing.objects.filter(programme=OuterRef("programme"), clinic=OuterRef("clinic"), form=FORM)
    lacking = Share.objects.filter(
        ~Exists(written),
        programme__ended_on__isnull=True,
        until__isnull=True,
        client__discharged_at__isnull=True,
    )
    return lacking.order_by("programme").values_list("programme", flat=True).distinct().iterator()


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
