"""The 26 cards: each placed, sourced, worded, and short and easy enough to be read."""

import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest

from rehab.citations import load_citations
from tests.rehab.reading_grade import reading_grade
from tests.rehab.wording import forbidden_claims

DATA = Path(__file__).parents[2] / "rehab" / "data"
PHASES = {"protect", "mobilise", "strengthen", "power", "return_to_run", "maintain"}
MOMENTS = PHASES | {"start", "grade", "flag", "rule", "always"}


class Card(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    order: int
    show: tuple[str, ...]
    sources: tuple[str, ...]


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    heading: str = ""
    text: str = ""
    list: tuple[str, ...] = ()


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    summary: str
    sections: tuple[Section, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        parts = [part for section in self.sections for part in (section.heading, section.text, *section.list)]
        return (self.title, self.summary, *filter(None, parts))


def read(name: str) -> dict[str, Any]:
    tables = tomllib.loads((DATA / name).read_text(encoding="utf-8"))
    assert tables.pop("schema") == 1
    return tables


CARDS = msgspec.convert(read("cards.toml")["cards"], list[Card], strict=True)
WORDS = msgspec.convert(read("text/en/cards.toml"), dict[str, Words], strict=True)

each_card = pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
each_wording = pytest.mark.parametrize("words", WORDS.values(), ids=WORDS.keys())


def test_there_are_26_cards_in_order_and_all_are_worded():
    assert [card.id for card in CARDS] == list(WORDS) == [f"ED{number:02}" for number in range(1, 27)]
    assert [card.order for card in CARDS] == list(range(1, 27))


def test_every_moment_has_a_card():
    assert {moment for card in CARDS for moment in card.show} == MOMENTS


@each_card
def test_every_source_is_known_and_one_at_least_is_named(card: Card):
    assert card.sources
    assert set(card.sources) <= load_citations().sources.keys()


@each_wording
def test_a_card_has_substance_and_stays_short(words: Words):
    assert 80 <= sum(len(text.split()) for text in words.texts) <= 250


@each_wording
def test_a_section_says_something(words: Words):
    assert words.sections
    assert all(section.text or section.list for section in words.sections)


@each_wording
def test_the_summary_is_one_sentence(words: Words):
    assert words.summary.endswith(".")
    assert words.summary.count(". ") == 0


@each_wording
def test_nothing_forbidden_is_claimed(words: Words):
    assert forbidden_claims(words.texts) == []


@each_wording
def test_a_twelve_year_old_can_read_it(words: Words):
    assert reading_grade(words.texts) <= 6.5


def test_the_list_of_causes_names_eleven_and_marks_the_six_that_could_be_serious():
    causes = [line for section in WORDS["ED02"].sections for line in section.list]
    assert [line.split(".")[0] for line in causes] == [str(number) for number in range(1, 12)]
    serious = {number for number, line in enumerate(causes, 1) if "Could be serious" in line}
    assert serious == {5, 6, 7, 8, 9, 11}


MUST_SAY = {
    "ED01": ("gastrocnemius", "soleus", "plantaris", "spring"),
    "ED03": ("clot", "Achilles", "nerve", "cold", "hard as rock"),
    "ED04": ("1-3 weeks", "4-8 weeks", "3-6 months"),
    "ED05": ("15 minutes", "pharmacist", "48 hours", "alcohol"),
    "ED06": ("1-2 days", "lump"),
    "ED07": ("0-2 green", "next morning"),
    "ED08": ("day 2", "day 9", "62 days", "83"),
    "ED09": ("30", "2 out of 10"),
    "ED10": ("20-30 seconds", "3 out of 10", "Behind the knee"),
    "ED12": ("30-60",),
    "ED14": ("10%", "20.8%", "5205"),
    "ED15": ("48 hours",),
    "ED16": ("leg swings", "high knees", "butt kicks"),
    "ED17": ("5-10 minutes", "30 seconds"),
    "ED18": ("300-500 miles", "480-800 km"),
    "ED20": ("17-20 oz", "ceiling", "danger", "Potassium", "Magnesium", "Sodium"),
    "ED22": ("38%", "Strength twice a week"),
    "ED25": ("Day 4", "Day 7"),
    "ED26": ("not a diagnosis", "feedback", "judgement"),
}
FACTS = [(card, fact) for card, facts in MUST_SAY.items() for fact in facts]


@pytest.mark.parametrize(("card", "fact"), FACTS, ids=[f"{card} {fact}" for card, fact in FACTS])
def test_what_a_card_must_contain_is_there(card: str, fact: str):
    assert fact.lower() in " ".join(WORDS[card].texts).lower()
