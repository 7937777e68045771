"""Reads the grading file of a protocol, and finds every fault in it at one look."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from rehab.fault import BadFileError, Fault, refuse, repeated_names, unknown_names
from rehab.grading.rules import Answer, Band, Focus, Grading, Override, Question, Score, SecondLook
from rehab.tables import Table

FILE = "grading.toml"


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
    sources: Iterable[str],
) -> list[Fault]:
    """What the rules read from *folder* name that no other file defines."""
    file = f"{folder.parent.name}/{folder.name}/{FILE}"
    known_flags, known_sources = frozenset(flags), frozenset(sources)
    faults: list[Fault] = []
    for entry, cited in _cited(rules):
        faults += unknown_names(file, entry, "source", cited, known_sources)
    for question in rules.questions:
        reopened = [option.reopens for option in question.options if option.reopens]
        faults += unknown_names(file, f"questions '{question.id}'", "flag", reopened, known_flags)
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
    questions = {question.id: question for question in rules.questions}
    yield from repeated_names(file, "questions", [question.id for question in rules.questions])
    for question in rules.questions:
        yield from _points_faults(file, question)
        if question.left_out_after:
            yield from _answer_faults(file, f"questions '{question.id}'", question.left_out_after, questions)
    for lift in rules.overrides:
        for answer in lift.when:
            yield from _answer_faults(file, f"overrides '{lift.rule}'", answer, questions)
    if [band.from_points for band in rules.bands] != sorted({0, *(band.from_points for band in rules.bands)}):
        yield Fault(file, "bands", "do not rise from 0 points", "List them from 0 up, each from_points once.")
    if [band.grade for band in rules.bands] != sorted({band.grade for band in rules.bands}):
        yield Fault(file, "bands", "do not rise in grade", "List each grade once, the mildest first.")
    for muscle in rules.focuses:
        if not 1 <= muscle.at_least <= len(muscle.signs):
            problem, cure = f"asks for {muscle.at_least} of {len(muscle.signs)} signs", "Ask for fewer."
            yield Fault(file, f"focuses '{muscle.id}'", problem, cure)


def _points_faults(file: str, question: Question) -> Iterator[Fault]:
    """An answer is known by its points, so no two may have the same."""
    points = [str(option.points) for option in question.options]
    yield from repeated_names(file, f"questions '{question.id}', points", points)


def _answer_faults(
    file: str,
    entry: str,
    answer: Answer,
    questions: Mapping[str, Question],
) -> Iterator[Fault]:
    """An answer that no question offers can never be given."""
    yield from unknown_names(file, entry, "question", [answer.question], questions)
    question = questions.get(answer.question)
    if question and answer.at_least > max(option.points for option in question.options):
        problem = f"no answer to question '{question.id}' has {answer.at_least} points"
        yield Fault(file, entry, problem, "Lower at_least.")
