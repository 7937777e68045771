"""What a protocol file means: phases, gates, categories, doses, pain limits, days of a phase."""

from collections.abc import Mapping
from functools import cached_property

import msgspec

from rehab.catalogue import Catalogue, Exercise
from rehab.vocabulary import Rhythm, Role

ByGrade = dict[int, int]


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

    *kind*: `measure` (the runner tries it or reports a number), `history` (read from the diary)
    or `clearance`. *compare*: `at_least` or `at_most` *needs*. *percent_of_sound* asks for that
    share of the other side, *within_of_sound* for at most that difference. *clamp* lowers *needs*
    to what the other side does, but not below its first number.
    """

    criterion: str
    kind: str
    sources: tuple[str, ...]
    needs: int = 0
    unit: str = ""
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


class Rung(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A step of the walk-run ladder; minutes run and walked, that often."""

    id: str
    run_minutes: int
    walk_minutes: int
    times: int

    @property
    def total(self) -> int:
        """Minutes run in the session."""
        return self.run_minutes * self.times


class Ladder(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The walk-run ladder: rungs, where each grade enters, sessions on each rung."""

    exercise: str
    rungs: tuple[Rung, ...]
    entry: ByGrade
    sessions: dict[int, tuple[int, ...]]
    cautious_entry_sessions: tuple[int, ...]
    extra_session_focus: str
    extra_session_from: int
    red_falls: int
    red_run_gap_days: int
    most_runs_in_seven_days: int
    sources: tuple[str, ...]


class Mileage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Weekly running minutes after the ladder, in whole-number arithmetic (percent)."""

    exercise: str
    strides: str
    first_week_minutes: int
    runs_a_week: int
    minutes_per_run_day: int
    grow_percent: int
    single_run_percent: int
    longest_window_days: int
    longest_default_minutes: int
    deload_every: int
    deload_percent: int
    usual_cap_weeks: int
    usual_least_minutes: int
    target_minutes: int
    most_minutes: int
    deload_drops: tuple[str, ...]
    flare_days: int
    run_days: tuple[int, ...]
    loading_weekdays: tuple[int, ...]
    rest_weekdays: tuple[int, ...]
    light_weekday: int
    sources: tuple[str, ...]


class Modifiers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What moves the floors. Factors are percent; the day is rounded up."""

    recurrence_percent: int
    gradual_percent: int
    gradual_focuses: frozenset[str]
    recurrence_phases: frozenset[str]
    older_from_age: int
    sources: tuple[str, ...]


class Overdue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When a course takes longer than its window. *regrade_to* and *hold* days are for the
    plain floor of the ladder phase and move with it.
    """

    ladder_by_day: ByGrade
    regrade_to: ByGrade
    late_by_days: int
    sources: tuple[str, ...]


class Missed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What missed days do, from so many days on."""

    repeat_from: int
    step_back_from: int
    phase_back_from: int
    restart_from: int
    rungs_down: int
    comes_back_lower_after_days: int
    sources: tuple[str, ...]


class Reds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What amber and red days do."""

    quiet_days: int
    quiet_tier: int
    phase_back_reds: int
    phase_back_days: int
    review_reds: int
    review_days: int
    ambers_step_back: int
    ambers_review: int
    amber_days_review: int
    early_loading_red_from: int
    morning_amber_from: int
    morning_red_from: int
    sources: tuple[str, ...]


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Ceilings on a day and on a session."""

    loading_tier: int
    loading_gap_days: int
    zone_gap_hours: int
    chain_gap_days: int
    exercises_a_session: int
    new_loaded_a_session: int
    contacts_first: int
    contacts_step: int
    contacts_most: dict[str, int]
    ladder_strength_percent: int
    quick_rests: frozenset[str]
    setup_seconds: int
    test_valid_days: int
    light_tier: int
    sources: tuple[str, ...]


class Kit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is always at home, what is taken as given, and what may be named."""

    household: frozenset[str]
    given: frozenset[str]
    named: tuple[str, ...]
    sources: tuple[str, ...]


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
