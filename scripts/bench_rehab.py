"""What the clinical rules take: reading the files, a week, a course, a followed day."""

from collections.abc import Callable
from functools import partial
from itertools import product

from rehab.assembly import assemble, planned_course, week_plan
from rehab.events import CheckIn, Morning, Report
from rehab.grading import load_grading
from rehab.known import known_exercises
from rehab.library import CALF_STRAIN, PROTOCOLS, load_protocol, read_protocol
from rehab.planned import PlannedCourse
from rehab.screening import load_screening
from rehab.situation import Situation, terms_of
from rehab.timeline import advance, begin, plan_today
from rehab.words import Words
from scripts.measure import Measure

FOLDER = PROTOCOLS / CALF_STRAIN / "1.0"
CALF = load_protocol()
WEEKS = (1, 52, 104)
GROWTH = (26, 52, 104)
FOLLOWED_DAYS = 28


def runner(grade: int) -> Situation:
    return Situation(grade=grade, focus="unknown", cleared_on_day=21 if grade == 3 else None)


def forget() -> None:
    """As in a process that has just started: nothing worked out, only the files read."""
    planned_course.cache_clear()
    terms_of.cache_clear()
    known_exercises.cache_clear()


def build(grade: int, week: int) -> None:
    """Have the course of *grade* built up to *week*, so that the next question finds it."""
    week_plan(CALF, runner(grade), week)


def follow(grade: int) -> None:
    """Four followed weeks: each day the plan, a morning, everything done and told."""
    state = begin(CALF, runner(grade), day=0)
    for _ in range(FOLLOWED_DAYS):
        morning = Morning(0)
        _, session = plan_today(CALF, state, (morning,))
        reports = tuple(Report(entry.exercise, pain=0) for entry in session.entries)
        state = advance(CALF, state, (morning, CheckIn(reports))).after


def load_all() -> None:
    """Every data file a plan needs, from the disk."""
    read_protocol(FOLDER)
    load_screening(FOLDER)
    load_grading(FOLDER)
    Words()


def _weeks() -> list[Measure]:
    found = []
    for grade, week in product((1, 2, 3), WEEKS):
        ask: Callable[[], object] = partial(week_plan, CALF, runner(grade), week)
        found.append(Measure(f"grade {grade}, week {week}, nothing built before", ask, before=forget))
        built = partial(build, grade, week)
        found.append(Measure(f"grade {grade}, week {week}, from a built course", ask, before=built))
    return found


def _whole(grade: int) -> Measure:
    return Measure(f"26 weeks, grade {grade}", partial(assemble, CALF, runner(grade), 26), before=forget)


MEASURES = [
    Measure("read every data file", load_all),
    *(_whole(grade) for grade in (1, 2, 3)),
    *_weeks(),
    Measure(f"{FOLLOWED_DAYS} followed days, grade 2", partial(follow, 2), before=forget),
]


def weeks_built(grade: int, weeks: int) -> int:
    """How many weeks were really built when *weeks* were asked for: a round that repeats is not
    built again.
    """
    return -(-len(PlannedCourse(CALF, runner(grade)).until_phase_ends(7 * weeks - 1)) // 7)


def growth() -> list[str]:
    """How the time of a course grows with its weeks. Linear is 1, 2, 4; less where weeks repeat."""
    lines = [f"{'':<52}" + "".join(f"{f'{weeks} weeks':>12}" for weeks in GROWTH)]
    for grade in (1, 2, 3):
        best = [
            min(Measure("", partial(assemble, CALF, runner(grade), weeks), before=forget).milliseconds())
            for weeks in GROWTH
        ]
        built = [weeks_built(grade, weeks) for weeks in GROWTH]
        per_week = [f"{1000 * taken / weeks:.0f}" for taken, weeks in zip(best, built, strict=True)]
        multiples = [f"{taken / best[0]:.2f}" for taken in best]
        lines.append(_row(f"grade {grade}, time as a multiple of 26 weeks", multiples))
        lines.append(_row("  weeks built before the course repeats", [str(weeks) for weeks in built]))
        lines.append(_row("  microseconds for each week built", per_week))
    return lines


def _row(name: str, cells: list[str]) -> str:
    return f"{name:<52}" + "".join(f"{cell:>12}" for cell in cells)
