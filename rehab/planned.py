"""The planned course: every gate met on its floor day, every result green."""

import msgspec

from rehab.day import loading_is_due
from rehab.dosing import prescribe, rises_are_held
from rehab.protocol import Protocol
from rehab.running import open_week
from rehab.settling import EVERYTHING, record_day, record_done, record_green
from rehab.situation import NEVER, Situation, Terms, terms_of
from rehab.state import Session, State
from rehab.vocabulary import Lock, Rhythm


def first_state(terms: Terms) -> State:
    """Day 0 of a course."""
    zeros = (0,) * len(terms.protocol.phases)
    situation = terms.situation
    return State(
        situation=situation,
        day=0,
        phase=0,
        lived_since=0,
        lived=zeros,
        sessions=zeros,
        rung=terms.entry_rung,
        planned=True,
    )


def enter(terms: Terms, state: State, phase: int) -> State:
    """*state* on the first day of *phase*."""
    return msgspec.structs.replace(state, phase=phase, lived_since=state.day)


def open_weekly(terms: Terms, state: State, *, may_grow: bool) -> State:
    """Begin a week of runs when today is its first day."""
    if terms.protocol.phases[state.phase].rhythm is not Rhythm.WEEKLY:
        return state
    if state.first_weekly_run is None:
        if not loading_is_due(terms, state):
            return state
        state = msgspec.structs.replace(state, first_weekly_run=state.day)
    assert state.first_weekly_run is not None
    if (state.day - state.first_weekly_run) % 7 == 0:
        return msgspec.structs.replace(state, week=open_week(terms, state, may_grow=may_grow))
    return state


def open_day(terms: Terms, state: State) -> State:
    """Move up when the floor is reached; on the ladder also when its last run is done."""
    ahead = state.phase + 1
    if ahead < len(terms.floors) and state.day >= terms.floors[ahead]:
        ladder_waits = terms.protocol.phases[state.phase].rhythm is Rhythm.LADDER and not state.ladder_done
        if not ladder_waits:
            state = enter(terms, state, ahead)
    if terms.protocol.phases[state.phase].rhythm is Rhythm.WEEKLY:
        return open_weekly(terms, state, may_grow=not rises_are_held(terms, state))
    return state


def live(terms: Terms, state: State, session: Session) -> State:
    """The day done as planned, green in the evening and the next morning."""
    state = record_day(terms, state, session)
    state = record_done(terms, state, session, EVERYTHING, session.run_minutes)
    state = record_green(terms, state, session, EVERYTHING)
    return msgspec.structs.replace(state, day=state.day + 1)


def lock_of_day(terms: Terms, state: State) -> State:
    """The screen's lock stands until the day of clearance."""
    situation = terms.situation
    if situation.lock is Lock.NONE:
        return state
    stands = situation.cleared_on_day is None or state.day < situation.cleared_on_day
    return msgspec.structs.replace(state, lock=situation.lock if stands else Lock.NONE)


class PlannedCourse:
    """The planned course of one situation, built day by day as far as somebody asks."""

    def __init__(self, protocol: Protocol, situation: Situation) -> None:
        self.terms = terms_of(protocol, situation)
        self._next = first_state(self.terms)
        self._days: list[tuple[State, Session]] = []

    def until(self, day: int) -> list[tuple[State, Session]]:
        """State and session of each day from 0 to *day* - 1 at least."""
        while len(self._days) < day:
            self._build_one()
        return self._days

    def until_phase_ends(self, day: int) -> list[tuple[State, Session]]:
        """The same, and on to the last day of the phase *day* - 1 lies in, where it has one."""
        days = self.until(day)
        phase = days[day - 1][0].phase
        ahead = phase + 1
        endless = ahead == len(self.terms.floors) or self.terms.floors[ahead] == NEVER
        while not endless and days[-1][0].phase == phase:
            self._build_one()
        return days

    def _build_one(self) -> None:
        state = open_day(self.terms, lock_of_day(self.terms, self._next))
        session = prescribe(self.terms, state)
        self._days.append((state, session))
        self._next = live(self.terms, state, session)
