"""Bad screening files: every fault with its file, its entry and its cure, all at one look."""

import re
from pathlib import Path

import pytest

from rehab.fault import BadFileError, Fault
from rehab.screening import Known, load_screening, screening_faults
from tests.rehab.screening_oracle import FOLDER, RULES

NAMES = ("red_flags.toml", "contraindications.toml")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of our own files, to be spoilt."""
    copy = tmp_path / "calf-strain" / "1.0"
    copy.mkdir(parents=True)
    for name in NAMES:
        (copy / name).write_text((FOLDER / name).read_text("utf-8"), "utf-8")
    return copy


def spoil(folder: Path, name: str, old: str, new: str) -> None:
    """Put *new* for the first *old*, a pattern, in the file *name*."""
    text = (folder / name).read_text("utf-8")
    spoilt, times = re.subn(old, new, text, count=1)
    assert times == 1, old
    (folder / name).write_text(spoilt, "utf-8")


def faults(folder: Path) -> list[Fault]:
    with pytest.raises(BadFileError) as refused:
        load_screening(folder)
    return list(refused.value.faults)


FLAGS, BARS = NAMES
SPOILT = {
    "a route nobody knows": (
        FLAGS, 'route = "E"', 'route = "X"', "flags 'rf01'", "Invalid enum value 'X'"),
    "a lock nobody knows": (
        FLAGS, 'lock = "advise"', 'lock = "some"', "flags 'rf23'", "Invalid enum value 'some'"),
    "an unknown key": (FLAGS, 'daily = true', 'dayly = true', "flags 'rf01'", "unknown field `dayly`"),
    "text for a truth": (FLAGS, "daily = true", 'daily = "yes"', "flags 'rf01'", "Expected `bool`"),
    "an entry without a route": (FLAGS, 'route = "E"\n', "", "flags 'rf01'", "missing required field `route`"),
    "an unknown table": (FLAGS, r"schema = 1", "schema = 1\ncolour = 2", "colour", "is not known here"),
    "no groups": (FLAGS, r"groups = \[.*\]\n", "", "groups", "got `null`"),
    "a flag twice": (FLAGS, 'id = "rf02"', 'id = "rf01"', "flags 'rf01'", "is there twice"),
    "a group that is not listed": (
        FLAGS, 'group = "emergency"', 'group = "emergancy"', "flags 'rf01'", "unknown group 'emergancy'"),
    "a flag asked through one that is not there": (
        FLAGS, 'through = "rf10a"', 'through = "rf10z"', "flags 'rf10'", "unknown flag 'rf10z'"),
    "an emergency that leaves light work": (
        FLAGS, 'lock = "no_plan"', 'lock = "light_only"', "flags 'rf01'", "route E does not go with lock light_only"),
    "a week-long wait that leaves no plan": (
        FLAGS, 'lock = "advise"', 'lock = "no_plan"', "flags 'rf23'", "route W does not go with lock no_plan"),
    "an emergency where not sure is no": (
        FLAGS, "not_sure_is_yes = true\n", "", "flags 'rf01'", "'not sure' would count as no"),
    "an escalation with an unknown flag": (
        FLAGS, r'with_any = \["rf05"\]', 'with_any = ["rf55"]', "escalation 'rf28-dark-urine'", "unknown flag 'rf55'"),
    "a clot sign that is not there": (FLAGS, "rf10f = 1", "rf10x = 1", "clot", "unknown flag 'rf10x'"),
    "a clot risk that is not there": (
        FLAGS, r'risks = \["rf11",', 'risks = ["rf12x",', "clot", "unknown flag 'rf12x'"),
    "a missing moment that is not there": (
        FLAGS, 'no_clear_moment = "rf12"', 'no_clear_moment = "rf99"', "clot", "unknown flag 'rf99'"),
    "a clot table without one line": (
        FLAGS, 'signs = "1"\nrisk = true\nclear_moment = true', 'signs = "9"\nrisk = true\nclear_moment = true',
        "clot_rows, signs 1, risk True, clear_moment True, from_exercise True", "has 0 lines"),
    "a clot table with a line twice": (
        FLAGS, 'signs = "1"\nrisk = true\nclear_moment = true', 'signs = "1"\nrisk = false\nclear_moment = true',
        "clot_rows, signs 1, risk False, clear_moment True, from_exercise False", "has 2 lines"),
    "a clot line with the wrong lock": (
        FLAGS, 'risk = true\nclear_moment = true\nroute = "U"\nlock = "no_plan"',
        'risk = true\nclear_moment = true\nroute = "U"\nlock = "none"',
        "clot_rows 'clot-sign-and-risk'", "route U does not go with lock none"),
    "a last day without where it leads": (
        FLAGS, 'persists_route = "U"\n', "", "clot_rows 'clot-one-sign'", "has one of persists_after_day"),
    "a route without its last day": (
        FLAGS, "persists_after_day = 3\n", "", "clot_rows 'clot-one-sign'", "has one of persists_after_day"),
    "an age that answers an unknown flag": (
        FLAGS, r'counts_as = \["rf11i"\]', 'counts_as = ["rf11z"]', "ages 'age-60-clot-risk'", "unknown flag 'rf11z'"),
    "a bar for an unknown flag": (
        BARS, r'flags = \["rf02"\]', 'flags = ["rf0"]', "bars 'cold-or-pale-foot'", "unknown flag 'rf0'"),
    "a bar without a name": (BARS, 'id = "bone"', 'id = ""', "bars ''", "is no plain id"),
    "a bar that rests on nothing": (
        BARS, r"sources = \[.*\]", "sources = []", "bars 'cold-and-vessels-or-nerves'", "cites no source"),
    "a bar for nobody": (BARS, r"flags = \[.*\]", "flags = []", "bars 'cold-and-vessels-or-nerves'", "bars nobody"),
    "a flag that rests on nothing": (FLAGS, r"sources = \[.*\]", "sources = []", "flags 'rf01'", "cites no source"),
    "a group twice": (FLAGS, '"start", ', '"start", "start", ', "groups 'start'", "is there twice"),
    "a sign of a clot that counts less than nothing": (
        FLAGS, "rf10a = 1", "rf10a = -1", "clot", "the sign 'rf10a' is -1"),
    "a bruise that raises the grade to 9": (
        FLAGS, "raises_grade_to = 2", "raises_grade_to = 9", "flags 'rf23'", "raises_grade_to is 9"),
    "an age of a thousand": (FLAGS, "from_age = 65", "from_age = 1000", "ages 'age-65-not-active'", "from_age is 1000"),
    "a bar twice": (BARS, 'id = "bone"', 'id = "broken-skin"', "bars 'broken-skin'", "is there twice"),
    "a bar until nobody knows when": (
        BARS, 'until = "always"', 'until = "ever"', "bars 'cold-and-vessels-or-nerves'", "Invalid enum value 'ever'"),
    "an unknown table among the bars": (BARS, "schema = 1", "schema = 1\nx = 2", "x", "is not known here"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "entry", "problem"), SPOILT.values(), ids=SPOILT)
def test_a_fault_says_file_entry_and_cure(
    folder: Path, name: str, old: str, new: str, entry: str, problem: str
) -> None:
    spoil(folder, name, old, new)
    found = [fault for fault in faults(folder) if fault.entry == entry]
    assert any(problem in fault.problem for fault in found), faults(folder)
    for fault in found:
        assert fault.file == f"calf-strain/1.0/{name}"
        assert fault.cure.endswith((".", "?"))
        assert str(fault) == f"{fault.file}, {fault.entry}: {fault.problem}. {fault.cure}"


def test_an_escalation_needs_the_lock_of_its_route(folder: Path) -> None:
    spoil(
        folder,
        FLAGS,
        'rule = "rf14-new-injury"\nroute = "U"\nlock = "no_plan"',
        'rule = "rf14-new-injury"\nroute = "U"\nlock = "light_only"',
    )
    assert [fault.entry for fault in faults(folder)] == ["escalation 'rf14-new-injury'"]


def test_all_faults_come_at_once_in_order(folder: Path) -> None:
    spoil(folder, FLAGS, 'route = "E"', 'route = "X"')
    spoil(folder, FLAGS, 'lock = "advise"', 'lock = "some"')
    spoil(folder, BARS, 'until = "always"', 'until = "ever"')
    with pytest.raises(BadFileError) as refused:
        load_screening(folder)
    assert [(fault.file[16:], fault.entry) for fault in refused.value.faults] == [
        (BARS, "bars 'cold-and-vessels-or-nerves'"),
        (FLAGS, "flags 'rf01'"),
        (FLAGS, "flags 'rf23'"),
    ]
    assert str(refused.value) == "\n".join(str(fault) for fault in refused.value.faults)


def test_an_entry_without_a_name_is_found_by_its_place(folder: Path) -> None:
    spoil(folder, BARS, 'id = "cold-and-vessels-or-nerves"\n', "")
    assert [fault.entry for fault in faults(folder)] == ["bars 1"]


def test_an_entry_that_is_no_table_is_found_by_its_place(folder: Path) -> None:
    (folder / BARS).write_text("bars = [3]\n", "utf-8")
    assert [fault.entry for fault in faults(folder)] == ["bars 1"]


@pytest.mark.parametrize("text", ["", "bars = []\n", "bars = 3\n"], ids=["nothing", "an empty list", "a number"])
def test_a_file_without_entries_is_a_fault(folder: Path, text: str) -> None:
    (folder / BARS).write_text(text, "utf-8")
    [fault] = faults(folder)
    assert (fault.entry, fault.problem, fault.cure) == (
        "bars",
        "has no entries",
        "Write at least one [[bars]].",
    )


def test_a_file_without_the_clot_table_is_a_fault_and_no_crash(folder: Path) -> None:
    (folder / FLAGS).write_text("schema = 1\n", "utf-8")
    assert [fault.entry for fault in faults(folder)] == [
        "ages",
        "clot",
        "clot_rows",
        "flags",
        "grades",
        "groups",
    ]


UNREADABLE = {
    "is not TOML": b"this is not toml",
    "is not UTF-8": b'name = "\xff"',
}


@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE)
def test_an_unreadable_file_says_so(folder: Path, content: bytes) -> None:
    (folder / FLAGS).write_bytes(content)
    [fault] = faults(folder)
    assert (fault.file, fault.entry, fault.cure) == (
        "calf-strain/1.0/red_flags.toml", "whole file", "Save it as UTF-8 TOML.")  # fmt: skip


def test_a_missing_file_says_so(folder: Path) -> None:
    (folder / BARS).unlink()
    [fault] = faults(folder)
    assert "No such file" in fault.problem


def everything() -> Known:
    """Names that satisfy our own files."""
    cited = {source for flag in RULES.flags for source in flag.sources}
    cited |= {source for flag in RULES.flags for line in flag.escalations for source in line.sources}
    for entries in (RULES.clot_rows, RULES.ages, RULES.grades, RULES.bars):
        cited |= {source for entry in entries for source in entry.sources}
    return Known(
        exercises=frozenset(exercise for bar in RULES.bars for exercise in bar.exercises),
        categories=frozenset(category for bar in RULES.bars for category in bar.categories),
        sources=frozenset(cited) | {*RULES.clot.sources},
    )


def test_files_that_agree_have_no_faults_between_them() -> None:
    assert screening_faults(RULES, FOLDER, everything()) == []


ACROSS = {
    "a source of a flag": ("sources", "cauda-equina-cards", FLAGS, "flags 'rf04'"),
    "a source of an escalation": ("sources", "krames", FLAGS, "escalation 'rf28-dark-urine'"),
    "a source of the clot table": ("sources", "delgado-2002", FLAGS, "clot_rows 'clot-no-sign'"),
    "a source of an age": ("sources", "judgement:age-limits", FLAGS, "ages 'age-under-16'"),
    "a source of a grade": ("sources", "seed-001", FLAGS, "grades 'grade-2-advise'"),
    "a source of the days asked again": ("sources", "calvo-gonell-2020", FLAGS, "clot"),
    "a source of a bar": ("sources", "nhs-sprains", BARS, "bars 'cold-and-vessels-or-nerves'"),
    "an exercise": ("exercises", "elevation", BARS, "bars 'raised-leg-and-vessels'"),
    "a category": ("categories", "run", BARS, "bars 'bone'"),
}
NOUNS = {"sources": "source", "exercises": "exercise", "categories": "category"}


@pytest.mark.parametrize(("field", "name", "file", "entry"), ACROSS.values(), ids=ACROSS)
def test_a_name_no_other_file_defines(field: str, name: str, file: str, entry: str) -> None:
    known = {kind: getattr(everything(), kind) for kind in NOUNS}
    found = screening_faults(RULES, FOLDER, Known(**(known | {field: known[field] - {name}})))
    assert all(fault.problem == f"unknown {NOUNS[field]} '{name}'" for fault in found)
    assert (f"calf-strain/1.0/{file}", entry) in [(fault.file, fault.entry) for fault in found]
