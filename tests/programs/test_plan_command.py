"""`manage.py plan` as people run it: its exit code and what it wrote. Some runs are processes of their own."""

import contextlib
import json
import os
import pty
import subprocess
import sys
import termios
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import ManagementUtility
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from programs.selectors.protocol import screening_rules
from tests.programs.handouts.reading import sizes, words
from tests.rehab.plan_schema import NO_PLAN, PROGRAMME, WEEK, Schema

ROOT = Path(__file__).parents[2]
PLAN = [sys.executable, "manage.py", "plan"]


@pytest.fixture
def plan(capsysbinary, monkeypatch):
    """The command within this process, from the words of its line to exit code and output."""
    monkeypatch.chdir(ROOT)

    def run_here(*arguments: str) -> subprocess.CompletedProcess[bytes]:
        code = 0
        try:
            ManagementUtility(["manage.py", "plan", *arguments]).execute()
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 1
        said = capsysbinary.readouterr()
        return subprocess.CompletedProcess(arguments, code, said.out, said.err)

    return run_here


def run(*arguments: str | bytes, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """One run of the real command."""
    told = os.environ | environment
    return subprocess.run([*PLAN, *arguments], cwd=ROOT, env=told, capture_output=True, timeout=60, check=False)


def fits(schema: Schema, body: bytes) -> bool:
    return not list(Draft202012Validator(schema).iter_errors(json.loads(body)))


def test_the_plan_of_a_week_as_text():
    made = run("--grade", "2", "--week", "3")
    assert (made.returncode, made.stderr) == (0, b"")
    assert "Day 16 · Strengthen · training day".encode() in made.stdout
    assert "2 × 12".encode() in made.stdout


def test_the_plan_of_a_week_as_json():
    made = run("--grade", "2", "--week", "3", "--format", "json")
    assert made.returncode == 0
    assert fits(WEEK, made.stdout)


def test_every_option_together(plan):
    options = (
        "--grade 3 --weeks all --format json --focus soleus --side left --equipment chair,wall,step,band,weight"
        " --previous-strain --gradual-onset --age 52 --weekly-run-minutes 120 --cleared-on-day 25 --flag rf23"
        " --flag rf16a --injured-on 2026-01-31 --language en --paper letter --large-print --figure short"
        " --guardian-agrees"
    )
    made = plan(*options.split())
    assert (made.returncode, made.stderr) == (0, b"")
    assert fits(PROGRAMME, made.stdout)


def test_the_same_arguments_give_the_same_bytes_whatever_the_terminal():
    runs = [
        run("--grade", "2", "--week", "3", **surroundings).stdout
        for surroundings in ({}, {"PYTHONHASHSEED": "7", "COLUMNS": "40"}, {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"})
    ]
    assert len(set(runs)) == 1


REFUSED = {
    "grade 4": (["--grade", "4", "--week", "3"], "--grade: 4 was given", "1 to 3"),
    "no grade": (["--week", "3"], "--grade: nothing was given", "1 to 3"),
    "an empty grade": (["--grade", "", "--week", "3"], "--grade: nothing was given", "1 to 3"),
    "a word": (["--grade", "abc", "--week", "3"], "--grade: abc was given", "1 to 3"),
    "a huge number": (["--grade", "9" * 5000, "--week", "3"], "--grade: 9999", "1 to 3"),
    "bytes of no encoding": (["--grade", "\udcff\udcfe", "--week", "3"], "\\udcff", "1 to 3"),
    "two grades": (["--grade", "1", "--grade", "2", "--week", "3"], "--grade: 1 and 2 was given", "one value"),
    "week 0": (["--grade", "2", "--week", "0"], "--week: 0 was given", "1 to 104"),
    "week 105": (["--grade", "2", "--week", "105"], "--week: 105 was given", "1 to 104"),
    "a negative week": (["--grade", "2", "--week", "-1"], "--week", "1 to 104"),
    "no week": (["--grade", "2"], "--week: nothing was given", "weeks"),
    "week and weeks": (["--grade", "2", "--week", "1", "--weeks", "all"], "both week and weeks", "one of week"),
    "some weeks": (["--grade", "2", "--weeks", "3"], "--weeks: 3 was given", "all"),
    "unknown kit": (["--grade", "2", "--week", "3", "--equipment", "sledge"], "--equipment: sledge", "chair, wall"),
    "an unknown option": (["--grade", "2", "--week", "3", "--colour", "red"], "--colour", "usage"),
    "half an option": (["--gra", "2", "--week", "3"], "--gra", "usage"),
    "an option without its value": (["--grade", "2", "--week"], "--week", "expected one argument"),
    "an impossible date": (["--grade", "2", "--week", "3", "--injured-on", "2026-02-30"], "2026-02-30", "calendar"),
    "an unknown flag": (["--grade", "2", "--week", "3", "--flag", "rf77"], "--flag: rf77", "rf01 to rf30"),
    "nearly a flag": (["--grade", "2", "--week", "3", "--flag", "rf31"], "--flag: rf31", "Did you mean 'rf30'?\n"),
    "an unknown language": (["--grade", "2", "--week", "3", "--language", "tlh"], "--language: tlh", "en"),
    "an unknown format": (["--grade", "2", "--week", "3", "--format", "xml"], "--format: xml", "text, json, pdf"),
    "paper of another size": (["--grade", "2", "--week", "3", "--paper", "a5"], "--paper: a5", "a4 or letter"),
    "no file to write to": (["--grade", "2", "--week", "3", "--output", ""], "--output: nothing", "a file"),
    "a folder": (["--grade", "2", "--week", "3", "--output", "docs"], "--output: docs (Is a directory)", "a file"),
    "a folder nobody made": (["--grade", "2", "--week", "3", "--output", "no/such/f"], "No such file", "a file"),
}


@pytest.mark.parametrize(("which", "pages"), {"--week 3": 3, "--weeks all": 25}.items())
def test_paper_of_a_week_and_of_the_whole_course(plan, tmp_path, which, pages):
    file = tmp_path / "plan.pdf"
    arguments = ["--grade", "2", *which.split(), "--format", "pdf", "--paper", "letter"]
    assert plan(*arguments, "--output", str(file)).returncode == 0
    printed = plan(*arguments)
    assert printed.stdout == file.read_bytes()
    assert printed.stdout.startswith(b"%PDF-1.7")
    assert len(sizes(printed.stdout)) >= pages
    assert [round(side) for side in sizes(printed.stdout)[0]] == [612, 792]


def test_no_paper_of_a_course_where_there_is_no_plan(plan):
    made = plan("--grade", "2", "--weeks", "all", "--format", "pdf", "--flag", "rf01")
    assert made.returncode == 3
    assert not made.stdout.startswith(b"%PDF")


def test_signs_stand_on_no_paper_of_a_course(plan, settings):
    settings.BASE_URL = "https://clinic.example"
    made = plan("--grade", "2", "--weeks", "all", "--format", "pdf", "--flag", "rf16a")
    said = words(made.stdout)
    assert "https://clinic.example/check/" in said
    assert "Cold pack (" not in said


def test_a_process_refuses_bytes_of_no_encoding_and_ends_with_two():
    made = run(b"--grade", b"\xff\xfe", b"--week", b"3")
    assert made.returncode == 2
    assert b"Allowed: 1 to 3" in made.stderr
    assert b"Traceback" not in made.stderr


def test_a_process_ends_with_three_where_there_is_no_plan():
    assert run("--grade", "2", "--week", "3", "--flag", "rf01").returncode == 3


@pytest.mark.parametrize(("arguments", "told", "allowed"), REFUSED.values(), ids=REFUSED)
def test_a_wrong_argument_is_named_with_what_is_allowed(plan, arguments, told, allowed):
    made = plan(*arguments)
    said = made.stderr.decode("utf-8", "replace")
    assert made.returncode == 2
    assert made.stdout == b""
    assert told in said.replace("\\\\", "\\")
    assert allowed in said
    assert "Traceback" not in said


def test_no_injury_is_later_than_tomorrow(plan):
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    late = tomorrow + timedelta(days=2)  # two, so that the test may run across midnight
    assert plan("--grade", "2", "--week", "3", "--injured-on", tomorrow.isoformat()).returncode == 0
    assert plan("--grade", "2", "--week", "3", "--injured-on", late.isoformat()).returncode == 2


def test_the_plan_is_written_to_a_file(plan, tmp_path):
    file = tmp_path / "plan.json"
    made = plan("--grade", "2", "--week", "3", "--format", "json", "--output", str(file))
    assert (made.returncode, made.stdout) == (0, b"")
    assert file.read_bytes() == plan("--grade", "2", "--week", "3", "--format", "json").stdout


NO_PLANS = {
    "an emergency": (["--flag", "rf01"], "E", ["rf01"]),
    "to be seen today": (["--flag", "rf08"], "U", ["rf08"]),
    "under sixteen": (["--age", "15", "--guardian-agrees"], "W", ["rf29"]),
    "seventeen without a guardian": (["--age", "17"], "W", ["rf29"]),
}


@pytest.mark.parametrize(("arguments", "route", "flags"), NO_PLANS.values(), ids=NO_PLANS)
def test_route_and_reason_stand_in_place_of_a_plan_and_no_file_is_touched(plan, arguments, route, flags, tmp_path):
    file = tmp_path / "plan.json"
    file.write_text("kept")
    made = plan("--grade", "2", "--week", "3", "--format", "json", "--output", str(file), *arguments)
    body = json.loads(made.stdout)
    assert made.returncode == 3
    assert fits(NO_PLAN, made.stdout)
    assert (body["route"], body["flags"]) == (route, flags)
    assert file.read_text() == "kept"


def test_with_a_guardian_seventeen_gets_a_plan(plan):
    assert plan("--grade", "2", "--week", "3", "--age", "17", "--guardian-agrees").returncode == 0


def test_a_reader_who_has_seen_enough_ends_it_quietly():
    command = f"{sys.executable} manage.py plan --grade 2 --weeks all | head -n 1"
    made = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, timeout=60, check=False)
    assert made.stdout.startswith(b"Week 1 ")
    assert made.stderr == b""


WRONG, URGENT = "--grade 9 --week 3", "--grade 2 --week 3 --flag rf01"
UNHEARD = {
    "a plan, output closed": ("--grade 2 --week 3 >&-", 2),
    "a plan, output full": ("--grade 2 --week 3 >/dev/full", 2),
    "a long plan, output full": ("--grade 2 --weeks all >/dev/full", 2),
    "a plan, errors closed": ("--grade 2 --week 3 2>&-", 0),
    "a plan into a file, output closed": ("--grade 2 --week 3 --output {file} >&-", 0),
    "no plan, output closed": (f"{URGENT} >&-", 3),
    "no plan, output full": (f"{URGENT} >/dev/full", 3),
    "no plan, both closed": (f"{URGENT} >&- 2>&-", 3),
    "a wrong value, errors closed": (f"{WRONG} 2>&-", 2),
    "a wrong value, errors full": (f"{WRONG} 2>/dev/full", 2),
    "a wrong value, both full": (f"{WRONG} >/dev/full 2>&1", 2),
    "an unknown option, errors closed": ("--colour red 2>&-", 2),
    "an unknown option, errors full": ("--colour red 2>/dev/full", 2),
    "help, output closed": ("--help >&-", 0),
}


@pytest.mark.parametrize(("words", "code"), UNHEARD.values(), ids=UNHEARD)
def test_an_output_that_is_closed_or_full_changes_no_exit_code(words, code, tmp_path):
    command = f"{sys.executable} manage.py plan {words.format(file=tmp_path / 'plan')}"
    made = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, timeout=60, check=False)
    assert made.returncode == code
    assert b"Traceback" not in made.stderr
    assert b"Exception ignored" not in made.stderr


def test_an_output_that_fails_is_said():
    command = f"{sys.executable} manage.py plan --grade 2 --week 3 >&-"
    made = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, timeout=60, check=False)
    assert made.stderr.startswith(b"--output: nothing, and standard output failed (Bad file descriptor) was given.")


def test_help_offers_what_there_is(plan):
    said = plan("--help").stdout.decode()
    assert "--weekly-run-minutes" in said
    assert "text (default), json or pdf" in said


def test_help_tells_what_each_warning_sign_is(plan):
    said = plan("--help").stdout.decode()
    assert "  rf01   Chest pain, short of breath, blood coughed up, or fainted\n" in said
    assert all(f"  {flag} " in said for flag in screening_rules().ids())


@pytest.mark.parametrize(("columns", "widest"), [(44, 44), (72, 72), (250, 100)])
def test_text_is_as_wide_as_the_terminal_and_100_at_most(columns, widest):
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, columns))
    command = [*PLAN, "--grade", "2", "--week", "3"]
    with subprocess.Popen(command, cwd=ROOT, stdout=theirs, stderr=subprocess.DEVNULL) as made:
        os.close(theirs)
        said = b""
        with contextlib.suppress(OSError):  # what Linux says once the other end is closed
            while part := os.read(ours, 65536):
                said += part
    os.close(ours)
    assert made.returncode == 0
    longest = max(map(len, said.decode().splitlines()))
    assert widest - 8 <= longest <= widest


def test_piped_text_is_eighty_wide(plan):
    assert max(map(len, plan("--grade", "2", "--weeks", "all").stdout.decode().splitlines())) in range(76, 81)


def test_the_readme_shows_what_the_command_prints(plan):
    block = (
        (ROOT / "README.md").read_text(encoding="utf-8").split("manage.py plan --grade 2 --week 5\n")[1].split("```")[0]
    )
    printed = plan("--grade", "2", "--week", "5").stdout.decode()
    for part in block.split("…"):
        assert part.strip("\n") in printed
