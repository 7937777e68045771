"""A booklet in a language that is read from right to left: what stands left stands right, and all is still there."""

from functools import cache
from itertools import pairwise

import pytest

from programs.handouts.programme import programme_booklet
from tests.programs.handouts.aloud import heard
from tests.programs.handouts.booklets import PAPERS, lines, made, text_of_pages
from tests.programs.handouts.bound import laid_wrong
from tests.programs.handouts.reading import links, sizes

HEBREW = "he"
each_paper = pytest.mark.parametrize("paper", ["a4", pytest.param("large print on letter", marks=pytest.mark.deep)])


@cache
def mirrored(paper="a4"):
    """The course with dates, its booklet, and the same for readers from the right, in the same words."""
    _, content, pdf = made("moderate, with dates", paper)
    query = PAPERS[paper]
    size, large = query.get("paper", "a4"), "large_print" in query
    return content, pdf, programme_booklet(content, size=size, large_print=large, language=HEBREW)


def bag(text):
    """The letters of *text*: the reader turns its words about, as it would in letters of such a language."""
    return sorted(letter for letter in text if letter.isalnum())


def middle(pdf, page, text):
    """How far from the left the middle of the first line of those letters stands on that page."""
    line = next(line for line in lines(pdf) if line.page == page and bag(line.text) == bag(text))
    return (line.left + line.right) / 2


@each_paper
def test_all_of_it_is_on_the_same_pages_and_nothing_is_cut_off(paper):
    _, pdf, other = mirrored(paper)
    assert [bag(page) for page in text_of_pages(other)] == [bag(page) for page in text_of_pages(pdf)]
    assert laid_wrong(other) == []


@each_paper
def test_it_is_heard_in_the_same_order(paper):
    _, pdf, other = mirrored(paper)
    read, meant = heard(other), heard(pdf)
    assert [(one.page, one.kind, bag(one.text)) for one in read] == [
        (one.page, one.kind, bag(one.text)) for one in meant
    ]


def test_strides_lead_to_the_left():
    content, _, pdf = mirrored()
    places = [middle(pdf, 0, phase.name) for phase in content.phases]
    assert places == sorted(places, reverse=True)


@each_paper
def test_contents_have_their_numbers_at_the_left(paper):
    _, pdf, other = mirrored(paper)
    wide = sizes(other)[0][0]
    assert [(link.page, link.leads_to) for link in links(other)] == [(link.page, link.leads_to) for link in links(pdf)]
    for link in links(other):
        inside = [line for line in lines(other) if line.page == link.page and link.bottom < line.bottom + 2 < link.top]
        number, title = sorted(inside, key=lambda line: line.left)
        assert int(number.text) == link.leads_to + 1
        assert number.right < wide / 4
        assert title.right > wide * 3 / 4


def test_a_week_begins_at_the_right():
    content, pdf, other = mirrored()
    wide = sizes(other)[0][0]
    week = content.weeks[2]
    page = next(line.page for line in lines(pdf) if line.text == f"Week 3: {week.phases[0]}")
    days = [f"{day.date:%a} {day.date.day}" for day in week.days]
    for one, next_one in pairwise(days):
        assert middle(other, page, next_one) < middle(other, page, one)
    for day in days:
        assert middle(other, page, day) == pytest.approx(wide - middle(pdf, page, day), abs=1)
    assert middle(other, page, "Exercise and its number") > middle(other, page, days[0])


def test_the_first_exercise_stands_in_the_right_column():
    content, pdf, other = mirrored()
    wide = sizes(other)[0][0]
    first = f"1. {content.exercises[0].name}"
    page = next(line.page for line in lines(pdf) if line.text == first)
    assert middle(pdf, page, first) < wide / 2 < middle(other, page, first)
