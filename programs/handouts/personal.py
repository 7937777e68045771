"""What a paper says in somebody's own words: whose it is, who gave it, and a message. Or a line to write them on."""

from typing import Protocol

from django.utils.translation import gettext as _

from programs.handouts.blocks import Block, Level, Panel, Stack, Text
from programs.handouts.lettering import Lettering
from programs.handouts.logo import Emblem, Logo
from programs.handouts.typeface import LINE, SOFT, WHITE, Hand
from programs.handouts.week_paper import WeekPaper
from programs.handouts.words import piece, printable

# Of so many letters in so many paragraphs a message has room on the four sides of the fullest week; more paragraphs
# are run together. A longer message is lines to write on: whoever takes one in says this limit.
MOST_OF_A_MESSAGE = 500
MOST_PARAGRAPHS = 5
BLANKS = 3
# Lines that a name takes before its letters shrink.
NAME_LINES = 2
# The box of a logo, in points.
LOGO = (120.0, 34.0)


class Faced(Protocol):
    """A paper with a name on it, or a line for one, and the face of whoever gave it."""

    @property
    def person(self) -> str: ...
    @property
    def clinic(self) -> str: ...
    @property
    def phone(self) -> str: ...
    @property
    def logo(self) -> Logo | None: ...


def name_line(paper: Faced, hand: Hand) -> Block:
    """Whose paper it is. It stands alone on its line, where no other word disturbs the order of its own."""
    style = hand.style("name")
    if name := printable(paper.person):
        return Lettering([piece(name)], style, most=NAME_LINES)
    return Text(_("Name") + " " + "_" * 28, style)


def clinic_block(paper: Faced, hand: Hand) -> list[Block]:
    """Who gave it: name and telephone of the clinic, behind its logo where it has one."""
    lines: list[Block] = list(_clinic_lines(paper, hand))
    if paper.logo is None:
        return lines
    emblem = Emblem(paper.logo, wide=LOGO[0] * hand.scale, high=LOGO[1] * hand.scale)
    if not lines:
        return [emblem]
    return [Level([(emblem, None), (Stack(lines, 2), None)], [emblem.wide, 1], 8, pad=0)]


def _clinic_lines(paper: Faced, hand: Hand) -> list[Lettering]:
    """The name and the telephone: beside each other, or below where the name reads from right to left."""
    style = hand.style("small")
    if not paper.clinic.strip() and not paper.phone.strip():
        return []
    blank = _("Clinic") + " " + "_" * 28
    clinic = printable(paper.clinic) or (blank if paper.clinic.strip() else "")
    phone = printable(paper.phone)
    first = [piece(clinic, bold=True)] if clinic else []
    if first and phone and not any(level % 2 for level in first[0].deep):
        return [Lettering([*first, piece(f" · {phone}", base=0)], style, most=NAME_LINES)]
    lines = [*([first] if first else []), *([[piece(phone, base=0)]] if phone else [])]
    return [Lettering(pieces, style, most=NAME_LINES) for pieces in lines]


def message_panel(paper: WeekPaper, hand: Hand) -> list[Block]:
    """The message in a panel of its own; nothing where there is no message."""
    paragraphs = [line for line in paper.message.splitlines() if line.strip()]
    if not paragraphs:
        return []
    if len(paragraphs) > MOST_PARAGRAPHS:
        paragraphs = [" ".join(paragraphs)]
    said = [printable(line, MOST_OF_A_MESSAGE) for line in paragraphs]
    style = hand.style("text")
    whole = all(said) and sum(map(len, said)) <= MOST_OF_A_MESSAGE
    lines: list[Block] = [Text(_("For you"), hand.style("name", bold=True), kind="H2")]
    if whole:
        lines += [Lettering([piece(line)], style, aligned=True) for line in said]
    else:
        lines += [Text("_" * 60, hand.style("text", colour=SOFT)) for _line in range(BLANKS)]
    return [Panel(Stack(lines, 2), ground=WHITE, edge=LINE, pad=hand.pad - 2)]
