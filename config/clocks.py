"""Time zones by the newest list at hand: laws change clocks at short notice, and machines learn of it late."""

import zoneinfo
from collections.abc import Iterable
from pathlib import Path

import tzdata

# The first line of the file says "# version 2026f".
LIST_WITH_VERSION = "tzdata.zi"


def read_newest_zones() -> None:
    """Read zones from this machine's list where it is as new as the one locked with this release, else from that."""
    if version_in(zoneinfo.TZPATH) < tzdata.IANA_VERSION:
        zoneinfo.reset_tzpath(to=())
        zoneinfo.ZoneInfo.clear_cache()


def version_in(folders: Iterable[str]) -> str:
    """The version of the list in the first of *folders* that has one, such as 2026f; empty where none says."""
    for folder in folders:
        file = Path(folder) / LIST_WITH_VERSION
        if file.is_file():
            with file.open(encoding="ascii", errors="replace") as text:
                return text.readline().rpartition(" ")[2].strip()
    return ""
