"""What a session may hold at most: strength beside running, spring contacts, items, minutes."""

import msgspec

from rehab.dose import Dose
from rehab.situation import Terms
from rehab.state import Entry, State
from rehab.vocabulary import Rhythm, Role, Unit
from rehab.wishes import beyond_limits

# Compared on every day of a course: in Python 3.11 looking a member up on its enum costs as much as a call.
LADDER = Rhythm.LADDER
STRENGTH, PLYOMETRIC = Role.STRENGTH, Role.PLYOMETRIC


def within_limits(terms: Terms, state: State, entries: list[Entry], *, loading: bool) -> tuple[list[Entry], int]:
    """*entries* brought under every ceiling of a session, and its minutes. Springs stand on
    *loading* days alone.
    """
    if terms.protocol.phases[state.phase].rhythm is LADDER:
        entries = _within_strength(terms, state, entries)
    if loading:
        entries = _within_contacts(terms, state, entries)
    beyond = beyond_limits(state)
    if len(entries) > terms.protocol.limits.exercises_a_session:
        entries = _within_count(terms, entries, beyond)
    return _within_minutes(terms, state, entries, beyond)


def dose_of(terms: Terms, entry: Entry) -> Dose:
    """The dose an entry stands for; run minutes where the ladder or the mileage rule gives them."""
    if entry.amount:
        return Dose(1, entry.amount, Unit.RUN_MINUTE)
    return terms.known[entry.exercise].exercise.dose_steps[entry.step]


def volume_of(terms: Terms, entry: Entry) -> int:
    """Sets times amount of an entry's dose step."""
    return terms.known[entry.exercise].volumes[entry.step]


def minutes_of(terms: Terms, entries: list[Entry]) -> int:
    """Minutes of a session, begun ones counted."""
    return -(-_seconds(terms, entries) // 60)


def _lowered(entry: Entry, rule: str) -> Entry:
    return msgspec.structs.replace(entry, step=entry.step - 1, rule=rule)


def _within_strength(terms: Terms, state: State, entries: list[Entry]) -> list[Entry]:
    """On the ladder: strength volume at most 60 % of the last full session before it, doses down
    to the first, then fewer exercises, at least one.
    """
    allowed = terms.protocol.limits.ladder_strength_percent * state.power_volume // 100
    entries = list(entries)
    strength = [n for n, e in enumerate(entries) if terms.known[e.exercise].role is STRENGTH]
    gone = set()
    while strength and sum(volume_of(terms, entries[n]) for n in strength) > allowed:
        lowest = next((n for n in reversed(strength) if entries[n].step), None)
        if lowest is not None:
            entries[lowest] = _lowered(entries[lowest], "dose-share-of-power")
        elif len(strength) > 1:
            gone.add(strength.pop())
        else:
            break
    return [entry for n, entry in enumerate(entries) if n not in gone]


def _within_contacts(terms: Terms, state: State, entries: list[Entry]) -> list[Entry]:
    """Springs: at most 40 contacts at first, 20 more at a time, and the phase's ceiling."""
    springs = [n for n, e in enumerate(entries) if terms.known[e.exercise].role is PLYOMETRIC]
    if not springs:
        return entries
    limits = terms.protocol.limits
    phase = terms.protocol.phases[state.phase].id
    allowed = state.contacts + limits.contacts_step if state.contacts else limits.contacts_first
    allowed = min(allowed, limits.contacts_most.get(phase, limits.contacts_first))
    entries, gone = list(entries), set()
    while sum(volume_of(terms, entries[n]) for n in springs) > allowed:
        highest = max(springs, key=lambda n: entries[n].step)
        if entries[highest].step:
            entries[highest] = _lowered(entries[highest], "dose-contact-limit")
        else:
            gone.add(springs.pop())
    return [entry for n, entry in enumerate(entries) if n not in gone]


def _within_count(terms: Terms, entries: list[Entry], beyond: frozenset[str]) -> list[Entry]:
    """At most six exercises, protection, the run block, what is only offered and what was asked for on top not counted;
    the last ones go.
    """
    asked = [entry for entry in entries if not entry.optional and entry.exercise not in beyond]
    counted = [entry for entry in asked if terms.known[entry.exercise].counted]
    over = counted[terms.protocol.limits.exercises_a_session :]
    return [entry for entry in entries if entry not in over]


def _within_minutes(
    terms: Terms, state: State, entries: list[Entry], beyond: frozenset[str]
) -> tuple[list[Entry], int]:
    """Doses that would rise are held, last first, until the session fits its minutes; if that is
    not enough the largest doses come down, and only then does the last item go. What was asked for on top of the limit
    takes its own time.
    """
    limit = 60 * terms.protocol.phases[state.phase].minutes_limit
    if beyond:
        limit += _seconds(terms, [entry for entry in entries if entry.exercise in beyond])
    seconds = _seconds(terms, entries)
    if seconds > limit:
        entries, seconds = _fitted(terms, state, list(entries), limit)
    return entries, -(-seconds // 60)


def _fitted(terms: Terms, state: State, entries: list[Entry], limit: int) -> tuple[list[Entry], int]:
    for n in range(len(entries) - 1, -1, -1):
        before = state.progress.get(entries[n].exercise)
        if before is not None and entries[n].step > before.step:
            entries[n] = msgspec.structs.replace(entries[n], step=before.step, rule="dose-session-limit")
            if _seconds(terms, entries) <= limit:
                break
    while (seconds := _seconds(terms, entries)) > limit:
        timed = [n for n, entry in enumerate(entries) if _seconds_of(terms, entry)]
        largest = max(timed, key=lambda n: (entries[n].step, _seconds_of(terms, entries[n])))
        if entries[largest].step:
            entries[largest] = _lowered(entries[largest], "dose-session-limit")
        else:
            entries.pop(timed[-1])
    return entries, seconds


def _seconds(terms: Terms, entries: list[Entry]) -> int:
    """The session's own seconds: without protection, run block, aerobic and optional items."""
    known, total = terms.known, 0
    for entry in entries:
        if not entry.optional:
            total += known[entry.exercise].seconds[entry.step]
    return total


def _seconds_of(terms: Terms, entry: Entry) -> int:
    return 0 if entry.optional else terms.known[entry.exercise].seconds[entry.step]
