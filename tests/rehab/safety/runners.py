"""Runners made up from a seed: good, eager, flaring, forgetful, lying, recurrent. They answer the
questions of a followed course day by day, and now and then something else happens to them.
"""

from collections.abc import Iterator
from random import Random

import msgspec

from rehab.assembly import make_day
from rehab.events import (
    AnyEvent,
    CheckIn,
    Cleared,
    Ended,
    Fever,
    Morning,
    OtherWork,
    Outcome,
    Paused,
    Regraded,
    Reinjured,
    Report,
    Resumed,
    Screened,
    Tried,
    ZoneMoved,
)
from rehab.library import CALF_STRAIN, PROTOCOLS, load_protocol
from rehab.protocol import Criterion, Protocol
from rehab.safety import Breach, Followed, check_history, check_programme
from rehab.safety.following import episodes, told_of
from rehab.screening import Assessment, Circumstances, load_screening, screen
from rehab.situation import Situation, terms_of
from rehab.state import Session, State, TestRecord
from rehab.timeline import Lived, advance, begin, plan_today
from rehab.vocabulary import Sign, Status

CALVES = load_protocol()
SCREEN = load_screening(PROTOCOLS / CALF_STRAIN / "1.0")
FLAGS = tuple(flag.id for flag in SCREEN.flags)


class Temper(msgspec.Struct, frozen=True):
    """How likely things are, in percent a day (or an item, for *sore* and *skips*)."""

    sore: int = 2
    hurts: int = 1
    forgets: int = 3
    skips: int = 2
    extra: int = 0
    acute: int = 0
    reinjured: int = 0
    lies: bool = False


TEMPERS = {
    "good": Temper(sore=0, hurts=0, forgets=1, skips=0),
    "eager": Temper(extra=12, sore=1, skips=0),
    "flaring": Temper(sore=9, hurts=4),
    "forgetful": Temper(forgets=35, skips=25),
    "lying": Temper(lies=True, forgets=5),
    "recurrent": Temper(acute=3, reinjured=1),
}


class Runner:
    """One made-up runner; the same *seed* always lives the same life."""

    def __init__(self, seed: int, protocol: Protocol = CALVES) -> None:
        self.chance = Random(f"runner {seed}")
        self.protocol = protocol
        self.name = list(TEMPERS)[seed % len(TEMPERS)]
        self.temper = TEMPERS[self.name]
        self.away_until = -1

    def often(self, percent: float) -> bool:
        return self.chance.random() * 100 < percent

    def situation(self) -> Situation:
        pick = self.chance.choice
        grade = pick((1, 1, 2, 2, 3))
        kit = frozenset({"chair", "wall"} | {k for k in self.protocol.kit.named if self.often(60)})
        return Situation(
            grade=grade,
            focus=pick(self.protocol.focuses),
            cleared_on_day=pick((None, 0, 21)) if grade == 3 else None,
            previous_strain=self.often(15),
            gradual_onset=self.often(15),
            age=pick((None, 25, 38, 49, 50, 67)),
            weekly_run_minutes=pick((None, 0, 40, 90, 200, 500)),
            kit=kit,
        )

    def start(self) -> State:
        """Day 0 for most; some join later, a few of them with tests."""
        situation = self.situation()
        day = 0 if self.often(70) else self.chance.randrange(1, 150)
        tried = {}
        if day and self.often(50):
            for criterion in self._measured():
                if self.often(95):
                    told = self._try(criterion, passing=self.often(97))
                    tried[criterion.criterion] = TestRecord(day, told.injured, told.sound, told.pain)
        cleared = situation.cleared_on_day
        if cleared is not None and cleared > day:
            situation = msgspec.structs.replace(situation, cleared_on_day=None)
        return begin(self.protocol, situation, day=day, tried=tried)

    def _measured(self) -> Iterator[Criterion]:
        return (c for gate in self.protocol.gates.values() for c in gate if c.kind == "measure")

    def live(self, days: int) -> tuple[Lived, ...]:
        """The first *days* of the course, or fewer when it ends."""
        state = self.start()
        history: list[Lived] = []
        while len(history) < days and state.status is not Status.ENDED:
            lived = advance(self.protocol, state, self.day(state))
            history.append(lived)
            state = lived.after
        return tuple(history)

    def day(self, state: State) -> list[AnyEvent]:
        """What happens on the day that *state* begins."""
        if self.away_until > 0:
            self.away_until -= 1
            return []
        if self.often(0.4):
            self.away_until = self.chance.choice((2, 4, 7, 9, 16, 20, 30))
        events: list[AnyEvent] = []
        if state.paused:
            return [Resumed()] if self.often(15) else []
        if not self.often(self.temper.forgets):
            events.append(self._morning())
        events += self._around(state)
        plan_from, session = plan_today(self.protocol, state, events)
        if session.entries and not self.often(self.temper.forgets):
            events += self._session(session)
            events += self._tests(plan_from, session)
        if self.often(self.temper.extra):
            events.append(OtherWork(self.chance.choice((0, 20, 40)), self.often(70), self.chance.choice((None, 0, 3))))
        if self.often(self.temper.reinjured / 3):
            events.append(Reinjured(self.chance.choice((1, 2, 2, 3))))
        if self.often(0.2):
            events.append(Paused())
        return [*events, Ended()] if self.often(0.02) else events

    def _morning(self) -> Morning:
        if self.temper.lies:
            return Morning(self.chance.choice((0, 0, 0, 0, 5)), limp=self.often(0.5))
        sore = self.chance.choice((1, 2, 4)) if self.often(2 * self.temper.hurts) else 0
        return Morning(sore, limp=self.often(self.temper.hurts / 4), widespread=self.often(10))

    def _around(self, state: State) -> list[AnyEvent]:
        """Screens, clearances, fevers, flights: what is asked, and what just happens."""
        events: list[AnyEvent] = []
        if state.needs_screening and self.often(60):
            events.append(Screened(frozenset(), full=True))
        if state.needs_grade and self.often(60):
            events.append(Regraded(self.chance.choice((1, 1, 2))))
        if self.often(0.25):
            events.append(self._flagged(state))
        waits = state.status in (Status.NEEDS_REVIEW, Status.REVIEW_HOLD, Status.STOPPED_REDFLAG)
        severe = state.situation.grade in self.protocol.clearance_grades and state.cleared_day is None
        if (waits and self.often(14)) or (severe and state.day > 14 and self.often(12)):
            grade = state.situation.grade if self.often(80) else max(1, state.situation.grade - 1)
            events.append(Cleared("physiotherapist", grade if self.often(50) else None))
        if self.often(0.3):
            events.append(Fever())
        if self.often(0.2):
            events.append(ZoneMoved(self.chance.choice((-9, -3, 2, 8, 12)), self.chance.choice((10, 18, 24))))
        if self.often(0.2):
            events.append(Regraded(self.chance.choice((1, 2, 3))))
        return events

    def _flagged(self, state: State) -> Screened:
        flags = frozenset(self.chance.sample(FLAGS, self.chance.choice((1, 1, 2))))
        found = screen(SCREEN, flags, Circumstances(day=state.day, grade=state.situation.grade, from_exercise=True))
        return screened(self.protocol, found, flags, full=self.often(50))

    def _session(self, session: Session) -> list[AnyEvent]:
        reports = []
        for entry in session.entries:
            outcome = Outcome.SKIPPED if self.often(self.temper.skips) else Outcome.DONE
            outcome = Outcome.PARTLY if outcome is Outcome.DONE and self.often(self.temper.skips) else outcome
            minutes = self.chance.choice((None, None, entry.amount, entry.amount // 2)) if entry.amount else None
            reports.append(Report(entry.exercise, outcome, self._pain(), minutes))
        signs: frozenset[Sign] = frozenset()
        if self.often(self.temper.acute / 2):
            signs = frozenset({self.chance.choice(tuple(Sign))})
        after = self.chance.choice((None, 0, 0, 1))
        return [CheckIn(tuple(reports), after, signs, self.often(10))]

    def _pain(self) -> int | None:
        if self.temper.lies:
            return self.chance.choice((0, 0, 0, 0, 0, 0, 0, 1, 1, None))
        if self.often(self.temper.hurts / 3):
            return self.chance.choice((4, 5, 6))
        return self.chance.choice((2, 3)) if self.often(self.temper.sore / 3) else self.chance.choice((0, 0, 1, None))

    def _tests(self, state: State, session: Session) -> Iterator[Tried]:
        """Ways out of the phase, every fourth day or so: loaded ones with a loading session only."""
        gate = self.protocol.gates.get(self.protocol.phases[state.phase].id, ())
        for criterion in gate:
            loaded = criterion.tier >= self.protocol.limits.loading_tier
            record = state.tests.get(criterion.criterion)
            due = record is None or state.day - record.day > 3
            if criterion.kind == "measure" and due and (session.loading or not loaded):
                yield self._try(criterion, passing=self.often(93))

    def _try(self, criterion: Criterion, *, passing: bool) -> Tried:
        pain = self.chance.choice((0, 0, criterion.max_pain or 0)) if passing else 4
        if criterion.percent_of_sound is not None or criterion.unit == "percent":
            return Tried(criterion.criterion, 30 if passing else 10, 31, pain)
        if criterion.within_of_sound is not None:
            return Tried(criterion.criterion, 9 if passing else 3, 10, pain)
        if criterion.compare == "at_most":
            return Tried(criterion.criterion, criterion.needs if passing else criterion.needs + 3, None, pain)
        return Tried(criterion.criterion, criterion.needs + (0 if passing else -1), criterion.needs, pain)


def screened(protocol: Protocol, found: Assessment, flags: frozenset[str], *, full: bool) -> Screened:
    """An answered safety check, as the diary keeps it: categories as the exercises in them."""

    def all_of(exercises: frozenset[str], categories: frozenset[str]) -> frozenset[str]:
        return exercises | {e.id for e in protocol.exercises if e.category in categories}

    return Screened(
        flags,
        found.route,
        found.lock,
        all_of(found.barred, found.barred_categories),
        all_of(found.never, found.never_categories),
        full=full,
    )


def breaches_of(protocol: Protocol, history: tuple[Lived, ...]) -> list[Breach]:
    """Everything wrong with one life: the plan of every day, and how each followed from the last."""
    found = []
    for episode in episodes(history):
        terms = {lived.before.day: terms_of(protocol, lived.before.situation) for lived in episode}
        days = [make_day(terms[lived.before.day], lived.before, lived.session) for lived in episode]
        followed = Followed(told=told_of(protocol, episode), terms=terms)
        found += check_programme(terms[episode[0].before.day], days, followed)
    return found + check_history(protocol, history)
