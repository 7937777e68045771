"""The booklet of a whole course: the way back on its first page, then all that the course holds and rests on."""

from io import BytesIO

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programs.handouts import programme_parts, programme_reading
from programs.handouts.blocks import Block, Panel, Points, Space, Stack, Text
from programs.handouts.boxes import foot, heading
from programs.handouts.drawings import Code
from programs.handouts.flow import MARGIN, PAPERS, draw_pages, placed
from programs.handouts.parts import Contents, pages_of
from programs.handouts.path import StridePath
from programs.handouts.programme_paper import ProgrammePaper
from programs.handouts.programme_parts import chapter, phase_key, when_of
from programs.handouts.tagged import TaggedCanvas
from programs.handouts.typeface import PATH, WELL, WHITE, Hand

LARGE = 1.4
HEAD = 118.0
EDGE = 10.0


def programme_booklet(
    paper: ProgrammePaper, *, size: str = "a4", large_print: bool = False, language: str = "en"
) -> bytes:
    """*paper* as a PDF on paper of that *size*; the same paper gives the same bytes."""
    hand, sheet = Hand(LARGE if large_print else 1.0), PAPERS[size]
    file = BytesIO()
    title = _("Your way back: grade %(grade)s") % {"grade": paper.grade}
    canvas = TaggedCanvas(file, sheet, title=title, subject=_("Exercises for a calf strain"), language=language)
    head = HEAD * hand.scale
    lines, blocks = _chapters(paper, hand)
    contents = Contents(lines, hand)
    pages = placed([*_opening(paper, contents, hand), *blocks], sheet, sheet[1] - head - 14)
    contents.pages.update(pages_of(pages))
    canvas.bookmarkPage("start")
    canvas.addOutlineEntry(title, "start", 0)
    _head(canvas, paper, title, hand, sheet)
    draw_pages(canvas, pages, foot(hand, sheet, reviewed=paper.reviewed))
    canvas.save()
    return file.getvalue()


def _chapters(paper: ProgrammePaper, hand: Hand) -> tuple[list[tuple[str, str, int]], list[Block]]:
    """The lines of the contents, and everything behind the first page."""
    lines: list[tuple[str, str, int]] = []

    def begun(key: str, title: str, lead: str = "") -> Block:
        lines.append((title, key, 0))
        return chapter(key, title, hand, lead)

    blocks = programme_parts.rules(begun("rules", _("Pain, and whom to call")), paper, hand)
    blocks += programme_parts.phases(begun("phases", _("The six phases")), paper, hand)
    lines += [(f"{phase.number}. {phase.name}", phase_key(phase), 1) for phase in paper.phases]
    blocks += programme_parts.weeks(begun("weeks", _("Week by week"), paper.planned), paper, hand)
    how = _("Doses stand from the first step to the last. Your week says which one is yours. %(always)s")
    lead = how % {"always": paper.always}
    blocks += programme_reading.exercises(begun("exercises", _("How to do each exercise"), lead), paper, hand)
    if paper.ladder:
        left_out = _("This course begins on rung %(rung)s.") % {"rung": paper.ladder.left_out + 1}
        day = _("The first run comes on day %(day)s at the earliest.") % {"day": paper.ladder.first}
        blocks += programme_parts.ladder(
            begun("ladder", _("The running ladder"), f"{left_out} {day}"), paper.ladder, hand
        )
    if paper.trials:
        blocks += programme_parts.trials(begun("tests", _("Self-tests"), paper.tests_how), paper, hand)
    blocks += programme_reading.cards(begun("cards", _("Good to know")), paper, hand)
    lead = _("Exercises and cards name these by number. “From memory” means that nobody looked it up again.")
    blocks += programme_reading.sources(begun("sources", _("What it rests on"), lead), paper, hand)
    return lines, blocks


def _head(canvas: TaggedCanvas, paper: ProgrammePaper, title: str, hand: Hand, sheet: tuple[float, float]) -> None:
    """The band at the top: whose way back it is, a name or a line for it, where the plan lies."""
    width, top = sheet
    high = HEAD * hand.scale
    with canvas.artifact():
        canvas.setFillColor(PATH)
        canvas.rect(0, top - high, width, high, stroke=0, fill=1)
    side = high - 2 * EDGE if paper.address else 0.0
    name = paper.person or _("Name") + " " + "_" * 28
    told = _("Exercises for a %(grade)s calf strain, from the first day to running again") % {"grade": paper.grade_name}
    lines: list[Block] = [
        Text(title, hand.style("title", bold=True, colour=WHITE), kind="H1"),
        Text(told, hand.style("text", colour=WHITE)),
        Text(" · ".join(part for part in (name, paper.leg) if part), hand.style("name", colour=WHITE)),
    ]
    if paper.address:
        where = _("On your phone, with pictures that move: %(address)s") % {"address": paper.address}
        lines.append(Text(where, hand.style("small", colour=WHITE)))
    Stack(lines, 4).draw(canvas, MARGIN, top - EDGE - 2, width - 2 * MARGIN - side - 10)
    if paper.address:
        code = Code(paper.address, _("A code that opens %(address)s") % {"address": paper.address}, side)
        code.draw(canvas, width - MARGIN - side, top - EDGE, side)


def _opening(paper: ProgrammePaper, contents: Contents, hand: Hand) -> list[Block]:
    """The first page below its band: the path, the first run, the contents."""
    strides = [(phase.name, when_of(phase)) for phase in paper.phases]
    told = "; ".join(f"{name}, {when}" for name, when in strides)
    alternative = _("Six strides on one line, each higher than the last but the sixth: %(strides)s") % {"strides": told}
    use = [
        _("Read the pain rules first. They hold on every day."),
        _("Find your week. The number behind an exercise leads to its page."),
        _("Tick what must be true before you move on. Days are the earliest; a leg may take longer."),
        _("Take the booklet with you to a doctor or physio."),
    ]
    return [
        Space(6),
        StridePath(strides, alternative, hand),
        Space(8),
        Panel(Text(_first_run(paper), hand.style("text"), bold=_("First easy run:")), ground=WELL),
        Space(14),
        Stack([heading(_("Contents"), hand), contents], 6),
        Space(16),
        Stack([heading(_("How to use it"), hand), Points(use, hand.style("text"))], 5),
        Space(20),
    ]


def _first_run(paper: ProgrammePaper) -> str:
    if paper.first_run is None:
        return _("that waits until a doctor or physio has looked at the leg and agrees.")
    day = _("day %(day)s") % {"day": paper.first_run}
    when = f"{date_format(paper.first_run_date, 'j F Y')}, {day}" if paper.first_run_date else day
    return _("%(when)s at the earliest, and when all that comes before it goes well.") % {"when": when}
