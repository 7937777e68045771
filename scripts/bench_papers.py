"""What paper costs: the handout of a week beside a bare document of as many paragraphs, and memory over many of them.

`python -m scripts.bench_papers` prints one line for each figure with what is promised; exit 1 when one is over.
"""

import os
import sys
from collections.abc import Iterator
from datetime import date
from io import BytesIO

import django
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from programs.handouts.blocks import Text
from programs.handouts.printing import handout_of
from programs.handouts.typeface import REGULAR
from programs.selectors.protocol import bounds_on
from rehab.answering import Answer, answer
from rehab.asking import ask
from scripts.bench_pages import Promise, in_rounds, memory_of

ROUNDS = 30
HANDOUTS = 2_000
# One of two sides, and one with twelve exercises.
TWO_SIDES = {"grade": ["3"], "week": ["2"]}
TWELVE = {"grade": ["2"], "week": ["4"]}


def figures() -> Iterator[Promise]:
    """Every figure of paper."""
    bounds = bounds_on(date(2026, 11, 23))

    def handout(given: dict[str, list[str]]) -> bytes:
        asked = ask(given, bounds)
        found = answer(bounds.protocol, bounds.screening, asked)
        assert isinstance(found, Answer), "these weeks have plans"
        return handout_of(found, asked, given, bounds, plan="https://clinic.example/plan/?grade=3&week=2")

    said: list[str] = []
    text = Text.__init__

    def noted(self: Text, told: str, *rest: object, **more: object) -> None:
        said.append(told)
        text(self, told, *rest, **more)  # type: ignore[arg-type]

    Text.__init__ = noted  # type: ignore[method-assign,assignment]
    first = handout(TWO_SIDES)
    Text.__init__ = text  # type: ignore[method-assign]
    assert first.count(b"/Type /Page\n") == 2, "the week has two sides"
    style = ParagraphStyle("bare", fontName=REGULAR, fontSize=9, leading=11)

    def bare() -> bytes:
        """The same paragraphs on two pages and nothing else."""
        file = BytesIO()
        canvas = Canvas(file, pageCompression=1, initialFontName=REGULAR)
        half = len(said) // 2 + 1
        for place, told in enumerate(said):
            if place == half:
                canvas.showPage()
            paragraph = Paragraph(told.replace("&", "&amp;"), style)
            paragraph.wrap(250, 800)
            paragraph.drawOn(canvas, 40, 800 - 700 * (place % half) / half)
        canvas.save()
        return file.getvalue()

    taken = in_rounds({"bare": bare, "handout": lambda: handout(TWO_SIDES)}, ROUNDS)
    yield Promise("a bare document of two pages", taken["bare"], "ms")
    yield Promise(f"a handout of two sides, {len(said)} paragraphs", taken["handout"], "ms")
    yield Promise("that handout against the bare document", taken["handout"] / taken["bare"], "times", 2)
    yield Promise("a handout of twelve exercises", len(handout(TWELVE)) / 1000, "kB", 180)
    for _ in range(HANDOUTS // 10):
        handout(TWO_SIDES)
    before = memory_of(os.getpid())
    for _ in range(HANDOUTS - HANDOUTS // 10):
        handout(TWO_SIDES)
    yield Promise(f"memory that {HANDOUTS} handouts leave behind", memory_of(os.getpid()) - before, "MiB", 2)


def main() -> int:
    os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings", "DEBUG": "1"}
    django.setup()
    found = list(figures())
    print("\n".join(map(str, found)))
    return 0 if all(promise.is_kept for promise in found) else 1


if __name__ == "__main__":
    sys.exit(main())
