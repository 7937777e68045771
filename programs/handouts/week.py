"""The handout of a week: what to tick on the first side, how to do it behind that, when to stop and whom to call."""

from collections.abc import Callable, Sequence
from io import BytesIO

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programs.handouts.blocks import Block, Panel, Points, Side, Space, Stack, Text
from programs.handouts.drawings import Code, Picture
from programs.handouts.flow import MARGIN, PAPERS, Columns, draw_pages, placed
from programs.handouts.grid import Grid
from programs.handouts.personal import clinic_lines, message_panel, name_line
from programs.handouts.tagged import TaggedCanvas
from programs.handouts.typeface import BOLD, EASE, EASE_WASH, LINE, PATH, REGULAR, SOFT, WELL, WHITE, Hand
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
    draw_pages(canvas, pages, _foot(paper, hand, sheet))
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
    blocks += [_pain(paper, hand), Space(10), _danger(paper, hand), Space(10)]
    blocks += [_notices(paper.notices, hand), Space(10)] if paper.notices else []
    tests = [(day, text) for day in paper.days for text in day.tests]
    if tests:
        blocks += [_tests(paper, hand, tests), Space(10)]
    cards = [_card(paper, number, line, hand) for number, line in enumerate(paper.lines, 1)]
    how = _heading(_("How to do it"), hand)
    if hand.scale > 1:
        first, *others = cards
        blocks.append(Stack([how, first], 8))
        blocks += [*(part for card in others for part in (Space(8), card)), Space(10)]
    else:
        blocks += [Columns(cards, 9, 14, heading=how), Space(12)]
    for gate in paper.gates:
        lead = (
            _("All of these, and day %(day)s at the earliest.") % {"day": gate.floor}
            if gate.floor
            else _("All of these.")
        )
        inner: list[Block] = [
            _heading(_("To move on to %(phase)s") % {"phase": gate.ahead}, hand),
            Text(lead, hand.style("text", colour=SOFT)),
            Space(4),
            _abreast(gate.texts, hand),
        ]
        blocks += [Panel(Stack(inner, 2), ground=WHITE, edge=LINE), Space(8)]
    return blocks


def _abreast(texts: Sequence[str], hand: Hand, *, boxed: bool = True) -> Block:
    """A list in two columns where letters are small enough, things to tick as a rule."""
    style, half = hand.style("text"), -(-len(texts) // 2)
    if hand.scale > 1 or len(texts) < 3:
        return Points(texts, style, boxed=boxed)
    return Side([Points(texts[:half], style, boxed=boxed), Points(texts[half:], style, boxed=boxed)], [0.5, 0.5], 16)


def _heading(text: str, hand: Hand) -> Text:
    return Text(text, hand.style("heading", bold=True), kind="H2")


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


def _pain(paper: WeekPaper, hand: Hand) -> Block:
    text = hand.style("text")
    rows: list[Block] = [_heading(_("How much pain is all right?"), hand)]
    for row in paper.pain:
        upto = _("%(from)s to %(to)s")
        cells = (
            ("0" if row.green == 0 else upto % {"from": 0, "to": row.green}, _("Go on."), WELL),
            (
                str(row.amber) if row.amber == row.green + 1 else upto % {"from": row.green + 1, "to": row.amber},
                _("No more than this. Same dose next time."),
                WELL,
            ),
            (_("%(from)s or more") % {"from": row.red}, _("Stop. Rest 2 to 3 days, then do less."), EASE_WASH),
        )
        boxes = [
            Panel(Text(said, text, bold=number), ground=ground, edge=LINE, pad=5) for number, said, ground in cells
        ]
        rows.append(Side([Text(", ".join(row.kinds), text, bold=""), *boxes], [0.28, 0.17, 0.28, 0.27], 6))
    rows.append(Text(paper.always, hand.style("text", bold=True, colour=EASE)))
    return Stack(rows, 4, kind="Sect")


def _notices(notices: tuple[tuple[str, tuple[str, ...]], ...], hand: Hand) -> Block:
    parts: list[Block] = []
    for text, points in notices:
        parts.append(Text(text, hand.style("text", bold=bool(points))))
        if points:
            parts.append(_abreast(points, hand, boxed=False))
    return Panel(Stack(parts, 3), ground=WELL)


def _tests(paper: WeekPaper, hand: Hand, tests: list[tuple[PaperDay, str]]) -> Block:
    said = [f"{_day_name(day)}: {text}" for day, text in tests]
    parts: list[Block] = [
        _heading(_("Try these"), hand),
        Text(paper.tests_how, hand.style("text", colour=SOFT)),
        _abreast(said, hand),
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


def _danger(paper: WeekPaper, hand: Hand) -> Block:
    """Whom to call and for what; side by side where letters are small enough."""
    text, bold = hand.style("text"), hand.style("text", bold=True, colour=EASE)
    now: list[Block] = [Text(paper.emergency_action, bold), Points(paper.emergency, text)]
    today: list[Block] = [Text(paper.same_day_action, bold), Points(paper.same_day, text)]
    both: Block = Stack([*now, Space(4), *today], 4)
    if hand.scale == 1:
        both = Side([Stack(now, 4), Stack(today, 4)], [0.5, 0.5], 16)
    return Panel(Stack([_heading(_("Get help first"), hand), both], 4), ground=EASE_WASH, edge=EASE)


def _foot(paper: WeekPaper, hand: Hand, sheet: tuple[float, float]) -> Callable[[TaggedCanvas, int, int], None]:
    """What stands below each side: what this is, and which side of how many."""
    small = min(hand.size("small"), 9.5)
    told = _("An educational exercise planner, not a diagnosis.")
    if not paper.reviewed:
        told = " ".join((told, _("Its protocol awaits review by a registered clinician.")))

    def draw(canvas: TaggedCanvas, number: int, of: int) -> None:
        with canvas.artifact():
            canvas.setFillColor(SOFT)
            canvas.setFont(REGULAR, small)
            canvas.drawString(MARGIN, 24, told)
            canvas.setFont(BOLD, small)
            canvas.drawRightString(sheet[0] - MARGIN, 24, _("Page %(number)s of %(of)s") % {"number": number, "of": of})

    return draw
