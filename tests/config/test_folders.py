"""Looking writes nothing; who writes makes the folder, or says in one line that there is none to be had."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers import ROOT, free_port


def run(folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Python with *arguments* on a developer's machine that keeps what it writes in *folder*."""
    environment = os.environ | {"DEBUG": "1", "VAR_DIR": str(folder)} | settings
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)


LOOKING = {
    "a plan": ["plan", "--grade", "2", "--week", "3"],
    "a check of protocols": ["check_protocols"],
    "a check of the settings": ["check"],
}
WRITING = {
    "everything at once": ["manage.py", "serve_all", "--port", "{port}"],
    "the database": ["manage.py", "migrate", "--verbosity", "0"],
    "the shared cache": ["manage.py", "createcachetable"],
    "a worker": ["-m", "celery", "-A", "config", "worker", "-P", "solo"],
}
MAIL = "from django.core.mail import send_mail; send_mail('Hello', 'Hello', None, ['rob@club.example'])"


@pytest.mark.parametrize("arguments", LOOKING.values(), ids=LOOKING)
def test_looking_needs_no_folder_and_makes_none(tmp_path, arguments):
    folder = tmp_path / "var"
    looked = run(folder, "manage.py", *arguments)
    assert (looked.returncode, looked.stderr.count("Traceback")) == (0, 0)
    assert not folder.exists()


@pytest.mark.parametrize("arguments", LOOKING.values(), ids=LOOKING)
def test_looking_is_possible_where_no_folder_can_be_made(tmp_path, arguments):
    (tmp_path / "file").touch()
    assert run(tmp_path / "file" / "var", "manage.py", *arguments).returncode == 0


@pytest.mark.parametrize("arguments", WRITING.values(), ids=WRITING)
def test_who_cannot_write_says_so_in_one_line_and_ends_with_two(tmp_path, arguments):
    (tmp_path / "file").touch()
    refused = run(tmp_path / "file" / "var", *(word.format(port=free_port()) for word in arguments))
    assert refused.returncode == 2
    assert refused.stderr.startswith("Cannot write to ")
    assert refused.stderr.endswith(" Set VAR_DIR to a folder that you may write to.\n")
    assert refused.stderr.count("\n") == 1


def test_a_database_that_cannot_be_opened_is_said_in_one_line_too(tmp_path):
    (tmp_path / "strideback.sqlite3").mkdir()
    refused = run(tmp_path, "manage.py", "migrate")
    assert refused.returncode == 2
    assert refused.stderr.startswith(f"Cannot write to {tmp_path / 'strideback.sqlite3'} (")
    assert "Traceback" not in refused.stderr


def test_database_and_mail_make_their_folders(tmp_path):
    assert run(tmp_path / "a" / "b", "manage.py", "migrate", "--verbosity", "0").returncode == 0
    assert (tmp_path / "a" / "b" / "strideback.sqlite3").is_file()
    sent = run(tmp_path / "c" / "d", "-c", f"import django; django.setup(); {MAIL}")
    assert sent.returncode == 0, sent.stderr
    assert list((tmp_path / "c" / "d" / "mail").iterdir())
