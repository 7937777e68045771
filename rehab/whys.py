"""The reason of every line of a plan: the rule that chose its dose, and what the rule looked at."""

from functools import lru_cache

import msgspec

from rehab.known import known_exercises
from rehab.limits import dose_of
from rehab.protocol import Protocol
from rehab.reason import Input, Reason, because
from rehab.situation import Terms, first_locked_phase
from rehab.state import Entry, State
from rehab.wish_reasons import MADE_BY_A_WISH, speaks_for, why_line
from rehab.wishes import standing


def why_of(terms: Terms, state: State, entry: Entry) -> Reason:
    """Why *entry* stands in *state*'s day at its dose."""
    known, phase = terms.known[entry.exercise], terms.protocol.phases[state.phase].id
    if entry.rule in MADE_BY_A_WISH:
        return _why_wished(terms, state, entry)
    if known.is_run:
        return _why_run(terms, state, entry, str(dose_of(terms, entry)))
    if entry.rule == "protect-early" and is_past_protection(terms, state):
        entry = msgspec.structs.replace(entry, rule="protect-until-seen")
    progress = state.progress.get(entry.exercise)
    needed = terms.greens_by_tier[known.exercise.tier]
    greens = min(progress.greens, needed) if progress else 0
    return _why_dose(terms.protocol, phase, entry, greens, needed)


def _why_wished(terms: Terms, state: State, entry: Entry) -> Reason:
    """Who asked for the line as it is. A plan from a screen may hold a wish that has been taken back since."""
    dose = str(dose_of(terms, entry))
    for wish in standing(state):
        if speaks_for(wish.intent, entry):
            return why_line(wish, entry.rule, exercise=entry.exercise, dose=dose)
    return because("wished-before", exercise=entry.exercise, dose=dose)


def is_past_protection(terms: Terms, state: State) -> bool:
    """Whether the first phase goes on past its own days, as no clinician has looked at the leg yet."""
    protocol = terms.protocol
    if state.phase or first_locked_phase(protocol, terms.situation) != 1:
        return False
    return protocol.phases[1].floor_day[terms.grade] <= state.day < terms.floors[1]


@lru_cache(maxsize=8192)
def _why_dose(protocol: Protocol, phase: str, entry: Entry, greens: int, needed: int) -> Reason:
    """The reason of a dose; the same all over a course wherever the same things were looked at."""
    known = known_exercises(protocol)[entry.exercise]
    dose = str(known.exercise.dose_steps[entry.step])
    if entry.optional:
        return because("offered-gently", known.exercise.sources, dose=dose, exercise=entry.exercise, phase=phase)
    sources = tuple(dict.fromkeys((*_rule_sources(protocol, entry.rule, known.exercise.tier), *known.exercise.sources)))
    return because(
        entry.rule,
        sources,
        dose=dose,
        exercise=entry.exercise,
        greens=greens,
        needed=needed,
        phase=phase,
        step=entry.step + 1,
        steps=known.top + 1,
    )


def _why_run(terms: Terms, state: State, entry: Entry, dose: str) -> Reason:
    """Why this run has these minutes: the rung it is on, or the week it is part of."""
    ladder, mileage = terms.protocol.ladder, terms.protocol.mileage
    about: dict[str, Input] = {"dose": dose, "exercise": entry.exercise}
    phase = terms.protocol.phases[state.phase].id
    if ladder is not None and entry.exercise == ladder.exercise:
        rung = ladder.rungs[state.rung].id
        needed = terms.rung_sessions[state.rung]
        done = min(state.rung_done, needed)
        return because("ladder-rung", ladder.sources, **about, phase=phase, rung=rung, done=done, needed=needed)
    assert mileage is not None
    rule = "weekly-deload" if state.week.deload else "weekly-minutes"
    week, planned = state.week.number, state.week.planned
    return because(rule, mileage.sources, **about, phase=phase, week=week, planned=planned, minutes=entry.amount)


def _rule_sources(protocol: Protocol, rule: str, tier: int) -> tuple[str, ...]:
    if rule in ("dose-raised", "dose-building", "dose-regained", "dose-held"):
        return next(g.sources for g in protocol.greens if tier <= g.max_tier)
    if rule == "dose-after-gap":
        return protocol.missed.sources
    if rule in ("dose-deload", "dose-one-change") and protocol.mileage is not None:
        return protocol.mileage.sources
    if rule in ("dose-contact-limit", "dose-session-limit", "dose-share-of-power"):
        return protocol.limits.sources
    return protocol.schedule.sources
