"""The first page of a booklet: whose way back it is, how long it takes, and what to do with the booklet."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programs.handouts.blocks import Block, Panel, Points, Side, Space, Stack, Text
from programs.handouts.boxes import heading
from programs.handouts.drawings import Code
from programs.handouts.flow import FOOT, MARGIN
from programs.handouts.lettering import Lettering
from programs.handouts.mark import Mark
from programs.handouts.path import StridePath
from programs.handouts.programme_paper import ProgrammePaper
from programs.handouts.programme_parts import when_of
from programs.handouts.tagged import TaggedCanvas
from programs.handouts.typeface import LINE, PATH, SOFT, WELL, WHITE, Hand
from programs.handouts.words import piece, printable

EDGE, CLOSE_EDGE = 26.0, 16.0
CODE = 92.0
BLANK = "_" * 28
# A share of what is left beside widths in points: all but nothing of it.
ALL = 1 - 1e-9
# Lines that a name takes before its letters shrink.
NAME_LINES = 2
# Between two parts of the page, in points.
LEAST, MOST = 8.0, 44.0


class Band:
    """The ground at the top of the page, which grows with what it says."""

    def __init__(self, paper: ProgrammePaper, hand: Hand, sheet: tuple[float, float]) -> None:
        self._sheet, self._width = sheet, sheet[0] - 2 * MARGIN
        # Large letters want the room for what stands below.
        self._edge = EDGE if hand.scale == 1 else CLOSE_EDGE
        told = _("Exercises for a %(name)s calf strain, grade %(grade)s")
        self._text = Stack(
            [
                Mark(hand),
                Space(26 if hand.scale == 1 else 8),
                Text(_("Your way back"), hand.style("cover", bold=True, colour=WHITE), kind="H1"),
                Text(told % {"name": paper.grade_name, "grade": paper.grade}, hand.style("heading", colour=WHITE)),
            ],
            4,
        )
        self.high = self._text.height(self._width) + 2 * self._edge

    def draw(self, canvas: TaggedCanvas) -> None:
        """Draw it from edge to edge."""
        width, top = self._sheet
        with canvas.artifact():
            canvas.setFillColor(PATH)
            canvas.rect(0, top - self.high, width, self.high, stroke=0, fill=1)
        self._text.draw(canvas, MARGIN, top - self._edge, self._width)


def cover(paper: ProgrammePaper, hand: Hand, width: float, room: float) -> list[Block]:
    """What stands below the band: spread over *room* points where it leaves some."""
    parts = [_path(paper, hand), _first_run(paper, hand), _signed(paper, hand)]
    # Large letters leave no room: there it stands behind the contents.
    parts += [use(hand)] if hand.scale == 1 else []
    left = room - FOOT - sum(part.height(width) for part in parts)
    gap = min(MOST, max(LEAST, left / len(parts)))
    return [block for part in parts for block in (Space(gap), part)]


def _path(paper: ProgrammePaper, hand: Hand) -> Block:
    strides = [(phase.name, when_of(phase)) for phase in paper.phases]
    told = "; ".join(f"{name}, {when}" for name, when in strides)
    alternative = _("Six strides on one line, each higher than the last but the sixth: %(strides)s") % {"strides": told}
    return StridePath(strides, alternative, hand)


def _first_run(paper: ProgrammePaper, hand: Hand) -> Block:
    return Panel(Text(_run_day(paper), hand.style("text"), bold=_("First easy run:")), ground=WELL)


def _run_day(paper: ProgrammePaper) -> str:
    if paper.first_run is None:
        return _("that waits until a doctor or physio has looked at the leg and agrees.")
    day = _("day %(day)s") % {"day": paper.first_run}
    when = f"{date_format(paper.first_run_date, 'j F Y')}, {day}" if paper.first_run_date else day
    return _("%(when)s at the earliest, and when all that comes before it goes well.") % {"when": when}


def _signed(paper: ProgrammePaper, hand: Hand) -> Block:
    """Whose booklet it is and who gave it, each with a line to write on where nobody has said so."""
    injured = date_format(paper.injured_on, "j F Y") if paper.injured_on else ""
    own = [
        _field(_("Name"), paper.person, hand),
        _field(_("Sore leg"), paper.leg, hand),
        _field(_("Day of the injury"), injured, hand),
    ]
    given = [
        _field(_("Clinic or physio"), paper.clinic, hand),
        _field(_("Phone"), paper.phone, hand),
        _field(_("Next visit"), "", hand),
    ]
    gap = 10 if hand.scale == 1 else 6
    columns = Side([Stack(own, gap), Stack(given, gap)], [0.5, 0.5], 16)
    if not paper.address:
        return Panel(columns, ground=WHITE, edge=LINE, pad=12)
    code = Code(paper.address, _("A code that opens %(address)s") % {"address": paper.address}, CODE)
    where = _("On your phone, with pictures that move: %(address)s") % {"address": paper.address}
    told = Text(where, hand.style("small", colour=SOFT))
    if hand.scale > 1:
        inner = Stack([columns, Side([told, code], [ALL, CODE], 16)], 10)
    else:
        inner = Stack([Side([columns, code], [ALL, CODE], 16), told], 8)
    return Panel(inner, ground=WHITE, edge=LINE, pad=12)


def _field(label: str, said: str, hand: Hand) -> Block:
    """What it is, small, and below it what is *said*: alone on its line, where no other word disturbs its order."""
    style, whole = hand.style("name", bold=True), printable(said)
    value: Block = Lettering([piece(whole, bold=True)], style, most=NAME_LINES, aligned=True) if whole else _blank(hand)
    return Stack([Text(label, hand.style("small", colour=SOFT)), value], 1)


def _blank(hand: Hand) -> Block:
    return Text(BLANK, hand.style("name", colour=SOFT))


def use(hand: Hand) -> Block:
    """How the booklet is used."""
    told = [
        _("Read the pain rules first. They hold on every day."),
        _("Find your week. The number behind an exercise leads to its page."),
        _("Tick what must be true before you move on. Days are the earliest; a leg may take longer."),
        _("Take the booklet with you to a doctor or physio."),
    ]
    return Stack([heading(_("How to use it"), hand), Points(told, hand.style("text"))], 5)
