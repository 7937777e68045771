"""The worked diffs of CONTRIBUTING.md, applied to a copy: each loads, adds no fault, does what it says."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from rehab.assembly import assemble
from rehab.checking import check_folder
from rehab.library import CALF_STRAIN, DATA, read_protocol
from rehab.situation import DEFAULT_KIT, Situation
from rehab.words import Words, missing

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "CONTRIBUTING.md"
SECTION = re.compile(r"^### (.+?)$(.+?)(?=^### |\Z)", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"^```diff\n(.+?)^```$", re.MULTILINE | re.DOTALL)
LINKED = re.compile(r"\]\((docs/examples/[\w-]+\.diff)\)")


def diff_under(heading: str) -> str:
    """The diff of a section, written there or linked from there."""
    section = dict(SECTION.findall(PAGE.read_text(encoding="utf-8")))[heading]
    linked = LINKED.search(section)
    if linked:
        return (ROOT / linked[1]).read_text(encoding="utf-8")
    found = INLINE.search(section)
    assert found, f"'{heading}' has no diff"
    return found[1]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The data folder, somewhere else, under its own path."""
    shutil.copytree(DATA, tmp_path / "rehab" / "data")
    return tmp_path


def apply(diff: str, copy: Path) -> Path:
    """The data folder of *copy* after *diff*."""
    (copy / "change.diff").write_text(diff, encoding="utf-8")
    done = subprocess.run(
        ["git", "apply", "--verbose", "change.diff"],
        cwd=copy,
        env={**os.environ, "GIT_CEILING_DIRECTORIES": str(copy.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"bring the diff in {PAGE.name} up to date: {done.stderr}"
    return copy / "rehab" / "data"


def faults(data: Path, protocol: str, version: str) -> set[str]:
    folder = data / "protocols" / protocol / version
    return {str(fault) for fault in check_folder(folder, text=data / "text" / "en")}


def test_an_exercise_loads_and_stands_on_the_plan_of_who_has_the_kit(copy):
    data = apply(diff_under("Add an exercise"), copy)
    assert faults(data, CALF_STRAIN, "1.0") <= faults(DATA, CALF_STRAIN, "1.0")
    protocol = read_protocol(data / "protocols" / CALF_STRAIN / "1.0")
    here = {"band": DEFAULT_KIT | {"band"}, "no band": DEFAULT_KIT}
    on_plan = {
        name: {
            item.exercise
            for day in assemble(protocol, Situation(grade=2, focus="unknown", kit=kit)).days
            for item in day.items
        }
        for name, kit in here.items()
    }
    assert "band-side-step" in on_plan["band"]
    assert "band-side-step" not in on_plan["no band"]
    assert Words("en", data / "text").exercise("band-side-step") == "Band side step"


def test_a_protocol_loads_without_a_fault_and_makes_plans_for_every_grade(copy):
    data = apply(diff_under("Add a protocol"), copy)
    assert faults(data, "ankle-sprain", "0.1") == set()
    protocol = read_protocol(data / "protocols" / "ankle-sprain" / "0.1")
    for grade in (1, 2, 3):
        days = assemble(protocol, Situation(grade=grade, focus="unknown", cleared_on_day=21)).days
        assert [phase.id for phase in protocol.phases] == list(dict.fromkeys(day.phase for day in days))
        assert all(day.items for day in days)


def test_a_language_is_spoken_where_it_has_words_and_english_elsewhere(copy):
    data = apply(diff_under("Add a language"), copy)
    words = Words("de", data / "text")
    assert words.phase("protect") == "Schützen"
    assert words.phase("power") == Words().phase("power")
    lacks = missing("de", data / "text")
    assert "phases.toml: power.name" in lacks
    assert "phases.toml: protect.name" not in lacks


def test_the_page_names_commands_that_are_there():
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z-]+)", PAGE.read_text(encoding="utf-8"))) <= targets
