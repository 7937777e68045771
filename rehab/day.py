"""Which exercises stand on a day: the template's row, then everything that takes some away."""

from collections.abc import Container, Sequence

import msgspec

from rehab.catalogue import Exercise
from rehab.kit import in_place, missing_of, offers_of
from rehab.known import Known
from rehab.protocol import Phase, Row
from rehab.reason import Reason
from rehab.running import minutes_today, weekday_of
from rehab.situation import Terms
from rehab.state import State
from rehab.vocabulary import Kind, Lock, Rhythm, Role, Route

# Compared on every day of a course: in Python 3.11 looking a member up on its enum costs as much as a call.
LIGHT_ONLY, PROTECTION_ONLY, NO_PLAN = Lock.LIGHT_ONLY, Lock.PROTECTION_ONLY, Lock.NO_PLAN
LADDER, PROTECT, WEEKLY, DAILY = Rhythm.LADDER, Rhythm.PROTECT, Rhythm.WEEKLY, Rhythm.DAILY
RUN = Role.RUN
PROCEED = Route.PROCEED

FEVER_FREE_DAYS = 2


class Listed(msgspec.Struct, frozen=True, eq=False):
    """The exercises of a day, in order, before doses: *optional* ones are offered, not asked."""

    kind: Kind
    loading: bool
    exercises: tuple[Known, ...]
    optional: frozenset[str] = frozenset()
    times: dict[str, int] = {}
    notices: tuple[Reason, ...] = ()


def tier_cap(terms: Terms, state: State) -> int:
    """The highest tier allowed today: the phase's, less what reds, reviews and fever take away."""
    protocol = terms.protocol
    cap = protocol.phases[state.phase].max_tier
    if state.day <= state.quiet_until:
        cap = min(cap, protocol.reds.quiet_tier)
    if is_held_light(state) or state.day - state.fever_day < FEVER_FREE_DAYS:
        cap = min(cap, protocol.limits.light_tier)
    return cap


def is_held_light(state: State) -> bool:
    """Whether a review, a lock or an unanswered screen keeps the day at light work."""
    return state.review_since is not None or state.lock is LIGHT_ONLY or state.needs_screening


def is_protection_only(state: State) -> bool:
    """Whether nothing but protection is left: a stop lock, or an acute event not yet sorted out."""
    return state.lock is PROTECTION_ONLY or state.acute


def has_no_plan(state: State) -> bool:
    """Whether today shows no plan at all: an emergency or urgent answer, a pause, the end."""
    stopped = state.route is not PROCEED and state.route.stops
    return state.ended or state.paused or state.lock is NO_PLAN or stopped


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
    if state.swaps or terms.laid[phase.id] or not state.progress.keys() >= set(wanted.items + wanted.extras):
        return _listed(terms, state, phase, wanted)
    # Nothing new, nothing swapped, nothing laid by the day: then only these decide.
    key = (state.phase, wanted.sort, wanted.items, wanted.extras, tier_cap(terms, state), _shut(terms, state))
    known: Listed | None = terms.lists.get(key)
    if known is None:
        known = terms.lists[key] = _listed(terms, state, phase, wanted)
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


def _listed(terms: Terms, state: State, phase: Phase, wanted: Wanted) -> Listed:
    items = wanted.items
    optional = frozenset(items if wanted.sort == "rest" else wanted.extras)
    laid, times = _laid(terms, state, phase)
    swapped = [_swapped(state, item, terms.open_in[phase.id]) for item in items] if state.swaps else items
    kept = _ordered(terms, _kept(terms, state, (*laid, *swapped, *wanted.extras), phase))
    kind, loading = _kind(phase, kept, optional, loading=wanted.loading)
    return Listed(kind, loading, tuple(kept), optional, times, missing_of(terms, items))


def _swapped(state: State, item: str, open_here: Container[str]) -> str:
    """What stands in *item*'s place after reds, easier by easier as far as the phase allows."""
    while item in state.swaps and state.swaps[item].easier in open_here:
        item = state.swaps[item].easier
    return item


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
    kept = _kept(terms, state, laid, phase)
    if is_protection_only(state):
        kept = [known for known in kept if known.role is not Role.AEROBIC]
    optional = frozenset(known.exercise.id for known in kept if known.role is Role.AEROBIC)
    return Listed(Kind.PROTECT, False, tuple(kept), optional, times)


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


def _kept(terms: Terms, state: State, items: Sequence[str], phase: Phase) -> list[Known]:
    """What is left after locks, kit, phase, day floors and load limits have spoken, each once.

    Without its run, a run's warm-up and cool-down go too.
    """
    open_here, progress, day = terms.open_in[phase.id], state.progress, state.day
    cap, shut = tier_cap(terms, state), _shut(terms, state)
    may_be_new = terms.protocol.limits.new_loaded_a_session
    kept: list[Known] = []
    for item in items:
        if item in shut or item not in open_here:
            continue
        known, opens_on = open_here[item]
        if known.exercise.tier > cap or day < opens_on or known in kept:
            continue
        if known.exercise.needs_green and not _is_earned(state, known.exercise):
            continue
        if known.loaded and item not in progress:
            if not may_be_new:
                continue
            may_be_new -= 1
        kept.append(known)
    if any(known.is_run for known in kept):
        return kept
    return [known for known in kept if known.role is not RUN]


def _is_earned(state: State, exercise: Exercise) -> bool:
    """Whether everything it builds on has come back green at least once."""
    return all(name in state.progress and state.progress[name].green_days for name in exercise.needs_green)


def _shut(terms: Terms, state: State) -> frozenset[str]:
    """What is out today whatever the row says: barred until clearance, chain work that rests,
    springs and strides in an easy week, strides begun in a record week.
    """
    shut = frozenset() if _is_cleared(terms, state) else terms.situation.barred
    if state.day - state.last_chain < terms.protocol.limits.chain_gap_days:
        shut |= terms.chain
    mileage = terms.protocol.mileage
    if mileage is None or state.first_weekly_run is None:
        return shut
    if state.week.deload or state.day <= state.flare_until:
        return shut | terms.springs
    if state.week.new_maximum and mileage.strides not in state.progress:
        return shut | {mileage.strides}
    return shut


def _is_cleared(terms: Terms, state: State) -> bool:
    """Whether the planned course is past its clearance; a followed one forgets what it cleared."""
    cleared = terms.situation.cleared_on_day
    return state.planned and cleared is not None and state.day >= cleared


def _ordered(terms: Terms, kept: list[Known]) -> list[Known]:
    """The file's order, with the pairs of this focus changed about when both are there."""
    if not terms.swapped:
        return kept
    here = {known.exercise.id: place for place, known in enumerate(kept)}
    out = list(kept)
    for known in kept:
        other = terms.swapped.get(known.exercise.id)
        if other in here:
            out[here[other]] = known
    return out
