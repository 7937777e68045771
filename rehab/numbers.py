"""The numbers of a protocol that are no phase, gate or row: ladder, mileage, limits, reds."""

import msgspec

ByGrade = dict[int, int]


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
    """The walk-run ladder: rungs, and by grade the sessions on each rung, 0 below the entry."""

    exercise: str
    rungs: tuple[Rung, ...]
    sessions: dict[int, tuple[int, ...]]
    cautious_entry_sessions: tuple[int, ...]
    extra_session_focus: str
    extra_session_from: int
    red_falls: int
    red_run_gap_days: int
    morning_pain_most: int
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
    watch: str
    watch_percent: int
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
    capacity_percent: int
    quick_rests: frozenset[str]
    setup_seconds: int
    test_valid_days: int
    light_tier: int
    youngest_age: int
    sources: tuple[str, ...]


class Kit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is always at home, what is taken as given, and what may be named."""

    household: frozenset[str]
    given: frozenset[str]
    named: tuple[str, ...]
    sources: tuple[str, ...]
