"""`manage.py plan`: a week's plan, or the whole course, in the terminal."""

import os
import sys
from argparse import RawDescriptionHelpFormatter
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, NoReturn

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser, DjangoHelpFormatter
from django.urls import reverse
from django.utils import timezone

from programs.handouts.printing import FIRST_WEEK, Given, booklet_of, handout_of, query_of
from programs.management.streams import silence
from programs.selectors.protocol import bounds_on, screening_rules
from rehab.answering import Answer, answer
from rehab.asking import Asked, BadAnswersError, Bounds, Wrong, ask, shown
from rehab.programme import NoPlan
from rehab.rendering import as_json
from rehab.rendering_answer import answer_json
from rehab.rendering_text import WIDEST, WIDTH, no_plan_as_text, plan_as_text
from rehab.words import words_in

FORMATS = ("text", "json", "pdf")
WRONG_ARGUMENT = 2
NO_PLAN_HERE = 3
NARROWEST = 30
# Every answer as an option: its placeholder and help.
VALUES: dict[str, tuple[str, str]] = {
    "grade": ("N", "how bad the strain is: 1 mild, 2 moderate, 3 severe"),
    "week": ("N", "which week after the injury, from 1"),
    "weeks": ("all", "all weeks in place of one"),
    "focus": ("MUSCLE", "gastrocnemius, soleus or unknown"),
    "side": ("SIDE", "the sore leg: left or right"),
    "equipment": ("LIST", "what you have, with commas: chair,wall,step,band,weight,bike,pool,roller"),
    "injured_on": ("YYYY-MM-DD", "the day of the injury"),
    "cleared_on_day": ("N", "how many days after the injury a clinician agreed to exercise"),
    "age": ("N", "age in years"),
    "weekly_run_minutes": ("N", "minutes you ran in a usual week before"),
    "flag": ("RF", "a warning sign of the safety check, listed below; may be given again"),
    "language": ("CODE", "language of the plan"),
    "paper": ("SIZE", "of a pdf: a4 or letter"),
    "figure": ("NAME", "who is drawn in a pdf: bun or short"),
}
SWITCHES: dict[str, str] = {
    "previous_strain": "this calf was strained before in the last year",
    "gradual_onset": "it came on slowly",
    "guardian_agrees": "a parent or guardian agrees (at 16 and 17)",
    "large_print": "a pdf in large letters",
}


class HelpFormatter(DjangoHelpFormatter, RawDescriptionHelpFormatter):
    """Keeps the lines of the list of warning signs."""


class Command(BaseCommand):
    """Prints a plan. Exit code 2 for a wrong argument, 3 where the answers allow no plan."""

    help = "Prints the exercise plan of a week, or of the whole course.\nAn educational planner, not a diagnosis."
    requires_system_checks = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """The parser; an option has to be written in full, so that a slip is refused and not guessed."""
        kept = {"allow_abbrev": False, "formatter_class": HelpFormatter, "epilog": warning_signs()}
        return super().create_parser(prog_name, subcommand, **kept, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        """Everything is taken as text, as often as it is given: `rehab.asking` reads and refuses."""
        for name, (placeholder, told) in VALUES.items():
            parser.add_argument(_option(name), dest=name, action="append", metavar=placeholder, help=told)
        for name, told in SWITCHES.items():
            parser.add_argument(_option(name), dest=name, action="append_const", const="yes", help=told)
        parser.add_argument("--format", action="append", metavar="FORMAT", help="text (default), json or pdf")
        parser.add_argument("--output", action="append", metavar="FILE", help="write to a file in place of the screen")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, ask, answer, write."""
        form = self._one(options, "format", "text")
        if form not in FORMATS:
            self._refuse([Wrong("format", shown(form), ", ".join(FORMATS))])
        output = self._one(options, "output", None)
        bounds = bounds_on(timezone.now().date() + timedelta(days=1))
        try:
            asked = ask({name: options[name] or () for name in (*VALUES, *SWITCHES)}, bounds)
        except BadAnswersError as refused:
            self._refuse(refused.wrongs)
        found = answer(bounds.protocol, bounds.screening, asked)
        if form == "pdf" and isinstance(found, Answer):
            body = printed(found, asked, {name: options[name] or () for name in (*VALUES, *SWITCHES)}, bounds)
        else:
            body = render(found, asked, form, width=self._width() if output is None else WIDTH)
        if isinstance(found, NoPlan):
            self._print(body, unheard=NO_PLAN_HERE)
            sys.exit(NO_PLAN_HERE)
        if output is None:
            self._print(body)
        else:
            self._save(output, body)

    def _width(self) -> int:
        """How wide the terminal is, in bounds; what goes to a pipe or a file is the same everywhere."""
        stream: Any = getattr(self.stdout, "_out", self.stdout)
        if not stream.isatty():
            return WIDTH
        try:
            columns = os.get_terminal_size(stream.fileno()).columns
        except OSError:
            return WIDTH
        return min(max(columns, NARROWEST), WIDEST) if columns else WIDTH

    def _one(self, options: dict[str, Any], name: str, default: Any) -> Any:
        """The value of an option that may be given once; called from code it may be plain text."""
        given = options[name]
        if given is None:
            return default
        values = [given] if isinstance(given, str) else given
        if len(values) > 1:
            self._refuse([Wrong(name, shown(" and ".join(values)), "one value")])
        return values[0]

    def _refuse(self, wrongs: Sequence[Wrong], code: int = WRONG_ARGUMENT) -> NoReturn:
        for wrong in wrongs:
            self.stderr.write(f"{_option(wrong.name)}: {wrong.given} was given. Allowed: {wrong.closed}")
        sys.exit(code)

    def _print(self, body: bytes, unheard: int = WRONG_ARGUMENT) -> None:
        """*body* on standard output, as UTF-8 whatever the terminal calls itself; where that fails, ends *unheard*."""
        stream: Any = getattr(self.stdout, "_out", self.stdout)
        if not hasattr(stream, "buffer"):
            stream.write(body.decode())
            return
        try:
            stream.buffer.write(body)
            stream.flush()
        except BrokenPipeError:
            silence(stream)  # whoever reads, `head` for one, has seen enough
        except OSError as problem:
            silence(stream)
            told = f"nothing, and standard output failed ({problem.strerror})"
            self._refuse([Wrong("output", told, "a file")], unheard)

    def _save(self, output: str, body: bytes) -> None:
        try:
            Path(output).write_bytes(body)
        except (OSError, ValueError) as problem:
            told = problem.strerror if isinstance(problem, OSError) else str(problem)
            self._refuse([Wrong("output", f"{shown(output)} ({told})", "a file in a folder you may write to")])


def warning_signs() -> str:
    """What the warning signs are, one a line."""
    words = words_in()
    signs = (f"  {flag:<6} {words.text('red_flags', 'flags', flag, 'label')}" for flag in screening_rules().ids())
    return "\n".join(("warning signs, for --flag:", *signs))


def printed(found: Answer, asked: Asked, given: Given, bounds: Bounds) -> bytes:
    """The plan as a PDF: the handout of a week, or the booklet of the whole course."""
    query = query_of(given if asked.week else {**given, **FIRST_WEEK})
    # Signs stand in no address: who has some finds their plan by the check.
    place = reverse("check") if asked.ticked else f"{reverse('plan')}?{query}"
    plan = settings.BASE_URL + place if settings.BASE_URL else ""
    return (handout_of if asked.week else booklet_of)(found, asked, given, bounds, plan=plan)


def render(found: Answer | NoPlan, asked: Asked, form: str, *, width: int = WIDTH) -> bytes:
    """The answer as bytes; the same answer gives the same bytes. *width* is that of text."""
    if form == "json":
        return as_json(answer_json(found, asked, checked=bool(asked.ticked)))
    if isinstance(found, NoPlan):
        return no_plan_as_text(found, words_in(asked.language), width=width).encode()
    return plan_as_text(found, leg=asked.leg, width=width).encode()


def _option(name: str) -> str:
    return "--" + name.replace("_", "-")
