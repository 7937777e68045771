"""The handout of a week, read back from its own file: all of the plan is on it, and all of it can be read."""

from collections import Counter
from datetime import date
from io import BytesIO

import pytest
import zxingcpp

from programs.handouts.flow import PAPERS as SHEETS
from programs.handouts.grid import Grid
from programs.handouts.printing import handout_of, look_of
from programs.handouts.tagged import TaggedCanvas
from programs.handouts.typeface import EASE, EASE_WASH, INK, PATH, SOFT, WELL, WHITE, Hand
from programs.handouts.week import week_handout
from programs.handouts.week_paper import week_paper
from programs.selectors.protocol import bounds_on
from rehab.answering import Answer, answer
from rehab.asking import ask
from rehab.vocabulary import Role
from tests.programs.handouts.holding import laid_wrong, missing, plain, ticked_wrong
from tests.programs.handouts.reading import boxes, lines, looked_at, outline, pictures, sizes, tree, words

BOUNDS = bounds_on(date(2026, 11, 23))
PLAN = "https://clinic.example/plan/?grade=2&week=3"
WEEKS = {
    "a mild strain, three phases in one week": {"grade": "1", "week": "1"},
    "the fullest week": {"grade": "1", "week": "2", "side": "left"},
    "a moderate strain": {"grade": "2", "week": "3", "injured_on": "2026-11-02"},
    "runs": {"grade": "2", "week": "9", "age": "52"},
    "a severe strain nobody has seen": {"grade": "3", "week": "2"},
    "a severe strain, cleared": {"grade": "3", "week": "10", "cleared_on_day": "21"},
    "keeping strong": {"grade": "1", "week": "40"},
}
PAPERS = {"a4": {}, "letter": {"paper": "letter"}, "large print": {"large_print": "yes"}}
each_week = pytest.mark.parametrize("query", WEEKS.values(), ids=WEEKS)
each_paper = pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)


def made(query, plan=PLAN):
    """The answer, what was asked, and its handout."""
    given = {name: [value] for name, value in query.items()}
    asked = ask(given, BOUNDS)
    found = answer(BOUNDS.protocol, BOUNDS.screening, asked)
    assert isinstance(found, Answer)
    return found, asked, handout_of(found, asked, given, BOUNDS, plan=plan)


@each_week
@each_paper
def test_everything_of_the_plan_is_on_the_paper(query, paper):
    found, asked, pdf = made(query | paper)
    said = words(pdf)
    content = week_paper(found, asked, look_of(asked), address=PLAN)
    assert missing(found, content, said) == []
    assert "not a diagnosis" in said
    assert "awaits review by a registered clinician" in said


@each_week
def test_the_pain_numbers_are_those_of_the_protocol(query):
    found, asked, pdf = made(query)
    said, rendering = words(pdf), found.rendering
    content = week_paper(found, asked, look_of(asked), address=PLAN)
    shown = {(kind, row.green, row.red) for row in content.pain for kind in row.kinds}
    meant = set()
    for day in found.programme.weeks[0].days:
        for item in day.items:
            exercise = rendering.protocol.catalogue[item.exercise]
            if rendering.protocol.role_of(exercise) is not Role.PROTECTION:
                _, limit = rendering.pain_context(exercise, day.phase)
                kind = rendering.words.name("categories", exercise.category)
                meant.add((kind, limit.amber_from - 1, limit.red_from))
    assert shown == meant
    for row in content.pain:
        assert f"0 to {row.green} Go on." in said
        assert f"{row.red} or more Stop." in said


@each_week
def test_a_box_for_every_set_of_every_day(query):
    found, asked, _ = made(query)
    content = week_paper(found, asked, look_of(asked), address=PLAN)
    boxes = {line.id: line.boxes for line in content.lines}
    for place, day in enumerate(found.programme.weeks[0].days):
        done = {item.exercise: item for item in day.items}
        for name, row in boxes.items():
            assert (row[place] > 0) == (name in done)
            item = done.get(name)
            care = BOUNDS.protocol.role_of(BOUNDS.protocol.catalogue[name]) is Role.PROTECTION
            if item and not care and not item.bouts and item.dose.sets * item.times_per_day <= 8:
                assert row[place] == item.dose.sets * item.times_per_day


@each_week
@each_paper
def test_nothing_is_cut_off_and_no_two_lines_lie_on_each_other(query, paper):
    _, _, pdf = made(query | paper)
    assert laid_wrong(pdf) == []


@each_week
@each_paper
def test_every_box_is_there_and_a_pen_ticks_it_with_ease(query, paper):
    found, asked, pdf = made(query | paper)
    content = week_paper(found, asked, look_of(asked), address=PLAN)
    assert ticked_wrong(content, pdf) == []


def test_boxes_of_a_day_stand_in_even_rows():
    hand, days = Hand(), [("Mon", "training")]
    grid = Grid(days, [(str(count), "", [count]) for count in range(1, 9)], [], "first", hand)
    file = BytesIO()
    canvas = TaggedCanvas(file, SHEETS["a4"], title="", subject="", language="en")
    grid.draw(canvas, 40, 800, 500)
    canvas.save()
    rows = Counter(round(box.bottom) for box in boxes(file.getvalue()))
    assert [rows[row] for row in sorted(rows, reverse=True)] == [1, 2, 3, 2, 2, 3, 2, 3, 3, 3, 2, 2, 3, 3, 2]


@each_week
def test_it_takes_few_sheets(query):
    found, asked, pdf = made(query)
    content = week_paper(found, asked, look_of(asked), address=PLAN)
    sides = len(sizes(pdf))
    assert sides <= (2 if len(content.lines) <= 6 else 4)
    assert f"Page {sides} of {sides}" in words(pdf)
    if len(content.lines) <= 12:
        assert len(pdf) <= 180_000


def test_a_test_stands_with_its_day_among_what_must_be_true():
    found, _, pdf = made({"grade": "2", "week": "1", "injured_on": "2026-11-20"})
    said, week = words(pdf), found.programme.weeks[0]
    assert week.tests
    for test in week.tests:
        text = found.rendering.words.gate(test.phase, found.rendering.criterion(test.phase, test.criterion))
        assert f"Tue 24: {text}" in said
    assert said.count("A test comes first") == 1
    assert "All of these, and 25 November, day 5 at the earliest." in said
    assert "Mobilise, from Wed 25 at the earliest:" in said
    assert "from Tue 24: 2 × 15, 3 times a day; from Wed 25: 2 × 15" in said
    assert "20 – 26 November 2026" in said


def test_a_look_at_the_leg_is_ticked_before_a_phase_that_a_sign_holds_shut():
    look = "A doctor or physio has looked at the leg and agrees that you can go on."
    held = {"grade": "2", "week": "2"}
    unheld, free = words(made(held | {"flag": "rf15"})[2]), words(made(held)[2])
    assert look in unheld[unheld.index("To move on to Strengthen") : unheld.index("How to do it")]
    assert look not in free


def test_the_paper_is_of_the_size_that_was_asked_for():
    assert [round(side) for side in sizes(made(WEEKS["runs"])[2])[0]] == [595, 842]
    assert [round(side) for side in sizes(made(WEEKS["runs"] | PAPERS["letter"])[2])[0]] == [612, 792]


def test_large_print_is_larger():
    def high(pdf, text):
        return next(line.top - line.bottom for line in lines(pdf) if line.text.startswith(text))

    usual, large = (made(WEEKS["runs"] | paper)[2] for paper in ({}, PAPERS["large print"]))
    # Where there is room, letters grow by a tenth, those of how to do it by a fifth.
    assert high(large, "Stop at once") > 1.25 * high(usual, "Stop at once")
    assert high(large, "Walk fast for") > 1.16 * high(usual, "Walk fast for")


@each_paper
def test_the_code_is_read_from_a_coarse_page_and_stands_there_in_words(paper):
    _, _, pdf = made(WEEKS["a moderate strain"] | paper)
    read = [code.text for page in looked_at(pdf, dpi=100) for code in zxingcpp.read_barcodes(page)]
    assert read == [PLAN]
    assert "clinic.example/plan/" in words(pdf)


def test_without_a_server_of_a_name_there_is_no_code():
    _, _, pdf = made(WEEKS["a moderate strain"], plan="")
    assert [code.text for page in looked_at(pdf) for code in zxingcpp.read_barcodes(page)] == []
    assert "On your phone" not in words(pdf)


@each_week
def test_the_same_week_gives_the_same_bytes(query):
    assert made(query)[2] == made(query)[2]


def test_a_screen_reader_meets_everything_in_order():
    found, asked, pdf = made(WEEKS["a moderate strain"])
    read = tree(pdf)
    kinds = [kind for _, kind, _ in read]
    content = week_paper(found, asked, look_of(asked), address=PLAN)
    assert kinds.count("H1") == 1
    assert kinds.index("H1") < kinds.index("Table") < kinds.index("H2") < kinds.index("H3")
    assert kinds.count("H3") == len(content.lines)
    # The days, the tests, the exercises, the rows for pain.
    assert kinds.count("TR") == 1 + 1 + len(content.lines) + 2
    assert kinds.count("TH") == 8 + 1 + len(content.lines) + 2
    assert kinds.count("TD") == 7 * (1 + len(content.lines) + 2)
    alternatives = [alternative for _, kind, alternative in read if kind == "Figure"]
    assert alternatives == [f"A code that opens {PLAN}", *(line.picture for line in content.lines)]
    cells = [alternative for _, kind, alternative in read if kind == "TD" and alternative]
    rows = len(content.days)
    assert cells[:rows] == ["1 box" if day.tests else "nothing" for day in content.days]
    assert "2 boxes" in cells[rows : 2 * rows]
    assert outline(pdf) == ["Week 3, grade 2"]


@pytest.mark.parametrize(
    ("letters", "ground", "least"),
    [(SOFT, WELL, 7), (INK, EASE_WASH, 7), (WHITE, PATH, 7), (PATH, WELL, 6), (EASE, EASE_WASH, 6)],
    ids=["small print", "signs of danger", "the head of the table", "the title", "what to do in danger"],
)
def test_letters_stand_out_on_a_grey_copy(letters, ground, least):
    def light(colour):
        linear = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.rgb())
        return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    dark, pale = sorted((light(letters), light(ground)))
    assert (pale + 0.05) / (dark + 0.05) >= least


def test_a_name_is_never_markup():
    found, asked, _ = made(WEEKS["runs"])
    for name in ("<b>Ann</b> & <para>", "Ann " * 40, "<img src=x>", "O’Neil (née Ó Súilleabháin)"):
        pdf = week_handout(week_paper(found, asked, look_of(asked), address=PLAN, person=name))
        assert plain(name) in words(pdf)


@each_week
def test_every_picture_is_drawn(query):
    found, asked, pdf = made(query)
    content = week_paper(found, asked, look_of(asked), address=PLAN)
    shown = pictures(pdf)
    assert len(shown) == len(content.lines)
    for picture in shown:
        assert min(picture.size) > 50
        assert len(set(picture.reduce(2).convert("P").tobytes())) > 6, "a picture has more colours than that"
