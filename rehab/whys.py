"""The reason of every line of a plan: the rule that chose its dose, and what the rule looked at."""

from functools import lru_cache

from rehab.limits import dose_of
from rehab.protocol import Protocol
from rehab.reason import Input, Reason, because
from rehab.situation import Terms
from rehab.state import Entry, Session, State


def why_of(terms: Terms, state: State, session: Session, entry: Entry) -> Reason:
    """Why *entry* stands in *session* at its dose."""
    protocol, known = terms.protocol, terms.known[entry.exercise]
    phase, name = protocol.phases[state.phase].id, entry.exercise
    dose = str(dose_of(terms, entry)) if entry.amount else known.doses[entry.step]
    if entry.optional:
        return because("offered-gently", known.exercise.sources, day=state.day, dose=dose, exercise=name, phase=phase)
    if known.is_run:
        return _why_run(terms, state, entry, dose)
    progress = state.progress.get(name)
    needed = terms.greens_by_tier[known.exercise.tier]
    inputs = (
        ("day", state.day),
        ("dose", dose),
        ("exercise", name),
        ("greens", min(progress.greens, needed) if progress else 0),
        ("needed", needed),
        ("phase", phase),
        ("step", entry.step + 1),
        ("steps", known.top + 1),
    )
    return Reason(entry.rule, inputs, _sources(protocol, entry.rule, name))


def _why_run(terms: Terms, state: State, entry: Entry, dose: str) -> Reason:
    """Why this run has these minutes: the rung it is on, or the week it is part of."""
    ladder, mileage = terms.protocol.ladder, terms.protocol.mileage
    about: dict[str, Input] = {"day": state.day, "dose": dose, "exercise": entry.exercise}
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


@lru_cache(maxsize=4096)
def _sources(protocol: Protocol, rule: str, exercise_id: str) -> tuple[str, ...]:
    """Where the rule comes from, then where the exercise does, each once."""
    exercise = protocol.catalogue[exercise_id]
    return tuple(dict.fromkeys((*_rule_sources(protocol, rule, exercise.tier), *exercise.sources)))


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
