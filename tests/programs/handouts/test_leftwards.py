"""A paper in a language that is read from right to left: all of it is turned round, and no dose with it."""

import re
from dataclasses import replace

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
import zxingcpp

from programs.handouts.week import week_handout
from tests.programs.handouts.holding import laid_wrong, missing_words, ticked_wrong
from tests.programs.handouts.papers import paper
from tests.programs.handouts.people import SPEECH, spoken_in
from tests.programs.handouts.reading import boxes, letters, lines, looked_at, sizes, tree

# The same words in both directions, so that lines end at the same places.
ONWARDS, LEFTWARDS = week_handout(paper()), week_handout(paper(), language="he")
WIDE = sizes(ONWARDS)[0][0]
NEAR = pytest.approx


def drawings(pdf):
    """Where the pictures of exercises stand: page, left, right."""
    return [
        (number, drawing.get_bounds()[0], drawing.get_bounds()[2])
        for number, page in enumerate(pdfium.PdfDocument(pdf))
        for drawing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_FORM], max_depth=1)
    ]


def test_boxes_are_turned_round():
    onwards = [(box.page, round(WIDE - box.right), round(box.bottom)) for box in boxes(ONWARDS)]
    assert sorted((box.page, round(box.left), round(box.bottom)) for box in boxes(LEFTWARDS)) == sorted(onwards)


def test_pictures_and_columns_are_turned_round():
    onwards, leftwards = drawings(ONWARDS), drawings(LEFTWARDS)
    assert len(onwards) == len(paper().lines)
    for (page, left, right), turned in zip(onwards, leftwards, strict=True):
        assert turned == (page, NEAR(WIDE - right, abs=0.5), NEAR(WIDE - left, abs=0.5))


def line_of(pdf, text):
    """The line that says *text*; readers turn the order of words round where a page is read leftwards."""
    return next(line for line in lines(pdf) if sorted(line.text.split()) == sorted(text.split()))


@pytest.mark.parametrize("text", ["How to do it", "Get help first", "Tick a box for each set", "go slowly", "Anna"])
def test_text_begins_at_the_right(text):
    content = replace(paper(), person="Anna", message="go slowly")
    one, other = (line_of(week_handout(content, language=language), text) for language in ("en", "he"))
    assert (other.page, other.right) == (one.page, NEAR(WIDE - one.left, abs=1))
    assert one.left < WIDE / 2 < other.right


def test_the_code_stands_at_the_left_and_is_not_turned_round():
    first = looked_at(LEFTWARDS)[0]
    (code,) = zxingcpp.read_barcodes(first)
    assert code.text == paper().address
    assert code.position.top_right.x < first.width / 3


def test_days_run_from_right_to_left():
    days = [line_of(LEFTWARDS, name).left for name in ("Mon 16", "Tue 17", "Sat 21", "Sun 22")]
    assert days == sorted(days, reverse=True)
    assert max(days) < line_of(LEFTWARDS, "Tick a box for each set").left


def test_the_file_says_that_it_is_read_leftwards():
    assert b"/Direction /R2L" in LEFTWARDS
    assert b"/Direction" not in ONWARDS
    # Whoever has it read aloud meets everything in the same order.
    assert [(kind, said) for _, kind, said in tree(LEFTWARDS)] == [(kind, said) for _, kind, said in tree(ONWARDS)]


@pytest.mark.parametrize("speech", [name for name, (language, _) in SPEECH.items() if language != "en"])
@pytest.mark.parametrize("large", [False, True], ids=["usual print", "large print"])
def test_every_dose_is_read_the_right_way_round(speech, large):
    language, alphabet = SPEECH[speech]
    content = spoken_in(paper(), alphabet)
    pdf = week_handout(content, language=language, large_print=large)
    assert laid_wrong(pdf) + ticked_wrong(content, pdf) + missing_words(content, pdf) == []
    # A dose beside words that are read leftwards: from the left stand the sets, the sign, the amount.
    wanted = {(sets[-1], amount[0]) for sets, amount in re.findall(r"(\d+) [×x] (\d+)", repr(content))}
    assert any((amount, sets) not in wanted for sets, amount in wanted), "the wrong way round would be seen"
    signs = 0
    for page in range(len(sizes(pdf))):
        found = letters(pdf, page)
        for sign in (box for letter, box in found if letter == "×"):
            beside = sorted(
                (box[0] - sign[0], one) for one, box in found if one.isdigit() and abs(box[1] - sign[1]) < 5
            )
            before, after = [one for x, one in beside if x < 0], [one for x, one in beside if x > 0]
            assert (before[-1], after[0]) in wanted
            signs += 1
    assert signs > len(content.lines)
