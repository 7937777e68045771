"""What a protocol file means: phases, gates, categories, doses, pain limits, days of a phase."""

from collections.abc import Mapping
from functools import cached_property

import msgspec

from rehab.catalogue import Catalogue, Exercise
from rehab.numbers import ByGrade, Kit, Ladder, Limits, Mileage, Missed, Modifiers, Overdue, Reds
from rehab.vocabulary import Rhythm, Role


class Phase(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A stretch of the way back. *floor_day* is the earliest day it may begin, by grade;
    *minimum_stay_days* how long it lasts at least when it begins later than that.
    """

    id: str
    rhythm: Rhythm
    floor_day: ByGrade
    minimum_stay_days: ByGrade
    max_tier: int
    categories: frozenset[str]
    minutes_limit: int
    sources: tuple[str, ...]
    most: dict[str, int] = {}
    fixed: dict[str, dict[int, int]] = {}
    floor_stretched: bool = False
    pain: str = "early"


class CategoryRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What all exercises of a category share. *earliest_day* locks the category by grade."""

    role: Role
    sources: tuple[str, ...]
    tempo: tuple[int, ...] = ()
    rest_seconds: int = 0
    earliest_day: ByGrade = {}
    pain: str = "early"


class PainLimit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From which number, 0 to 10, a context is amber and from which it is red."""

    amber_from: int
    red_from: int
    sources: tuple[str, ...]


class Greens(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many green results in a row a step up needs, for tiers up to *max_tier*."""

    max_tier: int
    needed: ByGrade
    sources: tuple[str, ...]


class Criterion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that must be true to leave a phase.

    *kind*: `measure` (the runner tries it or reports a number), `history` (read from the diary, as
    *reads* says) or `clearance`. *compare*: `at_least` or `at_most` *needs*. *percent_of_sound* asks for that
    share of the other side, *within_of_sound* for at most that difference. *clamp* lowers *needs*
    to what the other side does, but not below its first number. A try is told in *tried_in* where *unit* is how two
    sides are compared, and goes at *beats_per_minute* where a metronome sets its pace.
    """

    criterion: str
    kind: str
    sources: tuple[str, ...]
    needs: int = 0
    unit: str = ""
    tried_in: str = ""
    beats_per_minute: int | None = None
    compare: str = "at_least"
    side: str = "none"
    tier: int = 0
    exercise: str = ""
    max_pain: int | None = None
    percent_of_sound: int | None = None
    within_of_sound: int | None = None
    within_percent: int | None = None
    clamp: tuple[int, int] | None = None
    grades: tuple[int, ...] = (1, 2, 3)
    sets: int = 1
    reads: str = ""
    after: str = ""

    @property
    def told_in(self) -> str:
        """The unit of what a try is told as."""
        return self.tried_in or self.unit


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The session of one sort of day of a phase: which grades, which count, which exercises.

    *count* is days lived in the phase (daily), sessions done in it (loading) or the week number
    (weekly); a row holds from *first* to *last*, and with *every* only where
    `count % every` is in *at*.
    """

    phase: str
    day: str
    items: tuple[str, ...]
    grades: tuple[int, ...] = (1, 2, 3)
    first: int = 0
    last: int = 9999
    every: int = 1
    at: tuple[int, ...] = (0,)
    weekdays: tuple[int, ...] = ()
    without_run: tuple[str, ...] = ()

    def holds(self, *, grade: int, count: int) -> bool:
        """Whether the row speaks for this grade and count."""
        return grade in self.grades and self.first <= count <= self.last and count % self.every in self.at


class Course(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An item laid by the day since injury (protection and what goes with it).

    It is there from *from_day* to *until_day* by grade, in the phases named; without
    *until_day* as long as the phase lasts. A grade not in *from_day* does not get it.
    """

    exercise: str
    phases: tuple[str, ...]
    from_day: ByGrade
    until_day: ByGrade = {}
    every: int = 1
    at: tuple[int, ...] = (0,)
    times_per_day: int = 1
    grades_every: tuple[int, ...] = (1, 2, 3)


class Offer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a named piece of kit adds or puts in place of something on a sort of day."""

    kit: str
    exercise: str
    phases: tuple[str, ...]
    day: str
    replaces: str = ""
    after_days: int = 0
    on_counts: tuple[int, ...] = ()


class Schedule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which exercises stand on which days."""

    schema: int
    sources: tuple[str, ...]
    rows: tuple[Row, ...]
    laid: tuple[Course, ...]
    offers: tuple[Offer, ...]
    pairs: tuple[tuple[str, str], ...]
    off_day_cycle: tuple[str, ...]
    walk: str
    run_block: frozenset[str]
    warm_up: str
    cool_down: str


class Protocol(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True, eq=False):
    """A protocol folder, read: everything the engine knows about one injury."""

    id: str
    version: str
    injury: str
    reviewed_by: str
    reviewed_on: str
    sources: tuple[str, ...]
    default_focus: str
    focuses: tuple[str, ...]
    last_week: int
    planned_weekly_blocks: int
    start_steps: dict[str, dict[int, str]]
    clearance_grades: frozenset[int]
    phases: tuple[Phase, ...]
    categories: dict[str, CategoryRule]
    pain: dict[str, PainLimit]
    greens: tuple[Greens, ...]
    modifiers: Modifiers
    overdue: Overdue
    missed: Missed
    reds: Reds
    limits: Limits
    kit: Kit
    gates: dict[str, tuple[Criterion, ...]]
    ladder: Ladder | None
    mileage: Mileage | None
    schedule: Schedule
    exercises: tuple[Exercise, ...]

    @cached_property
    def catalogue(self) -> Catalogue:
        """The exercises with their graph."""
        return Catalogue(self.exercises)

    @cached_property
    def phase_index(self) -> Mapping[str, int]:
        """Phase id to its place, 0 first."""
        return {phase.id: place for place, phase in enumerate(self.phases)}

    def role_of(self, exercise: Exercise) -> Role:
        """What the exercise's category is for."""
        return self.categories[exercise.category].role
