"""The booklet of a whole course: the way back on its first page, then all that the course holds and rests on."""

from collections.abc import Callable, Sequence
from io import BytesIO

from django.utils.translation import gettext as _

from programs.handouts import programme_parts, programme_reading
from programs.handouts.blocks import Block, Space, Stack
from programs.handouts.boxes import foot, heading
from programs.handouts.cover import Band, cover, use
from programs.handouts.flow import MARGIN, PAPERS, Placed, draw_pages, placed
from programs.handouts.lettering import Spot, write
from programs.handouts.packing import packed
from programs.handouts.parts import Contents, pages_of
from programs.handouts.programme_paper import ProgrammePaper
from programs.handouts.programme_parts import chapter, phase_key
from programs.handouts.tagged import TaggedCanvas
from programs.handouts.typeface import SOFT, Hand

LARGE = 1.4
# Points between two sources, the most first, and what share of a page is enough for the last.
GAPS_OF_SOURCES = (4.0, 3.0, 2.0)
LEAST_OF_A_PAGE = 0.15
Foot = Callable[[TaggedCanvas, int, int], None]


def programme_booklet(
    paper: ProgrammePaper, *, size: str = "a4", large_print: bool = False, language: str = "en"
) -> bytes:
    """*paper* as a PDF on paper of that *size*; the same paper gives the same bytes."""
    hand, sheet = Hand(LARGE if large_print else 1.0), PAPERS[size]
    file = BytesIO()
    title = _("Your way back: grade %(grade)s") % {"grade": paper.grade}
    canvas = TaggedCanvas(file, sheet, title=title, subject=_("Exercises for a calf strain"), language=language)
    band, width = Band(paper, hand, sheet), sheet[0] - 2 * MARGIN
    below = sheet[1] - band.high
    lines, blocks, last = _chapters(paper, hand)
    contents = Contents(lines, hand)
    pages = placed(cover(paper, hand, width, below - MARGIN), sheet, below)
    opening: list[Block] = [Stack([heading(_("Contents"), hand), contents], 6), Space(10)]
    opening += [use(hand), Space(20)] if large_print else []
    pages += _ended([*opening, *blocks], lambda gap: programme_reading.sources(last, paper, hand, gap), sheet)
    contents.pages.update(pages_of(pages))
    canvas.bookmarkPage("start")
    canvas.addOutlineEntry(title, "start", 0)
    band.draw(canvas)
    draw_pages(canvas, pages, _edges(pages, lines, foot(hand, sheet, reviewed=paper.reviewed), hand))
    canvas.save()
    return packed(file.getvalue())


def _ended(
    blocks: Sequence[Block], sources: Callable[[float], list[Block]], sheet: tuple[float, float]
) -> list[list[Placed]]:
    """*blocks* and the *sources* behind them on pages: those close enough together that the last page holds some."""
    top, found = sheet[1] - MARGIN, list[list[list[Placed]]]()
    for gap in GAPS_OF_SOURCES:
        found.append(placed([*blocks, *sources(gap)], sheet, top))
        lowest = min(part.top - part.block.height(sheet[0] - 2 * MARGIN) for part in found[-1][-1])
        if top - lowest > LEAST_OF_A_PAGE * top:
            break
    # Where even the closest leave a page with next to nothing, they stand as usual.
    return min(found, key=len)


def _chapters(paper: ProgrammePaper, hand: Hand) -> tuple[list[tuple[str, str, int]], list[Block], Block]:
    """The lines of the contents, everything behind the first page up to the sources, and their heading."""
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
    return lines, blocks, begun("sources", _("What it rests on"), lead)


def _edges(pages: Sequence[Sequence[Placed]], lines: Sequence[tuple[str, str, int]], foot: Foot, hand: Hand) -> Foot:
    """What stands round each page: *foot* below, and above the chapter it goes on with."""
    chapters = {key: title for title, key, level in lines if level == 0}
    begun = pages_of(pages)

    def draw(canvas: TaggedCanvas, number: int, of: int) -> None:
        foot(canvas, number, of)
        first = next(iter(pages_of([pages[number - 1][:1]])), "")
        before = [title for key, title in chapters.items() if begun[key] < number]
        if before and first not in chapters:
            size, (wide, high) = min(hand.size("small"), 9.5), canvas._pagesize
            with canvas.artifact():
                canvas.setFillColor(SOFT)
                begin = canvas.across(MARGIN, wide - 2 * MARGIN, 0, 0)
                write(canvas, before[-1], Spot(begin, high - MARGIN + 10, size))

    return draw
