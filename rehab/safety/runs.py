"""Checks of running: from when, how long, how much a week, in what order of the day."""

from itertools import groupby

from rehab.safety.breach import Findings
from rehab.safety.numbers import (
    DELOAD_EVERY,
    DELOAD_PERCENT,
    FIRST_WEEK_MINUTES,
    GROWTH_PERCENT,
    LONGEST_RUN_DAYS,
    MOST_RUNS_IN_SEVEN_DAYS,
    SINGLE_RUN_PERCENT,
    UNKNOWN_LONGEST_MINUTES,
    USUAL_LEAST_MINUTES,
    USUAL_WEEKS,
    WEEK,
)
from rehab.safety.reading import Course, Seen
from rehab.vocabulary import Rhythm, Role

RUNNING = (Rhythm.LADDER, Rhythm.WEEKLY)


def runs_in_their_phase(course: Course) -> Findings:
    """Nothing of running before the ladder, and on the ladder neither free runs nor strides."""
    mileage = course.protocol.mileage
    later = {mileage.exercise, mileage.strides} if mileage else set()
    for seen, work in course.each():
        if work.role is not Role.RUN:
            continue
        if seen.rhythm not in RUNNING or (seen.rhythm is Rhythm.LADDER and work.id in later):
            yield seen.number, f"{work.id} in {seen.day.phase}"


def first_run(course: Course) -> Findings:
    """No running before the grade's first day for it."""
    for seen in course.seen:
        first = course.figures.run_from.get(seen.grade, 0)
        if seen.runs and seen.number < first:
            yield seen.number, f"a run before day {first} of grade {seen.grade}"


def ladder_runs(course: Course) -> Findings:
    """A ladder run is exactly one rung: its minutes, its bouts; at most four in any seven days."""
    ladder = course.protocol.ladder
    rungs = {(r.run_minutes, r.walk_minutes, r.times) for r in ladder.rungs} if ladder else set()
    days: list[int] = []
    for seen in course.seen:
        if seen.rhythm is not Rhythm.LADDER or not seen.runs:
            continue
        days = [day for day in days if day > seen.number - WEEK] + [seen.number]
        if len(days) > MOST_RUNS_IN_SEVEN_DAYS:
            yield seen.number, f"{len(days)} runs in seven days"
        for work in seen.runs:
            bouts = work.item.bouts
            minutes = sum(bout.run_minutes * bout.times for bout in bouts)
            known = all((b.run_minutes, b.walk_minutes, b.times) in rungs for b in bouts) and len(bouts) == 1
            if work.volume not in course.figures.rung_minutes or minutes != work.volume or not known:
                yield seen.number, f"{work.volume} minutes in {len(bouts)} bouts are no rung"


def weekly_growth(course: Course) -> Findings:
    """After the ladder a week has at most 110 % of the minutes of the one before. A week after a
    deload or a flare has no more than the last that was neither (than the first, where there was
    none); after any other week not run in full it is repeated. A deload is at most 70 % of the last build week.
    """
    for weeks in course.run_weeks:
        build, before = 0, None
        for number, blocks in groupby(weeks, key=lambda week: week.number):
            same = list(blocks)
            planned, deload = max(week.planned for week in same), number % DELOAD_EVERY == 0
            if before is not None:
                limit = _limit(before, build)
                if deload:
                    limit = min(limit, DELOAD_PERCENT * build // 100)
                if planned > limit:
                    yield same[0].first, f"{planned} minutes in week {number}, {limit} allowed"
            full = sum(week.run for week in same) >= planned
            eased = deload or any(seen.told.flared for week in same for seen in week.days)
            build = planned if before is None or not eased else build
            before = (planned, full, eased)


def _limit(before: tuple[int, bool, bool], build: int) -> int:
    planned, full, eased = before
    if eased:
        return build
    return GROWTH_PERCENT * planned // 100 if full else planned


def single_runs(course: Course) -> Findings:
    """A run after the ladder is at most 110 % of the longest run of the 30 days before; where no
    run is known that counts as 30 minutes.
    """
    ran: list[tuple[int, int]] = []
    for seen in course.seen:
        recent = [minutes for day, minutes in ran if day >= seen.number - LONGEST_RUN_DAYS]
        cap = SINGLE_RUN_PERCENT * max(recent, default=UNKNOWN_LONGEST_MINUTES) // 100
        if seen.rhythm is Rhythm.WEEKLY and seen.run_minutes > cap:
            yield seen.number, f"a run of {seen.run_minutes} minutes, {cap} allowed"
        if seen.minutes_run:
            ran.append((seen.number, seen.minutes_run))


def usual_weeks(course: Course) -> Findings:
    """For four weeks after the ladder no week passes the usual one before the injury, which counts
    as 30 minutes at least; the first is 90 at most, known or not.
    """
    for week in (week for weeks in course.run_weeks for week in weeks if week.number <= USUAL_WEEKS):
        usual = week.days[0].terms.situation.weekly_run_minutes
        limits = [FIRST_WEEK_MINUTES] if week.number == 1 else []
        if usual is not None:
            limits.append(max(USUAL_LEAST_MINUTES, usual))
        if limits and week.planned > min(limits):
            yield week.first, f"{week.planned} minutes in week {week.number}, {min(limits)} allowed"


def order_of_the_day(course: Course) -> Findings:
    """A warm-up comes before every run and a cool-down after it; no held stretch comes before it."""
    schedule = course.protocol.schedule
    for seen in course.seen:
        if seen.runs:
            yield from _order(seen, schedule.warm_up, schedule.cool_down)


def _order(seen: Seen, warm_up: str, cool_down: str) -> Findings:
    ids = [work.id for work in seen.work]
    first, last = ids.index(seen.runs[0].id), ids.index(seen.runs[-1].id)
    if warm_up not in ids[:first]:
        yield seen.number, "a run without a warm-up before it"
    if cool_down not in ids[last:]:
        yield seen.number, "a run without a cool-down after it"
    if any(work.role is Role.STRETCH for work in seen.work[:last]):
        yield seen.number, "a held stretch before the run"
