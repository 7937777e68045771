"""A runner to whom nothing happens: every morning and session told, all green, every test passed."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from rehab.events import AnyEvent, CheckIn, Cleared, Morning, Report, Tried
from rehab.library import load_protocol
from rehab.protocol import Criterion
from rehab.safety import check_history
from rehab.situation import Situation
from rehab.state import Session, State
from rehab.timeline import Lived, advance, begin, plan_today
from tests.rehab.safety.plants import changed

CALVES = load_protocol()
History = tuple[Lived, ...]


@cache
def steady(grade: int = 2, days: int = 75, sore_on: int = -1, pain: int = 0) -> History:
    """The first days of the course, from the injury on; a severe strain is cleared on day 21. On day
    *sore_on* everything done hurts by *pain*.
    """
    state = begin(CALVES, Situation(grade=grade, focus="unknown"), day=0)
    history = []
    for _ in range(days):
        lived = advance(CALVES, state, _day(state, pain if state.day == sore_on else 0))
        history.append(lived)
        state = lived.after
    return tuple(history)


def _day(state: State, pain: int) -> list[AnyEvent]:
    events: list[AnyEvent] = [Morning(0)]
    if state.situation.grade == 3 and state.day == 21:
        events.append(Cleared("physiotherapist"))
    before, session = plan_today(CALVES, state, events)
    events.append(CheckIn(tuple(Report(entry.exercise, pain=pain) for entry in session.entries), after=pain))
    gate = CALVES.gates.get(CALVES.phases[before.phase].id, ())
    return [*events, *(_passed(c) for c in gate if c.kind == "measure" and _is_due(before, session, c))]


def _is_due(state: State, session: Session, criterion: Criterion) -> bool:
    record = state.tests.get(criterion.criterion)
    recent = record is not None and state.day - record.day < 4
    return not recent and (session.loading or criterion.tier < CALVES.limits.loading_tier)


def _passed(criterion: Criterion) -> Tried:
    if criterion.percent_of_sound is not None:
        return Tried(criterion.criterion, 30, 30, 0)
    if criterion.within_of_sound is not None or criterion.within_percent is not None:
        return Tried(criterion.criterion, 10, 10, 0)
    return Tried(criterion.criterion, criterion.needs, criterion.needs, 0)


def spoil(history: Sequence[Lived], day: int, change: Callable[[Lived], Lived]) -> History:
    """*history* with one day changed."""
    return tuple(change(lived) if lived.before.day == day else lived for lived in history)


def with_before(history: Sequence[Lived], day: int, **changes: Any) -> History:
    return spoil(history, day, lambda lived: changed(lived, before=changed(lived.before, **changes)))


def with_after(history: Sequence[Lived], day: int, **changes: Any) -> History:
    return spoil(history, day, lambda lived: changed(lived, after=changed(lived.after, **changes)))


def with_session(history: Sequence[Lived], day: int, **changes: Any) -> History:
    return spoil(history, day, lambda lived: changed(lived, session=changed(lived.session, **changes)))


def with_events(history: Sequence[Lived], day: int, change: Callable[[list[AnyEvent]], list[AnyEvent]]) -> History:
    return spoil(history, day, lambda lived: changed(lived, events=tuple(change(list(lived.events)))))


def lived_on(history: Sequence[Lived], day: int) -> Lived:
    return next(lived for lived in history if lived.before.day == day)


def broken(history: Sequence[Lived]) -> set[str]:
    """The invariants about histories that *history* breaks."""
    return {breach.invariant for breach in check_history(CALVES, history)}
