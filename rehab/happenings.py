"""What each kind of event does to the state. Facts are taken as they are; rules follow from them."""

from datetime import timedelta
from functools import singledispatch

import msgspec

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
    Resumed,
    Screened,
    Tried,
    ZoneMoved,
)
from rehab.lights import Verdict, judge, light_at, morning_light, worst
from rehab.progression import decide, regrade, settle_amber, settle_green, settle_red, worst_lock
from rehab.reason import because
from rehab.settling import Done, record_done
from rehab.situation import Terms
from rehab.state import LONG_AGO, Pending, Session, State, TestRecord, WeekOfRuns
from rehab.vocabulary import Light, Lock, Rhythm, Route

MORNINGS_KEPT = 21
RUN_DAYS_KEPT = 30
SESSION_HOUR = 6


@singledispatch
def apply(event: AnyEvent, terms: Terms, state: State, session: Session) -> State:
    """*state* after *event* on its day, on which *session* was prescribed."""
    raise TypeError(f"{type(event).__name__} is not an event of a programme")


@apply.register
def _morning(event: Morning, terms: Terms, state: State, session: Session) -> State:
    light, why = morning_light(terms, state, event)
    usual = state.unsettled
    if light is Light.AMBER and usual is None:
        usual = event.pain - int(why.given("more"))
    state = msgspec.structs.replace(
        state,
        mornings=(*(m for m in state.mornings[-MORNINGS_KEPT:] if m[0] != state.day), (state.day, event.pain)),
        green_mornings=state.green_mornings + 1 if light is Light.GREEN else 0,
        unsettled=usual if light is Light.AMBER else None,
        tests=_tests_after(state, light),
    )
    pending = next((p for p in state.pending if p.day == state.day - 1), None)
    state = msgspec.structs.replace(state, pending=tuple(p for p in state.pending if p is not pending))
    if light is Light.RED:
        loaded = pending.culprits or _loaded_of(terms, pending) if pending else frozenset()
        return settle_red(terms, state, pending, Verdict(light, loaded, why))
    if pending is None:
        return settle_amber(terms, state, None, why) if light is Light.AMBER else state
    if worst(light, pending.light) is Light.AMBER:
        return settle_amber(terms, state, pending, why if light is Light.AMBER else pending.why)
    return settle_green(terms, state, pending, why)


def _tests_after(state: State, light: Light) -> dict[str, TestRecord]:
    if light is not Light.GREEN:
        return state.tests
    return {
        name: msgspec.structs.replace(record, green_after=True) if record.day == state.day - 1 else record
        for name, record in state.tests.items()
    }


def _loaded_of(terms: Terms, pending: Pending) -> frozenset[str]:
    catalogue, tier = terms.protocol.catalogue, terms.protocol.limits.loading_tier
    loaded = frozenset(name for name in pending.done if catalogue[name].tier >= tier)
    return loaded or pending.done


@apply.register
def _check_in(event: CheckIn, terms: Terms, state: State, session: Session) -> State:
    verdict = judge(terms, state, session, event)
    listed = {entry.exercise for entry in session.entries}
    reports = [r for r in event.reports if r.exercise in listed]
    touched = frozenset(r.exercise for r in reports if r.outcome is not Outcome.SKIPPED)
    done = frozenset(r.exercise for r in reports if r.outcome is Outcome.DONE)
    ran = sum(_minutes_run(session, r.exercise, r.minutes, r.outcome) for r in reports if r.exercise in touched)
    state = record_done(terms, state, session, Done(touched, ran))
    state = msgspec.structs.replace(state, repeat=False if touched else state.repeat)
    if verdict.acute:
        return acute_event(terms, state, verdict)
    pending = Pending(state.day, verdict.light, session, done, verdict.culprits, verdict.why)
    if verdict.light is Light.RED:
        return settle_red(terms, state, pending, verdict)
    if not touched and verdict.light is Light.GREEN:
        return state
    return msgspec.structs.replace(state, pending=(*state.pending, pending))


def _minutes_run(session: Session, exercise: str, minutes: int | None, outcome: Outcome) -> int:
    planned = next((e.amount for e in session.entries if e.exercise == exercise), 0)
    if not planned:
        return 0
    if minutes is not None:
        return min(minutes, planned)
    return planned if outcome is Outcome.DONE else 0


def acute_event(terms: Terms, state: State, verdict: Verdict) -> State:
    """Something gave way: all stops, protection only, the whole screen and the grade again.

    Once the leg has been loaded again it is a new strain: day 0 is today, every lock but a
    clinician's stays shut, and earlier clearances do not count.
    """
    state = decide(state, "stop", verdict.why, Light.RED)
    if state.phase > 0:
        state = new_episode(terms, state, state.situation.grade)
        state = msgspec.structs.replace(state, lock=worst_lock(state.lock, Lock.LIGHT_ONLY))
    return msgspec.structs.replace(state, acute=True, needs_screening=True, needs_grade=True)


def new_episode(terms: Terms, state: State, grade: int) -> State:
    """Day 0 of a new strain of the same leg: what was reached is put away, longest runs stay as a
    cap, and the strain counts as a recurrence.
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
        mornings=tuple((day - state.day, pain) for day, pain in state.mornings),
        last_loading=state.last_loading - state.day,
        last_chain=state.last_chain - state.day,
        flags=state.flags,
        route=state.route,
        lock=state.lock,
        decisions=state.decisions,
    )


@apply.register
def _reinjured(event: Reinjured, terms: Terms, state: State, session: Session) -> State:
    state = decide(state, "stop", because("reinjured", grade=event.grade), Light.RED)
    state = new_episode(terms, state, event.grade)
    return msgspec.structs.replace(
        state, lock=worst_lock(state.lock, Lock.LIGHT_ONLY), acute=True, needs_screening=True, needs_grade=False
    )


@apply.register
def _tried(event: Tried, terms: Terms, state: State, session: Session) -> State:
    record = TestRecord(state.day, event.injured, event.sound, event.pain)
    state = msgspec.structs.replace(state, tests=state.tests | {event.criterion: record})
    found = [c for cs in terms.protocol.gates.values() for c in cs if c.criterion == event.criterion]
    if any(c.tier >= terms.protocol.limits.loading_tier for c in found):
        state = msgspec.structs.replace(state, last_loading=max(state.last_loading, state.day))
    mileage = terms.protocol.mileage
    if mileage is None or terms.protocol.phases[state.phase].rhythm is not Rhythm.WEEKLY:
        return state
    return _watched(state, event, mileage.watch_percent) if event.criterion == mileage.watch else state


def _watched(state: State, event: Tried, percent: int) -> State:
    """The monthly look at strength: running does not grow while it has dropped or is uneven."""
    best = max(state.best_raises, event.injured)
    dropped = 100 * event.injured < percent * best
    uneven = event.sound is not None and 100 * event.injured < percent * event.sound
    state = msgspec.structs.replace(state, best_raises=best, growth_held=dropped or uneven)
    if not state.growth_held:
        return state
    return decide(state, "hold", because("strength-dropped", injured=event.injured, best=best))


@apply.register
def _cleared(event: Cleared, terms: Terms, state: State, session: Session) -> State:
    situation = state.situation
    if situation.cleared_on_day is None:
        situation = msgspec.structs.replace(situation, cleared_on_day=state.day)
    if event.grade is not None:
        situation = msgspec.structs.replace(situation, grade=event.grade)
    situation = msgspec.structs.replace(situation, barred=frozenset())
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
    )
    return decide(state, "note", because("cleared"))


@apply.register
def _screened(event: Screened, terms: Terms, state: State, session: Session) -> State:
    situation = msgspec.structs.replace(
        state.situation,
        barred=state.situation.barred | event.barred,
        never=state.situation.never | event.never,
    )
    route = max(state.route, event.route, key=lambda r: r.urgency)
    state = msgspec.structs.replace(
        state,
        situation=situation,
        flags=state.flags | event.flags,
        flagged_day=state.day if event.flags else state.flagged_day,
        route=route,
        lock=worst_lock(state.lock, event.lock),
        needs_screening=state.needs_screening and not event.full,
    )
    state = _sorted_out(state)
    if event.route is Route.PROCEED:
        return state
    return decide(state, "stop", because("flagged", route=event.route.value))


@apply.register
def _regraded(event: Regraded, terms: Terms, state: State, session: Session) -> State:
    why = because("regraded", grade=max(event.grade, state.situation.grade))
    state = regrade(terms, state, event.grade, why)
    return _sorted_out(msgspec.structs.replace(state, needs_grade=False))


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
def _other_work(event: OtherWork, terms: Terms, state: State, session: Session) -> State:
    changes: dict[str, object] = {}
    if event.loaded:
        changes["last_loading"] = max(state.last_loading, state.day)
    if event.run_minutes and isinstance(state.week, WeekOfRuns):
        changes["week"] = msgspec.structs.replace(state.week, run=state.week.run + event.run_minutes)
    state = msgspec.structs.replace(state, **changes)
    context = terms.protocol.pain["run" if event.run_minutes else "strength"]
    light = light_at(context, event.pain)
    why = because(f"other-work-{light.value}", pain=event.pain or 0)
    if light is Light.RED:
        return settle_red(terms, state, None, Verdict(light, frozenset(), why))
    return settle_amber(terms, state, None, why) if light is Light.AMBER else decide(state, "note", why, light)


@apply.register
def _zone_moved(event: ZoneMoved, terms: Terms, state: State, session: Session) -> State:
    """A loading day also needs 36 hours since the last one ended, counted to six in the morning."""
    if state.last_loading == LONG_AGO:
        return state
    needed = terms.protocol.limits.zone_gap_hours + event.hours + event.last_ended_hour - SESSION_HOUR
    ready = state.last_loading + -(-needed // 24)
    if ready <= state.day:
        return state
    state = msgspec.structs.replace(state, loading_from=max(state.loading_from, ready))
    return decide(state, "note", because("zone-moved", hours=event.hours))


@apply.register
def _ended(event: Ended, terms: Terms, state: State, session: Session) -> State:
    return msgspec.structs.replace(state, ended=True)
