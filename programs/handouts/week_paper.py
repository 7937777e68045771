"""What stands on the paper of a week: every dose, tick, number and warning of the plan, before any drawing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from programs.handouts.logo import Logo
from programs.handouts.own_way import OwnPrinted
from programs.handouts.rules_paper import (
    Danger,
    Notices,
    danger_of,
    dose_of,
    in_order,
    notices_of,
)
from programs.handouts.words import cleaned
from rehab.answering import Answer
from rehab.asking import Asked
from rehab.figures.picture import Look
from rehab.programme import Day, Item, Week
from rehab.reach import first_run_day
from rehab.rendering import Rendering
from rehab.rendering_pain import PainRow, pain_rows
from rehab.rendering_text import details_of
from rehab.rendering_week import gate_of
from rehab.vocabulary import Kind, Role

# More boxes than this in one day are no help to anybody who ticks.
MOST_BOXES = 8


@dataclass(frozen=True)
class PaperDay:
    """One day: its *number* since the injury, its date where that is known, its kind in a word, what is tried on it."""

    number: int
    date: date | None
    kind: Kind
    kind_name: str
    tests: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """One exercise of the week; *doses* has more than one where the week changes it, each with its first day.

    *boxes* are to be ticked, by day: nothing on a day that leaves it out. *own* is the way in which a clinic does it,
    where doors know one.
    """

    id: str
    name: str
    picture: str
    doses: tuple[tuple[int, str], ...]
    details: str
    often: str
    steps: tuple[str, ...]
    cue: str
    stop: str
    care: bool
    boxes: tuple[int, ...]
    own: OwnPrinted | None = None


@dataclass(frozen=True)
class PhaseAhead:
    """A phase that begins within the week: its name and goal, and the earliest day of it."""

    name: str
    goal: str
    day: int


@dataclass(frozen=True)
class Tick:
    """What must be true before a phase is left, and the days of the week on which it is tried."""

    text: str
    days: tuple[int, ...]


@dataclass(frozen=True)
class PaperGate:
    """What must be true before the phase *ahead*, and the earliest day of it; None where nobody knows it."""

    ahead: str
    floor: int | None
    ticks: tuple[Tick, ...]


@dataclass(frozen=True)
class WeekPaper:
    """Everything on the paper of one week. *person* is a name to print, or nothing: then there is a line for it.

    *address* is where the plan lies; nothing where no server is known by a name. *clinic*, its *phone* and a *message*
    to the client are somebody's own words, in whatever script; doors that know them put them in, and the clinic's
    *logo*.
    """

    person: str
    number: int
    grade: int
    phase: str
    phase_number: int
    goal: str
    phases_ahead: tuple[PhaseAhead, ...]
    leg: str
    first_run: int | None
    days: tuple[PaperDay, ...]
    lines: tuple[Line, ...]
    notices: Notices
    pain: tuple[PainRow, ...]
    always: str
    tests_how: str
    gates: tuple[PaperGate, ...]
    danger: Danger
    look: Look
    address: str
    reviewed: bool
    clinic: str = ""
    logo: Logo | None = None
    phone: str = ""
    message: str = ""


def week_paper(found: Answer, asked: Asked, look: Look, *, address: str, person: str = "") -> WeekPaper:
    """The paper of the one week of *found*, which is what was *asked*; *address* is where the plan lies."""
    rendering, words, week = found.rendering, found.rendering.words, found.programme.weeks[0]
    phase = week.days[0].phase
    ahead = first_run_day(rendering.terms)
    if ahead is not None and ahead <= week.days[-1].day:
        ahead = None
    return WeekPaper(
        person=person,
        number=week.number,
        grade=found.programme.grade,
        phase=words.phase(phase),
        phase_number=rendering.protocol.phase_index[phase] + 1,
        goal=words.text("phases", phase, "goal"),
        phases_ahead=_ahead(rendering, week),
        leg=words.name("legs", asked.leg) if asked.leg else "",
        first_run=ahead,
        days=tuple(_day(rendering, day) for day in week.days),
        lines=_lines(rendering, week, asked.leg),
        notices=notices_of(rendering, week),
        pain=pain_rows(rendering, week.days),
        always=words.text("stop_rules", "always"),
        tests_how=words.name("plain", "tests_how"),
        gates=tuple(gate for phase in week.phases if (gate := _gate(rendering, week, phase))),
        danger=danger_of(rendering),
        look=look,
        address=address,
        reviewed=bool(rendering.protocol.reviewed_by),
    )


def in_own_ways(paper: WeekPaper, ways: Mapping[str, OwnPrinted]) -> WeekPaper:
    """*paper* with its exercises in their *ways*, by their ids; those with a letter that no face of ours has stay whole
    as in the catalogue.
    """
    return replace(paper, lines=tuple(_in(ways.get(line.id), line) for line in paper.lines))


def _in(own: OwnPrinted | None, line: Line) -> Line:
    if own is None or not own.is_printable:
        return line
    picture = _("A photo of this exercise.") if own.photo else own.motion
    return replace(line, name=cleaned(own.name), steps=tuple(map(cleaned, own.steps)), picture=picture, own=own)


def _day(rendering: Rendering, day: Day) -> PaperDay:
    words = rendering.words
    tests = (words.gate(test.phase, rendering.criterion(test.phase, test.criterion)) for test in day.tests)
    return PaperDay(day.day, day.date, day.kind, words.name("kinds", day.kind.value), tuple(tests))


def _ahead(rendering: Rendering, week: Week) -> tuple[PhaseAhead, ...]:
    """The phases that begin within the week, behind the one it begins with."""
    words, first = rendering.words, {day.phase: day.day for day in reversed(week.days)}
    return tuple(
        PhaseAhead(words.phase(phase), words.text("phases", phase, "goal"), first[phase])
        for phase in week.phases
        if first[phase] > week.days[0].day
    )


def _gate(rendering: Rendering, week: Week, phase: str) -> PaperGate | None:
    gate = gate_of(rendering, phase)
    if gate is None:
        return None
    tried: dict[str, list[int]] = {}
    for test in week.tests:
        if test.phase == phase:
            tried.setdefault(test.criterion, []).append(test.day)
    days: list[tuple[int, ...]] = [tuple(tried.get(criterion.criterion, ())) for criterion in rendering.criteria(phase)]
    # Behind the criteria may stand a clinician's look, which is tried on no day.
    days += [()] * (len(gate.texts) - len(days))
    return PaperGate(
        gate.ahead, gate.floor, tuple(Tick(text, told) for text, told in zip(gate.texts, days, strict=True))
    )


def _lines(rendering: Rendering, week: Week, leg: str) -> tuple[Line, ...]:
    """Each exercise once, so that every day finds its own from above to below, as far as the days agree."""
    days: dict[str, list[tuple[Day, Item]]] = {}
    for day in week.days:
        for item in day.items:
            days.setdefault(item.exercise, []).append((day, item))
    order = in_order(week, {name: place for place, name in enumerate(days)})
    return tuple(_line(rendering, week, name, days[name], leg) for name in order)


def _line(rendering: Rendering, week: Week, name: str, found: list[tuple[Day, Item]], leg: str) -> Line:
    words, exercise = rendering.words, rendering.protocol.catalogue[name]
    doses: dict[str, int] = {}
    for day, item in found:
        doses.setdefault(dose_of(rendering, item), day.day)
    first_day, first = found[0]
    care = rendering.protocol.role_of(exercise) is Role.PROTECTION
    by_day = {day.day: _boxes(item, care=care) for day, item in found}
    return Line(
        id=name,
        name=words.exercise(name),
        picture=words.text("figures", name, "motion"),
        doses=tuple((day, dose) for dose, day in doses.items()),
        details=" · ".join(details_of(rendering, first, first_day.phase, leg=leg)),
        often=words.text("exercises", name, "frequency") if care else "",
        steps=words.lines("exercises", name, "steps"),
        cue=words.text("exercises", name, "cue"),
        stop=rendering.stop_rule(exercise, first_day.phase),
        care=care,
        boxes=tuple(by_day.get(day.day, 0) for day in week.days),
    )


def _boxes(item: Item, *, care: bool) -> int:
    """One box for each set; first care and runs are done once, and so is what nobody ticks set by set."""
    sets = 1 if item.bouts else item.dose.sets * item.times_per_day
    return 1 if care or sets > MOST_BOXES else sets
