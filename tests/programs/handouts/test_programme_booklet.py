"""The booklet of a course, read back from its own file: all of the course is in it."""

from collections import Counter
from itertools import combinations

from rehab.cards import load_cards, text_of
from rehab.rendering_text import amount_of
from rehab.vocabulary import Role
from tests.programs.handouts.booklets import BOUNDS, each_booklet, each_course, each_paper, made, text_of_pages, words
from tests.programs.handouts.holding import plain
from tests.programs.handouts.reading import bookmarks


def missing(wanted, said):
    return [text for text in wanted if plain(text) not in said]


@each_booklet
def test_every_phase_with_its_goal_and_its_gate_is_in_it(course, paper):
    found, _, pdf = made(course, paper)
    said, rendering = words(pdf), found.rendering
    told = rendering.words
    wanted = []
    for phase in rendering.protocol.phases:
        wanted += [told.phase(phase.id), told.text("phases", phase.id, "goal"), told.text("phases", phase.id, "long")]
        wanted += [told.gate(phase.id, criterion) for criterion in rendering.criteria(phase.id)]
    assert missing(wanted, said) == []
    for floor in rendering.terms.floors[1:]:
        known = floor < 1000 and course != "moderate, with dates"
        assert f"day {floor} after the injury" in said or not known
    assert ("Not before a doctor or physio has looked at the leg" in said) == (course == "severe, not cleared")


@each_booklet
def test_every_exercise_is_in_it_once_with_its_steps_and_doses(course, paper):
    found, content, pdf = made(course, paper)
    said, told = words(pdf), found.rendering.words
    used = {item.exercise for day in found.programme.days for item in day.items}
    shown = [exercise.id for exercise in content.exercises]
    assert used <= set(shown)
    assert len(shown) == len(set(shown))
    assert [exercise.number for exercise in content.exercises] == list(range(1, len(shown) + 1))
    for exercise in content.exercises:
        entry = BOUNDS.protocol.catalogue[exercise.id]
        wanted = [f"{exercise.number}. {told.exercise(exercise.id)}", told.name("muscles", entry.muscle)]
        wanted += [*told.lines("exercises", exercise.id, "steps"), told.text("exercises", exercise.id, "cue")]
        wanted += [*exercise.doses, *(stop for _, stop in exercise.stops), exercise.tempo, exercise.side]
        if entry.category != "run":
            wanted += [told.dose(dose) for dose in entry.dose_steps]
        assert missing(wanted, said) == [], exercise.id


@each_course
def test_every_stop_is_that_of_the_protocol(course):
    found, content, _ = made(course)
    rendering, always = found.rendering, found.rendering.words.text("stop_rules", "always")
    shown = {exercise.id: {text for _, text in exercise.stops} for exercise in content.exercises}
    for day in found.programme.days:
        for item in day.items:
            text = rendering.stop_rule(BOUNDS.protocol.catalogue[item.exercise], day.phase)
            assert text.removesuffix(always).strip() in shown[item.exercise]
    assert content.always == always


@each_course
def test_every_dose_of_every_day_stands_in_its_week(course):
    found, content, _ = made(course)
    overviews = {week.number: week for week in content.weeks}
    for week in found.programme.weeks:
        shown = overviews[week.number]
        assert [day.number for day in shown.days] == [day.day for day in week.days]
        source = overviews[shown.repeats] if shown.repeats else shown
        assert not source.repeats
        for place, day in enumerate(week.days):
            doses = {row.name: row.doses[place] for row in source.rows if row.doses[place]}
            assert doses.keys() == {found.rendering.words.exercise(item.exercise) for item in day.items}
            for item in day.items:
                dose = doses[found.rendering.words.exercise(item.exercise)]
                assert dose.startswith(amount_of(found.rendering, item))


@each_booklet
def test_every_week_is_drawn_as_it_was_meant(course, paper):
    _, content, pdf = made(course, paper)
    pages = text_of_pages(pdf)
    starts = {title: page for _, title, page in bookmarks(pdf) if title.startswith("Week ")}
    for week in content.weeks:
        title = f"Week {week.number}: {', '.join(week.phases)}"
        page = starts[title]
        # A week that is split goes on at the head of the next page.
        said = " ".join(pages[page : page + 2]).partition(title)[2]
        wanted = [f"{row.name} ({row.number})" for row in week.rows] + [row.often for row in week.rows]
        wanted += [dose for row in week.rows for dose in row.doses]
        wanted += [text for _, texts in week.tests for text in texts]
        wanted += [text for text, _ in week.notices]
        assert missing(wanted, said) == [], title
        if week.repeats:
            assert f"The same as week {week.repeats}, once more." in said


@each_course
def test_the_rows_of_a_week_stand_in_the_order_of_its_sessions(course):
    found, content, _ = made(course)
    told = found.rendering.words
    for week, shown in zip(found.programme.weeks, content.weeks, strict=True):
        sessions = [[told.exercise(item.exercise) for item in day.items] for day in week.days]
        pairs = Counter(pair for session in sessions for pair in combinations(session, 2))
        agreed = [(one, other) for one, other in pairs if not pairs[other, one]]
        places = {row.name: place for place, row in enumerate(shown.rows)}
        assert [pair for pair in agreed if places and places[pair[0]] > places[pair[1]]] == []


def test_only_a_week_that_is_the_same_is_said_to_repeat():
    assert {week.number: week.repeats for week in made("severe, not cleared")[1].weeks if week.repeats} == {
        9: 5,
        10: 6,
        11: 7,
        12: 8,
    }
    assert not any(week.repeats for week in made("moderate, with dates")[1].weeks)


@each_booklet
def test_the_pain_rules_and_whom_to_call_stand_in_front(course, paper):
    found, content, pdf = made(course, paper)
    phases = next(page for _, title, page in bookmarks(pdf) if title == "The six phases")
    said = " ".join(text_of_pages(pdf)[1 : phases + 1])
    danger = content.danger
    wanted = [*danger.emergency, danger.emergency_action, *danger.same_day, danger.same_day_action, content.always]
    assert missing(wanted, said) == []
    limits: dict[str, set[tuple[int, int]]] = {}
    for row in content.pain:
        assert f"0 to {row.green} Go on." in said
        assert f"{row.red} or more Stop." in said
        for kind in row.kinds:
            limits.setdefault(kind.partition(" (")[0], set()).add((row.green + 1, row.red))
    meant: dict[str, set[tuple[int, int]]] = {}
    for day in found.programme.days:
        for item in day.items:
            exercise = BOUNDS.protocol.catalogue[item.exercise]
            if BOUNDS.protocol.role_of(exercise) is not Role.PROTECTION:
                _, limit = found.rendering.pain_context(exercise, day.phase)
                kind = found.rendering.words.name("categories", exercise.category)
                meant.setdefault(kind, set()).add((limit.amber_from, limit.red_from))
    assert limits == meant


@each_booklet
def test_the_ladder_begins_where_the_course_enters_it(course, paper):
    found, content, pdf = made(course, paper)
    said, terms = words(pdf), found.rendering.terms
    runs = [item.bouts for day in found.programme.days for item in day.items if item.bouts]
    if not runs:
        assert content.ladder is None
        assert "The running ladder" not in [title for _, title, _ in bookmarks(pdf)]
        return
    ladder = content.ladder
    assert [rung.runs for rung in ladder.rungs] == [runs for runs in terms.rung_sessions if runs]
    assert found.rendering.words.bouts(runs[0]) == ladder.rungs[0].text
    assert missing([f"Rung {rung.number}" for rung in ladder.rungs], said) == []
    assert f"begins on rung {ladder.rungs[0].number}." in said
    assert f"The first run comes on day {ladder.first} at the earliest." in said
    limit = BOUNDS.protocol.pain["run"]
    assert f"the pain in it was {limit.amber_from - 1} or less" in said
    assert f"Pain of {limit.red_from} or more: stop and walk home." in said


@each_booklet
def test_every_test_of_the_gates_is_told(course, paper):
    found, content, pdf = made(course, paper)
    rendering, said = found.rendering, words(pdf)
    reached = {day.phase for day in found.programme.days}
    measured = {
        (rendering.words.phase(phase), rendering.words.gate(phase, criterion))
        for phase in reached
        for criterion in rendering.criteria(phase)
        if criterion.kind == "measure"
    }
    assert {ask for trial in content.trials for ask in trial.asks} == measured
    assert missing([f"To leave {phase}: {text}" for phase, text in measured], said) == []
    numbers = {exercise.number: exercise.name for exercise in content.exercises}
    for trial in content.trials:
        if trial.exercise:
            assert numbers[trial.exercise[0]] == trial.exercise[1]
    days = {test.day for week in found.programme.weeks for test in week.tests}
    assert {day for trial in content.trials for day in trial.days} == days


@each_paper
def test_every_card_and_every_source_is_in_it(paper):
    found, content, pdf = made("moderate, with dates", paper)
    said, wanted = words(pdf), []
    for card in load_cards():
        text = text_of(card, found.rendering.words)
        wanted += [text.title, text.summary]
        for section in text.sections:
            wanted += [section.heading, section.text, *section.list]
    numbers = [source.number for group in content.sources for source in group.sources]
    assert numbers == list(range(1, len(numbers) + 1))
    for group in content.sources:
        wanted += [group.heading, *(source.citation for source in group.sources)]
        wanted += [source.finding for source in group.sources]
    assert missing(wanted, said) == []
    used = {number for exercise in content.exercises for number in exercise.sources}
    assert used | {number for card in content.cards for number in card.sources} <= set(numbers)
