"""What stands in the booklet of a whole course: every phase, week, dose, test, card and source, before any drawing."""

from dataclasses import dataclass
from datetime import date

from programs.handouts.exercise_paper import ExercisePaper, exercise_papers, numbered
from programs.handouts.reading_paper import CardPaper, SourceGroup, card_papers, source_groups, sources_numbered
from programs.handouts.rules_paper import (
    Danger,
    Notices,
    danger_of,
    dose_of,
    in_order,
    notices_of,
)
from programs.handouts.trial_paper import LadderPaper, TrialPaper, ladder_paper, trial_papers, tried
from rehab.answering import Answer
from rehab.asking import Asked
from rehab.figures.picture import Look
from rehab.programme import Item, Programme, Week
from rehab.reach import first_run_day
from rehab.rendering import Rendering
from rehab.rendering_pain import PainRow, pain_rows
from rehab.rendering_text import amount_of, assumed
from rehab.rendering_week import Gate, floor_of, gate_of

# A week is held against the one so many weeks earlier: courses that go on for ever come round in four.
ROUND = 4


@dataclass(frozen=True)
class PhasePaper:
    """One phase: its place from 1, its earliest day (None where it waits for somebody to look at the leg) with its
    date where the day of the injury is known, and the numbers and names of its exercises.
    """

    number: int
    name: str
    goal: str
    long: str
    floor: int | None
    floor_date: date | None
    gate: Gate | None
    exercises: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class DayHead:
    """One day of a week: its *number* since the injury, its date where that is known, its kind in a word."""

    number: int
    date: date | None
    kind: str


@dataclass(frozen=True)
class WeekRow:
    """One exercise of a week: its number, its name, its dose on each day, nothing on a day that leaves it out.

    *often* is how many times a day, where all its days agree and it is more than once.
    """

    number: int
    name: str
    often: str
    doses: tuple[str, ...]


@dataclass(frozen=True)
class WeekOverview:
    """One week. *repeats* is the earlier week it repeats; then it has no rows of its own.

    *tests* are the days on which something is tried, with what. *notices* are those no earlier week has said.
    """

    number: int
    phases: tuple[str, ...]
    days: tuple[DayHead, ...]
    rows: tuple[WeekRow, ...]
    tests: tuple[tuple[int, tuple[str, ...]], ...]
    notices: Notices
    repeats: int | None


@dataclass(frozen=True)
class ProgrammePaper:
    """Everything in the booklet. *person* is a name to print, or nothing: then there is a line for it.

    *address* is where the plan lies; nothing where no server is known by a name. *ladder* is None in a course without
    a run. *clinic* and its *phone* are somebody's own words, in whatever script; doors that know them put them in.
    """

    person: str
    grade: int
    grade_name: str
    leg: str
    first_run: int | None
    first_run_date: date | None
    phases: tuple[PhasePaper, ...]
    pain: tuple[PainRow, ...]
    always: str
    green: str
    danger: Danger
    planned: str
    weeks: tuple[WeekOverview, ...]
    exercises: tuple[ExercisePaper, ...]
    ladder: LadderPaper | None
    tests_how: str
    trials: tuple[TrialPaper, ...]
    cards: tuple[CardPaper, ...]
    sources: tuple[SourceGroup, ...]
    look: Look
    address: str
    reviewed: bool
    injured_on: date | None = None
    clinic: str = ""
    phone: str = ""


def programme_paper(found: Answer, asked: Asked, look: Look, *, address: str, person: str = "") -> ProgrammePaper:
    """The booklet of the whole course *found*, which is what was *asked*; *address* is where the plan lies."""
    rendering, programme, words = found.rendering, found.programme, found.rendering.words
    phases = tuple(dict.fromkeys(day.phase for day in programme.days))
    numbers = numbered(rendering, programme, tried(rendering, phases))
    sources = sources_numbered(rendering, programme)
    first_run = first_run_day(rendering.terms)
    green, planned = assumed(rendering)
    return ProgrammePaper(
        person=person,
        grade=programme.grade,
        grade_name=words.name("grades", str(programme.grade)),
        leg=words.name("legs", asked.leg) if asked.leg else "",
        first_run=first_run,
        first_run_date=_date(rendering, first_run),
        phases=_phases(rendering, programme, numbers),
        pain=pain_rows(rendering, programme.days, by_phase=True),
        always=words.text("stop_rules", "always"),
        green=green,
        danger=danger_of(rendering),
        planned=planned,
        weeks=_weeks(rendering, programme, numbers),
        exercises=exercise_papers(rendering, programme, numbers, sources, asked.leg),
        ladder=ladder_paper(rendering, programme),
        tests_how=words.name("plain", "tests_how"),
        trials=trial_papers(rendering, programme, numbers, phases),
        cards=card_papers(words, sources),
        sources=source_groups(sources),
        look=look,
        address=address,
        reviewed=bool(rendering.protocol.reviewed_by),
        injured_on=rendering.terms.situation.injured_on,
    )


def _date(rendering: Rendering, day: int | None) -> date | None:
    injured_on = rendering.terms.situation.injured_on
    return date.fromordinal(injured_on.toordinal() + day) if injured_on and day is not None else None


def _phases(rendering: Rendering, programme: Programme, numbers: dict[str, int]) -> tuple[PhasePaper, ...]:
    words = rendering.words
    held: dict[str, set[str]] = {}
    for day in programme.days:
        held.setdefault(day.phase, set()).update(item.exercise for item in day.items)
    found = []
    for place, phase in enumerate(rendering.protocol.phases):
        floor, names = floor_of(rendering, place), held.get(phase.id, set())
        found.append(
            PhasePaper(
                number=place + 1,
                name=words.phase(phase.id),
                goal=words.text("phases", phase.id, "goal"),
                long=words.text("phases", phase.id, "long"),
                floor=floor,
                floor_date=_date(rendering, floor),
                gate=gate_of(rendering, phase.id),
                exercises=tuple((n, words.exercise(name)) for name, n in numbers.items() if name in names),
            )
        )
    return tuple(found)


def _weeks(rendering: Rendering, programme: Programme, numbers: dict[str, int]) -> tuple[WeekOverview, ...]:
    found: list[WeekOverview] = []
    said: set[str] = set()
    gated = [phase.id for phase in rendering.protocol.phases]
    for week in programme.weeks:
        new = tuple(notice for notice in notices_of(rendering, week, gated) if notice[0] not in said)
        said.update(text for text, _ in new)
        made = _week(rendering, week, numbers, new)
        place = len(found) - ROUND
        if place >= 0 and not new and _alike(programme.weeks[place], week):
            made = _again(made, found[place])
        found.append(made)
    return tuple(found)


def _week(rendering: Rendering, week: Week, numbers: dict[str, int], notices: Notices) -> WeekOverview:
    words = rendering.words
    held: dict[str, dict[int, Item]] = {name: {} for name in in_order(week, numbers)}
    for day in week.days:
        for item in day.items:
            held[item.exercise][day.day] = item
    tests = (
        (day.day, tuple(words.gate(test.phase, rendering.criterion(test.phase, test.criterion)) for test in day.tests))
        for day in week.days
        if day.tests
    )
    return WeekOverview(
        number=week.number,
        phases=tuple(words.phase(phase) for phase in week.phases),
        days=tuple(DayHead(day.day, day.date, words.name("kinds", day.kind.value)) for day in week.days),
        rows=tuple(_row(rendering, week, numbers[name], by_day) for name, by_day in held.items()),
        tests=tuple(tests),
        notices=notices,
        repeats=None,
    )


def _row(rendering: Rendering, week: Week, number: int, by_day: dict[int, Item]) -> WeekRow:
    words, first = rendering.words, next(iter(by_day.values()))
    agree = len({item.times_per_day for item in by_day.values()}) == 1
    often = words.name("dose", "times_per_day").format(times=first.times_per_day) if first.times_per_day > 1 else ""
    said = amount_of if agree else dose_of
    doses = tuple(said(rendering, by_day[day.day]) if day.day in by_day else "" for day in week.days)
    return WeekRow(number, words.exercise(first.exercise), often if agree else "", doses)


def _alike(one: Week, other: Week) -> bool:
    """Whether two weeks hold the same on each day, whatever the reasons and the dates."""

    def held(week: Week) -> list[object]:
        return [
            (
                day.phase,
                day.kind,
                [(item.exercise, item.dose, item.bouts, item.times_per_day) for item in day.items],
                [(test.phase, test.criterion) for test in day.tests],
            )
            for day in week.days
        ]

    return held(one) == held(other)


def _again(week: WeekOverview, first: WeekOverview) -> WeekOverview:
    """*week* as no more than a word that it is *first* once more."""
    repeats = first.repeats or first.number
    return WeekOverview(week.number, week.phases, week.days, (), (), (), repeats)
