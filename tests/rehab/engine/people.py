"""Runners with a story: Rob as planned, and Rob's diary as he followed it."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

import msgspec

from rehab.assembly import gates_of, planned_course, planned_weeks, week_plan
from rehab.events import AnyEvent, CheckIn, Morning, Outcome, Report, Tried
from rehab.library import load_protocol
from rehab.programme import Day, Programme, Week
from rehab.protocol import Criterion
from rehab.situation import Situation, Terms, terms_of
from rehab.state import Session, State, TestRecord
from rehab.timeline import Lived, advance, begin, plan_today
from rehab.vocabulary import Status

CALF = load_protocol()
PHASES = [phase.id for phase in CALF.phases]
PROTECT, MOBILISE, STRENGTHEN, POWER, RETURN, MAINTAIN = range(6)


class Runner:
    """The planned course of one situation."""

    def __init__(self, situation: Situation) -> None:
        self.situation = situation

    @property
    def terms(self) -> Terms:
        return terms_of(CALF, self.situation)

    @property
    def floors(self) -> tuple[int, ...]:
        return self.terms.floors

    @property
    def weeks(self) -> int:
        return planned_weeks(CALF, self.situation)

    def week(self, number: int) -> Week:
        return self.plan(number).weeks[0]

    def plan(self, number: int) -> Programme:
        return week_plan(CALF, self.situation, number)

    def day(self, day: int) -> Day:
        return self.week(day // 7 + 1).days[day % 7]

    def days(self, first: int, last: int) -> list[Day]:
        return [self.day(day) for day in range(first, last + 1)]

    def lived(self, day: int) -> tuple[State, Session]:
        return planned_course(CALF, self.situation).day(day)

    def run_days(self, last: int) -> list[tuple[int, int]]:
        """Day and minutes of every run up to *last*."""
        course = [self.lived(day) for day in range(last + 1)]
        return [(state.day, session.run_minutes) for state, session in course if session.run_minutes]

    def weeks_of_runs(self, number: int) -> list[list[int]]:
        """The runs of each of the first *number* weeks after the ladder."""
        day = self.floors[MAINTAIN]
        while (first := self.lived(day)[0].first_weekly_run) is None:
            day += 1
        weeks = [
            [self.lived(day)[1].run_minutes for day in range(first + 7 * n, first + 7 * n + 7)] for n in range(number)
        ]
        return [[minutes for minutes in week if minutes] for week in weeks]


def a_runner(grade: int = 2, **facts: Any) -> Runner:
    """A runner of this grade, cleared on day 21 if the strain is severe, with nothing else to tell."""
    facts.setdefault("focus", "unknown")
    if grade == 3:
        facts.setdefault("cleared_on_day", 21)
    return Runner(Situation(grade=grade, **facts))


def doses(day: Day) -> dict[str, str]:
    """Exercise to dose, optional ones left out."""
    return {item.exercise: str(item.dose) for item in day.items if not item.optional}


def names(day: Day) -> list[str]:
    return [item.exercise for item in day.items]


def exercises(session: Session) -> list[str]:
    return [entry.exercise for entry in session.entries]


def steps(session: Session) -> dict[str, int]:
    return {entry.exercise: entry.step for entry in session.entries}


def passing(criterion: Criterion, *, pain: int | None = None) -> Tried:
    """A try that just meets *criterion*, at the most pain it allows unless told otherwise."""
    worst = criterion.max_pain if pain is None else pain
    if criterion.percent_of_sound is not None:
        return Tried(criterion.criterion, criterion.percent_of_sound, 100, worst)
    if criterion.within_of_sound is not None or criterion.within_percent is not None:
        return Tried(criterion.criterion, 10, 10, worst)
    return Tried(criterion.criterion, criterion.needs, None, worst)


def criterion(phase: str, name: str) -> Criterion:
    return next(c for c in CALF.gates[phase] if c.criterion == name)


def passed(phase: str, *, day: int = 0, grade: int = 2) -> dict[str, TestRecord]:
    """Every test of the way out of *phase*, just passed."""
    found = [c for c in CALF.gates[phase] if c.kind == "measure" and grade in c.grades]
    tries = [passing(c) for c in found]
    return {t.criterion: TestRecord(day, t.injured, t.sound, t.pain, True) for t in tries}


def done(session: Session, *, pain: int = 0, **pains: int) -> tuple[Report, ...]:
    """Everything asked of a session, done; exercises named with underscores hurt otherwise."""
    sore = {name.replace("_", "-"): number for name, number in pains.items()}
    return tuple(Report(e.exercise, Outcome.DONE, sore.get(e.exercise, pain)) for e in session.entries)


class Diary:
    """A followed course, lived day by day; each method writes a day and gives the diary back."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.pages: list[Lived] = []

    @property
    def terms(self) -> Terms:
        return terms_of(CALF, self.state.situation)

    def status(self) -> Status:
        return self.state.status

    @property
    def today(self) -> Session:
        return plan_today(CALF, self.state)[1]

    @property
    def opened(self) -> State:
        return plan_today(CALF, self.state)[0]

    @property
    def last(self) -> Lived:
        return self.pages[-1]

    def lives(self, *events: AnyEvent) -> "Diary":
        """One day with exactly these events."""
        self.pages.append(advance(CALF, self.state, events))
        self.state = self.last.after
        return self

    def trains(self, *before: AnyEvent, morning: int | None = 0, pain: int = 0, **pains: int) -> "Diary":
        """A day with its morning told, the events given, and the whole session done."""
        first = () if morning is None else (Morning(morning),)
        _, session = plan_today(CALF, self.state, first)
        reports = done(session, pain=pain, **pains)
        return self.lives(*first, *before, *((CheckIn(reports),) if reports else ()))

    def trains_until(self, there: Callable[["Diary"], bool], limit: int = 60) -> "Diary":
        """Green days until *there* holds before the day begins."""
        for _ in range(limit):
            if there(self):
                return self
            self.trains()
        raise AssertionError("the day never came")

    def until_loading(self) -> "Diary":
        return self.trains_until(lambda d: d.today.loading)

    def rests_until_loading(self) -> "Diary":
        """Days with nothing but a painless morning until one loads the calf."""
        for _ in range(20):
            if self.today.loading:
                return self
            self.lives(Morning(0))
        raise AssertionError("the day never came")

    def next_loading(self) -> int:
        """Green days until one loads the calf again; that day."""
        return self.until_loading().state.day

    def lights(self, *, since: int = 0) -> list[str]:
        """The lights given from page *since* on, in order."""
        found = [decision.light for page in self.pages[since:] for decision in page.after.decisions]
        return [light.value for light in found if light is not None]

    def misses(self, number: int) -> "Diary":
        for _ in range(number):
            self.lives()
        return self

    def rules(self) -> list[str]:
        """The rules that spoke on the last day."""
        return [decision.why.rule for decision in self.last.after.decisions]

    def knows(self, **changes: Any) -> "Diary":
        """The same runner with some facts of the state set, to start a story in the middle."""
        self.state = msgspec.structs.replace(self.state, **changes)
        return self


def tiers(diary: Diary) -> int:
    """The highest load tier of today's plan."""
    return max((CALF.catalogue[name].tier for name in exercises(diary.today)), default=0)


def a_diary(grade: int = 2, *, day: int = 0, tried: dict[str, TestRecord] | None = None, **facts: Any) -> Diary:
    """A runner who joins on *day*."""
    return Diary(begin(CALF, a_runner(grade, **facts).situation, day=day, tried=tried))


def planned_tests(runner: Runner, day: int, *, pain: int) -> list[Tried]:
    """The tests the planned course lays on *day*, each just passed, at *pain* where it allows so much."""
    found = [criterion(test.phase, test.criterion) for test in runner.day(day).tests]
    return [passing(c, pain=None if c.max_pain is None else min(pain, c.max_pain)) for c in found]


@lru_cache(maxsize=32)
def _green_course(runner: Runner, until: int) -> tuple[Lived, ...]:
    diary = Diary(begin(CALF, runner.situation, day=0))
    for day in range(until):
        green_day(diary, runner, day)
    return tuple(diary.pages)


def green_day(diary: Diary, runner: Runner, day: int) -> None:
    """A day of a course in which all goes as planned; tests hurt a little, which starts no dose higher."""
    painless = day == 7 and runner.situation.grade == 1
    diary.trains(*planned_tests(runner, day, pain=0 if painless else 1))


@lru_cache(maxsize=8)
def a_green_course(grade: int, until: int) -> tuple[Lived, ...]:
    """The followed course of somebody for whom every day is green, up to *until*."""
    return _green_course(a_runner(grade), until)


def midway(grade: int, day: int) -> Diary:
    """A diary that begins on *day*, everything before it green."""
    return Diary(a_green_course(grade, 140)[day - 1].after)


def all_gates(grade: int, phases: Iterable[str]) -> list[Tried]:
    situation = a_runner(grade).terms
    return [passing(c) for phase in phases for c in gates_of(situation, phase) if c.kind == "measure"]
