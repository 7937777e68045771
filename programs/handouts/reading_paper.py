"""What there is to read in the booklet: the learn cards, and what everything in it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass

from rehab.cards import CardText, load_cards, text_of
from rehab.citations import HEADINGS, Checked, SourceKind, load_citations
from rehab.programme import Programme
from rehab.rendering import Rendering
from rehab.words import Words


@dataclass(frozen=True)
class CardPaper:
    """A learn card with the numbers of its sources."""

    text: CardText
    sources: tuple[int, ...]


@dataclass(frozen=True)
class SourcePaper:
    """One source: its number, who says it, what it says; *from_memory* where nobody looked it up again."""

    number: int
    citation: str
    finding: str
    from_memory: bool


@dataclass(frozen=True)
class SourceGroup:
    """Sources of one kind."""

    heading: str
    sources: tuple[SourcePaper, ...]


def sources_numbered(rendering: Rendering, programme: Programme) -> dict[str, int]:
    """A number for every source that something in the booklet of *programme* rests on, kind by kind."""
    protocol = rendering.protocol
    used = {*protocol.sources, *(source for card in load_cards() for source in card.sources)}
    used |= {source for exercise in protocol.exercises for source in exercise.sources}
    used |= {source for phase in protocol.phases for source in phase.sources}
    used |= {source for limit in protocol.pain.values() for source in limit.sources}
    used |= {source for gate in protocol.gates.values() for criterion in gate for source in criterion.sources}
    used |= {source for day in programme.days for item in day.items for source in item.why.sources}
    used |= set(protocol.ladder.sources) if protocol.ladder else set()
    used |= set(protocol.mileage.sources) if protocol.mileage else set()
    known = load_citations().sources
    ordered = [name for kind in SourceKind for name, source in known.items() if source.kind is kind and name in used]
    return {name: number for number, name in enumerate(ordered, 1)}


def source_groups(numbers: Mapping[str, int]) -> tuple[SourceGroup, ...]:
    """All numbered sources in full, each kind below its heading."""
    known = load_citations().sources
    return tuple(
        SourceGroup(
            HEADINGS[kind],
            tuple(
                SourcePaper(
                    number,
                    known[name].citation,
                    known[name].finding or known[name].reason,
                    known[name].checked is Checked.MEMORY,
                )
                for name, number in numbers.items()
                if known[name].kind is kind
            ),
        )
        for kind in SourceKind
        if any(known[name].kind is kind for name in numbers)
    )


def card_papers(words: Words, sources: Mapping[str, int]) -> tuple[CardPaper, ...]:
    """Every learn card, in order."""
    return tuple(
        CardPaper(text_of(card, words), tuple(sorted(sources[source] for source in card.sources)))
        for card in load_cards()
    )
