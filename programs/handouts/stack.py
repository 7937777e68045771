"""The papers of many people in one file, to be printed in one go: each begins a sheet of its own."""

from collections.abc import Iterable
from io import BytesIO

from django.utils.translation import gettext as _

from programs.handouts.flow import PAPERS
from programs.handouts.packing import packed
from programs.handouts.tagged import TaggedCanvas
from programs.handouts.week import draw_week
from programs.handouts.week_paper import WeekPaper


def week_stack(
    papers: Iterable[WeekPaper], *, size: str = "a4", large_print: bool = False, language: str = "en"
) -> bytes:
    """*papers* as one PDF on paper of that *size*, each drawn as it comes; no bytes where there is none.

    Bookmarks name whose each is. Printed on both sides, no sheet holds a side of two people: where a paper ends on the
    front of one, an empty side follows. The same papers give the same bytes.
    """
    file, sheet, number = BytesIO(), PAPERS[size], 0
    subject = _("Exercises for a calf strain")
    canvas = TaggedCanvas(file, sheet, title=_("Papers of a week"), subject=subject, language=language)
    for number, paper in enumerate(papers, 1):
        with canvas.element("Part"):
            canvas.bookmarkPage(f"paper-{number}")
            canvas.addOutlineEntry(paper.person, f"paper-{number}", 0)
            if draw_week(canvas, paper, sheet, large_print=large_print) % 2:
                canvas.showPage()
    if not number:
        return b""
    canvas.save()
    return packed(file.getvalue())
