"""What a day leaves behind: what was done, and what a green result is worth."""

from typing import Any

import msgspec

from rehab.known import Known
from rehab.running import rung_after_green
from rehab.situation import Terms
from rehab.state import Progress, Session, State
from rehab.vocabulary import Rhythm, Role

# Compared on every day of a course: in Python 3.11 looking a member up on its enum costs as much as a call.
STRENGTH, PLYOMETRIC = Role.STRENGTH, Role.PLYOMETRIC
ALTERNATE, LADDER, WEEKLY = Rhythm.ALTERNATE, Rhythm.LADDER, Rhythm.WEEKLY

RUNS_KEPT = 17
GROWS_OFF_THE_LADDER = frozenset({STRENGTH, PLYOMETRIC})
NEVER_DONE = Progress(-1, -1)


def record_day(terms: Terms, state: State, session: Session) -> State:
    """The counts that follow from the day having been there, done or not."""
    return msgspec.structs.replace(state, **counts_of_day(terms, state, session))


def counts_of_day(terms: Terms, state: State, session: Session) -> dict[str, Any]:
    """What `record_day` changes, by the name of the field."""
    changes: dict[str, Any] = {"lived": _one_more(state.lived, state.phase)}
    # The rules put hip work on no loading day; a therapist may.
    if (state.wishes or not session.loading) and not terms.chain.isdisjoint([e.exercise for e in session.entries]):
        changes["last_chain"] = state.day
    if session.loading:
        changes["last_loading"] = state.day
        return changes
    rhythm = terms.protocol.phases[state.phase].rhythm
    if rhythm is ALTERNATE or rhythm is LADDER:
        changes["off_days"] = state.off_days + 1
    return changes


class Done(msgspec.Struct, frozen=True):
    """What of a session was done: which exercises (None: all), minutes run, whether the result is
    known to be green at once (as in the planned course), and whether the session counts as one
    more (a second telling of the same day does not)."""

    names: frozenset[str] | None
    ran: int
    green: bool = False
    counted: bool = True


def record_done(terms: Terms, state: State, session: Session, what: Done) -> State:
    """The session as it was done: steps reached, volumes, minutes run; with a green, counted."""
    if not what.counted:
        state = _begun(terms, state, session, what)
    state = msgspec.structs.replace(state, **counts_of_done(terms, state, session, what))
    return run_green(terms, state, session, what.names) if what.green else state


def counts_of_done(terms: Terms, state: State, session: Session, what: Done) -> dict[str, Any]:
    """What `record_done` changes before a green run is counted, by the name of the field."""
    progress, known, done, green = dict(state.progress), terms.known, what.names, what.green
    beside = session.rung is not None
    volume = contacts = 0
    for entry in session.entries:
        name = entry.exercise
        if done is not None and name not in done:
            continue
        it, step, before = known[name], entry.step, progress.get(name, NEVER_DONE)
        counts = green and step >= before.highest and not (beside and it.role in GROWS_OFF_THE_LADDER)
        higher = step > before.highest
        highest, greens = (step, 0) if higher else (before.highest, before.greens)
        progress[name] = Progress(step, highest, greens + counts, green, state.day, before.green_days + green)
        if it.role is STRENGTH:
            volume += it.volumes[entry.step]
        elif it.role is PLYOMETRIC:
            contacts += it.volumes[entry.step]
    changes: dict[str, Any] = {"progress": progress}
    if session.loading and (done is None or any(known[name].loaded for name in done)):
        if what.counted:
            changes["sessions"] = _one_more(state.sessions, state.phase)
        if is_full_power_session(terms, state, session):
            changes["power_volume"] = volume if what.counted else state.power_volume + volume
    if contacts:
        changes["contacts"] = contacts if what.counted else state.contacts + contacts
    if what.ran:
        changes["last_rung"] = state.last_rung if session.rung is None else session.rung
        changes["runs"] = (*state.runs[-RUNS_KEPT:], (state.day, what.ran))
        changes["week"] = msgspec.structs.replace(state.week, run=state.week.run + what.ran)
    return changes


def held_down(before: State, state: State) -> State:
    """*state* after a session of a plan that was shown before earlier days were told. What has been red and has not
    gone well since stays at the step *before* it was done: doing more is a fact, but no rise.
    """
    down = {
        name: msgspec.structs.replace(state.progress[name], step=was.step, highest=was.highest, greens=was.greens)
        for name, was in before.progress.items()
        if not was.green_days and name in state.progress and state.progress[name].highest > was.highest
    }
    return msgspec.structs.replace(state, progress=state.progress | down)


def _begun(terms: Terms, state: State, session: Session, what: Done) -> State:
    """What the session before left is no part of this one: springs, or the load of a full session,
    that a second telling is the first to name are counted from nothing.
    """
    known, told, names = terms.known, state.told, what.names or frozenset()
    springs = {name for name in told | names if known[name].role is PLYOMETRIC}
    loaded = {name for name in told | names if known[name].loaded}
    if springs and springs.isdisjoint(told):
        state = msgspec.structs.replace(state, contacts=0)
    if loaded and loaded.isdisjoint(told) and is_full_power_session(terms, state, session):
        state = msgspec.structs.replace(state, power_volume=0)
    return state


def _one_more(counts: tuple[int, ...], place: int) -> tuple[int, ...]:
    return (*counts[:place], counts[place] + 1, *counts[place + 1 :])


def _counts(known: Known, session: Session) -> bool:
    """Beside the ladder greens of strength and springs do not count: only the run grows."""
    return session.rung is None or known.role not in GROWS_OFF_THE_LADDER


def is_full_power_session(terms: Terms, state: State, session: Session) -> bool:
    """Whether this is a heavy session of the phase before the ladder, whose volume later counts."""
    phases = terms.protocol.phases
    before_ladder = state.phase + 1 < len(phases) and phases[state.phase + 1].rhythm is LADDER
    return before_ladder and sum(terms.known[e.exercise].role is STRENGTH for e in session.entries) > 1


def record_green(terms: Terms, state: State, session: Session, done: frozenset[str]) -> State:
    """A green result for everything *done*: greens counted, the ladder one session on."""
    progress = dict(state.progress)
    for name in done:
        now = progress[name]
        counts = now.step == now.highest and _counts(terms.known[name], session)
        progress[name] = Progress(now.step, now.highest, now.greens + counts, True, now.last_day, now.green_days + 1)
    return run_green(terms, msgspec.structs.replace(state, progress=progress), session, done)


def run_green(terms: Terms, state: State, session: Session, done: frozenset[str] | None) -> State:
    """A green run: one session more on the rung, or one green run more of the week. It counts
    nothing where the course has moved off that rung or phase since.
    """
    if not session.run_minutes:
        return state
    if done is not None and not any(terms.known[name].is_run for name in done):
        return state
    rhythm = terms.protocol.phases[state.phase].rhythm
    if session.rung is not None:
        stays = rhythm is LADDER and session.rung == state.rung
        return rung_after_green(terms, state) if stays else state
    if rhythm is not WEEKLY:
        return state
    return msgspec.structs.replace(state, week=msgspec.structs.replace(state.week, greens=state.week.greens + 1))
