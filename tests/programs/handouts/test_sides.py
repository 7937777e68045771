"""No week of any grade takes more than four sides, with a message or without, and none of up to six exercises more than
two.
"""

from dataclasses import replace
from itertools import product

import pytest

from programs.handouts.personal import MOST_OF_A_MESSAGE, MOST_PARAGRAPHS
from programs.handouts.printing import handout_of, look_of
from programs.handouts.week import week_handout
from programs.handouts.week_paper import week_paper
from rehab.answering import Answer, answer
from rehab.asking import ask
from tests.programs.handouts.holding import missing
from tests.programs.handouts.papers import BOUNDS
from tests.programs.handouts.reading import sizes, words
from tests.sizes import size

# Of grade 3 the course of a leg that somebody has looked at, and that of one that nobody has.
COURSES = ({"grade": "1"}, {"grade": "2"}, {"grade": "3", "cleared_on_day": "21"}, {"grade": "3"})
KITS: tuple[dict[str, str], ...] = ({"equipment": ",".join(BOUNDS.protocol.kit.named)}, {})
LAST = 30
# Weeks that hold more than one phase: they are looked at every time, the others in the long proof.
PACKED = {0: (1, 2, 4), 1: (1, 4, 5, 8), 2: (14, 19)}


def weeks():
    """Every week as a question, the fullest first."""
    numbered = [(course, week) for course in range(len(COURSES)) for week in range(1, LAST + 1)]
    numbered.sort(key=lambda found: found[1] not in PACKED.get(found[0], ()))
    for (course, week), kit, paper in product(numbered, KITS, ("a4", "letter")):
        yield COURSES[course] | {"week": str(week), "paper": paper} | kit


@pytest.mark.sliced
def test_four_sides_are_enough():
    asked_for = list(weeks())
    wrong = []
    for query in asked_for[: size(36, len(asked_for))]:
        given = {name: [value] for name, value in query.items()}
        asked = ask(given, BOUNDS)
        found = answer(BOUNDS.protocol, BOUNDS.screening, asked)
        assert isinstance(found, Answer)
        pdf = handout_of(found, asked, given, BOUNDS, plan="https://clinic.example/plan/?grade=1")
        content = week_paper(found, asked, look_of(asked), address="")
        sides = len(sizes(pdf))
        if sides > (2 if len(content.lines) <= 6 else 4) or missing(found, content, words(pdf)):
            wrong.append((query, len(content.lines), sides))
    assert wrong == []
    print(f"{size(36, len(asked_for))} handouts of four sides at most")


# A little more than a line of the page: no other way do so many letters take more lines.
LONG = "Keep the raises slow, then walk for a while. " * 3
MESSAGE = "\n".join([*[LONG[:130]] * 3, *[LONG[:53]] * 2])


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("week", PACKED[0])
def test_the_longest_message_has_room_on_four_sides(week, paper):
    assert MOST_OF_A_MESSAGE - 10 < len(MESSAGE) <= MOST_OF_A_MESSAGE
    assert MESSAGE.count("\n") + 1 == MOST_PARAGRAPHS
    given = {name: [value] for name, value in (COURSES[0] | KITS[0] | {"week": str(week)}).items()}
    asked = ask(given, BOUNDS)
    found = answer(BOUNDS.protocol, BOUNDS.screening, asked)
    assert isinstance(found, Answer)
    bare = week_paper(found, asked, look_of(asked), address="https://clinic.example/plan/?grade=1")
    content = replace(bare, person="Rob Miller", clinic="Calf Clinic", phone="+44 20 7946 0123", message=MESSAGE)
    pdf = week_handout(content, size=paper)
    assert len(sizes(pdf)) <= 4
    assert missing(found, content, words(pdf)) == []
    assert "Keep the raises slow" in words(pdf)


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_fullest_week_in_large_print_takes_ten_sides_at_most(paper):
    query = COURSES[0] | {"week": "1", "large_print": "yes", "paper": paper} | KITS[0]
    given = {name: [value] for name, value in query.items()}
    asked = ask(given, BOUNDS)
    found = answer(BOUNDS.protocol, BOUNDS.screening, asked)
    assert isinstance(found, Answer)
    assert len(sizes(handout_of(found, asked, given, BOUNDS, plan="https://clinic.example/plan/?grade=1"))) <= 10
