"""How somebody wants to be reminded, by times of their own clock, and which of these do not go together."""

from collections.abc import Iterator
from datetime import time
from typing import Annotated

import msgspec
from msgspec import Meta

Weekday = Annotated[int, Meta(ge=0, le=6)]
TimeOfDay = Annotated[time, Meta(tz=False)]
EVERY_DAY = frozenset(range(7))


class Wanted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is to be sent and when. Weekdays are numbers, 0 for Monday.

    *on* is for the days: *at* their time, on *weekdays*, on *rest_days* too or not, and once more at *nudge_at*, None
    for never. The mail of the week comes on *weekly_day*, None for never, at *weekly_at*. Nothing is sent from
    *quiet_from* up to *quiet_until*.
    """

    on: bool = True
    at: TimeOfDay = time(7, 30)
    nudge_at: TimeOfDay | None = None
    weekdays: frozenset[Weekday] = EVERY_DAY
    rest_days: bool = False
    quiet_from: TimeOfDay = time(22)
    quiet_until: TimeOfDay = time(6)
    weekly_day: Weekday | None = None
    weekly_at: TimeOfDay = time(8)


class Unfit(msgspec.Struct, frozen=True):
    """A *field* of what is wanted that cannot be so, and what to write instead."""

    field: str
    text: str


def is_within(moment: time, begin: time, end: time) -> bool:
    """Whether *moment* lies from *begin* up to *end* on a clock that goes round midnight; never where they are one."""
    if begin <= end:
        return begin <= moment < end
    return moment >= begin or moment < end


def unfit(wanted: Wanted) -> Iterator[Unfit]:
    """Everything of *wanted* that does not go together: times of less than a minute, in the quiet hours or in the wrong
    order, and days that are wanted on no day.
    """
    times = {"at": wanted.at, "nudge_at": wanted.nudge_at, "weekly_at": wanted.weekly_at}
    for field, at in (times | {"quiet_from": wanted.quiet_from, "quiet_until": wanted.quiet_until}).items():
        if at is not None and (at.second or at.microsecond):
            yield Unfit(field, f"give a time to the minute, such as {at:%H:%M}")
    if wanted.weekly_day is None:
        times["weekly_at"] = None
    for field, at in times.items():
        if at is not None and is_within(at, wanted.quiet_from, wanted.quiet_until):
            quiet = f"{wanted.quiet_from:%H:%M} to {wanted.quiet_until:%H:%M}"
            yield Unfit(field, f"{at:%H:%M} lies in your quiet hours, {quiet}")
    if wanted.nudge_at is not None and wanted.nudge_at <= wanted.at:
        yield Unfit("nudge_at", f"give a time later in the day than {wanted.at:%H:%M}")
    if wanted.on and not wanted.weekdays:
        yield Unfit("weekdays", "give one day of the week at least")
