"""`manage.py figure_sheet`: all pictures on a few pages, and plain refusals."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from programs.management.commands.figure_sheet import sheet
from rehab.figures.loading import load_figures

MOST_BYTES = 400_000


def refusal(*arguments: str) -> str:
    """What a wrong call is told, having ended with exit code 2."""
    told = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("figure_sheet", *arguments, stderr=told)
    assert ended.value.code == 2
    return told.getvalue()


def test_the_sheet_is_small_has_every_name_and_is_drawn_in_vectors(tmp_path: Path):
    file = tmp_path / "sheet.pdf"
    call_command("figure_sheet", "--output", str(file))
    pdf = file.read_bytes()
    assert pdf.startswith(b"%PDF-")
    assert len(pdf) < MOST_BYTES
    assert b"/Subtype /Image" not in pdf
    assert pdf.count(b"/Type /Page\n") == -(-len(load_figures()) // 20)


def test_side_and_person_can_be_chosen_and_the_same_choice_gives_the_same_bytes(tmp_path: Path):
    file = tmp_path / "sheet.pdf"
    call_command("figure_sheet", "--output", str(file), "--side", "left", "--figure", "short")
    assert file.read_bytes() == sheet("short", mirrored=True) != sheet("bun", mirrored=False)


WRONG = {
    "no file": ((), "--output: nothing was given. Allowed: the name of the PDF to write"),
    "an empty name": (("--output", ""), "--output: nothing was given."),
    "another side": (("--side", "up"), "--side: up was given. Allowed: left or right"),
    "another person": (("--figure", "tall"), "--figure: tall was given. Allowed: bun or short"),
    "two sides": (("--side", "left", "--side", "right"), "--side: left and right was given. Allowed: one value"),
}


@pytest.mark.parametrize(("arguments", "told"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_argument_is_told_with_what_is_allowed(arguments, told):
    assert told in refusal(*arguments)


def test_a_place_nobody_may_write_to_is_told(tmp_path: Path):
    told = refusal("--output", str(tmp_path / "none" / "sheet.pdf"))
    assert "No such file or directory" in told
    assert "Allowed: a file in a folder you may write to" in told
