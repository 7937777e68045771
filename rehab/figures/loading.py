"""Reads `figures.toml`: every pose of every picture, each said once and then only what changes."""

from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from rehab.fault import BadFileError, Fault
from rehab.figures.figure import Figure
from rehab.library import DATA
from rehab.tables import read_values

FIGURES = "figures.toml"
# What each pose says for itself; everything else it has from the first.
TIMES = frozenset({"takes", "hold"})


def merged(before: dict[str, Any], told: dict[str, Any]) -> dict[str, Any]:
    """The pose *before* with what is *told* anew; limbs keep what is not told."""
    found = dict(before)
    for key, value in told.items():
        old = found.get(key)
        found[key] = merged(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return found


def decode(entry: dict[str, Any]) -> Figure:
    told = dict(entry)
    view, poses = told.pop("view", "side"), told.pop("poses", [])
    first: dict[str, Any] = {}
    full: list[dict[str, Any]] = []
    for pose in poses:
        full.append(merged(first, pose))
        first = first or {key: value for key, value in pose.items() if key not in TIMES}
    return msgspec.convert({**told, view: full}, Figure)


@cache
def load_figures(data: Path = DATA) -> dict[str, Figure]:
    values = read_values(data / FIGURES, shown_as=FIGURES)
    return {entry["id"]: decode(entry) for entry in values["figures"]}
