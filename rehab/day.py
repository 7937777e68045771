"""Which exercises stand on a day: the template's row, then everything that takes some away."""

import msgspec

from rehab.allowed import Ground, kept, ordered, shut_today, stepped_back
from rehab.held import is_held_light
from rehab.kit import in_place, missing_of, offers_of
from rehab.known import Known
from rehab.protocol import Phase, Row
from rehab.reason import Reason
from rehab.running import minutes_today, weekday_of
from rehab.situation import Terms
from rehab.state import State
from rehab.vocabulary import Kind, Lock, Rhythm, Role, Route
from rehab.wishes import WishedRow, left_standing, widened, wished_row

# Compared on every day of a course: in Python 3.11 looking a member up on its enum costs as much as a call.
PROTECTION_ONLY, NO_PLAN = Lock.PROTECTION_ONLY, Lock.NO_PLAN
LADDER, PROTECT, WEEKLY, DAILY = Rhythm.LADDER, Rhythm.PROTECT, Rhythm.WEEKLY, Rhythm.DAILY
PROCEED = Route.PROCEED

FEVER_FREE_DAYS = 2


class Listed(msgspec.Struct, frozen=True, eq=False):
    """The exercises of a day, in order, before doses: *optional* ones are offered, not asked. *wished* says which rule
    speaks for those that a therapist asked for.
    """

    kind: Kind
    loading: bool
    exercises: tuple[Known, ...]
    optional: frozenset[str] = frozenset()
    times: dict[str, int] = {}
    notices: tuple[Reason, ...] = ()
    wished: dict[str, str] = {}


def tier_cap(terms: Terms, state: State) -> int:
    """The highest tier allowed today: the phase's, less what reds, reviews and fever take away."""
    protocol = terms.protocol
    cap = protocol.phases[state.phase].max_tier
    if state.day <= state.quiet_until:
        cap = min(cap, protocol.reds.quiet_tier)
    if is_held_light(state) or state.day - state.fever_day < FEVER_FREE_DAYS:
        cap = min(cap, protocol.limits.light_tier)
    return cap


def is_protection_only(state: State) -> bool:
    """Whether nothing but protection is left: a stop lock, or an acute event not yet sorted out."""
    return state.lock is PROTECTION_ONLY or state.acute


def has_no_plan(state: State) -> bool:
    """Whether today shows no plan at all: an emergency or urgent answer, a pause, the end, a day that a move of clocks
    has jumped over.
    """
    stopped = state.route is not PROCEED and state.route.stops
    return state.ended or state.paused or state.lock is NO_PLAN or stopped or state.skipped_day == state.day


def loading_is_due(terms: Terms, state: State) -> bool:
    """Whether the muscle may be loaded today: two dates after the last time, nothing blocking."""
    limits = terms.protocol.limits
    return (
        state.day - state.last_loading >= limits.loading_gap_days
        and state.day >= state.loading_from
        and tier_cap(terms, state) >= limits.loading_tier
        and _may_run(terms, state)
    )


def _may_run(terms: Terms, state: State) -> bool:
    """The run gate of the ladder: a green walk after a red run, and little pain this morning."""
    ladder = terms.protocol.ladder
    if ladder is None or terms.protocol.phases[state.phase].rhythm is not LADDER:
        return True
    sore = any(day == state.day and pain > ladder.morning_pain_most for day, pain in state.mornings[-1:])
    return not sore and not state.walk_owed


def list_day(terms: Terms, state: State) -> Listed:
    """The exercises of *state*'s day, in the order of the session."""
    if has_no_plan(state):
        return Listed(Kind.REST, False, ())
    phase = terms.protocol.phases[state.phase]
    if is_protection_only(state):
        return _protection(terms, state, terms.protocol.phases[0])
    if phase.rhythm is PROTECT:
        return _protection(terms, state, phase)
    wanted = _wanted(terms, state, phase)
    cap, shut = tier_cap(terms, state), shut_today(terms, state)
    ground = Ground(phase, wanted.sort, wanted.loading, cap, terms.open_in[phase.id], shut)
    if state.wishes or state.swaps or terms.laid[phase.id]:
        return _listed(terms, state, ground, wanted)
    if not state.progress.keys() >= set(wanted.items + wanted.extras):
        return _listed(terms, state, ground, wanted)
    # Nothing new, nothing swapped, nothing asked for, nothing laid by the day: then only these decide.
    key = (state.phase, wanted.sort, wanted.items, wanted.extras, cap, shut)
    known: Listed | None = terms.lists.get(key)
    if known is None:
        known = terms.lists[key] = _listed(terms, state, ground, wanted)
    return known


class Wanted(msgspec.Struct, frozen=True):
    """What a day's row asks for, kit in its place, before anything is taken away."""

    sort: str
    items: tuple[str, ...]
    extras: tuple[str, ...]
    loading: bool


def _wanted(terms: Terms, state: State, phase: Phase) -> Wanted:
    sort, row, loading = _row(terms, state, phase)
    items = row.items
    if loading and row.without_run and not minutes_today(terms, state):
        items = row.without_run
    if not terms.offers:
        return Wanted(sort, items, (), loading)
    offers = offers_of(terms, state, phase, sort)
    items = in_place(offers, state, items)
    return Wanted(sort, items, tuple(o.exercise for o in offers if not o.replaces and o.exercise not in items), loading)


def _listed(terms: Terms, state: State, ground: Ground, wanted: Wanted) -> Listed:
    laid, times = _laid(terms, state, ground.phase)
    row, standing = WishedRow(wanted.items, wanted.items), kept
    if state.wishes:
        ground = widened(terms, state, ground)
        row, standing = wished_row(terms, state, ground, wanted.items, (*laid, *wanted.extras)), left_standing
    items = [stepped_back(state, item, ground.open_here) for item in row.items] if state.swaps else row.items
    found = ordered(terms, standing(terms, state, ground, (*laid, *items, *wanted.extras)))
    optional = frozenset(row.first if wanted.sort == "rest" else wanted.extras)
    kind, loading = _kind(ground.phase, found, optional, loading=wanted.loading)
    # A day whose loading work was taken away still counts as one that loads, so that the rhythm of days stays.
    loading = loading or (wanted.loading and bool(state.wishes))
    notices = missing_of(terms, row.items) + row.notices
    return Listed(kind, loading, tuple(found), optional, times, notices, row.wished)


def _kind(phase: Phase, kept: list[Known], optional: frozenset[str], *, loading: bool) -> tuple[Kind, bool]:
    """The kind of day its items make it, and whether it loads the muscle after all."""
    asked = [known for known in kept if known.exercise.id not in optional] if optional else kept
    loaded = any(known.loaded for known in asked)
    if phase.rhythm is DAILY or loaded:
        return Kind.TRAINING, loading and loaded
    return (Kind.LIGHT if asked else Kind.REST), False


def _protection(terms: Terms, state: State, phase: Phase) -> Listed:
    """What is laid by the day since injury. Behind a stop lock without aerobic work."""
    laid, times = _laid(terms, state, phase)
    ground = Ground(phase, "protect", False, tier_cap(terms, state), terms.open_in[phase.id], shut_today(terms, state))
    found = left_standing(terms, state, ground, laid) if state.wishes else kept(terms, state, ground, laid)
    if is_protection_only(state):
        found = [known for known in found if known.role is not Role.AEROBIC]
    optional = frozenset(known.exercise.id for known in found if known.role is Role.AEROBIC)
    return Listed(Kind.PROTECT, False, tuple(found), optional, times)


def _laid(terms: Terms, state: State, phase: Phase) -> tuple[list[str], dict[str, int]]:
    grade, day = terms.grade, state.day
    found: list[str] = []
    times: dict[str, int] = {}
    for course in terms.laid[phase.id]:
        if course.from_day[grade] <= day <= course.until_day.get(grade, day) and day % course.every in course.at:
            found.append(course.exercise)
            times[course.exercise] = course.times_per_day
    return found, times


def _row(terms: Terms, state: State, phase: Phase) -> tuple[str, Row, bool]:
    """The sort of day, its row, and whether it loads the muscle."""
    if phase.rhythm is WEEKLY:
        return _weekly_row(terms, state, phase)
    if phase.rhythm is DAILY:
        count = state.lived[state.phase]
        chain_rests = state.day - state.last_chain < terms.protocol.limits.chain_gap_days
        sort = "daily" if chain_rests or _find(terms, phase, "chain", count) is None else "chain"
        return sort, _must(_find(terms, phase, sort, count)), False
    if loading_is_due(terms, state):
        return "loading", _must(_find(terms, phase, "loading", state.sessions[state.phase])), True
    cycle = terms.protocol.schedule.off_day_cycle
    sort = cycle[0] if state.walk_owed else cycle[state.off_days % len(cycle)]
    return sort, _must(_find(terms, phase, sort, 0)), False


def _weekly_row(terms: Terms, state: State, phase: Phase) -> tuple[str, Row, bool]:
    mileage = terms.protocol.mileage
    assert mileage is not None
    weekday = weekday_of(state)
    if weekday is None or weekday in mileage.rest_weekdays:
        return "rest", _weekday(terms, state, phase, mileage.rest_weekdays[0]), False
    if weekday in mileage.loading_weekdays:
        if loading_is_due(terms, state):
            return "loading", _weekday(terms, state, phase, weekday), True
        weekday = mileage.light_weekday
    return "light", _weekday(terms, state, phase, weekday), False


def _weekday(terms: Terms, state: State, phase: Phase, weekday: int) -> Row:
    week = max(1, state.week.number)
    speaking = [row for row in terms.weekdays[(phase.id, weekday)] if row.first <= week <= row.last]
    return speaking[0]


def _find(terms: Terms, phase: Phase, sort: str, count: int) -> Row | None:
    for row in terms.rows.get((phase.id, sort), ()):
        if row.holds(grade=terms.grade, count=count):
            return row
    return None


def _must(row: Row | None) -> Row:
    assert row is not None, "check_protocol refuses a schedule with a day that no row speaks for"
    return row
