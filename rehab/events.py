"""What can happen on a day. Facts only, each a value that encodes to JSON and back."""

import datetime
from enum import StrEnum
from typing import Literal

import msgspec

from rehab.intents import AnyIntent
from rehab.vocabulary import Lock, Route, Sign

# A move of zones is told for the first day that it makes another one, over the date line the second from today.
MOVED_AHEAD_DAYS = 2


class Outcome(StrEnum):
    """How much of an item was done; what nobody reported stays unknown."""

    DONE = "done"
    PARTLY = "partly"
    SKIPPED = "skipped"


class WhyNot(StrEnum):
    """Why something was skipped."""

    PAIN = "pain"
    TIME = "time"
    KIT = "kit"
    OTHER = "other"


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
    """A clinician examined the leg after this injury and agreed to exercise. *grade* is what they found it to be, None
    for no word on it. Their *name* and what they *said* are kept as they were told, and no rule reads them.
    """

    role: str
    grade: int | None = None
    name: str = ""
    said: str = ""


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
    """Clocks moved: *hours* forward (east) from the last local midnight on, negative for west.
    *last_ended_hour* is the local hour the last loading session ended (24 when unknown). With *skips* the runner's
    calendar has no such day: the move jumped over it. *zone* is the name of the new one, "" where only hours were told.
    """

    hours: int
    last_ended_hour: int = 24
    skips: bool = False
    zone: str = ""


class Equipped(Event, frozen=True, tag="equipped"):
    """The *kit* at home, from now on."""

    kit: frozenset[str]


class UsualWeek(Event, frozen=True, tag="usual_week"):
    """Minutes run in a usual week before the injury, set right; None for not known."""

    minutes: int | None = None


class Ended(Event, frozen=True, tag="ended"):
    """The programme is over."""


class Did(Event, frozen=True, tag="did"):
    """One item of today's session, told while the session is still going on. *why_not* is said of what was skipped."""

    exercise: str
    outcome: Outcome = Outcome.DONE
    pain: int | None = None
    minutes: int | None = None
    why_not: WhyNot | None = None


class Finished(Event, frozen=True, tag="finished"):
    """The session is over. With the items told before it makes a `CheckIn`.

    *during* is the worst pain while it went on, felt at the exercise *worst_at* or, where that is not said, at any:
    then it counts for every item that has no number of its own. *after* is pain once it was over.
    """

    during: int | None = None
    worst_at: str | None = None
    after: int | None = None
    signs: frozenset[Sign] = frozenset()
    widespread: bool = False


class TakenBack(Event, frozen=True, tag="taken_back"):
    """An entry that was a slip of the finger, and *why*; it changes nothing but that the entry no longer counts."""

    why: str


class Answered(Event, frozen=True, tag="answered"):
    """A question beside the signs was answered; what follows from a yes is told on its own."""

    what: str
    yes: bool


class HandedOver(Event, frozen=True, tag="handed_over"):
    """From here on another clinic steers the plan, as the clinic that did, or the runner, has asked; no day changes by
    it.
    """

    asked_by: Literal["clinic", "runner"]


class Adjusted(Event, frozen=True, tag="adjusted"):
    """A therapist asks for something beside the rules, on the day *on* of the strain number *episode*. *key* names it
    to whoever takes it back; *said* is the reason that is kept, *overrides* the invariants it may break for it.
    """

    key: str
    on: datetime.date
    intent: AnyIntent
    said: str = ""
    overrides: frozenset[str] = frozenset()
    episode: int = 1
    by: Literal["therapist"] = "therapist"


class Undone(Event, frozen=True, tag="undone"):
    """What was asked for under *key* no longer counts, from the day *on* on. What it did to days before stays."""

    key: str
    on: datetime.date
    said: str = ""
    by: Literal["therapist"] = "therapist"


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
    | Equipped
    | UsualWeek
    | Ended
    | Adjusted
    | Undone
)
# What a diary holds: sessions are told item by item there.
Noted = AnyEvent | Did | Finished | TakenBack | Answered | HandedOver
