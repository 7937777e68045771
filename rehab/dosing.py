"""How much of each exercise: the dose step today and the rule that chose it."""

import msgspec

from rehab.catalogue import Exercise
from rehab.day import Listed, list_day
from rehab.dose import Dose
from rehab.held import rises_are_held
from rehab.known import Known
from rehab.limits import within_limits
from rehab.numbers import Ladder
from rehab.protocol import Phase
from rehab.running import minutes_today
from rehab.settling import GROWS_OFF_THE_LADDER
from rehab.situation import Terms
from rehab.state import Entry, Progress, Session, State
from rehab.vocabulary import Light, Rhythm, Role
from rehab.wishes import PLAINLY_CHOSEN, asks_for_more, run_minutes_most, under_wishes

# Compared on every day of a course: in Python 3.11 looking a member up on its enum costs as much as a call.
LADDER, WEEKLY = Rhythm.LADDER, Rhythm.WEEKLY
GREEN = Light.GREEN
STRENGTH, RUN, PROTECTION = Role.STRENGTH, Role.RUN, Role.PROTECTION


def prescribe(terms: Terms, state: State) -> Session:
    """What *state*'s day holds. Pure: the same state gives the same session."""
    listed = list_day(terms, state)
    today = _today(terms, state)
    entries = [_entry(terms, state, known, listed, today) for known in listed.exercises]
    run = _run_of(terms, listed, entries)
    # A ladder day stays one where a therapist asks for no run: what stands beside it does not grow.
    on_ladder = run is not None and terms.protocol.phases[state.phase].rhythm is LADDER
    if run is not None and not run.amount:
        entries = [entry for entry in entries if terms.known[entry.exercise].role is not RUN]
        run = None
    entries, minutes = within_limits(terms, state, entries, loading=listed.loading)
    return Session(
        kind=listed.kind,
        entries=tuple(entries),
        minutes=minutes,
        loading=listed.loading,
        rung=state.rung if on_ladder else None,
        run_minutes=run.amount if run else 0,
        notices=listed.notices,
    )


def _run_of(terms: Terms, listed: Listed, entries: list[Entry]) -> Entry | None:
    """The entry that is the day's run; only a loading day has one."""
    if not listed.loading:
        return None
    return next((entry for entry in entries if terms.known[entry.exercise].is_run), None)


def start_step(terms: Terms, state: State, exercise: Exercise) -> int:
    """Index of the dose an exercise starts at.

    Planned: the first, unless the protocol says otherwise. Followed: the highest whose
    repetitions are at most 60 % of what this very exercise was tested at without pain.
    """
    if state.planned:
        start = terms.protocol.start_steps.get(exercise.id, {}).get(terms.grade)
        return exercise.dose_steps.index(Dose.parse(start)) if start else 0
    share = terms.protocol.limits.capacity_percent
    tested = max(
        (
            record.injured
            for name in terms.tested_by.get(exercise.id, ())
            if (record := state.tests.get(name)) is not None and record.pain == 0
        ),
        default=0,
    )
    fits = [n for n, dose in enumerate(exercise.dose_steps) if 100 * dose.amount <= share * tested]
    return fits[-1] if fits else 0


class Today(msgspec.Struct, frozen=True, gc=False):
    """What a day says to all its doses: whether none may rise, or none of those that load; whether
    strength is in an easy week; since which day an exercise must have been done to go on where it was.
    """

    phase: Phase
    held: bool
    held_loaded: bool
    deload: bool
    since: int


def _today(terms: Terms, state: State) -> Today:
    phase = terms.protocol.phases[state.phase]
    held = rises_are_held(terms, state)
    return Today(
        phase,
        held,
        held or state.repeat_loaded or state.loading_light is not GREEN,
        state.week.deload and phase.rhythm is WEEKLY,
        state.day - terms.protocol.missed.comes_back_lower_after_days,
    )


def _next_step(terms: Terms, state: State, known: Known, today: Today) -> tuple[int, str]:
    """The dose step of an exercise today and the rule that chose it; at most one above the last."""
    progress = state.progress.get(known.id)
    if progress is None:
        step = start_step(terms, state, known.exercise)
        rule = "dose-from-test" if step and not state.planned else "dose-first"
    elif progress.last_day < today.since:
        step, rule = max(0, progress.step - 1), "dose-after-gap"
    elif today.deload and known.role is STRENGTH:
        return _deload_step(known, progress.step), "dose-deload"
    elif today.held_loaded if known.loaded else today.held:
        step, rule = progress.step, "dose-held"
    else:
        step, rule = _free_step(terms, state, known, progress)
    return _under_limits(today.phase, known, step, rule) if today.phase.most else (step, rule)


def _free_step(terms: Terms, state: State, known: Known, progress: Progress) -> tuple[int, str]:
    step = progress.step
    if step < progress.highest:
        return (step + 1, "dose-regained") if progress.fresh else (step, "dose-held")
    if step == known.top:
        return step, "dose-top"
    mileage = terms.protocol.mileage
    if mileage and known.id == mileage.strides and state.week.new_maximum:
        return step, "dose-one-change"
    if progress.fresh and progress.greens >= terms.greens_by_tier[known.exercise.tier]:
        return step + 1, "dose-raised"
    if state.wishes and progress.fresh and asks_for_more(state, known, step):
        return step + 1, "wished-dose"
    return step, "dose-building"


def _under_limits(phase: Phase, known: Known, step: int, rule: str) -> tuple[int, str]:
    """*step* lowered until it fits the phase's ceiling for this exercise."""
    most = phase.most.get(known.id)
    if most is None or known.volumes[step] <= most:
        return step, rule
    while step and known.volumes[step] > most:
        step -= 1
    return step, "dose-phase-limit"


def _deload_step(known: Known, step: int) -> int:
    """The highest step with no more volume than one set less of the present one; else the first."""
    dose = known.exercise.dose_steps[step]
    target = (dose.sets - 1) * dose.amount
    return next((n for n in range(step, -1, -1) if known.volumes[n] <= target), 0)


def _entry(terms: Terms, state: State, known: Known, listed: Listed, today: Today) -> Entry:
    name = known.id
    optional, times = name in listed.optional, listed.times.get(name, 1)
    if not known.is_dosed:
        if known.is_run:
            return _run_entry(terms, state, known.exercise)
        return Entry(name, 0, "protect-early" if known.role is PROTECTION else "around-the-run", optional, times)
    step, rule = _next_step(terms, state, known, today)
    if today.phase.rhythm is LADDER and known.role in GROWS_OFF_THE_LADDER:
        step, rule = _beside_running(terms, state, known, step, rule)
    if state.wishes:
        step, rule = under_wishes(state, known, step, rule)
        rule = listed.wished.get(name, rule) if rule in PLAINLY_CHOSEN else rule
    return Entry(name, step, rule, optional, times)


def _beside_running(terms: Terms, state: State, known: Known, step: int, rule: str) -> tuple[int, str]:
    """On the ladder only the run grows: strength stays at its fixed volume, springs as they are."""
    name = known.id
    target = terms.protocol.phases[state.phase].fixed.get(terms.swapped.get(name, name))
    if known.role is STRENGTH and target:
        fits = [n for n in range(step + 1) if known.volumes[n] <= target[terms.grade]]
        return (fits[-1] if fits else 0), "dose-beside-running"
    progress = state.progress.get(name)
    if progress is not None and step > progress.step:
        return progress.step, "dose-beside-running"
    return step, rule


def _run_entry(terms: Terms, state: State, exercise: Exercise) -> Entry:
    """The run of the day, with its minutes from the ladder or from the week; 0 when none are left."""
    ladder, most = terms.protocol.ladder, run_minutes_most(state)
    if ladder is not None and exercise.id == ladder.exercise:
        if most is None:
            return Entry(exercise.id, 0, "ladder-rung", amount=ladder.rungs[state.rung].total)
        return _capped_rung(ladder, state.rung, exercise.id, most)
    minutes = minutes_today(terms, state)
    return Entry(exercise.id, 0, "weekly-minutes" if minutes != most else "wished-cap-run", amount=minutes)


def _capped_rung(ladder: Ladder, rung: int, exercise: str, most: int) -> Entry:
    """The run of a rung where no more than *most* minutes are asked for: none where even the rung is more."""
    held = rung + 1 < len(ladder.rungs) and ladder.rungs[rung + 1].total > most
    minutes = ladder.rungs[rung].total
    return Entry(exercise, 0, "wished-cap-run" if held else "ladder-rung", amount=minutes if minutes <= most else 0)
