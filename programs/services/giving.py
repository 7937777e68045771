"""A template is given with a programme: its wishes are judged on the day the course begins, and kept with it."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from uuid import UUID, uuid4

import msgspec

from programs.models import Programme, Version
from programs.selectors.protocol import protocol_in_use
from programs.selectors.templates import Picked
from programs.services.adjusting import AFTER_IT
from programs.services.diary import Entry, record_all
from programs.services.versions import Ahead, Signature, ahead_of, keep_first_version
from rehab.adjusting import Judged, Verdict
from rehab.events import Adjusted
from rehab.fitting import fit
from rehab.following import Start, Today, day_at_hand, first_state, told_also


class TemplateRefusedError(ValueError):
    """A template that does not fit whom it is for; *refused* are the wishes that may not be kept, and why."""

    def __init__(self, refused: tuple[Judged, ...]) -> None:
        self.refused = refused
        rules = ", ".join(broken.rule for one in refused for broken in one.broken)
        super().__init__(f"{len(refused)} of its wishes may not be kept: they would break {rules or 'the rules'}")


def fit_of(start: Start, picked: Picked) -> tuple[Judged, ...]:
    """What becomes of each wish of *picked* in a course that begins with *start*."""
    return _fit(msgspec.json.encode(start, order="deterministic"), picked)


# A list of many is judged when it is looked at, and once more when it is made; so is a form as it is filled in.
@lru_cache(maxsize=1024)
def _fit(started: bytes, picked: Picked) -> tuple[Judged, ...]:
    protocol, start = protocol_in_use(), msgspec.json.decode(started, type=Start)
    today = day_at_hand(protocol, first_state(protocol, start), ())
    return fit(protocol, today, picked.wanted, reason=picked.reason)


def refused_in(judged: Sequence[Judged]) -> tuple[Judged, ...]:
    """Those of *judged* that may not be kept."""
    return tuple(one for one in judged if one.verdict is not Verdict.PERMITTED)


class Gift(msgspec.Struct, frozen=True):
    """The *wishes* that a programme begins with, and what its plan shows *ahead* with them; not kept yet."""

    wishes: tuple[Adjusted, ...]
    ahead: Ahead


def gift_of(today: Today, judged: Sequence[Judged]) -> Gift | None:
    """Those of *judged* that may be kept in a course that begins *today*; None where there are none. It follows the
    course for a year, and takes no row.
    """
    protocol, wishes = protocol_in_use(), list[Adjusted]()
    for one in judged:
        if one.verdict is Verdict.PERMITTED:
            wishes.append(msgspec.structs.replace(one.wish, key=str(uuid4())))
            today = told_also(protocol, today, wishes[-1])
    return Gift(tuple(wishes), ahead_of(protocol, today)) if wishes else None


def give(programme: Programme, gift: Gift | None, *, author: str, now: datetime) -> None:
    """Keep the wishes of *gift* in *programme*, which has just begun, as `adjust` keeps one: with a version that names
    *author*.
    """
    if gift is None:
        return
    # The diary is read in the order of moments: each was judged beside those before it.
    entries = [
        Entry(UUID(wish.key), wish, now + place * AFTER_IT, on=wish.on) for place, wish in enumerate(gift.wishes)
    ]

    def keep(locked: Programme, today: Today, signed: Signature) -> Version:
        return keep_first_version(locked, today, gift.ahead, signed)

    record_all(programme=programme, entries=entries, author=author, now=now, keep=keep)
