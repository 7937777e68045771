"""Blocks on pages: each as one piece, on the next page when this one is full; header and footer round them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate, dropwhile

from programs.handouts.blocks import Block, Space
from programs.handouts.grid import Grid
from programs.handouts.table import Table
from programs.handouts.tagged import TaggedCanvas

PAPERS = {"a4": (595.28, 841.89), "letter": (612.0, 792.0)}
MARGIN = 36.0
FOOT = 30.0


class Columns:
    """Blocks in two columns, down the left one and then down the right; it is split between pages where it must be.

    A *heading* stands over both, and goes with the first of them.
    """

    def __init__(
        self,
        blocks: Sequence[Block],
        gap: float,
        across: float,
        *,
        heading: Block | None = None,
        left: int | None = None,
    ) -> None:
        self._blocks, self._gap, self._across = list(blocks), gap, across
        self._heading, self._left = heading, left

    @property
    def inside(self) -> list[Block]:
        """The blocks it holds."""
        return [*([self._heading] if self._heading is not None else []), *self._blocks]

    def fitting(self, width: float, room: float, page: float) -> tuple["Columns | None", "Columns | None"]:
        """What of it fits into *room*, its columns as even as they get, and what is left for the next page."""
        wide = self._wide(width)
        highs = [block.height(wide) + self._gap for block in self._blocks]
        sums = [0.0, *accumulate(highs)]
        # Of two that are as even as each other the one with more on the left: a single block stands there.
        even = min(reversed(range(len(highs) + 1)), key=lambda left: max(sums[left], sums[-1] - sums[left]))
        room -= self._over(width)
        if max(sums[even], sums[-1] - sums[even]) - self._gap <= room:
            return self._part(self._blocks, even), None
        taken, ends = 0, []
        for _ in range(2):
            high = 0.0
            while taken < len(highs) and high + highs[taken] - self._gap <= room:
                high += highs[taken]
                taken += 1
            ends.append(taken)
        # A heading over one column alone looks like a mistake; the next page has room for both.
        if not taken or (ends[0] == taken and room < page / 2):
            return None, self
        return self._part(self._blocks[:taken], ends[0]), Columns(self._blocks[taken:], self._gap, self._across)

    def height(self, width: float) -> float:
        """Points of the longer column."""
        wide = self._wide(width)
        return self._over(width) + max(self._high(column, wide) for column in self._columns())

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw both columns downwards from *top*."""
        wide = self._wide(width)
        if self._heading is not None:
            self._heading.draw(canvas, x, top, width)
        top -= self._over(width)
        for place, column in enumerate(self._columns()):
            y = top
            left = canvas.across(x, width, place * (wide + self._across), wide)
            for block in column:
                block.draw(canvas, left, y, wide)
                y -= block.height(wide) + self._gap

    def _part(self, blocks: Sequence[Block], left: int) -> "Columns":
        return Columns(blocks, self._gap, self._across, heading=self._heading, left=left)

    def _over(self, width: float) -> float:
        return self._heading.height(width) + self._gap if self._heading is not None else 0.0

    def _columns(self) -> tuple[list[Block], list[Block]]:
        left = len(self._blocks) if self._left is None else self._left
        # No column begins with space.
        return _from_ink(self._blocks[:left]), _from_ink(self._blocks[left:])

    def _high(self, column: Sequence[Block], wide: float) -> float:
        return sum(block.height(wide) for block in column) + self._gap * max(0, len(column) - 1)

    def _wide(self, width: float) -> float:
        return (width - self._across) / 2


def _from_ink(blocks: Sequence[Block]) -> list[Block]:
    """*blocks* from the first that is drawn."""
    return list(dropwhile(lambda block: isinstance(block, Space), blocks))


@dataclass(frozen=True)
class Loose:
    """Blocks that need not follow each other: where the next has no room left on a page, a later one may fill it.

    None of them comes later for that: the first in line begins the next page. *gap* points stand between two.
    """

    blocks: Sequence[Block]
    gap: float

    def next(self, width: float, room: float) -> Block | None:
        """The first of them that fits into *room*."""
        return next((block for block in self.blocks if block.height(width) <= room), None)

    def without(self, taken: Block) -> "Loose":
        """All but *taken*."""
        return Loose([block for block in self.blocks if block is not taken], self.gap)


@dataclass(frozen=True)
class Placed:
    """A block on its page: how far its top stands above the paper's lower edge."""

    block: Block
    top: float


def placed(
    blocks: Sequence[Block | Loose], size: tuple[float, float], first_top: float, *, foot: float = FOOT
) -> list[list[Placed]]:
    """*blocks* on pages. Space at the top of a page is left out; what is higher than a page begins one.

    *foot* points above the margin belong to the line below each page.
    """
    width, top = size[0] - 2 * MARGIN, first_top
    pages: list[list[Placed]] = [[]]
    lowest = MARGIN + foot
    for block in blocks:
        if isinstance(block, Columns | Table | Grid):
            rest: Columns | Table | Grid | None = block
            while rest is not None:
                part, rest = rest.fitting(width, top - lowest, size[1] - MARGIN - lowest)
                if part is not None:
                    pages[-1].append(Placed(part, top))
                    top -= part.height(width)
                if rest is not None:
                    assert pages[-1], "a block is higher than a page"
                    pages.append([])
                    top = size[1] - MARGIN
            continue
        if isinstance(block, Loose):
            while block.blocks:
                taken = block.next(width, top - lowest)
                if taken is None and pages[-1]:
                    pages.append([])
                    top = size[1] - MARGIN
                    continue
                taken = taken or block.blocks[0]
                pages[-1].append(Placed(taken, top))
                top = max(top - taken.height(width) - block.gap, lowest)
                block = block.without(taken)
            continue
        high = block.height(width)
        if isinstance(block, Space):
            # No page begins with space, nor is one begun for it.
            if pages[-1] or len(pages) == 1:
                top = max(top - high, lowest)
            continue
        if pages[-1] and top - high < lowest:
            pages.append([])
            top = size[1] - MARGIN
        pages[-1].append(Placed(block, top))
        top -= high
    return pages


def draw_pages(
    canvas: TaggedCanvas, pages: Sequence[Sequence[Placed]], foot: Callable[[TaggedCanvas, int, int], None]
) -> None:
    """Draw *pages*; *foot* draws what stands below each, told its number and how many there are."""
    width = canvas._pagesize[0] - 2 * MARGIN
    for number, page in enumerate(pages, 1):
        for part in page:
            part.block.draw(canvas, MARGIN, part.top, width)
        foot(canvas, number, len(pages))
        canvas.showPage()
