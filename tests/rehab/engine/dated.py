"""A diary without a database: facts told day by day, and the days that lie ahead of them."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any

from rehab.events import CheckIn, Morning, Noted, Report
from rehab.following import Fact, Start, Today, day_at_hand, days_until, first_state
from rehab.hoped import DayAhead, Hopes, days_ahead, hopes_in
from rehab.situation import Situation, Terms, terms_of
from rehab.timeline import Lived
from tests.rehab.engine.people import CALF
from tests.rehab.stories.telling import tests_today

JOINED = date(2026, 3, 2)
FORTNIGHT = 14


class DatedDiary:
    """Rob's, who joins on the day of the injury. *day* is the day that the diary has come to."""

    def __init__(self, grade: int = 2, **situation: Any) -> None:
        about = Situation(grade=grade, focus="unknown", injured_on=JOINED, **situation)
        self.start = Start(about, joined_on=JOINED)
        self.on = JOINED
        self.facts: list[Fact] = []
        self.state = first_state(CALF, self.start)
        self.course: tuple[Lived, ...] = ()

    def tells(self, *events: Noted) -> "DatedDiary":
        """So much on the present day, in this order."""
        for event in events:
            number = len(self.facts)
            moment = datetime.combine(self.on, time(8), UTC) + timedelta(seconds=number)
            self.facts.append(Fact(self.on, moment, f"{number:06}", event))
        return self

    def waits(self, days: int = 1) -> "DatedDiary":
        """So many midnights."""
        self.on += timedelta(days=days)
        self.state, lived = days_until(CALF, self.state, self.facts, self.on)
        self.course, self.facts = self.course + lived, []
        return self

    def copied(self) -> "DatedDiary":
        """Another diary that has come to the same day with the same told."""
        twin = DatedDiary()
        twin.on, twin.facts, twin.state, twin.course = self.on, list(self.facts), self.state, self.course
        return twin

    @property
    def terms(self) -> Terms:
        return terms_of(CALF, self.today.now.situation)

    @property
    def today(self) -> Today:
        return day_at_hand(CALF, self.state, self.facts)

    @property
    def ahead(self) -> tuple[DayAhead, ...]:
        return tuple(islice(days_ahead(CALF, self.today), FORTNIGHT))

    @property
    def hopes(self) -> Hopes:
        return hopes_in(CALF, self.today, islice(days_ahead(CALF, self.today), 120))

    def trains(self, pain: int = 0, *, after: int = 0, **hurts: int) -> "DatedDiary":
        """Today's session in full, at *pain*; what *hurts* more is named with underscores."""
        told = {name.replace("_", "-"): felt for name, felt in hurts.items()}
        reports = tuple(Report(e.exercise, pain=told.get(e.exercise, pain)) for e in self.today.plan.entries)
        return self.tells(CheckIn(reports, after=after))

    def lives(self, until: int) -> "DatedDiary":
        """Green days with their mornings and tests, up to the start of day *until* since the injury."""
        while (self.on - JOINED).days < until:
            self.tells(Morning(0))
            today = self.today
            self.tells(*tests_today(today.read_from, today.plan, 0)).trains().waits()
        return self

    def lives_to(self, phase: int) -> "DatedDiary":
        """Green days up to the first loading day of *phase*, its morning told."""
        while not (self.today.read_from.phase == phase and self.today.plan.loading):
            self.lives((self.on - JOINED).days + 1)
        return self.tells(Morning(0))
