"""Where a course stands: everything the days so far have settled, and nothing else."""

import msgspec
from msgspec import UNSET, UnsetType

from rehab.events import Adjusted
from rehab.reason import Reason
from rehab.situation import Situation
from rehab.vocabulary import Light, Lock, Route, Status

LONG_AGO = -1000


# Nothing here ever points back to what holds it, so the collector need not walk the thousands of a course.
class Progress(msgspec.Struct, frozen=True, gc=False):
    """How far one exercise has come.

    *step* and *highest* index its dose steps. *greens* counts green results in a row at the
    highest step; *fresh* says whether the last time it was done came back green.
    """

    step: int
    highest: int
    greens: int = 0
    fresh: bool = False
    last_day: int = LONG_AGO
    green_days: int = 0


class TestRecord(msgspec.Struct, frozen=True):
    """The last try at a gate's criterion."""

    __test__ = False

    day: int
    injured: int
    sound: int | None = None
    pain: int | None = None
    green_after: bool = False


class Entry(msgspec.Struct, frozen=True, gc=False):
    """One line of a prescription: exercise, dose step, the rule that chose it.

    *amount* stands in for the dose step where minutes come from the ladder or the mileage rule.
    """

    exercise: str
    step: int
    rule: str
    optional: bool = False
    times_per_day: int = 1
    amount: int = 0


class Session(msgspec.Struct, frozen=True, gc=False):
    """What a day holds, before words: kind, entries in order, minutes, rungs and sentences."""

    kind: str
    entries: tuple[Entry, ...]
    minutes: int = 0
    loading: bool = False
    rung: int | None = None
    run_minutes: int = 0
    notices: tuple[Reason, ...] = ()


class Decision(msgspec.Struct, frozen=True):
    """What the rules made of something reported: *move* is progress, hold, step_back, stop or
    note."""

    day: int
    move: str
    why: Reason
    light: Light | None = None


class WeekOfRuns(msgspec.Struct, frozen=True, gc=False):
    """The present week of the weekly phase: planned minutes, minutes run, and the weeks before."""

    number: int = 0
    since: int = LONG_AGO
    planned: int = 0
    run: int = 0
    greens: int = 0
    last_build: int = 0
    build_before: int = 0
    highest: int = 0
    deload: bool = False
    flared: bool = False
    runs: tuple[int, ...] = ()
    new_maximum: bool = False


class Pending(msgspec.Struct, frozen=True):
    """A session whose light waits for the next morning: what was *touched* at all, what was *done*
    in full, and what made the light what it is."""

    day: int
    light: Light
    session: Session
    touched: frozenset[str]
    done: frozenset[str]
    culprits: frozenset[str]
    why: Reason


class Swap(msgspec.Struct, frozen=True):
    """An easier exercise in the place of another, and its green results in a row since."""

    easier: str
    greens: int = 0


class State(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A course at the start of *day* (whole days since this episode's injury), before its events.

    The tuples indexed by phase (*lived*, *sessions*) hold days lived and loading sessions done in
    each. *lived_since* is the day the present phase began, *opened* the phase of the last plan,
    *placed* the phase the first placement chose (-1 once it was left). Days before the injury are
    negative. *wishes* are what a therapist asks for that still stands; without any, nothing is kept of them.
    """

    situation: Situation
    day: int
    phase: int
    lived_since: int
    lived: tuple[int, ...]
    sessions: tuple[int, ...]
    placed: int = 0
    opened: int = 0
    episode: int = 1
    planned: bool = False
    paused: bool = False
    ended: bool = False
    acute: bool = False
    off_days: int = 0
    last_loading: int = LONG_AGO
    last_chain: int = LONG_AGO
    loading_from: int = 0
    run_from: int = 0
    quiet_until: int = LONG_AGO
    progress: dict[str, Progress] = {}
    swaps: dict[str, Swap] = {}
    power_volume: int = 0
    contacts: int = 0
    rung: int = 0
    rung_done: int = 0
    last_rung: int = 0
    walk_owed: bool = False
    other_loaded: int = LONG_AGO
    told: frozenset[str] = frozenset()
    told_day: int = LONG_AGO
    ladder_done: bool = False
    first_weekly_run: int | None = None
    week: WeekOfRuns = WeekOfRuns()
    runs: tuple[tuple[int, int], ...] = ()
    pending: tuple[Pending, ...] = ()
    last_light: Light = Light.GREEN
    loading_light: Light = Light.GREEN
    ambers: int = 0
    amber_since: int | None = None
    reds: tuple[int, ...] = ()
    red_runs: tuple[int, ...] = ()
    flare_until: int = LONG_AGO
    mornings: tuple[tuple[int, int], ...] = ()
    green_mornings: int = 0
    trend: int = 0
    unsettled: int | None = None
    unsettled_day: int = LONG_AGO
    tests: dict[str, TestRecord] = {}
    cleared_day: int | None = None
    flags: frozenset[str] = frozenset()
    flagged_day: int = LONG_AGO
    route: Route = Route.PROCEED
    lock: Lock = Lock.NONE
    review_since: int | None = None
    hold_since: int | None = None
    held_for: frozenset[str] = frozenset()
    missed: int = 0
    repeat: bool = False
    repeat_loaded: bool = False
    needs_screening: bool = False
    needs_grade: bool = False
    next_grade: int = 0
    fever_day: int = LONG_AGO
    skipped_day: int = LONG_AGO
    growth_held: bool = False
    best_raises: int = 0
    decisions: tuple[Decision, ...] = ()
    wishes: tuple[Adjusted, ...] | UnsetType = UNSET

    @property
    def status(self) -> Status:
        """Where the programme stands, the most serious first."""
        facts = (
            (self.ended, Status.ENDED),
            (self.paused, Status.PAUSED),
            (self.route.stops or self.lock is Lock.NO_PLAN, Status.STOPPED_REDFLAG),
            (self.acute, Status.STOPPED_ACUTE),
            (self.review_since is not None or self.lock.stops_rises or self.needs_screening, Status.NEEDS_REVIEW),
            (self.hold_since is not None, Status.REVIEW_HOLD),
            (self.day <= self.quiet_until or bool(self.swaps), Status.STEPPED_BACK),
            (self.last_light is not Light.GREEN or self.loading_light is not Light.GREEN, Status.HOLD),
        )
        return next((status for holds, status in facts if holds), Status.ACTIVE)
