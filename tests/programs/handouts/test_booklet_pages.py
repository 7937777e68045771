"""The pages of a booklet: what leads where, that all of it can be read, and by everybody."""

from io import BytesIO
from itertools import pairwise

import zxingcpp

from programs.handouts.blocks import Rule, Space, Text
from programs.handouts.flow import Columns, placed
from programs.handouts.path import HEIGHTS
from programs.handouts.printing import booklet_of
from programs.handouts.tagged import TaggedCanvas
from programs.handouts.typeface import Hand, register
from rehab.answering import answer
from tests.programs.handouts.booklets import (
    BOUNDS,
    PLAN,
    asked_of,
    each_booklet,
    each_course,
    each_paper,
    lines,
    made,
    text_of_pages,
    words,
)
from tests.programs.handouts.bound import CHAPTERS, laid_wrong, led_wrong
from tests.programs.handouts.reading import bookmarks, links, looked_at, sizes, tree


@each_booklet
def test_the_contents_lead_to_the_right_pages(course, paper):
    _, content, pdf = made(course, paper)
    pages, marks = text_of_pages(pdf), bookmarks(pdf)
    chapters = [title for title in CHAPTERS if content.ladder or title != "The running ladder"]
    assert [title for level, title, _ in marks if level == 0][1:] == chapters
    assert len(links(pdf)) == len(chapters) + len(content.phases)
    assert led_wrong(content, pdf) == []
    assert f"Page {len(pages)} of {len(pages)}" in pages[-1]


@each_course
def test_every_part_has_a_bookmark(course):
    _, content, pdf = made(course)
    marks = [(level, title) for level, title, _ in bookmarks(pdf)]
    assert marks[0] == (0, f"Your way back: grade {content.grade}")
    wanted = [f"Week {week.number}: {', '.join(week.phases)}" for week in content.weeks]
    wanted += [f"{exercise.number}. {exercise.name}" for exercise in content.exercises]
    wanted += [card.text.title for card in content.cards]
    assert [title for title in wanted if (1, title) not in marks] == []
    pages = [page for _, _, page in bookmarks(pdf)]
    assert pages == sorted(pages)


@each_booklet
def test_nothing_is_cut_off_and_no_two_lines_lie_on_each_other(course, paper):
    _, _, pdf = made(course, paper)
    assert laid_wrong(pdf) == []


@each_booklet
def test_no_heading_stands_alone_at_the_end_of_a_page_and_no_page_is_empty(course, paper):
    _, content, pdf = made(course, paper)
    found, pages = lines(pdf), sizes(pdf)
    headings = {title for _, title, _ in bookmarks(pdf)} - {f"Your way back: grade {content.grade}"}
    for number, (_, high) in enumerate(pages):
        body = [line for line in found if line.page == number and line.bottom > 40]
        lowest = min(body, key=lambda line: line.bottom)
        assert lowest.text not in headings, number + 1
        if number < len(pages) - 1:
            assert lowest.bottom < high * 0.55, f"page {number + 1} is half empty"


@each_course
def test_the_same_course_gives_the_same_bytes(course):
    given, asked = asked_of(course)
    found = answer(BOUNDS.protocol, BOUNDS.screening, asked)
    assert booklet_of(found, asked, given, BOUNDS, plan=PLAN) == made(course)[2]


@each_course
def test_a_screen_reader_meets_everything_in_order(course):
    _, content, pdf = made(course)
    read = tree(pdf)
    kinds = [kind for _, kind, _ in read]
    assert kinds.count("H1") == 1
    assert kinds.index("H1") < kinds.index("Figure") < kinds.index("TOC") < kinds.index("H3")
    assert kinds.count("TOCI") == kinds.count("Link") == len(links(pdf))
    levels = [int(kind[1]) for kind in kinds if kind in {"H1", "H2", "H3", "H4"}]
    assert all(after - before <= 1 for before, after in pairwise(levels)), "no level is left out"
    tables = [week for week in content.weeks if week.rows]
    assert kinds.count("Table") >= len(tables)
    path, code, *pictures = [alternative for _, kind, alternative in read if kind == "Figure"]
    assert pictures == [exercise.picture for exercise in content.exercises]
    assert code == f"A code that opens {PLAN}"
    assert all(phase.name in path for phase in content.phases)
    rows = [place for place, kind in enumerate(kinds) if kind == "TR"]
    assert all(kinds[row + 1] == "TH" for row in rows)


def test_the_strides_are_those_of_the_page():
    *rising, last = HEIGHTS
    assert rising == sorted(set(rising))
    assert last < rising[-1]


@each_paper
def test_the_code_is_read_from_a_coarse_page(paper):
    pages = looked_at(made("mild", paper)[2], dpi=100)
    assert [code.text for page in pages for code in zxingcpp.read_barcodes(page)] == [PLAN]


def test_without_a_server_of_a_name_there_is_no_code():
    pdf = made("mild", plan="")[2]
    assert "On your phone" not in words(pdf)
    assert not [alternative for _, _, alternative in tree(pdf) if alternative.startswith("A code")]


def test_dates_stand_where_the_day_of_the_injury_is_known():
    pages = text_of_pages(made("moderate, with dates")[2])
    assert "2 December 2026, day 30 at the earliest" in pages[0]
    assert "25 December" in pages[0]
    assert "day 30 at the earliest" in text_of_pages(made("moderate, a deep muscle at 52")[2])[0]


@each_course
def test_every_page_says_what_it_is(course):
    for number, page in enumerate(text_of_pages(made(course)[2]), 1):
        assert "An educational exercise planner, not a diagnosis." in page
        assert "Its protocol awaits review by a registered clinician." in page
        assert f"Page {number} of " in page


def test_a_single_block_stands_in_the_left_column():
    drawn: list[float] = []

    class Seen(Rule):
        def draw(self, canvas, x, top, width):
            drawn.append(x)

    part, rest = Columns([Seen()], 10, 16).fitting(500, 700, 740)
    assert part is not None
    canvas = TaggedCanvas(BytesIO(), (600, 800), title="", subject="", language="en")
    part.draw(canvas, 36, 700, 500)
    assert (drawn, rest) == ([36], None)


def test_no_column_begins_with_space():
    drawn: list[tuple[float, float]] = []

    class Seen(Rule):
        def draw(self, canvas, x, top, width):
            drawn.append((x, top))

    columns = Columns([Seen(), Seen(), Space(60), Seen()], 10, 16, left=2)
    canvas = TaggedCanvas(BytesIO(), (600, 800), title="", subject="", language="en")
    columns.draw(canvas, 36, 700, 500)
    assert [top for x, top in drawn if x > 36] == [700]


def test_no_page_is_begun_for_space():
    register()
    size = (595.0, 842.0)
    pages = placed([Text("One", Hand().style("text")), Space(2000)], size, 800)
    assert [len(page) for page in pages] == [1]
    pages = placed([Space(10), Text("One", Hand().style("text")), Space(2000), Rule()], size, 800)
    assert [[part.top for part in page] for page in pages] == [[790], [842 - 36]]
