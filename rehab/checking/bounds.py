"""What each number of a protocol may be: one table, so that an absurd one is told and not lived.

The ends are judgements of ours. Where a number guards somebody, its gentle end is that of
`rehab/safety/numbers.py`; the other end is where a number stops making sense.
"""

from collections.abc import Iterator, Mapping

import msgspec

from rehab.catalogue import Exercise
from rehab.checking.place import Place
from rehab.fault import Fault
from rehab.numbers import Kit, Ladder, Limits, Mileage, Missed, Modifiers, Overdue, Reds, Rung
from rehab.protocol import CategoryRule, Course, Criterion, Greens, Offer, PainLimit, Phase, Protocol, Row, Schedule
from rehab.safety import numbers as safe

Ends = tuple[int, int]
DAYS, GRADES, WEEKDAYS, TIERS = (0, 400), (1, 3), (0, 6), (0, 5)
MINUTES, SECONDS, PAIN, TIMES = (0, 600), (0, 300), (0, 10), (1, 10)
EVERY, AT, COUNT, VOLUME, TEMPO = (1, 14), (0, 13), (0, 9999), (1, 9999), (0, 10)

BOUNDS: Mapping[type, Mapping[str, Ends]] = {
    Protocol: {"last_week": (26, 200), "planned_weekly_blocks": (1, 52), "clearance_grades": GRADES},
    Phase: {
        "floor_day": DAYS,
        "minimum_stay_days": (0, 100),
        "max_tier": TIERS,
        "minutes_limit": (10, 120),
        "most": VOLUME,
        "fixed": VOLUME,
    },
    CategoryRule: {"tempo": TEMPO, "rest_seconds": SECONDS, "earliest_day": DAYS},
    PainLimit: {"amber_from": (1, safe.LOADED_RED_PAIN), "red_from": (1, safe.LOADED_RED_PAIN)},
    Greens: {"max_tier": TIERS, "needed": TIMES},
    Modifiers: {"recurrence_percent": (100, 300), "gradual_percent": (100, 300), "older_from_age": (30, 100)},
    Overdue: {"ladder_by_day": DAYS, "regrade_to": (2, 3), "late_by_days": (1, 100)},
    Missed: {
        "repeat_from": (1, safe.MISSED_SOME),
        "step_back_from": (2, safe.MISSED_WEEK),
        "phase_back_from": (3, safe.MISSED_FORTNIGHT),
        "restart_from": (4, safe.MISSED_MONTH),
        "rungs_down": (1, 9),
        "comes_back_lower_after_days": (1, safe.FORGOTTEN_DAYS),
    },
    Reds: {
        "quiet_days": (safe.QUIET_DAYS, 14),
        "quiet_tier": (0, safe.QUIET_TIER),
        "phase_back_reds": (1, 5),
        "phase_back_days": (3, 30),
        "review_reds": (1, 5),
        "review_days": (7, 60),
        "ambers_step_back": (1, 5),
        "ambers_review": (1, 5),
        "amber_days_review": (3, 30),
        "early_loading_red_from": (1, safe.LOADED_RED_PAIN),
        "morning_amber_from": (1, 3),
        "morning_red_from": (1, 4),
    },
    Limits: {
        "loading_tier": (2, safe.LOADING_TIER),
        "loading_gap_days": (safe.LOADING_GAP_DAYS, 7),
        "zone_gap_hours": (24, 96),
        "chain_gap_days": (safe.CHAIN_GAP_DAYS, 7),
        "exercises_a_session": (1, safe.MOST_EXERCISES),
        "new_loaded_a_session": (1, 3),
        "contacts_first": (1, safe.FIRST_CONTACTS),
        "contacts_step": (1, safe.MORE_CONTACTS),
        "contacts_most": (1, 200),
        "ladder_strength_percent": (1, safe.LADDER_STRENGTH_PERCENT),
        "capacity_percent": (1, safe.CAPACITY_PERCENT),
        "setup_seconds": (0, 120),
        "test_valid_days": (1, safe.TEST_VALID_DAYS),
        "light_tier": (0, safe.LIGHT_TIER),
        "youngest_age": (safe.YOUNGEST, safe.ADULT),
    },
    Kit: {},
    Rung: {"run_minutes": (1, 60), "walk_minutes": (0, 30), "times": (1, 30)},
    Ladder: {
        "sessions": (0, 5),
        "cautious_entry_sessions": (0, 5),
        "extra_session_from": (1, 30),
        "red_falls": (safe.RED_FALLS_RUNGS, 9),
        "red_run_gap_days": (safe.RED_RUN_GAP_DAYS, 14),
        "morning_pain_most": (0, 2),
    },
    Mileage: {
        "first_week_minutes": (10, safe.FIRST_WEEK_MINUTES),
        "runs_a_week": (1, safe.MOST_RUNS_IN_SEVEN_DAYS),
        "minutes_per_run_day": (10, 120),
        "grow_percent": (100, safe.GROWTH_PERCENT),
        "single_run_percent": (100, safe.SINGLE_RUN_PERCENT),
        "longest_window_days": (7, safe.LONGEST_RUN_DAYS),
        "longest_default_minutes": (10, safe.UNKNOWN_LONGEST_MINUTES),
        "deload_every": (2, safe.DELOAD_EVERY),
        "deload_percent": (30, safe.DELOAD_PERCENT),
        "usual_cap_weeks": (safe.USUAL_WEEKS, 52),
        "usual_least_minutes": (10, safe.USUAL_LEAST_MINUTES),
        "target_minutes": (30, 600),
        "most_minutes": (30, 600),
        "flare_days": (3, 14),
        "watch_percent": (50, 100),
        "run_days": WEEKDAYS,
        "loading_weekdays": WEEKDAYS,
        "rest_weekdays": WEEKDAYS,
        "light_weekday": WEEKDAYS,
    },
    Criterion: {
        "needs": (0, 400),
        "beats_per_minute": (10, 120),
        "tier": TIERS,
        "max_pain": PAIN,
        "percent_of_sound": (1, 100),
        "within_of_sound": (0, 100),
        "within_percent": (0, 100),
        "clamp": (0, 400),
        "grades": GRADES,
        "sets": TIMES,
    },
    Schedule: {"schema": (1, 1)},
    Row: {"grades": GRADES, "first": COUNT, "last": COUNT, "every": EVERY, "at": AT, "weekdays": WEEKDAYS},
    Course: {
        "from_day": DAYS,
        "until_day": DAYS,
        "every": EVERY,
        "at": AT,
        "times_per_day": TIMES,
        "grades_every": GRADES,
    },
    Offer: {"after_days": DAYS, "on_counts": DAYS},
    Exercise: {"tier": TIERS, "tempo": TEMPO, "rest_seconds": SECONDS, "times_per_day": TIMES},
}


def bound_faults(place: Place) -> Iterator[Fault]:
    """A fault for each number beyond its bounds."""
    for key, entry, value in entries_of(place.protocol):
        for name, (least, most) in BOUNDS[type(value)].items():
            for number in _numbers(getattr(value, name)):
                if not least <= number <= most:
                    yield place.fault(key, entry, f"{name} is {number}", f"Write {least} to {most}.")


def entries_of(protocol: Protocol) -> Iterator[tuple[str, str, msgspec.Struct]]:
    """Every table of *protocol* that holds numbers: its key, how messages name it, its value."""
    yield "protocol", "protocol", protocol
    yield from (("phases", f"phase '{phase.id}'", phase) for phase in protocol.phases)
    yield from (("categories", f"category '{name}'", rule) for name, rule in protocol.categories.items())
    yield from (("pain", f"pain '{name}'", limit) for name, limit in protocol.pain.items())
    yield from (("greens", f"greens {number}", greens) for number, greens in enumerate(protocol.greens, 1))
    for key in ("modifiers", "overdue", "missed", "reds", "limits"):
        yield key, key, getattr(protocol, key)
    for phase, criteria in protocol.gates.items():
        yield from (("gates", f"gate '{phase}' criterion '{c.criterion}'", c) for c in criteria)
    schedule = protocol.schedule
    yield "schedule", "schedule", schedule
    for number, row in enumerate(schedule.rows, 1):
        yield "schedule", f"row {number} ({row.phase}, {row.day})", row
    yield from (("schedule", f"laid '{course.exercise}'", course) for course in schedule.laid)
    yield from (("schedule", f"offer '{offer.exercise}' for {offer.kit}", offer) for offer in schedule.offers)
    yield from (("exercises", f"exercise '{exercise.id}'", exercise) for exercise in protocol.exercises)
    if protocol.ladder:
        yield "ladder", "ladder", protocol.ladder
        yield from (("ladder", f"rung '{rung.id}'", rung) for rung in protocol.ladder.rungs)
    if protocol.mileage:
        yield "mileage", "mileage", protocol.mileage


def _numbers(value: object) -> Iterator[int]:
    """Every number that *value* is or holds; the keys of tables are names."""
    if isinstance(value, int):
        yield value
    elif isinstance(value, dict | tuple | frozenset):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _numbers(inner)
