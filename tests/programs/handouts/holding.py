"""What any paper has to hold, however it was asked for."""

import re
from itertools import combinations

from programs.handouts.week_paper import WeekPaper
from rehab.answering import Answer
from tests.programs.handouts.reading import Box, Line, boxes, lines, sizes, spoken, words

# Lines of small letters may touch; a point and a half is less than any letter is high.
TOUCH = 1.5
WORD = re.compile(r"[^\W\d_]+")
EDGE = 30
FOOT = 15
FIVE_MILLIMETRES = 5 / 25.4 * 72


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
    wanted += [content.tests_how] if tests else []
    return [text for text in wanted if plain(text) not in said]


def missing_words(content: WeekPaper, pdf: bytes) -> list[str]:
    """What of the plan, in letters that are shaped, is neither seen on the paper nor read aloud.

    A reader may copy words of a line in both directions in another order; each of them is whole.
    """
    wanted = [content.always, content.goal, content.danger.emergency_action, content.danger.same_day_action]
    wanted += [*content.danger.emergency, *content.danger.same_day, content.phase]
    for line in content.lines:
        wanted += [line.name, *(dose for _, dose in line.doses), line.details, line.often, *line.steps, line.cue]
    wanted += [text for notice in content.notices for text in (notice[0], *notice[1])]
    wanted += [tick.text for gate in content.gates for tick in gate.ticks]
    seen, aloud = set(WORD.findall(words(pdf))), plain(" ".join((*spoken(pdf), words(pdf))))
    lost = [text for text in wanted if plain(text) not in aloud]
    return lost + [text for text in wanted if not seen.issuperset(WORD.findall(text))]


def laid_wrong(pdf: bytes) -> list[str]:
    """Lines outside the page, and lines that lie on each other."""
    found, pages = lines(pdf), sizes(pdf)
    wrong = []
    for line in found:
        wide, high = pages[line.page]
        if not (EDGE < line.left < line.right < wide - EDGE and FOOT < line.bottom < line.top < high):
            wrong.append(f"outside: {line}")
    return wrong + [f"on each other: {one} and {other}" for one, other in combinations(found, 2) if _touch(one, other)]


def ticks_of(content: WeekPaper) -> int:
    """How many boxes there are to tick on a paper: for sets, for days of tests, for what must be true to move on."""
    sets = sum(sum(line.boxes) for line in content.lines)
    return sets + sum(bool(day.tests) for day in content.days) + sum(len(gate.ticks) for gate in content.gates)


def ticked_wrong(content: WeekPaper, pdf: bytes) -> list[str]:
    """Boxes that are missing, too small for a pen, on each other, on words, or off the page."""
    found, pages, wrong = boxes(pdf), sizes(pdf), []
    if len(found) != ticks_of(content):
        wrong.append(f"{len(found)} boxes of {ticks_of(content)}")
    said = lines(pdf)
    for place, box in enumerate(found):
        wide, high = pages[box.page]
        if not (box.left > EDGE and box.right < wide - EDGE and box.bottom > FOOT and box.top < high):
            wrong.append(f"outside: {box}")
        if box.right - box.left < FIVE_MILLIMETRES:
            wrong.append(f"too small: {box}")
        wrong += [f"on each other: {box} and {other}" for other in found[place + 1 :] if _touch(box, other)]
        wrong += [f"on words: {box} and {line}" for line in said if _touch(box, line)]
    return wrong


def _touch(one: Box | Line, other: Box | Line) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.top, other.top) - max(one.bottom, other.bottom)
    return one.page == other.page and across > TOUCH and down > TOUCH
