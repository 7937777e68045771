"""A clinic, its telephone and a message on paper, and titles in every script."""

import re
from io import BytesIO
from xml.etree import ElementTree

import pypdfium2 as pdfium

from programs.handouts.flow import MARGIN
from programs.handouts.personal import MOST_OF_A_MESSAGE, MOST_PARAGRAPHS
from programs.handouts.tagged import TaggedCanvas
from tests.programs.handouts.holding import laid_wrong
from tests.programs.handouts.papers import printed
from tests.programs.handouts.reading import letters, words


def test_the_clinic_and_its_telephone_stand_in_the_head():
    pdf = printed("Anna", clinic="Wadenpraxis am Fluß", phone="+49 30 123456")
    assert "Wadenpraxis am Fluß · +49 30 123456" in words(pdf)
    hebrew = printed("Anna", clinic="מרפאת הרגל", phone="+972 2 123456")
    assert "מרפאת הרגל" in words(hebrew)
    assert "+972 2 123456" in words(hebrew)
    assert "Clinic ____" in words(printed("Anna", clinic="足の診療所"))
    assert "+49 30" in words(printed("Anna", phone="+49 30"))
    assert "Clinic" not in words(printed("Anna", phone="+49 30"))


def test_a_message_stands_in_its_own_panel_paragraph_by_paragraph():
    said = words(printed(message="Καλή αρχή, Ελένη!\n\nGo <b>slowly</b>.\r\nשבוע טוב"))
    assert said.index("This phase:") < said.index("For you") < said.index("Tick a box")
    assert said.index("Καλή αρχή, Ελένη!") < said.index("Go <b>slowly</b>.") < said.index("שבוע טוב")
    assert "For you" not in words(printed(message=" \n "))


def test_a_message_from_right_to_left_stands_at_the_right():
    placed = dict(letters(printed(message="שבוע טוב")))
    assert placed["ש"][2] > 595 - MARGIN - 20


def test_a_message_that_cannot_be_printed_whole_is_lines_to_write_on():
    for message in ("Bravo 🎉", "加油", "a" * (MOST_OF_A_MESSAGE + 1), "Good\nबहुत"):
        said = words(printed(message=message))
        assert "For you " + "_" * 60 in said
        assert "Bravo" not in said
        assert "Good" not in said
    assert "x y" in words(printed(message="\n".join("x y" for _ in range(120))))


def test_a_file_says_what_it_is_to_programs_that_know_no_pdf():
    title, subject = "Ελένη & <Anna>", "Übungen"
    file = BytesIO()
    TaggedCanvas(file, (300, 300), title=title, subject=subject, language="he").save()
    told = re.search(rb"<x:xmpmeta.*</x:xmpmeta>", file.getvalue(), re.DOTALL)
    assert told, "it is not packed"
    found = {
        part.tag.partition("}")[2]: "".join(part.itertext())
        for part in ElementTree.fromstring(told[0]).iter()
        if part.tag.startswith("{http://purl.org/dc/elements/1.1/}")
    }
    wanted = {"title": title, "description": subject, "language": "he", "creator": "Strideback"}
    assert found == wanted | {"format": "application/pdf"}
    assert b"/Type /Metadata /Subtype /XML" in file.getvalue()


def test_a_title_and_a_bookmark_keep_every_script():
    file, title = BytesIO(), "Ελένη יעל محمد"
    canvas = TaggedCanvas(file, (300, 300), title=title, subject=title, language="en")
    canvas.bookmarkPage("here")
    canvas.addOutlineEntry(title, "here", 0)
    canvas.showPage()
    canvas.save()
    read = pdfium.PdfDocument(file.getvalue())
    assert read.get_metadata_dict()["Title"] == title
    assert [mark.get_title() for mark in read.get_toc()] == [title]


def test_the_longest_message_in_the_largest_print_fits_on_a_page():
    message = "\n".join("W" * (MOST_OF_A_MESSAGE // MOST_PARAGRAPHS) for _ in range(MOST_PARAGRAPHS))
    pdf = printed("W" * 200, size="letter", large=True, clinic="W" * 200, phone="1" * 200, message=message)
    assert laid_wrong(pdf) == []
    assert words(pdf).count("W") >= 400 + MOST_OF_A_MESSAGE
