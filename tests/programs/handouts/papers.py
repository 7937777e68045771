"""One week's paper, with words of somebody's own on it."""

from dataclasses import replace
from datetime import date
from functools import cache

from programs.handouts.printing import look_of
from programs.handouts.week import week_handout
from programs.handouts.week_paper import WeekPaper, week_paper
from programs.selectors.protocol import bounds_on
from rehab.answering import Answer, answer
from rehab.asking import ask

BOUNDS = bounds_on(date(2026, 11, 23))


@cache
def paper() -> WeekPaper:
    """A moderate strain of the left leg in its third week."""
    query = {"grade": ["2"], "week": ["3"], "injured_on": ["2026-11-02"], "side": ["left"]}
    asked = ask(query, BOUNDS)
    found = answer(BOUNDS.protocol, BOUNDS.screening, asked)
    assert isinstance(found, Answer)
    return week_paper(found, asked, look_of(asked), address="https://clinic.example/plan/?grade=2")


def printed(person: str = "", *, size: str = "a4", large: bool = False, **said: str) -> bytes:
    """That paper for *person*, with what else somebody *said*: clinic, phone, message."""
    return week_handout(replace(paper(), person=person, **said), size=size, large_print=large)
