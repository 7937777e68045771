"""Rob, who follows a programme: a finished check, joined through the services, told entry by entry.

No clock is patched: services are handed the moment, and a story's days are moments after the one it begins at.
"""

from datetime import UTC, datetime, timedelta
from typing import Any, Self
from uuid import UUID, uuid4

from programs.models import Programme, User
from programs.models.checks import About, Check
from programs.selectors.own_plans import own_of
from programs.selectors.programmes import Following, following
from programs.services.diary import Entry, Recorded, record, record_all
from programs.services.joining import author_of, follow
from rehab.events import Did, Finished, Morning, Noted, Outcome
from rehab.screening import screens
from rehab.state import Session
from tests.rehab.screening_oracle import RULES

JOINED = datetime(2026, 11, 2, 12, tzinfo=UTC)
LONDON = "Europe/London"


def a_check(*flags: str, at: datetime = JOINED, days_ago: int = 0, grade: int = 2, **more: Any) -> Check:
    """A check that is finished: None of these but *flags*, a known *grade*, the left leg."""
    ticks = {group: tuple(f.id for f in asked if f.id in flags) for group, asked in screens(RULES)}
    about = About(leg=more.pop("leg", "left"), kit=("chair", "wall", "step"))
    answers: dict[str, Any] = {"injured_on": at.date() - timedelta(days=days_ago), "age": 40, "reached": ""} | more
    return Check(answered_at=int(at.timestamp()), ticks=ticks, grade=grade, about=about, **answers)


class Rob:
    """A runner with a programme; *now* is the moment his story has come to."""

    def __init__(self, email: str = "rob@example.com", zone: str = LONDON, **check: Any) -> None:
        self.now = check.pop("at", JOINED)
        self.user = User.objects.create_user(email)
        own = own_of(a_check(at=self.now, **check), self.now)
        assert own is not None, "the check of a story allows a plan"
        self.programme: Programme = follow(user=self.user, own=own, zone=zone, now=self.now)

    @property
    def author(self) -> str:
        runner = self.programme.runner
        assert runner is not None
        return author_of(runner)

    def waits(self, **span: float) -> Self:
        self.now += timedelta(**span)
        return self

    def tells(self, event: Noted, *, uuid: UUID | None = None, **more: Any) -> Recorded:
        entry = Entry(uuid or uuid4(), event, more.pop("at", self.now), **more)
        recorded = record(programme=self.programme, entry=entry, author=self.author, now=self.now)
        self.now += timedelta(seconds=1)
        return recorded

    def tells_all(self, *events: Noted) -> tuple[Recorded, ...]:
        """*events* a second apart, folded once at the end, as a phone hands in what it has kept."""
        entries = [Entry(uuid4(), event, self.now + timedelta(seconds=place)) for place, event in enumerate(events)]
        self.now += timedelta(seconds=len(events) - 1)
        recorded = record_all(programme=self.programme, entries=entries, author=self.author, now=self.now)
        self.now += timedelta(seconds=1)
        return recorded

    @property
    def following(self) -> Following:
        return following(Programme.objects.get(pk=self.programme.pk), self.now)

    @property
    def plan(self) -> Session:
        return self.following.today.plan

    def trains(self, *, pain: int = 0, after: int = 0) -> Recorded:
        """Everything of today's session done at *pain*, and the end of it."""
        done = [Did(entry.exercise, Outcome.DONE, pain=pain) for entry in self.plan.entries]
        return self.tells_all(*done, Finished(during=pain, after=after))[-1]

    def lives(self, days: int, *, pain: int = 0) -> Self:
        """So many days, each with its morning and its session."""
        for _ in range(days):
            self.tells(Morning(0))
            self.trains(pain=pain)
            self.waits(days=1)
        return self
