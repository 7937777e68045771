"""What any paper has to hold, however it was asked for."""

from itertools import combinations

from programs.handouts.week_paper import WeekPaper
from rehab.answering import Answer
from tests.programs.handouts.reading import lines, sizes

# Lines of small letters may touch; a point and a half is less than any letter is high.
TOUCH = 1.5
EDGE = 30
FOOT = 15


def plain(text: str) -> str:
    """*text* with one space between words."""
    return " ".join(text.split())


def missing(found: Answer, content: WeekPaper, said: str) -> list[str]:
    """What of the plan is not among what the paper *said*."""
    rendering, week = found.rendering, found.programme.weeks[0]
    wanted: list[str] = [content.always, content.danger.emergency_action, content.danger.same_day_action]
    for line in content.lines:
        wanted += [line.name, *(dose for _, dose in line.doses), line.details, line.often, *line.steps, line.cue]
    for day in week.days:
        for item in day.items:
            wanted.append(rendering.words.exercise(item.exercise))
    wanted += [told.text for told in rendering.notices(week) if told.rule != "not-reviewed" and not told.points]
    gates = [rendering.words.gate(phase, criterion) for phase, criterion in rendering.gates(week)]
    tests = [rendering.words.gate(test.phase, rendering.criterion(test.phase, test.criterion)) for test in week.tests]
    wanted += [*gates, *tests, *content.danger.emergency, *content.danger.same_day]
    return [text for text in wanted if plain(text) not in said]


def laid_wrong(pdf: bytes) -> list[str]:
    """Lines outside the page, and lines that lie on each other."""
    found, pages = lines(pdf), sizes(pdf)
    wrong = []
    for line in found:
        wide, high = pages[line.page]
        if not (EDGE < line.left < line.right < wide - EDGE and FOOT < line.bottom < line.top < high):
            wrong.append(f"outside: {line}")
    for one, other in combinations(found, 2):
        across = min(one.right, other.right) - max(one.left, other.left)
        down = min(one.top, other.top) - max(one.bottom, other.bottom)
        if one.page == other.page and across > TOUCH and down > TOUCH:
            wrong.append(f"on each other: {one} and {other}")
    return wrong
