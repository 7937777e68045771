"""How much of each exercise: the dose step today, the rule that chose it, and the day's limits."""

import msgspec

from rehab.catalogue import Exercise
from rehab.day import Listed, is_held_light, list_day, weekday_of
from rehab.dose import Dose
from rehab.protocol import Phase
from rehab.running import minutes_today
from rehab.situation import Terms
from rehab.state import Entry, Progress, Session, State
from rehab.vocabulary import Light, Rhythm, Role, Unit


def prescribe(terms: Terms, state: State) -> Session:
    """What *state*'s day holds. Pure: the same state gives the same session."""
    listed = list_day(terms, state)
    found = (_entry(terms, state, exercise, listed) for exercise in listed.exercises)
    entries = [entry for entry in found if entry is not None]
    entries = _within_strength(terms, state, entries)
    entries = _within_contacts(terms, state, entries)
    entries = _within_count(terms, entries)
    entries, minutes = _within_minutes(terms, state, entries)
    run = next((e for e in entries if _is_run(terms, e.exercise)), None)
    on_ladder = run is not None and terms.protocol.phases[state.phase].rhythm is Rhythm.LADDER
    return Session(
        kind=listed.kind,
        entries=tuple(entries),
        minutes=minutes,
        loading=listed.loading,
        rung=state.rung if on_ladder else None,
        run_minutes=run.amount if run else 0,
        notices=listed.notices,
    )


def rises_are_held(terms: Terms, state: State) -> bool:
    """Whether nothing may rise today: a review, a hold, an amber or red just before, a return."""
    cleared = terms.situation.cleared_on_day
    locked = terms.situation.lock.stops_rises and (cleared is None or state.day < cleared)
    return (
        locked
        or state.hold_since is not None
        or is_held_light(state)
        or state.last_light is not Light.GREEN
        or any(pending.light is not Light.GREEN for pending in state.pending)
        or state.repeat
        or state.day <= state.flare_until
    )


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


def next_step(terms: Terms, state: State, exercise: Exercise) -> tuple[int, str]:
    """The dose step of *exercise* today and the rule that chose it; at most one above the last."""
    progress = state.progress.get(exercise.id)
    phase = terms.protocol.phases[state.phase]
    if progress is None:
        return _under_limits(phase, exercise, start_step(terms, state, exercise), "dose-first")
    if state.day - progress.last_day > terms.protocol.missed.comes_back_lower_after_days:
        return _under_limits(phase, exercise, max(0, progress.step - 1), "dose-after-gap")
    if _is_strength(terms, exercise) and state.week.deload and phase.rhythm is Rhythm.WEEKLY:
        return _deload_step(exercise, progress.step), "dose-deload"
    step, rule = _free_step(terms, state, exercise, progress)
    return _under_limits(phase, exercise, step, rule)


def _free_step(terms: Terms, state: State, exercise: Exercise, progress: Progress) -> tuple[int, str]:
    step = progress.step
    loaded = exercise.tier >= terms.protocol.limits.loading_tier
    if rises_are_held(terms, state) or (loaded and state.loading_light is not Light.GREEN):
        return step, "dose-held"
    if step < progress.highest:
        return (step + 1, "dose-regained") if progress.fresh else (step, "dose-held")
    if step + 1 == len(exercise.dose_steps):
        return step, "dose-top"
    mileage = terms.protocol.mileage
    if mileage and exercise.id == mileage.strides and state.week.new_maximum:
        return step, "dose-one-change"
    if progress.greens >= terms.greens_by_tier[exercise.tier]:
        return step + 1, "dose-raised"
    return step, "dose-building"


def _under_limits(phase: Phase, exercise: Exercise, step: int, rule: str) -> tuple[int, str]:
    """*step* lowered until it fits the phase's ceiling for this exercise."""
    most = phase.most.get(exercise.id)
    if most is None or exercise.dose_steps[step].volume <= most:
        return step, rule
    while step and exercise.dose_steps[step].volume > most:
        step -= 1
    return step, "dose-phase-limit"


def _deload_step(exercise: Exercise, step: int) -> int:
    """The highest step with no more volume than one set less of the present one; else the first."""
    dose = exercise.dose_steps[step]
    target = (dose.sets - 1) * dose.amount
    return next((n for n in range(step, -1, -1) if exercise.dose_steps[n].volume <= target), 0)


def _entry(terms: Terms, state: State, exercise: Exercise, listed: Listed) -> Entry | None:
    if _is_run(terms, exercise.id):
        return _run_entry(terms, state, exercise)
    phase = terms.protocol.phases[state.phase]
    role = terms.protocol.role_of(exercise)
    times = listed.times.get(exercise.id, 1)
    optional = exercise.id in listed.optional
    if role is Role.PROTECTION:
        return Entry(exercise.id, 0, "protect-early", optional, times)
    if role is Role.RUN and len(exercise.dose_steps) == 1:
        return Entry(exercise.id, 0, "around-the-run")
    step, rule = next_step(terms, state, exercise)
    if phase.rhythm is Rhythm.LADDER:
        step, rule = _beside_running(terms, state, exercise, step, rule)
    return Entry(exercise.id, step, rule, optional, times)


def _beside_running(terms: Terms, state: State, exercise: Exercise, step: int, rule: str) -> tuple[int, str]:
    """On the ladder only the run grows: strength stays at its fixed volume, springs as they are."""
    role = terms.protocol.role_of(exercise)
    fixed = terms.protocol.phases[state.phase].fixed
    target = fixed.get(terms.swapped.get(exercise.id, exercise.id))
    if role is Role.STRENGTH and target:
        most = target[terms.grade]
        fits = [n for n in range(step + 1) if exercise.dose_steps[n].volume <= most]
        return (fits[-1] if fits else 0), "dose-beside-running"
    progress = state.progress.get(exercise.id)
    if role is Role.PLYOMETRIC and progress is not None and step > progress.step:
        return progress.step, "dose-beside-running"
    return step, rule


def _run_entry(terms: Terms, state: State, exercise: Exercise) -> Entry | None:
    ladder, mileage = terms.protocol.ladder, terms.protocol.mileage
    if ladder is not None and exercise.id == ladder.exercise:
        return Entry(exercise.id, 0, "ladder-rung", amount=ladder.rungs[state.rung].total)
    assert mileage is not None
    weekday = weekday_of(state)
    minutes = minutes_today(terms, state, weekday) if weekday is not None else 0
    return Entry(exercise.id, 0, "weekly-minutes", amount=minutes) if minutes else None


def _within_strength(terms: Terms, state: State, entries: list[Entry]) -> list[Entry]:
    """On the ladder: strength volume at most 60 % of the last full session before it."""
    if terms.protocol.phases[state.phase].rhythm is not Rhythm.LADDER:
        return entries
    allowed = terms.protocol.limits.ladder_strength_percent * state.power_volume // 100
    strength = [n for n, e in enumerate(entries) if _is_strength(terms, terms.protocol.catalogue[e.exercise])]
    while strength and sum(dose_of(terms, entries[n]).volume for n in strength) > allowed:
        lowered = next((n for n in reversed(strength) if entries[n].step), None)
        if lowered is not None:
            entries[lowered] = msgspec.structs.replace(
                entries[lowered], step=entries[lowered].step - 1, rule="dose-share-of-power"
            )
        elif len(strength) > 1:
            entries.pop(strength.pop())
        else:
            break
    return entries


def _within_contacts(terms: Terms, state: State, entries: list[Entry]) -> list[Entry]:
    """Springs: at most 40 contacts at first, 20 more at a time, and the phase's ceiling."""
    catalogue, limits = terms.protocol.catalogue, terms.protocol.limits
    springs = [n for n, e in enumerate(entries) if _role(terms, e.exercise) is Role.PLYOMETRIC]
    if not springs:
        return entries
    phase = terms.protocol.phases[state.phase].id
    allowed = state.contacts + limits.contacts_step if state.contacts else limits.contacts_first
    allowed = min(allowed, limits.contacts_most.get(phase, limits.contacts_first))
    while sum(dose_of(terms, entries[n]).volume for n in springs) > allowed:
        lowered = max(springs, key=lambda n: (entries[n].step, -catalogue[entries[n].exercise].tier))
        if entries[lowered].step == 0:
            entries.pop(springs.pop())
            continue
        entries[lowered] = msgspec.structs.replace(
            entries[lowered], step=entries[lowered].step - 1, rule="dose-contact-limit"
        )
    return entries


def _within_count(terms: Terms, entries: list[Entry]) -> list[Entry]:
    """At most six exercises, protection and the run block not counted; the last ones go."""
    counted = [e for e in entries if _role(terms, e.exercise) not in (Role.PROTECTION, Role.RUN)]
    over = counted[terms.protocol.limits.exercises_a_session :]
    return [e for e in entries if e not in over] if over else entries


def _within_minutes(terms: Terms, state: State, entries: list[Entry]) -> tuple[list[Entry], int]:
    """Doses that would rise are held, last first, until the session fits its minutes; if that is
    not enough the largest doses come down, and only then does the last item go.
    """
    limit = 60 * terms.protocol.phases[state.phase].minutes_limit
    seconds = session_seconds(terms, entries)
    if seconds > limit:
        for n in range(len(entries) - 1, -1, -1):
            before = state.progress.get(entries[n].exercise)
            if before is not None and entries[n].step > before.step and not entries[n].amount:
                entries[n] = msgspec.structs.replace(entries[n], step=before.step, rule="dose-session-limit")
                seconds = session_seconds(terms, entries)
            if seconds <= limit:
                break
    while seconds > limit:
        counted = [n for n, e in enumerate(entries) if _seconds(terms, e)]
        largest = max(counted, key=lambda n: (entries[n].step, _seconds(terms, entries[n])))
        if entries[largest].step:
            step = entries[largest].step - 1
            entries[largest] = msgspec.structs.replace(entries[largest], step=step, rule="dose-session-limit")
        else:
            entries.pop(counted[-1])
        seconds = session_seconds(terms, entries)
    return entries, -(-seconds // 60)


def dose_of(terms: Terms, entry: Entry) -> Dose:
    """The dose an entry stands for; run minutes where the ladder or the mileage rule gives them."""
    if entry.amount:
        return Dose(1, entry.amount, Unit.RUN_MINUTE)
    return terms.protocol.catalogue[entry.exercise].dose_steps[entry.step]


def session_seconds(terms: Terms, entries: list[Entry]) -> int:
    """The session's own seconds: without protection, run block, aerobic and optional items."""
    return sum(_seconds(terms, entry) for entry in entries)


def _seconds(terms: Terms, entry: Entry) -> int:
    exercise = terms.protocol.catalogue[entry.exercise]
    category = terms.protocol.categories[exercise.category]
    if entry.optional or category.role in terms.protocol.limits.quick_rests:
        return 0
    dose = exercise.dose_steps[entry.step]
    sides = 2 if exercise.per_side else 1
    setup = terms.protocol.limits.setup_seconds
    if dose.unit is Unit.MINUTE:
        return 60 * dose.volume * sides + setup
    tempo = tempo_of(terms, exercise, dose)
    each = sum(tempo) if tempo else 1
    return dose.volume * each * sides + (dose.sets - 1) * rest_of(terms, exercise) + setup


def tempo_of(terms: Terms, exercise: Exercise, dose: Dose) -> tuple[int, ...]:
    """Seconds up, held and down of one repetition; empty for holds and contacts."""
    if dose.unit is not Unit.REP:
        return ()
    return exercise.tempo or terms.protocol.categories[exercise.category].tempo


def rest_of(terms: Terms, exercise: Exercise) -> int:
    """Seconds of rest between sets."""
    category = terms.protocol.categories[exercise.category]
    return category.rest_seconds if exercise.rest_seconds is None else exercise.rest_seconds


def _role(terms: Terms, exercise_id: str) -> Role:
    return terms.protocol.role_of(terms.protocol.catalogue[exercise_id])


def _is_strength(terms: Terms, exercise: Exercise) -> bool:
    return terms.protocol.role_of(exercise) is Role.STRENGTH


def _is_run(terms: Terms, exercise_id: str) -> bool:
    ladder, mileage = terms.protocol.ladder, terms.protocol.mileage
    return exercise_id in (ladder and ladder.exercise, mileage and mileage.exercise)
