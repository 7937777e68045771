"""A booklet read aloud along its structure: everything once, in the order of the paper; tables cell by cell."""

from itertools import groupby

from tests.programs.handouts.aloud import heard, left_out
from tests.programs.handouts.booklets import each_booklet, each_course, made
from tests.programs.handouts.bound import CHAPTERS
from tests.programs.handouts.holding import plain

NOTHING = "nothing"


def order(content):
    """What is heard from the first page to the last, each with the kind of its element."""
    yield "H1", "Your way back"
    yield "P", "Name"
    yield "H2", "Contents"
    for phase in content.phases:
        yield "Span", f"{phase.number}. {phase.name}"
    yield "Span", CHAPTERS[-1]
    yield "H2", "Pain, and whom to call"
    yield "H3", "Get help first"
    yield from (("LBody", text) for text in (*content.danger.emergency, *content.danger.same_day))
    yield "H2", "The six phases"
    for phase in content.phases:
        yield "H3", f"{phase.number}. {phase.name}"
        yield "P", phase.goal
        yield "P", phase.long
        if phase.gate:
            yield "H4", f"To move on to {phase.gate.ahead}"
            yield from (("LBody", text) for text in phase.gate.texts)
    yield "H2", "Week by week"
    for week in content.weeks:
        yield "H3", f"Week {week.number}: {', '.join(week.phases)}"
        yield from (("P", text) for text, _ in week.notices)
        for row in week.rows:
            yield "TH", f"{row.name} ({row.number})"
            yield from (("TD", dose or NOTHING) for dose in row.doses)
        yield from (("LBody", " ".join(texts)) for _, texts in week.tests)
    yield "H2", "How to do each exercise"
    for exercise in content.exercises:
        yield "Figure", exercise.picture
        yield "H3", f"{exercise.number}. {exercise.name}"
        yield from (("P", dose) for dose in exercise.doses[:1])
        yield "P", exercise.purpose
        for number, step in enumerate(exercise.steps, 1):
            yield "Lbl", f"{number}."
            yield "LBody", step
        yield "P", exercise.cue
        yield from (("P", stop) for _, stop in exercise.stops)
    if content.ladder:
        yield "H2", "The running ladder"
        for rung in content.ladder.rungs:
            yield "TH", f"Rung {rung.number}"
            yield from (("TD", text) for text in (rung.text, f"{rung.minutes} min", str(rung.runs)))
    yield from (("H3", trial.name) for trial in content.trials)
    yield "H2", "Good to know"
    for card in content.cards:
        yield "H3", card.text.title
        yield "P", card.text.summary
        yield from (("H4", section.heading) for section in card.text.sections if section.heading)
    yield "H2", CHAPTERS[-1]
    for group in content.sources:
        yield "H3", group.heading
        yield from (("P", f"{source.number}.") for source in group.sources)


@each_booklet
def test_all_of_it_is_heard_in_the_order_of_the_paper(course, paper):
    _, content, pdf = made(course, paper)
    aloud = iter(heard(pdf))
    for kind, text in order(content):
        assert any(one.kind == kind and plain(text) in plain(one.text) for one in aloud), (kind, text)


@each_booklet
def test_nothing_is_left_out_but_what_stands_at_the_edges_of_pages(course, paper):
    _, _, pdf = made(course, paper)
    for page, texts in groupby(left_out(pdf), lambda found: found[0]):
        edges = [text.strip() for _, text in texts]
        assert edges[0].startswith("An educational exercise planner, not a diagnosis.")
        assert edges[1].startswith(f"Page {page + 1} of ")
        assert edges[2:] == [] or edges[2] in CHAPTERS


@each_course
def test_a_paragraph_is_heard_once(course):
    _, content, pdf = made(course)
    said = [plain(one.text) for one in heard(pdf) if one.kind in {"H1", "H2", "H3"}]
    titles = [f"{exercise.number}. {exercise.name}" for exercise in content.exercises]
    assert [said.count(title) for title in titles] == [1] * len(titles)
    assert [said.count(card.text.title) for card in content.cards] == [1] * len(content.cards)
