"""What a day leaves behind: what was done, and what a green result is worth."""

import msgspec

from rehab.dosing import dose_of
from rehab.running import rung_after_green
from rehab.situation import Terms
from rehab.state import Progress, Session, State
from rehab.vocabulary import Rhythm, Role

EVERYTHING = None


def record_day(terms: Terms, state: State, session: Session) -> State:
    """The counts that follow from the day having been there, done or not."""
    phase = state.phase
    lived = (*state.lived[:phase], state.lived[phase] + 1, *state.lived[phase + 1 :])
    rhythm = terms.protocol.phases[phase].rhythm
    alternates = rhythm in (Rhythm.ALTERNATE, Rhythm.LADDER)
    return msgspec.structs.replace(
        state,
        lived=lived,
        off_days=state.off_days + (alternates and not session.loading),
        last_loading=state.day if session.loading else state.last_loading,
        last_chain=state.day if _holds_chain(terms, session) else state.last_chain,
    )


def _holds_chain(terms: Terms, session: Session) -> bool:
    catalogue = terms.protocol.catalogue
    return any(terms.protocol.role_of(catalogue[e.exercise]) is Role.CHAIN for e in session.entries)


def record_done(terms: Terms, state: State, session: Session, done: frozenset[str] | None, ran: int) -> State:
    """The session as it was done: steps reached, volumes, minutes run (*done* None: all of it)."""
    progress = dict(state.progress)
    volume = contacts = 0
    catalogue = terms.protocol.catalogue
    for entry in session.entries:
        if done is not None and entry.exercise not in done:
            continue
        before = progress.get(entry.exercise)
        if before is None:
            progress[entry.exercise] = Progress(entry.step, entry.step, last_day=state.day)
        elif entry.step > before.highest:
            progress[entry.exercise] = Progress(
                entry.step, entry.step, last_day=state.day, green_days=before.green_days
            )
        else:
            progress[entry.exercise] = Progress(
                entry.step, before.highest, before.greens, False, state.day, before.green_days
            )
        role = terms.protocol.role_of(catalogue[entry.exercise])
        if role is Role.STRENGTH:
            volume += dose_of(terms, entry).volume
        elif role is Role.PLYOMETRIC:
            contacts += dose_of(terms, entry).volume
    changes: dict[str, object] = {"progress": progress}
    loaded = terms.protocol.limits.loading_tier
    if session.loading and (done is None or any(catalogue[name].tier >= loaded for name in done)):
        phase = state.phase
        changes["sessions"] = (*state.sessions[:phase], state.sessions[phase] + 1, *state.sessions[phase + 1 :])
        if is_full_power_session(terms, state, session):
            changes["power_volume"] = volume
    if contacts:
        changes["contacts"] = contacts
    if ran:
        changes["runs"] = (*state.runs[-11:], (state.day, ran))
        changes["week"] = msgspec.structs.replace(state.week, run=state.week.run + ran)
    return msgspec.structs.replace(state, **changes)


def is_full_power_session(terms: Terms, state: State, session: Session) -> bool:
    """Whether this is a heavy session of the phase before the ladder, whose volume later counts."""
    phases = terms.protocol.phases
    before_ladder = state.phase + 1 < len(phases) and phases[state.phase + 1].rhythm is Rhythm.LADDER
    catalogue = terms.protocol.catalogue
    tiers = sum(terms.protocol.role_of(catalogue[e.exercise]) is Role.STRENGTH for e in session.entries)
    return before_ladder and tiers > 1


def record_green(terms: Terms, state: State, session: Session, done: frozenset[str] | None) -> State:
    """A green result for everything *done*: greens counted, the ladder one session on."""
    progress = dict(state.progress)
    on_ladder = session.rung is not None
    catalogue = terms.protocol.catalogue
    for entry in session.entries:
        name = entry.exercise
        if done is not None and name not in done:
            continue
        now = progress[name]
        counts = now.step == now.highest
        if counts and on_ladder:
            counts = terms.protocol.role_of(catalogue[name]) not in (Role.STRENGTH, Role.PLYOMETRIC)
        progress[name] = Progress(now.step, now.highest, now.greens + counts, True, now.last_day, now.green_days + 1)
    week = state.week
    if session.run_minutes and not on_ladder:
        mileage = terms.protocol.mileage
        assert mileage is not None
        week = msgspec.structs.replace(week, greens=week.greens + (done is None or mileage.exercise in done))
    state = msgspec.structs.replace(state, progress=progress, week=week)
    ladder = terms.protocol.ladder
    ran_rung = on_ladder and ladder is not None and (done is None or ladder.exercise in done)
    return rung_after_green(terms, state) if ran_rung else state
