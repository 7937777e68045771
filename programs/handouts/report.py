"""The progress report of a client on one page: for a doctor, for the next physio, for the day of the discharge."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programs.handouts.blocks import Block, Panel, Points, Side, Space, Stack, Text
from programs.handouts.boxes import foot, heading
from programs.handouts.flow import MARGIN, PAPERS, Placed, draw_pages, placed
from programs.handouts.lettering import Lettering
from programs.handouts.personal import clinic_block, name_line
from programs.handouts.report_charts import KeptBar, PainTrend
from programs.handouts.report_paper import YES, Examination, ReportPaper, Span, TrialLine
from programs.handouts.table import Table
from programs.handouts.tagged import TaggedCanvas
from programs.handouts.typeface import EASE, EASE_WASH, PATH, SOFT, WELL, Hand
from programs.handouts.words import piece, printable

# Hands and how many lines of tests and decisions, the best first: the first that leaves one page is taken.
FITS = (
    (Hand(scale=1.14), 10, 7),
    (Hand(scale=1.07), 10, 7),
    (Hand(), 10, 7),
    (Hand(close=True), 10, 7),
    (Hand(close=True), 8, 5),
    (Hand(scale=0.94, close=True), 8, 4),
    (Hand(scale=0.94, close=True), 6, 2),
    (Hand(scale=0.88, close=True), 4, 1),
)
FOOT, EDGE, BAR = 10.0, 11.0, 4.0
LONGEST_SAID = 500
UNITS = {"s": "s", "min": "min", "cm": "cm", "h": "h"}
NARROW = "\u00a0"


def progress_report(paper: ReportPaper, *, size: str = "a4", language: str = "en") -> bytes:
    """*paper* as a PDF of one page of that *size*; the same paper gives the same bytes."""
    sheet, file = PAPERS[size], BytesIO()
    head, hand, pages = _fitting(paper, sheet)
    title = _("Progress report")
    canvas = TaggedCanvas(file, sheet, title=title, subject=_("Course of a calf strain"), language=language)
    canvas.bookmarkPage("report")
    canvas.addOutlineEntry(title, "report", 0)
    _draw_head(canvas, head, sheet)
    draw_pages(canvas, pages, foot(hand, sheet, reviewed=paper.reviewed))
    canvas.save()
    return file.getvalue()


def _fitting(paper: ReportPaper, sheet: tuple[float, float]) -> tuple[Stack, Hand, list[list[Placed]]]:
    """The head, and what stands below it: as much of it, in letters as large, as one page holds."""
    width = sheet[0] - 2 * MARGIN
    for hand, trials, decisions in FITS:
        less = replace(paper, trials=paper.trials[:trials], decided=paper.decided[:decisions])
        head = _head(less, hand)
        below = sheet[1] - head.height(width) - 2 * EDGE - BAR - hand.gap
        pages = placed([*_blocks(less, hand)], sheet, below, foot=FOOT)
        if len(pages) == 1:
            break
    return head, hand, pages


def _head(paper: ReportPaper, hand: Hand) -> Stack:
    injured = date_format(paper.injured_on, "j F Y") if paper.injured_on else ""
    about = [
        _("Calf strain, grade %(grade)s") % {"grade": paper.grade},
        paper.leg,
        _("hurt on %(day)s") % {"day": injured} if injured else "",
        _("day %(day)s") % {"day": paper.day},
    ]
    ended = _("Followed since %(since)s, discharged on %(day)s.")
    made = (ended if paper.discharged else _("Followed since %(since)s. Made on %(day)s.")) % {
        "since": date_format(paper.joined_on, "j F Y"),
        "day": date_format(paper.made_on, "j F Y"),
    }
    lines: list[Block] = [
        Text(_("Progress report"), hand.style("title", bold=True, colour=PATH), kind="H1"),
        name_line(paper, hand),
        Text("\u00a0· ".join(part.replace(" ", "\u00a0") for part in about if part), hand.style("text")),
        *clinic_block(paper, hand),
        Text(made, hand.style("small", colour=SOFT)),
    ]
    return Stack(lines, 2.5)


def _draw_head(canvas: TaggedCanvas, head: Stack, sheet: tuple[float, float]) -> None:
    width, top = sheet
    high = head.height(width - 2 * MARGIN) + 2 * EDGE + BAR
    with canvas.artifact():
        canvas.setFillColor(WELL)
        canvas.rect(0, top - high, width, high, stroke=0, fill=1)
        canvas.setFillColor(PATH)
        canvas.rect(0, top - high, width, BAR, stroke=0, fill=1)
    head.draw(canvas, MARGIN, top - EDGE, width - 2 * MARGIN)


def _blocks(paper: ReportPaper, hand: Hand) -> Iterator[Block]:
    gap = Space(hand.gap + 2)
    yield from (_now(paper, hand), gap)
    left: list[Block] = [heading(_("Course"), hand), _course(paper, hand)]
    right: list[Block] = [heading(_("Pain"), hand), *_pain(paper, hand)]
    yield from (Side([Stack(left, 4), Stack(right, 4)], [0.44, 0.56], 18), gap)
    yield from (Stack([heading(_("Tests, left and right"), hand), *_trials(paper, hand)], 4), gap)
    training: list[Block] = [heading(_("Training"), hand), *_training(paper, hand)]
    still: list[Block] = [heading(_("Still open"), hand), *_open(paper, hand)]
    yield from (Side([Stack(training, 4), Stack(still, 4)], [0.44, 0.56], 18), gap)
    if paper.examined:
        yield from (_examined(paper.examined[0], hand), gap)
    yield Stack([heading(_("Decisions, the last first"), hand), _decisions(paper, hand)], 4)
    yield Space(hand.gap)
    yield Text(_note(paper), hand.style("small", colour=SOFT))


def _now(paper: ReportPaper, hand: Hand) -> Block:
    since = _("%(standing)s since %(day)s.") % {
        "standing": paper.standing,
        "day": date_format(paper.since, "j F"),
    }
    told = " ".join((f"{paper.phase}.", since, *paper.why))
    return Panel(
        Text(told, hand.style("text"), bold=_("At the end:") if paper.discharged else _("Now:")),
        ground=WELL,
        pad=hand.pad - 2,
    )


def _course(paper: ReportPaper, hand: Hand) -> Block:
    heads = [(_("Phase"), ""), (_("From"), ""), (_("To"), ""), (_("Days"), "")]
    last = _day(paper.made_on) if paper.discharged else _("now")
    rows = [((span.phase, ""), (_day(span.first), _until(span, last), str(span.days))) for span in paper.spans]
    return Table(heads, rows, [0.4, 0.22, 0.22, 0.16], hand, close=hand.close)


def _until(span: Span, now: str) -> str:
    return _day(span.last) if span.last else now


def _day(day: date) -> str:
    return date_format(day, "j M")


def _pain(paper: ReportPaper, hand: Hand) -> list[Block]:
    text = hand.style("small", colour=SOFT)
    if not paper.pain:
        return [Text(_("No pain was told in the last four weeks."), hand.style("text"))]
    key = _(
        "Filled: worst in the session. Open: first steps of the day. Below: disc green, square amber, triangle red."
    )
    return [PainTrend(paper.pain, hand), Text(key, text)]


def _trials(paper: ReportPaper, hand: Hand) -> list[Block]:
    if not paper.trials:
        return [Text(_("No test was told yet."), hand.style("text"))]
    heads = [_("Test"), _("Day"), _("Left"), _("Right"), _("Both"), _("Sore / other"), _("Pain"), _("By")]
    rows = [((one.name, ""), _cells(one)) for one in paper.trials]
    shares = [0.31, 0.1, 0.1, 0.1, 0.1, 0.12, 0.07, 0.1]
    return [Table([(name, "") for name in heads], rows, shares, hand, close=hand.close)]


def _cells(one: TrialLine) -> tuple[str, ...]:
    percent = "" if one.percent is None else f"{one.percent}%"
    pain = "" if one.pain is None else str(one.pain)
    numbers = (_number(number, one.unit) for number in (one.left, one.right, one.both))
    return (_day(one.on), *numbers, percent, pain, _("clinic") if one.at_clinic else _("client"))


def _number(number: int | None, unit: str) -> str:
    if number is None:
        return ""
    if unit == YES:
        return _("yes") if number else _("no")
    return f"{number} {UNITS[unit]}" if unit in UNITS else str(number)


def _training(paper: ReportPaper, hand: Hand) -> list[Block]:
    kept, text = paper.kept, hand.style("text")
    if not kept.asked:
        return [Text(_("No day has asked for anything yet."), text)]
    told = _(
        "Of %(asked)s days with exercises: %(done)s done, %(partly)s in part, %(skipped)s skipped, %(untold)s untold."
    )
    said = told % {
        "asked": kept.asked,
        "done": kept.done,
        "partly": kept.partly,
        "skipped": kept.skipped,
        "untold": kept.untold,
    }
    more = []
    if kept.other:
        more.append(_("Something else was told on %(days)s days.") % {"days": kept.other})
    if paper.ran:
        more.append(_("%(minutes)s minutes run in all.") % {"minutes": paper.ran})
    return [KeptBar(kept, said), Text(" ".join((said, *more)), text)]


def _open(paper: ReportPaper, hand: Hand) -> list[Block]:
    text, found = hand.style("text"), list[Block]()
    if paper.signs:
        signs = [f"{sign} ({_day(day)})" for sign, day in paper.signs]
        lead = Text(_("Warning signs that nobody has looked at:"), hand.style("text", bold=True, colour=EASE))
        found.append(Panel(Stack([lead, Points(signs, text)], 2), ground=EASE_WASH, edge=EASE, pad=5))
    if paper.missing:
        told = {"phase": paper.ahead, "day": date_format(paper.earliest, "j F") if paper.earliest else ""}
        on_a_day, whenever = _("To move on to %(phase)s, on %(day)s at the earliest:"), _("To move on to %(phase)s:")
        found += [Text((on_a_day if paper.earliest else whenever) % told, text), Points(paper.missing, text)]
    if not paper.missing and paper.ahead:
        waits = _("All that %(phase)s asks for is met. It begins once nothing holds the course.")
        over = _("All that %(phase)s asks for was met when the course ended.")
        found.append(Text((over if paper.ended else waits) % {"phase": paper.ahead}, text))
    return found or [Text(_("Nothing. The course has reached its last phase."), text)]


def _examined(one: Examination, hand: Hand) -> Block:
    """Who examined the leg, their name alone on its line, and what they said."""
    lead = _("Examined on %(day)s: %(who)s.") % {"day": date_format(one.on, "j F Y"), "who": one.who}
    lines: list[Block] = [heading(_("Examination"), hand), Text(lead, hand.style("text"))]
    if name := printable(one.name):
        lines.append(Lettering([piece(name, bold=True)], hand.style("text"), most=2))
    for line in one.said.splitlines():
        if said := printable(line, LONGEST_SAID):
            lines.append(Lettering([piece(said)], hand.style("text"), aligned=True))
    return Stack(lines, 2)


def _decisions(paper: ReportPaper, hand: Hand) -> Block:
    if not paper.decided:
        return Text(_("None but to go on: each day so far was green."), hand.style("text"))
    return Stack([Text(one.said, hand.style("text"), bold=f"{_day(one.on)}:") for one in paper.decided], 2)


def _note(paper: ReportPaper) -> str:
    told = _("Numbers are as the client told them, but for tests marked as measured in the clinic.")
    made = _("Days and doses follow the protocol %(protocol)s; a reason stands beside each decision.")
    return f"{told} {made % {'protocol': paper.protocol.replace(' ', NARROW)}}"
