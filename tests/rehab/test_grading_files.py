"""Bad grading files: every fault with its file, its entry and its cure, all at one look."""

import re
import tomllib
from pathlib import Path

import pytest

from rehab.fault import BadFileError, Fault
from rehab.grading import grading_faults, load_grading
from rehab.screening import denied_unticked
from tests.rehab.screening_oracle import DATA, FOLDER, IDS
from tests.rehab.screening_oracle import RULES as SIGNS

NAME = "grading.toml"
GRADING = load_grading(FOLDER)
DENIED = denied_unticked(SIGNS)
SOURCES = frozenset(tomllib.loads((DATA / "sources.toml").read_text("utf-8"))["sources"])


def faults_of(tmp_path: Path, *changes: tuple[str, str]) -> list[Fault]:
    """The faults of our own file after each pattern was replaced once."""
    folder = tmp_path / "calf-strain" / "1.0"
    folder.mkdir(parents=True)
    text = (FOLDER / NAME).read_text("utf-8")
    for old, new in changes:
        text, times = re.subn(old, new, text, count=1)
        assert times == 1, old
    (folder / NAME).write_text(text, "utf-8")
    with pytest.raises(BadFileError) as refused:
        load_grading(folder)
    return list(refused.value.faults)


SPOILT = {
    "an unknown table": ("schema = 1", "schema = 1\nx = 1", "x", "is not known here"),
    "an unknown key": ("skipped = 1", "skiped = 1", "score", "unknown field `skiped`"),
    "no score": (r"\[score\]\n(.*\n){3}", "", "score", "got `null`"),
    "no second look": (r"\[second_look\]\n(.*\n){4}", "", "second_look", "got `null`"),
    "a grade nobody knows": (r"grade = 3", "grade = 4", "bands 3", "Invalid enum value 4"),
    "a route nobody knows": ('route = "U"', 'route = "Z"', "overrides 'grade-cannot-stand'", "Invalid enum value 'Z'"),
    "a question twice": ('id = "h"', 'id = "g"', "questions 'g'", "is there twice"),
    "points twice": (r"\{ points = 1 \}", "{ points = 0 }", "questions 'a', points '0'", "is there twice"),
    "left out after an unknown question": (
        r'left_out_after = \{ question = "b"', 'left_out_after = { question = "z"', "questions 'c'",
        "unknown question 'z'"),
    "left out after points nobody has": (
        r'left_out_after = \{ question = "b", at_least = 3', 'left_out_after = { question = "b", at_least = 4',
        "questions 'c'", "no answer to question 'b' has 4 points"),
    "lifted by an unknown question": (
        r'when = \[\{ question = "g"', 'when = [{ question = "y"', "overrides 'grade-gap'", "unknown question 'y'"),
    "lifted by points nobody has": (
        r'when = \[\{ question = "i", at_least = 2', 'when = [{ question = "i", at_least = 3',
        "overrides 'grade-pop'", "no answer to question 'i' has 3 points"),
    "a question without answers": (r'(id = "a"\n)options = .*', r"\1options = []", "questions 'a'", "offers 0 answers"),
    "a question with one answer": (
        r'(id = "a"\n)options = .*', r"\1options = [{ points = 0 }]", "questions 'a'", "offers 1 answers"),
    "an answer without points": (r"\{ points = 0 \}", "{}", "questions 'a'", "missing required field `points`"),
    "an answer of 1000 points": (r"points = 3 \}", "points = 1000 }", "questions 'a'", "points is 1000"),
    "an answer below nothing": (r"\{ points = 0 \}", "{ points = -1 }", "questions 'a'", "points is -1"),
    "an id of nothing": ('id = "a"', 'id = ""', "questions ''", "is no plain id"),
    "a lift twice": ('rule = "grade-pop"', 'rule = "grade-limp"', "overrides 'grade-limp'", "is there twice"),
    "a muscle twice": ('id = "soleus"', 'id = "gastrocnemius"', "focuses 'gastrocnemius'", "is there twice"),
    "a sign twice": ('"crept-in"', '"deep-and-low"', "focuses 'soleus', signs 'deep-and-low'", "is there twice"),
    "left out after itself": (
        r'left_out_after = \{ question = "b", at_least = 2', 'left_out_after = { question = "d", at_least = 2',
        "questions 'd'", "unknown question 'd'"),
    "left out for a sign of which one answer knows nothing": (
        'points = 1, reopens = "rf08"', "points = 1", "questions 'i'",
        "may be answered with 1 points where 'rf08' is unticked"),
    "left out for another sign than its answers tell of": (
        'points = 1, reopens = "rf08"', 'points = 1, reopens = "rf09"', "questions 'i'",
        "may be answered with 1 points where 'rf08' is unticked"),
    "left out and counted as the sign": (
        'flag = "rf08", points = 0', 'flag = "rf08", points = 2', "questions 'i'",
        "may be answered with 0 points where 'rf08' is unticked"),
    "left out after any answer": (
        r'left_out_after = \{ question = "b", at_least = 3', 'left_out_after = { question = "b", at_least = 0',
        "questions 'c'", "at_least is 0"),
    "lifted whatever is answered": (
        r'when = \[\{ question = "g".*\]', "when = []", "overrides 'grade-gap'",
        "lifts the grade whatever is answered"),
    "points below nothing": ("skipped = 1", "skipped = -1", "score", "skipped is -1"),
    "an early guess without end": (
        "within_hours = 12", "within_hours = 100000", "second_look", "within_hours is 100000"),
    "a guess that is never made again": (r"on_days = .*", "on_days = []", "second_look", "on_days do not rise"),
    "points that nobody reaches": (
        "from_points = 16", "from_points = 27", "bands 3", "all answers together reach 26"),
    "a grade that nobody is given": (
        r"\[\[bands\]\]\ngrade = 3\n.*\n.*\n", "", "bands", "speak of grades 1, 2 alone"),
    "points that rest on nothing": (
        r"previous_strain = 1\nsources = .*", "previous_strain = 1\nsources = []", "score", "cites no source"),
    "bands that do not begin at 0": ("from_points = 0", "from_points = 1", "bands", "do not rise from 0 points"),
    "bands that fall": ("from_points = 16", "from_points = 5", "bands", "do not rise from 0 points"),
    "a band twice": ("from_points = 16", "from_points = 6", "bands", "do not rise from 0 points"),
    "grades out of order": ("grade = 1", "grade = 3", "bands", "do not rise in grade"),
    "a muscle that asks for no sign": (r"(steady.*\n)at_least = 2", r"\1at_least = 0", "focuses 'soleus'",
                                       "asks for 0 of 4 signs"),
    "a muscle that asks for more than it has": (r"(sprint.*\n)at_least = 2", r"\1at_least = 5",
                                                "focuses 'gastrocnemius'", "asks for 5 of 4 signs"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "entry", "problem"), SPOILT.values(), ids=SPOILT)
def test_a_fault_says_file_entry_and_cure(tmp_path: Path, old: str, new: str, entry: str, problem: str) -> None:
    [fault] = faults_of(tmp_path, (old, new))
    assert (fault.file, fault.entry) == ("calf-strain/1.0/grading.toml", entry)
    assert problem in fault.problem
    assert fault.cure.endswith((".", "?"))


@pytest.mark.parametrize("most", [1, 4])
def test_a_muscle_may_ask_for_one_sign_or_all(tmp_path: Path, most: int) -> None:
    [fault] = faults_of(
        tmp_path, (r"(steady.*\n)at_least = 2", rf"\1at_least = {most}"), ("from_points = 0", "from_points = 1")
    )
    assert fault.entry == "bands"


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    found = faults_of(tmp_path, ("from_points = 0", "from_points = 1"), ('id = "b"', 'id = "a"'))
    assert {"bands", "questions 'a'"} < {fault.entry for fault in found}


def test_all_entries_that_do_not_decode_come_at_once(tmp_path: Path) -> None:
    found = faults_of(tmp_path, ("skipped = 1", "skiped = 1"), ("grade = 3", "grade = 4"))
    assert [fault.entry for fault in found] == ["bands 3", "score"]


def test_our_own_file_agrees_with_the_others() -> None:
    assert grading_faults(GRADING, FOLDER, flags=IDS, denied=DENIED, sources=SOURCES) == []


ACROSS = {
    "wells-2003": ["questions 'e'"],
    "dixon-2009": ["focuses 'soleus'", "focuses 'gastrocnemius'"],
    "seed-002": ["questions 'f'", "overrides 'grade-bruise'"],
    "judgement:grade-score": [
        *["score", "second_look", *(f"questions '{letter}'" for letter in "abcdefghi")],
        *["bands 1", "bands 2", "bands 3"],
        *(f"overrides '{lift.rule}'" for lift in GRADING.overrides),
    ],
}


@pytest.mark.parametrize(("source", "entries"), ACROSS.items(), ids=ACROSS)
def test_a_source_no_other_file_defines(source: str, entries: list[str]) -> None:
    found = grading_faults(GRADING, FOLDER, flags=IDS, denied=DENIED, sources=SOURCES - {source})
    assert [fault.entry for fault in found] == entries
    assert {fault.file for fault in found} == {"calf-strain/1.0/grading.toml"}
    assert {fault.problem for fault in found} == {f"unknown source '{source}'"}


def test_a_flag_no_other_file_defines() -> None:
    found = grading_faults(GRADING, FOLDER, flags=set(IDS) - {"rf22"}, denied=DENIED, sources=SOURCES)
    assert [(fault.entry, fault.problem) for fault in found] == [
        (f"questions '{question}'", "unknown flag 'rf22'") for question in "fh"
    ]


def test_points_that_no_answer_has_are_left_to_nobody(tmp_path: Path) -> None:
    found = faults_of(tmp_path, ('flag = "rf08", points = 0', 'flag = "rf08", points = 5'))
    assert {fault.entry for fault in found} == {"questions 'i'"}
    assert [fault.problem for fault in found] == [
        "may be answered with 0 points where 'rf08' is unticked",
        "no answer has 5 points",
    ]


@pytest.mark.parametrize("denied", [set(), set(DENIED) - {"rf08"}], ids=["no sign", "all but this one"])
def test_a_sign_that_may_be_left_unticked_by_who_is_not_sure_leaves_nothing_out(denied: set[str]) -> None:
    [fault] = grading_faults(GRADING, FOLDER, flags=IDS, denied=denied, sources=SOURCES)
    assert (fault.entry, fault.problem) == ("questions 'i'", "takes an unticked 'rf08' for a no")
    assert fault.cure.endswith(".")
