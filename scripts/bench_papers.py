"""What paper costs: a week's handout and a course's booklet beside bare documents of as many paragraphs, and memory.

`python -m scripts.bench_papers` prints one line for each figure with what is promised; exit 1 when one is over.
"""

import os
import sys
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO

import django
from pypdfium2 import PdfDocument
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from programs.handouts.blocks import Text
from programs.handouts.printing import booklet_of, handout_of
from programs.handouts.typeface import REGULAR
from programs.selectors.protocol import bounds_on
from rehab.answering import Answer, answer
from rehab.asking import ask
from scripts.bench_pages import memory_of
from scripts.promises import Promise, in_rounds

ROUNDS = 30
ROUNDS_OF_BOOKLETS = 8
HANDOUTS = 2_000
# Kilobytes of the longest, which has 41 pictures.
MOST_OF_A_BOOKLET = 500
PLAN = "https://clinic.example/plan/?grade=3&week=2"
Query = dict[str, list[str]]
# One of two sides, and one with twelve exercises.
TWO_SIDES: Query = {"grade": ["3"], "week": ["2"]}
TWELVE: Query = {"grade": ["2"], "week": ["4"]}
COURSES: dict[str, Query] = {
    "a mild strain": {"grade": ["1"], "side": ["left"]},
    "a moderate strain": {"grade": ["2"], "injured_on": ["2026-11-02"]},
    "a severe strain": {"grade": ["3"], "cleared_on_day": ["21"]},
}


def figures() -> Iterator[Promise]:
    """Every figure of paper."""
    bounds = bounds_on(date(2026, 11, 23))

    def handout(given: Query) -> bytes:
        asked = ask(given, bounds)
        found = answer(bounds.protocol, bounds.screening, asked)
        assert isinstance(found, Answer), "these weeks have plans"
        return handout_of(found, asked, given, bounds, plan=PLAN)

    def booklet(given: Query) -> bytes:
        asked = ask({**given, "weeks": ["all"]}, bounds)
        found = answer(bounds.protocol, bounds.screening, asked)
        assert isinstance(found, Answer), "these courses have plans"
        return booklet_of(found, asked, given, bounds, plan=PLAN)

    said = paragraphs(lambda: handout(TWO_SIDES))
    assert handout(TWO_SIDES).count(b"/Type /Page\n") == 2, "the week has two sides"
    taken = in_rounds({"bare": lambda: bare(said, 2), "handout": lambda: handout(TWO_SIDES)}, ROUNDS)
    yield Promise("a bare document of two pages", taken["bare"], "ms")
    yield Promise(f"a handout of two sides, {len(said)} paragraphs", taken["handout"], "ms")
    yield Promise("that handout against the bare document", taken["handout"] / taken["bare"], "times", 2)
    yield Promise("a handout of twelve exercises", len(handout(TWELVE)) / 1000, "kB", 180)

    course = COURSES["a moderate strain"]
    said = paragraphs(lambda: booklet(course))
    pages = len(PdfDocument(booklet(course)))
    taken = in_rounds({"bare": lambda: bare(said, pages), "booklet": lambda: booklet(course)}, ROUNDS_OF_BOOKLETS)
    yield Promise(f"a bare document of {pages} pages", taken["bare"], "ms")
    yield Promise(f"a booklet of {pages} pages, {len(said)} paragraphs", taken["booklet"], "ms")
    yield Promise("that booklet against the bare document", taken["booklet"] / taken["bare"], "times", 3)
    for name, query in COURSES.items():
        yield Promise(f"a booklet of {name}", len(booklet(query)) / 1000, "kB", MOST_OF_A_BOOKLET)

    for _ in range(HANDOUTS // 10):
        handout(TWO_SIDES)
    before = memory_of(os.getpid())
    for _ in range(HANDOUTS - HANDOUTS // 10):
        handout(TWO_SIDES)
    yield Promise(f"memory that {HANDOUTS} handouts leave behind", memory_of(os.getpid()) - before, "MiB", 2)


def paragraphs(made: Callable[[], bytes]) -> list[str]:
    """What the paragraphs say of the paper that *made* makes."""
    # A paper is laid out more than once; what counts is what is drawn.
    told: dict[Text, str] = {}
    said: list[str] = []
    text, draw = Text.__init__, Text.draw

    def noted(self: Text, words: str, *rest: object, **more: object) -> None:
        told[self] = words
        text(self, words, *rest, **more)  # type: ignore[arg-type]

    def drawn(self: Text, *where: object) -> None:
        said.append(told[self])
        draw(self, *where)  # type: ignore[arg-type]

    Text.__init__, Text.draw = noted, drawn  # type: ignore[method-assign,assignment]
    made()
    Text.__init__, Text.draw = text, draw  # type: ignore[method-assign]
    return said


def bare(said: list[str], pages: int) -> bytes:
    """The same paragraphs on as many pages and nothing else."""
    style = ParagraphStyle("bare", fontName=REGULAR, fontSize=9, leading=11)
    file = BytesIO()
    canvas = Canvas(file, pageCompression=1, initialFontName=REGULAR)
    share = len(said) // pages + 1
    for place, told in enumerate(said):
        if place and place % share == 0:
            canvas.showPage()
        paragraph = Paragraph(told.replace("&", "&amp;"), style)
        paragraph.wrap(250, 800)
        paragraph.drawOn(canvas, 40, 800 - 700 * (place % share) / share)
    canvas.save()
    return file.getvalue()


def main() -> int:
    os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings", "DEBUG": "1"}
    django.setup()
    found = list(figures())
    print("\n".join(map(str, found)))
    return 0 if all(promise.is_kept for promise in found) else 1


if __name__ == "__main__":
    sys.exit(main())
