"""Reads a protocol folder into a Protocol; what does not decode is refused with file and cure."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from rehab.dose import Dose
from rehab.fault import BadFileError, Fault
from rehab.protocol import Protocol

DATA = Path(__file__).parent / "data"
PROTOCOLS = DATA / "protocols"
CALF_STRAIN = "calf-strain"
PARTS = ("protocol.toml", "running.toml", "gates.toml", "schedule.toml", "exercises.toml")
OPTIONAL_PARTS = frozenset({"running.toml"})


def read_toml(path: Path, *, shown_as: str) -> dict[str, Any]:
    """The tables of one TOML file; BadFileError names the file when it is missing, not UTF-8 or not TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        cure = "Save it as UTF-8 TOML"
        raise BadFileError([Fault(shown_as, "whole file", str(problem), cure)]) from problem


def read_parts(folder: Path) -> dict[str, Any]:
    """All parts of the protocol in *folder* merged into one table."""
    tables: dict[str, Any] = {"ladder": None, "mileage": None}
    for part in PARTS:
        if part in OPTIONAL_PARTS and not (folder / part).exists():
            continue
        tables |= read_toml(folder / part, shown_as=f"{folder.parent.name}/{folder.name}/{part}")
    tables.pop("schema", None)
    return tables


def decode(tables: dict[str, Any], *, shown_as: str) -> Protocol:
    """The protocol the merged *tables* describe; BadFileError says which key is wrong and how."""
    faults = []
    for exercise in tables.get("exercises", []):
        steps = exercise.get("dose_steps", [])
        try:
            exercise["dose_steps"] = [msgspec.structs.asdict(Dose.parse(str(step))) for step in steps]
        except ValueError as problem:
            entry = f"exercise '{exercise.get('id', '?')}'"
            faults.append(Fault(f"{shown_as}/exercises.toml", entry, str(problem), "Correct the dose"))
    if faults:
        raise BadFileError(faults)
    try:
        return msgspec.convert(tables, Protocol, str_keys=True)
    except msgspec.ValidationError as problem:
        cure = "Correct the key named after the dollar sign"
        raise BadFileError([Fault(shown_as, "protocol", str(problem), cure)]) from problem


def read_protocol(folder: Path) -> Protocol:
    """The protocol in *folder*, decoded but not yet checked against itself."""
    return decode(read_parts(folder), shown_as=f"{folder.parent.name}/{folder.name}")


@cache
def load_protocol(protocol_id: str = CALF_STRAIN, version: str = "1.0") -> Protocol:
    """A protocol of our own data folder, read once per process."""
    return read_protocol(PROTOCOLS / protocol_id / version)
