"""What a light does to a course: count a green, hold, step back, stop. Each move says why."""

import msgspec

from rehab.catalogue import Exercise
from rehab.lights import Verdict
from rehab.reason import Reason, because
from rehab.running import flare, rung_down
from rehab.settling import record_green
from rehab.situation import Terms, terms_of
from rehab.state import Decision, Pending, Progress, Session, State
from rehab.vocabulary import Light, Lock, Rhythm, Role

FIRST_LOADING_PHASE = 1


def decide(state: State, move: str, why: Reason, light: Light | None = None) -> State:
    """*state* with one more decision of the day."""
    return msgspec.structs.replace(state, decisions=(*state.decisions, Decision(state.day, move, why, light)))


def settle_green(terms: Terms, state: State, pending: Pending, why: Reason) -> State:
    """Green to the next morning: greens counted, streaks over, the ladder one session on."""
    state = record_green(terms, state, pending.session, pending.done)
    swaps = {
        name: easier
        for name, easier in state.swaps.items()
        if easier not in pending.done or state.progress[easier].greens < _greens(terms, easier)
    }
    state = _light(state, pending.session, Light.GREEN)
    state = msgspec.structs.replace(state, swaps=swaps, ambers=0, amber_since=None)
    return decide(state, "progress", why, Light.GREEN)


def _greens(terms: Terms, exercise_id: str) -> int:
    return terms.greens_by_tier[terms.protocol.catalogue[exercise_id].tier]


def _light(state: State, session: Session | None, light: Light) -> State:
    loading = light if session is not None and session.loading else state.loading_light
    return msgspec.structs.replace(state, last_light=light, loading_light=loading)


def settle_amber(terms: Terms, state: State, pending: Pending | None, why: Reason) -> State:
    """Amber: doses stay; a second in a row steps back; a third, or seven days of it, wants a look.

    The next loading day is two dates after the morning that finds it settled.
    """
    rules = terms.protocol.reds
    session = pending.session if pending else None
    done = pending.done if pending else frozenset()
    ambers = state.ambers + 1
    since = state.day if state.amber_since is None else state.amber_since
    state = _light(state, session, Light.AMBER)
    state = msgspec.structs.replace(
        state,
        progress=_stopped_counting(state, done),
        ambers=ambers,
        amber_since=since,
        loading_from=max(state.loading_from, state.day + terms.protocol.limits.loading_gap_days),
    )
    state = decide(state, "hold", why, Light.AMBER)
    if ambers >= rules.ambers_review or state.day - since >= rules.amber_days_review:
        return review(state, because("amber-review", rules.sources, ambers=ambers))
    if ambers >= rules.ambers_step_back:
        loaded = _loaded(terms, done)
        state = msgspec.structs.replace(state, progress=_steps_down(state, loaded))
        if session is not None and session.rung is not None:
            state = rung_down(terms, state, 1)
        state = decide(state, "step_back", because("two-ambers", rules.sources, ambers=ambers))
    return flare(terms, state)


def settle_red(terms: Terms, state: State, pending: Pending | None, verdict: Verdict) -> State:
    """Red: two quiet days, an easier exercise or two rungs down; more reds cost a phase, then a
    clinician's look is wanted.
    """
    rules, protocol = terms.protocol.reds, terms.protocol
    session = pending.session if pending else None
    done = pending.done if pending else frozenset()
    ran = session is not None and session.run_minutes > 0
    day = state.day
    state = _light(state, session, Light.RED)
    reds = (*(d for d in state.reds if day - d < rules.review_days), day)
    red_runs = (*(d for d in state.red_runs if day - d < rules.review_days), *((day,) if ran else ()))
    rests = rules.quiet_days + 1
    run_gap = protocol.ladder.red_run_gap_days if ran and protocol.ladder else rests
    state = msgspec.structs.replace(
        state,
        progress=_stopped_counting(state, done),
        ambers=0,
        amber_since=None,
        reds=reds,
        red_runs=red_runs,
        quiet_until=max(state.quiet_until, day + rules.quiet_days),
        loading_from=max(state.loading_from, day + run_gap),
    )
    state = decide(state, "stop", verdict.why, Light.RED)
    state = _regress(terms, state, verdict.culprits & state.progress.keys())
    if session is not None and session.rung is not None and protocol.ladder is not None:
        state = rung_down(terms, state, protocol.ladder.red_falls)
        state = decide(state, "step_back", because("rungs-down", protocol.ladder.sources, rung=state.rung + 1))
    state = flare(terms, state)
    recent = sum(day - d < rules.phase_back_days for d in reds)
    if len(red_runs) > 1 and protocol.phases[state.phase].rhythm is Rhythm.LADDER:
        state = phase_back(terms, state, because("two-red-runs", rules.sources))
        return review(state, because("red-run-review", rules.sources))
    if recent >= rules.phase_back_reds:
        state = phase_back(terms, state, because("two-reds", rules.sources, reds=recent))
    if len(reds) >= rules.review_reds:
        state = review(state, because("red-review", rules.sources, reds=len(reds)))
    return state


def review(state: State, why: Reason) -> State:
    """A clinician should look: light work only until a clearance newer than this."""
    if state.review_since is not None:
        return state
    return decide(msgspec.structs.replace(state, review_since=state.day), "stop", why)


def phase_back(terms: Terms, state: State, why: Reason) -> State:
    """One phase back, never before the first loading phase. The ladder is climbed again."""
    if state.phase <= FIRST_LOADING_PHASE:
        return state
    return decide(to_phase(terms, state, state.phase - 1), "step_back", why)


def to_phase(terms: Terms, state: State, phase: int) -> State:
    """*state* in *phase* from today, with what belongs to later phases put away."""
    rhythm = terms.protocol.phases[phase].rhythm
    changes: dict[str, object] = {"phase": phase, "lived_since": state.day, "ladder_done": False, "placed": -1}
    if state.first_weekly_run is not None and rhythm is not Rhythm.WEEKLY:
        changes |= {"first_weekly_run": None, "week": type(state.week)()}
    if rhythm not in (Rhythm.LADDER, Rhythm.WEEKLY):
        changes |= {"rung": terms.entry_rung, "rung_done": 0}
    return msgspec.structs.replace(state, **changes)


def regrade(terms: Terms, state: State, grade: int, why: Reason) -> State:
    """A higher grade: its floors hold from now on, the phase falls to what they allow; steps held
    stay as ceilings.
    """
    if grade <= state.situation.grade:
        return state
    situation = msgspec.structs.replace(state.situation, grade=grade)
    state = msgspec.structs.replace(state, situation=situation)
    new = terms_of(terms.protocol, situation)
    allowed = max(place for place, floor in enumerate(new.floors) if place == 0 or state.day >= floor)
    if allowed < state.phase:
        state = to_phase(new, state, allowed)
    return decide(state, "step_back", why)


def _stopped_counting(state: State, done: frozenset[str]) -> dict[str, Progress]:
    """Greens start again at 0 for everything done that day."""
    progress = dict(state.progress)
    for name in done & progress.keys():
        progress[name] = msgspec.structs.replace(progress[name], greens=0, fresh=False)
    return progress


def _steps_down(state: State, names: frozenset[str]) -> dict[str, Progress]:
    """One dose step back, which becomes the highest held."""
    progress = dict(state.progress)
    for name in names & progress.keys():
        now = progress[name]
        step = max(0, now.step - 1)
        progress[name] = msgspec.structs.replace(now, step=step, highest=step, greens=0, fresh=False)
    return progress


def _regress(terms: Terms, state: State, culprits: frozenset[str]) -> State:
    """A step back for what was red, and its easier exercise in its place where there is one."""
    if not culprits:
        return state
    progress = _steps_down(state, culprits)
    swaps = dict(state.swaps)
    for name in sorted(culprits):
        easier = easier_of(terms, state, terms.protocol.catalogue[name])
        if easier is not None:
            swaps[name] = easier
    why = because("regressed", terms.protocol.reds.sources, exercise=min(culprits))
    return decide(msgspec.structs.replace(state, progress=progress, swaps=swaps), "step_back", why)


def easier_of(terms: Terms, state: State, exercise: Exercise) -> str | None:
    """The regression that this phase and this kit allow; None where there is none."""
    if terms.protocol.role_of(exercise) is Role.RUN:
        return None
    phase = terms.protocol.phases[state.phase]
    for name in terms.protocol.catalogue.regressions_of(exercise.id):
        easier = terms.protocol.catalogue[name]
        if phase.id in easier.phases and easier.category in phase.categories and name in terms.usable:
            return name
    return None


def _loaded(terms: Terms, names: frozenset[str]) -> frozenset[str]:
    catalogue, tier = terms.protocol.catalogue, terms.protocol.limits.loading_tier
    loaded = frozenset(name for name in names if catalogue[name].tier >= tier)
    return loaded or names


def worst_lock(one: Lock, other: Lock) -> Lock:
    """The stricter of two locks."""
    order = list(Lock)
    return max(one, other, key=order.index)
