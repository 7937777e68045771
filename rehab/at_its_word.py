"""A wish taken at its word: the plan of a day as it would be if nothing but the wish decided.

No runner is ever given such a plan. The safety checks are asked about it, so that whoever asks for something hears
which rule it would break, and on which day.
"""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from rehab.day import has_no_plan, is_protection_only, tier_cap
from rehab.events import Adjusted
from rehab.following import Today, told_also
from rehab.held import rises_are_held
from rehab.hoped import Shape
from rehab.intents import AddExercise, AnyIntent, Days, MovePhase, RemoveExercise, SwapExercise
from rehab.limits import minutes_of
from rehab.protocol import Protocol
from rehab.situation import Terms, terms_of
from rehab.state import Entry, Session, State
from rehab.vocabulary import Kind
from rehab.wishes import removed

Change = Callable[[Terms, State, Session, Any], Sequence[Entry]]


def today_at_its_word(protocol: Protocol, today: Today, wish: Adjusted) -> Today:
    """*today* with *wish* in it; a phase further on begins today, whatever its floor and gate say."""
    intent = wish.intent
    if isinstance(intent, MovePhase) and protocol.phase_index[intent.phase] > today.read_from.phase:
        moved = msgspec.structs.replace(today.began, phase=protocol.phase_index[intent.phase], placed=-1)
        today = msgspec.structs.replace(today, began=moved)
    return told_also(protocol, today, wish)


def at_its_word(protocol: Protocol, intent: AnyIntent) -> Shape:
    """What *intent* makes of a plan. What a sore day, a lock or an illness takes away for a while waits here too."""
    change = CHANGES.get(type(intent))

    def shaped(state: State, session: Session) -> Session:
        terms = terms_of(protocol, state.situation)
        if change is None or has_no_plan(state) or is_protection_only(state):
            return session
        entries = list(change(terms, state, session, intent))
        return msgspec.structs.replace(session, entries=tuple(entries), minutes=minutes_of(terms, entries))

    return shaped


def _added(terms: Terms, state: State, session: Session, intent: AddExercise) -> Sequence[Entry]:
    here = {entry.exercise for entry in session.entries}
    if intent.exercise in here or not _falls_on(intent.days, session) or _waits(terms, state, intent.exercise):
        return session.entries
    return (*session.entries, _entry(state, intent.exercise, "wished-add"))


def _swapped(terms: Terms, state: State, session: Session, intent: SwapExercise) -> Sequence[Entry]:
    here = {entry.exercise for entry in session.entries}
    if intent.exercise not in here or intent.other in here or _waits(terms, state, intent.other):
        return session.entries
    new = _entry(state, intent.other, "wished-swap")
    return [new if entry.exercise == intent.exercise else entry for entry in session.entries]


def _removed(terms: Terms, state: State, session: Session, intent: RemoveExercise) -> Sequence[Entry]:
    gone = removed(terms, state)
    return [entry for entry in session.entries if entry.exercise not in gone]


def _entry(state: State, exercise: str, rule: str) -> Entry:
    before = state.progress.get(exercise)
    return Entry(exercise, before.step if before else 0, rule)


CHANGES: dict[type, Change] = {AddExercise: _added, SwapExercise: _swapped, RemoveExercise: _removed}


def _falls_on(days: Days, session: Session) -> bool:
    if session.kind == Kind.REST:
        return days is Days.EVERY
    if session.kind == Kind.LIGHT and not session.loading:
        return days is not Days.LOADING
    return days is not Days.BETWEEN if session.loading else True


def _waits(terms: Terms, state: State, exercise: str) -> bool:
    """Whether today, or a phase that no longer holds the exercise, keeps it out for now, and no rule of the plan."""
    phases = terms.protocol.phases
    last = max(
        (place for place, phase in enumerate(phases) if exercise in terms.open_in[phase.id]), default=len(phases)
    )
    held = tier_cap(terms, state) < phases[state.phase].max_tier
    held = held or (exercise not in state.progress and rises_are_held(terms, state))
    return held or exercise in terms.situation.barred or state.phase > last
