"""The planned course: every gate met on its floor day, every result green."""

from collections.abc import Callable

import msgspec

from rehab.day import loading_is_due
from rehab.dosing import prescribe
from rehab.held import rises_are_held
from rehab.protocol import Protocol
from rehab.running import open_week
from rehab.settling import Done, counts_of_day, counts_of_done, run_green
from rehab.situation import NEVER, Situation, Terms, terms_of
from rehab.state import Session, State
from rehab.vocabulary import Lock, Rhythm

# Compared on every day of a course: in Python 3.11 looking a member up on its enum costs as much as a call.
LADDER, WEEKLY, PROTECT = Rhythm.LADDER, Rhythm.WEEKLY, Rhythm.PROTECT
UNLOCKED = Lock.NONE

BLOCK_WEEKS = 4


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


def open_weekly(terms: Terms, state: State, is_held: Callable[[Terms, State], bool]) -> State:
    """In the weekly phase: begin a week of runs when today is its first day, longer than the last
    unless growth *is_held*.
    """
    if state.first_weekly_run is None:
        if not loading_is_due(terms, state):
            return state
        state = msgspec.structs.replace(state, first_weekly_run=state.day)
    assert state.first_weekly_run is not None
    if (state.day - state.first_weekly_run) % 7 == 0:
        return msgspec.structs.replace(state, week=open_week(terms, state, may_grow=not is_held(terms, state)))
    return state


def open_day(terms: Terms, state: State) -> State:
    """Move up when the floor is reached; on the ladder also when its last run is done."""
    ahead = state.phase + 1
    if ahead < len(terms.floors) and state.day >= terms.floors[ahead]:
        ladder_waits = terms.protocol.phases[state.phase].rhythm is LADDER and not state.ladder_done
        if not ladder_waits:
            state = enter(terms, state, ahead)
    if terms.protocol.phases[state.phase].rhythm is WEEKLY:
        return open_weekly(terms, state, rises_are_held)
    return state


def live(terms: Terms, state: State, session: Session) -> State:
    """The day done as planned, green in the evening and the next morning."""
    done = counts_of_done(terms, state, session, Done(None, session.run_minutes, green=True))
    after = msgspec.structs.replace(state, day=state.day + 1, **done, **counts_of_day(terms, state, session))
    return run_green(terms, after, session, None)


def lock_of_day(terms: Terms, state: State) -> State:
    """The screen's lock stands until the day of clearance."""
    situation = terms.situation
    if situation.lock is UNLOCKED:
        return state
    stands = situation.cleared_on_day is None or state.day < situation.cleared_on_day
    return msgspec.structs.replace(state, lock=situation.lock if stands else UNLOCKED)


class PlannedCourse:
    """The planned course of one situation, built day by day as far as somebody asks.

    In the weekly phase doses and minutes stop growing after some months and the same four weeks
    come round again. From there on nothing is built: a later day is the day of the first round.
    """

    def __init__(self, protocol: Protocol, situation: Situation) -> None:
        self.terms = terms_of(protocol, situation)
        self._next = first_state(self.terms)
        self._days: list[tuple[State, Session]] = []
        self._named_weeks = _named_weeks(self.terms)
        self._round_from: int | None = None

    def day(self, day: int) -> tuple[State, Session]:
        """State and session of *day*. Of a day in a later round, the state is that of the first
        round with its day and week number moved on.
        """
        while len(self._days) <= day and self._round_from is None:
            self._build_one()
        if self._round_from is None or day < len(self._days):
            return self._days[day]
        length = len(self._days) - self._round_from
        state, session = self._days[self._round_from + (day - self._round_from) % length]
        weeks_on = (day - state.day) // 7 if state.first_weekly_run is not None else 0
        week = msgspec.structs.replace(state.week, number=state.week.number + weeks_on)
        return msgspec.structs.replace(state, day=day, week=week), session

    def until_phase_ends(self, day: int) -> list[tuple[State, Session]]:
        """The days built so far, at least to the last day of the phase that *day* lies in; of the
        last phase, which has no end, to *day* or to the end of its first round. Never past the
        protocol's last week: a phase that long has no end either.
        """
        self.day(day)
        phase = self._days[-1][0].phase
        ahead = phase + 1
        endless = ahead == len(self.terms.floors) or self.terms.floors[ahead] == NEVER
        last = 7 * self.terms.protocol.last_week
        while not endless and self._days[-1][0].phase == phase and len(self._days) < last:
            self._build_one()
        return self._days

    def _build_one(self) -> None:
        state = open_day(self.terms, lock_of_day(self.terms, self._next))
        begins_week = state.week.since == state.day or state.first_weekly_run is None
        if begins_week and self._comes_round(state):
            return
        session = prescribe(self.terms, state)
        self._days.append((state, session))
        self._next = live(self.terms, state, session)

    def _comes_round(self, state: State) -> bool:
        """Whether a week begins exactly as the one a block earlier did."""
        start, before = self._endless_since(state), state.day - 7 * BLOCK_WEEKS
        if start is None or (state.day - start) % 7 or before < start:
            return False
        if not _stand_alike(self.terms, self._days[before][0], state):
            return False
        self._round_from = before
        return True

    def _endless_since(self, state: State) -> int | None:
        """A day since which nothing has been ahead but more of the same: in the weekly phase the last
        week that the protocol names, or the first phase's last protection item where clearance is
        missing. None while there is an end in sight.
        """
        terms = self.terms
        if state.first_weekly_run is not None:
            return state.first_weekly_run + 7 * self._named_weeks
        if terms.protocol.phases[state.phase].rhythm is not PROTECT or terms.floors[1] < NEVER:
            return None
        laid = terms.laid[terms.protocol.phases[0].id]
        last = max((course.until_day.get(terms.grade, 0) for course in laid), default=0)
        return last + 1 if state.day > last else None


def _named_weeks(terms: Terms) -> int:
    """How many weeks of the weekly phase the protocol tells apart by their number."""
    mileage = terms.protocol.mileage
    named = [row.first - 1 for rows in terms.weekdays.values() for row in rows]
    return max(mileage.usual_cap_weeks if mileage else 0, *named, 0)


def _stand_alike(terms: Terms, then: State, now: State) -> bool:
    """Whether two endless states agree in all that decides what comes. Minutes and doses tell most
    of them apart, so they are asked first.
    """
    if then.week.planned != now.week.planned or _highest(then) != _highest(now):
        return False
    return _standing(terms, then) == _standing(terms, now)


def _highest(state: State) -> list[int]:
    return [progress.highest for progress in state.progress.values()]


def _standing(terms: Terms, state: State) -> tuple[object, ...]:
    """All of an endless state that decides what comes, without its dates."""
    lapsed = terms.protocol.missed.comes_back_lower_after_days + 1
    progress = []
    for name, now in state.progress.items():
        known = terms.known[name]
        greens = min(now.greens, terms.greens_by_tier[known.exercise.tier]) if now.highest < known.top else 0
        since = min(state.day - now.last_day, lapsed)
        progress.append((name, now.step, now.highest, now.fresh, greens, since))
    mileage = terms.protocol.mileage
    window = mileage.longest_window_days if mileage else 0
    runs = tuple((state.day - day, minutes) for day, minutes in state.runs if state.day - day <= window)
    rests = (min(state.day - state.last_loading, lapsed), min(state.day - state.last_chain, lapsed))
    return (tuple(progress), msgspec.structs.replace(state.week, number=0, since=0), runs, state.contacts, rests)
