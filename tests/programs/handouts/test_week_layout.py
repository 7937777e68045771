"""How a week stands on its sides: in the order of its days, no side half empty, what belongs together on one line."""

from dataclasses import replace
from io import BytesIO
from itertools import combinations

import pytest

from programs.handouts.blocks import Space, Text
from programs.handouts.flow import MARGIN, PAPERS, Loose, placed
from programs.handouts.grid import MOST_AIR, Grid, Label
from programs.handouts.lights import Sign
from programs.handouts.printing import handout_of, look_of
from programs.handouts.tagged import TaggedCanvas
from programs.handouts.typeface import Hand, register
from programs.handouts.week import week_handout
from programs.handouts.week_paper import week_paper
from rehab.answering import Answer, answer
from rehab.asking import ask
from rehab.vocabulary import Light
from tests.programs.handouts.papers import BOUNDS, paper, printed
from tests.programs.handouts.reading import lines, looked_at, sizes, words

WEEKS = {
    "a week that begins to run": {"grade": "1", "week": "2"},
    "a week in which one run takes the place of another": {"grade": "3", "week": "19", "cleared_on_day": "21"},
    "a week of maintenance": {"grade": "2", "week": "12"},
}
WIDE, HIGH = PAPERS["a4"]


@pytest.fixture(autouse=True)
def _letters():
    register()


@pytest.mark.parametrize("query", WEEKS.values(), ids=WEEKS)
def test_every_day_finds_its_exercises_from_above_to_below(query):
    asked = ask({name: [value] for name, value in query.items()}, BOUNDS)
    found = answer(BOUNDS.protocol, BOUNDS.screening, asked)
    assert isinstance(found, Answer)
    listed = [line.id for line in week_paper(found, asked, look_of(asked), address="").lines]
    days = [[item.exercise for item in day.items] for day in found.programme.weeks[0].days]
    pairs = {pair for names in days for pair in combinations(names, 2)}
    agreed = {(one, other) for one, other in pairs if (other, one) not in pairs}
    assert [pair for pair in sorted(agreed) if listed.index(pair[0]) > listed.index(pair[1])] == []
    assert len(agreed) > len(listed)


DOSES = {
    "a short name has its dose behind it": ("1. Glute bridge", "2 × 10", 1),
    "a dose that has no room there stands below": ("2. Two-leg bent-knee raise", "2 × 12; from Fri 20: 3 × 12", 2),
    "behind a name of two lines it stands as far as there is room": (
        "22. Stationary bike, mid-foot on pedal",
        "8 min",
        2,
    ),
}


@pytest.mark.parametrize(("name", "dose", "count"), DOSES.values(), ids=DOSES)
def test_a_dose_in_the_table_is_in_one_piece(name, dose, count):
    style = Hand().style("small")
    assert Label(name, dose, style).height(150) == pytest.approx(count * style.leading)


def test_what_a_side_leaves_empty_stands_among_the_rows_of_its_table():
    grid = Grid([("Mon", "training")], [(str(count), "", [1]) for count in range(4)], ["Pain"], "first", Hand())
    assert grid.airy(10).height(500) == pytest.approx(grid.height(500) + 10)
    assert grid.airy(500).height(500) == pytest.approx(grid.height(500) + 5 * MOST_AIR)
    assert grid.airy(0).height(500) == grid.height(500)
    for size in PAPERS:
        first = [line for line in lines(week_handout(paper(), size=size)) if line.page == 0]
        foot = next(line for line in first if "Page 1" in line.text)
        above = min(line.bottom for line in first if line.bottom > foot.top)
        assert above - foot.top < 80


def test_a_later_box_fills_what_the_next_leaves_and_none_comes_later_for_it():
    page = HIGH - 2 * MARGIN
    first, high, low, last = (Space(share * page) for share in (0.5, 0.7, 0.2, 0.2))
    pages = placed(
        [Text("begin", Hand().style("text")), Loose([first, high, low, last], 0)], (WIDE, HIGH), HIGH - MARGIN
    )
    blocks = [[part.block for part in found] for found in pages]
    assert blocks[0][1:] == [first, low, last]
    assert blocks[1] == [high]


EVERYTHING = ",".join(BOUNDS.protocol.kit.named)
# Weeks by whether their first side has room for where to get help: much to know and to tick leaves none.
HELP = {
    "a wait": ({"grade": "3", "week": "2"}, 1),
    "a week that is set closer together for it": ({"grade": "1", "week": "6"}, 1),
    "a short week on short paper, closer together": ({"grade": "2", "week": "1", "paper": "letter"}, 1),
    "a week in letters a little smaller for it": ({"grade": "2", "week": "13"}, 1),
    "the longest list on short paper": ({"grade": "1", "week": "1", "paper": "letter"}, 2),
    "large print": ({"grade": "2", "week": "4", "large_print": "yes"}, 2),
    "a list of two sides": (
        {"grade": "1", "week": "1", "large_print": "yes", "paper": "letter", "equipment": EVERYTHING},
        3,
    ),
}


@pytest.mark.parametrize(("query", "page"), HELP.values(), ids=HELP)
def test_the_first_side_says_where_to_get_help_or_which_page_does(query, page):
    given = {name: [value] for name, value in query.items()}
    asked = ask(given, BOUNDS)
    found = answer(BOUNDS.protocol, BOUNDS.screening, asked)
    assert isinstance(found, Answer)
    pdf = handout_of(found, asked, given, BOUNDS, plan="https://clinic.example/plan/?grade=3&week=2")
    said = lines(pdf)
    signs = week_paper(found, asked, look_of(asked), address="").danger.emergency
    assert [line.page + 1 for line in said if signs[-1] in line.text] == [page]
    pointing = [line for line in said if "lists the signs that need" in line.text]
    assert [(line.page, f"page {page} lists" in line.text) for line in pointing] == [(0, True)] * (page > 1)


def test_the_word_that_help_is_on_another_page_costs_large_print_no_side():
    query = {"grade": ["2"], "week": ["4"], "large_print": ["yes"], "paper": ["letter"]}
    asked = ask(query, BOUNDS)
    found = answer(BOUNDS.protocol, BOUNDS.screening, asked)
    assert isinstance(found, Answer)
    assert len(sizes(handout_of(found, asked, query, BOUNDS, plan="https://clinic.example/plan/?grade=3&week=2"))) == 6


def test_few_exercises_take_the_width_of_the_page():
    few = replace(paper(), lines=paper().lines[:3])
    many = replace(paper(), lines=paper().lines[:4])
    step = few.lines[0].steps[0]
    assert len(sizes(week_handout(few))) == 2
    assert [line for line in lines(week_handout(few)) if step in line.text], "on one line"
    assert not [line for line in lines(week_handout(many)) if step in line.text]


def test_kinds_of_days_are_set_in_letters_of_one_size():
    kinds = ("protection day", *["light day"] * 6)
    days = (replace(day, kind_name=f"{kind}s") for day, kind in zip(paper().days, kinds, strict=True))
    found = lines(week_handout(replace(paper(), days=tuple(days)), large_print=True))
    high = {
        line.text: round(line.top - line.bottom, 1) for line in found if line.text in ("protection days", "light days")
    }
    assert high["protection days"] == pytest.approx(high["light days"], abs=0.2)


def test_lights_are_told_by_word_and_shape():
    said = words(printed())
    assert "Green Amber Red" in said
    assert "A morning is green when the first steps hurt no more than usual." in said
    inked = []
    for light in Light:
        file = BytesIO()
        canvas = TaggedCanvas(file, (60, 60), title="", subject="", language="en")
        Sign(light, "", Hand(5)).draw(canvas, 5, 55, 50)
        canvas.save()
        grey = looked_at(file.getvalue())[0].convert("L").point(lambda level: 255 * (level < 200))
        inked.append(grey.resize((8, 8)).tobytes())
    assert len(set(inked)) == len(Light)
