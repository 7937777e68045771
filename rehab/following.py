"""A followed course from its diary: facts in the order they happened, folded a day at a time."""

import datetime
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from rehab.events import Answered, AnyEvent, CheckIn, Did, Finished, HandedOver, Noted, Report, TakenBack
from rehab.protocol import Protocol
from rehab.screening import Circumstances
from rehab.situation import Situation
from rehab.state import Entry, Session, State, TestRecord
from rehab.timeline import Lived, advance, begin, live, plan_today


class Start(msgspec.Struct, frozen=True):
    """What a followed course begins with: who asks, the day it is joined, what was *tried* by then, and what the safety
    check heard: the *flags* ticked and the facts beside them. *again_on* are the days of a second look at a grade that
    was guessed early.
    """

    situation: Situation
    joined_on: datetime.date
    tried: dict[str, TestRecord] = {}
    flags: frozenset[str] = frozenset()
    facts: Circumstances = Circumstances(day=0)
    again_on: tuple[datetime.date, ...] = ()


class Fact(msgspec.Struct, frozen=True):
    """A line of the diary: the day it belongs to on the runner's calendar, the moment, and what happened.

    *done_from* is the plan on the screen when something of a session was done.
    """

    on: datetime.date
    at: datetime.datetime
    uuid: str
    event: Noted
    done_from: Session | None = None

    @property
    def place(self) -> tuple[datetime.date, datetime.datetime, str]:
        """Where it stands in the order of the fold."""
        return self.on, self.at, self.uuid


class Page(msgspec.Struct, frozen=True):
    """One day of a diary, as the rules read it: *open_items* are told of a session that is not over yet."""

    events: tuple[AnyEvent, ...] = ()
    done_from: Session | None = None
    open_items: tuple[Did, ...] = ()


class Today(msgspec.Struct, frozen=True):
    """The day at hand: the state it *began* with, its *plan*, the state the plan was *read_from*, and the state *now*,
    with everything told so far.
    """

    date: datetime.date
    began: State
    read_from: State
    plan: Session
    now: State
    page: Page


def first_state(protocol: Protocol, start: Start) -> State:
    """The state a course begins with, on the day it is joined. ValueError where the day of the injury is not known or
    lies after it.
    """
    injured_on = start.situation.injured_on
    if injured_on is None or injured_on > start.joined_on:
        raise ValueError(f"joined on {start.joined_on}: give the day of the injury, not later than that")
    return begin(protocol, start.situation, day=(start.joined_on - injured_on).days, tried=start.tried)


def date_of(state: State) -> datetime.date:
    """The day on the calendar that *state* stands at the start of."""
    injured_on = state.situation.injured_on
    assert injured_on is not None, "a followed course knows the day of the injury"
    return injured_on + datetime.timedelta(days=state.day)


def page_of(facts: Iterable[Fact], *, is_over: bool) -> Page:
    """The facts of one day as the rules read them. Items told one by one become the session when it is finished; on a
    day that *is_over* what nobody finished counts as far as it was told.
    """
    events: list[AnyEvent] = []
    items: dict[str, Did] = {}
    plans: list[Session] = []
    told_from: dict[str, Session] = {}
    for fact in sorted(facts, key=lambda fact: fact.place):
        event = fact.event
        if fact.done_from is not None:
            plans.append(fact.done_from)
            told_from |= dict.fromkeys(_names(event), fact.done_from)
        if isinstance(event, Did):
            items[event.exercise] = event
        elif isinstance(event, Finished):
            events.append(_session(items, event))
            items = {}
        elif not isinstance(event, TakenBack | Answered | HandedOver):
            events.append(event)
    if is_over and items:
        events.append(_session(items, Finished()))
        items = {}
    return Page(tuple(events), _joined(plans, told_from), tuple(items.values()))


def _names(event: Noted) -> tuple[str, ...]:
    """The exercises that *event* tells of."""
    if isinstance(event, CheckIn):
        return tuple(report.exercise for report in event.reports)
    return (event.exercise,) if isinstance(event, Did) else ()


def _session(items: dict[str, Did], end: Finished) -> CheckIn:
    reports = tuple(report_of(item, end) for item in items.values())
    return CheckIn(reports, after=end.after, signs=end.signs, widespread=end.widespread)


def report_of(item: Did, end: Finished) -> Report:
    """An item with its pain: the number told with it, or else the worst of the session where that was felt there."""
    worst_here = end.worst_at in (None, item.exercise)
    return Report(
        item.exercise, item.outcome, end.during if item.pain is None and worst_here else item.pain, item.minutes
    )


def _joined(plans: Sequence[Session], told_from: Mapping[str, Session]) -> Session | None:
    """The plans of one day that something was done from, as one: all they held, each item as it stood in the plan it
    was *told_from*, else in the first that held it. None where there is no plan.
    """
    if not plans or all(plan == plans[0] for plan in plans):
        return plans[0] if plans else None
    told = [(plan, entry) for name, plan in told_from.items() for entry in plan.entries if entry.exercise == name]
    entries: dict[str, Entry] = {}
    for plan in plans:
        entries |= {entry.exercise: entry for entry in plan.entries if entry.exercise not in entries}
    # Only a run has an amount of its own.
    runs = [plan for plan, entry in told if entry.amount] + [plan for plan in plans if plan.run_minutes] + [plans[0]]
    return msgspec.structs.replace(
        plans[0],
        entries=tuple((entries | {entry.exercise: entry for _, entry in told}).values()),
        loading=any(plan.loading for plan in plans),
        rung=runs[0].rung,
        run_minutes=runs[0].run_minutes,
    )


def days_until(
    protocol: Protocol, state: State, facts: Sequence[Fact], day: datetime.date
) -> tuple[State, tuple[Lived, ...]]:
    """Every day from *state*'s to the one before *day*, and the state at the start of *day* or of *state*'s own where
    that is later. ValueError for a fact before *state*'s day: it was folded already, or never can be.
    """
    by_day = _by_day(state, facts)
    course = []
    while (date := date_of(state)) < day:
        page = page_of(by_day.get(date, ()), is_over=True)
        lived = advance(protocol, state, page.events, done_from=page.done_from)
        course.append(lived)
        state = lived.after
    return state, tuple(course)


def _by_day(state: State, facts: Sequence[Fact]) -> dict[datetime.date, list[Fact]]:
    found: dict[datetime.date, list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact.on, []).append(fact)
    first = date_of(state)
    if found and min(found) < first:
        raise ValueError(f"a fact of {min(found)} cannot be added to a course that stands at {first}")
    return found


def day_at_hand(protocol: Protocol, state: State, facts: Sequence[Fact]) -> Today:
    """The day that *state* stands at the start of, with its *facts* so far; those of other days are left out."""
    date = date_of(state)
    return _at_hand(protocol, state, page_of((fact for fact in facts if fact.on == date), is_over=False))


def told_also(protocol: Protocol, today: Today, event: AnyEvent) -> Today:
    """*today* with *event* told as well, after all else."""
    page = msgspec.structs.replace(today.page, events=(*today.page.events, event))
    return _at_hand(protocol, today.began, page)


def _at_hand(protocol: Protocol, state: State, page: Page) -> Today:
    read_from, plan = plan_today(protocol, state, page.events, done_from=page.done_from)
    lived, _ = live(protocol, state, page.events, done_from=page.done_from)
    return Today(date_of(state), state, read_from, plan, lived.after, page)
