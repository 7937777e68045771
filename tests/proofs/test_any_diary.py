"""Any runner, any diary: whatever is told, in whatever order, no day fails and every plan keeps every invariant.

The runners of test_followed.py are likely ones. Here anything may happen at any moment of a day, and what breaks a rule
is cut down to the shortest story that still does.
"""

from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

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
from rehab.situation import Situation
from rehab.state import State, TestRecord
from rehab.timeline import Lived, advance, begin, plan_today
from rehab.vocabulary import Light, Lock, Route, Sign, Status
from tests.rehab.safety.leanings import LEANINGS, flagged, passing, rest_of_day
from tests.rehab.safety.runners import CALVES, FLAGS, breaches_of
from tests.rehab.safety.stops import is_stopped
from tests.rehab.safety.telling import story
from tests.sizes import AT_LENGTH, DEEP, size

STEPS = 40
CRITERIA = {c.criterion: c for gate in CALVES.gates.values() for c in gate}
MEASURED = {name: criterion for name, criterion in CRITERIA.items() if criterion.kind == "measure"}
KIT = sorted({"chair", "wall", *CALVES.kit.named})
MUST_BE_MET = frozenset(
    [
        *(f"leaning {leaning}" for leaning in LEANINGS),
        *(f"phase {phase.id}" for phase in CALVES.phases),
        *(f"light {light}" for light in Light),
        *(f"route {route}" for route in Route),
        *(f"status {status}" for status in Status),
    ]
)
counts: Counter[str] = Counter()

grades = st.integers(1, 3)
pains = st.integers(0, 10)
told_pains = st.none() | pains
numbers = st.integers(0, 60)
exercises = st.sampled_from([exercise.id for exercise in CALVES.exercises])


class AnyDiary(RuleBasedStateMachine):
    """A runner who begins some day. *today* is what was told since the last midnight, *history* the days before."""

    def __init__(self) -> None:
        super().__init__()
        self.state: State | None = None
        self.today: list[AnyEvent] = []
        self.history: list[Lived] = []
        self.leaning = "good"
        self.failed = False

    @initialize(
        grade=grades,
        focus=st.sampled_from(CALVES.focuses),
        day=st.just(0) | st.integers(0, 200),
        cleared=st.none() | st.integers(0, 60),
        kit=st.frozensets(st.sampled_from(KIT)),
        age=st.none() | st.integers(CALVES.limits.youngest_age, 90),
        minutes=st.none() | st.integers(0, 600),
        lock=st.sampled_from(Lock),
        strained_before=st.booleans(),
        gradual=st.booleans(),
        no_walks=st.booleans(),
        shown=st.sampled_from(["nothing", "all", "all but one"]),
        leaning=st.sampled_from(LEANINGS),
    )
    def begins(self, **told: Any) -> None:
        """Who is 16 or 17 has at least been advised; who was cleared was so by now."""
        day, cleared, lock = told["day"], told["cleared"], told["lock"]
        young = told["age"] is not None and told["age"] < 18 and lock is Lock.NONE
        situation = Situation(
            grade=told["grade"],
            focus=told["focus"],
            cleared_on_day=cleared if cleared is not None and cleared <= day else None,
            previous_strain=told["strained_before"],
            gradual_onset=told["gradual"],
            no_walks=told["no_walks"],
            age=told["age"],
            weekly_run_minutes=told["minutes"],
            kit=told["kit"],
            lock=Lock.ADVISE if young else lock,
        )
        shown = list(MEASURED)[{"nothing": len(MEASURED), "all": 0, "all but one": 1}[told["shown"]] :]
        tries = [passing(MEASURED[name]) for name in shown]
        tried = {t.criterion: TestRecord(day, t.injured, t.sound, t.pain) for t in tries}
        self.state = begin(CALVES, situation, day=day, tried=tried)
        self.leaning = told["leaning"]

    # --- days ---------------------------------------------------------------------------------------------------------

    @rule(days=st.integers(1, 40))
    def lives_as_planned(self, days: int) -> None:
        self._live(days, "good")

    @rule(days=st.integers(1, 40))
    def lives_as_ever(self, days: int) -> None:
        self._live(days, self.leaning)

    @rule(days=st.integers(1, 14), leaning=st.sampled_from(LEANINGS))
    def lives_as_if(self, days: int, leaning: str) -> None:
        self._live(days, leaning)

    @rule()
    def sleeps(self) -> None:
        self._midnight()

    @rule(days=st.integers(2, 35))
    def tells_nothing_for(self, days: int) -> None:
        for _ in range(days):
            self._midnight()

    def _live(self, days: int, leaning: str) -> None:
        for _ in range(days):
            self.today = rest_of_day(CALVES, leaning, self._state, self.today)
            self._midnight()

    def _midnight(self) -> None:
        lived = advance(CALVES, self._state, self.today)
        assert lived.events == tuple(self.today)
        self.history.append(lived)
        self.state, self.today = lived.after, []

    @property
    def _state(self) -> State:
        assert self.state is not None
        return self.state

    # --- what happens on a day ----------------------------------------------------------------------------------------

    @rule(pain=pains, limp=st.booleans(), widespread=st.booleans())
    def wakes(self, pain: int, limp: bool, widespread: bool) -> None:
        self.today.append(Morning(pain, limp, widespread))

    @rule(outcome=st.sampled_from(Outcome), pain=told_pains, after=told_pains, widespread=st.booleans())
    def does_the_session(self, outcome: Outcome, pain: int | None, after: int | None, widespread: bool) -> None:
        reports = [Report(exercise, outcome, pain) for exercise in self._asked()]
        self.today.append(CheckIn(tuple(reports), after, widespread=widespread))

    @rule(place=st.integers(0, 11), outcome=st.sampled_from(Outcome), pain=told_pains, only=st.booleans())
    def does_one_thing_otherwise(self, place: int, outcome: Outcome, pain: int | None, only: bool) -> None:
        asked = self._asked()
        one = asked[place % len(asked)] if asked else ""
        reports = [Report(exercise) for exercise in asked if exercise != one and not only]
        self.today.append(CheckIn((*reports, *([Report(one, outcome, pain)] if one else []))))

    @rule(exercise=exercises, outcome=st.sampled_from(Outcome), pain=told_pains)
    def did_something_perhaps_not_asked(self, exercise: str, outcome: Outcome, pain: int | None) -> None:
        self.today.append(CheckIn((Report(exercise, outcome, pain),)))

    @rule(share=st.sampled_from([0, 50, 100, 150]), pain=told_pains)
    def runs_other_minutes(self, share: int, pain: int | None) -> None:
        entries = plan_today(CALVES, self._state, self.today)[1].entries
        runs = [Report(e.exercise, Outcome.DONE, pain, e.amount * share // 100) for e in entries if e.amount]
        self.today.append(CheckIn(tuple(runs)))

    @rule(sign=st.sampled_from(Sign), done=st.booleans())
    def feels(self, sign: Sign, done: bool) -> None:
        reports = [Report(exercise) for exercise in self._asked() if done]
        self.today.append(CheckIn(tuple(reports), signs=frozenset({sign})))

    @rule(minutes=st.sampled_from([0, 20, 45, 120]), loaded=st.booleans(), pain=told_pains)
    def does_other_work(self, minutes: int, loaded: bool, pain: int | None) -> None:
        self.today.append(OtherWork(minutes, loaded, pain))

    @rule(criterion=st.sampled_from(sorted(CRITERIA)), injured=numbers, sound=st.none() | numbers, pain=told_pains)
    def tries(self, criterion: str, injured: int, sound: int | None, pain: int | None) -> None:
        self.today.append(Tried(criterion, injured, sound, pain))

    @rule(spared=st.none() | st.sampled_from(sorted(MEASURED)))
    def passes_the_tests(self, spared: str | None) -> None:
        gate = CALVES.gates.get(CALVES.phases[self._state.phase].id, ())
        self.today += [passing(c) for c in gate if c.kind == "measure" and c.criterion != spared]

    @rule(flags=st.frozensets(st.sampled_from(FLAGS), min_size=1, max_size=2), full=st.booleans())
    def ticks(self, flags: frozenset[str], full: bool) -> None:
        self.today.append(flagged(CALVES, self._state, flags, full=full))

    @rule(full=st.booleans())
    def ticks_nothing(self, full: bool) -> None:
        self.today.append(Screened(frozenset(), full=full))

    @rule(grade=st.none() | grades)
    def is_cleared(self, grade: int | None) -> None:
        self.today.append(Cleared("physiotherapist", grade))

    @rule(grade=grades)
    def grades_again(self, grade: int) -> None:
        self.today.append(Regraded(grade))

    @rule(grade=grades)
    def strains_it_again(self, grade: int) -> None:
        self.today.append(Reinjured(grade))

    @rule()
    def has_fever(self) -> None:
        self.today.append(Fever())

    @rule(hours=st.integers(-12, 14), ended=st.integers(0, 24))
    def flies(self, hours: int, ended: int) -> None:
        self.today.append(ZoneMoved(hours, ended))

    @rule()
    def pauses(self) -> None:
        self.today.append(Paused())

    @rule()
    def comes_back(self) -> None:
        self.today.append(Resumed())

    @precondition(lambda self: len(self.history) > 60)
    @rule()
    def ends(self) -> None:
        self.today.append(Ended())

    def _asked(self) -> list[str]:
        return [entry.exercise for entry in plan_today(CALVES, self._state, self.today)[1].entries]

    # --- what must hold -----------------------------------------------------------------------------------------------

    @precondition(lambda self: self.state is not None)
    @invariant()
    def today_has_a_plan(self) -> None:
        state, session = plan_today(CALVES, self._state, self.today)
        assert state.day >= 0
        assert all(entry.exercise in CALVES.catalogue for entry in session.entries)
        # No check of a history sees what stood on the screen once a session was told, only what it was told from.
        assert not session.entries or not is_stopped(self._state, self.today)

    def teardown(self) -> None:
        """Each check judges a day by those before it and the morning after it, so that once, at the end, is enough."""
        if not self.history:
            return
        found = breaches_of(CALVES, tuple(self.history))
        assert found == [], story(found[0], self.history)
        count(self.leaning, self.history)


def count(leaning: str, history: list[Lived]) -> None:
    counts["diaries"] += 1
    counts["days"] += len(history)
    counts[f"leaning {leaning}"] += 1
    for lived in history:
        counts[f"phase {CALVES.phases[lived.before.phase].id}"] += 1
        counts[f"status {lived.before.status}"] += 1
        counts[f"route {lived.before.route}"] += 1
        for decision in lived.after.decisions:
            if decision.light is not None:
                counts[f"light {decision.light}"] += 1


@pytest.mark.sliced
@pytest.mark.timeout(AT_LENGTH)
def test_any_diary_of_anybody_is_safe() -> None:
    counts.clear()
    run_state_machine_as_test(
        AnyDiary,
        settings=settings(
            max_examples=size(80, 3000),
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
    print(dict(sorted(counts.items())))
    assert not DEEP or counts.keys() >= MUST_BE_MET, MUST_BE_MET - counts.keys()
