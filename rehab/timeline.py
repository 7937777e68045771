"""The followed course: a start, and events of a day folded into the state, one day at a time."""

from collections.abc import Iterable, Sequence

import msgspec

from rehab.adjusted import holds_met, wishes_at_dawn
from rehab.day import has_no_plan, is_protection_only, tier_cap
from rehab.dosing import prescribe
from rehab.events import AnyEvent, CheckIn, Ended, OtherWork, Paused, Reinjured, Tried
from rehab.gates import is_late, may_move_up, meets
from rehab.happenings import apply, take_next_grade
from rehab.held import is_held_light, rises_are_held
from rehab.lights import week_trend
from rehab.missed_days import cost_of_gap
from rehab.planned import open_weekly
from rehab.progression import Amber, Red, decide, settle_amber, settle_red
from rehab.protocol import Protocol
from rehab.reason import because
from rehab.settling import held_down, record_day
from rehab.situation import Situation, Terms, terms_of
from rehab.state import Pending, Session, State, TestRecord
from rehab.vocabulary import Kind, Light, Lock, Rhythm, Status
from rehab.wishes import is_held_back

AFTER_THE_PLAN = (CheckIn, Tried, OtherWork, Reinjured, Paused, Ended)
WEEK = 7
NO_SESSION = Session("rest", ())


class Lived(msgspec.Struct, frozen=True):
    """One day as it was lived: the state its plan was made from (morning told, phase opened), the
    plan, what happened, and the state it left, which begins the next day.
    """

    before: State
    session: Session
    events: tuple[AnyEvent, ...]
    after: State


def begin(protocol: Protocol, situation: Situation, *, day: int, tried: dict[str, TestRecord] | None = None) -> State:
    """The first state of a followed course that joins on *day* with what was *tried* so far.

    The phase is the lower of what the floors and what the tests allow; without tests the second
    phase at most.
    """
    terms = terms_of(protocol, situation)
    zeros, examined_on = (0,) * len(protocol.phases), situation.cleared_on_day
    by_floor = max(place for place, floor in enumerate(terms.floors) if place == 0 or day >= floor)
    phase = min(by_floor, _phase_by_tests(protocol, terms, tried or {}))
    return State(
        situation=situation,
        day=day,
        phase=phase,
        lived_since=day,
        placed=phase,
        lived=zeros,
        sessions=zeros,
        rung=terms.entry_rung,
        tests=tried or {},
        opened=phase,
        cleared_day=examined_on,
        lock=Lock.NONE if examined_on is not None and examined_on <= day else situation.lock,
    )


def _phase_by_tests(protocol: Protocol, terms: Terms, tried: dict[str, TestRecord]) -> int:
    """The phase whose way in is shown by tests; the second needs none, nothing passes the ladder."""
    phase = 1
    for place in range(1, len(protocol.phases)):
        if protocol.phases[place].rhythm is Rhythm.LADDER:
            break
        wanted = [c for c in protocol.gates.get(protocol.phases[place].id, ()) if terms.grade in c.grades]
        measured = [c for c in wanted if c.kind == "measure"]
        if not measured or not all(c.criterion in tried and meets(c, tried[c.criterion]) for c in measured):
            break
        phase = place + 1
    return phase


def open_day(protocol: Protocol, state: State) -> State:
    """What the day itself brings before anybody does anything: a phase moves up, a week begins.

    A phase fallen to begins anew, with its stay.
    """
    terms = terms_of(protocol, state.situation)
    state = _entered(state)
    if state.wishes:
        state = holds_met(terms, state)
    if may_move_up(terms, state):
        phase = state.phase + 1
        why = because("moved-up", protocol.phases[phase].sources, phase=protocol.phases[phase].id)
        state = _entered(decide(msgspec.structs.replace(state, phase=phase, placed=-1), "progress", why))
    if state.wishes:
        state = _entered(wishes_at_dawn(terms, state))
    if protocol.phases[state.phase].rhythm is Rhythm.WEEKLY and state.status not in NO_NEW_WEEK:
        state = open_weekly(terms, state, _growth_is_held)
    return state


def _entered(state: State) -> State:
    """*state* with the day its phase began, where that is another phase than the last plan's."""
    if state.phase == state.opened:
        return state
    return msgspec.structs.replace(state, opened=state.phase, lived_since=state.day)


def _growth_is_held(terms: Terms, state: State) -> bool:
    held = rises_are_held(terms, state) or state.growth_held or is_held_back(state)
    return held or state.loading_light is not Light.GREEN


NO_NEW_WEEK = frozenset({Status.PAUSED, Status.ENDED, Status.STOPPED_REDFLAG})


def plan_today(
    protocol: Protocol, state: State, events: Sequence[AnyEvent] = (), *, done_from: Session | None = None
) -> tuple[State, Session]:
    """The plan of *state*'s day after *events* so far: the state it is read from, and the session.

    What was promised stays, tests and ticks included, unless something since has taken it away.
    """
    return plan_of(*live(protocol, state, events, done_from=done_from))


def plan_of(lived: Lived, terms: Terms) -> tuple[State, Session]:
    """The plan of a day as far as it was *lived*: the state it is read from, and the session."""
    if is_overtaken(terms, lived.after, lived.session):
        return lived.after, prescribe(terms, lived.after)
    return lived.before, lived.session


def advance(
    protocol: Protocol,
    state: State,
    events: Sequence[AnyEvent] = (),
    *,
    done_from: Session | None = None,
    begun: Lived | None = None,
) -> Lived:
    """One whole day: *events* in the order they happened, after those of a day *begun* by `live`, then midnight."""
    lived, terms = live(protocol, state, events, done_from=done_from, begun=begun)
    closed = _close(terms, lived.after, lived)
    return msgspec.structs.replace(lived, after=closed)


def fold(protocol: Protocol, start: State, days: Iterable[Sequence[AnyEvent]]) -> tuple[Lived, ...]:
    """Every day of a followed course, from *start* on, each with its events."""
    course, state = [], start
    for events in days:
        lived = advance(protocol, state, events)
        course.append(lived)
        state = lived.after
    return tuple(course)


def live(
    protocol: Protocol,
    state: State,
    events: Sequence[AnyEvent] = (),
    *,
    done_from: Session | None = None,
    begun: Lived | None = None,
) -> tuple[Lived, Terms]:
    """The day up to its last event. The plan is made before the first thing that follows a plan;
    until a session is told it gives way to whatever takes it away. After a new strain nothing is
    counted from it any more.

    *done_from* is the plan that was on the screen when a session was done, which another telling of
    earlier days may have changed since: what was done is a fact, and counted from that plan. *begun* is the same day
    up to some of its events, which need not be lived through again.
    """
    state = begun.after if begun else msgspec.structs.replace(state, decisions=())
    session, before = (begun.session, begun.before) if begun else (NO_SESSION, None)
    told_before = begun.events if begun else ()
    told = any(isinstance(event, CheckIn) for event in told_before)
    for event in events:
        if before is None and isinstance(event, AFTER_THE_PLAN):
            before = state = open_day(protocol, state)
            session = prescribe(terms_of(protocol, state.situation), state)
        stands = before is None or state.episode == before.episode
        past_plan = done_from if stands and isinstance(event, CheckIn) and done_from != session else None
        session = past_plan or session
        told_of = state
        state = apply(event, terms_of(protocol, state.situation), state, session if stands else NO_SESSION)
        state = held_down(told_of, state) if past_plan else state
        told = told or isinstance(event, CheckIn)
        terms = terms_of(protocol, state.situation)
        open_still = before is not None and not told and state.episode == before.episode
        if open_still and is_overtaken(terms, state, session):
            before, session = state, prescribe(terms, state)
    if before is None:
        before = state = open_day(protocol, state)
        session = prescribe(terms_of(protocol, state.situation), state)
    return Lived(before, session, (*told_before, *events), state), terms_of(protocol, state.situation)


def is_overtaken(terms: Terms, state: State, session: Session) -> bool:
    """Whether what happened since takes the session away: a stop, an acute event, a red, fever, or
    the leg already loaded by something else today.
    """
    if has_no_plan(state):
        return bool(session.entries)
    if is_protection_only(state):
        return bool(session.entries) and session.kind != Kind.PROTECT
    cap = tier_cap(terms, state)
    heavier = any(terms.known[entry.exercise].exercise.tier > cap for entry in session.entries)
    return heavier or (session.loading and state.other_loaded == state.day)


def _close(terms: Terms, state: State, lived: Lived) -> State:
    """Midnight: counts, answers that never came, overdue courses, and the next day."""
    if state.episode == lived.before.episode:
        state = _unanswered(terms, state)
        state = record_day(terms, state, lived.session)
        state = cost_of_gap(terms, msgspec.structs.replace(state, missed=_missed(state, lived)))
        state = _overdue(terms, _trend(terms, state))
    state = take_next_grade(terms, state)
    return msgspec.structs.replace(state, day=state.day + 1)


def _unanswered(terms: Terms, state: State) -> State:
    """Sessions whose morning was never told: an amber stands, a green holds and counts nothing."""
    for pending in state.pending:
        if pending.day < state.day and pending.light is Light.AMBER:
            state = settle_amber(terms, state, Amber(pending.why, pending, settled=True))
        elif pending.day < state.day:
            state = decide(state, "hold", because("morning-untold", terms.protocol.reds.sources))
    kept: tuple[Pending, ...] = tuple(p for p in state.pending if p.day == state.day)
    return msgspec.structs.replace(state, pending=kept)


def _missed(state: State, lived: Lived) -> int:
    """Days in a row on which something was asked, or nothing could be, and nothing told; a rest day
    breaks no run, nor does a day that was none on the runner's calendar.
    """
    if any(isinstance(event, CheckIn | OtherWork) for event in lived.events):
        return 0
    if state.skipped_day == state.day:
        return state.missed
    asked = any(not entry.optional for entry in lived.session.entries)
    return state.missed + 1 if asked or state.missed or has_no_plan(state) else 0


def _trend(terms: Terms, state: State) -> State:
    """Once a week: median morning pain up is amber, up two weeks running is red."""
    if state.day % WEEK != WEEK - 1:
        return state
    trend = state.trend + 1 if week_trend(state) else 0
    state, sources = msgspec.structs.replace(state, trend=trend), terms.protocol.reds.sources
    if not trend:
        return state
    if trend == 1:
        return settle_amber(terms, state, Amber(because("week-up", sources), counts=False))
    return settle_red(terms, state, Red(because("two-weeks-up", sources, weeks=trend)))


def _overdue(terms: Terms, state: State) -> State:
    """A course past its window: the next grade's floors, or a hold until a clinician has looked."""
    rules, protocol = terms.protocol.overdue, terms.protocol
    ladder = next((n for n, p in enumerate(protocol.phases) if p.rhythm is Rhythm.LADDER), len(protocol.phases))
    stuck = state.phase < ladder and state.day >= terms.overdue_day
    if stuck and terms.grade in rules.regrade_to:
        grade = rules.regrade_to[terms.grade]
        why = because("overdue-regrade", rules.sources, grade=grade, day=state.day)
        return decide(msgspec.structs.replace(state, next_grade=max(grade, state.next_grade)), "step_back", why)
    cause = f"{state.episode}-{terms.grade}-{state.phase}"
    if not (stuck or is_late(terms, state)) or cause in state.held_for or is_held_light(state):
        return state
    state = msgspec.structs.replace(state, hold_since=state.day, held_for=state.held_for | {cause})
    return decide(state, "hold", because("overdue-hold", rules.sources, day=state.day))
