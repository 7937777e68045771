"""The light of a day so far: what was told today, settled or still waiting for the next morning."""

import msgspec

from rehab.reason import Reason
from rehab.state import Decision, State
from rehab.vocabulary import Light


class SoFar(msgspec.Struct, frozen=True):
    """The worst *light* of today with the *reasons* that gave it; None where nothing gave one. *settled* unless the
    next morning still has a say.
    """

    light: Light | None
    reasons: tuple[Reason, ...]
    settled: bool


def light_so_far(now: State) -> SoFar:
    """What today has come to in *now*, the state with everything told."""
    pending = [entry for entry in now.pending if entry.day == now.day]
    waiting = [Decision(now.day, "note", entry.why, entry.light) for entry in pending]
    given = [decision for decision in (*now.decisions, *waiting) if decision.light is not None]
    worst = max((d.light for d in given if d.light is not None), key=lambda light: light.severity, default=None)
    reasons = dict.fromkeys(decision.why for decision in given if decision.light is worst)
    return SoFar(worst, tuple(reasons), settled=not pending)
