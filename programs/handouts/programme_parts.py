"""The booklet from its rules to its tests: phases, weeks, the running ladder, what is tried before a phase is left."""

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.handouts.blocks import Block, Panel, Points, Side, Space, Stack, Text
from programs.handouts.boxes import abreast, danger_box, notices_box, pain_box
from programs.handouts.flow import Columns
from programs.handouts.parts import Part
from programs.handouts.programme_paper import DayHead, PhasePaper, ProgrammePaper, WeekOverview
from programs.handouts.table import Table
from programs.handouts.trial_paper import LadderPaper, TrialPaper
from programs.handouts.typeface import LINE, PATH, SOFT, WHITE, Hand
from rehab.rendering_week import Gate

NAME_SHARE = 0.345
DAYS = 7
ACROSS = 16.0
# Lines to write on, and how often a test may be tried.
LINE_FOR_A_DAY, LINE_FOR_A_NUMBER = "_" * 13, "_" * 7
TRIES = 2


def chapter(key: str, title: str, hand: Hand, lead: str = "") -> Block:
    """The heading of a chapter, with a word on it where there is one to say."""
    parts: list[Block] = [Text(title, hand.style("chapter", bold=True, colour=PATH), kind="H2")]
    if lead:
        parts.append(Text(lead, hand.style("text", colour=SOFT)))
    return Part(key, title, 0, Stack(parts, 3))


def titled(key: str, title: str, hand: Hand, *, style: str = "heading") -> Part:
    """A heading below a chapter's, with a bookmark of its own."""
    return Part(key, title, 1, Text(title, hand.style(style, bold=True), kind="H3"))


def flowing(heading: Block, blocks: Sequence[Block], hand: Hand, gap: float = 10.0) -> list[Block]:
    """*blocks* in two columns below *heading*; below each other where letters are large."""
    if hand.scale == 1:
        return [Columns(blocks, gap, ACROSS, heading=heading), Space(16)]
    first, *others = blocks
    return [Stack([heading, first], gap), *(part for block in others for part in (Space(gap), block)), Space(20)]


def rules(heading: Block, paper: ProgrammePaper, hand: Hand) -> list[Block]:
    """How much pain is all right, and whom to call."""
    return [
        Stack([heading, pain_box(paper.pain, paper.always, paper.green, hand, "H3")], 8),
        Space(8),
        danger_box(paper.danger, hand, "H3"),
        Space(20),
    ]


def phases(heading: Block, paper: ProgrammePaper, hand: Hand) -> list[Block]:
    """Each phase: what it is for, when it may begin, what it holds, what must be true to leave it."""
    found: list[Block] = []
    for place, phase in enumerate(paper.phases):
        told = _phase(phase, hand)
        # What it takes to leave a phase stands beside it; large letters have no room for that.
        if phase.gate and hand.scale == 1:
            told = Side([told, _gate(phase.gate, hand)], [0.5, 0.5], ACROSS)
        found.append(Stack([heading, told], 8) if place == 0 else told)
        if phase.gate and hand.scale > 1:
            found += [Space(6), _gate(phase.gate, hand)]
        found.append(Space(18))
    return found


def _gate(gate: Gate, hand: Hand) -> Block:
    """What must be true before the next phase, each with a box to tick."""
    lead = (
        _("All of these, and day %(day)s at the earliest.") % {"day": gate.floor} if gate.floor else _("All of these.")
    )
    inner: list[Block] = [
        Text(_("To move on to %(phase)s") % {"phase": gate.ahead}, hand.style("name", bold=True), kind="H4"),
        Text(lead, hand.style("text", colour=SOFT)),
        Space(3),
        Points(gate.texts, hand.style("text"), boxed=True),
    ]
    return Panel(Stack(inner, 2), ground=WHITE, edge=LINE)


def phase_key(phase: PhasePaper) -> str:
    """Where the bookmark of *phase* leads."""
    return f"phase-{phase.number}"


def when_of(phase: PhasePaper) -> str:
    """The earliest day of *phase*, as a date where that is known."""
    if phase.floor is None:
        return _("when agreed")
    if phase.floor_date:
        return date_format(phase.floor_date, "j F")
    return _("from day %(day)s") % {"day": phase.floor}


def _phase(phase: PhasePaper, hand: Hand) -> Block:
    text = hand.style("text")
    parts: list[Block] = [
        titled(phase_key(phase), f"{phase.number}. {phase.name}", hand),
        Text(_earliest(phase), hand.style("text", bold=True, colour=PATH)),
        Text(phase.goal, hand.style("name", bold=True)),
        Text(phase.long, text),
    ]
    if phase.exercises:
        held = ", ".join(f"{name} ({number})" for number, name in phase.exercises)
        parts.append(Text(held, text, bold=_("Exercises, with their numbers:")))
    return Stack(parts, 3, kind="Sect")


def _earliest(phase: PhasePaper) -> str:
    if phase.floor is None:
        return _("Not before a doctor or physio has looked at the leg and agrees.")
    if phase.floor == 0:
        return _("From the day of the injury.")
    day = _("day %(day)s after the injury") % {"day": phase.floor}
    if phase.floor_date:
        day = f"{date_format(phase.floor_date, 'j F Y')}, {day}"
    return _("At the earliest: %(day)s.") % {"day": day}


def weeks(heading: Block, paper: ProgrammePaper, hand: Hand) -> list[Block]:
    """Each week as a table of exercises by day, or as a word where it repeats an earlier one."""
    found: list[Block] = []
    for place, week in enumerate(paper.weeks):
        over = _week_heading(week, hand)
        if place == 0:
            over = Stack([heading, over], 10)
        found += [_week(week, over, hand) if week.rows else over, Space(14)]
    return found


def _week_heading(week: WeekOverview, hand: Hand) -> Block:
    title = _("Week %(number)s: %(phases)s") % {"number": week.number, "phases": ", ".join(week.phases)}
    first, last = week.days[0], week.days[-1]
    when = _("Days %(first)s to %(last)s after the injury") % {"first": first.number, "last": last.number}
    if first.date and last.date:
        when = f"{date_format(first.date, 'j F')} – {date_format(last.date, 'j F Y')} · {when}"
    parts: list[Block] = [titled(f"week-{week.number}", title, hand), Text(when, hand.style("text", colour=SOFT))]
    if week.repeats:
        parts.append(Text(_("The same as week %(week)s, once more.") % {"week": week.repeats}, hand.style("text")))
    if week.notices:
        parts += [Space(2), notices_box(week.notices, hand)]
    return Stack(parts, 2)


def _week(week: WeekOverview, over: Block, hand: Hand) -> Block:
    heads = [
        (_("Exercise and its number"), ""),
        *((_day_name(day), day.kind.removesuffix(" day")) for day in week.days),
    ]
    rows = [((f"{row.name} ({row.number})", row.often), row.doses) for row in week.rows]
    after: Block | None = None
    if week.tests:
        said = [f"{_('Day %(day)s') % {'day': day}}: {' '.join(texts)}" for day, texts in week.tests]
        lines: list[Block] = [Text(_("Try these"), hand.style("text", bold=True)), Points(said, hand.style("small"))]
        after = Stack(lines, 2)
    shares = [NAME_SHARE, *([(1 - NAME_SHARE) / DAYS] * DAYS)]
    return Table(heads, rows, shares, hand, heading=over, after=after)


def _day_name(day: DayHead) -> str:
    return date_format(day.date, "D j") if day.date else _("Day %(day)s") % {"day": day.number}


def ladder(heading: Block, paper: LadderPaper, hand: Hand) -> list[Block]:
    """The rungs, what makes a run count, and what must be true before the first."""
    heads = [(text, "") for text in (_("Rung"), _("Run and walk"), _("Running"), _("Good runs"), _("Days I did it"))]
    rows = [
        (
            (_("Rung %(number)s") % {"number": rung.number}, ""),
            (
                rung.text,
                _("%(minutes)s min") % {"minutes": rung.minutes},
                str(rung.runs),
                "   ".join([LINE_FOR_A_DAY] * rung.runs),
            ),
        )
        for rung in paper.rungs
    ]
    told = [
        _("A run counts when the pain in it was %(green)s or less, and the next morning was no worse.")
        % {"green": paper.green},
        _("At most one run in two days. When a rung has its good runs, go on to the next one."),
        _("Pain over %(morning)s on the first steps of the day: no run on that day.") % {"morning": paper.morning},
        _("Pain of %(from)s in a run, or a worse morning: the same rung again. Twice in a row: one rung down.")
        % {"from": _between(paper.green + 1, paper.red - 1)},
        _(
            "Pain of %(red)s or more: stop and walk home. Then %(falls)s rungs down, not below your first one. The "
            "next run comes after a walk that goes well, %(gap)s days after this one at the earliest."
        )
        % {"red": paper.red, "falls": paper.falls, "gap": paper.gap},
    ]
    parts: list[Block] = [
        Space(2),
        Text(_("What counts"), hand.style("heading", bold=True), kind="H3"),
        Points(told, hand.style("text")),
    ]
    table = Table(heads, rows, [0.12, 0.24, 0.11, 0.12, 0.41], hand, heading=heading, airy=True)
    before: list[Block] = [Space(10), _before(paper.gate, hand)] if paper.gate else []
    return [table, Space(8), Stack(parts, 4), *before, Space(20)]


def _before(gate: Gate, hand: Hand) -> Block:
    """What must be true before the first run. It is ticked where the phase stands, and only read again here."""
    lead = _("All of these, ticked under “To move on to %(phase)s”:") % {"phase": gate.ahead}
    parts: list[Block] = [
        Text(_("Before the first run"), hand.style("heading", bold=True), kind="H3"),
        Text(lead, hand.style("text", colour=SOFT)),
        abreast(gate.texts, hand, boxed=False),
    ]
    return Stack(parts, 4)


def _between(first: int, last: int) -> str:
    return str(first) if first == last else _("%(from)s to %(to)s") % {"from": first, "to": last}


def trials(heading: Block, paper: ProgrammePaper, hand: Hand) -> list[Block]:
    """Each test of the gates, what it needs, how it is done, and room to write."""
    return flowing(heading, [_trial(trial, hand) for trial in paper.trials], hand, 14)


def _trial(trial: TrialPaper, hand: Hand) -> Block:
    text = hand.style("text")
    parts: list[Block] = [Text(trial.name, hand.style("name", bold=True), kind="H3")]
    parts += [Text(needed, text, bold=_("To leave %(phase)s:") % {"phase": phase}) for phase, needed in trial.asks]
    if trial.exercise:
        number, name = trial.exercise
        how = _("As in exercise %(number)s, %(name)s.") % {"number": number, "name": name}
        if trial.compares:
            how = f"{how} {_('The other leg first, then the sore one in the same way: write down both.')}"
        elif trial.sore_only:
            how = f"{how} {_('On the sore leg.')}"
    else:
        how = _("No exercise: see how it is on that day.")
    parts.append(Text(how, text, bold=_("How:")))
    if trial.days:
        days = ", ".join(map(str, trial.days))
        said = ngettext("In this course on day %(days)s.", "In this course on days %(days)s.", len(trial.days))
        parts.append(Text(said % {"days": days}, hand.style("small", colour=SOFT)))
    blanks = [_("Day"), _("Sore leg"), _("Other leg")] if trial.compares else [_("Day"), _("Result"), _("Pain")]
    line = "   ".join(f"{blank} {LINE_FOR_A_NUMBER}" for blank in blanks)
    parts += [part for _try in range(TRIES) for part in (Space(8), Text(line, text))]
    return Stack(parts, 2.5, kind="Sect")
