"""The 26 cards: each placed, sourced, worded, and short and easy enough to be read."""

import tomllib

import pytest

from rehab.cards import Card, CardText, load_cards, text_of
from rehab.citations import load_citations
from rehab.fault import BadFileError
from rehab.reading_grade import reading_grade
from rehab.wording import forbidden_claims
from rehab.words import TEXT, MissingWordsError, words_in
from tests.rehab.alike import of_each

PHASES = {"protect", "mobilise", "strengthen", "power", "return_to_run", "maintain"}
MOMENTS = PHASES | {"start", "grade", "flag", "rule", "always"}


CARDS = load_cards()
WORDS = {card.id: text_of(card, words_in()) for card in CARDS}


def texts(words: CardText) -> tuple[str, ...]:
    """Everything a card says, its title first."""
    parts = [part for section in words.sections for part in (section.heading, section.text, *section.list)]
    return (words.title, words.summary, *filter(None, parts))


each_card = of_each({card.id: (card,) for card in CARDS})
each_wording = of_each({name: (words,) for name, words in WORDS.items()})


def test_there_are_26_cards_in_order_and_all_are_worded():
    written = tomllib.loads((TEXT / "en" / "cards.toml").read_text(encoding="utf-8"))
    assert [*written][1:] == [*WORDS] == [f"ED{number:02}" for number in range(1, 27)]
    assert [card.order for card in CARDS] == list(range(1, 27))


def test_every_moment_has_a_card():
    assert {moment for card in CARDS for moment in card.show} == MOMENTS


@each_card
def test_every_source_is_known_and_one_at_least_is_named(card: Card):
    assert card.sources
    assert set(card.sources) <= load_citations().sources.keys()


@each_wording
def test_a_card_has_substance_and_stays_short(words: CardText):
    assert 80 <= sum(len(text.split()) for text in texts(words)) <= 250


@each_wording
def test_a_section_says_something(words: CardText):
    assert words.sections
    assert all(section.text or section.list for section in words.sections)


@each_wording
def test_the_summary_is_one_sentence(words: CardText):
    assert words.summary.endswith(".")
    assert words.summary.count(". ") == 0


@each_wording
def test_nothing_forbidden_is_claimed(words: CardText):
    assert forbidden_claims(texts(words)) == []


@each_wording
def test_a_twelve_year_old_can_read_it(words: CardText):
    assert reading_grade(texts(words)) <= 6.5


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
    assert fact.lower() in " ".join(texts(WORDS[card])).lower()


def test_cards_that_do_not_decode_are_all_named(tmp_path):
    (tmp_path / "cards.toml").write_text('schema = 1\n[[cards]]\nid = 1\n[[cards]]\nid = "a"\n', encoding="utf-8")
    with pytest.raises(BadFileError) as caught:
        load_cards(tmp_path)
    assert len(caught.value.faults) == 2


def test_a_card_nobody_wrote_is_named_with_its_file():
    with pytest.raises(MissingWordsError, match=r"text/en/cards\.toml has no card no-such-card"):
        words_in().card("no-such-card")
