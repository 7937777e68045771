"""The learn cards as pages read them: in their order, with their words, or with every fault at once."""

import pytest

from rehab.cards import CardText, load_cards, text_of
from rehab.fault import BadFileError
from rehab.words import MissingWordsError, words_in

CARDS = load_cards()


def test_cards_come_in_their_order():
    assert len(CARDS) == 26
    assert [card.order for card in CARDS] == sorted(card.order for card in CARDS)


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
def test_a_card_has_a_title_a_summary_and_sections(card):
    said = text_of(card, words_in())
    assert isinstance(said, CardText)
    assert said.title
    assert said.summary
    assert said.sections


def test_cards_that_do_not_decode_are_all_named(tmp_path):
    (tmp_path / "cards.toml").write_text('schema = 1\n[[cards]]\nid = 1\n[[cards]]\nid = "a"\n', encoding="utf-8")
    with pytest.raises(BadFileError) as caught:
        load_cards(tmp_path)
    assert len(caught.value.faults) == 2


def test_a_card_nobody_wrote_is_named_with_its_file():
    with pytest.raises(MissingWordsError, match=r"text/en/cards\.toml has no card no-such-card"):
        words_in().card("no-such-card")
