"""What days missed in a row cost a course."""

import msgspec

from rehab.progression import FIRST_LOADING_PHASE, decide, to_phase
from rehab.reason import because
from rehab.running import rung_down
from rehab.situation import NEVER, Terms
from rehab.state import State
from rehab.vocabulary import Rhythm


def cost_of_gap(terms: Terms, state: State) -> State:
    """What missed days cost, at the midnight that completes the count."""
    rules, missed = terms.protocol.missed, state.missed
    why = {
        rules.repeat_from: "missed-some",
        rules.step_back_from: "missed-week",
        rules.phase_back_from: "missed-fortnight",
        rules.restart_from: "missed-month",
    }.get(missed)
    if why is None:
        return state
    ladder = terms.protocol.phases[state.phase].rhythm is Rhythm.LADDER
    if missed == rules.repeat_from:
        state = _last_rung_again(terms, state) if ladder else state
        state = msgspec.structs.replace(state, repeat=True, repeat_loaded=True)
        return decide(state, "hold", because(why, rules.sources, days=missed))
    if missed == rules.step_back_from:
        state = rung_down(terms, state, rules.rungs_down) if ladder else state
        state = msgspec.structs.replace(state, tests={})
    elif missed == rules.phase_back_from:
        state = to_phase(terms, state, max(min(state.phase, FIRST_LOADING_PHASE), state.phase - 1))
        state = msgspec.structs.replace(state, needs_screening=True)
        state = rung_down(terms, state, len(terms.rung_sessions))
    else:
        state = to_phase(terms, state, min(state.phase, FIRST_LOADING_PHASE))
        state = msgspec.structs.replace(state, tests={}, progress={}, swaps={}, needs_screening=True, contacts=0)
    return decide(state, "step_back", because(why, rules.sources, days=missed))


def _last_rung_again(terms: Terms, state: State) -> State:
    """The last rung run, once more, before the next."""
    rung = min(state.rung, max(terms.entry_rung, state.last_rung))
    done = min(state.rung_done if rung == state.rung else NEVER, terms.rung_sessions[rung] - 1)
    return msgspec.structs.replace(state, rung=rung, rung_done=done, ladder_done=False)
