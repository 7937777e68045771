"""The order of letters on a line, against another implementation of Unicode's algorithm."""

from bidi import get_display
from hypothesis import example, given
from hypothesis import strategies as st

from programs.handouts.order import base_level, levels, visual

# Every class of direction that our faces have letters of, brackets, marks and what joins numbers.
ALPHABET = "aбλ1٢۳אבעمن-+.,:/()[]{}%$€'\"!& \u0301\u05b7\u064e\u060c\u066a"


@given(text=st.text(ALPHABET, min_size=1, max_size=24), base=st.sampled_from((0, 1)))
@example(text="a (א) b", base=0)
@example(text="א(b)א", base=1)
@example(text="א 1-2 ב", base=1)
@example(text="[(א]1)", base=0)
def test_letters_stand_where_another_implementation_puts_them(text, base):
    said = text.strip() or "a"
    order = "".join(said[place] for place in visual(levels(said, base)))
    assert order == get_display(said, base_dir="LR"[base])


@given(st.text())
def test_every_character_has_one_place(text):
    for base in (0, 1):
        deep = levels(text, base)
        assert len(deep) == len(text)
        assert sorted(visual(deep)) == list(range(len(text)))


def test_the_first_letter_gives_the_direction():
    directions = {"Anna יעל": 0, "יעל Anna": 1, "12 محمد": 1, "«Ελένη»": 0, "": 0, "12": 0}
    assert {text: base_level(text) for text in directions} == directions


def test_what_is_not_seen_goes_with_the_letter_before_it():
    assert levels("a\u200cא\u200cא", 0) == [0, 0, 1, 1, 1]


def test_brackets_deeper_than_the_rule_looks_are_no_pairs():
    text = "א" + "(" * 64 + "א" + ")" * 64
    assert len(levels(text, 0)) == len(text)
