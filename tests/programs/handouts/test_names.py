"""People's own words on paper, in every script that names come in: read back from the file, and measured there."""

from io import BytesIO
from unicodedata import normalize

import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from programs.handouts.faces import Plain, face
from programs.handouts.flow import MARGIN
from programs.handouts.lettering import Lettering
from programs.handouts.tagged import TaggedCanvas
from programs.handouts.typeface import FONTS, Hand
from programs.handouts.words import missing, piece, printable
from tests.programs.handouts.papers import printed
from tests.programs.handouts.reading import letters, lines, looked_at, spoken, words

LINE = "Name ____"
FACES = ("NotoSans", "NotoSansHebrew", "NotoSansArabic")

# As written, and as it is read back where that is another spelling of the same.
PRINTED = {
    "Latin": ("Anna Müller", ""),
    "Latin with letters that Hyperlegible has not": ("Nguyễn Thị Ánh Tuyết", ""),
    "Turkish and Azeri": ("Şəhla Gülağa", ""),
    "Polish and Czech": ("Łukasz Dvořák", ""),
    "letters and marks apart": ("Ame\u0301lie Zoe\u0308", "Amélie Zoë"),
    "marks that no letter has in one": ("X\u0331o\u0301e\u0301\u0301 Sxw\u0331", "X\u0331óé\u0301 Sxw\u0331"),
    "a curly apostrophe and hyphens": ("O’Neil-Smith née Ó Súilleabháin", ""),
    "a straight apostrophe": ("D'Angelo d'Arc", ""),
    "Greek": ("Ελένη Παπαδοπούλου", ""),
    "Greek with breathings": ("Ἀριστοτέλης Ὅμηρος", ""),
    "Greek in capitals with final sigma beside": ("ΝΙΚΟΣ Νίκος", ""),
    "Cyrillic": ("Дмитрий Щербаков", ""),
    "Ukrainian": ("Її Ґалаґан", ""),
    "Kazakh": ("Әсел Қожаұлы", ""),
    "Latin and Greek in one line": ("Anna Ελένη", ""),
    "Latin, Greek and Cyrillic": ("Anna Ελένη Жанна", ""),
    "Hebrew": ("יעל כהן", ""),
    "Hebrew with vowels and a maqaf": ("שָׁלוֹם בֶּן־דָּוִד", ""),
    "Hebrew with gershayim": ("צה״ל ג׳ורג׳", ""),
    "Arabic": ("محمد عبد الرحمن", ""),
    "Arabic with vowels": ("مُحَمَّد", ""),
    "Arabic with lam and alef": ("سلام إسلام", ""),
    "Arabic in the shapes of old standards": ("\ufee3\ufea4\ufee4\ufeaa", "محمد"),
    "Persian": ("پریسا ژاله گلی", ""),
    "Persian with a joiner that parts": ("علی\u200cرضا", ""),
    "Urdu": ("ٹیپو ڈار ہےں", ""),
    "signs of every face": ("Ελένη & Anna @ № 5 €", ""),
    "markup": ("<b>Ann</b> & <para/>", ""),
    "markup in Greek": ("<img src=x> Ελένη </font>", ""),
    "PDF operators": ("(Ann) Tj ET \\051 Ελένη", ""),
    "a hundred and sixty letters": (" ".join(["Annabella"] * 16), ""),
    "a hundred and sixty Greek letters": (" ".join(["Ελένη-Μαρία"] * 13), ""),
    "two hundred letters without a space": ("W" * 200, ""),
    "long Arabic": (" ".join(["عبد الرحمن"] * 12), ""),
    "space of every kind": ("  Anna\t\u00a0\u2003 Maria\u3000", "Anna Maria"),
    "a bidi override": ("Anna\u202e evil\u202c", "Anna evil"),
    "isolates and marks of direction": ("\u2067\u200fיעל\u200e\u2069", "יעל"),
    "zero width": ("An\u200bna\u2060 \ufeffM\u00adü\u200dller", "Anna Müller"),
    "a selector and a control": ("Anna\ufe0f\x00\x07\x1b Maria", "Anna Maria"),
}
# Both directions in one line: each word stands as it was written, and all of it in the structure.
MIXED = {
    "Latin, then Hebrew": "Anna יעל כהן",
    "Hebrew, then Latin": "יעל Anna",
    "Arabic, then Latin": "أحمد Ahmed",
    "four scripts": "Anna محمد Ελένη יעל",
    "Hebrew in brackets": "Anna Cohen (יעל)",
    "a number in Arabic": "محمد 12 علي",
    "a sign that only Hyperlegible has": "יעל ∑ כהן",
}
NOT_PRINTED = {
    "nothing": "",
    "spaces alone": " \t\u3000",
    "bidi codes alone": "\u202e\u2066\u200f",
    "an emoji": "Anna 🎾",
    "an emoji of several": "Anna 👩‍👩‍👧",
    "Chinese": "王小明",
    "Chinese behind Latin": "Anna 王",
    "Japanese": "たなか",
    "Devanagari": "अनिता",
    "Devanagari behind Hebrew": "יעל अ",
    "a private letter": "Anna \ue000",
    "half a character": "Anna \ud83d",
    "a mark on nothing": "\u0301Anna",
    "a pile of marks": "Z" + "\u0301" * 6 + "algo",
    "a mark of another script": "Anna\u05b7",
    "more than any line takes": "Anna " * 41,
    "a filler that looks like nothing": "Anna\u3164",
}


def same(text):
    """In one spelling, so that the order of marks on a letter does not count."""
    return normalize("NFC", text)


def head_of(pdf):
    """Where the band at the top ends, in points from below."""
    page, high = looked_at(pdf, dpi=72)[0].convert("RGB"), pdfium.PdfDocument(pdf)[0].get_size()[1]
    ground = page.getpixel((5, 5))
    return high - next(y for y in range(page.height) if page.getpixel((5, y)) != ground)


@pytest.mark.parametrize(("name", "read"), PRINTED.values(), ids=PRINTED)
def test_a_name_is_read_back_as_it_was_written(name, read):
    pdf = printed(name)
    said = same(words(pdf))
    wanted = same(read or name)
    # Words too long for a line are broken, and readers put a space there.
    assert wanted in said or wanted in said.replace("W ", "W")
    assert LINE not in said


@pytest.mark.parametrize("name", MIXED.values(), ids=MIXED)
def test_both_directions_in_a_line_keep_their_words(name):
    pdf = printed(name)
    assert name in spoken(pdf)
    read = same(words(pdf))
    assert [word for word in name.split() if word.strip("()") not in read] == []


@pytest.mark.parametrize("name", NOT_PRINTED.values(), ids=NOT_PRINTED)
def test_what_cannot_be_printed_whole_is_a_line_to_write_on(name):
    pdf = printed(name)
    assert LINE in words(pdf)
    assert pdf == printed()


@pytest.mark.parametrize("name", [*(name for name, _ in PRINTED.values()), *MIXED.values()], ids=[*PRINTED, *MIXED])
@pytest.mark.parametrize("large", [False, True], ids=["usual print", "large print"])
def test_nothing_leaves_the_head(name, large):
    pdf = printed(name, clinic=name, phone="+49 30 123456", large=large)
    edge = head_of(pdf)
    for line in lines(pdf):
        if line.page == 0:
            assert line.bottom >= edge or line.top <= edge, line
            assert line.left > MARGIN - 6, line
            assert line.right < 595 - MARGIN + 6, line


@pytest.mark.parametrize("name", ["יעל", "محمد"], ids=["Hebrew", "Arabic"])
def test_the_first_letter_stands_right_of_the_second(name):
    placed = [(letter, box) for letter, box in letters(printed(name)) if letter in name][: len(name)]
    assert [letter for letter, _ in placed] == list(name)
    lefts = [box[0] for _, box in placed]
    assert lefts == sorted(lefts, reverse=True)
    assert len(set(lefts)) == len(name)


def test_words_of_both_directions_stand_in_their_order():
    placed = {letter: box[0] for letter, box in letters(printed("Żoë Ξένη יעל"))}
    assert placed["Ż"] < placed["Ξ"] < placed["ל"] < placed["ע"] < placed["י"]
    placed = {letter: box[0] for letter, box in letters(printed("יעל Ξένη"))}
    assert placed["Ξ"] < placed["ל"] < placed["ע"] < placed["י"]


def test_brackets_open_towards_what_they_hold():
    hebrew = face("NotoSansHebrew", bold=False)
    shaped = [glyph.number for glyph in hebrew.shape("(א)", leftwards=True).glyphs]
    onwards = [glyph.number for glyph in hebrew.shape("()", leftwards=False).glyphs]
    assert [shaped[0], shaped[-1]] == onwards
    for name in ("יעל Anna (כהן)", "עלי (Anna) [Ελένη]", "Anna (יעל), (כהן)"):
        ready = piece(name)
        turned = [one for one, level in zip(ready.faces, ready.deep, strict=True) if level % 2]
        assert not any(isinstance(one, Plain) for one in turned)


def test_arabic_letters_are_joined():
    arabic = face("NotoSansArabic", bold=False)

    def bodies(text):
        return [glyph.number for glyph in arabic.shape(text, leftwards=True).glyphs if glyph.text][::-1]

    joined, alone = bodies("محمد"), [bodies(letter)[0] for letter in "محمد"]
    assert len(joined) == 4
    assert all(one != other for one, other in zip(joined, alone, strict=True))
    assert joined[0] != joined[2], "the same letter at the front and in the middle"
    parted, whole = bodies("علی\u200cرضا"), bodies("علیرضا")
    assert parted != whole, "what parts letters parts them"


def test_marks_stand_on_their_letters():
    run = face("NotoSansHebrew", bold=False).shape("בַ", leftwards=True)
    (mark,) = (glyph for glyph in run.glyphs if not glyph.text)
    assert 0 < mark.right < run.wide
    assert run.low < 0 < run.high


def test_a_paper_takes_only_the_faces_it_needs():
    bare = printed()
    for name in ("Anna Müller", "Łukasz O’Neil-Smith"):
        assert len(printed(name)) - len(bare) < 200
        latin = printed(name, clinic="Calf Clinic", phone="+49 30 123456", message="Rest on Sunday.\nSee you soon.")
        assert b"Noto" not in latin
        assert len(latin) - len(bare) < 1500
    greek, hebrew, arabic = printed("Ελένη"), printed("יעל"), printed("محمد")
    assert [b"NotoSans-Regular" in pdf for pdf in (greek, hebrew, arabic)] == [True, False, False]
    assert b"NotoSansHebrew-Regular" in hebrew
    assert b"NotoSansArabic-Regular" in arabic
    assert all(len(pdf) - len(bare) < 6000 for pdf in (greek, hebrew, arabic))


def test_the_same_name_gives_the_same_bytes_whatever_was_printed_before():
    first = printed("علی‌رضا Ελένη יעל")
    printed("مُحَمَّد Βασίλης")
    assert printed("علی‌رضا Ελένη יעל") == first


def test_letters_that_no_face_has_can_be_told():
    assert missing("Anna") == []
    assert missing("Anna 王 王 🎾 יעל") == ["王", "🎾"]


@pytest.mark.parametrize("name", [f"{name}-{weight}" for name in FACES for weight in ("Regular", "Bold")])
def test_a_face_is_static_small_and_licensed(name):
    data = (FONTS / f"{name}.ttf").read_bytes()
    tables = {data[12 + 16 * n : 16 + 16 * n] for n in range(int.from_bytes(data[4:6], "big"))}
    assert b"glyf" in tables
    assert not tables & {b"fvar", b"gvar", b"CFF ", b"CFF2", b"fpgm"}
    assert len(data) < 120_000
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "NotoSans-OFL.txt").read_text()


def words_of_our_faces():
    blocks = ((0x20, 0x24F), (0x300, 0x3FF), (0x400, 0x52F), (0x590, 0x6FF), (0x1E00, 0x1FFF), (0x2000, 0x206F))
    ours = st.one_of([st.characters(min_codepoint=start, max_codepoint=end) for start, end in blocks])
    return st.text(st.one_of(ours, st.characters()), max_size=60)


@given(text=words_of_our_faces(), width=st.floats(20, 500))
@settings(max_examples=300, deadline=None)
def test_whatever_somebody_writes_no_box_is_drawn_and_nothing_fails(text, width):
    said = printable(text)
    assert not {character for character in said if "\u202a" <= character <= "\u202e"}
    if not said:
        return
    for bold in (False, True):
        numbers = [glyph.number for run in piece(said, bold=bold).runs(0, len(said)) for glyph in run.glyphs]
        # 0 is the box of a missing glyph.
        assert 0 not in numbers
    file = BytesIO()
    canvas = TaggedCanvas(file, (600, 3000), title="", subject="", language="en")
    block = Lettering([piece(said)], Hand().style("text"), most=2)
    block.draw(canvas, 40, 2950, width)
    canvas.save()
    page = pdfium.PdfDocument(file.getvalue())[0]
    ink = [item.get_bounds() for item in page.get_objects() if item.type == 1]
    low = 2950 - block.height(width)
    assert all(left > 20 and right < 40 + width + 20 and bottom >= low - 1 for left, bottom, right, _ in ink)
    wanted = sorted(character for character in said if character.isalpha())
    assert sorted(character for character in page.get_textpage().get_text_range() if character.isalpha()) == wanted
