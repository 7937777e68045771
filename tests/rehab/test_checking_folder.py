"""A protocol's folder as somebody edits it: bad files, bad entries, numbers that rest on nothing."""

import shutil
from pathlib import Path

import pytest

from rehab.checking import check_folder
from rehab.library import CALF_STRAIN, PROTOCOLS

OURS = PROTOCOLS / CALF_STRAIN / "1.0"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of our own protocol to spoil."""
    return Path(shutil.copytree(OURS, tmp_path / CALF_STRAIN / "1.0"))


def write(folder: Path, name: str, before: str, after: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_our_own_files_have_no_fault():
    assert check_folder(OURS) == []


SPOILT = {
    "an exercise's unit": (
        ("exercises.toml", '"1 x 72 h"', '"1 x 72 hours"'),
        ("exercises.toml", "exercises 'relative-rest-and-walking-aid'", "is not a dose"),
    ),
    "an exercise's key": (
        ("exercises.toml", "tier = 0", "teir = 0"),
        ("exercises.toml", "exercises 'relative-rest-and-walking-aid'", "Object contains unknown field `teir`"),
    ),
    "a phase's rhythm": (
        ("protocol.toml", 'rhythm = "protect"', 'rhythm = "resting"'),
        ("protocol.toml", "phases 'protect'", "Invalid enum value 'resting'"),
    ),
    "a category's role": (
        ("protocol.toml", 'role = "stretch"', 'role = "stretching"'),
        ("protocol.toml", "categories 'stretch'", "Invalid enum value 'stretching'"),
    ),
    "a limit": (
        ("protocol.toml", "loading_gap_days = 2", 'loading_gap_days = "two"'),
        ("protocol.toml", "limits", "Expected `int`, got `str`"),
    ),
    "a criterion": (
        ("gates.toml", "needs = 2", "need = 2"),
        ("gates.toml", "gate 'protect' criterion 2", "Object contains unknown field `need`"),
    ),
    "a row": (
        ("schedule.toml", "grades = [1]", 'grades = ["mild"]'),
        ("schedule.toml", "rows 1", "Expected `int`, got `str`"),
    ),
    "greens that are no list": (
        ("protocol.toml", "[[greens]]", "[greens]"),
        ("protocol.toml", "whole file", "Cannot"),
    ),
    "a file that is no TOML": (
        ("gates.toml", "[[gates.protect]]", "[[gates.protect"),
        ("gates.toml", "whole file", "Expected"),
    ),
    "a number that rests on nothing": (
        ("exercises.toml", "schema = 1", "schema = 1\nsteps_at_most = 6"),
        ("exercises.toml", "file", "rests on nothing: steps_at_most = 6"),
    ),
}


@pytest.mark.parametrize(("change", "expected"), SPOILT.values(), ids=SPOILT)
def test_one_fault_is_told(folder, change, expected):
    write(folder, *change)
    file, entry, problem = expected
    found = [fault for fault in check_folder(folder) if fault.entry == entry and problem in fault.problem]
    assert [fault.file for fault in found] == [f"calf-strain/1.0/{file}"]


def test_a_missing_file_and_a_file_that_may_be_missing(folder):
    (folder / "gates.toml").unlink()
    assert [(f.file, f.entry) for f in check_folder(folder)] == [("calf-strain/1.0/gates.toml", "whole file")]


def test_no_running_file_is_only_missed_by_phases_that_run(folder):
    (folder / "running.toml").unlink()
    entries = {fault.entry for fault in check_folder(folder)}
    assert entries == {"phase 'return_to_run'", "phase 'maintain'"}


def test_every_file_tells_its_faults_at_once(folder):
    write(folder, "exercises.toml", '"1 x 72 h"', '"1 x 72 hours"')
    write(folder, "exercises.toml", 'side = "both"', 'side = "left"')
    write(folder, "gates.toml", "needs = 2", "need = 2")
    write(folder, "schedule.toml", 'sources = ["green-2022", "seed-000", "seed-001", "judgement:schedule"]\n', "")
    found = [(fault.file.rsplit("/")[-1], fault.entry) for fault in check_folder(folder)]
    assert found.count(("exercises.toml", "exercises 'relative-rest-and-walking-aid'")) == 1
    assert found.count(("gates.toml", "gate 'protect' criterion 2")) == 1
    assert len([entry for file, entry in found if file == "schedule.toml"]) > 10


def test_a_source_above_a_number_is_enough(folder):
    write(folder, "running.toml", 'sources = ["oxsport"', 'sources_too = ["oxsport"')
    assert {f.entry for f in check_folder(folder) if "rests on nothing" in f.problem} >= {"ladder", "ladder.sessions"}


def test_numbers_without_a_source_do_not_hide_other_faults(folder):
    write(folder, "contraindications.toml", "schema = 1", "schema = 1\nsteps_at_most = 6")
    write(folder, "exercises.toml", 'category = "protection"', 'category = "first-aid"')
    assert {fault.problem for fault in check_folder(folder)} >= {
        "rests on nothing: steps_at_most = 6",
        "unknown category 'first-aid'",
    }


def test_what_is_in_no_list_is_told_whole(folder):
    write(folder, "protocol.toml", "last_week = 104", "last_week = 104\nfirst_week = 1")
    assert [fault.problem for fault in check_folder(folder)] == ["Object contains unknown field `first_week`"]


def test_words_that_cannot_be_read_are_told(folder, tmp_path):
    words = tmp_path / "en"
    words.mkdir()
    (words / "exercises.toml").write_text("[", encoding="utf-8")
    found = check_folder(folder, text=words)
    assert ("text/en/exercises.toml", "whole file") in {(fault.file, fault.entry) for fault in found}
    assert any(fault.problem == "has no name" for fault in found)


def test_lists_that_are_none(folder):
    write(folder, "exercises.toml", "[[exercises]]", "[[exercise]]")
    (folder / "exercises.toml").write_text("schema = 1\nexercises = 5\n", encoding="utf-8")
    assert ("calf-strain/1.0/exercises.toml", "exercises", "is not a list of entries") in {
        (fault.file, fault.entry, fault.problem) for fault in check_folder(folder)
    }
