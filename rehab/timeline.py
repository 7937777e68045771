"""The followed course: a start, and events of a day folded into the state, one day at a time."""

from collections.abc import Iterable, Sequence

import msgspec

from rehab.day import has_no_plan, is_held_light, is_protection_only, tier_cap
from rehab.dosing import prescribe, rises_are_held
from rehab.events import AnyEvent, CheckIn, Ended, OtherWork, Paused, Reinjured, Tried
from rehab.gates import is_late, may_move_up, meets
from rehab.happenings import apply, take_next_grade
from rehab.lights import week_trend
from rehab.planned import open_weekly
from rehab.progression import FIRST_LOADING_PHASE, Amber, Red, decide, settle_amber, settle_red, to_phase
from rehab.protocol import Protocol
from rehab.reason import because
from rehab.running import rung_down
from rehab.settling import record_day
from rehab.situation import NEVER, Situation, Terms, terms_of
from rehab.state import Pending, Session, State, TestRecord
from rehab.vocabulary import Kind, Light, Lock, Rhythm, Status

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
    zeros = (0,) * len(protocol.phases)
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
        cleared_day=situation.cleared_on_day,
        lock=Lock.NONE if _is_examined(situation, day) else situation.lock,
    )


def _is_examined(situation: Situation, day: int) -> bool:
    return situation.cleared_on_day is not None and situation.cleared_on_day <= day


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
    if may_move_up(terms, state):
        phase = state.phase + 1
        why = because("moved-up", protocol.phases[phase].sources, phase=protocol.phases[phase].id)
        state = _entered(decide(msgspec.structs.replace(state, phase=phase, placed=-1), "progress", why))
    if protocol.phases[state.phase].rhythm is Rhythm.WEEKLY and state.status not in NO_NEW_WEEK:
        state = open_weekly(terms, state, _growth_is_held)
    return state


def _entered(state: State) -> State:
    """*state* with the day its phase began, where that is another phase than the last plan's."""
    if state.phase == state.opened:
        return state
    return msgspec.structs.replace(state, opened=state.phase, lived_since=state.day)


def _growth_is_held(terms: Terms, state: State) -> bool:
    return rises_are_held(terms, state) or state.growth_held or state.loading_light is not Light.GREEN


NO_NEW_WEEK = frozenset({Status.PAUSED, Status.ENDED, Status.STOPPED_REDFLAG})


def _cost_of_gap(terms: Terms, state: State) -> State:
    """What missed days cost, at the midnight that completes the count."""
    rules, missed = terms.protocol.missed, state.missed
    why = {
        rules.repeat_from: "missed-some",
        rules.step_back_from: "missed-week",
        rules.phase_back_from: "missed-fortnight",
        rules.restart_from: "missed-month",
    }.get(missed)
    if why is None:
        return state
    ladder = terms.protocol.phases[state.phase].rhythm is Rhythm.LADDER
    if missed == rules.repeat_from:
        state = _last_rung_again(terms, state) if ladder else state
        state = msgspec.structs.replace(state, repeat=True, repeat_loaded=True)
        return decide(state, "hold", because(why, rules.sources, days=missed))
    if missed == rules.step_back_from:
        state = rung_down(terms, state, rules.rungs_down) if ladder else state
        state = msgspec.structs.replace(state, tests={})
    elif missed == rules.phase_back_from:
        state = to_phase(terms, state, max(min(state.phase, FIRST_LOADING_PHASE), state.phase - 1))
        state = msgspec.structs.replace(state, needs_screening=True)
        state = rung_down(terms, state, len(terms.rung_sessions))
    else:
        state = to_phase(terms, state, min(state.phase, FIRST_LOADING_PHASE))
        state = msgspec.structs.replace(state, tests={}, progress={}, swaps={}, needs_screening=True, contacts=0)
    return decide(state, "step_back", because(why, rules.sources, days=missed))


def _last_rung_again(terms: Terms, state: State) -> State:
    """The last rung run, once more, before the next."""
    rung = min(state.rung, max(terms.entry_rung, state.last_rung))
    done = min(state.rung_done if rung == state.rung else NEVER, terms.rung_sessions[rung] - 1)
    return msgspec.structs.replace(state, rung=rung, rung_done=done, ladder_done=False)


def plan_today(protocol: Protocol, state: State, events: Sequence[AnyEvent] = ()) -> tuple[State, Session]:
    """The plan of *state*'s day after *events* so far: the state it is read from, and the session.

    What was promised stays, tests and ticks included, unless something since has taken it away.
    """
    lived, terms = _live(protocol, state, events)
    if is_overtaken(terms, lived.after, lived.session):
        return lived.after, prescribe(terms, lived.after)
    return lived.before, lived.session


def advance(protocol: Protocol, state: State, events: Sequence[AnyEvent] = ()) -> Lived:
    """One whole day: *events* in the order they happened, then midnight."""
    lived, terms = _live(protocol, state, events)
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


def _live(protocol: Protocol, state: State, events: Sequence[AnyEvent]) -> tuple[Lived, Terms]:
    """The day up to its last event. The plan is made before the first thing that follows a plan;
    until a session is told it gives way to whatever takes it away. After a new strain nothing is
    counted from it any more.
    """
    state = msgspec.structs.replace(state, decisions=())
    session, before, told = NO_SESSION, None, False
    for event in events:
        if before is None and isinstance(event, AFTER_THE_PLAN):
            before = state = open_day(protocol, state)
            session = prescribe(terms_of(protocol, state.situation), state)
        stands = before is None or state.episode == before.episode
        state = apply(event, terms_of(protocol, state.situation), state, session if stands else NO_SESSION)
        told = told or isinstance(event, CheckIn)
        terms = terms_of(protocol, state.situation)
        open_still = before is not None and not told and state.episode == before.episode
        if open_still and is_overtaken(terms, state, session):
            before, session = state, prescribe(terms, state)
    if before is None:
        before = state = open_day(protocol, state)
        session = prescribe(terms_of(protocol, state.situation), state)
    return Lived(before, session, tuple(events), state), terms_of(protocol, state.situation)


def is_overtaken(terms: Terms, state: State, session: Session) -> bool:
    """Whether what happened since takes the session away: a stop, an acute event, a red, fever, or
    the leg already loaded by something else today.
    """
    if has_no_plan(state) or is_protection_only(state):
        return bool(session.entries) and session.kind != Kind.PROTECT
    cap = tier_cap(terms, state)
    heavier = any(terms.known[entry.exercise].exercise.tier > cap for entry in session.entries)
    return heavier or (session.loading and state.other_loaded == state.day)


def _close(terms: Terms, state: State, lived: Lived) -> State:
    """Midnight: counts, answers that never came, overdue courses, and the next day."""
    if state.episode == lived.before.episode:
        state = _unanswered(terms, state)
        state = record_day(terms, state, lived.session)
        state = _cost_of_gap(terms, msgspec.structs.replace(state, missed=_missed(state, lived)))
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
    breaks no run.
    """
    if any(isinstance(event, CheckIn | OtherWork) for event in lived.events):
        return 0
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
