"""A protocol's grading beside the rest of its folder: names of other files, words for every answer."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from rehab.fault import BadFileError, Fault
from rehab.grading import Grading, grading_faults, load_grading
from rehab.grading.loading import FILE
from rehab.library import CALF_STRAIN

WORDS = "grading"


def graded_faults(
    folder: Path,
    words: Mapping[str, Mapping[str, Any]],
    *,
    flags: Iterable[str] | None,
    denied: Iterable[str],
    sources: Iterable[str],
) -> Iterator[Fault]:
    """Everything wrong with the grading in *folder*. One without it has nothing wrong here, unless it is
    that of a protocol we know. *words* holds the text files of one language by name; *flags* is None where
    nobody could read them, and *denied* are those that are a no where they were left unticked.
    """
    if folder.parent.name != CALF_STRAIN and not (folder / FILE).exists():
        return
    try:
        rules = load_grading(folder)
    except BadFileError as problem:
        yield from problem.faults
        return
    if flags is not None:
        yield from grading_faults(rules, folder, flags=flags, denied=denied, sources=sources)
    yield from _unsaid(rules, words.get(WORDS, {}))


def _unsaid(rules: Grading, words: Mapping[str, Any]) -> Iterator[Fault]:
    """Each question, answer and sign of a muscle that nobody has put in words."""
    questions, signs = _table(words, "questions"), _table(words, "focus")
    for question in rules.questions:
        said = _table(questions, question.id)
        for key in ("question", *(str(option.points) for option in question.options)):
            if not said.get(key):
                yield _missing(f"questions.{question.id}.{key}")
    for muscle in rules.focuses:
        yield from (_missing(f"focus.{sign}") for sign in muscle.signs if not signs.get(sign))


def _table(words: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = words.get(key)
    return found if isinstance(found, dict) else {}


def _missing(entry: str) -> Fault:
    return Fault(f"text/{WORDS}.toml", entry, "has no words", "Write them; names are those of grading.toml.")
