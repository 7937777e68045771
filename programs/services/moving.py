"""Moves running programmes to another version of their protocol: never to a plan that asks more of anybody."""

from collections.abc import Iterator
from datetime import datetime

import msgspec
from django.db import transaction

from programs.models import Programme
from programs.models.values import kept
from programs.selectors.programmes import following, protocol_of
from programs.selectors.protocol import known_protocol, versions_of
from programs.services.diary import OF_A_SESSION
from programs.services.replays import today_of
from programs.services.standings import TIME, stand
from programs.services.versions import ENGINE, Signature, ahead_of, make_version
from rehab.asking import shown
from rehab.moving import More, asks_more, lacking
from rehab.reason import because


class UnknownVersionError(ValueError):
    """A version that this house does not have, or that lacks what running programmes are made of."""


class Looked(msgspec.Struct, frozen=True):
    """What a move would make of the programme with that key: nobody is moved whose days would ask *more*, or who has
    *begun* the session of today. *changes* says whether any of the coming days would be another.
    """

    programme: str
    more: More | None
    begun: bool
    changes: bool

    @property
    def may_move(self) -> bool:
        """Whether the programme goes on by the new version."""
        return self.more is None and not self.begun


def move_programmes(*, to: str, now: datetime, look_only: bool = False) -> Iterator[Looked]:
    """Every running programme that is folded with another version of its protocol, in order, moved *to* that version
    where that asks no more of the runner; none is where somebody would *look_only*.

    UnknownVersionError, before anybody is moved, where the version does not do for one of them.
    """
    others = Programme.objects.filter(ended_on__isnull=True).exclude(protocol_version=to).order_by("pk")
    for protocol, version in others.order_by().values_list("protocol", "protocol_version").distinct():
        _refuse_unfit(protocol, version, to)
    keys = list(others.values_list("pk", flat=True))
    return (looked for pk in keys if (looked := _moved(pk, to, now, look_only)) is not None)


def _refuse_unfit(protocol: str, version: str, to: str) -> None:
    was, then = known_protocol(protocol, version), known_protocol(protocol, to)
    if was is None or then is None:
        allowed = ", ".join(versions_of(protocol))
        raise UnknownVersionError(f"{protocol} {shown(to)} was given. Allowed: {allowed}.")
    if lost := lacking(was, then):
        told = "; ".join(lost)
        raise UnknownVersionError(f"{protocol} {to} lacks what programmes of {version} are made of: {told}.")


@transaction.atomic
def _moved(pk: int, to: str, now: datetime, look_only: bool) -> Looked | None:
    """What became of one programme; None where it has ended, was moved or was erased meanwhile."""
    locked = Programme.objects.select_for_update(no_key=True).filter(pk=pk).first()
    if locked is None or locked.ended_on is not None or locked.protocol_version == to:
        return None
    was, before = protocol_of(locked), following(locked, now).today
    of_a_session = [kind.__struct_config__.tag for kind in OF_A_SESSION]
    begun = locked.events.filter(on=before.date, kind__in=of_a_session).exists()
    locked.protocol_version = to
    then, after = protocol_of(locked), today_of(locked, seq=locked.last_seq, day=now)
    old, new = ahead_of(was, before).days, ahead_of(then, after).days
    looked = Looked(str(locked.key), asks_more(was, old, then, new), begun, changes=old != new)
    if looked.may_move and not look_only:
        locked.state, locked.stands_on, locked.engine = kept(after.began), after.date, ENGINE
        make_version(locked, after, Signature(TIME, (because("protocol-moved", version=to),), now))
        locked.save()
        stand(locked, author=TIME, now=now)
    return looked
