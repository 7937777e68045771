"""A finished plan in columns, for people at a terminal: phase, day, dose and why."""

import re
import textwrap
from collections.abc import Iterator
from itertools import zip_longest

import msgspec

from rehab.answering import Answer
from rehab.assembly import run_block_minutes
from rehab.known import tempo_of
from rehab.programme import Day, Item, NoPlan, Week
from rehab.rendering import Rendering, no_plan_text
from rehab.rendering_week import gate_of
from rehab.vocabulary import Kind, Role, Side
from rehab.words import Words

WIDTH = 80
WIDEST = 100
# Below this there is no room for three columns: they stand under each other.
NARROW = 60
GAP = 2
# A number stays on the line of what it counts or ends ("20 s", "hold 1,"), the two halves of "2 × 12" together.
_TIED = re.compile(r"(?<=\d) (?=[\w×])|(?<=×) (?=\d)|(?<=\w) (?=\d+(?:[,;.]|$))")
_TIE = "\u00a0"


def wrap(text: str, width: int, *, first: str = "", later: str = "") -> list[str]:
    """*text* in lines of at most *width*, a number never apart from its unit; *first* and *later* begin the lines."""
    tied = _TIED.sub(_TIE, text)
    lines = textwrap.wrap(tied, width, initial_indent=first, subsequent_indent=later)
    return [line.replace(_TIE, " ") for line in lines]


class Columns(msgspec.Struct, frozen=True):
    """Where exercise, dose and reason stand in lines of *width* characters."""

    width: int

    @property
    def spans(self) -> tuple[int, int, int]:
        """How wide each of the three is."""
        name, dose = self.width * 28 // 100, self.width * 26 // 100
        return name, dose, self.width - name - dose - 3 * GAP

    def rows(self, *cells: list[str]) -> Iterator[str]:
        """Three cells side by side, each wrapped to its column; a cell is a list of paragraphs.

        Where there is no room for that, one under the other.
        """
        if self.width < NARROW:
            for place, cell in enumerate(cells):
                indent = " " * GAP * min(place + 1, 2)
                yield from (line for text in cell for line in wrap(text, self.width, first=indent, later=indent))
            return
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
        yield from wrap(text, self.width, first=first, later=" " * len(first))

    def heading(self, parts: list[str]) -> Iterator[str]:
        """*parts* in a row with dots between them, wrapped after a dot where there is room for that."""
        later = " " * 2 * GAP
        whole = (part.replace(" ", _TIE) if len(part) + len(later) + 2 <= self.width else part for part in parts)
        yield from wrap(f"{_TIE}· ".join(whole), self.width, later=later)


def plan_as_text(answer: Answer, *, leg: str = "", width: int = WIDTH) -> str:
    """The plan in lines of at most *width*; *leg* says which one is sore, when that is known."""
    columns, rendering = Columns(width), answer.rendering
    lines: list[str] = []
    for week in answer.programme.weeks:
        lines += [*_opening(columns, answer, week), ""]
        if week is answer.programme.weeks[0]:
            lines += [*(line for text in assumed(rendering) for line in columns.paragraph(text)), ""]
        lines += [*_week(columns, rendering, week, leg), ""]
    return "\n".join(lines[:-1]) + "\n"


def no_plan_as_text(answer: NoPlan, words: Words, *, width: int = WIDTH) -> str:
    """What stands in place of a plan, as a paragraph."""
    return "\n".join(wrap(no_plan_text(answer, words), width)) + "\n"


def assumed(rendering: Rendering) -> tuple[str, str]:
    """What green means, by the protocol's own numbers, and what a planned course takes for granted."""
    words, still_green = rendering.words, [limit.amber_from - 1 for limit in rendering.protocol.pain.values()]
    green = words.name("plain", "green").format(most=max(still_green), least=min(still_green))
    return green, words.name("plain", "planned")


def _opening(columns: Columns, answer: Answer, week: Week) -> Iterator[str]:
    rendering, words = answer.rendering, answer.rendering.words
    title = words.name("plain", "title").format(
        week=week.number, grade=answer.programme.grade, first=week.days[0].day, last=week.days[-1].day
    )
    lines = wrap(title, columns.width)
    yield from lines
    yield "=" * max(map(len, lines))
    places = rendering.protocol.phase_index
    for phase in week.phases:
        told = words.name("plain", "phase").format(
            place=places[phase] + 1,
            places=len(places),
            name=words.phase(phase),
            goal=words.text("phases", phase, "goal"),
        )
        yield from columns.paragraph(told)


def _week(columns: Columns, rendering: Rendering, week: Week, leg: str) -> Iterator[str]:
    words = rendering.words
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
    yield from columns.heading(head)
    for item in day.items:
        dose = [amount_of(rendering, item), "; ".join(details_of(rendering, item, day.phase, leg=leg))]
        yield from columns.rows([words.exercise(item.exercise)], dose, [words.reason(item.why)])


def load_of(rendering: Rendering, day: Day) -> list[str]:
    """What sort of day it is, how long it is run and how long that takes in all, and the other minutes."""

    def said(name: str, **numbers: int) -> str:
        return rendering.words.name("plain", name).format(**numbers)

    load = [rendering.words.name("kinds", day.kind.value)]
    whole = sum(run_block_minutes(rendering.protocol, item) for item in day.items)
    if day.kind is Kind.PROTECT:
        # The moves are the least of it: care that goes on all day has no minutes.
        return [*load, said("care_and_moves", minutes=day.minutes) if day.minutes else said("care")]
    if whole:
        running = sum(bout.run_minutes * bout.times for item in day.items for bout in item.bouts)
        load.append(said("run", running=running, whole=whole))
    if day.minutes:
        load.append(said("beside_run" if whole else "minutes", minutes=day.minutes))
    return load


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
    yield from columns.paragraph(words.name("plain", "tests_how"))
    for test in week.tests:
        day = words.name("plain", "day").format(day=test.day)
        text = words.gate(test.phase, rendering.criterion(test.phase, test.criterion))
        yield from columns.paragraph(f"{day}: {text}", mark="-")


def _gates(columns: Columns, rendering: Rendering, week: Week) -> Iterator[str]:
    words = rendering.words
    for phase in week.phases:
        gate = gate_of(rendering, phase)
        if gate is None:
            continue
        yield ""
        yield words.name("plain", "gates").format(phase=words.phase(phase))
        if gate.floor is not None:
            yield from columns.paragraph(words.name("plain", "floor").format(day=gate.floor))
        for text in gate.texts:
            yield from columns.paragraph(text, mark="-")
