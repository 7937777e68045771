"""The words every other module shares. One word per thing, from data file to screen."""

from enum import IntEnum, StrEnum


class Grade(IntEnum):
    """Severity of the strain as the runner or a clinician names it: 1 mild, 2 moderate, 3 severe."""

    MILD = 1
    MODERATE = 2
    SEVERE = 3


class Unit(StrEnum):
    """What an amount counts."""

    REP = "rep"
    SECOND = "s"
    MINUTE = "min"
    HOUR = "h"
    CONTACT = "contact"
    RUN_MINUTE = "run_min"
    METRE = "m"
    DAY_MAX = "day_max"


class Side(StrEnum):
    """Which leg works: the injured one, each in turn, both at once, or none."""

    INJURED = "injured"
    EACH = "each"
    BOTH = "both"
    NONE = "none"


class Kind(StrEnum):
    """What sort of day it is."""

    PROTECT = "protect"
    TRAINING = "training"
    LIGHT = "light"
    REST = "rest"


class Rhythm(StrEnum):
    """How a phase lays out its days; the engine knows rhythms, never the names of phases."""

    PROTECT = "protect"
    DAILY = "daily"
    ALTERNATE = "alternate"
    LADDER = "ladder"
    WEEKLY = "weekly"


class Role(StrEnum):
    """What a category of exercise is for; the engine reads roles, a protocol names its categories."""

    PROTECTION = "protection"
    MOBILITY = "mobility"
    STRETCH = "stretch"
    MASSAGE = "massage"
    ISOMETRIC = "isometric"
    STRENGTH = "strength"
    BALANCE = "balance"
    CHAIN = "chain"
    PLYOMETRIC = "plyometric"
    AEROBIC = "aerobic"
    RUN = "run"


class Route(StrEnum):
    """Where the red-flag screen sends somebody; the later the member, the more urgent."""

    PROCEED = "P"
    WITHIN_A_WEEK = "W"
    SAME_DAY = "U"
    EMERGENCY = "E"

    @property
    def urgency(self) -> int:
        """0 for proceed to 3 for emergency, so that the worst of several is their maximum."""
        return "PWUE".index(self.value)

    @property
    def stops(self) -> bool:
        """Whether there is no plan at all behind this route."""
        return self in ROUTES_WITHOUT_A_PLAN


ROUTES_WITHOUT_A_PLAN = frozenset({Route.SAME_DAY, Route.EMERGENCY})


class Lock(StrEnum):
    """How much of the plan a raised flag takes away until a clinician has cleared the runner."""

    NONE = "none"
    ADVISE = "advise"
    LIGHT_ONLY = "light_only"
    PROTECTION_ONLY = "protection_only"
    NO_PLAN = "no_plan"

    @property
    def stops_rises(self) -> bool:
        """Whether doses, phases and minutes stay as they are while the lock stands."""
        return self in LOCKS_WITHOUT_RISES


LOCKS_WITHOUT_RISES = frozenset({Lock.LIGHT_ONLY, Lock.PROTECTION_ONLY, Lock.NO_PLAN})


class Light(StrEnum):
    """How a session, or the morning after it, went."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"

    @property
    def severity(self) -> int:
        """0 green, 1 amber, 2 red."""
        return ("green", "amber", "red").index(self.value)


class Sign(StrEnum):
    """What a runner may report about a session besides a number."""

    SHARP = "sharp"
    POP = "pop"
    GRAB = "grab"
    NEW_SWELLING = "new_swelling"
    CANNOT_PUSH_OFF = "cannot_push_off"
    LIMP = "limp"
    REST_PAIN = "rest_pain"


class Status(StrEnum):
    """Where a followed programme stands."""

    ACTIVE = "active"
    HOLD = "hold"
    STEPPED_BACK = "stepped_back"
    NEEDS_REVIEW = "needs_review"
    REVIEW_HOLD = "review_hold"
    STOPPED_ACUTE = "stopped_acute"
    STOPPED_REDFLAG = "stopped_redflag"
    PAUSED = "paused"
    ENDED = "ended"


class Basis(StrEnum):
    """Whether days come from the calendar alone or from what the runner reported."""

    PLANNED = "planned"
    FOLLOWED = "followed"
