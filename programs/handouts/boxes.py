"""What several papers have: how much pain is all right, whom to call, gates to tick, the line at the foot."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from programs.handouts.blocks import Block, Panel, Points, Side, Space, Stack, Text
from programs.handouts.flow import MARGIN
from programs.handouts.rules_paper import Danger, Notices
from programs.handouts.tagged import TaggedCanvas
from programs.handouts.typeface import BOLD, EASE, EASE_WASH, LINE, REGULAR, SOFT, WELL, WHITE, Hand
from rehab.rendering_pain import PainRow
from rehab.rendering_week import Gate


def heading(text: str, hand: Hand, kind: str = "H2") -> Text:
    """A heading within a paper."""
    return Text(text, hand.style("heading", bold=True), kind=kind)


def abreast(texts: Sequence[str], hand: Hand, *, boxed: bool = True) -> Block:
    """A list in two columns where letters are small enough, things to tick as a rule."""
    style, half = hand.style("text"), -(-len(texts) // 2)
    if hand.scale > 1 or len(texts) < 3:
        return Points(texts, style, boxed=boxed)
    return Side([Points(texts[:half], style, boxed=boxed), Points(texts[half:], style, boxed=boxed)], [0.5, 0.5], 16)


def pain_box(rows: Sequence[PainRow], always: str, hand: Hand, kind: str = "H2") -> Block:
    """From which number on pain changes what to do, and what *always* stops everything."""
    text = hand.style("text")
    parts: list[Block] = [heading(_("How much pain is all right?"), hand, kind)]
    for row in rows:
        upto = _("%(from)s to %(to)s")
        cells = (
            ("0" if row.green == 0 else upto % {"from": 0, "to": row.green}, _("Go on."), WELL),
            (
                str(row.amber) if row.amber == row.green + 1 else upto % {"from": row.green + 1, "to": row.amber},
                _("No more than this. Same dose next time."),
                WELL,
            ),
            (_("%(from)s or more") % {"from": row.red}, _("Stop. Rest 2 to 3 days, then do less."), EASE_WASH),
        )
        boxes = [
            Panel(Text(said, text, bold=number), ground=ground, edge=LINE, pad=5) for number, said, ground in cells
        ]
        parts.append(Side([Text(", ".join(row.kinds), text), *boxes], [0.28, 0.17, 0.28, 0.27], 6))
    parts.append(Text(always, hand.style("text", bold=True, colour=EASE)))
    return Stack(parts, 4, kind="Sect")


def danger_box(danger: Danger, hand: Hand, kind: str = "H2") -> Block:
    """Whom to call and for what; side by side where letters are small enough."""
    text, bold = hand.style("text"), hand.style("text", bold=True, colour=EASE)
    now: list[Block] = [Text(danger.emergency_action, bold), Points(danger.emergency, text)]
    today: list[Block] = [Text(danger.same_day_action, bold), Points(danger.same_day, text)]
    both: Block = Stack([*now, Space(4), *today], 4)
    if hand.scale == 1:
        both = Side([Stack(now, 4), Stack(today, 4)], [0.5, 0.5], 16)
    return Panel(Stack([heading(_("Get help first"), hand, kind), both], 4), ground=EASE_WASH, edge=EASE)


def notices_box(notices: Notices, hand: Hand) -> Block:
    """What to know first, one below the other."""
    parts: list[Block] = []
    for text, points in notices:
        parts.append(Text(text, hand.style("text", bold=bool(points))))
        if points:
            parts.append(abreast(points, hand, boxed=False))
    return Panel(Stack(parts, 3), ground=WELL)


def gate_box(gate: Gate, hand: Hand, kind: str = "H2") -> Block:
    """What must be true before the next phase, each with a box to tick."""
    lead = (
        _("All of these, and day %(day)s at the earliest.") % {"day": gate.floor} if gate.floor else _("All of these.")
    )
    inner: list[Block] = [
        heading(_("To move on to %(phase)s") % {"phase": gate.ahead}, hand, kind),
        Text(lead, hand.style("text", colour=SOFT)),
        Space(4),
        abreast(gate.texts, hand),
    ]
    return Panel(Stack(inner, 2), ground=WHITE, edge=LINE)


def foot(hand: Hand, sheet: tuple[float, float], *, reviewed: bool) -> Callable[[TaggedCanvas, int, int], None]:
    """What stands below each side: what this is, and which side of how many."""
    small = min(hand.size("small"), 9.5)
    told = _("An educational exercise planner, not a diagnosis.")
    if not reviewed:
        told = " ".join((told, _("Its protocol awaits review by a registered clinician.")))

    def draw(canvas: TaggedCanvas, number: int, of: int) -> None:
        with canvas.artifact():
            canvas.setFillColor(SOFT)
            canvas.setFont(REGULAR, small)
            canvas.drawString(MARGIN, 24, told)
            canvas.setFont(BOLD, small)
            canvas.drawRightString(sheet[0] - MARGIN, 24, _("Page %(number)s of %(of)s") % {"number": number, "of": of})

    return draw
