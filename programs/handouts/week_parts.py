"""What the pages of a week's handout hold: the table to tick, what must be true to move on, how to do each exercise."""

import re
from datetime import timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programs.handouts.blocks import Block, Panel, Points, Side, Stack, Text
from programs.handouts.boxes import gate_box
from programs.handouts.drawings import Picture
from programs.handouts.grid import Grid
from programs.handouts.own_way import Photo
from programs.handouts.typeface import PATH, SOFT, WELL, Hand
from programs.handouts.week_paper import Line, PaperDay, WeekPaper
from rehab.rendering_week import Gate

PICTURE, CLOSE_PICTURE = 74.0, 52.0
# Amounts of no more letters than these stay on one line.
TOGETHER = 16
# So does a change of the dose, with its day.
CHANGE = 25
NUMBERS = re.compile(r"(?<=\d) (?=to \d|of \d)|(?<=to|of) (?=\d)")


def opening(paper: WeekPaper, hand: Hand) -> Block:
    """What the week is for, phase by phase, and the earliest day of the first run."""
    text = hand.style("text")
    lines: list[Block] = [Text(paper.goal, text, bold=_("This phase:"))]
    for phase in paper.phases_ahead:
        told = {"phase": phase.name, "day": _from(paper, phase.day)}
        lines.append(Text(phase.goal, text, bold=_("%(phase)s, from %(day)s at the earliest:") % told))
    if paper.first_run is not None:
        when = _("%(when)s at the earliest.") % {"when": _date_of(paper, paper.first_run)}
        lines.append(Text(when, text, bold=_("First easy run:")))
    return Stack(lines, 1.5)


def known_first(paper: WeekPaper, hand: Hand) -> list[Block]:
    """What to know before the first exercise, one point each; nothing where there is none."""
    told = [text for text, points in paper.notices if not points]
    if not told:
        return []
    text = hand.style("text")
    if len(told) == 1:
        return [Panel(Text(told[0], text, bold=_("Know this first:")), ground=WELL, pad=5)]
    head = Text(_("Know this first:"), hand.style("text", bold=True))
    return [Panel(Stack([head, Points(told, text)], 1), ground=WELL, pad=5)]


def grid(paper: WeekPaper, hand: Hand) -> Grid:
    """The table to tick, the rows for pain below it."""
    days = [(_day_name(day), day.kind_name.removesuffix(" day")) for day in paper.days]
    rows = [(f"{number}. {line.name}", doses_of(paper, line), line.boxes) for number, line in enumerate(paper.lines, 1)]
    if any(day.tests for day in paper.days):
        told = _("come first; see “To move on”")
        rows.insert(0, (_("Tests"), told, tuple(int(bool(day.tests)) for day in paper.days)))
    blanks = [_("Worst pain while you did it, 0 to 10"), _("Pain on the first steps next morning, 0 to 10")]
    return Grid(days, rows, [NUMBERS.sub("\u00a0", blank) for blank in blanks], _("Tick a box for each set"), hand)


def gates(paper: WeekPaper, hand: Hand) -> list[Block]:
    """What must be true before each phase ahead, the days on which it is tried before each; how, once."""
    found: list[Block] = []
    how = paper.tests_how
    for ahead in paper.gates:
        texts = []
        for tick in ahead.ticks:
            days = ", ".join(_day_name(_day(paper, day)) for day in tick.days)
            texts.append(f"{days}: {tick.text}" if days else tick.text)
        lead = _("All of these.")
        if ahead.floor:
            lead = _("All of these, and %(when)s at the earliest.") % {"when": _date_of(paper, ahead.floor)}
        if any(tick.days for tick in ahead.ticks):
            lead, how = " ".join(part for part in (lead, how) if part), ""
        found.append(gate_box(Gate(ahead.ahead, ahead.floor, tuple(texts)), hand, lead=lead))
    return found


def card(paper: WeekPaper, number: int, line: Line, hand: Hand, *, broad: bool) -> Block:
    """How to do one exercise, beside its picture; *broad* where the card is as wide as the page."""
    wide = PICTURE * hand.scale if broad else CLOSE_PICTURE * min(hand.scale, 1) if hand.close else PICTURE
    # Where there is room for it, letters are large where they are read most.
    told = "text" if broad else "small"
    small = hand.style(told)
    name, doses = f"{number}. {line.name}", doses_of(paper, line)
    details = _together(line.details, " · ").replace(" · ", "\u00a0· ")
    parts: list[Block] = [Text(name, hand.style("name", bold=True), kind="H3")]
    if hand.close or hand.is_large:
        parts.append(Text(details, small, bold=f"{doses} ·" if details else doses))
    else:
        parts.append(Text(doses, hand.style("text", bold=True, colour=PATH)))
        if details:
            parts.append(Text(details, hand.style("small", colour=SOFT)))
    if line.own and line.own.told:
        parts.append(Text(line.own.told, hand.style("small", colour=SOFT)))
    if line.often:
        parts.append(Text(line.often, small))
    parts.append(Points(line.steps, small, numbered=True))
    parts.append(Text(line.cue, small, bold=_("Mind:")))
    if line.care:
        parts.append(Text(line.stop.removesuffix(paper.always).strip(), hand.style(told, bold=True)))
    picture = _picture(paper, line, wide)
    return Stack([Side([picture, Stack(parts, 1 if hand.close else 2)], [wide, 1], 8)], kind="Sect")


def _picture(paper: WeekPaper, line: Line, wide: float) -> Block:
    """The clinic's photo, or the figure that is shown."""
    if line.own and line.own.photo:
        return Photo(line.own, line.picture, wide)
    return Picture(line.own.figure if line.own else line.id, paper.look, line.picture, wide)


def doses_of(paper: WeekPaper, line: Line) -> str:
    """How much, and from which day on where the week changes it; no amount is parted between two lines."""
    first, *others = ((day, _together(dose)) for day, dose in line.doses)
    later = (
        _("from %(day)s: %(dose)s") % {"day": _from(paper, day).replace(" ", "\u00a0"), "dose": dose}
        for day, dose in others
    )
    return "; ".join((first[1], *(part.replace(" ", "\u00a0") if len(part) <= CHANGE else part for part in later)))


def _together(amounts: str, comma: str = ", ") -> str:
    parts = amounts.split(comma)
    return comma.join(part.replace(" ", "\u00a0") if len(part) <= TOGETHER else part for part in parts)


def _day(paper: WeekPaper, number: int) -> PaperDay:
    return paper.days[number - paper.days[0].number]


def _day_name(day: PaperDay) -> str:
    return date_format(day.date, "D j") if day.date else _("Day %(day)s") % {"day": day.number}


def _from(paper: WeekPaper, number: int) -> str:
    """A day of the week within a sentence."""
    day = _day(paper, number)
    return _day_name(day) if day.date else _("day %(day)s") % {"day": number}


def _date_of(paper: WeekPaper, number: int) -> str:
    """Any day within a sentence: its number, behind its date where that is known."""
    first, told = paper.days[0], _("day %(day)s") % {"day": number}
    if first.date is None:
        return told
    return f"{date_format(first.date + timedelta(days=number - first.number), 'j F')}, {told}"
