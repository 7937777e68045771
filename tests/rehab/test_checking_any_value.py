"""A value of the grading, the bars or the numbers to call that is gone or another: the file is read or refused."""

import json
import shutil
import tomllib
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rehab.checking import check_folder
from rehab.emergency import load_emergency
from rehab.fault import BadFileError, Fault
from rehab.grading import load_grading
from rehab.library import CALF_STRAIN, DATA, PROTOCOLS
from rehab.screening import load_screening

OURS = PROTOCOLS / CALF_STRAIN / "1.0"
GONE = object()
OTHERS: tuple[Any, ...] = (GONE, [], -1, "")
LOADS: dict[str, tuple[Path, Callable[[Path], object]]] = {
    "grading.toml": (OURS, load_grading),
    "contraindications.toml": (OURS, load_screening),
    "emergency.toml": (DATA, load_emergency),
}


def written(value: Any) -> str:
    """*value* as TOML on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {written(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    return value.isoformat() if isinstance(value, date) else json.dumps(value)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to each value; of a list that to its first entry stands for all."""
    if path:
        yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value[:1]) if isinstance(value, list) else ()
    for key, more in inner:
        yield from places(more, (*path, key))


def with_other(original: dict[str, Any], path: tuple[Any, ...], other: object) -> str:
    """The *original* tables as a file, the value at *path* gone, or *other* in its place."""
    tables = deepcopy(original)
    *before, last = path
    holder: Any = tables
    for key in before:
        holder = holder[key]
    if other is GONE:
        del holder[last]
    else:
        holder[last] = other
    return "\n".join(f"{json.dumps(key)} = {written(value)}" for key, value in tables.items())


@pytest.mark.parametrize("name", LOADS)
def test_any_value_is_read_or_refused_with_a_cure(tmp_path, name):
    home, load = LOADS[name]
    folder = Path(shutil.copytree(OURS, tmp_path / CALF_STRAIN / "1.0"))
    original = tomllib.loads((home / name).read_text("utf-8"))
    told: list[Fault] = []
    for path in places(original):
        for other in OTHERS:
            (folder / name).write_text(with_other(original, path, other), "utf-8")
            try:
                load(folder)
            except BadFileError as problem:
                told += problem.faults
    assert len(told) > len(original)
    assert all(fault.file and fault.entry and fault.problem and fault.cure for fault in told)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of our own protocol to spoil."""
    return Path(shutil.copytree(OURS, tmp_path / CALF_STRAIN / "1.0"))


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """A copy of the English words to spoil."""
    return Path(shutil.copytree(DATA / "text" / "en", tmp_path / "en"))


UNSAID = {
    "a question": ('question = "How did it begin?"', "questions.a.question"),
    "an answer": ('3 = "A sudden hard blow"', "questions.a.3"),
    "a sign of a muscle": ('crept-in = "It crept in bit by bit"', "focus.crept-in"),
}


@pytest.mark.parametrize(("line", "entry"), UNSAID.values(), ids=UNSAID)
def test_what_the_grading_asks_has_words(folder, text, line, entry):
    file = text / "grading.toml"
    assert line in file.read_text("utf-8")
    file.write_text(file.read_text("utf-8").replace(line, ""), "utf-8")
    found = [(fault.file, fault.entry, fault.problem) for fault in check_folder(folder, text=text)]
    assert found == [("text/grading.toml", entry, "has no words")]


ASKED = {
    "a question without answers": (
        'options = [{ points = 0 }, { points = 1 }, { points = 2 }, { points = 3 }]', "options = []",
        "questions 'a'", "offers 0 answers"),
    "a sign that nobody knows": ('reopens = "rf09"', 'reopens = "rf99"', "questions 'c'", "unknown flag 'rf99'"),
    "a sign that may be left unticked by who is not sure": (
        '{ points = 1, reopens = "rf08" }, { points = 2, reopens = "rf08" }]\nleft_out_unticked = { flag = "rf08"',
        '{ points = 1, reopens = "rf23" }, { points = 2, reopens = "rf23" }]\nleft_out_unticked = { flag = "rf23"',
        "questions 'i'", "takes an unticked 'rf23' for a no"),
    "a source that nobody knows": (
        '"judgement:grade-score"', '"judgement:grade-scores"', "score", "unknown source 'judgement:grade-scores'"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "entry", "problem"), ASKED.values(), ids=ASKED)
def test_a_folder_is_refused_for_its_grading(folder, old, new, entry, problem):
    file = folder / "grading.toml"
    file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")
    found = [(fault.file, fault.entry, fault.problem) for fault in check_folder(folder)]
    assert found == [("calf-strain/1.0/grading.toml", entry, problem)]


def test_a_folder_of_ours_needs_its_grading(folder):
    (folder / "grading.toml").unlink()
    assert [fault.file for fault in check_folder(folder)] == ["calf-strain/1.0/grading.toml"]
