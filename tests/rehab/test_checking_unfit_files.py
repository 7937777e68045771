"""Files that no check may fall over: too deep, too large, no file at all, values of a wrong kind."""

import os
import shutil
from pathlib import Path

import pytest

from rehab.checking import check_folder
from rehab.fault import BadFileError
from rehab.library import CALF_STRAIN, PROTOCOLS, decode, read_protocol
from rehab.tables import read_values

OURS = PROTOCOLS / CALF_STRAIN / "1.0"

UNFIT = {
    "lists in lists": (b"x = " + b"[" * 20_000, "whole file", "is nested deeper than 12", "Write it flatter."),
    "a deep list that ends": (b"x = " + b"[" * 20 + b"]" * 20, "x" + ".1" * 12, "is nested deeper", "flatter"),
    "a name of many parts": (b".".join([b"a"] * 3_000) + b" = 1", "whole file", "more than 100 dots", "of their own"),
    "a name of some parts": (b".".join([b"a"] * 90) + b" = 1", "a" + ".a" * 12, "is nested deeper", "flatter"),
    "a number of 5000 digits": (b"x = " + b"9" * 5_000, "whole file", "has a number", "1000000 at most"),
    "a hexadecimal one": (b"x = 0x" + b"f" * 5_000, "x", "is no number anybody can use", "1000000 at most"),
    "a number that is none": (b"x = nan", "x", "is no number anybody can use", "1000000 at most"),
    "a day that is none": (b"x = 2026-02-31", "whole file", "", "Save it as UTF-8 TOML."),
    "more than a megabyte": (b"#" * 1_000_001, "whole file", "is larger than 1 MB", "no more."),
    "more than a thousand entries": (b"x = [" + b"1," * 1_001 + b"]", "x", "has 1001 entries", "Keep 1000 at most."),
    "a byte order mark": (b"\xef\xbb\xbfx = 1", "whole file", "begins with a byte order mark", "without BOM"),
    "a NUL in an id": (b'[[a]]\nid = "x\\u0000"', "a.1.id", r"signs nobody sees: 'x\x00'", "plain text"),
    "an escape in an id": (b'id = "\\u001b[31m"', "id", r"signs nobody sees: '\x1b[31m'", "plain text"),
    "a line break in an id": (b'id = "a\\nb"', "id", r"signs nobody sees: 'a\nb'", "plain text"),
    "a line break in a key": (b'[a]\n"x\\ny" = 1', "a", r"has a key of signs nobody sees: 'x\ny'", "plain key"),
    "another schema": (b"schema = 2", "schema", "is not 1", "Write schema = 1."),
    "a schema that is no number": (b"schema = nan", "schema", "is not 1", "Write schema = 1."),
    "a schema that is true": (b"schema = true", "schema", "is not 1", "Write schema = 1."),
}


@pytest.mark.parametrize(("content", "entry", "problem", "cure"), UNFIT.values(), ids=UNFIT)
def test_an_unfit_file_is_refused_with_a_cure(tmp_path: Path, content: bytes, entry: str, problem: str, cure: str):
    (tmp_path / "x.toml").write_bytes(content)
    with pytest.raises(BadFileError) as refused:
        read_values(tmp_path / "x.toml", shown_as="x.toml")
    found = [fault for fault in refused.value.faults if fault.entry == entry and problem in fault.problem]
    assert found, refused.value
    assert found[0].file == "x.toml"
    assert cure in found[0].cure
    assert all(str(fault).isprintable() for fault in refused.value.faults)


def a_folder(path: Path) -> None:
    path.mkdir()


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of our own protocol to spoil."""
    return Path(shutil.copytree(OURS, tmp_path / CALF_STRAIN / "1.0"))


@pytest.mark.parametrize("make", [a_folder, a_pipe, a_device])
@pytest.mark.parametrize("name", ["gates.toml", "running.toml"])
def test_only_ordinary_files_are_read(folder: Path, make, name: str):
    (folder / name).unlink()
    make(folder / name)
    [fault] = check_folder(folder)
    assert (fault.file, fault.entry) == (f"calf-strain/1.0/{name}", "whole file")
    assert (fault.problem, fault.cure) == ("is no ordinary file", "Put a TOML file in its place.")
    with pytest.raises(BadFileError):
        read_protocol(folder)


ODD = "\nschema = 1\n"
WRONG_KIND = {
    "doses that are no list": (
        "exercises.toml", '["1 x 72 h"]', "5", "exercises 'relative-rest-and-walking-aid'", "is no list of doses"),
    "an exercise that is true": ("exercises.toml", ODD, "\nexercises = [true]\n", "exercises 1", "Expected `object`"),
    "exercises that are a number": ("exercises.toml", ODD, "\nexercises = 7\n", "exercises", "is not a list"),
    "exercises of every kind": (
        "exercises.toml", ODD, '\nexercises = [[], {}, "x", 1]\n', "exercises 3", "Expected `object`"),
    "categories that are a number": ("protocol.toml", ODD, "\ncategories = 7\n", "categories", "is no table"),
    "phases that are text": ("protocol.toml", ODD, '\nphases = "x"\n', "phases", "is not a list of entries"),
    "gates that are a list": ("gates.toml", ODD, '\ngates = [[], {}, "x", 1]\n', "gates", "is no table"),
    "a gate that is a number": ("gates.toml", ODD, "\ngates.protect = 7\n", "gate 'protect' criterion", "is not a"),
    "a schedule that is a number": ("schedule.toml", ODD, "\nschedule = 7\n", "schedule", "is no table"),
    "rows that are a number": ("schedule.toml", ODD, "\nschedule.rows = 7\n", "rows", "is not a list of entries"),
    "limits that are a list": ("protocol.toml", ODD, "\nlimits = [1]\n", "limits", "Expected `object`"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "entry", "problem"), WRONG_KIND.values(), ids=WRONG_KIND)
def test_a_value_of_a_wrong_kind_is_told(folder: Path, name: str, old: str, new: str, entry: str, problem: str):
    text = (folder / name).read_text("utf-8")
    (folder / name).write_text(new if old == ODD else text.replace(old, new, 1), "utf-8")
    found = [fault for fault in check_folder(folder) if fault.entry == entry and problem in fault.problem]
    assert [fault.file for fault in found] == [f"calf-strain/1.0/{name}"]
    with pytest.raises(BadFileError):
        read_protocol(folder)


@pytest.mark.parametrize("exercises", [7, [True], [[], {}, "x", 1], [{"dose_steps": 5}], [{"dose_steps": ["5"]}]])
def test_what_is_no_catalogue_does_not_decode(exercises: object):
    with pytest.raises(BadFileError):
        decode({"exercises": exercises}, shown_as="x/1.0")
