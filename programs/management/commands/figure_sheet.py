"""`manage.py figure_sheet`: the pictures of all exercises on a few pages of PDF."""

import sys
from io import BytesIO
from pathlib import Path
from typing import Any, NoReturn, cast

from django.core.management.base import BaseCommand, CommandParser
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from rehab.asking import shown
from rehab.figures import pdf
from rehab.figures.head import BODIES, Body
from rehab.figures.loading import load_figures
from rehab.words import Words, words_in

WRONG_ARGUMENT = 2
SIDES = ("left", "right")
COLUMNS, ROWS = 4, 5
MARGIN = 34.0
GAP = 12.0
NAME_SIZE = 7.5
LINE = 9.5
LINES = 2


class Command(BaseCommand):
    """Exit code 2 for a wrong argument."""

    help = "Draws the pictures of all exercises on a few pages of PDF."
    requires_system_checks = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """The parser; an option has to be written in full, so that a slip is refused and not guessed."""
        return super().create_parser(prog_name, subcommand, allow_abbrev=False, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        """Everything is taken as text, as often as it is given, and refused here."""
        parser.add_argument("--output", action="append", metavar="FILE", help="the PDF to write")
        parser.add_argument(
            "--side", action="append", metavar="SIDE", help="the leg that works: right (default) or left"
        )
        parser.add_argument("--figure", action="append", metavar="NAME", help="who is drawn: bun (default) or short")

    def handle(self, *args: Any, **options: Any) -> None:
        """Draw and write."""
        output = self._one(options, "output", None)
        side = self._one(options, "side", "right")
        body = self._one(options, "figure", "bun")
        if side not in SIDES:
            self._refuse("side", shown(side), " or ".join(SIDES))
        if body not in BODIES:
            self._refuse("figure", shown(body), " or ".join(BODIES))
        if not output:
            self._refuse("output", "nothing", "the name of the PDF to write")
        try:
            Path(output).write_bytes(sheet(cast(Body, body), mirrored=side == "left"))
        except (OSError, ValueError) as problem:
            told = problem.strerror if isinstance(problem, OSError) else str(problem)
            self._refuse("output", f"{shown(output)} ({told})", "a file in a folder you may write to")

    def _one(self, options: dict[str, Any], name: str, default: str | None) -> Any:
        """The value of an option that may be given once; called from code it may be plain text."""
        given = options[name]
        if given is None:
            return default
        values = [given] if isinstance(given, str) else given
        if len(values) > 1:
            self._refuse(name, shown(" and ".join(values)), "one value")
        return values[0]

    def _refuse(self, name: str, given: str, allowed: str) -> NoReturn:
        self.stderr.write(f"--{name}: {given} was given. Allowed: {allowed}")
        sys.exit(WRONG_ARGUMENT)


def sheet(body: Body, *, mirrored: bool) -> bytes:
    """All pictures with their names as a PDF; the same bytes each time."""
    words, file = words_in(), BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=1, pageCompression=1)
    canvas.setTitle("Strideback: the exercises in pictures")
    side = (A4[0] - 2 * MARGIN - (COLUMNS - 1) * GAP) / COLUMNS
    step = side + GAP + LINES * LINE
    for place, figure in enumerate(load_figures().values()):
        row, column = divmod(place % (COLUMNS * ROWS), COLUMNS)
        if place and row == column == 0:
            canvas.showPage()
        x, y = MARGIN + column * (side + GAP), A4[1] - MARGIN - row * step - side
        pdf.draw_still(canvas, figure, body, pdf.Square(x, y, side), mirrored=mirrored)
        _name(canvas, words, figure.id, (x, y - LINE))
    canvas.save()
    return file.getvalue()


def _name(canvas: Canvas, words: Words, exercise: str, at: tuple[float, float]) -> None:
    """The name of an exercise below its picture, on one line or two."""
    canvas.setFillGray(0.15)
    canvas.setFont("Helvetica", NAME_SIZE)
    text = words.exercise(exercise)
    for number, line in enumerate(_lines(text)):
        canvas.drawString(at[0], at[1] - number * LINE, line)


def _lines(text: str, most: int = 30) -> list[str]:
    """*text* in lines of that many letters at most, where its words allow."""
    lines: list[str] = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}".strip()
        if len(joined) <= most or not lines[-1]:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines
