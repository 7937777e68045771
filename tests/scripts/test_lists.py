"""Lock files and the list of licences: complete, true, and without an address of any machine."""

import re
from pathlib import Path

import pytest

from scripts.third_party import TARGET, locked, render

LOCKS = sorted(Path().glob("requirements*.txt"))


def test_the_list_of_licences_is_true():
    assert TARGET.read_text() == render(), "run make third-party"


def test_there_are_three_lock_files():
    assert [path.name for path in LOCKS] == [
        "requirements-bootstrap.txt",
        "requirements-dev.txt",
        "requirements.txt",
    ]


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_a_lock_file_holds_hashes_and_no_addresses(path):
    text = path.read_text()
    assert not re.search(r"://|^-|^\s*#|@ ", text, re.MULTILINE)
    assert all(f"{name}=={version}" in text for name, version in locked(text))
    assert len(re.findall(r"==[^\n]*\\\n    --hash=sha256:", text)) == len(locked(text)) > 0


def test_development_runs_on_the_very_versions_of_production():
    production, development = (dict(locked(Path(f"requirements{kind}.txt").read_text())) for kind in ("", "-dev"))
    assert production.items() <= development.items()
