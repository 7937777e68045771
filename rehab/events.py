"""What can happen on a day. Facts only, each a value that encodes to JSON and back."""

from enum import StrEnum

import msgspec

from rehab.vocabulary import Lock, Route, Sign


class Outcome(StrEnum):
    """How much of an item was done; what nobody reported stays unknown."""

    DONE = "done"
    PARTLY = "partly"
    SKIPPED = "skipped"


class Report(msgspec.Struct, frozen=True):
    """One item of a session: how much was done, worst pain while doing it (0 to 10), and for a
    run how many minutes were run (None: as planned)."""

    exercise: str
    outcome: Outcome = Outcome.DONE
    pain: int | None = None
    minutes: int | None = None


class Event(msgspec.Struct, frozen=True, tag=True):
    """The base of all events of a day."""


class Morning(Event, frozen=True, tag="morning"):
    """Pain on the first ten steps of the day, 0 to 10, whether there was a limp, and whether it is
    only widespread soreness (both calves or the whole calf, easing with movement)."""

    pain: int
    limp: bool = False
    widespread: bool = False


class CheckIn(Event, frozen=True, tag="check_in"):
    """The session of the day. *after* is pain when it was over. *widespread* is soreness of both
    calves or the whole calf, a day or more after a new dose, easing with movement."""

    reports: tuple[Report, ...]
    after: int | None = None
    signs: frozenset[Sign] = frozenset()
    widespread: bool = False


class Tried(Event, frozen=True, tag="tried"):
    """A gate's criterion, tried: the injured side, the other side, pain meanwhile."""

    criterion: str
    injured: int
    sound: int | None = None
    pain: int | None = None


class Cleared(Event, frozen=True, tag="cleared"):
    """A clinician examined the leg after this injury and agreed to exercise."""

    role: str
    grade: int | None = None


class Screened(Event, frozen=True, tag="screened"):
    """The red-flag screen was answered: *flags* now said yes to, and what the rules made of them.

    *full* tells the whole intake from the daily signs.
    """

    flags: frozenset[str]
    route: Route = Route.PROCEED
    lock: Lock = Lock.NONE
    barred: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    full: bool = False


class Regraded(Event, frozen=True, tag="regraded"):
    """A second look at the grade; it may only rise without a clinician."""

    grade: int


class Reinjured(Event, frozen=True, tag="reinjured"):
    """A new strain of the same leg today, graded by the runner."""

    grade: int


class Paused(Event, frozen=True, tag="paused"):
    """The runner stops for a while (holiday, work, other illness)."""


class Resumed(Event, frozen=True, tag="resumed"):
    """The runner is back."""


class Fever(Event, frozen=True, tag="fever"):
    """Ill with fever today."""


class OtherWork(Event, frozen=True, tag="other_work"):
    """A run or strength work outside the plan: minutes run (0 for none), whether the leg was
    loaded, worst pain."""

    run_minutes: int = 0
    loaded: bool = True
    pain: int | None = None


class ZoneMoved(Event, frozen=True, tag="zone_moved"):
    """Clocks moved: *hours* forward (east) from the next local midnight on, negative for west.
    *last_ended_hour* is the local hour the last loading session ended (24 when unknown)."""

    hours: int
    last_ended_hour: int = 24


class Ended(Event, frozen=True, tag="ended"):
    """The programme is over."""


AnyEvent = (
    Morning
    | CheckIn
    | Tried
    | Cleared
    | Screened
    | Regraded
    | Reinjured
    | Paused
    | Resumed
    | Fever
    | OtherWork
    | ZoneMoved
    | Ended
)
