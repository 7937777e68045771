"""Random runners through the services and a real database: what is stored and shown keeps every invariant."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from programs.models import Event, Programme, User, Version
from programs.models.values import kept
from programs.selectors.programmes import folded_from_the_start, following, start_of
from programs.services.diary import Entry, let_days_pass, record
from programs.services.replays import is_reproduced
from rehab.events import AnyEvent, CheckIn, Did, Ended, Finished, Noted
from rehab.following import date_of, days_until, first_state
from rehab.known import known_exercises
from rehab.vocabulary import Status
from tests.programs.followed import Rob
from tests.rehab.safety.runners import CALVES, Runner, breaches_of
from tests.sizes import AT_LENGTH, DEEP, size

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.sliced, pytest.mark.timeout(AT_LENGTH)]
ZONES = ("Pacific/Auckland", "Europe/London", "America/St_Johns", "Pacific/Honolulu", "Asia/Kolkata", "UTC")
# In the nights of these months clocks move in some of the zones.
BEGINNINGS = (
    datetime(2026, 3, 2, 15, tzinfo=UTC),
    datetime(2026, 10, 12, 9, tzinfo=UTC),
    datetime(2027, 1, 4, tzinfo=UTC),
)
HALVES = (0, 1)
DAYS_EACH = 12 if DEEP else 6


class Served:
    """One random runner whose days are told to the services; *late* ones tell some of it a day or two afterwards."""

    def __init__(self, seed: int, *, late: bool) -> None:
        self.runner = Runner(seed)
        self.chance, self.late = self.runner.chance, late
        pick = self.chance.choice
        self.rob = Rob(
            f"runner{seed}@example.com",
            pick(ZONES),
            at=pick(BEGINNINGS),
            grade=pick((1, 1, 2, 2)),
            days_ago=pick((0, 1, 3, 10, 30, 60)),
            age=pick((25, 40, 55, 67)),
            more={"regular_exerciser": True},
        )
        self.waiting: list[Entry] = []
        self.told = Counter[str]()

    def uuid(self) -> UUID:
        return UUID(int=self.chance.getrandbits(128))

    def lives(self, days: int) -> None:
        for _ in range(days):
            if self.programme.ended_on is not None:
                return
            self._sends(self.waiting)
            self.waiting = []
            today = following(self.programme, self.rob.now).today
            assert today.date == date_of(today.began)
            self._rests_after_loading(today)
            self.told[f"status {today.now.status}"] += 1
            for event in self.runner.day(today.began):
                self._tells(event)
            self.rob.waits(days=1)
            if self.chance.random() < 0.3:
                let_days_pass(programme=self.programme, now=self.rob.now)

    @property
    def programme(self) -> Programme:
        return Programme.objects.get(pk=self.rob.programme.pk)

    def _tells(self, event: AnyEvent) -> None:
        for part in self._parts(event):
            self.rob.now += timedelta(seconds=1)
            day = following(self.programme, self.rob.now).today.date
            entry = Entry(self.uuid(), part, self.rob.now, on=day, version=self.programme.last_version)
            if self.late and self.chance.random() < 0.2 and not isinstance(part, Ended):
                self.waiting.append(entry)
            else:
                self._sends([entry])

    def _parts(self, event: AnyEvent) -> list[Noted]:
        """A session is told in one go, or item by item."""
        if not isinstance(event, CheckIn) or self.chance.random() < 0.7:
            return [event]
        items = [Did(r.exercise, r.outcome, r.pain, r.minutes) for r in event.reports]
        return [*items, Finished(after=event.after, signs=event.signs, widespread=event.widespread)]

    def _sends(self, entries: list[Entry]) -> None:
        for entry in entries:
            again = 2 if self.chance.random() < 0.1 else 1
            for time in range(again):
                told = record(programme=self.programme, entry=entry, author=self.rob.author, now=self.rob.now)
                assert told.is_new == (time == 0)
            self.told[type(entry.event).__name__] += 1

    def _rests_after_loading(self, today) -> None:
        """Whatever was told when: a day that asks for loading comes two dates after the last loaded session."""
        if not today.plan.loading or today.page.events or today.page.open_items:
            return
        known = known_exercises(CALVES)
        before = Event.objects.filter(programme=self.programme, kind="did", on=today.date - timedelta(days=1))
        loaded = [row for row in before if known[row.body["exercise"]].loaded and row.body["outcome"] != "skipped"]
        assert not loaded or today.began.episode > 1, f"{today.date}: loaded the day before"

    def is_as_its_diary(self) -> None:
        """What is kept beside the diary can be made again from it."""
        programme = self.programme
        state, _ = folded_from_the_start(programme, programme.stands_on)
        assert kept(state) == programme.state
        for version in Version.objects.filter(programme=programme):
            assert is_reproduced(version), f"version {version.number}"

    def history(self):
        """Every day as the rules lived it."""
        _, facts = folded_from_the_start(self.programme, self.programme.stands_on)
        first = first_state(CALVES, start_of(self.programme))
        return days_until(CALVES, first, facts, self.programme.stands_on)[1]


@pytest.mark.parametrize("half", HALVES)
def test_runners_who_tell_at_once_are_shown_safe_days(half):
    told = Counter[str]()
    for seed in range(half, size(20, 700), 2):
        served = Served(seed, late=False)
        served.lives(DAYS_EACH)
        served.is_as_its_diary()
        history = served.history()
        if history:
            found = breaches_of(CALVES, history)
            assert found == [], f"runner {seed}: {found[0]}"
        told += served.told
    print({"entries": Event.objects.count(), "versions": Version.objects.count()} | dict(sorted(told.items())))
    assert all(told[name] for name in (f"status {Status.ACTIVE}", "CheckIn", "Did"))


@pytest.mark.parametrize("half", HALVES)
def test_runners_who_tell_late_lose_nothing_and_are_loaded_no_sooner(half):
    told = Counter[str]()
    for seed in range(half, size(10, 300), 2):
        served = Served(10_000 + seed, late=True)
        served.lives(DAYS_EACH)
        served.is_as_its_diary()
        told += served.told
    assert User.objects.count() == len(range(half, size(10, 300), 2))
    assert all(told[name] for name in ("Morning", "CheckIn"))
