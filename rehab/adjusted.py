"""A wish comes into a course, is taken back, is met, or no longer fits: each with its sentence."""

import datetime

import msgspec

from rehab.events import Adjusted, Undone
from rehab.gates import meets
from rehab.intents import KIT, AnyIntent, Hold, Message, MovePhase, SetDose
from rehab.progression import decide, to_phase
from rehab.protocol import Protocol
from rehab.reason import Reason, because
from rehab.running import under_run_cap
from rehab.situation import Terms
from rehab.state import State
from rehab.vocabulary import Rhythm
from rehab.wish_reasons import told_by, why_asked
from rehab.wishes import asked, newcomer, open_with_any_kit, standing, with_wishes

# What acts once and is over is shown for so many days.
SHOWN_DAYS = 7
ACTS_ONCE = (MovePhase, Message)


def take_wish(terms: Terms, state: State, wish: Adjusted) -> State:
    """*state* with *wish*, in the place of an earlier one about the same. One asked for in view of another strain, or
    of what this protocol does not have, lapses at once.
    """
    if wish.episode != state.episode or not is_known(terms.protocol, wish.intent):
        return decide(state, "note", because("wish-lapsed", **told_by(wish)))
    others = [other for other in standing(state) if subject_of(other.intent) != subject_of(wish.intent)]
    state = with_wishes(state, [*others, wish])
    return decide(state, "note", why_asked(terms.protocol, wish))


def wishes_told(protocol: Protocol, state: State) -> tuple[Reason, ...]:
    """What is asked for and stands, each in its sentence, the oldest first: also while a flare keeps it waiting."""
    return tuple(why_asked(protocol, wish) for wish in standing(state))


def is_known(protocol: Protocol, intent: AnyIntent) -> bool:
    """Whether everything that *intent* names is there."""
    exercises = (getattr(intent, name, None) for name in ("exercise", "other"))
    if isinstance(intent, MovePhase):
        return intent.phase in protocol.phase_index
    return all(name is None or name in protocol.catalogue for name in exercises)


def subject_of(intent: AnyIntent) -> tuple[str, str]:
    """What *intent* is about: of two about the same the later stands. Each message is about itself."""
    about = intent.text if isinstance(intent, Message) else str(getattr(intent, "exercise", ""))
    return type(intent).__name__, about


def moved(terms: Terms, state: State) -> State:
    """*state* in the phase that is asked for, once the day's own move up has been made: back, with its stay and its
    gate ahead again. Forward the rules go by themselves as soon as they may; where they do not, the wish lapses.
    """
    for wish, intent in asked(state, MovePhase):
        if intent.done:
            continue
        place = terms.protocol.phase_index[intent.phase]
        if place > state.phase:
            state = _without(state, wish, "wish-lapsed")
            continue
        acted = msgspec.structs.replace(wish, intent=msgspec.structs.replace(intent, done=True))
        state = with_wishes(state, [acted if other == wish else other for other in standing(state)])
        if place < state.phase:
            state = decide(to_phase(terms, state, place), "step_back", why_asked(terms.protocol, wish))
    return state


def take_back(state: State, event: Undone) -> State:
    """*state* without the wish of that key; nothing happens where it no longer stands."""
    left = [wish for wish in standing(state) if wish.key != event.key]
    if len(left) == len(standing(state)):
        return state
    told = {"by": event.by, "on": event.on.isoformat(), "said": event.said}
    return decide(with_wishes(state, left), "note", because("wish-undone", **told))


def lapse_all(state: State) -> State:
    """*state* after a new strain: what was asked for in view of the old one no longer counts."""
    for wish in standing(state):
        state = decide(state, "note", because("wish-lapsed-strain", **told_by(wish)))
    return with_wishes(state, ())


def holds_met(terms: Terms, state: State) -> State:
    """*state* as its day begins, without the holds that are met."""
    for wish, intent in asked(state, Hold):
        if _is_met(terms, state, wish, intent):
            state = _without(state, wish, "wish-met")
    return state


def wishes_at_dawn(terms: Terms, state: State) -> State:
    """*state* in the phase of its day: moved where that is asked for, without the wishes that no longer fit, and on no
    rung above what is asked for at most.
    """
    state = moved(terms, state)
    for wish in standing(state):
        if isinstance(wish.intent, ACTS_ONCE):
            if _day_of(state, wish.on) + SHOWN_DAYS <= state.day:
                state = _without(state, wish)
        elif not _fits_ahead(terms, state, wish):
            state = _without(state, wish, "wish-lapsed")
    if terms.protocol.phases[state.phase].rhythm is Rhythm.LADDER:
        state = under_run_cap(terms, state)
    return state


def _without(state: State, wish: Adjusted, rule: str = "") -> State:
    """*state* without *wish*, and the sentence of *rule* for it."""
    state = with_wishes(state, [other for other in standing(state) if other.key != wish.key])
    return decide(state, "note", because(rule, **told_by(wish))) if rule else state


def _day_of(state: State, date: datetime.date) -> int:
    """The day since the injury that *date* is."""
    injured_on = state.situation.injured_on
    assert injured_on is not None, "who asks for something knows the day of the injury"
    return (date - injured_on).days


def _is_met(terms: Terms, state: State, wish: Adjusted, intent: Hold) -> bool:
    """Whether the day has come, or the criterion has been passed since it was asked for."""
    if intent.until is not None:
        return state.day >= _day_of(state, intent.until)
    record = state.tests.get(intent.criterion)
    if record is None or record.day < _day_of(state, wish.on):
        return False
    gates = terms.protocol.gates
    return any(c.criterion == intent.criterion and meets(c, record) for gate in gates.values() for c in gate)


def _fits_ahead(terms: Terms, state: State, wish: Adjusted) -> bool:
    """Whether what *wish* brings, or how much of it, has a place in this phase or a later one. What only takes away
    fits always: nothing comes back by itself.
    """
    intent = wish.intent
    names = [newcomer(intent)] if newcomer(intent) else []
    if isinstance(intent, SetDose):
        names.append(intent.exercise)
    phases = terms.protocol.phases[state.phase :]
    opened = [open_with_any_kit(terms, p.id) if KIT in wish.overrides else terms.open_in[p.id] for p in phases]
    return all(any(name in phase for phase in opened) for name in names)
