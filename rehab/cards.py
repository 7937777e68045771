"""The learn cards: what each says, when it is shown, and what it rests on."""

from functools import cache
from pathlib import Path

import msgspec

from rehab.fault import BadFileError
from rehab.library import DATA
from rehab.tables import Table
from rehab.words import Words

FILE = "cards.toml"


class Card(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The place of a card. *show* names its moments, the first of which is its chapter in a list of all."""

    id: str
    order: int
    show: tuple[str, ...]
    sources: tuple[str, ...]


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of a card: a heading, a text, a list, or all three."""

    heading: str = ""
    text: str = ""
    list: tuple[str, ...] = ()


class CardText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words of a card; the summary is one sentence."""

    title: str
    summary: str
    sections: tuple[Section, ...]


@cache
def load_cards(data: Path = DATA) -> tuple[Card, ...]:
    """All cards of the folder *data* in their order, read once per process.

    BadFileError lists every entry that does not decode.
    """
    table = Table(data / FILE, shown_as=FILE)
    table.only("schema", "cards")
    cards = table.entries("cards", Card)
    if table.faults:
        raise BadFileError(table.faults)
    return tuple(sorted(cards, key=lambda card: card.order))


def text_of(card: Card, words: Words) -> CardText:
    """What *card* says in the language of *words*."""
    return msgspec.convert(words.card(card.id), CardText)
