"""The handout of a week: what to tick on the first side, how to do it behind that, when to stop and whom to call."""

from io import BytesIO

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programs.handouts.blocks import Block, Panel, Points, Side, Space, Stack, Text
from programs.handouts.boxes import abreast, danger_box, foot, gate_box, heading, notices_box, pain_box
from programs.handouts.drawings import Code, Picture
from programs.handouts.flow import MARGIN, PAPERS, Columns, draw_pages, placed
from programs.handouts.grid import Grid
from programs.handouts.personal import clinic_lines, message_panel, name_line
from programs.handouts.tagged import TaggedCanvas
from programs.handouts.typeface import LINE, PATH, SOFT, WHITE, Hand
from programs.handouts.week_paper import Line, PaperDay, WeekPaper

LARGE = 1.4
PICTURE = 74.0
ROWS_IN_LARGE_PRINT = 9
HEAD = 104.0
EDGE = 8.0


def week_handout(paper: WeekPaper, *, size: str = "a4", large_print: bool = False, language: str = "en") -> bytes:
    """*paper* as a PDF on paper of that *size*; the same paper gives the same bytes."""
    hand, sheet = Hand(LARGE if large_print else 1.0), PAPERS[size]
    file = BytesIO()
    title = _("Week %(number)s, grade %(grade)s") % {"number": paper.number, "grade": paper.grade}
    canvas = TaggedCanvas(file, sheet, title=title, subject=_("Exercises for a calf strain"), language=language)
    head = _Head(paper, hand, sheet)
    pages = placed(_blocks(paper, hand), sheet, sheet[1] - head.high - 14)
    canvas.bookmarkPage("week")
    canvas.addOutlineEntry(title, "week", 0)
    head.draw(canvas)
    draw_pages(canvas, pages, foot(hand, sheet, reviewed=paper.reviewed))
    canvas.save()
    return file.getvalue()


class _Head:
    """The band at the top: week and phase, a name or a line for it, dates, the clinic. It grows with a long name."""

    def __init__(self, paper: WeekPaper, hand: Hand, sheet: tuple[float, float]) -> None:
        self._paper, self._sheet = paper, sheet
        self._side = HEAD * hand.scale - 2 * EDGE if paper.address else 0.0
        self._room = sheet[0] - 2 * MARGIN - self._side - 10
        title = _("Week %(number)s: %(phase)s") % {"number": paper.number, "phase": paper.phase}
        lines: list[Block] = [
            Text(title, hand.style("title", bold=True, colour=WHITE), kind="H1"),
            name_line(paper, hand),
            Text(_when(paper), hand.style("text", colour=WHITE)),
            *clinic_lines(paper, hand),
        ]
        if paper.address:
            where = _("On your phone, with pictures that move: %(address)s") % {"address": paper.address}
            lines.append(Text(where, hand.style("small", colour=WHITE)))
        self._text = Stack(lines, 2)
        self.high = max(HEAD * hand.scale, self._text.height(self._room) + 2 * EDGE + 4)

    def draw(self, canvas: TaggedCanvas) -> None:
        """Draw it at the top of the page."""
        width, top = self._sheet
        with canvas.artifact():
            canvas.setFillColor(PATH)
            canvas.rect(0, top - self.high, width, self.high, stroke=0, fill=1)
        self._text.draw(canvas, MARGIN, top - EDGE - 2, self._room)
        if address := self._paper.address:
            code = Code(address, _("A code that opens %(address)s") % {"address": address}, self._side)
            code.draw(canvas, width - MARGIN - self._side, top - EDGE, self._side)


def _when(paper: WeekPaper) -> str:
    first, last = paper.days[0], paper.days[-1]
    told = _("Grade %(grade)s, days %(first)s to %(last)s after the injury") % {
        "grade": paper.grade,
        "first": first.number,
        "last": last.number,
    }
    dates = f"{date_format(first.date, 'j F')} – {date_format(last.date, 'j F Y')}" if first.date and last.date else ""
    return " · ".join(part for part in (dates, told, paper.leg) if part)


def _blocks(paper: WeekPaper, hand: Hand) -> list[Block]:
    blocks: list[Block] = [_opening(paper, hand), Space(8), *message_panel(paper, hand)]
    blocks += [*_grids(paper, hand), Space(10)]
    blocks += [pain_box(paper.pain, paper.always, hand), Space(10), danger_box(paper.danger, hand), Space(10)]
    blocks += [notices_box(paper.notices, hand), Space(10)] if paper.notices else []
    tests = [(day, text) for day in paper.days for text in day.tests]
    if tests:
        blocks += [_tests(paper, hand, tests), Space(10)]
    cards = [_card(paper, number, line, hand) for number, line in enumerate(paper.lines, 1)]
    how = heading(_("How to do it"), hand)
    if hand.scale > 1:
        first, *others = cards
        blocks.append(Stack([how, first], 8))
        blocks += [*(part for card in others for part in (Space(8), card)), Space(10)]
    else:
        blocks += [Columns(cards, 9, 14, heading=how), Space(12)]
    for gate in paper.gates:
        blocks += [gate_box(gate, hand), Space(8)]
    return blocks


def _opening(paper: WeekPaper, hand: Hand) -> Block:
    lines: list[Block] = [Text(paper.goal, hand.style("text"), bold=_("This phase:"))]
    if paper.first_run is not None:
        day = _("day %(day)s") % {"day": paper.first_run}
        when = f"{date_format(paper.first_run_date, 'j F')}, {day}" if paper.first_run_date else day
        lines.append(
            Text(_("%(when)s at the earliest.") % {"when": when}, hand.style("text"), bold=_("First easy run:"))
        )
    return Stack(lines, 2)


def _grids(paper: WeekPaper, hand: Hand) -> list[Block]:
    """The table to tick; in large print in pieces that fit a page, the rows for pain below the last."""
    days = [(_day_name(day), day.kind_name.removesuffix(" day")) for day in paper.days]
    rows = [(line.name, _doses(line), line.boxes) for line in paper.lines]
    blanks = [_("Worst pain while you did it, 0 to 10"), _("Pain on the first steps next morning, 0 to 10")]
    most = ROWS_IN_LARGE_PRINT if hand.scale > 1 else len(rows)
    pieces = [rows[start : start + most] for start in range(0, len(rows), most)]
    first = _("Tick a box for each set")
    return [Grid(days, piece, blanks if piece is pieces[-1] else [], first, hand) for piece in pieces]


def _day_name(day: PaperDay) -> str:
    return date_format(day.date, "D j") if day.date else _("Day %(day)s") % {"day": day.number}


def _doses(line: Line) -> str:
    if len(line.doses) == 1:
        return line.doses[0][1]
    later = (_("from day %(day)s: %(dose)s") % {"day": day, "dose": dose} for day, dose in line.doses[1:])
    return "; ".join((line.doses[0][1], *later))


def _tests(paper: WeekPaper, hand: Hand, tests: list[tuple[PaperDay, str]]) -> Block:
    said = [f"{_day_name(day)}: {text}" for day, text in tests]
    parts: list[Block] = [
        heading(_("Try these"), hand),
        Text(paper.tests_how, hand.style("text", colour=SOFT)),
        abreast(said, hand),
    ]
    return Panel(Stack(parts, 4), ground=WHITE, edge=LINE)


def _card(paper: WeekPaper, number: int, line: Line, hand: Hand) -> Block:
    wide = PICTURE * hand.scale
    parts: list[Block] = [
        Text(f"{number}. {line.name}", hand.style("name", bold=True), kind="H3"),
        Text(_doses(line), hand.style("text", bold=True, colour=PATH)),
    ]
    if line.details:
        parts.append(Text(line.details, hand.style("small", colour=SOFT)))
    if line.often:
        parts.append(Text(line.often, hand.style("small")))
    parts.append(Points(line.steps, hand.style("small"), numbered=True))
    parts.append(Text(line.cue, hand.style("small")))
    if line.care:
        parts.append(Text(line.stop.removesuffix(paper.always).strip(), hand.style("small", bold=True)))
    picture = Picture(line.id, paper.look, line.picture, wide)
    return Stack([Side([picture, Stack(parts, 2)], [wide, 1], 8)], kind="Sect")
