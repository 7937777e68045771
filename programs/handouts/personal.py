"""What a paper says in somebody's own words: whose it is, who gave it, and a message. Or a line to write them on."""

from django.utils.translation import gettext as _

from programs.handouts.blocks import Block, Panel, Space, Stack, Text
from programs.handouts.lettering import Lettering
from programs.handouts.typeface import LINE, SOFT, WHITE, Hand
from programs.handouts.week_paper import WeekPaper
from programs.handouts.words import piece, printable

# A message is one block: of so many letters it fits on a page in large print. A longer one is lines to write on.
MOST_OF_A_MESSAGE = 1000
MOST_PARAGRAPHS = 12
BLANKS = 3
# Lines that a name takes before its letters shrink.
NAME_LINES = 2


def name_line(paper: WeekPaper, hand: Hand) -> Block:
    """Whose paper it is. It stands alone on its line, where no other word disturbs the order of its own."""
    style = hand.style("name", colour=WHITE)
    if name := printable(paper.person):
        return Lettering([piece(name)], style, most=NAME_LINES)
    return Text(_("Name") + " " + "_" * 28, style)


def clinic_lines(paper: WeekPaper, hand: Hand) -> list[Block]:
    """Who gave it, and the telephone: beside each other, or below where the name reads from right to left."""
    style = hand.style("small", colour=WHITE)
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
    """The message in a panel of its own, and the space behind it; nothing where there is no message."""
    paragraphs = [line for line in paper.message.splitlines() if line.strip()]
    if not paragraphs:
        return []
    if len(paragraphs) > MOST_PARAGRAPHS:
        paragraphs = [" ".join(paragraphs)]
    said = [printable(line, MOST_OF_A_MESSAGE) for line in paragraphs]
    style = hand.style("text")
    whole = all(said) and sum(map(len, said)) <= MOST_OF_A_MESSAGE
    lines: list[Block] = [Text(_("For you"), hand.style("heading", bold=True), kind="H2")]
    if whole:
        lines += [Lettering([piece(line)], style, aligned=True) for line in said]
    else:
        lines += [Text("_" * 60, hand.style("text", colour=SOFT)) for _line in range(BLANKS)]
    return [Panel(Stack(lines, 4), ground=WHITE, edge=LINE), Space(8)]
