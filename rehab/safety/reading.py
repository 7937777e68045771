"""A plan made ready for the checks: every item beside its exercise, every day beside its phase."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import msgspec

from rehab.catalogue import Exercise
from rehab.programme import Day, Item
from rehab.protocol import Protocol
from rehab.safety.numbers import LOADING_TIER, WEEK, figures_of
from rehab.situation import Terms
from rehab.vocabulary import Light, Rhythm, Role, Unit


class Told(msgspec.Struct, frozen=True):
    """What became of a day. The defaults are those of a planned course: all done, all green.

    *done* holds the exercises done (None: all), *ran* the minutes run (None: as planned). *light*
    is None while the next morning is missing. *loaded* says the leg was loaded outside the plan.
    *active* is False while the course is stopped, paused or over; *excused* after an amber, a red
    or an illness; *flared* on a sore day of the weekly phase, which makes its week a flare. *flags*
    are the screen's answers not settled,
    *tested* the most painless repetitions shown of an exercise. *week* is the number of the week of
    runs and the minutes it was planned at when it began (None: its place, and what its days ask
    for). *place* is the phase the course is in where that is not the day's, as on days when all but
    protection is stopped.
    """

    done: frozenset[str] | None = None
    ran: int | None = None
    light: Light | None = Light.GREEN
    loaded: bool = False
    active: bool = True
    excused: bool = False
    flared: bool = False
    flags: frozenset[str] = frozenset()
    tested: Mapping[str, int] = {}
    week: tuple[int, int] | None = None
    place: int | None = None


class Followed(msgspec.Struct, frozen=True):
    """What the days alone do not say: what became of each, and terms that changed on the way."""

    told: Mapping[int, Told] = {}
    otherwise: Told = Told()
    terms: Mapping[int, Terms] = {}


AS_PLANNED = Followed()


class Work(msgspec.Struct, frozen=True):
    """An item with its exercise; *step* is its place among the dose steps, None where it has none."""

    item: Item
    exercise: Exercise
    role: Role
    step: int | None

    @property
    def id(self) -> str:
        """The exercise's id."""
        return self.exercise.id

    @property
    def tier(self) -> int:
        """The load on the injured muscle."""
        return self.exercise.tier

    @property
    def volume(self) -> int:
        """Sets times amount as prescribed."""
        return self.item.dose.volume

    @property
    def is_run(self) -> bool:
        """Whether minutes are run, not only warmed up or walked."""
        return self.item.dose.unit is Unit.RUN_MINUTE


class Seen(msgspec.Struct, frozen=True):
    """One day as the checks see it. *place* is the phase of the course, *shown* that of the day.
    Items whose exercise nobody knows are not in *work*.
    """

    day: Day
    place: int
    shown: int
    rhythm: Rhythm
    terms: Terms
    told: Told
    work: tuple[Work, ...]

    @property
    def number(self) -> int:
        """Days since the injury."""
        return self.day.day

    @property
    def grade(self) -> int:
        """The grade that holds on this day."""
        return self.terms.situation.grade

    @property
    def cleared(self) -> bool:
        """Whether a clinician has cleared the runner by this day."""
        cleared_on = self.terms.situation.cleared_on_day
        return cleared_on is not None and cleared_on <= self.number

    @property
    def done(self) -> tuple[Work, ...]:
        """The work that was done."""
        done = self.told.done
        return self.work if done is None else tuple(work for work in self.work if work.id in done)

    @property
    def runs(self) -> tuple[Work, ...]:
        """The work whose minutes are run."""
        return tuple(work for work in self.work if work.is_run)

    @property
    def run_minutes(self) -> int:
        """Minutes of running the day asks for."""
        return sum(work.volume for work in self.runs)

    @property
    def minutes_run(self) -> int:
        """Minutes really run, outside the plan too."""
        return sum(work.volume for work in self.done if work.is_run) if self.told.ran is None else self.told.ran

    def of(self, *roles: Role) -> tuple[Work, ...]:
        """The work of these roles, in the day's order."""
        return tuple(work for work in self.work if work.role in roles)


class RunWeek(msgspec.Struct, frozen=True):
    """A seven-day block of the weekly phase. A week that a pause kept from ending has its number twice."""

    number: int
    planned: int
    days: tuple[Seen, ...]

    @property
    def first(self) -> int:
        """The day it begins."""
        return self.days[0].number

    @property
    def run(self) -> int:
        """Minutes run in it."""
        return sum(seen.minutes_run for seen in self.days)


class Course:
    """Days in order with all the checks look up. *terms* hold unless a day has its own."""

    def __init__(self, terms: Terms, days: Sequence[Day], followed: Followed = AS_PLANNED) -> None:
        self.terms = terms
        self.protocol: Protocol = terms.protocol
        self.figures = figures_of(self.protocol)
        self.seen = tuple(self._see(day, followed) for day in days)

    def _see(self, day: Day, followed: Followed) -> Seen:
        told = followed.told.get(day.day, followed.otherwise)
        shown = self.protocol.phase_index[day.phase]
        place = shown if told.place is None else told.place
        return Seen(
            day=day,
            place=place,
            shown=shown,
            rhythm=self.protocol.phases[place].rhythm,
            terms=followed.terms.get(day.day, self.terms),
            told=told,
            work=tuple(self._work(item) for item in day.items if item.exercise in self.protocol.catalogue),
        )

    def _work(self, item: Item) -> Work:
        exercise = self.protocol.catalogue[item.exercise]
        steps = exercise.dose_steps
        step = steps.index(item.dose) if item.dose in steps else None
        return Work(item, exercise, self.protocol.role_of(exercise), step)

    def each(self) -> Iterator[tuple[Seen, Work]]:
        """Every item of every day."""
        return ((seen, work) for seen in self.seen for work in seen.work)

    @cached_property
    def test_tiers(self) -> dict[tuple[str, str], int]:
        """The load of each gate's test, by phase and criterion."""
        return {(phase, c.criterion): c.tier for phase, gate in self.protocol.gates.items() for c in gate}

    def asks_load(self, seen: Seen) -> bool:
        """Whether the day asks the injured muscle to be loaded, by an exercise or a test."""
        tests = (self.test_tiers.get((test.phase, test.criterion), 0) for test in seen.day.tests)
        return any(work.tier >= LOADING_TIER for work in seen.work) or any(tier >= LOADING_TIER for tier in tests)

    def was_loaded(self, seen: Seen) -> bool:
        """Whether the injured muscle was loaded that day, in the plan or outside it."""
        if seen.told.done is None:
            return self.asks_load(seen)
        return seen.told.loaded or any(work.tier >= LOADING_TIER for work in seen.done)

    @cached_property
    def spells(self) -> list[list[Seen]]:
        """Stretches of days spent in one phase without leaving it."""
        found: list[list[Seen]] = []
        for seen in self.seen:
            if found and found[-1][-1].place == seen.place:
                found[-1].append(seen)
            else:
                found.append([seen])
        return found

    @cached_property
    def run_weeks(self) -> list[list[RunWeek]]:
        """For each spell of the weekly phase its seven-day blocks, the first on its first run."""
        return [_run_weeks(spell) for spell in self.spells if spell[0].rhythm is Rhythm.WEEKLY]


def _run_weeks(spell: list[Seen]) -> list[RunWeek]:
    first = next((place for place, seen in enumerate(spell) if seen.runs), len(spell))
    blocks = [spell[place : place + WEEK] for place in range(first, len(spell), WEEK)]
    return [_run_week(place, block) for place, block in enumerate(blocks, 1)]


def _run_week(place: int, block: list[Seen]) -> RunWeek:
    asked = sum(seen.run_minutes for seen in block)
    number, planned = block[0].told.week or (place, asked)
    return RunWeek(number, max(planned, asked), tuple(block))
