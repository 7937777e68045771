"""What leaves no plan at all, read from the events of a day a second time."""

from collections.abc import Iterable

from rehab.events import AnyEvent, CheckIn, Cleared, Ended, Paused, Reinjured, Resumed, Screened
from rehab.state import State
from rehab.vocabulary import Lock


def is_stopped(state: State, events: Iterable[AnyEvent]) -> bool:
    """Whether a pause, the end, or an answer that leaves no plan stands after *events*. A new strain, which a sign may
    be, begins a course that is neither paused nor over.
    """
    paused, ended, barred = state.paused, state.ended, state.route.stops or state.lock is Lock.NO_PLAN
    for event in events:
        anew = isinstance(event, Reinjured) or (isinstance(event, CheckIn) and bool(event.signs))
        paused = isinstance(event, Paused) or (paused and not anew and not isinstance(event, Resumed))
        ended = isinstance(event, Ended) or (ended and not anew)
        if isinstance(event, Screened):
            barred = barred or event.route.stops or event.lock is Lock.NO_PLAN
        barred = barred and not isinstance(event, Cleared)
    return paused or ended or barred
