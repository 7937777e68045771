"""Diaries as facts: who follows from which day, and what is told when. Rob hurt his calf on 2 November."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from msgspec.structs import replace

from rehab.events import Did, Finished, Morning, Noted
from rehab.following import Fact, Start, Today, day_at_hand, days_until, first_state
from rehab.hoped import DayAhead, Hopes, days_ahead, hopes_in
from rehab.screening import Circumstances
from rehab.state import Session, State
from tests.rehab.engine.people import CALF, a_runner, midway

INJURED_ON = date(2026, 11, 2)


def on(day: int) -> date:
    """The date of a day since the injury."""
    return INJURED_ON + timedelta(days=day)


def fact(day: int, event: Noted, *, minute: int = 0, uuid: str = "", done_from: Session | None = None) -> Fact:
    """A line of Rob's diary: *minute* of the day from noon on."""
    noon = datetime.combine(on(day), datetime.min.time(), UTC) + timedelta(hours=12)
    return Fact(on(day), noon + timedelta(minutes=minute), uuid or f"{day}-{minute}", event, done_from)


def a_start(grade: int = 2, *, joined: int = 0, flags: frozenset[str] = frozenset(), **told: Any) -> Start:
    """What a course begins with; *told* is about the situation, what the check heard beside flags is `facts`."""
    facts = told.pop("facts", Circumstances(day=joined, grade=grade))
    again_on = told.pop("again_on", ())
    situation = replace(a_runner(grade, **told).situation, injured_on=INJURED_ON)
    return Start(situation, on(joined), flags=flags, facts=facts, again_on=again_on)


@cache
def green_until(day: int, grade: int = 2) -> State:
    """The state of somebody with a date for whom all was green before *day*."""
    state = midway(grade, day).state
    return replace(state, situation=replace(state.situation, injured_on=INJURED_ON))


class Follower:
    """Somebody who tells facts one by one, from *state* on. *now* is the day and minute the story has come to."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.facts: list[Fact] = []
        self.day, self.minute = state.day, 0

    @property
    def today(self) -> Today:
        state, _ = days_until(CALF, self.state, self.facts, on(self.day))
        return day_at_hand(CALF, state, self.facts)

    def tells(self, *events: Noted, done_from: Session | None = None, day: int | None = None) -> "Follower":
        for event in events:
            self.minute += 1
            told_on = self.day if day is None else day
            self.facts.append(fact(told_on, event, minute=self.minute, done_from=done_from))
        return self

    def trains(self, *, end: Finished | None = None, but: int | None = None, **pains: int) -> "Follower":
        """A painless morning, today's whole session item by item from the plan on the screen, and its end; the first
        *but* items only.
        """
        self.tells(Morning(0))
        plan = self.today.plan
        sore = {name.replace("_", "-"): pain for name, pain in pains.items()}
        for entry in plan.entries[:but]:
            self.tells(Did(entry.exercise, pain=sore.get(entry.exercise, 0)), done_from=plan)
        return self.tells(end or Finished(after=0), done_from=plan)

    def sleeps(self, days: int = 1) -> "Follower":
        self.day += days
        return self


def joined(start: Start) -> Follower:
    """Somebody on the day they join."""
    return Follower(first_state(CALF, start))


def on_green(day: int, grade: int = 2) -> Follower:
    """Somebody on *day*, everything before it green."""
    return Follower(green_until(day, grade))


def ahead_of(today: Today, days: int) -> list[DayAhead]:
    """*today* and the days after it, *days* in all or fewer where the course waits."""
    found = days_ahead(CALF, today)
    return [day for _, day in zip(range(days), found, strict=False)]


def hopes_of(today: Today) -> Hopes:
    return hopes_in(CALF, today, days_ahead(CALF, today))


def days_hoped(today: Today) -> tuple[int | None, int | None]:
    """The two dates hoped for as days since the injury of the story."""
    hopes = hopes_of(today)
    first, whole = ((found - INJURED_ON).days if found else None for found in (hopes.first_run, hopes.whole_ladder))
    return first, whole
