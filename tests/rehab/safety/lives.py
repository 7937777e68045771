"""Followed days made by hand, for checks of histories."""

from typing import Any

from rehab.events import AnyEvent, CheckIn, Morning, Report
from rehab.reason import because
from rehab.safety.life import Life
from rehab.situation import Situation
from rehab.state import Decision, Entry, Pending, Session, State, TestRecord, WeekOfRuns
from rehab.timeline import Lived
from rehab.vocabulary import Light
from tests.rehab.safety.plants import CALVES, GRADE_2, changed

PLACES = {phase.id: place for place, phase in enumerate(CALVES.phases)}


def line(name: str, step: int = 0, *, amount: int = 0, optional: bool = False) -> Entry:
    return Entry(name, step, "dose-held", optional, amount=amount)


def ladder(rung: int) -> Entry:
    assert CALVES.ladder
    return line("walk-run-session-ladder", amount=CALVES.ladder.rungs[rung].total)


def state(number: int, phase: str, situation: Situation = GRADE_2, **more) -> State:
    zeros = (0,) * len(CALVES.phases)
    place = PLACES[phase]
    return State(situation=situation, day=number, phase=place, lived_since=0, lived=zeros, sessions=zeros, **more)


def lived(
    number: int,
    phase: str,
    *entries: Entry,
    light: Light | None = Light.GREEN,
    morning: Light | None = Light.GREEN,
    rung: int | None = None,
    pain: int = 0,
    done: bool = True,
    before: dict[str, Any] | None = None,
    events: tuple[AnyEvent, ...] = (),
    rules: tuple[Decision, ...] = (),
    situation: Situation = GRADE_2,
) -> Lived:
    """One day. *light* is what its session's check-in came to (None: none), *morning* what the
    morning of the day made of the session before (None: not told). *rules* are decisions more.
    """
    asked = tuple(entries) if rung is None else (ladder(rung), *entries)
    session = Session("training", asked, rung=rung, run_minutes=sum(e.amount for e in asked))
    told: list[AnyEvent] = [] if morning is None else [Morning(0)]
    reports = tuple(Report(entry.exercise, pain=pain) for entry in asked)
    if light is not None and done:
        told.append(CheckIn(reports))
    ids = frozenset(entry.exercise for entry in asked)
    decisions = [Decision(number, "progress", because("morning-green"), morning)] if morning else []
    if light is Light.RED:
        decisions.append(Decision(number, "stop", because("session-red"), light))
    pending: tuple[Pending, ...] = ()
    if light in (Light.GREEN, Light.AMBER) and done:
        assert light is not None
        pending = (Pending(number, light, session, ids, ids, frozenset(), because("session")),)
    first = state(number, phase, situation, **(before or {}))
    after = changed(first, day=number + 1, pending=pending, decisions=(*decisions, *rules))
    return Lived(first, session, (*told, *events), after)


def week(number: int, planned: int, **more) -> dict[str, Any]:
    return {"week": WeekOfRuns(number=number, planned=planned, **more)}


def life(*days: Lived) -> Life:
    return Life(CALVES, days)


def days_of_breach(check, *days: Lived) -> list[int | None]:
    """The days that one check of histories reports."""
    return [day for day, _ in check(life(*days))]


def of(phase: str) -> dict[str, TestRecord]:
    """Good values for every measured way out of a phase, tried on day 20."""
    return {
        c.criterion: TestRecord(20, 30 if c.percent_of_sound else c.needs, 30 if c.percent_of_sound else c.needs, 0)
        for c in CALVES.gates[phase]
        if c.kind == "measure"
    }
