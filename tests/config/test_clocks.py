"""Zones are read from the newest list: that of the machine, or the one that came with this release."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import tzdata

from config.clocks import version_in

ROOT = Path(__file__).parents[2]
ASK = """
import zoneinfo, sys
from config.clocks import read_newest_zones
zoneinfo.reset_tzpath(to=sys.argv[1:])
zoneinfo.ZoneInfo("Europe/London")
read_newest_zones()
print(zoneinfo.ZoneInfo("Europe/London").key, zoneinfo.TZPATH == tuple(sys.argv[1:]))
"""


def folder(place: Path, version: str | None) -> str:
    place.mkdir()
    if version is not None:
        (place / "tzdata.zi").write_text(f"# version {version}\n# This zic input file is in the public domain.\n")
    return str(place)


LISTS = {
    "an old list gives way": ("2025b", False),
    "a list of the same version stays": (tzdata.IANA_VERSION, True),
    "a newer list stays": ("2999a", True),
    "a list that does not say gives way": (None, False),
}


@pytest.mark.parametrize(("version", "stays"), LISTS.values(), ids=LISTS)
def test_of_two_lists_the_newer_is_read(tmp_path, version, stays):
    place = folder(tmp_path / "zones", version)
    said = subprocess.run([sys.executable, "-c", ASK, place], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["Europe/London", str(stays)]


def test_the_version_is_that_of_the_first_folder_that_has_a_list(tmp_path):
    first, second = folder(tmp_path / "a", None), folder(tmp_path / "b", "2026f")
    assert version_in([first, second, folder(tmp_path / "c", "2025b")]) == "2026f"
    assert version_in([first]) == version_in([]) == ""


def test_the_program_knows_a_change_of_this_year():
    """In British Columbia clocks stay as they are in November 2026, which lists up to 2025 do not know."""
    winter = datetime(2026, 12, 1, tzinfo=UTC).astimezone(ZoneInfo("America/Vancouver"))
    assert winter.utcoffset() == timedelta(hours=-7)
