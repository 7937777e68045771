"""Papers of many people in one file: each on sheets of its own, found by a bookmark, heard whole."""

from dataclasses import replace

import pytest

from programs.handouts.stack import week_stack
from programs.handouts.week import week_handout
from programs.handouts.week_paper import WeekPaper
from tests.programs.handouts.aloud import heard, left_out
from tests.programs.handouts.papers import paper
from tests.programs.handouts.reading import bookmarks, sizes, text_of_pages

NAMES = ("Ann Lee", "Rob & <Co>", "عمر")


def people(names: tuple[str, ...] = NAMES) -> list[WeekPaper]:
    return [replace(paper(), person=name) for name in names]


@pytest.mark.parametrize("size", ["a4", "letter"])
@pytest.mark.parametrize("large", [False, True], ids=["usual", "large"])
def test_each_begins_a_sheet_of_its_own_where_its_bookmark_leads(size, large):
    pdf = week_stack(people(), size=size, large_print=large)
    alone = len(sizes(week_handout(people()[0], size=size, large_print=large)))
    sides = alone + alone % 2
    assert len(sizes(pdf)) == 3 * sides
    assert [(title, page) for _, title, page in bookmarks(pdf)] == [
        (name, number * sides) for number, name in enumerate(NAMES)
    ]


def test_a_side_that_is_left_for_the_next_sheet_is_empty():
    pdf = week_stack(people(), large_print=True)
    texts = text_of_pages(pdf)
    alone = len(sizes(week_handout(people()[0], large_print=True)))
    empty = [number for number, text in enumerate(texts) if not text.strip()]
    assert empty == ([] if alone % 2 == 0 else [alone + number * (alone + 1) for number in range(3)])


def test_every_paper_in_it_is_heard_as_it_is_alone():
    together = [(one.kind, one.text) for one in heard(week_stack(people()))]
    alone = [(one.kind, one.text) for one_paper in people() for one in heard(week_handout(one_paper))]
    assert together == alone
    assert {text for _, text in left_out(week_stack(people()))} == {text for _, text in left_out(week_handout(paper()))}


def test_letters_and_pictures_lie_in_it_once():
    assert len(week_stack(people())) < 1.5 * len(week_handout(people()[0]))


def test_the_same_papers_are_the_same_bytes_and_none_are_none():
    assert week_stack(people()) == week_stack(iter(people()))
    assert week_stack([]) == b""
