"""The handout of a week: what to tick on the first side, how to do it behind that, when to stop and whom to call."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO

from django.utils.translation import gettext as _

from programs.handouts.blocks import Block, Space, Stack
from programs.handouts.boxes import danger_ahead, danger_box, foot, heading, notices_box, pain_box
from programs.handouts.flow import MARGIN, PAPERS, Columns, Loose, Placed, draw_pages, placed
from programs.handouts.grid import Grid
from programs.handouts.personal import message_panel
from programs.handouts.tagged import TaggedCanvas
from programs.handouts.typeface import LARGE, Hand
from programs.handouts.week_head import Head
from programs.handouts.week_paper import WeekPaper
from programs.handouts.week_parts import card, gates, grid, known_first, opening

# More exercises than these take four sides at most; so many, two.
FEW, SIDES, SIDES_OF_FEW = 6, 4, 2
# So few leave half of a page empty where they stand beside each other.
ABREAST = 3
# Scales that may have room on the sides a paper takes anyway, the best first: of all letters, and of how to do it,
# which has the smallest.
GROWN = ((1.1, 1.2), (1.0, 1.2), (1.0, 1.15), (1.0, 1.1), (1.0, 1.05))
# Scales for a week that takes too many sides even so, the best first: no letter is below seven and a half points.
SHRUNK = ((1.0, 0.94), (0.95, 0.94))
# Hands that may have room on the first side for where to get help, the best first.
FRONTS = (Hand(close=True), Hand(scale=0.95, close=True))
# Letters that grow take more lines besides: the room that they need goes with a power of their scale.
GROWTH = 1.5
FOOT = 10.0
# Points of the first side that stay empty above its foot.
EDGE = 6.0


def week_handout(paper: WeekPaper, *, size: str = "a4", large_print: bool = False, language: str = "en") -> bytes:
    """*paper* as a PDF on paper of that *size*; the same paper gives the same bytes."""
    file = BytesIO()
    title = _("Week %(number)s, grade %(grade)s") % {"number": paper.number, "grade": paper.grade}
    subject = _("Exercises for a calf strain")
    canvas = TaggedCanvas(file, PAPERS[size], title=title, subject=subject, language=language)
    canvas.bookmarkPage("week")
    canvas.addOutlineEntry(title, "week", 0)
    draw_week(canvas, paper, PAPERS[size], large_print=large_print)
    canvas.save()
    return file.getvalue()


def draw_week(canvas: TaggedCanvas, paper: WeekPaper, sheet: tuple[float, float], *, large_print: bool) -> int:
    """Draw *paper* on pages of its own, of the size *sheet*; how many those are."""
    laid = _large(paper, sheet) if large_print else _best(paper, sheet)
    laid.head.draw(canvas)
    below = foot(Hand(LARGE) if large_print else Hand(), sheet, reviewed=paper.reviewed)
    draw_pages(canvas, _filled(laid.pages, sheet), below)
    return len(laid.pages)


@dataclass(frozen=True)
class _Laid:
    """A paper on its pages. *filled* is how many of them it fills, *before* how many up to how to do it.

    *help_on* is the page that says where to get help.
    """

    head: Head
    pages: list[list[Placed]]
    before: float
    filled: float
    help_on: int


def _large(paper: WeekPaper, sheet: tuple[float, float]) -> _Laid:
    """*paper* in large print; closer together up to how to do it, where that saves a side."""
    large, close = Hand(LARGE), Hand(LARGE, close=True)
    return min((_laid(paper, front, large, sheet) for front in (large, close)), key=lambda laid: len(laid.pages))


def _best(paper: WeekPaper, sheet: tuple[float, float]) -> _Laid:
    """*paper* in letters as large as its sides have room for; closer together where there would be too many sides."""
    most, hand = SIDES if len(paper.lines) > FEW else SIDES_OF_FEW, Hand()
    laid = _laid(paper, hand, hand, sheet)
    over = len(laid.pages) > most
    # Closer together it may save a sheet as well.
    if over or len(laid.pages) % 2:
        close = Hand(close=True)
        closer = _laid(paper, close, close, sheet)
        if over or len(closer.pages) < len(laid.pages):
            laid, hand = closer, close
    if len(laid.pages) > most:
        return _shrunk(paper, hand, sheet, most)
    sides = len(laid.pages)
    laid, front = _fronted(paper, laid, hand, sheet)
    first = len(laid.pages[0])
    for scale, of_cards in GROWN:
        need = laid.before * scale**GROWTH + (laid.filled - laid.before) * of_cards**GROWTH
        if need < sides:
            grown = _laid(paper, replace(front, scale=front.scale * scale), replace(hand, scale=of_cards), sheet)
            # The first side goes on holding what it can.
            held = len(grown.pages[0]) >= first and grown.help_on <= laid.help_on
            if len(grown.pages) <= sides and held:
                return grown
    return laid


def _fronted(paper: WeekPaper, laid: _Laid, hand: Hand, sheet: tuple[float, float]) -> tuple[_Laid, Hand]:
    """*paper* with where to get help on its first side, where that has room for it closer together; and what stands
    before how to do it, in which hand. *laid* and *hand* as they are where nothing helps.
    """
    for front in FRONTS if laid.help_on > 1 else ():
        found = _laid(paper, front, hand, sheet)
        if found.help_on == 1 and len(found.pages) <= len(laid.pages):
            return found, front
    return laid, hand


def _shrunk(paper: WeekPaper, hand: Hand, sheet: tuple[float, float], most: int) -> _Laid:
    """*paper* in letters as little smaller as *most* sides ask for."""
    for scale, of_cards in SHRUNK:
        laid = _laid(paper, replace(hand, scale=scale), replace(hand, scale=of_cards), sheet)
        if len(laid.pages) <= most:
            break
    return laid


def _laid(paper: WeekPaper, hand: Hand, of_cards: Hand, sheet: tuple[float, float]) -> _Laid:
    head, danger = Head(paper, hand, sheet), danger_box(paper.danger, hand)
    help_on = 1
    while True:
        blocks = [*_blocks(paper, hand, danger, help_on), *_how(paper, of_cards)]
        pages = placed(blocks, sheet, sheet[1] - head.high - 12, foot=FOOT)
        stands = next(number for number, found in enumerate(pages, 1) if any(part.block is danger for part in found))
        # A word on the first side that names its page may push it to the next one.
        if stands <= help_on:
            break
        help_on = stands
    width, top = sheet[0] - 2 * MARGIN, sheet[1] - MARGIN
    page = top - MARGIN - FOOT
    cards = (
        (number, part.top) for number, found in enumerate(pages) for part in found if isinstance(part.block, Columns)
    )
    number, begin = next(cards, (0, top))
    end = min(part.top - part.block.height(width) for part in pages[-1])
    return _Laid(head, pages, number + (top - begin) / page, len(pages) - 1 + (top - end) / page, help_on)


def _filled(pages: list[list[Placed]], sheet: tuple[float, float]) -> list[list[Placed]]:
    """*pages* with what the first leaves empty among the rows of its table, where all of that stands there."""
    first, width = pages[0], sheet[0] - 2 * MARGIN
    grids = [part for page in pages for part in page if isinstance(part.block, Grid)]
    if len(grids) > 1 or grids[0] not in first:
        return pages
    place, grid = first.index(grids[0]), grids[0].block
    assert isinstance(grid, Grid)
    left = first[-1].top - first[-1].block.height(width) - MARGIN - FOOT - EDGE
    airy = grid.airy(max(left, 0.0))
    down = airy.height(width) - grid.height(width)
    below = [Placed(part.block, part.top - down) for part in first[place + 1 :]]
    return [[*first[:place], Placed(airy, first[place].top), *below], *pages[1:]]


def _blocks(paper: WeekPaper, hand: Hand, danger: Block, help_on: int) -> Iterator[Block | Loose]:
    """What stands before how to do it; where *danger* is not on the first page, a word that it is *help_on* that."""
    gap = Space(hand.gap)
    yield from (opening(paper, hand), gap)
    if help_on > 1:
        yield from (danger_ahead(help_on, hand), gap)
    for panel in (*known_first(paper, hand), *message_panel(paper, hand)):
        yield from (panel, gap)
    yield from (grid(paper, hand), gap)
    green = _("A morning is green when the first steps hurt no more than usual. 0 is no pain, 10 the worst.")
    lists = tuple(notice for notice in paper.notices if notice[1])
    listed = [notices_box(lists, hand)] if lists else []
    # Where to get help comes before all else that the first side may have room for.
    boxes = [danger, pain_box(paper.pain, paper.always, green, hand), *listed]
    yield Loose([*boxes, *gates(paper, hand)], hand.gap)


def _how(paper: WeekPaper, hand: Hand) -> Iterator[Block]:
    """How to do each exercise; in one column where there are few, or letters are large."""
    how, gap = heading(_("How to do it"), hand), Space(hand.gap)
    broad = hand.is_large or len(paper.lines) <= ABREAST
    cards = [card(paper, number, line, hand, broad=broad) for number, line in enumerate(paper.lines, 1)]
    if broad:
        first, *others = cards
        yield Stack([how, first], 8)
        for one in others:
            yield from (gap, one)
    else:
        yield Columns(cards, hand.gap, 14, heading=how)
