"""Where a followed course stands: its status in view of the days before, since when, and why."""

import datetime
from collections.abc import Sequence
from itertools import takewhile

import msgspec

from rehab.following import Today, date_of
from rehab.reason import Reason
from rehab.timeline import Lived
from rehab.vocabulary import Light, Status

# What the rules came to; the others follow from what somebody told, which needs no reason.
MADE_BY_RULES = frozenset(
    {Status.HOLD, Status.STEPPED_BACK, Status.NEEDS_REVIEW, Status.REVIEW_HOLD, Status.STOPPED_ACUTE}
)


class Standing(msgspec.Struct, frozen=True):
    """The *status* of a course, the day *since* which it has had it without a break, and the *reasons* of the rules for
    it that day.
    """

    status: Status
    since: datetime.date
    reasons: tuple[Reason, ...]


def standing_of(course: Sequence[Lived], today: Today) -> Standing:
    """Where the *course* of all days before *today* stands with what was told today."""
    status = today.now.status
    lived = [(date_of(one.before), one.after) for one in course]
    same = [*takewhile(lambda day: day[1].status is status, reversed([*lived, (today.date, today.now)]))]
    since, state = same[-1]
    held = [d.why for d in state.decisions if d.light is not Light.GREEN] if status in MADE_BY_RULES else []
    return Standing(status, since, tuple(dict.fromkeys(held)))
