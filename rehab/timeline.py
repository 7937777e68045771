"""The followed course: events of a day fold into the state, one day at a time."""

import msgspec

from rehab.events import AnyEvent
from rehab.state import Session, State


class Lived(msgspec.Struct, frozen=True):
    """One day as it was lived: the state it began with (mornings told, plan chosen), what was
    prescribed, what happened, and the state it left.
    """

    before: State
    session: Session
    events: tuple[AnyEvent, ...]
    after: State
