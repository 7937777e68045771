"""The reason of every line of a plan: the rule that chose its dose, and what the rule looked at."""

from rehab.dosing import dose_of
from rehab.reason import Reason, because
from rehab.situation import Terms
from rehab.state import Entry, Session, State


def why_of(terms: Terms, state: State, session: Session, entry: Entry) -> Reason:
    """Why *entry* stands in *session* at its dose."""
    protocol = terms.protocol
    exercise = protocol.catalogue[entry.exercise]
    phase = protocol.phases[state.phase]
    inputs: dict[str, str | int] = {
        "exercise": entry.exercise,
        "phase": phase.id,
        "dose": str(dose_of(terms, entry)),
        "day": state.day,
    }
    if entry.optional:
        return because("offered-gently", exercise.sources, **inputs)
    if entry.rule == "ladder-rung" and protocol.ladder is not None:
        inputs |= {
            "rung": protocol.ladder.rungs[state.rung].id,
            "done": state.rung_done,
            "needed": terms.rung_sessions[state.rung],
        }
        return because(entry.rule, protocol.ladder.sources, **inputs)
    if entry.rule == "weekly-minutes" and protocol.mileage is not None:
        inputs |= {"week": state.week.number, "planned": state.week.planned, "minutes": entry.amount}
        rule = "weekly-deload" if state.week.deload else "weekly-minutes"
        return because(rule, protocol.mileage.sources, **inputs)
    progress = state.progress.get(entry.exercise)
    inputs |= {
        "greens": progress.greens if progress else 0,
        "needed": terms.greens_by_tier[exercise.tier],
        "step": entry.step + 1,
        "steps": len(exercise.dose_steps),
    }
    return because(entry.rule, _sources(terms, entry.rule, exercise.tier) + exercise.sources, **inputs)


def _sources(terms: Terms, rule: str, tier: int) -> tuple[str, ...]:
    """Where the rule itself comes from."""
    protocol = terms.protocol
    if rule in ("dose-raised", "dose-building", "dose-regained", "dose-held"):
        return next(g.sources for g in protocol.greens if tier <= g.max_tier)
    if rule == "dose-after-gap":
        return protocol.missed.sources
    if rule in ("dose-deload", "dose-one-change") and protocol.mileage is not None:
        return protocol.mileage.sources
    if rule in ("dose-contact-limit", "dose-session-limit", "dose-share-of-power"):
        return protocol.limits.sources
    return protocol.schedule.sources
