"""Running: the walk-run ladder and the weekly minutes after it, in whole-number arithmetic."""

import msgspec

from rehab.numbers import Mileage
from rehab.situation import Terms
from rehab.state import State, WeekOfRuns
from rehab.wishes import is_held_back, run_minutes_most

DAYS = 7


def longest_run(mileage: Mileage, state: State) -> int:
    """Minutes of the longest run of the last 30 days; 30 where nothing is known.

    Source: a single run over 110 % of it goes with more injuries (Frandsen 2025).
    """
    since = state.day - mileage.longest_window_days
    lately = [minutes for day, minutes in state.runs if day >= since]
    return max(lately) if lately else mileage.longest_default_minutes


def run_cap(mileage: Mileage, state: State) -> int:
    """The most minutes one run may last today."""
    return mileage.single_run_percent * longest_run(mileage, state) // 100


def split(minutes: int, runs: int) -> tuple[int, ...]:
    """*minutes* in equal whole-minute runs, the longer ones last."""
    base, extra = divmod(minutes, runs)
    return (base,) * (runs - extra) + (base + 1,) * extra


def weekly_ceiling(mileage: Mileage, usual: int | None, week: int) -> int:
    """The most minutes the plan gives in weekly-phase week *week* (1 first).

    For the first weeks never over the usual week before the injury, which counts as 30 at least;
    later growth stops at the target, or at the usual week if that was more, up to a limit.
    """
    target = mileage.target_minutes
    if usual is not None:
        target = min(max(target, usual), mileage.most_minutes)
        if week <= mileage.usual_cap_weeks:
            target = min(target, max(mileage.usual_least_minutes, usual))
    return target


def next_minutes(mileage: Mileage, week: WeekOfRuns, usual: int | None, *, may_grow: bool) -> int:
    """Planned minutes of the week after *week*: growth, deload, or the same again."""
    number = week.number + 1
    ceiling = weekly_ceiling(mileage, usual, number)
    if number == 1:
        return min(mileage.first_week_minutes, ceiling)
    if number % mileage.deload_every == 0:
        return min(mileage.deload_percent * min(week.last_build, week.planned) // 100, ceiling)
    was_full = week.run >= week.planned and week.greens >= len(week.runs)
    if week.deload or week.flared:
        minutes = week.last_build if may_grow else min(week.last_build, week.planned)
    elif not was_full or not may_grow:
        minutes = week.planned
    else:
        minutes = mileage.grow_percent * week.planned // 100
    return min(minutes, ceiling)


def open_week(terms: Terms, state: State, *, may_grow: bool) -> WeekOfRuns:
    """The week that begins today, with its runs, the single-run cap kept. It is a sore week from
    the start when this morning was.
    """
    mileage = terms.protocol.mileage
    assert mileage is not None
    before = state.week
    number = before.number + 1
    usual = terms.situation.weekly_run_minutes
    minutes = next_minutes(mileage, before, usual, may_grow=may_grow)
    deload = number % mileage.deload_every == 0
    sore = state.flare_until == state.day + mileage.flare_days
    wanted = max(before.highest, minutes)
    runs = min(mileage.runs_a_week, max(1, -(-wanted // mileage.minutes_per_run_day)))
    cap = run_cap(mileage, state)
    while minutes > 1 and not _keeps_cap(mileage, split(minutes, runs), cap):
        minutes -= 1
    return WeekOfRuns(
        number=number,
        since=state.day,
        planned=minutes,
        last_build=(before.last_build or minutes) if deload or sore else minutes,
        build_before=before.last_build or minutes,
        highest=max(before.highest, minutes),
        deload=deload,
        flared=sore and not deload,
        runs=split(minutes, runs),
        new_maximum=minutes > before.highest > 0,
    )


def _keeps_cap(mileage: Mileage, runs: tuple[int, ...], cap: int) -> bool:
    """Whether each run is within the cap that the runs before it leave."""
    for minutes in runs:
        if minutes > cap:
            return False
        cap = max(cap, mileage.single_run_percent * minutes // 100)
    return True


def weekday_of(state: State) -> int | None:
    """Day of the weekly block, 0 on its first run; None before that."""
    return None if state.first_weekly_run is None else (state.day - state.first_weekly_run) % 7


def minutes_today(terms: Terms, state: State) -> int:
    """Minutes of today's run of the week: within the single-run cap and what is left of the week,
    less while a flare lasts; 0 on a day without a run.
    """
    mileage = terms.protocol.mileage
    assert mileage is not None
    weekday = weekday_of(state)
    days = mileage.run_days[: len(state.week.runs)]
    if weekday not in days:
        return 0
    left = max(0, state.week.planned - state.week.run)
    minutes = min(state.week.runs[sorted(days).index(weekday)], run_cap(mileage, state), left)
    most = run_minutes_most(state)
    minutes = minutes if most is None else min(minutes, most)
    return mileage.deload_percent * minutes // 100 if state.day <= state.flare_until else minutes


def rung_after_green(terms: Terms, state: State) -> State:
    """The ladder after a green run: one session more on the rung, or the next rung. Behind a hold
    or a review, or where somebody asks to wait, it stays where it is.
    """
    if state.hold_since is not None or state.review_since is not None or is_held_back(state):
        return state
    done = state.rung_done + 1
    if done < terms.rung_sessions[state.rung] or _is_top_asked_for(terms, state):
        return msgspec.structs.replace(state, rung_done=done)
    if state.rung + 1 == len(terms.rung_sessions):
        return msgspec.structs.replace(state, rung_done=done, ladder_done=True)
    return msgspec.structs.replace(state, rung=state.rung + 1, rung_done=0)


def _is_top_asked_for(terms: Terms, state: State) -> bool:
    """Whether the next rung is more running than somebody asks for at most."""
    ladder, most = terms.protocol.ladder, run_minutes_most(state)
    if ladder is None or most is None or state.rung + 1 == len(ladder.rungs):
        return False
    return ladder.rungs[state.rung + 1].total > most


def under_run_cap(terms: Terms, state: State) -> State:
    """*state* on the highest rung that is no more running than somebody asks for at most. The ladder is climbed again
    from there, as it was not run above it.
    """
    ladder, most = terms.protocol.ladder, run_minutes_most(state)
    if ladder is None or most is None:
        return state
    rung = max((place for place, rung in enumerate(ladder.rungs) if rung.total <= most), default=0)
    if state.rung <= rung:
        return state
    return msgspec.structs.replace(state, rung=rung, rung_done=0, ladder_done=False)


def rung_down(terms: Terms, state: State, rungs: int) -> State:
    """*rungs* down the ladder, not below where this runner entered."""
    rung = min(state.rung, max(terms.entry_rung, state.rung - rungs))
    return msgspec.structs.replace(state, rung=rung, rung_done=0, ladder_done=False)


def flare(terms: Terms, state: State) -> State:
    """Soreness in the weekly phase: less running and no springs for some days; the week it came in
    counts as a deload, so the next one goes back to the last good one.
    """
    mileage = terms.protocol.mileage
    if mileage is None or state.first_weekly_run is None:
        return state
    week = state.week
    if state.day - week.since < DAYS and not week.deload:
        week = msgspec.structs.replace(week, flared=True, last_build=week.build_before)
    return msgspec.structs.replace(state, flare_until=state.day + mileage.flare_days, week=week)
