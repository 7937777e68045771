"""What each kind of event does to the state. Facts are taken as they are; rules follow from them."""

from datetime import timedelta
from functools import singledispatch

import msgspec

from rehab.adjusted import lapse_all, take_back, take_wish
from rehab.events import (
    Adjusted,
    AnyEvent,
    CheckIn,
    Cleared,
    Ended,
    Equipped,
    Fever,
    Morning,
    OtherWork,
    Paused,
    Regraded,
    Reinjured,
    Resumed,
    Screened,
    Tried,
    Undone,
    UsualWeek,
    ZoneMoved,
)
from rehab.lights import Verdict
from rehab.progression import decide, regrade, worst_lock
from rehab.reason import because
from rehab.reports import take_check_in, take_morning, take_other_work, take_test
from rehab.situation import Terms
from rehab.state import LONG_AGO, Session, State
from rehab.vocabulary import Light, Lock, Route

RUN_DAYS_KEPT = 30
SESSION_HOUR = 6
HOURS_OF_A_DAY = 24


@singledispatch
def apply(event: AnyEvent, terms: Terms, state: State, session: Session) -> State:
    """*state* after *event* on its day, on which *session* was prescribed."""
    raise TypeError(f"{type(event).__name__} is not an event of a programme")


@apply.register
def _morning(event: Morning, terms: Terms, state: State, session: Session) -> State:
    return take_morning(terms, state, event)


@apply.register
def _check_in(event: CheckIn, terms: Terms, state: State, session: Session) -> State:
    state, verdict = take_check_in(terms, state, event, session)
    return acute_event(terms, state, verdict) if verdict.acute else state


@apply.register
def _tried(event: Tried, terms: Terms, state: State, session: Session) -> State:
    return take_test(terms, state, event, session)


@apply.register
def _other_work(event: OtherWork, terms: Terms, state: State, session: Session) -> State:
    return take_other_work(terms, state, event)


def acute_event(terms: Terms, state: State, verdict: Verdict) -> State:
    """Something gave way: all stops, protection only, the whole screen and the grade again.

    Once the leg has been loaded again it is a new strain: day 0 is today, every lock but a
    clinician's stays shut, and earlier clearances do not count.
    """
    state = decide(state, "stop", verdict.why, Light.RED)
    if state.phase > 0:
        state = new_episode(terms, state, state.situation.grade)
        state = msgspec.structs.replace(state, lock=worst_lock(state.lock, Lock.LIGHT_ONLY))
    quiet = state.day + terms.protocol.reds.quiet_days
    return msgspec.structs.replace(
        state, acute=True, needs_screening=True, needs_grade=True, quiet_until=max(state.quiet_until, quiet)
    )


def new_episode(terms: Terms, state: State, grade: int) -> State:
    """Day 0 of a new strain of the same leg: what was reached is put away, longest runs stay as a
    cap, and the strain counts as a recurrence. What a therapist asked for lapses.
    """
    old = state.situation
    injured_on = old.injured_on + timedelta(days=state.day) if old.injured_on else None
    situation = msgspec.structs.replace(
        old, grade=max(grade, old.grade), previous_strain=True, cleared_on_day=None, injured_on=injured_on
    )
    zeros = (0,) * len(state.lived)
    return State(
        situation=situation,
        day=0,
        phase=0,
        lived_since=0,
        lived=zeros,
        sessions=zeros,
        episode=state.episode + 1,
        runs=tuple((day - state.day, minutes) for day, minutes in state.runs if state.day - day <= RUN_DAYS_KEPT),
        last_loading=state.last_loading - state.day,
        last_chain=state.last_chain - state.day,
        flags=state.flags,
        route=state.route,
        lock=state.lock,
        decisions=lapse_all(state).decisions,
    )


@apply.register
def _reinjured(event: Reinjured, terms: Terms, state: State, session: Session) -> State:
    state = decide(state, "stop", because("reinjured", grade=event.grade), Light.RED)
    state = new_episode(terms, state, event.grade)
    return msgspec.structs.replace(
        state, lock=worst_lock(state.lock, Lock.LIGHT_ONLY), acute=True, needs_screening=True, needs_grade=False
    )


@apply.register
def _cleared(event: Cleared, terms: Terms, state: State, session: Session) -> State:
    """A clinician's word opens what the screen and the rules have shut, from now on. Advice shuts
    nothing and stays: some of it, as to the young, no examination lifts.
    """
    situation, grade = state.situation, event.grade
    lock = Lock.NONE if situation.lock is Lock.NONE else Lock.ADVISE
    first = state.day if situation.cleared_on_day is None else situation.cleared_on_day
    situation = msgspec.structs.replace(situation, cleared_on_day=first, barred=frozenset(), lock=lock)
    state = msgspec.structs.replace(
        state,
        situation=situation,
        cleared_day=state.day,
        flags=frozenset(),
        route=Route.PROCEED,
        lock=Lock.NONE,
        review_since=None,
        hold_since=None,
        needs_screening=False,
        acute=False,
        needs_grade=False,
        reds=(),
        red_runs=(),
        ambers=0,
        amber_since=None,
    )
    if grade is not None:
        state = msgspec.structs.replace(state, next_grade=grade if grade != situation.grade else 0)
    return decide(state, "note", because("cleared"))


@apply.register
def _screened(event: Screened, terms: Terms, state: State, session: Session) -> State:
    situation = msgspec.structs.replace(
        state.situation,
        barred=state.situation.barred | event.barred,
        never=state.situation.never | event.never,
    )
    state = msgspec.structs.replace(
        state,
        situation=situation,
        flags=state.flags | event.flags,
        flagged_day=state.day if event.flags else state.flagged_day,
        route=max(state.route, event.route, key=lambda route: route.urgency),
        lock=worst_lock(state.lock, event.lock),
        needs_screening=state.needs_screening and not event.full,
    )
    state = _sorted_out(state)
    if event.route is Route.PROCEED:
        return state
    return decide(state, "stop", because("flagged", route=event.route.value))


@apply.register
def _regraded(event: Regraded, terms: Terms, state: State, session: Session) -> State:
    """Without a clinician a grade may only rise; it holds from the next day on."""
    state = _sorted_out(msgspec.structs.replace(state, needs_grade=False))
    if event.grade <= max(state.situation.grade, state.next_grade):
        return state
    state = msgspec.structs.replace(state, next_grade=event.grade)
    return decide(state, "step_back", because("regraded", grade=event.grade))


def take_next_grade(terms: Terms, state: State) -> State:
    """At midnight: the grade that was found today holds from tomorrow on."""
    if not state.next_grade:
        return state
    return regrade(terms, state, state.next_grade, on_day=state.day + 1)


def _sorted_out(state: State) -> State:
    """After an acute event: over once the screen and the grade have both been answered again."""
    if state.acute and not state.needs_screening and not state.needs_grade:
        return msgspec.structs.replace(state, acute=False)
    return state


@apply.register
def _paused(event: Paused, terms: Terms, state: State, session: Session) -> State:
    return msgspec.structs.replace(state, paused=True)


@apply.register
def _resumed(event: Resumed, terms: Terms, state: State, session: Session) -> State:
    return msgspec.structs.replace(state, paused=False)


@apply.register
def _fever(event: Fever, terms: Terms, state: State, session: Session) -> State:
    state = msgspec.structs.replace(state, fever_day=state.day)
    return decide(state, "hold", because("fever"))


@apply.register
def _zone_moved(event: ZoneMoved, terms: Terms, state: State, session: Session) -> State:
    """A loading day also needs 36 hours since the last one ended, counted to six in the morning. Work of one's own the
    day before may have ended at any hour. A day that the move jumped over asks nothing, and a zone with the same clock
    changes nothing.
    """
    if event.skips:
        return decide(msgspec.structs.replace(state, skipped_day=state.day), "note", because("day-skipped"))
    if state.last_loading == LONG_AGO or (event.zone and not event.hours):
        return state
    ended = HOURS_OF_A_DAY if state.other_loaded == state.day - 1 else event.last_ended_hour
    needed = terms.protocol.limits.zone_gap_hours + event.hours + ended - SESSION_HOUR
    ready = state.last_loading + -(-needed // HOURS_OF_A_DAY)
    if ready <= state.day:
        return state
    state = msgspec.structs.replace(state, loading_from=max(state.loading_from, ready))
    return decide(state, "note", because("zone-moved", hours=event.hours))


@apply.register
def _equipped(event: Equipped, terms: Terms, state: State, session: Session) -> State:
    return msgspec.structs.replace(state, situation=msgspec.structs.replace(state.situation, kit=event.kit))


@apply.register
def _usual_week(event: UsualWeek, terms: Terms, state: State, session: Session) -> State:
    situation = msgspec.structs.replace(state.situation, weekly_run_minutes=event.minutes)
    return msgspec.structs.replace(state, situation=situation)


@apply.register
def _ended(event: Ended, terms: Terms, state: State, session: Session) -> State:
    return msgspec.structs.replace(state, ended=True)


@apply.register
def _adjusted(event: Adjusted, terms: Terms, state: State, session: Session) -> State:
    return take_wish(terms, state, event)


@apply.register
def _undone(event: Undone, terms: Terms, state: State, session: Session) -> State:
    return take_back(state, event)
