"""What lies ahead of a followed course if every step is met: the days as they would come, never a promise."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice

import msgspec

from rehab.events import AnyEvent, CheckIn, Did, Finished, Morning, Report, Tried
from rehab.following import Today, date_of, report_of
from rehab.gates import tests_due
from rehab.protocol import Criterion, Protocol
from rehab.reach import first_run_day
from rehab.situation import terms_of
from rehab.state import Session, State
from rehab.timeline import NO_SESSION, Lived, advance, live, plan_of, plan_today
from rehab.vocabulary import Status

# A course that cannot go on by itself: somebody has to look, to come back, or it is over.
WAITING = frozenset({Status.PAUSED, Status.ENDED, Status.STOPPED_REDFLAG, Status.STOPPED_ACUTE})
# Days go on, but nothing rises before somebody has looked.
LOOKED_AT_FIRST = WAITING | {Status.NEEDS_REVIEW, Status.REVIEW_HOLD}
# Further than any course of the protocol takes to half an hour of running.
HOPED_WITHIN_DAYS = 400
Shape = Callable[[State, Session], Session]


class DayAhead(msgspec.Struct, frozen=True):
    """A day to come: its date, day and phase in the course, and what it would hold."""

    date: datetime.date
    day: int
    phase: int
    session: Session


class Coming(msgspec.Struct, frozen=True):
    """A day to come as the rules see it: the state that its *plan* is *read_from*, and the *tests* that would be tried
    for the way on.
    """

    date: datetime.date
    day: int
    read_from: State
    plan: Session
    tests: tuple[Criterion, ...]


class Hopes(msgspec.Struct, frozen=True):
    """When running may start and when half an hour of it may be reached; None where it has been, and where nothing
    leads there.
    """

    first_run: datetime.date | None
    whole_ladder: datetime.date | None


def days_ahead(protocol: Protocol, today: Today) -> Iterator[DayAhead]:
    """*today* and the days after it, as `days_coming` has them."""
    yield from map(_as_shown, days_coming(protocol, today))


def _as_shown(coming: Coming) -> DayAhead:
    return DayAhead(coming.date, coming.day, coming.read_from.phase, coming.plan)


def ahead(protocol: Protocol, today: Today, number: int) -> tuple[tuple[DayAhead, ...], Hopes]:
    """The first *number* of `days_ahead`, one at least, and what `hopes_in` reads from all of them. Days after today
    are remembered: while a session is told, and green, every entry leaves the same tomorrow.
    """
    (first,) = islice(days_coming(protocol, today), 1)
    days: tuple[DayAhead, ...] = (_as_shown(first),)
    if today.now.status in WAITING:
        return days, hopes_in(protocol, today, days)
    told = _rest_of(protocol, today, passing=True)
    tomorrow = advance(protocol, today.began, told, done_from=today.page.done_from).after
    later, then = _remembered(protocol, _Kept(tomorrow), number - 1)
    days = (*days, *later)
    further = _further(protocol, then, HOPED_WITHIN_DAYS - len(days))
    return days, hopes_in(protocol, today, chain(days, further))


class _Kept:
    """A state as a key: the same as another where all of it is."""

    __slots__ = ("state",)

    def __init__(self, state: State) -> None:
        self.state = state

    def __hash__(self) -> int:
        state = self.state
        return hash(
            (state.day, state.phase, state.episode, state.sessions, state.lived, state.rung, state.last_loading)
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Kept) and self.state == other.state


@lru_cache(maxsize=64)
def _remembered(protocol: Protocol, start: _Kept, number: int) -> tuple[tuple[DayAhead, ...], _Kept]:
    """*number* days from *start* on, and the state they leave."""
    lived = tuple(islice(_coming_from(protocol, start.state, passing=True), number))
    return tuple(_as_shown(coming) for coming, _ in lived), _Kept(lived[-1][1]) if lived else start


def days_coming(protocol: Protocol, today: Today, *, passing: bool = True) -> Iterator[Coming]:
    """*today* and the days after it, each done in full and green from now on, tests passed as soon as they count.
    Without end, but where the course waits for somebody: there it is *today* alone, and nothing is tried.

    Without *passing* the tests are told and none is passed, so that no gate opens which is not open today.
    """
    waits = today.now.status in WAITING
    tests = () if waits else _untried(today, _tests_of(protocol, today.read_from, today.plan))
    yield Coming(today.date, today.now.day, today.read_from, today.plan, tests)
    if waits:
        return
    told = _rest_of(protocol, today, passing=passing)
    state = advance(protocol, today.began, told, done_from=today.page.done_from).after
    yield from (coming for coming, _ in _coming_from(protocol, state, passing=passing))


def _coming_from(protocol: Protocol, state: State, *, passing: bool) -> Iterator[tuple[Coming, State]]:
    """*state*'s day and those after it, each with the state it leaves."""
    while True:
        begun, terms = live(protocol, state, (Morning(0),))
        read_from, session = plan_of(begun, terms)
        tests = _tests_of(protocol, read_from, session)
        coming = Coming(date_of(state), state.day, read_from, session, tests)
        tried = map(_passed, tests) if passing else ()
        state = advance(protocol, state, (*tried, *_done(session)), begun=begun).after
        yield coming, state


def lived_ahead(protocol: Protocol, today: Today, shaped: Shape) -> Iterator[Lived]:
    """The same days as they would be lived, in full and green, each plan as *shaped* makes it from the state it is read
    from. What is done today already stays.
    """
    told = today.page.events
    told = told if any(isinstance(event, Morning) for event in told) else (Morning(0), *told)
    begun, terms = live(protocol, today.began, told, done_from=today.page.done_from)
    finished = any(isinstance(event, CheckIn) for event in told)
    while True:
        read_from, plan = plan_of(begun, terms)
        plan = plan if finished else shaped(read_from, plan)
        begun = msgspec.structs.replace(begun, before=read_from, session=plan)
        reports = () if finished else _all_done(plan)
        # The session comes before its tests: from then on nothing takes its plan away.
        rest = (*((CheckIn(reports, after=0),) if reports else ()), *map(_passed, _tests_of(protocol, read_from, plan)))
        lived = advance(protocol, read_from, rest, begun=begun)
        yield lived
        if lived.after.status in WAITING:
            return
        begun, terms = live(protocol, lived.after, (Morning(0),))
        finished = False


def _untried(today: Today, tests: Iterable[Criterion]) -> tuple[Criterion, ...]:
    """Those of *tests* that were not tried *today*."""
    tried = {name for name, record in today.now.tests.items() if record.day == today.now.day}
    return tuple(test for test in tests if test.criterion not in tried)


def _rest_of(protocol: Protocol, today: Today, *, passing: bool) -> tuple[AnyEvent, ...]:
    """The day as told so far, and what is still open of it done in full and green. What was tried today is not tried
    again, and without *passing* nothing is.
    """
    told, open_items = today.page.events, today.page.open_items
    if not any(isinstance(event, Morning) for event in told):
        told = (Morning(0), *told)
    read_from, plan = plan_today(protocol, today.began, told, done_from=today.page.done_from)
    tests = _untried(today, _tests_of(protocol, read_from, plan))
    finished = any(isinstance(event, CheckIn) for event in told)
    reports = _all_done(NO_SESSION if finished else plan, open_items)
    tried = map(_passed, tests) if passing else ()
    return (*told, *tried, *((CheckIn(reports, after=0),) if reports else ()))


def _all_done(session: Session, told: Sequence[Did] = ()) -> tuple[Report, ...]:
    """Everything of *session* done without pain, but what was *told* of it."""
    done = {entry.exercise: Report(entry.exercise, pain=0) for entry in session.entries}
    return tuple((done | {item.exercise: report_of(item, Finished()) for item in told}).values())


def hopes_in(protocol: Protocol, today: Today, days: Iterable[DayAhead]) -> Hopes:
    """The dates of the first run and of the ladder's last rung among *days*, which begin with *today*. Neither where
    somebody has to look first; no first run where the ladder is being climbed.
    """
    now, ladder = today.now, protocol.ladder
    if now.status in LOOKED_AT_FIRST or now.ladder_done or ladder is None:
        return Hopes(None, None)
    if first_run_day(terms_of(protocol, now.situation)) is None:
        return Hopes(None, None)  # no way leads there, and a year of days need not be looked through to know it
    # Runs kept from before a new strain stand at its day 0 and earlier.
    climbing = any(day >= max(1, now.lived_since) for day, _ in now.runs)
    first_run = None
    for ahead in islice(days, HOPED_WITHIN_DAYS):
        if first_run is None and not climbing and ahead.session.run_minutes:
            first_run = ahead.date
        if ahead.session.run_minutes and ahead.session.rung == len(ladder.rungs) - 1:
            return Hopes(first_run, ahead.date)
    return Hopes(first_run, None)


def _further(protocol: Protocol, start: _Kept, within: int) -> Iterator[DayAhead]:
    """Those of *within* days from *start* on that dates are read from: the first that runs, and that of the last rung.
    They are looked for when somebody asks for the first of them.
    """
    yield from _telling(protocol, start, within)


@lru_cache(maxsize=256)
def _telling(protocol: Protocol, start: _Kept, within: int) -> tuple[DayAhead, ...]:
    assert protocol.ladder is not None, "nobody looks for a run where there is no ladder to it"
    found: list[DayAhead] = []
    for coming, _ in islice(_coming_from(protocol, start.state, passing=True), within):
        if not coming.plan.run_minutes:
            continue
        is_last = coming.plan.rung == len(protocol.ladder.rungs) - 1
        if is_last or not found:
            found.append(_as_shown(coming))
        if is_last:
            break
    return tuple(found)


def _done(session: Session) -> tuple[CheckIn, ...]:
    """The *session* in full, green; nothing of a day that holds none."""
    return (CheckIn(_all_done(session), after=0),) if session.entries else ()


def _tests_of(protocol: Protocol, state: State, session: Session) -> tuple[Criterion, ...]:
    """The tests due on *state*'s day with its *session*."""
    return tests_due(terms_of(protocol, state.situation), state, loading=session.loading)


def _passed(criterion: Criterion) -> Tried:
    """A painless try that just meets *criterion*. Nothing is assumed of the other side where that could lower what a
    later gate asks for.
    """
    if criterion.percent_of_sound is not None:
        return Tried(criterion.criterion, criterion.percent_of_sound, 100, 0)
    if criterion.within_of_sound is not None or criterion.within_percent is not None:
        return Tried(criterion.criterion, criterion.needs or 1, criterion.needs or 1, 0)
    return Tried(criterion.criterion, criterion.needs, None, 0)
