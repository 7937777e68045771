"""Whether a day is kept at light work, and whether anything may rise on it."""

from rehab.situation import Terms
from rehab.state import State
from rehab.vocabulary import Light, Lock

# Compared on every day of a course: in Python 3.11 looking a member up on its enum costs as much as a call.
LIGHT_ONLY, UNLOCKED = Lock.LIGHT_ONLY, Lock.NONE
GREEN = Light.GREEN


def is_held_light(state: State) -> bool:
    """Whether a review, a lock or an unanswered screen keeps the day at light work."""
    return state.review_since is not None or state.lock is LIGHT_ONLY or state.needs_screening


def rises_are_held(terms: Terms, state: State) -> bool:
    """Whether nothing may rise today: a review, a hold, an amber or red just before, a return."""
    return (
        (state.lock is not UNLOCKED and state.lock.stops_rises)
        or state.hold_since is not None
        or is_held_light(state)
        or state.last_light is not GREEN
        or (bool(state.pending) and _awaits_bad_news(state))
        or state.repeat
        or state.day <= state.flare_until
    )


def _awaits_bad_news(state: State) -> bool:
    """Whether a session not yet settled was amber or red while it was done."""
    return any(pending.light is not GREEN for pending in state.pending)
