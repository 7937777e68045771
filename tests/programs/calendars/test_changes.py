"""The file follows the plan: each day once under its own name, none left behind, and a count that never falls."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from random import Random
from uuid import uuid4

import pytest

from programs.models import Event
from programs.services.calendars import link_calendar
from programs.services.diary import let_days_pass
from programs.services.zones import move_zone
from rehab.events import (
    Did,
    Equipped,
    Fever,
    Finished,
    Morning,
    OtherWork,
    Outcome,
    Paused,
    Reinjured,
    Resumed,
    Screened,
    TakenBack,
    Tried,
)
from rehab.hoped import WAITING, days_ahead
from rehab.reminding import asked_in
from rehab.vocabulary import Route
from rehab.wanted import Wanted
from tests.programs.calendars.strictly import Dated
from tests.programs.calendars.subscribed import Subscribed
from tests.sizes import AT_LENGTH, size

FORTNIGHT = 14
DAYS_EACH = 12
RARELY = 0.1
pytestmark = [pytest.mark.django_db, pytest.mark.db_whole]


def test_a_plan_that_changes_leaves_no_day_twice_and_none_behind():
    """A session that hurts eases the days ahead and puts the gates later: some days go, and others come."""
    rob = Subscribed(days_ago=16)
    before = rob.events
    rob.trains(pain=7)
    after = rob.events
    moved = {uid for uid in before.keys() & after.keys() if before[uid].told != after[uid].told}
    assert moved
    assert before.keys() - after.keys()
    assert after.keys() - before.keys()
    assert {event.on for event in after.values()} == asking_days(rob)
    assert all(after[uid].sequence > before[uid].sequence for uid in moved)
    assert all(after[uid].on == before[uid].on for uid in before.keys() & after.keys())


def test_a_day_that_ceases_to_ask_for_anything_leaves():
    rob = Subscribed(days_ago=16)
    before = rob.events
    rob.tells(Paused())
    assert rob.events == {}
    rob.waits(days=3).tells(Resumed())
    after = rob.events
    assert {event.on for event in after.values()} == asking_days(rob)
    assert min(event.on for event in after.values()) > min(event.on for event in before.values())


def test_days_that_pass_untold_are_followed_with_or_without_anybody_at_work():
    """The worker that keeps what midnight changed counts nothing twice: the file is the same before and after it."""
    rob = Subscribed(days_ago=16).waits(days=5)
    alone = rob.file
    let_days_pass(programme=rob.programme, now=rob.now)
    assert rob.file == alone


def test_another_time_moves_every_day_and_is_counted():
    rob = Subscribed(days_ago=16)
    before = rob.events
    rob.wants(Wanted(at=time(18, 30)))
    after = rob.events
    assert after.keys() == before.keys()
    assert all(after[uid].told != event.told for uid, event in before.items())
    assert all(after[uid].sequence > event.sequence for uid, event in before.items())


def test_a_move_to_another_zone_is_counted_and_keeps_the_time_on_the_wall():
    rob = Subscribed(days_ago=16)
    before = rob.events
    move_zone(programme=rob.programme, zone="America/New_York", uuid=uuid4(), author=rob.author, now=rob.now)
    after = rob.events
    zones = {event.on: event.zone for event in after.values()}
    assert zones.pop(date(2026, 11, 2)) == "Europe/London"
    assert set(zones.values()) == {"America/New_York"}
    assert {event.at.hour for event in after.values()} == {7}
    assert all(after[uid].sequence > before[uid].sequence for uid in after.keys() & before.keys())


def test_another_injury_goes_on_under_the_same_link():
    rob = Subscribed(days_ago=16)
    rob.tells(Reinjured(2))
    assert rob.events == {}
    rob.tells(Screened(frozenset()))
    assert {event.on for event in rob.events.values()} == asking_days(rob)


def asking_days(rob: Subscribed) -> set[date]:
    """The dates of the coming fortnight that ask for exercises, as the versions of the plan count them, and those on
    which the file says that something can be tried.
    """
    today = rob.following.today
    if today.now.status in WAITING:
        return set()
    ahead = islice(days_ahead(rob.following.protocol, today), FORTNIGHT)
    tried = {event.on for event in rob.events.values() if event.title.endswith("something to try")}
    return {day.date for day in ahead if asked_in(day.session)} | tried


class Any(Subscribed):
    """A runner to whom anything may happen."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        zone = self.chance.choice(["Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Tokyo", "UTC"])
        month = self.chance.choice([3, 10, 11])
        at = datetime(2026, month, self.chance.randint(1, 28), 12, tzinfo=UTC)
        super().__init__(
            f"runner{seed}@example.com",
            at=at,
            zone=zone,
            grade=self.chance.choice([1, 2]),
            days_ago=self.chance.randint(0, 20),
            wanted=self.chance.choice([None, Wanted(), Wanted(at=time(6, 15), rest_days=True)]),
        )

    def happens(self) -> None:
        """Something."""
        self.chance.choice(
            [
                lambda: self.tells(Morning(self.chance.randint(0, 8))),
                lambda: self.trains(pain=self.chance.choice([0, 0, 1, 4, 7])),
                lambda: self.trains(pain=0),
                self.does_one,
                lambda: self.tells(Tried("walk-10-min", self.chance.randint(1, 12), pain=self.chance.randint(0, 3))),
                lambda: self.tells(OtherWork(loaded=True, run_minutes=20, pain=1)),
                lambda: self.tells(Equipped(frozenset({"chair", "wall"}))),
                lambda: self.tells(self.chance.choice([Paused(), Fever(), Resumed()])),
                lambda: self.tells(Resumed()),
                self.screens,
                self.takes_back,
                lambda: self.tells(Morning(6), on=max(self.programme.joined_on, self.now.date() - timedelta(days=2))),
                lambda: self.wants(Wanted(at=time(self.chance.randint(7, 20)), rest_days=self.chance.random() < 0.5)),
                lambda: link_calendar(programme=self.programme, now=self.now),
                lambda: let_days_pass(programme=self.programme, now=self.now),
                self.flies,
            ]
        )()

    def does_one(self) -> None:
        for entry in self.plan.entries[:1]:
            self.tells(Did(entry.exercise, Outcome.DONE, pain=self.chance.randint(0, 5)))
            self.tells(Finished(during=0, after=0))

    def screens(self) -> None:
        if self.chance.random() < RARELY:
            self.tells(Screened(frozenset({"rf01"}), route=Route.EMERGENCY))
        else:
            self.tells(Screened(frozenset()))

    def takes_back(self) -> None:
        corrected = Event.objects.filter(supersedes__isnull=False).values("supersedes")
        known = self.programme.events.exclude(uuid__in=corrected).exclude(kind="taken_back").order_by("-seq").first()
        if known is not None and known.kind != "zone_moved":
            self.tells(TakenBack("a slip"), supersedes=known.uuid, on=known.on)

    def flies(self) -> None:
        zone = self.chance.choice(["Europe/Berlin", "America/Los_Angeles", "Pacific/Auckland", "Asia/Kolkata"])
        move_zone(programme=self.programme, zone=zone, uuid=uuid4(), author=self.author, now=self.now)


def follows(before: dict[str, Dated], after: dict[str, Dated], seen: dict[str, Dated]) -> None:
    """What holds between two readings, and of every day that was ever *seen*."""
    for uid, event in after.items():
        if uid in seen:
            assert (event.on, event.sequence >= seen[uid].sequence) == (seen[uid].on, True)
            assert event.stamp >= seen[uid].stamp
        if uid in before and event.told != before[uid].told:
            assert event.sequence > before[uid].sequence
    dates = {event.on: uid for uid, event in (seen | after).items()}
    assert len(dates) == len(seen | after)


@pytest.mark.sliced
@pytest.mark.timeout(AT_LENGTH)
def test_whatever_happens_the_file_holds_the_coming_days_each_once_and_counts_on():
    read_so_often = moved = 0
    for seed in range(size(6, 400)):
        rob = Any(seed)
        before = rob.events
        seen = dict(before)
        for _ in range(DAYS_EACH):
            for _ in range(rob.chance.randint(0, 3)):
                rob.happens()
                after = rob.events
                follows(before, after, seen)
                assert {event.on for event in after.values() if "day of rest" not in event.title} == asking_days(rob)
                moved += any(uid in before and event.told != before[uid].told for uid, event in after.items())
                before, seen, read_so_often = after, seen | after, read_so_often + 1
            rob.waits(hours=rob.chance.choice([8, 17, 24, 30]))
            after = rob.events
            follows(before, after, seen)
            before, seen = after, seen | after
    print({"changes": read_so_often, "that moved a day": moved})
    assert moved > size(6, 400)
