"""When a reminder is due by somebody's own clock, and what it is about on the day: no words and no channel."""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

import msgspec

from rehab.events import CheckIn
from rehab.following import Today
from rehab.state import Session
from rehab.vocabulary import Status

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
# Judgement: sooner is nagging, and who has been silent for two weeks has stopped.
ASKED_AFTER_DAYS, PAUSE_OFFERED_AFTER_DAYS = 3, 14
# With one weekday wanted, the next one is within a week; zones have skipped one date at most.
LOOKED_AHEAD_DAYS = 15
SENT_AWAY = frozenset({Status.STOPPED_ACUTE, Status.STOPPED_REDFLAG})


class Cause(StrEnum):
    """What wakes a reminder: the runner's own time, a later one if nothing was told by then, or a day of the week."""

    DAILY = "daily"
    NUDGE = "nudge"
    WEEKLY = "weekly"


class Occasion(StrEnum):
    """What a reminder is about."""

    DAILY = "daily"
    NUDGE = "nudge"
    SILENT = "silent"
    PAUSE_OFFER = "pause_offer"
    WEEKLY = "weekly"


class Skipped(StrEnum):
    """Why nothing is sent on a day on which something was due."""

    DONE = "done"
    REST = "rest"
    PAUSED = "paused"
    ENDED = "ended"
    STOPPED = "stopped"
    SILENT_LONG = "silent_long"
    LATE = "late"
    QUIET = "quiet"
    NEW = "new"
    OFF = "off"
    WITHDRAWN = "withdrawn"
    MAIL_STOPPED = "mail_stopped"


class Clock(msgspec.Struct, frozen=True):
    """The zone that days are counted in, and until the moment *since* the one *before*."""

    zone: str
    before: str = ""
    since: datetime | None = None

    def zone_at(self, moment: datetime) -> ZoneInfo:
        """The zone in force at *moment*."""
        return ZoneInfo(self.zone if self.since is None or moment >= self.since else self.before)

    def instant(self, day: date, at: time) -> datetime | None:
        """The first moment in UTC at which this clock shows *at* on *day*; where clocks skip it, the first minute they
        show after it. None where the clock has no such *day*, or it is over by then.
        """
        if self.since is not None:
            moment = instant_in(ZoneInfo(self.before), day, at)
            if moment is not None and moment < self.since:
                return moment
        moment = instant_in(ZoneInfo(self.zone), day, at)
        return moment if moment is not None and (self.since is None or moment >= self.since) else None


def instant_in(zone: ZoneInfo, day: date, at: time) -> datetime | None:
    """The first moment in UTC at which clocks in *zone* show *at* on *day*; where they skip it, the first minute they
    show after it. None where that is no minute of *day*, as where a zone has crossed the date line.
    """
    wanted = datetime.combine(day, at)
    moment = wanted.replace(tzinfo=zone).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == wanted:
        return moment
    # In a gap the two readings stand on its two sides; between them clocks jump once.
    before, after = wanted.replace(tzinfo=zone, fold=1).astimezone(UTC), moment
    while after - before > MINUTE:
        half = before + ((after - before) // 2).seconds // 60 * MINUTE
        is_past = half.astimezone(zone).replace(tzinfo=None) > wanted
        before, after = (before, half) if is_past else (half, after)
    return after if after.astimezone(zone).date() == day else None


class Due(msgspec.Struct, frozen=True):
    """A reminder to come: the day of the runner's calendar it belongs to, and the moment in UTC."""

    on: date
    at: datetime


def next_due(
    clock: Clock, at: time, *, weekdays: Collection[int], after: datetime, last_on: date | None = None
) -> Due | None:
    """The next time *clock* shows *at*, later than *after*, on a day later than *last_on* that is one of *weekdays*
    (0 is Monday). A date that comes twice has one reminder. None where no weekday is wanted.
    """
    first = after.astimezone(clock.zone_at(after)).date()
    if last_on is not None:
        first = max(first, last_on + DAY)
    for ahead in range(LOOKED_AHEAD_DAYS):
        day = first + ahead * DAY
        moment = clock.instant(day, at) if day.weekday() in weekdays else None
        if moment is not None and moment > after:
            return Due(day, moment)
    return None


def worth_until(clock: Clock, due_at: datetime, *, lasts: timedelta, quiet_from: time, quiet_until: time) -> datetime:
    """Until when a reminder of *due_at* is worth reading: for so long, and not into the next quiet hours."""
    end, first = due_at + lasts, due_at.astimezone(clock.zone_at(due_at)).date()
    if quiet_from != quiet_until:
        starts = (clock.instant(first + ahead * DAY, quiet_from) for ahead in range(2))
        end = min([end, *(start for start in starts if start is not None and start > due_at)])
    return end


class Silence(msgspec.Struct, frozen=True):
    """How many whole *days* nothing was told, and what was said about it since: *asked*, and a pause *offered*."""

    days: int
    asked: bool = False
    offered: bool = False


def occasion_of(cause: Cause, today: Today, silence: Silence, *, rest_days: bool) -> Occasion | Skipped:
    """What a reminder woken by *cause* is about *today*, or why none is sent. *rest_days*: also on days of rest."""
    if today.now.status is Status.ENDED:
        return Skipped.ENDED
    if today.now.status is Status.PAUSED:
        return Skipped.PAUSED
    if today.now.status in SENT_AWAY:
        return Skipped.STOPPED
    if cause is Cause.WEEKLY:
        # What looks back is no question, but who was told "the last one" gets no other.
        is_gone = silence.offered or silence.days >= PAUSE_OFFERED_AFTER_DAYS
        return Skipped.SILENT_LONG if is_gone else Occasion.WEEKLY
    if is_done(today):
        return Skipped.DONE
    if not asked_items(today) and not (rest_days and cause is Cause.DAILY):
        return Skipped.REST
    if cause is Cause.NUDGE:
        return Skipped.SILENT_LONG if silence.days >= ASKED_AFTER_DAYS else Occasion.NUDGE
    return _daily(silence)


def _daily(silence: Silence) -> Occasion | Skipped:
    if silence.offered:
        return Skipped.SILENT_LONG
    if silence.days >= PAUSE_OFFERED_AFTER_DAYS:
        return Occasion.PAUSE_OFFER
    if silence.days >= ASKED_AFTER_DAYS and not silence.asked:
        return Occasion.SILENT
    return Occasion.DAILY


def asked_items(today: Today) -> tuple[str, ...]:
    """The exercises that today asks for, those on offer left out."""
    return asked_in(today.plan)


def asked_in(plan: Session) -> tuple[str, ...]:
    """The exercises that *plan* asks for, those on offer left out."""
    return tuple(entry.exercise for entry in plan.entries if not entry.optional)


def is_done(today: Today) -> bool:
    """Whether today's session was told: finished, or each exercise of it."""
    if any(isinstance(event, CheckIn) for event in today.page.events):
        return True
    asked = asked_items(today)
    return bool(asked) and {item.exercise for item in today.page.open_items} >= set(asked)
