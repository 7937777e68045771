"""Reads the grading file of a protocol, and finds every fault in it at one look."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from rehab.fault import (
    BadFileError,
    Fault,
    beyond,
    refuse,
    repeated_names,
    uncited_entries,
    unknown_names,
    unplain_names,
)
from rehab.grading.rules import Answer, Band, Focus, Grading, Option, Override, Question, Score, SecondLook, Unticked
from rehab.tables import Table
from rehab.vocabulary import Grade

FILE = "grading.toml"
# What numbers may be: points of one answer, hours and days of an early guess, days to ask again.
POINTS, HOURS, DAYS, LATER = (0, 10), (1, 168), (0, 14), (1, 60)
FEWEST_OPTIONS = 2


def load_grading(folder: Path) -> Grading:
    """The grading rules of the protocol in *folder*; BadFileError lists everything wrong in the file."""
    table = Table(folder / FILE, shown_as=f"{folder.parent.name}/{folder.name}/{FILE}")
    table.only("schema", "score", "second_look", "questions", "bands", "overrides", "focuses")
    score, second_look = table.one("score", Score), table.one("second_look", SecondLook)
    questions, bands = table.entries("questions", Question), table.entries("bands", Band)
    overrides, focuses = table.entries("overrides", Override), table.entries("focuses", Focus)
    # Only what decodes can be looked at as a whole.
    if table.faults or score is None or second_look is None:
        raise BadFileError(table.faults)
    rules = Grading(questions, score, second_look, bands, overrides, focuses)
    refuse(_faults_within(table.shown_as, rules))
    return rules


def grading_faults(
    rules: Grading,
    folder: Path,
    *,
    flags: Iterable[str],
    denied: Iterable[str],
    sources: Iterable[str],
) -> list[Fault]:
    """What the rules read from *folder* name that no other file defines, *flags* being every warning sign
    and *denied* those that nobody leaves unticked who is not sure.
    """
    file = f"{folder.parent.name}/{folder.name}/{FILE}"
    known_flags, known_denied, known_sources = frozenset(flags), frozenset(denied), frozenset(sources)
    faults: list[Fault] = []
    for entry, cited in _cited(rules):
        faults += unknown_names(file, entry, "source", cited, known_sources)
    for question in rules.questions:
        reopened = [option.reopens for option in question.options if option.reopens is not None]
        faults += unknown_names(file, f"questions '{question.id}'", "flag", reopened, known_flags)
        sign = question.left_out_unticked
        if sign and sign.flag not in known_denied:
            problem = f"takes an unticked '{sign.flag}' for a no"
            cure = "Name a sign that a screen asks and that not_sure_is_yes is true of."
            faults.append(Fault(file, f"questions '{question.id}'", problem, cure))
    return faults


def _cited(rules: Grading) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every entry of the file with the sources it cites."""
    yield "score", rules.score.sources
    yield "second_look", rules.second_look.sources
    for question in rules.questions:
        yield f"questions '{question.id}'", question.sources
    for band in rules.bands:
        yield f"bands {band.grade}", band.sources
    for lift in rules.overrides:
        yield f"overrides '{lift.rule}'", lift.sources
    for muscle in rules.focuses:
        yield f"focuses '{muscle.id}'", muscle.sources


def _faults_within(file: str, rules: Grading) -> Iterator[Fault]:
    """What the file contradicts within itself."""
    lists = {
        "questions": [question.id for question in rules.questions],
        "overrides": [lift.rule for lift in rules.overrides],
        "focuses": [muscle.id for muscle in rules.focuses],
    }
    for key, names in lists.items():
        yield from unplain_names(file, key, names)
        yield from repeated_names(file, key, names)
    yield from uncited_entries(file, _cited(rules))
    yield from _question_faults(file, rules)
    questions = {question.id: question for question in rules.questions}
    for lift in rules.overrides:
        if not lift.when:
            cure = "Name the answers in when."
            yield Fault(file, f"overrides '{lift.rule}'", "lifts the grade whatever is answered", cure)
        for answer in lift.when:
            yield from _answer_faults(file, f"overrides '{lift.rule}'", answer, questions)
    yield from _number_faults(file, rules)
    yield from _band_faults(file, rules)
    for muscle in rules.focuses:
        yield from unplain_names(file, f"focuses '{muscle.id}', signs", muscle.signs)
        yield from repeated_names(file, f"focuses '{muscle.id}', signs", muscle.signs)
        if not 1 <= muscle.at_least <= len(muscle.signs):
            problem, cure = f"asks for {muscle.at_least} of {len(muscle.signs)} signs", "Ask for fewer."
            yield Fault(file, f"focuses '{muscle.id}'", problem, cure)


def _question_faults(file: str, rules: Grading) -> Iterator[Fault]:
    """Each question by itself, and after which answers it is left out: those of questions before it."""
    before: dict[str, Question] = {}
    for question in rules.questions:
        entry = f"questions '{question.id}'"
        points = [option.points for option in question.options]
        # An answer is known by its points, so no two may have the same.
        yield from repeated_names(file, f"{entry}, points", map(str, points))
        yield from beyond(file, entry, [("points", number) for number in points], POINTS)
        if len(points) < FEWEST_OPTIONS:
            yield Fault(file, entry, f"offers {len(points)} answers", f"Write {FEWEST_OPTIONS} options at least.")
        if question.left_out_after:
            yield from _answer_faults(file, entry, question.left_out_after, before)
        if question.left_out_unticked:
            yield from _unticked_faults(file, entry, question.options, question.left_out_unticked)
        before[question.id] = question


def _unticked_faults(file: str, entry: str, options: Iterable[Option], sign: Unticked) -> Iterator[Fault]:
    """A sign that was denied leaves one answer, if each other one says that sign."""
    offered = {option.points: option.reopens for option in options}
    if sign.points not in offered:
        yield Fault(file, entry, f"no answer has {sign.points} points", "Name the answer that is left.")
    for points, reopens in offered.items():
        if points != sign.points and reopens != sign.flag:
            problem = f"may be answered with {points} points where '{sign.flag}' is unticked"
            yield Fault(file, entry, problem, f"Ask it, or let that answer reopen '{sign.flag}'.")


def _number_faults(file: str, rules: Grading) -> Iterator[Fault]:
    """Numbers that make no sense."""
    score, look = rules.score, rules.second_look
    yield from beyond(file, "score", [("skipped", score.skipped), ("previous_strain", score.previous_strain)], POINTS)
    early = [(f"questions '{q.id}'", q.left_out_early) for q in rules.questions if q.left_out_early]
    for entry, when in (("second_look", look), *early):
        yield from beyond(file, entry, [("within_hours", when.within_hours)], HOURS)
        yield from beyond(file, entry, [("through_day", when.through_day)], DAYS)
    yield from beyond(file, "second_look", [("on_days", day) for day in look.on_days], LATER)
    if not look.on_days or list(look.on_days) != sorted(set(look.on_days)):
        yield Fault(file, "second_look", "on_days do not rise", "List the days to ask again, the first one first.")


def _band_faults(file: str, rules: Grading) -> Iterator[Fault]:
    """Each grade has its points, and they can be reached."""
    if [band.from_points for band in rules.bands] != sorted({0, *(band.from_points for band in rules.bands)}):
        yield Fault(file, "bands", "do not rise from 0 points", "List them from 0 up, each from_points once.")
    grades = [band.grade for band in rules.bands]
    if grades != sorted(set(grades)):
        yield Fault(file, "bands", "do not rise in grade", "List each grade once, the mildest first.")
    elif grades != sorted(Grade):
        yield Fault(
            file, "bands", f"speak of grades {', '.join(map(str, grades))} alone", "Write a band for each grade."
        )
    most = sum(max((option.points for option in question.options), default=0) for question in rules.questions)
    for band in rules.bands:
        if band.from_points > most:
            problem = f"from_points is {band.from_points}, and all answers together reach {most}"
            yield Fault(file, f"bands {band.grade}", problem, f"Write {most} at most.")


def _answer_faults(
    file: str,
    entry: str,
    answer: Answer,
    questions: Mapping[str, Question],
) -> Iterator[Fault]:
    """An answer that no question offers can never be given, and one that all offer says nothing."""
    yield from unknown_names(file, entry, "question", [answer.question], questions)
    yield from beyond(file, entry, [("at_least", answer.at_least)], (1, POINTS[1]))
    question = questions.get(answer.question)
    if question and answer.at_least > max((option.points for option in question.options), default=0):
        problem = f"no answer to question '{question.id}' has {answer.at_least} points"
        yield Fault(file, entry, problem, "Lower at_least.")
