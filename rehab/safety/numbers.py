"""The invariants' own numbers, written a second time on purpose.

A protocol file can be mistyped and the engine would follow it. These are what the clinical dossier
says, typed independently of the files; where both speak, both must agree. The sources of each number
are those of the protocol entry it guards; what has no study behind it is a judgement of ours.
An injury without figures of its own here is held to those of its protocol's file.
"""

from collections.abc import Mapping

import msgspec

from rehab.protocol import Protocol
from rehab.vocabulary import Rhythm, Role, Status

# First aid: no loading, stretching or massage for 48 hours, counted as whole dates.
LAST_FIRST_DAY = 2
# The same muscle is loaded on dates at least two apart; from this tier on it counts as loaded.
LOADING_TIER = 3
LOADING_GAP_DAYS = 2
WEEKS_OF_LOADING_GAP = 4
CHAIN_GAP_DAYS = 2
LIGHT_TIER = 2
QUIET_TIER = 1
QUIET_DAYS = 2
RED_RUN_GAP_DAYS = 4
RED_FALLS_RUNGS = 2
# Pain while loaded, and while running or springing, from which a result is red whatever else was said.
LOADED_RED_PAIN = 5
FAST_RED_PAIN = 4
# What days missed in a row cost, from so many on.
MISSED_SOME = 4
MISSED_WEEK = 8
MISSED_FORTNIGHT = 15
MISSED_MONTH = 29
# From the end of this day on a strain not on the ladder counts as the next grade, by injury and grade.
OVERDUE_DAY = {("calf-strain", 1): 21}
# Where a course stands while a clinician's look is wanted.
HELD_STATUSES = frozenset({Status.REVIEW_HOLD, Status.NEEDS_REVIEW})
# A way out of a phase is tried within a week of leaving it.
TEST_VALID_DAYS = 7
# A session.
MOST_EXERCISES = 6
SETUP_SECONDS = 30
STRETCH_HOLD_SECONDS = range(20, 31)
MOST_ISOMETRIC_SECONDS = 45
# Springs, in contacts a session.
FIRST_CONTACTS = 40
MORE_CONTACTS = 20
# Strength beside the walk-run ladder, in percent of the last full session before it.
LADDER_STRENGTH_PERCENT = 60
MOST_RUNS_IN_SEVEN_DAYS = 4
# Minutes of running after the ladder.
GROWTH_PERCENT = 110
SINGLE_RUN_PERCENT = 110
DELOAD_PERCENT = 70
DELOAD_EVERY = 4
LONGEST_RUN_DAYS = 30
UNKNOWN_LONGEST_MINUTES = 30
FIRST_WEEK_MINUTES = 90
USUAL_WEEKS = 4
USUAL_LEAST_MINUTES = 30
STRENGTH_SESSIONS_A_WEEK = 2
# Work not done for longer than this may begin again where a new test puts it.
FORGOTTEN_DAYS = 28
# So many days after trouble a week may hold less strength.
TROUBLE_DAYS = 7
# Where a test has shown more than the first step, work starts at so many percent of it.
CAPACITY_PERCENT = 60
WEEK = 7
# Ages.
YOUNGEST = 16
ADULT = 18
# Steps of a dose grow by at most so many percent.
STEP_GROWTH_LOADED = 50
STEP_GROWTH_LIGHT = 100

# Answers of the red-flag screen, by what they take away until a clinician has looked.
CLOT_FLAGS = frozenset({"rf10", "rf10a", "rf10b", "rf10c", "rf10d", "rf10e", "rf10f"})
VESSEL_FLAGS = frozenset({"rf02", "rf16"}) | CLOT_FLAGS
COLD_FLAGS = frozenset({"rf16a", "rf16b"}) | VESSEL_FLAGS
MASSAGE_FLAGS = frozenset({"rf14"}) | CLOT_FLAGS
# Of these, the ones a clearance does not give back.
LASTING_FLAGS = frozenset({"rf16", "rf16a", "rf16b"})
COLD_ITEMS = frozenset({"cold-pack"})
PRESSURE_ITEMS = frozenset({"compression-bandage-or-sleeve", "elevation"})


class Figures(msgspec.Struct, frozen=True):
    """Numbers of one injury. Phases are named by place, 0 first; dictionaries go by grade.

    *early_items* may stand in the first phase before clearance beside protection. *spring_place* is
    the first phase with springs, *place_of* that of single exercises. *green_before* names what
    must have gone well once before. *starts* are first doses above the first step. An earlier
    strain stretches the floors of *stretched_places*.
    """

    stretch_from: Mapping[int, int]
    massage_from: Mapping[int, int]
    clearance_grades: frozenset[int]
    early_items: frozenset[str]
    run_from: Mapping[int, int]
    spring_place: int
    place_of: Mapping[str, int]
    green_before: Mapping[str, str]
    rung_minutes: tuple[int, ...]
    contacts_most: Mapping[int, int]
    minutes_most: tuple[int, ...]
    stretched_places: frozenset[int]
    starts: Mapping[tuple[str, int], str]


CALF_STRAIN = Figures(
    stretch_from={1: 3, 2: 7, 3: 28},
    massage_from={1: 5, 2: 10, 3: 28},
    clearance_grades=frozenset({3}),
    early_items=frozenset({"toe-curls-and-knee-bends", "arm-and-trunk-cardio"}),
    run_from={1: 13, 2: 30, 3: 92},
    spring_place=3,
    place_of={"forward-single-leg-hop-and-stick": 4},
    green_before={"single-leg-hop-on-the-spot": "two-leg-pogo"},
    rung_minutes=(5, 8, 12, 16, 20, 24, 27, 30, 30),
    contacts_most={3: 80, 4: 100, 5: 100},
    minutes_most=(30, 30, 30, 45, 45, 45),
    stretched_places=frozenset({2, 3, 4}),
    starts={("single-leg-heel-raise", 1): "3 x 8 rep"},
)
BY_INJURY = {"calf-strain": CALF_STRAIN}


def figures_of(protocol: Protocol) -> Figures:
    """Our own figures for this injury, or those of its file where there are none."""
    return BY_INJURY.get(protocol.id) or figures_from(protocol)


def figures_from(protocol: Protocol) -> Figures:
    """What the protocol's own file says, as figures."""
    running = [p for p in protocol.phases if p.rhythm in (Rhythm.LADDER, Rhythm.WEEKLY)]
    springs = {name for name, rule in protocol.categories.items() if rule.role is Role.PLYOMETRIC}
    return Figures(
        stretch_from=_earliest(protocol, Role.STRETCH),
        massage_from=_earliest(protocol, Role.MASSAGE),
        clearance_grades=protocol.clearance_grades,
        early_items=frozenset(
            laid.exercise for laid in protocol.schedule.laid if not protocol.clearance_grades.isdisjoint(laid.from_day)
        ),
        run_from=running[0].floor_day if running else {},
        spring_place=next(
            (place for place, phase in enumerate(protocol.phases) if phase.categories & springs), len(protocol.phases)
        ),
        place_of={e.id: min(protocol.phase_index[p] for p in e.phases) for e in protocol.exercises},
        green_before={e.id: needed for e in protocol.exercises for needed in e.needs_green},
        rung_minutes=tuple(rung.total for rung in protocol.ladder.rungs) if protocol.ladder else (),
        contacts_most={protocol.phase_index[p]: most for p, most in protocol.limits.contacts_most.items()},
        minutes_most=tuple(phase.minutes_limit for phase in protocol.phases),
        stretched_places=frozenset(n for n, phase in enumerate(protocol.phases) if phase.floor_stretched),
        starts={(name, grade): dose for name, by in protocol.start_steps.items() for grade, dose in by.items()},
    )


def _earliest(protocol: Protocol, role: Role) -> dict[int, int]:
    """The latest of the first days that the categories of *role* name, by grade."""
    rules = [rule for rule in protocol.categories.values() if rule.role is role]
    return {grade: max((rule.earliest_day.get(grade, 0) for rule in rules), default=0) for grade in (1, 2, 3)}
