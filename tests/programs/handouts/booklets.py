"""Booklets to read: some courses on some papers, each made and read once."""

from datetime import date
from functools import cache

import pytest

from programs.handouts.printing import booklet_of, look_of
from programs.handouts.programme_paper import programme_paper
from programs.selectors.protocol import bounds_on
from rehab.answering import Answer, answer
from rehab.asking import ask
from tests.programs.handouts.reading import lines as read_lines
from tests.programs.handouts.reading import text_of_pages as read_pages

# A booklet is read once for all tests that ask for it.
lines, text_of_pages = cache(read_lines), cache(read_pages)

BOUNDS = bounds_on(date(2026, 11, 23))
PLAN = "https://clinic.example/plan/?grade=2&week=1"
COURSES = {
    "mild": {"grade": "1", "side": "left"},
    "moderate, with dates": {"grade": "2", "injured_on": "2026-11-02"},
    "moderate, a deep muscle at 52": {"grade": "2", "focus": "soleus", "age": "52", "equipment": "band,bike"},
    "severe, cleared": {"grade": "3", "cleared_on_day": "21"},
    "severe, not cleared": {"grade": "3"},
}
PAPERS: dict[str, dict[str, str]] = {
    "a4": {},
    "letter": {"paper": "letter"},
    "large print": {"large_print": "yes"},
    "large print on letter": {"paper": "letter", "large_print": "yes"},
}
# `make test` takes those that differ most, a whole deep run all.
QUICK_COURSES, QUICK_PAPERS = ("moderate, with dates", "severe, not cleared"), ("a4", "large print on letter")


def _in_parts(names, quick):
    return [name if name in quick else pytest.param(name, marks=pytest.mark.deep) for name in names]


each_course = pytest.mark.parametrize("course", _in_parts(COURSES, QUICK_COURSES))
each_paper = pytest.mark.parametrize("paper", _in_parts(PAPERS, QUICK_PAPERS))
# Every course on one paper, and every paper with courses that fill it in other ways.
BOOKLETS = [*((course, "a4") for course in COURSES), ("moderate, with dates", "letter"), ("mild", "large print")]
BOOKLETS += [("severe, cleared", "large print on letter"), ("severe, not cleared", "letter")]
QUICK = (("moderate, with dates", "a4"), ("mild", "large print"), *BOOKLETS[-2:])
each_booklet = pytest.mark.parametrize(
    ("course", "paper"),
    [
        pytest.param(*booklet, id=" on ".join(booklet), marks=() if booklet in QUICK else pytest.mark.deep)
        for booklet in BOOKLETS
    ],
)


def asked_of(course, paper="a4"):
    given = {name: [value] for name, value in (COURSES[course] | PAPERS[paper]).items()}
    return given, ask(given | {"weeks": ["all"]}, BOUNDS)


@cache
def made(course, paper="a4", plan=PLAN):
    """The answer, what stands on the paper, and the booklet."""
    given, asked = asked_of(course, paper)
    found = answer(BOUNDS.protocol, BOUNDS.screening, asked)
    assert isinstance(found, Answer)
    content = programme_paper(found, asked, look_of(asked), address=plan)
    return found, content, booklet_of(found, asked, given, BOUNDS, plan=plan)


def words(pdf):
    return " ".join(text_of_pages(pdf))
