"""What any booklet has to hold, however it was asked for, and how its pages have to lie."""

from programs.handouts.programme_paper import ProgrammePaper
from rehab.answering import Answer
from tests.programs.handouts.holding import EDGE, FOOT, TOUCH, plain
from tests.programs.handouts.reading import bookmarks, lines, links, sizes

CHAPTERS = [
    "Pain, and whom to call",
    "The six phases",
    "Week by week",
    "How to do each exercise",
    "The running ladder",
    "Self-tests",
    "Good to know",
    "What it rests on",
]


def unsaid(found: Answer, content: ProgrammePaper, said: str) -> list[str]:
    """What of the course is not among what the booklet *said*."""
    rendering, told = found.rendering, found.rendering.words
    danger = content.danger
    wanted = [content.always, content.green, content.planned, danger.emergency_action, danger.same_day_action]
    wanted += [*danger.emergency, *danger.same_day]
    for phase in rendering.protocol.phases:
        wanted += [told.phase(phase.id), told.text("phases", phase.id, "goal"), told.text("phases", phase.id, "long")]
        wanted += [told.gate(phase.id, criterion) for criterion in rendering.criteria(phase.id)]
    for week in content.weeks:
        wanted += [
            f"Week {week.number}: {', '.join(week.phases)}",
            *(f"{row.name} ({row.number})" for row in week.rows),
        ]
        wanted += [dose for row in week.rows for dose in row.doses]
        wanted += [text for text, points in week.notices for text in (text, *points)]
        wanted += [text for _, texts in week.tests for text in texts]
    for item in (item for day in found.programme.days for item in day.items):
        wanted.append(told.exercise(item.exercise))
    for exercise in content.exercises:
        wanted += [f"{exercise.number}. {exercise.name}", *exercise.doses, exercise.muscle, exercise.tempo]
        wanted += [exercise.purpose, *exercise.steps, exercise.cue, exercise.often, exercise.side]
        wanted += [stop for _, stop in exercise.stops]
    if content.ladder:
        wanted += [f"Rung {rung.number} {rung.text} {rung.minutes} min {rung.runs}" for rung in content.ladder.rungs]
        wanted += content.ladder.gate.texts if content.ladder.gate else []
    for trial in content.trials:
        wanted += [trial.name, *(f"To leave {phase}: {text}" for phase, text in trial.asks)]
    wanted += [text for card in content.cards for text in (card.text.title, card.text.summary)]
    for source in (source for group in content.sources for source in group.sources):
        wanted += [f"{source.number}. {source.citation}" if source.citation else f"{source.number}.", source.finding]
    return [text for text in dict.fromkeys(wanted) if plain(text) not in said]


def laid_wrong(pdf: bytes) -> list[str]:
    """Lines outside their page, and lines that lie on each other."""
    found, pages = lines(pdf), sizes(pdf)
    wrong = []
    for line in found:
        wide, high = pages[line.page]
        if not (EDGE < line.left < line.right < wide - EDGE and FOOT < line.bottom < line.top < high):
            wrong.append(f"outside: {line}")
    for page in range(len(pages)):
        here = sorted((line for line in found if line.page == page), key=lambda line: -line.top)
        for place, one in enumerate(here):
            for other in here[place + 1 :]:
                if other.top < one.bottom:
                    break
                across = min(one.right, other.right) - max(one.left, other.left)
                down = min(one.top, other.top) - max(one.bottom, other.bottom)
                if across > TOUCH and down > TOUCH:
                    wrong.append(f"on each other: {one} and {other}")
    return wrong


def led_wrong(content: ProgrammePaper, pdf: bytes) -> list[str]:
    """Lines of the contents that name another page than they lead to, or lead where nothing of that name stands."""
    chapters = [title for title in CHAPTERS if content.ladder or title != "The running ladder"]
    wanted = {*chapters, *(f"{phase.number}. {phase.name}" for phase in content.phases)}
    found, marks = lines(pdf), {(title, page) for _, title, page in bookmarks(pdf)}
    wrong = []
    for link in links(pdf):
        inside = [line for line in found if line.page == link.page and link.bottom < line.bottom + 2 < link.top]
        title, _, number = " ".join(line.text for line in inside).rpartition(" ")
        title = title.strip()
        wanted.discard(title)
        there = [line for line in found if line.page == link.leads_to and line.text == title]
        if int(number) != link.leads_to + 1 or not there or (title, link.leads_to) not in marks:
            wrong.append(f"{title} leads to page {link.leads_to + 1}, not {number}")
    return wrong + [f"no line for {title}" for title in sorted(wanted)]
