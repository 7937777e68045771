"""One glance at a followed course: the last days of it, what is usual for this runner, how long a phase has taken."""

import datetime
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from statistics import median_low

import msgspec

from rehab.events import Cleared, Equipped, Noted, UsualWeek, ZoneMoved
from rehab.following import Today, date_of
from rehab.looking_back import DayBack, days_back
from rehab.protocol import Protocol
from rehab.reason import Reason
from rehab.situation import NEVER, terms_of
from rehab.timeline import Lived
from rehab.vocabulary import Status

LOOKED_BACK_DAYS = 14
# Two days in a row, so that one bad night is none; five known ones, so that two do not make the median.
ABOVE_USUAL, ABOVE_ON, KNOWN_AT_LEAST, NEWS_FOR_DAYS = 2, 2, 5, 3
SILENT_AFTER_DAYS, SILENT_AT_MOST_DAYS = 3, 7
# A phase is stuck past one and a half times its planned length.
STUCK_PERCENT = 150
# What may be told without a word on how the leg is.
NO_WORD_OF_THE_LEG = (Cleared, Equipped, UsualWeek, ZoneMoved)


class Glance:
    """The *course* of the days before *today*, the last 14 at least where it has so many, each thing worked out once.
    *told_before* is the last day before those with a word of the leg.
    """

    def __init__(
        self, protocol: Protocol, course: Sequence[Lived], today: Today, told_before: datetime.date | None
    ) -> None:
        self.protocol, self.course, self.today, self._told_before = protocol, course, today, told_before
        self.now, self.terms = today.now, terms_of(protocol, today.now.situation)
        self.ahead = today.now.phase + 1

    @cached_property
    def days(self) -> tuple[DayBack, ...]:
        """The last 14 days that were lived, today among them."""
        first = self.days_ago(LOOKED_BACK_DAYS - 1)
        lived = [one for one in self.course if date_of(one.before) >= first]
        return days_back(self.protocol, lived, self.today)

    @property
    def pains(self) -> tuple[int | None, ...]:
        """The worst pain of each of the last 14 days, the oldest first; None where nobody told."""
        known = {day.date: worst_of(day) for day in self.days}
        return tuple(known.get(self.days_ago(days)) for days in reversed(range(LOOKED_BACK_DAYS)))

    @property
    def sessions(self) -> tuple[tuple[datetime.date, int | None], ...]:
        """The days on which work was felt, and how it was, of those that are like the last one: a day that loads the
        leg is held against others that do.
        """
        loads = {date_of(one.before): one.session.loading for one in self.course}
        loads[self.today.date] = self.today.plan.loading
        worked = [(day.date, felt_at_work(day)) for day in self.days if felt_at_work(day) is not None]
        return tuple((date, pain) for date, pain in worked if loads[date] is loads[worked[-1][0]])

    def days_ago(self, days: int) -> datetime.date:
        """The date so many days before today."""
        return self.today.date - datetime.timedelta(days=days)

    def said(self, told_as: dict[str, str]) -> Reason | None:
        """The last thing in the course that one of the rules in *told_as* said, under the name it has there."""
        states = [*(one.after for one in self.course), self.now]
        found = [decision.why for state in states for decision in state.decisions if decision.why.rule in told_as]
        return msgspec.structs.replace(found[-1], rule=told_as[found[-1].rule]) if found else None

    # Silence

    @cached_property
    def told_days(self) -> tuple[datetime.date, ...]:
        """The days of the course and today with a word of the leg, in order."""
        pages: list[tuple[datetime.date, tuple[Noted, ...]]] = [
            (date_of(one.before), one.events) for one in self.course
        ]
        pages.append((self.today.date, (*self.today.page.events, *self.today.page.open_items)))
        return tuple(date for date, told in pages if any(not isinstance(one, NO_WORD_OF_THE_LEG) for one in told))

    @property
    def told_on(self) -> datetime.date | None:
        """The last day with a word of the leg; None where there was none yet."""
        return self.told_days[-1] if self.told_days else self._told_before

    @property
    def silent_days(self) -> int:
        """Whole days without a word, since the last one or since the course was joined; 0 while it waits for nobody's
        word, and while the silence is no longer than this runner's own habit explains.
        """
        began = date_of(self.course[0].before) if self.course else self.today.date
        days = (self.today.date - (self.told_on or began)).days
        return days if self.now.status is not Status.PAUSED and days >= silent_after(self.told_days) else 0

    # The phase

    @property
    def opens_on(self) -> int:
        """The first day of the phase ahead; NEVER where there is none, or no date opens it."""
        return self.terms.floors[self.ahead] if self.ahead < len(self.terms.floors) else NEVER

    @property
    def days_in_phase(self) -> int:
        """Days since the present phase began."""
        return self.now.day - self.now.lived_since

    @property
    def stuck_since(self) -> datetime.date | None:
        """The day the present phase began to take too long; None while it does not, in a pause, and where it has no
        end.
        """
        if self.opens_on >= NEVER or self.now.status is Status.PAUSED:
            return None
        phase = self.now.phase
        planned = max(1, self.opens_on - self.terms.floors[phase], self.terms.stays[phase])
        over = self.days_in_phase - planned * STUCK_PERCENT // 100 - 1
        return self.days_ago(over) if over >= 0 else None


def worst_of(day: DayBack) -> int | None:
    """The worst pain told of a day, whenever it was felt; None where nobody told any."""
    return max((pain for pain in (felt_at_work(day), day.morning) if pain is not None), default=None)


def felt_at_work(day: DayBack) -> int | None:
    """The worst pain of a day's session, while it went on and after it; None where nobody told any."""
    return max((pain for pain in (day.during, day.after) if pain is not None), default=None)


def risen(days: Sequence[tuple[datetime.date, int | None]], today: datetime.date) -> tuple[int, int] | None:
    """The last pain told and the median of all *days*, where the last two told lie 2 or more above it; like is held
    against like, mornings against mornings. None where they do not, or the last is no news any more.
    """
    known = [(date, pain) for date, pain in days if pain is not None]
    if len(known) < KNOWN_AT_LEAST or (today - known[-1][0]).days >= NEWS_FOR_DAYS:
        return None
    usual = median_low([pain for _, pain in known])
    last = [pain for _, pain in known[-ABOVE_ON:]]
    return (last[-1], usual) if min(last) >= usual + ABOVE_USUAL else None


def silent_after(told: Sequence[datetime.date]) -> int:
    """Days of silence that are news after days *told*: more than twice the usual gap between two of them, three at
    least, seven at most.
    """
    gaps = [(after - before).days for before, after in pairwise(told)]
    usual = median_low(gaps) if len(gaps) >= KNOWN_AT_LEAST - 1 else 1
    return max(SILENT_AFTER_DAYS, min(SILENT_AT_MOST_DAYS, 2 * usual + 1))
