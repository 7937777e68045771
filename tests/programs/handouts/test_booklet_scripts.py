"""A booklet in letters that its usual face lacks: each is shaped wherever it stands, and is said as it was written."""

from functools import cache
from io import BytesIO

import pytest

from programs.handouts.flow import MARGIN, PAPERS
from programs.handouts.parts import Contents
from programs.handouts.path import StridePath
from programs.handouts.programme import GAPS_OF_SOURCES, programme_booklet
from programs.handouts.table import Table
from programs.handouts.tagged import TaggedCanvas
from programs.handouts.typeface import Hand, register
from tests.programs.handouts.booklets import each_booklet, made
from tests.programs.handouts.bound import laid_wrong
from tests.programs.handouts.people import SPEECH, spoken_in
from tests.programs.handouts.reading import lines, sizes, spoken

LEFTWARDS = [name for name, (language, _) in SPEECH.items() if language != "en"]
SCRIPTS = {"Greek": "Δύναμη", "Cyrillic": "Сила", "Hebrew": "כוח", "Arabic": "قوة", "Vietnamese": "Sức mạnh"}
WIDE, HIGH = PAPERS["a4"]


@cache
def foreign(speech):
    """The course with dates in that speech, and its booklet."""
    language, alphabet = SPEECH[speech]
    content = spoken_in(made("moderate, with dates")[1], alphabet)
    return content, programme_booklet(content, language=language)


@pytest.mark.parametrize("speech", LEFTWARDS)
def test_tables_contents_and_strides_say_what_was_written(speech):
    content, pdf = foreign(speech)
    said = "\n".join(spoken(pdf))
    for phase in content.phases:
        assert f"{phase.number}. {phase.name} " in said, "a line of the contents"
    for row in content.weeks[2].rows:
        assert f"{row.name} ({row.number})" in said
        assert all(dose in said for dose in row.doses if any(letter.isalpha() for letter in dose))
    assert laid_wrong(pdf) == []


def drawn(block):
    """The file with that block alone."""
    register()
    file = BytesIO()
    canvas = TaggedCanvas(file, (300, 200), title="", subject="", language="en")
    canvas.bookmarkPage("here")
    block.draw(canvas, 30, 170, 240)
    canvas.save()
    return file.getvalue()


BLOCKS = {
    "the head of a table": lambda said: Table([(said, ""), ("", said)], [(("1", ""), ("2",))], [0.5, 0.5], Hand()),
    "a cell of a table": lambda said: Table([("1", ""), ("2", "")], [(("1", ""), (said,))], [0.5, 0.5], Hand()),
    "a line of the contents": lambda said: Contents([(said, "here", 0)], Hand(), {"here": 7}),
    "a stride": lambda said: StridePath([(said, "day 3")] * 6, "", Hand()),
}


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)
@pytest.mark.parametrize("script", SCRIPTS)
def test_letters_of_every_script_come_from_a_face_that_has_them(block, script):
    assert b"+NotoSans" in drawn(block(SCRIPTS[script]))
    assert b"+NotoSans" not in drawn(block("Power"))


@each_booklet
def test_the_last_page_holds_more_than_a_line_or_two(course, paper):
    pdf = made(course, paper)[2]
    last = len(sizes(pdf)) - 1
    body = [line for line in lines(pdf) if line.page == last and MARGIN + 10 < line.bottom < HIGH - MARGIN]
    assert len(body) > 8
    assert GAPS_OF_SOURCES[0] == max(GAPS_OF_SOURCES)


def test_a_table_that_nearly_fits_stands_closer_in_one_piece():
    register()
    table = Table([("1", ""), ("2", "")], [(("1", ""), ("2",))] * 20, [0.5, 0.5], Hand())
    high = table.height(500)
    closer, rest = table.fitting(500, high - 20, 700)
    assert closer
    assert not rest
    assert closer.height(500) <= high - 20
    whole, rest = table.fitting(500, high, 700)
    assert (whole, rest) == (table, None)
    airy = Table(table.heads, table.rows, table.shares, Hand(), airy=True)
    assert airy.fitting(500, airy.height(500) - 5, 700)[1] is not None, "a pen wants its room"
