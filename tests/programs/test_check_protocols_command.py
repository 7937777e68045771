"""`manage.py check_protocols`: nothing wrong is quiet, everything wrong has a place and a cure."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from rehab.library import CALF_STRAIN, PROTOCOLS

ROOT = Path(__file__).parents[2]


@pytest.fixture
def copy(tmp_path):
    """A copy of the calf-strain protocol to spoil."""
    return shutil.copytree(PROTOCOLS / CALF_STRAIN / "1.0", tmp_path / "calf-strain" / "1.0")


def check(capsys, *names: object) -> tuple[int, str, str]:
    code: object = 0
    try:
        call_command("check_protocols", *map(str, names))
    except SystemExit as ended:
        code = ended.code
    said = capsys.readouterr()
    return int(str(code)), said.out, said.err


def spoil(file: Path, what: str, by: str) -> None:
    text = file.read_text()
    assert what in text
    file.write_text(text.replace(what, by, 1))


def test_our_own_protocols_are_clean():
    made = subprocess.run(
        [sys.executable, "manage.py", "check_protocols"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (made.returncode, made.stdout, made.stderr) == (0, "1 protocol checked, no fault.\n", "")


@pytest.mark.parametrize("name", ["", "gates.toml"])
def test_a_folder_or_a_file_in_it_may_be_named(capsys, copy, name):
    assert check(capsys, copy / name)[0] == 0


SPOILED = {
    "an exercise nobody knows": ("schedule.toml", '"glute-bridge"', '"glute-brigde"', "Did you mean 'glute-bridge'?"),
    "a grade without its day": ("protocol.toml", "{ 1 = 3, 2 = 5, 3 = 21 }", "{ 1 = 3 }", "phase 'mobilise'"),
    "a flag that leads nowhere": ("red_flags.toml", 'route = "E"', 'route = "X"', "red_flags.toml"),
    "a points table with a hole": ("grading.toml", "[[bands]]", "[[bnads]]", "grading.toml"),
    "a file that is no TOML": ("gates.toml", "[[gates.protect]]", "[[gates.protect", "gates.toml"),
}


@pytest.mark.parametrize(("name", "what", "by", "told"), SPOILED.values(), ids=SPOILED)
def test_a_fault_is_told_with_its_place_and_ends_with_one(capsys, copy, name, what, by, told):
    spoil(copy / name, what, by)
    code, out, err = check(capsys, copy)
    assert code == 1
    assert told in out
    assert out.startswith("calf-strain/1.0/")
    assert "in 1 protocol." in err


def test_faults_of_several_files_are_told_at_once(capsys, copy):
    for name, what, by, _ in SPOILED.values():
        spoil(copy / name, what, by)
    _, out, _ = check(capsys, copy)
    for name in ("gates.toml", "grading.toml", "red_flags.toml"):
        assert f"calf-strain/1.0/{name}" in out


@pytest.mark.parametrize("name", ["no/such/folder", "\0", "x" * 5000])
def test_a_file_that_is_not_there_is_a_wrong_argument(capsys, name):
    code, out, err = check(capsys, name)
    assert (code, out) == (2, "")
    assert "Allowed: a protocol's folder" in err


@pytest.mark.parametrize("closed", [">&-", ">/dev/full", "2>&-", ">&- 2>&-"])
@pytest.mark.parametrize(("name", "code"), [("", 0), ("no/such/folder", 2)])
def test_an_output_that_is_closed_or_full_changes_no_exit_code(name, code, closed):
    command = f"{sys.executable} manage.py check_protocols {name} {closed}"
    made = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, timeout=60, check=False)
    assert (made.returncode, made.stderr.count(b"Traceback")) == (code, 0)


STRANGE = {
    "nothing": ("", "FILE: nothing was given. Allowed: a protocol's folder, or a file in it.\n"),
    "nothing that is there": ("nowhere", "FILE: nowhere was given, which is not there. Allowed: "),
    "a folder of other things": ("docs", "FILE: docs was given, where there is no protocol.toml. Allowed: "),
    "a file among other things": ("README.md", "FILE: README.md was given, where there is no protocol.toml. Allowed: "),
}


@pytest.mark.parametrize(("name", "told"), STRANGE.values(), ids=STRANGE)
def test_what_is_no_protocol_is_a_wrong_argument_and_says_why(capsys, monkeypatch, name, told):
    monkeypatch.chdir(ROOT)
    code, out, err = check(capsys, name)
    assert (code, out) == (2, "")
    assert err.startswith(told)


def test_a_byte_order_mark_and_a_folder_named_as_a_file_are_told(capsys, copy):
    (copy / "gates.toml").write_bytes(b"\xef\xbb\xbf" + (copy / "gates.toml").read_bytes())
    (copy / "grading.toml").unlink()
    (copy / "grading.toml").mkdir()
    for name in ("", "gates.toml", "grading.toml"):
        code, out, _ = check(capsys, copy / name)
        assert code == 1
        assert "gates.toml, whole file: begins with a byte order mark." in out
        assert "grading.toml, whole file: is no ordinary file." in out
