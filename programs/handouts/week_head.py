"""The head of a week's handout: week and phase, a name or a line for it, dates, the clinic, a code for the phone."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programs.handouts.blocks import Block, Stack, Text
from programs.handouts.drawings import Code
from programs.handouts.flow import MARGIN
from programs.handouts.personal import clinic_block, name_line
from programs.handouts.tagged import TaggedCanvas
from programs.handouts.typeface import PATH, SOFT, WELL, Hand
from programs.handouts.week_paper import WeekPaper

# The ground is light, so that a pen writes on it and a printer has little to do.
HEAD, CLOSE_HEAD = 100.0, 84.0
EDGE = 8.0
BAR = 4.0
# Letters of an address that somebody may want to type.
TYPED = 60


class Head:
    """The band at the top. It grows with a long name, and with a code of many modules."""

    def __init__(self, paper: WeekPaper, hand: Hand, sheet: tuple[float, float]) -> None:
        self._sheet, self._code = sheet, None
        least = CLOSE_HEAD if hand.close else HEAD * hand.scale
        if paper.address:
            told = _("A code that opens %(address)s") % {"address": paper.address}
            self._code = Code(paper.address, told, least - 2 * EDGE - BAR)
        side = self._code.wide + 12 if self._code else 0.0
        self._room = sheet[0] - 2 * MARGIN - side
        title = _("Week %(number)s: %(phase)s") % {"number": paper.number, "phase": paper.phase}
        lines: list[Block] = [
            Text(title, hand.style("title", bold=True, colour=PATH), kind="H1"),
            name_line(paper, hand),
            Text(when(paper), hand.style("text")),
            *clinic_block(paper, hand),
        ]
        if paper.address:
            where = _("On your phone, with pictures that move: %(address)s") % {"address": _typed(paper.address)}
            lines.append(Text(where, hand.style("small", colour=SOFT)))
        self._text = Stack(lines, 2.5)
        inner = max(self._code.wide if self._code else 0.0, self._text.height(self._room) + 4)
        self.high = max(least, inner + 2 * EDGE + BAR)

    def draw(self, canvas: TaggedCanvas) -> None:
        """Draw it at the top of the page."""
        width, top = self._sheet
        with canvas.artifact():
            canvas.setFillColor(WELL)
            canvas.rect(0, top - self.high, width, self.high, stroke=0, fill=1)
            canvas.setFillColor(PATH)
            canvas.rect(0, top - self.high, width, BAR, stroke=0, fill=1)
        across = width - 2 * MARGIN
        down = (self.high - BAR - self._text.height(self._room)) / 2
        self._text.draw(canvas, canvas.across(MARGIN, across, 0, self._room), top - down, self._room)
        if self._code:
            side = self._code.wide
            left = canvas.across(MARGIN, across, across - side, side)
            self._code.draw(canvas, left, top - (self.high - BAR - side) / 2, side)


def when(paper: WeekPaper) -> str:
    """Which days the paper is for, and of which leg."""
    first, last = paper.days[0], paper.days[-1]
    told = _("Grade %(grade)s, days %(first)s to %(last)s after the injury") % {
        "grade": paper.grade,
        "first": first.number,
        "last": last.number,
    }
    dates = ""
    if first.date and last.date:
        same = first.date.month == last.date.month
        dates = f"{date_format(first.date, 'j' if same else 'j F')} – {date_format(last.date, 'j F Y')}"
    # No leg is parted from its side, and no dot begins a line.
    return "\u00a0· ".join(part for part in (dates, told, paper.leg.replace(" ", "\u00a0")) if part)


def _typed(address: str) -> str:
    """*address*, without its answers where nobody would type all of them."""
    return address if len(address) <= TYPED else address.partition("?")[0]
