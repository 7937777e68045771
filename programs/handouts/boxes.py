"""What several papers have: how much pain is all right, whom to call, gates to tick, the line at the foot."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from programs.handouts.blocks import Block, Level, Panel, Points, Side, Space, Stack, Text
from programs.handouts.flow import MARGIN
from programs.handouts.lettering import Spot, write
from programs.handouts.lights import Sign
from programs.handouts.rules_paper import Danger, Notices
from programs.handouts.tagged import TaggedCanvas
from programs.handouts.typeface import EASE, EASE_WASH, LINE, SOFT, WELL, WHITE, Hand
from rehab.rendering_pain import PainRow
from rehab.rendering_week import Gate
from rehab.vocabulary import Light


def heading(text: str, hand: Hand, kind: str = "H2") -> Text:
    """A heading within a paper."""
    return Text(text, hand.style("name" if hand.close else "heading", bold=True), kind=kind)


def abreast(texts: Sequence[str], hand: Hand, *, boxed: bool = True) -> Block:
    """A list in two columns where letters are small enough, things to tick as a rule."""
    style, half = hand.style("text"), -(-len(texts) // 2)
    if hand.is_large or len(texts) < 3:
        return Points(texts, style, boxed=boxed)
    return Side([Points(texts[:half], style, boxed=boxed), Points(texts[half:], style, boxed=boxed)], [0.5, 0.5], 16)


def pain_box(rows: Sequence[PainRow], always: str, green: str, hand: Hand, kind: str = "H2") -> Block:
    """From which number on pain changes what to do, what *always* stops everything, and what else *green* means."""
    text = hand.style("text")
    widths = [0.34, 0.17, 0.25, 0.24] if hand.is_large else [0.34, 0.14, 0.27, 0.25]
    lights = zip(Light, (_("Green"), _("Amber"), _("Red")), strict=True)
    signs = [(Sign(light, word, hand), None) for light, word in lights]
    pad = hand.pad / 1.8
    parts: list[Block] = [
        heading(_("How much pain is all right?"), hand, kind),
        Level([(Space(0), None), *signs], widths, 6, pad),
    ]
    upto = _("%(from)s to %(to)s")
    for row in rows:
        go = "0" if row.green == 0 else upto % {"from": 0, "to": row.green}
        hold = str(row.amber) if row.amber == row.green + 1 else upto % {"from": row.green + 1, "to": row.amber}
        cells = (
            (Text(", ".join(row.kinds), text), None),
            (Text(_("Go on."), text, bold=go), WELL),
            (Text(_("No more than this. Same dose next time."), text, bold=hold), WELL),
            (
                Text(_("Stop. Rest 2 to 3 days, then do less."), text, bold=_("%(from)s or more") % {"from": row.red}),
                EASE_WASH,
            ),
        )
        parts.append(Level(cells, widths, 6, pad))
    parts += [Text(always, hand.style("text", bold=True, colour=EASE)), Text(green, text)]
    return Stack(parts, 4, kind="Sect")


def danger_box(danger: Danger, hand: Hand, kind: str = "H2") -> Block:
    """Whom to call and for what; side by side where letters are small enough."""
    text, bold = hand.style("text"), hand.style("text", bold=True, colour=EASE)
    now: list[Block] = [Text(danger.emergency_action, bold), Points(danger.emergency, text)]
    today: list[Block] = [Text(danger.same_day_action, bold), Points(danger.same_day, text)]
    both: Block = Stack([*now, Space(4), *today], 4)
    if not hand.is_large:
        both = Side([Stack(now, 4), Stack(today, 4)], [0.5, 0.5], 16)
    return Panel(Stack([heading(_("Get help first"), hand, kind), both], 4), ground=EASE_WASH, edge=EASE, pad=hand.pad)


def danger_ahead(page: int, hand: Hand) -> Block:
    """A word on the first side of a paper that has whom to call on another *page*."""
    told = _("page %(page)s lists the signs that need an ambulance, or a doctor today.") % {"page": page}
    return Panel(Text(told, hand.style("text"), bold=_("Get help first:")), ground=EASE_WASH, edge=EASE, pad=5)


def notices_box(notices: Notices, hand: Hand) -> Block:
    """What to know first, one below the other."""
    parts: list[Block] = []
    for text, points in notices:
        parts.append(Text(text, hand.style("text", bold=bool(points))))
        if points:
            parts.append(abreast(points, hand, boxed=False))
    return Panel(Stack(parts, 3), ground=WELL, pad=hand.pad)


def gate_box(gate: Gate, hand: Hand, kind: str = "H2", *, lead: str = "") -> Block:
    """What must be true before the next phase, each with a box to tick; *lead* stands above in place of the usual."""
    usual = (
        _("All of these, and day %(day)s at the earliest.") % {"day": gate.floor} if gate.floor else _("All of these.")
    )
    inner: list[Block] = [
        heading(_("To move on to %(phase)s") % {"phase": gate.ahead}, hand, kind),
        Text(lead or usual, hand.style("text", colour=SOFT)),
        Space(2),
        abreast(gate.texts, hand),
    ]
    return Panel(Stack(inner, 2), ground=WHITE, edge=LINE, pad=hand.pad)


def foot(hand: Hand, sheet: tuple[float, float], *, reviewed: bool) -> Callable[[TaggedCanvas, int, int], None]:
    """What stands below each side: what this is, and which side of how many."""
    small = min(hand.size("small"), 9.5)
    told = _("An educational exercise planner, not a diagnosis.")
    if not reviewed:
        told = " ".join((told, _("Its protocol awaits review by a registered clinician.")))

    def draw(canvas: TaggedCanvas, number: int, of: int) -> None:
        wide = sheet[0] - 2 * MARGIN
        with canvas.artifact():
            canvas.setFillColor(SOFT)
            begin, end = (canvas.across(MARGIN, wide, offset, 0) for offset in (0, wide))
            write(canvas, told, Spot(begin, 24, small, room=wide * 0.82))
            page = _("Page %(number)s of %(of)s") % {"number": number, "of": of}
            write(canvas, page, Spot(end, 24, small, share=1, room=wide * 0.17, bold=True))

    return draw
