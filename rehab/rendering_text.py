"""A finished plan in columns, for people at a terminal: phase, day, dose and why."""

from collections.abc import Iterator
from itertools import zip_longest
from textwrap import wrap

import msgspec

from rehab.answering import Answer
from rehab.known import tempo_of
from rehab.programme import Day, Item, NoPlan, Week
from rehab.rendering import Rendering, no_plan_text
from rehab.situation import NEVER
from rehab.vocabulary import Role, Side, Unit
from rehab.words import Words

WIDTH = 100
GAP = 2


class Columns(msgspec.Struct, frozen=True):
    """Where exercise, dose and reason stand in lines of *width* characters."""

    width: int

    @property
    def spans(self) -> tuple[int, int, int]:
        """How wide each of the three is."""
        name, dose = self.width * 28 // 100, self.width * 26 // 100
        return name, dose, self.width - name - dose - 3 * GAP

    def rows(self, *cells: list[str]) -> Iterator[str]:
        """Three cells side by side, each wrapped to its column; a cell is a list of paragraphs."""
        spans = self.spans
        wrapped = [
            [line for text in cell for line in wrap(text, span) or [""]]
            for cell, span in zip(cells, spans, strict=True)
        ]
        for parts in zip_longest(*wrapped, fillvalue=""):
            padded = (part.ljust(span) for part, span in zip(parts, spans, strict=True))
            yield (" " * GAP + (" " * GAP).join(padded)).rstrip()

    def paragraph(self, text: str, *, mark: str = "") -> Iterator[str]:
        """A wrapped paragraph; with a *mark* it is a point of a list."""
        first = f"  {mark} " if mark else ""
        yield from wrap(text, self.width, initial_indent=first, subsequent_indent=" " * len(first))


def plan_as_text(answer: Answer, *, leg: str = "", width: int = WIDTH) -> str:
    """The plan in lines of at most *width*; *leg* says which one is sore, when that is known."""
    columns, rendering = Columns(width), answer.rendering
    lines: list[str] = []
    for week in answer.programme.weeks:
        lines += [*_week(columns, rendering, answer, week, leg), ""]
    return "\n".join(lines[:-1]) + "\n"


def no_plan_as_text(answer: NoPlan, words: Words, *, width: int = WIDTH) -> str:
    """What stands in place of a plan, as a paragraph."""
    return "\n".join(wrap(no_plan_text(answer, words), width)) + "\n"


def _week(columns: Columns, rendering: Rendering, answer: Answer, week: Week, leg: str) -> Iterator[str]:
    words = rendering.words
    title = words.name("plain", "title").format(
        week=week.number, grade=answer.programme.grade, first=week.days[0].day, last=week.days[-1].day
    )
    yield title
    yield "=" * min(len(title), columns.width)
    places = rendering.protocol.phase_index
    for phase in week.phases:
        told = words.name("plain", "phase").format(
            place=places[phase] + 1,
            places=len(places),
            name=words.phase(phase),
            goal=words.text("phases", phase, "goal"),
        )
        yield from columns.paragraph(told)
    yield ""
    yield from _notices(columns, rendering, week)
    for day in week.days:
        yield ""
        yield from _day(columns, rendering, day, leg)
    yield from _tests(columns, rendering, week)
    yield from _gates(columns, rendering, week)
    yield ""
    yield words.name("plain", "stop")
    yield from columns.paragraph(words.text("stop_rules", "always"), mark="-")


def _notices(columns: Columns, rendering: Rendering, week: Week) -> Iterator[str]:
    for told in rendering.notices(week):
        head = f"{rendering.words.name('levels', told.level)}: {told.text}"
        yield from columns.paragraph(f"{head}:" if told.points else head)
        for point in told.points:
            yield from columns.paragraph(point, mark="-")


def _day(columns: Columns, rendering: Rendering, day: Day, leg: str) -> Iterator[str]:
    words = rendering.words
    head = [words.name("plain", "day").format(day=day.day), words.phase(day.phase), *load_of(rendering, day)]
    if day.date:
        head.insert(1, day.date.isoformat())
    yield " · ".join(head)
    for item in day.items:
        dose = [amount_of(rendering, item), "; ".join(details_of(rendering, item, day.phase, leg=leg))]
        yield from columns.rows([words.exercise(item.exercise)], dose, [words.reason(item.why)])


def load_of(rendering: Rendering, day: Day) -> list[str]:
    """What sort of day it is, its minutes, and those of its run with warm-up and cool-down."""
    words = rendering.words
    load = [words.name("kinds", day.kind.value)]
    if day.minutes:
        load.append(words.name("plain", "minutes").format(minutes=day.minutes))
    if run := sum(run_block_minutes(rendering, item) for item in day.items):
        load.append(words.name("plain", "run").format(minutes=run))
    return load


def run_block_minutes(rendering: Rendering, item: Item) -> int:
    """Minutes *item* adds to the run block, running and walking together; 0 for everything else."""
    if rendering.protocol.role_of(rendering.protocol.catalogue[item.exercise]) is not Role.RUN:
        return 0
    if item.bouts:
        return sum(bout.minutes for bout in item.bouts)
    return item.dose.volume if item.dose.unit is Unit.MINUTE else 0


def amount_of(rendering: Rendering, item: Item) -> str:
    """The dose of *item* in words; of a run, how it is walked and run."""
    return rendering.words.bouts(item.bouts) if item.bouts else rendering.words.dose(item.dose)


def details_of(rendering: Rendering, item: Item, phase: str, *, leg: str = "") -> list[str]:
    """What goes with the dose: leg, tempo, how often, whether it may be left out, when to stop."""
    words, exercise = rendering.words, rendering.protocol.catalogue[item.exercise]
    details = []
    if exercise.side is Side.INJURED and leg:
        details.append(words.name("legs", leg))
    elif exercise.side is not Side.NONE:
        details.append(words.name("sides", exercise.side.value))
    if tempo := tempo_of(rendering.protocol, exercise, item.dose):
        details.append(words.tempo(tempo))
    if item.times_per_day > 1:
        details.append(words.name("dose", "times_per_day").format(times=item.times_per_day))
    if item.optional:
        details.append(words.name("dose", "optional"))
    if rendering.protocol.role_of(exercise) is Role.PROTECTION:
        return details
    _, limit = rendering.pain_context(exercise, phase)
    details.append(words.name("dose", "stop").format(red=limit.red_from))
    return details


def _tests(columns: Columns, rendering: Rendering, week: Week) -> Iterator[str]:
    if not week.tests:
        return
    words = rendering.words
    yield ""
    yield words.name("plain", "tests")
    for test in week.tests:
        day = words.name("plain", "day").format(day=test.day)
        text = words.gate(test.phase, rendering.criterion(test.phase, test.criterion))
        yield from columns.paragraph(f"{day}: {text}", mark="-")


def _gates(columns: Columns, rendering: Rendering, week: Week) -> Iterator[str]:
    words = rendering.words
    for phase in week.phases:
        criteria = rendering.criteria(phase)
        if not criteria:
            continue
        yield ""
        yield words.name("plain", "gates").format(phase=words.phase(phase))
        floor = rendering.terms.floors[rendering.protocol.phase_index[phase] + 1]
        if floor < NEVER:
            yield from columns.paragraph(words.name("plain", "floor").format(day=floor))
        for criterion in criteria:
            yield from columns.paragraph(words.gate(phase, criterion), mark="-")
