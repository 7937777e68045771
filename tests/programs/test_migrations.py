"""Migrations are complete, can be taken back, and import no live code."""

import ast
from pathlib import Path

import pytest
from django.core.management import call_command

FOLDER = Path("programs/migrations")


@pytest.mark.django_db
def test_none_is_missing(capsys):
    call_command("makemigrations", "--check", "--dry-run")
    assert "No changes detected" in capsys.readouterr().out


@pytest.mark.db
@pytest.mark.django_db(transaction=True)
def test_all_can_be_taken_back_and_made_again():
    call_command("migrate", "programs", "zero", verbosity=0)
    # All apps: taking ours back took those back that stand on our user.
    call_command("migrate", verbosity=0)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("0*.py")), ids=lambda path: path.name)
def test_each_imports_no_live_code(path):
    tree = ast.parse(path.read_text())
    imported = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    imported += [name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names]
    assert not [name for name in imported if name.split(".")[0] in {"programs", "rehab", "config"}]
