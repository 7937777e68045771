"""The booklet from its exercises to its sources: how to do each, what to know, what all of it rests on."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from reportlab.lib.styles import ParagraphStyle

from programs.handouts.blocks import Block, Points, Side, Space, Stack, Text
from programs.handouts.drawings import Picture
from programs.handouts.exercise_paper import ExercisePaper
from programs.handouts.programme_paper import ProgrammePaper
from programs.handouts.programme_parts import flowing, titled
from programs.handouts.reading_paper import CardPaper, SourceGroup
from programs.handouts.typeface import PATH, SOFT, Hand
from rehab.cards import Section

PICTURE, LARGE_PICTURE = 84.0, 1.05
ABOVE_A_CARD, ABOVE_A_GROUP = 8.0, 6.0


def exercises(heading: Block, paper: ProgrammePaper, hand: Hand) -> list[Block]:
    """A card for each exercise, by number."""
    return flowing(
        heading, [_exercise(exercise, paper, hand) for exercise in paper.exercises], hand, 10 if hand.is_large else 13
    )


def _exercise(exercise: ExercisePaper, paper: ProgrammePaper, hand: Hand) -> Block:
    text, soft = hand.style("text"), hand.style("small", colour=SOFT)
    # Beside large letters, so that three exercises stand on a page, it is as high as what stands there.
    wide = PICTURE * (LARGE_PICTURE if hand.is_large else 1)
    title = f"{exercise.number}. {exercise.name}"
    beside: list[Block] = [
        titled(f"exercise-{exercise.number}", title, hand, style="name"),
        Text(" · ".join(part for part in (exercise.kind, exercise.side) if part), soft),
    ]
    if exercise.doses:
        # A dose is never split at the end of a line, which the sign for "then" may end.
        doses = "\u00a0› ".join(dose.replace(" ", "\u00a0") for dose in exercise.doses)
        beside.append(Text(doses, hand.style("text", bold=True, colour=PATH)))
    beside += _pace(exercise, hand)
    beside.append(Text(exercise.muscle, text, bold=_("Works:")))
    parts: list[Block] = [
        Text(exercise.purpose, text),
        Points(exercise.steps, text, numbered=True),
        Text(exercise.cue, text, bold=_("Mind:")),
    ]
    if exercise.often:
        parts.append(Text(exercise.often, text, bold=_("How often:")))
    parts += [Text(told, hand.style("text", bold=True), bold=f"{at}:" if at else "") for at, told in exercise.stops]
    parts.append(Text(" · ".join(_found_in(exercise)), soft))
    picture = Picture(exercise.id, paper.look, exercise.picture, wide)
    return Stack([Side([picture, Stack(beside, 2)], [wide, 1], 8), *parts], 2.5, kind="Sect")


def _pace(exercise: ExercisePaper, hand: Hand) -> list[Block]:
    """How fast, and how long to rest; on one line where letters are large, since the page is wide and is soon full."""
    text, rest = hand.style("text"), ""
    if exercise.rest:
        rest = _("%(seconds)s s between sets") % {"seconds": exercise.rest}
    if rest and exercise.tempo and hand.is_large:
        return [Text(f"{exercise.tempo}\u00a0· {_('Rest:')} {rest}", text, bold=_("Tempo:"))]
    told = ((_("Tempo:"), exercise.tempo), (_("Rest:"), rest))
    return [Text(said, text, bold=name) for name, said in told if said]


def _found_in(exercise: ExercisePaper) -> list[str]:
    """The weeks that hold it, and the numbers of its sources."""
    found = []
    if exercise.weeks:
        said = ngettext("Week %(weeks)s", "Weeks %(weeks)s", len(exercise.weeks))
        found.append(said % {"weeks": _runs_of(exercise.weeks)})
    return [*found, _sources(exercise.sources)]


def _runs_of(numbers: Sequence[int]) -> str:
    """Numbers that follow each other as their ends: 3 to 5, 9."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    upto = _("%(from)s to %(to)s")
    ends = (upto % {"from": run[0], "to": run[-1]} if len(run) > 2 else ", ".join(map(str, run)) for run in runs)
    return ", ".join(ends)


def _sources(numbers: Sequence[int]) -> str:
    said = ngettext("Source %(numbers)s", "Sources %(numbers)s", len(numbers))
    return said % {"numbers": ", ".join(map(str, numbers))}


def cards(heading: Block, paper: ProgrammePaper, hand: Hand) -> list[Block]:
    """Every learn card; between its sections a column may end."""
    pieces: list[Block] = []
    for number, card in enumerate(paper.cards, 1):
        pieces += [*([Space(ABOVE_A_CARD)] if pieces else []), *_card(number, card, hand)]
    return flowing(heading, pieces, hand, 7)


def _card(number: int, card: CardPaper, hand: Hand) -> list[Block]:
    opening: list[Block] = [
        titled(f"card-{number}", card.text.title, hand),
        Text(card.text.summary, hand.style("text", bold=True, colour=PATH)),
    ]
    first, *others = [_section(section, hand) for section in card.text.sections]
    told = Text(_sources(card.sources), hand.style("small", colour=SOFT))
    if others:
        return [Stack([*opening, first], 3), *others[:-1], Stack([others[-1], told], 3)]
    return [Stack([*opening, first, told], 3)]


def _section(section: Section, hand: Hand) -> Block:
    text = hand.style("text")
    parts: list[Block] = []
    if section.heading:
        parts.append(Text(section.heading, hand.style("text", bold=True), kind="H4"))
    if section.text:
        parts.append(Text(section.text, text))
    if section.list:
        parts.append(_list(section.list, text))
    return Stack(parts, 2)


def _list(points: Sequence[str], style: ParagraphStyle) -> Block:
    """*points* with a mark before each, or with the numbers that they bring along."""
    if all(point.startswith(f"{place}. ") for place, point in enumerate(points, 1)):
        return Stack([Text(point.partition(" ")[2], style, bold=point.partition(" ")[0]) for point in points], 1)
    return Points(points, style)


def sources(heading: Block, paper: ProgrammePaper, hand: Hand, gap: float) -> list[Block]:
    """All sources by number, *gap* points apart, each kind below its heading."""
    return flowing(heading, [block for group in paper.sources for block in _group(group, hand)][1:], hand, gap)


def _group(group: SourceGroup, hand: Hand) -> list[Block]:
    small = hand.style("small")
    texts = [
        Text(
            " ".join(
                part
                for part in (
                    f"{source.citation}." if source.citation else "",
                    source.finding,
                    _("From memory.") if source.from_memory else "",
                )
                if part
            ),
            small,
            bold=f"{source.number}.",
        )
        for source in group.sources
    ]
    head = Text(group.heading, hand.style("name", bold=True), kind="H3")
    return [Space(ABOVE_A_GROUP), Stack([head, texts[0]], 3), *texts[1:]]
