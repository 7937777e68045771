"""A file written small is the same file: text, structure, bookmarks, links and pictures, to a strange reader."""

import re
import zlib
from io import BytesIO

import pytest

from programs.handouts.packing import packed
from programs.handouts.tagged import TaggedCanvas
from programs.handouts.typeface import REGULAR
from tests.programs.handouts.booklets import each_course, made
from tests.programs.handouts.papers import printed
from tests.programs.handouts.reading import bookmarks, links, looked_at, spoken, text_of_pages, tree

WORDS = {
    "plain words": "Rest.",
    "the words of a file": "1 0 obj endobj stream endstream trailer startxref 9 %%EOF (a) \\( >> /Root 7 0 R",
    "letters of others": "Łukasz Ελένη",
}


def paper(said: str, rows: int) -> bytes:
    """A file as ReportLab writes it: *said* as title and alternative, and so many lines."""
    file = BytesIO()
    canvas = TaggedCanvas(file, (600, 800), title=said, subject=said, language="en")
    canvas.bookmarkPage("start")
    canvas.addOutlineEntry(said, "start", 0)
    for row in range(rows):
        with canvas.content("Figure", said):
            canvas.setFont(REGULAR, 1)
            canvas.drawString(10, 790 - row * 0.5, f"line {row}")
    with canvas.link("start", (0, 0, 10, 10), said):
        canvas.drawString(0, 0, "to the start")
    canvas.save()
    return file.getvalue()


def same(one: bytes, other: bytes) -> None:
    """Both files say and show the same."""
    assert text_of_pages(one) == text_of_pages(other)
    assert tree(one) == tree(other)
    assert spoken(one) == spoken(other)
    assert bookmarks(one) == bookmarks(other)
    assert links(one) == links(other)
    for before, after in zip(looked_at(one, 50), looked_at(other, 50), strict=True):
        assert before.tobytes() == after.tobytes()


@pytest.mark.parametrize("rows", [1, 150, 1000])
@pytest.mark.parametrize("said", WORDS.values(), ids=WORDS)
def test_a_packed_file_says_and_shows_the_same(said, rows):
    plain = paper(said, rows)
    same(plain, packed(plain))
    assert packed(plain) == packed(plain)


def test_a_name_in_letters_of_other_faces_stays_readable():
    plain = printed("Ελένη יעל محمد")
    same(plain, packed(plain))


def test_many_small_objects_weigh_a_third():
    plain = paper("Rest.", 1000)
    assert len(packed(plain)) < len(plain) / 3


@each_course
def test_every_object_of_a_booklet_is_in_the_table_where_it_stands(course):
    pdf = made(course)[2]
    start = int(pdf[pdf.rindex(b"startxref") :].split()[1])
    size = int(re.findall(rb"/Size (\d+)", pdf[start:])[0])
    rows = zlib.decompressobj().decompress(pdf[pdf.index(b"stream\n", start) + 7 :])
    last, wide, found = [0] * 6, 7, {}
    for number in range(size):
        row = rows[number * wide : (number + 1) * wide]
        last = [(one + above) % 256 for one, above in zip(row[1:], last, strict=True)]
        found[number] = last[0], int.from_bytes(bytes(last[1:5]), "big"), last[5]
    assert len(rows) == size * wide
    for number, (sort, place, _) in found.items():
        if sort == 1:
            assert pdf[place:].startswith(b"%d 0 obj" % number)
        elif sort == 2:
            assert b"/Type /ObjStm" in pdf[found[place][1] :][:60]
        else:
            assert number == 0
