"""What a light does to a course: count a green, hold, step back, stop. Each move says why."""

from collections.abc import Iterator

import msgspec

from rehab.catalogue import Exercise
from rehab.reason import Reason, because
from rehab.running import flare, rung_down
from rehab.settling import record_green
from rehab.situation import Terms, terms_of
from rehab.state import Decision, Pending, Progress, Session, State, Swap, WeekOfRuns
from rehab.vocabulary import Light, Lock, Rhythm, Role

FIRST_LOADING_PHASE = 1
EVERY_DAY_ALIKE = frozenset({Rhythm.PROTECT, Rhythm.DAILY})


def decide(state: State, move: str, why: Reason, light: Light | None = None) -> State:
    """*state* with one more decision of the day."""
    return msgspec.structs.replace(state, decisions=(*state.decisions, Decision(state.day, move, why, light)))


def settle_green(terms: Terms, state: State, pending: Pending, why: Reason) -> State:
    """Green to the next morning: greens counted, the ladder one session on. A streak of ambers is
    over, where loading days and others take turns only after a loading day.
    """
    known = state.progress
    state = record_green(terms, state, pending.session, pending.done)
    state = msgspec.structs.replace(state, progress=_told_late(known, state.progress, pending))
    state = _light(state, pending.session, Light.GREEN)
    swaps = dict(_swaps_after_green(terms, state, pending.done))
    state = msgspec.structs.replace(state, swaps=swaps)
    if pending.session.loading or terms.protocol.phases[state.phase].rhythm in EVERY_DAY_ALIKE:
        state = msgspec.structs.replace(state, ambers=0, amber_since=None)
    return decide(state, "progress", why, Light.GREEN)


def _told_late(before: dict[str, Progress], after: dict[str, Progress], pending: Pending) -> dict[str, Progress]:
    """What was done again before its green was told is not fresh by it, and a green at a lower step
    than now held counts nothing.
    """
    steps = {entry.exercise: entry.step for entry in pending.session.entries}
    late = {name: now for name, now in before.items() if name in pending.done and now.last_day > pending.day}
    return after | {
        name: msgspec.structs.replace(
            after[name],
            fresh=now.fresh,
            greens=after[name].greens if steps[name] == now.highest else now.greens,
        )
        for name, now in late.items()
    }


def _swaps_after_green(terms: Terms, state: State, done: frozenset[str]) -> Iterator[tuple[str, Swap]]:
    """The easier exercises still needed: each gives its place back after enough greens in a row."""
    for name, swap in state.swaps.items():
        greens = swap.greens + (swap.easier in done)
        if greens < terms.greens_by_tier[terms.protocol.catalogue[swap.easier].tier]:
            yield name, Swap(swap.easier, greens)


def _light(state: State, session: Session | None, light: Light) -> State:
    loading = light if session is not None and session.loading else state.loading_light
    return msgspec.structs.replace(state, last_light=light, loading_light=loading)


class Amber(msgspec.Struct, frozen=True):
    """An amber result: why, and the session it is about. *settled*: this morning found it over.
    *counts*: whether it adds to a streak, which a trend of mornings does not."""

    why: Reason
    pending: Pending | None = None
    settled: bool = False
    counts: bool = True


def settle_amber(terms: Terms, state: State, amber: Amber) -> State:
    """Amber: doses stay; a second in a row steps back; a third, or seven days of it, wants a look.

    The next loading day is two dates after the morning that finds it settled: today's where it
    did, otherwise tomorrow's at the earliest.
    """
    rules, pending = terms.protocol.reds, amber.pending
    session = pending.session if pending else None
    touched = pending.touched if pending else frozenset()
    ambers = state.ambers + amber.counts
    since = state.day if state.amber_since is None else state.amber_since
    gap = terms.protocol.limits.loading_gap_days + (not amber.settled)
    state = _light(state, session, Light.AMBER)
    state = msgspec.structs.replace(
        state,
        progress=stopped_counting(state, touched),
        swaps={name: Swap(swap.easier) for name, swap in state.swaps.items()},
        ambers=ambers,
        amber_since=since,
        loading_from=max(state.loading_from, state.day + gap),
    )
    state = decide(state, "hold", amber.why, Light.AMBER)
    if ambers >= rules.ambers_review or state.day - since >= rules.amber_days_review:
        return review(state, because("amber-review", rules.sources, ambers=ambers))
    if ambers >= rules.ambers_step_back and amber.counts:
        state = msgspec.structs.replace(state, progress=_steps_down(state, loaded_of(terms, touched)))
        if session is not None and session.rung is not None:
            state = rung_down(terms, state, 1)
        state = decide(state, "step_back", because("two-ambers", rules.sources, ambers=ambers))
    return flare(terms, state)


class Red(msgspec.Struct, frozen=True):
    """A red result: what it is put down to and why, the session it is about, whether somebody ran."""

    why: Reason
    culprits: frozenset[str] = frozenset()
    pending: Pending | None = None
    ran: bool = False


def settle_red(terms: Terms, state: State, red: Red) -> State:
    """Red: two quiet days, an easier exercise or two rungs down; more reds cost a phase, then a
    clinician's look is wanted. A red the day after a red is the same flare going on.
    """
    rules, pending = terms.protocol.reds, red.pending
    session = pending.session if pending else None
    state = _light(state, session, Light.RED)
    state = msgspec.structs.replace(
        state,
        progress=_unearned(stopped_counting(state, pending.touched if pending else frozenset()), red.culprits),
        swaps={name: Swap(swap.easier) for name, swap in state.swaps.items()},
        ambers=0,
        amber_since=None,
        walk_owed=state.walk_owed or (red.ran and terms.protocol.ladder is not None),
        quiet_until=max(state.quiet_until, state.day + rules.quiet_days),
        loading_from=max(state.loading_from, state.day + _run_gap(terms, state, red)),
    )
    state = flare(terms, decide(state, "stop", red.why, Light.RED))
    first_run = red.ran and not (state.red_runs and state.day - state.red_runs[-1] <= 1)
    if first_run and session is not None and session.rung is not None and terms.protocol.ladder is not None:
        ladder = terms.protocol.ladder
        state = rung_down(terms, state, ladder.red_falls)
        state = decide(state, "step_back", because("rungs-down", ladder.sources, rung=state.rung + 1))
    goes_on = bool(state.reds) and state.day - state.reds[-1] <= 1
    if goes_on:
        state = msgspec.structs.replace(state, reds=state.reds[:-1])
    else:
        state = _regress(terms, state, red.culprits & state.progress.keys())
    return _count_reds(terms, state, ran=first_run, goes_on=goes_on)


def _run_gap(terms: Terms, state: State, red: Red) -> int:
    """Days from a red to the next loading: longer after a red run."""
    ladder = terms.protocol.ladder
    ran_lately = red.ran or (bool(state.red_runs) and state.day - state.red_runs[-1] <= 1)
    return ladder.red_run_gap_days if ran_lately and ladder else terms.protocol.reds.quiet_days + 1


def _count_reds(terms: Terms, state: State, *, ran: bool, goes_on: bool) -> State:
    """Two reds in a week cost a phase, three in a fortnight want a look; red runs sooner. A flare
    that *goes_on* is dated anew and counts once.
    """
    rules, day = terms.protocol.reds, state.day
    reds = (*(d for d in state.reds if day - d < rules.review_days), day)
    red_runs = (*(d for d in state.red_runs if day - d < rules.review_days), *((day,) if ran else ()))
    state = msgspec.structs.replace(state, reds=reds, red_runs=red_runs)
    recent = sum(day - d < rules.phase_back_days for d in reds)
    on_ladder = terms.protocol.phases[state.phase].rhythm is Rhythm.LADDER
    if ran and len(red_runs) > 1 and on_ladder:
        state = phase_back(terms, state, because("two-red-runs", rules.sources))
        return review(state, because("red-run-review", rules.sources))
    if goes_on:
        return state
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
    """*state* in *phase*, with what belongs to later phases put away."""
    rhythm = terms.protocol.phases[phase].rhythm
    changes: dict[str, object] = {"phase": phase, "ladder_done": False, "placed": -1}
    if rhythm is not Rhythm.WEEKLY:
        changes |= {"first_weekly_run": None, "week": WeekOfRuns()}
    if rhythm is not Rhythm.LADDER and rhythm is not Rhythm.WEEKLY:
        changes |= {"rung": terms.entry_rung, "rung_done": 0, "walk_owed": False}
    return msgspec.structs.replace(state, **changes)


def regrade(terms: Terms, state: State, grade: int, *, on_day: int) -> State:
    """Another grade from *on_day* on: its floors and its ladder hold, the phase falls to what they
    allow; steps held stay as ceilings. With a higher grade a rung not yet run is not one of them.
    """
    rises = grade > state.situation.grade
    situation = msgspec.structs.replace(state.situation, grade=grade)
    state = msgspec.structs.replace(state, situation=situation, next_grade=0)
    new = terms_of(terms.protocol, situation)
    if rises and state.rung > state.last_rung:
        state = msgspec.structs.replace(state, rung=max(new.entry_rung, state.last_rung), rung_done=0)
    allowed = max(place for place, floor in enumerate(new.floors) if place == 0 or on_day >= floor)
    return to_phase(new, state, min(allowed, state.phase))


def stopped_counting(state: State, done: frozenset[str]) -> dict[str, Progress]:
    """Greens start again at 0 for everything done that day."""
    progress = dict(state.progress)
    for name in done & progress.keys():
        progress[name] = msgspec.structs.replace(progress[name], greens=0, fresh=False)
    return progress


def _unearned(progress: dict[str, Progress], culprits: frozenset[str]) -> dict[str, Progress]:
    """What was red has to go well again before anything that builds on it."""
    for name in culprits & progress.keys():
        progress[name] = msgspec.structs.replace(progress[name], green_days=0)
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
    progress, swaps = _steps_down(state, culprits), dict(state.swaps)
    for name in sorted(culprits):
        easier = easier_of(terms, state, terms.protocol.catalogue[name])
        if easier is not None:
            swaps[name] = Swap(easier)
    changed = sorted(name for name in culprits if progress[name].step < state.progress[name].step or name in swaps)
    state = msgspec.structs.replace(state, progress=progress, swaps=swaps)
    if not changed:
        return state
    rule = "regressed" if changed[0] in swaps else "stepped-down"
    return decide(state, "step_back", because(rule, terms.protocol.reds.sources, exercise=changed[0]))


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


def loaded_of(terms: Terms, names: frozenset[str]) -> frozenset[str]:
    """The loaded ones of *names*, or all where none is."""
    return frozenset(name for name in names if terms.known[name].loaded) or names


def worst_lock(one: Lock, other: Lock) -> Lock:
    """The stricter of two locks."""
    order = list(Lock)
    return max(one, other, key=order.index)
