"""A demo runner: joins by a finished check and tells the diary day by day, through the services alone.

Nothing is left to chance, and no clock is read: the same story told for the same day is the same diary.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5
from zoneinfo import ZoneInfo

import msgspec

from programs.models import Programme, Runner, User
from programs.models.checks import About, Check
from programs.selectors.own_plans import own_of
from programs.selectors.programmes import Following, following
from programs.selectors.protocol import screening_rules
from programs.services.diary import Entry, let_days_pass, record, record_all
from programs.services.joining import author_of, follow
from programs.services.reminders import choose_reminders
from rehab.events import CheckIn, Did, Finished, Morning, Noted, Report, Tried
from rehab.gates import tests_due
from rehab.protocol import Criterion
from rehab.screening import screens
from rehab.state import Entry as Line
from rehab.wanted import Wanted
from rehab.watching import answered

ZONE = ZoneInfo("Europe/London")
WAKING, TRAINING = time(7, 20), time(18)
# Longer ago a session is told in one go, which takes a fifth of the time.
ITEM_BY_ITEM_DAYS = 3
# What a leg that is well again does, where a test compares it with the other.
WELL = 25


class Day(msgspec.Struct, frozen=True):
    """What somebody tells of a day. *morning* and *pain* are numbers from 0 to 10, None for a morning not told.

    *pain* is felt at the exercise *hurts*, or at all where that is "". *skips* leaves the session out, *tries* does the
    tests that are due, *fails* those with a number below what is asked. *first* and *last* are told before and after
    all else; *flags* are signs ticked after the session.
    """

    morning: int | None = 0
    pain: int = 0
    hurts: str = ""
    skips: bool = False
    tries: bool = True
    fails: frozenset[str] = frozenset()
    first: tuple[Noted, ...] = ()
    last: tuple[Noted, ...] = ()
    flags: frozenset[str] = frozenset()


GREEN = Day()
SILENT = Day(morning=None, skips=True, tries=False)


class Story(msgspec.Struct, frozen=True):
    """Somebody of the demo: the *email* tells what is to be seen, *told* says it in words.

    Hurt *hurt_days_ago*, joined *joined_after* days later with this *grade*; `tells` gives each day since, by its
    number in the first episode. One who *is_reminded* gets a mail at half past seven.
    """

    email: str
    told: str
    grade: int
    hurt_days_ago: int
    tells: Callable[[int], Day]
    joined_after: int = 1
    leg: str = "left"
    age: int = 38
    is_reminded: bool = False


def tell(story: Story, today: date) -> Programme:
    """The programme of *story*, told up to the evening before *today* and brought to the first minute of it."""
    person = _Person(story, today)
    first = story.joined_after
    for number in range(first, story.hurt_days_ago):
        person.lives(number, story.tells(number))
    midnight = person.at(story.hurt_days_ago, time(0))
    let_days_pass(programme=person.programme, now=midnight)
    if story.is_reminded:
        choose_reminders(programme=person.programme, wanted=Wanted(), now=midnight)
    return person.programme


class _Person:
    def __init__(self, story: Story, today: date) -> None:
        self._story = story
        self._hurt_on = today - timedelta(days=story.hurt_days_ago)
        self._told = 0
        # Nobody is to find that the demo's accounts were never entered, and clear them away.
        joined = self.at(story.joined_after, time(0))
        user = User.objects.create_user(story.email, joined_at=joined, last_login=joined)
        runner = Runner.objects.create(user=user, key=self._uuid("runner"), zone=ZONE.key, made_at=joined)
        own = own_of(self._check(joined), joined)
        assert own is not None, f"the check of {story.email} allows a plan"
        self.programme = follow(user=user, own=own, zone=ZONE.key, now=joined)
        self.programme.key, self.programme.made_at = self._uuid("programme"), joined
        self.programme.save()
        self._author = author_of(runner)

    def at(self, number: int, clock: time) -> datetime:
        """The moment *clock* shows on day *number*."""
        day = self._hurt_on + timedelta(days=number)
        return datetime.combine(day, clock, ZONE).astimezone(UTC)

    def lives(self, number: int, day: Day) -> None:
        """Tell *day*, in the order it would go."""
        waking, training = self.at(number, WAKING), self.at(number, TRAINING)
        woken = (Morning(day.morning),) if day.morning is not None else ()
        self._tells_all(self._entry(event, waking) for event in (*day.first, *woken))
        found = self._following(training)
        one_by_one = self._story.hurt_days_ago - number <= ITEM_BY_ITEM_DAYS
        if day.tries:
            due = tests_due(found.terms, found.today.read_from, loading=found.today.plan.loading)
            self._tells_all(self._entry(tried(one, fails=one.criterion in day.fails), training) for one in due)
        lines = tuple(line for line in found.today.plan.entries if not line.optional)
        if lines and not day.skips:
            self._trains(lines, day, training, one_by_one=one_by_one)
        for event in day.last:
            self._tells(event, training + timedelta(hours=2))
        if day.flags:
            now = self._following(training + timedelta(hours=2))
            ticked = answered(screening_rules(), now.start, now.facts, now.today, day.flags)
            self._tells(ticked, training + timedelta(hours=2))

    def _trains(self, lines: tuple[Line, ...], day: Day, at: datetime, *, one_by_one: bool) -> None:
        pains = [day.pain if day.hurts in ("", line.exercise) else 0 for line in lines]
        if one_by_one:
            done = [Did(line.exercise, pain=pain) for line, pain in zip(lines, pains, strict=True)]
            told = [self._entry(did, at + timedelta(minutes=4 * place)) for place, did in enumerate(done, 1)]
            told.append(self._entry(Finished(during=max(pains), after=max(pains) // 2), at + timedelta(hours=1)))
            self._tells_all(told)
            return
        reports = tuple(Report(line.exercise, pain=pain) for line, pain in zip(lines, pains, strict=True))
        self._tells(CheckIn(reports, after=max(pains) // 2), at + timedelta(hours=1))

    def _entry(self, event: Noted, at: datetime) -> Entry:
        self._told += 1
        return Entry(self._uuid(str(self._told)), event, at + timedelta(seconds=self._told % 60))

    def _tells_all(self, entries: Iterable[Entry]) -> None:
        """As a phone hands them in, at the moment of the last."""
        if told := sorted(entries, key=lambda entry: entry.at):
            record_all(programme=self.programme, entries=told, author=self._author, now=told[-1].at)

    def _tells(self, event: Noted, at: datetime) -> None:
        entry = self._entry(event, at)
        record(programme=self.programme, entry=entry, author=self._author, now=entry.at)

    def _following(self, now: datetime) -> Following:
        return following(Programme.objects.get(pk=self.programme.pk), now)

    def _uuid(self, what: str) -> UUID:
        return uuid5(NAMESPACE_URL, f"{self._story.email}/{self._hurt_on}/{what}")

    def _check(self, now: datetime) -> Check:
        story = self._story
        return Check(
            answered_at=int(now.timestamp()),
            ticks={group: () for group, _ in screens(screening_rules())},
            injured_on=self._hurt_on,
            age=story.age,
            more={"examined_on": False},
            grade=story.grade,
            about=About(leg=story.leg, kit=("chair", "wall", "step"), weekly_run_minutes=120),
            reached="",
        )


def tried(test: Criterion, *, fails: bool) -> Tried:
    """A painless try that meets *test*, or one that *fails* it by a quarter."""
    sound = max(test.needs, WELL)
    if test.percent_of_sound or test.within_of_sound is not None or test.within_percent is not None:
        reached = sound
    elif test.compare == "at_most":
        return Tried(test.criterion, 0, 0, 0)
    else:
        reached = test.needs
    return Tried(test.criterion, reached * 3 // 4 if fails else reached, sound, 0)
