"""The first page of a booklet: whose it is and who gave it, in every script of names, or lines to write on."""

from dataclasses import replace
from unicodedata import normalize

import pytest

from programs.handouts.programme import programme_booklet
from tests.programs.handouts.booklets import made
from tests.programs.handouts.holding import laid_wrong
from tests.programs.handouts.reading import lines, sizes, spoken, text_of_pages
from tests.programs.handouts.test_names import MIXED, NOT_PRINTED, PRINTED

BLANK = "____"


def bound(person="", *, size="a4", large=False, **said):
    """A booklet of as little as there can be for *person*, and what else somebody *said*: clinic, phone."""
    content = made("moderate, with dates")[1]
    short = {name: getattr(content, name)[:1] for name in ("weeks", "exercises", "cards", "sources")}
    paper = replace(content, **short, trials=(), ladder=None, person=person, **said)
    return programme_booklet(paper, size=size, large_print=large)


def cover(pdf):
    """What stands on the first page, in one spelling."""
    return normalize("NFC", text_of_pages(pdf)[0])


@pytest.mark.parametrize(("name", "read"), PRINTED.values(), ids=PRINTED)
def test_a_name_is_read_back_as_it_was_written(name, read):
    said, wanted = cover(bound(name)), normalize("NFC", read or name)
    # Words too long for a line are broken, and readers put a space there.
    assert wanted in said or wanted.replace(" ", "") in said.replace(" ", "")
    assert f"Name {BLANK}" not in said


@pytest.mark.parametrize("name", MIXED.values(), ids=MIXED)
def test_both_directions_in_a_line_keep_their_words(name):
    pdf = bound(name)
    assert name in spoken(pdf)
    said = cover(pdf)
    assert [word for word in name.split() if word.strip("()") not in said] == []


@pytest.mark.parametrize("name", NOT_PRINTED.values(), ids=NOT_PRINTED)
def test_what_cannot_be_printed_whole_is_a_line_to_write_on(name):
    pdf = bound(name)
    assert f"Name {BLANK}" in cover(pdf)
    assert pdf == bound()
    assert bound("Anna", clinic=name, phone=name) == bound("Anna")


@pytest.mark.parametrize("name", [*(name for name, _ in PRINTED.values()), *MIXED.values()], ids=[*PRINTED, *MIXED])
@pytest.mark.parametrize("large", [False, True], ids=["usual print", "large print"])
def test_nothing_is_cut_off_or_lies_on_something_else(name, large):
    assert laid_wrong(bound(name, clinic=name, phone="+49 30 123456", large=large)) == []


@pytest.mark.parametrize("size", ["a4", "letter"])
@pytest.mark.parametrize("large", [False, True], ids=["usual print", "large print"])
def test_the_cover_is_one_page_and_fills_it(size, large):
    pdf = bound("Anna Müller", size=size, large=large, clinic="Calf Clinic at the River", phone="+49 30 123456")
    pages, (_, high) = text_of_pages(pdf), sizes(pdf)[0]
    assert pages[1].startswith("Contents")
    assert [place for place, page in enumerate(pages) if "Take the booklet with you" in page] == [1 if large else 0]
    lowest = min(line.bottom for line in lines(pdf) if line.page == 0 and line.bottom > 40)
    assert lowest < high / 3


def test_who_gave_it_stands_beside_whose_it_is():
    said = cover(bound("Anna Müller", clinic="Κλινική Ελένη", phone="+30 21 0123"))
    for label, value in (
        ("Name", "Anna Müller"),
        ("Clinic or physio", "Κλινική Ελένη"),
        ("Phone", "+30 21 0123"),
        ("Day of the injury", "2 November 2026"),
        ("Next visit", BLANK),
        ("Sore leg", BLANK),
    ):
        assert f"{label} {value}" in said
    assert "Sore leg left leg" in cover(made("mild")[2])
