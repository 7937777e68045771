"""What the runner tells: mornings, sessions, tests, work outside the plan."""

import msgspec

from rehab.events import CheckIn, Morning, OtherWork, Outcome, Report, Tried
from rehab.lights import Verdict, judge, light_at, limit_for, morning_light, worst
from rehab.progression import Amber, Red, decide, loaded_of, settle_amber, settle_green, settle_red, stopped_counting
from rehab.protocol import Criterion
from rehab.reason import Reason, because
from rehab.settling import Done, record_done
from rehab.situation import Terms
from rehab.state import Pending, Session, State, TestRecord
from rehab.vocabulary import Light, Rhythm

MORNINGS_KEPT = 21


def take_morning(terms: Terms, state: State, event: Morning) -> State:
    """The first steps of the day, which settle yesterday's session. Told twice, the first stands:
    a correction replaces it in the diary. Told after a red of today, a green counts nothing: greens
    start anew with the red.
    """
    if state.mornings and state.mornings[-1][0] == state.day:
        return state
    light, why = morning_light(terms, state, event)
    state = _remember_morning(state, event, light, why)
    pending = next((p for p in state.pending if p.day == state.day - 1), None)
    state = msgspec.structs.replace(state, pending=tuple(p for p in state.pending if p is not pending))
    if light is Light.RED:
        culprits = (pending.culprits or loaded_of(terms, pending.touched)) if pending else frozenset()
        ran = pending is not None and _ran(terms, pending.touched)
        return settle_red(terms, state, Red(why, culprits, pending, ran))
    if pending is None:
        return settle_amber(terms, state, Amber(why)) if light is Light.AMBER else state
    if worst(light, pending.light) is Light.AMBER:
        told = why if light is Light.AMBER else pending.why
        return settle_amber(terms, state, Amber(told, pending, settled=light is Light.GREEN))
    if any(decision.light is Light.RED for decision in state.decisions):
        return decide(state, "note", why, Light.GREEN)
    return settle_green(terms, state, pending, why)


def _remember_morning(state: State, event: Morning, light: Light, why: Reason) -> State:
    usual = event.pain - int(why.given("more"))
    follows = bool(state.mornings) and state.mornings[-1][0] == state.day - 1
    greens = state.green_mornings if follows else 0
    return msgspec.structs.replace(
        state,
        mornings=(*state.mornings[-MORNINGS_KEPT:], (state.day, event.pain)),
        green_mornings=greens + 1 if light is Light.GREEN else 0,
        unsettled=usual if light is Light.AMBER else None,
        unsettled_day=state.day,
        tests=_tests_after(state) if light is Light.GREEN else state.tests,
    )


def _tests_after(state: State) -> dict[str, TestRecord]:
    """Yesterday's tests, now known to have left a green morning."""
    return {
        name: msgspec.structs.replace(record, green_after=True) if record.day == state.day - 1 else record
        for name, record in state.tests.items()
    }


def _ran(terms: Terms, names: frozenset[str]) -> bool:
    return any(terms.known[name].is_run for name in names)


def take_check_in(terms: Terms, state: State, event: CheckIn, session: Session) -> tuple[State, Verdict]:
    """The session as told. A second telling on the same day adds to the first and counts nothing
    twice. An acute event is left to the caller.
    """
    verdict = judge(terms, state, event)
    before = next((p for p in state.pending if p.day == state.day), None)
    told = state.told if state.told_day == state.day else frozenset()
    listed = {entry.exercise for entry in session.entries}
    reports = [r for r in event.reports if r.exercise in listed and r.outcome is not Outcome.SKIPPED]
    touched = frozenset(r.exercise for r in reports)
    done = frozenset(r.exercise for r in reports if r.outcome is Outcome.DONE)
    new = [r for r in reports if r.exercise not in told]
    ran = sum(_minutes_run(session, report) for report in new)
    if new:
        what = Done(touched - told, ran, counted=not told)
        state = record_done(terms, state, session, what)
        loaded = any(terms.known[name].loaded for name in touched)
        repeat_loaded = state.repeat_loaded and not loaded
        state = msgspec.structs.replace(
            state, repeat=False, repeat_loaded=repeat_loaded, told=told | touched, told_day=state.day
        )
    if verdict.acute:
        return msgspec.structs.replace(state, progress=stopped_counting(state, touched)), verdict
    state = _walked(terms, state, touched, verdict)
    pending = _joined(before, Pending(state.day, verdict.light, session, touched, done, verdict.culprits, verdict.why))
    state = msgspec.structs.replace(state, pending=tuple(p for p in state.pending if p is not before))
    if verdict.light is Light.RED:
        culprits = verdict.culprits or loaded_of(terms, pending.touched)
        return settle_red(terms, state, Red(verdict.why, culprits, pending, _ran(terms, pending.touched))), verdict
    if not pending.touched and pending.light is Light.GREEN:
        return state, verdict
    return msgspec.structs.replace(state, pending=(*state.pending, pending)), verdict


def _joined(before: Pending | None, now: Pending) -> Pending:
    """Two tellings of one session as one, the worse light standing."""
    if before is None:
        return now
    worse = before if before.light.severity >= now.light.severity else now
    return msgspec.structs.replace(
        worse,
        session=before.session,
        touched=before.touched | now.touched,
        done=before.done | now.done,
        culprits=before.culprits | now.culprits,
    )


def _walked(terms: Terms, state: State, touched: frozenset[str], verdict: Verdict) -> State:
    """A green walk, once the quiet days are over, opens running again after a red run."""
    walked = terms.protocol.schedule.walk in touched and verdict.light is Light.GREEN
    if state.walk_owed and walked and state.day > state.quiet_until:
        return msgspec.structs.replace(state, walk_owed=False)
    return state


def _minutes_run(session: Session, report: Report) -> int:
    """Minutes run, never more than planned: more is no credit for the next run."""
    planned = next(entry.amount for entry in session.entries if entry.exercise == report.exercise)
    if report.minutes is not None:
        return min(report.minutes, planned)
    return planned if report.outcome is Outcome.DONE else 0


def take_test(terms: Terms, state: State, event: Tried, session: Session) -> State:
    """A try at a criterion: kept, judged for pain as its exercise is, and a loading day if loaded.
    Tests and the session of a day are one session with one result.
    """
    record = TestRecord(state.day, event.injured, event.sound, event.pain)
    state = msgspec.structs.replace(state, tests=state.tests | {event.criterion: record})
    found = [c for cs in terms.protocol.gates.values() for c in cs if c.criterion == event.criterion]
    if any(c.tier >= terms.protocol.limits.loading_tier for c in found):
        state = msgspec.structs.replace(state, last_loading=max(state.last_loading, state.day))
    state = _judge_test(terms, state, event, found, session)
    return _watch(terms, state, event)


def _judge_test(terms: Terms, state: State, event: Tried, found: list[Criterion], session: Session) -> State:
    names = sorted({c.exercise for c in found if c.exercise})
    rules = terms.protocol.reds
    if any(c.clamp and event.sound is not None and event.sound < c.clamp[0] for c in found):
        why = because("sound-side-weak", rules.sources, sound=event.sound or 0)
        state = decide(msgspec.structs.replace(state, hold_since=state.day), "hold", why)
    if not names or event.pain is None:
        return state
    known = terms.known[names[0]]
    light = light_at(limit_for(terms, state, known.exercise), event.pain)
    if known.loaded and event.pain >= rules.early_loading_red_from:
        light = Light.RED
    why = because(f"test-{light.value}", rules.sources, criterion=event.criterion, pain=event.pain)
    if light is Light.RED:
        return settle_red(terms, state, Red(why, frozenset(names)))
    if light is Light.GREEN:
        return state
    before = next((p for p in state.pending if p.day == state.day), None)
    here = frozenset(names)
    pending = _joined(before, Pending(state.day, light, session, here, frozenset(), here, why))
    return msgspec.structs.replace(state, pending=(*(p for p in state.pending if p is not before), pending))


def _watch(terms: Terms, state: State, event: Tried) -> State:
    """The monthly look at strength: running does not grow while it has dropped or is uneven."""
    mileage = terms.protocol.mileage
    weekly = terms.protocol.phases[state.phase].rhythm is Rhythm.WEEKLY
    if mileage is None or not weekly or event.criterion != mileage.watch:
        return state
    best = max(state.best_raises, event.injured)
    dropped = 100 * event.injured < mileage.watch_percent * best
    uneven = event.sound is not None and 100 * event.injured < mileage.watch_percent * event.sound
    state = msgspec.structs.replace(state, best_raises=best, growth_held=dropped or uneven)
    if not state.growth_held:
        return state
    return decide(state, "hold", because("strength-dropped", mileage.sources, injured=event.injured, best=best))


def take_other_work(terms: Terms, state: State, event: OtherWork) -> State:
    """A run or strength work outside the plan: a fact. It counts for the gap and the week's
    minutes; a long run of one's own does not raise the cap of the next planned one.
    """
    if event.loaded:
        state = msgspec.structs.replace(state, last_loading=max(state.last_loading, state.day), other_loaded=state.day)
    week = msgspec.structs.replace(state.week, run=state.week.run + event.run_minutes)
    state = msgspec.structs.replace(state, week=week)
    light = light_at(terms.protocol.pain["run" if event.run_minutes else "strength"], event.pain)
    why = because(f"other-work-{light.value}", terms.protocol.reds.sources, pain=event.pain or 0)
    if light is Light.RED:
        return settle_red(terms, state, Red(why, ran=event.run_minutes > 0))
    return settle_amber(terms, state, Amber(why)) if light is Light.AMBER else decide(state, "note", why, light)
