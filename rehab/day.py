"""Which exercises stand on a day: the template's row, then everything that takes some away."""

import msgspec

from rehab.catalogue import Exercise
from rehab.protocol import Offer, Phase, Row
from rehab.reason import Reason, because
from rehab.situation import Terms
from rehab.state import State
from rehab.vocabulary import Kind, Lock, Rhythm, Role, Route

FEVER_FREE_DAYS = 2


class Listed(msgspec.Struct, frozen=True):
    """The exercises of a day, in order, before doses: *optional* ones are offered, not asked."""

    kind: Kind
    loading: bool
    exercises: tuple[Exercise, ...]
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
    return state.review_since is not None or state.lock is Lock.LIGHT_ONLY or state.needs_screening


def is_protection_only(state: State) -> bool:
    """Whether nothing but protection is left: a stop lock, or an acute event not yet sorted out."""
    return state.lock is Lock.PROTECTION_ONLY or state.acute


def has_no_plan(state: State) -> bool:
    """Whether today shows no plan at all: an emergency or urgent answer, a pause, the end."""
    stopped = state.route.urgency >= Route.SAME_DAY.urgency or state.lock is Lock.NO_PLAN
    return state.ended or state.paused or stopped


def loading_is_due(terms: Terms, state: State) -> bool:
    """Whether the muscle may be loaded today: two dates after the last time, nothing blocking."""
    limits = terms.protocol.limits
    return (
        state.day - state.last_loading >= limits.loading_gap_days
        and state.day >= state.loading_from
        and tier_cap(terms, state) >= limits.loading_tier
    )


def weekday_of(state: State) -> int | None:
    """Day of the weekly block, 0 on its first run; None before that."""
    return None if state.first_weekly_run is None else (state.day - state.first_weekly_run) % 7


def list_day(terms: Terms, state: State) -> Listed:
    """The exercises of *state*'s day, in the order of the session."""
    if has_no_plan(state):
        return Listed(Kind.REST, False, ())
    phase = terms.protocol.phases[state.phase]
    if is_protection_only(state):
        return _protection(terms, state, terms.protocol.phases[0])
    if phase.rhythm is Rhythm.PROTECT:
        return _protection(terms, state, phase)
    sort, row, loading = _row(terms, state, phase)
    items = list(row.items)
    if phase.rhythm is Rhythm.WEEKLY and loading and weekday_of(state) not in _run_days(terms, state):
        items = list(row.without_run) or items
    notices: list[Reason] = []
    items = _offered(terms, state, sort, items)
    optional = frozenset(items) if sort == "rest" else frozenset(_extras(terms, state, sort, items))
    items += [extra for extra in optional if extra not in items]
    laid, times = _laid(terms, state, phase)
    kept = _kept(terms, state, laid + [state.swaps.get(i, i) for i in items], notices)
    kept = _ordered(terms, kept)
    is_loaded = any(e.tier >= terms.protocol.limits.loading_tier for e in kept)
    kind = _kind(terms, phase, kept, optional)
    return Listed(kind, loading and is_loaded, tuple(kept), optional, times, tuple(notices))


def _kind(terms: Terms, phase: Phase, kept: list[Exercise], optional: frozenset[str]) -> Kind:
    required = [e for e in kept if e.id not in optional]
    if phase.rhythm is Rhythm.DAILY:
        return Kind.TRAINING
    if any(e.tier >= terms.protocol.limits.loading_tier for e in required):
        return Kind.TRAINING
    return Kind.LIGHT if required else Kind.REST


def _protection(terms: Terms, state: State, phase: Phase) -> Listed:
    """What is laid by the day since injury. Behind a stop lock without aerobic work."""
    laid, times = _laid(terms, state, phase)
    kept = _kept(terms, state, laid, [], phase=phase)
    if is_protection_only(state):
        kept = [e for e in kept if terms.protocol.role_of(e) is not Role.AEROBIC]
    optional = frozenset(e.id for e in kept if terms.protocol.role_of(e) is Role.AEROBIC)
    return Listed(Kind.PROTECT, False, tuple(kept), optional, times)


def _laid(terms: Terms, state: State, phase: Phase) -> tuple[list[str], dict[str, int]]:
    grade, day = terms.grade, state.day
    found, times = [], {}
    for course in terms.protocol.schedule.laid:
        if phase.id not in course.phases or grade not in course.from_day:
            continue
        if course.from_day[grade] <= day <= course.until_day.get(grade, day) and day % course.every in course.at:
            found.append(course.exercise)
            times[course.exercise] = course.times_per_day
    return found, times


def _row(terms: Terms, state: State, phase: Phase) -> tuple[str, Row, bool]:
    """The sort of day, its row, and whether it loads the muscle."""
    if phase.rhythm is Rhythm.WEEKLY:
        return _weekly_row(terms, state, phase)
    if phase.rhythm is Rhythm.DAILY:
        count = state.lived[state.phase]
        chain_rests = state.day - state.last_chain < terms.protocol.limits.chain_gap_days
        sort = "daily" if chain_rests or _find(terms, phase, "chain", count) is None else "chain"
        return sort, _must(_find(terms, phase, sort, count)), False
    if loading_is_due(terms, state):
        return "loading", _must(_find(terms, phase, "loading", state.sessions[state.phase])), True
    cycle = terms.protocol.schedule.off_day_cycle
    sort = cycle[state.off_days % len(cycle)]
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
    rows = terms.rows[(phase.id, "week")]
    return next(r for r in rows if weekday in r.weekdays and r.first <= week <= r.last)


def _find(terms: Terms, phase: Phase, sort: str, count: int) -> Row | None:
    rows = terms.rows.get((phase.id, sort), ())
    return next((row for row in rows if row.holds(grade=terms.grade, count=count)), None)


def _must(row: Row | None) -> Row:
    assert row is not None, "check_protocol refuses a schedule with a day that no row speaks for"
    return row


def _run_days(terms: Terms, state: State) -> tuple[int, ...]:
    mileage = terms.protocol.mileage
    assert mileage is not None
    return mileage.run_days[: len(state.week.runs)]


def _offered(terms: Terms, state: State, sort: str, items: list[str]) -> list[str]:
    """Named kit in place of something: bike for the walk, band for the foot push."""
    for offer in _offers(terms, state, sort):
        if offer.replaces in items and state.lived[state.phase] >= offer.after_days:
            items[items.index(offer.replaces)] = offer.exercise
    return items


def _extras(terms: Terms, state: State, sort: str, items: list[str]) -> list[str]:
    """Named kit that is offered on top, as optional."""
    return [o.exercise for o in _offers(terms, state, sort) if not o.replaces and o.exercise not in items]


def _offers(terms: Terms, state: State, sort: str) -> list[Offer]:
    phase = terms.protocol.phases[state.phase].id
    have = terms.situation.kit
    return [o for o in terms.protocol.schedule.offers if o.kit in have and phase in o.phases and o.day == sort]


def _kept(
    terms: Terms, state: State, items: list[str], notices: list[Reason], *, phase: Phase | None = None
) -> list[Exercise]:
    """What is left after locks, kit, phase, day floors and load limits have spoken, each once."""
    protocol, catalogue = terms.protocol, terms.protocol.catalogue
    phase = phase or protocol.phases[state.phase]
    cap, loading_tier = tier_cap(terms, state), protocol.limits.loading_tier
    new_loaded = 0
    kept: dict[str, Exercise] = {}
    for item in items:
        exercise = catalogue[item]
        if item not in terms.usable:
            notices.append(because("kit-missing", exercise=item))
            continue
        if item in kept or exercise.tier > cap or not _is_open(terms, state, exercise, phase):
            continue
        if exercise.tier >= loading_tier and item not in state.progress:
            if new_loaded == protocol.limits.new_loaded_a_session:
                continue
            new_loaded += 1
        kept[item] = exercise
    return list(kept.values())


def _is_open(terms: Terms, state: State, exercise: Exercise, phase: Phase) -> bool:
    """Whether phase, screen, day floor, chain rest and the exercises before it let it in."""
    if phase.id not in exercise.phases or exercise.category not in phase.categories:
        return False
    if exercise.id in terms.situation.never or _is_barred(terms, state, exercise):
        return False
    if not exercise.earliest_day_exempt and state.day < terms.category_day[exercise.category]:
        return False
    if terms.protocol.role_of(exercise) is Role.CHAIN:
        gap = terms.protocol.limits.chain_gap_days
        if exercise.tier < terms.protocol.limits.loading_tier and state.day - state.last_chain < gap:
            return False
    return all(
        needed in state.progress and state.progress[needed].green_days for needed in exercise.needs_green
    ) and not (_is_dropped(terms, state, exercise))


def _is_barred(terms: Terms, state: State, exercise: Exercise) -> bool:
    cleared = terms.situation.cleared_on_day
    return exercise.id in terms.situation.barred and (cleared is None or state.day < cleared)


def _is_dropped(terms: Terms, state: State, exercise: Exercise) -> bool:
    """Whether a deload, a flare or a record week leaves springs and strides out."""
    mileage = terms.protocol.mileage
    if mileage is None or state.first_weekly_run is None:
        return False
    eased = state.week.deload or state.day <= state.flare_until
    if exercise.id == mileage.strides:
        return eased or (state.week.new_maximum and exercise.id not in state.progress)
    return eased and exercise.category in mileage.deload_drops


def _ordered(terms: Terms, kept: list[Exercise]) -> list[Exercise]:
    """The file's order, with the pairs of this focus changed about when both are there."""
    if not terms.swapped:
        return kept
    here = {e.id: place for place, e in enumerate(kept)}
    out = list(kept)
    for exercise in kept:
        other = terms.swapped.get(exercise.id)
        if other in here:
            out[here[other]] = exercise
    return out
