"""Each picture can be told: one sentence that says who stands how and what moves."""

import tomllib

from rehab.library import DATA
from rehab.reading_grade import reading_grade
from rehab.wording import forbidden_claims
from rehab.words import words_in
from tests.rehab.alike import of_each
from tests.rehab.figures.posed import FIGURES

WORDS = tomllib.loads((DATA / "text" / "en" / "figures.toml").read_text(encoding="utf-8"))
WORDS.pop("schema")
MOTIONS = {name: entry["motion"] for name, entry in WORDS.items()}


def test_every_picture_is_told_in_the_same_order_and_no_other():
    assert list(MOTIONS) == list(FIGURES)
    assert words_in().text("figures", "cold-pack", "motion") == MOTIONS["cold-pack"]


@of_each({name: (told,) for name, told in MOTIONS.items()})
def test_it_is_one_sentence_of_a_length_that_can_be_listened_to(told):
    assert told.endswith(".")
    assert told.count(".") == 1
    assert 40 <= len(told) <= 150


def test_no_two_are_told_alike_and_none_claims_too_much():
    assert len({*MOTIONS.values()}) == len(MOTIONS)
    assert forbidden_claims(MOTIONS.values()) == []


def test_a_twelve_year_old_can_read_them():
    assert reading_grade(MOTIONS.values()) <= 6.5
