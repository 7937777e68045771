"""Reads a protocol folder into a Protocol; what does not decode is refused with file and cure."""

from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from rehab.dose import Dose
from rehab.fault import BadFileError, Fault
from rehab.protocol import Protocol
from rehab.tables import entry_name, read_values

DATA = Path(__file__).parent / "data"
PROTOCOLS = DATA / "protocols"
CALF_STRAIN = "calf-strain"
PARTS = ("protocol.toml", "running.toml", "gates.toml", "schedule.toml", "exercises.toml")
DOSE_CURE = "Write doses like '3 x 12 rep'."
OPTIONAL_PARTS = frozenset({"running.toml"})


def read_parts(folder: Path) -> dict[str, Any]:
    """All parts of the protocol in *folder* merged into one table."""
    tables: dict[str, Any] = {"ladder": None, "mileage": None}
    for part in PARTS:
        if part in OPTIONAL_PARTS and not (folder / part).exists():
            continue
        tables |= read_values(folder / part, shown_as=f"{folder.parent.name}/{folder.name}/{part}")
    tables.pop("schema", None)
    return tables


def with_doses(exercise: object) -> object:
    """An entry of exercises.toml with its doses read; what is no entry as it is. ValueError says
    which dose is none.
    """
    if not isinstance(exercise, dict):
        return exercise
    steps = exercise.get("dose_steps", [])
    if not isinstance(steps, list):
        raise ValueError("dose_steps is no list of doses")
    return exercise | {"dose_steps": [msgspec.structs.asdict(Dose.parse(str(step))) for step in steps]}


def decode(tables: dict[str, Any], *, shown_as: str) -> Protocol:
    """The protocol the merged *tables* describe; BadFileError says which key is wrong and how."""
    faults, exercises = [], tables.get("exercises")
    if isinstance(exercises, list):
        read: list[object] = []
        for place, exercise in enumerate(exercises, 1):
            try:
                read.append(with_doses(exercise))
            except ValueError as problem:
                entry = entry_name("exercises", place, exercise)
                faults.append(Fault(f"{shown_as}/exercises.toml", entry, str(problem), DOSE_CURE))
        tables = tables | {"exercises": read}
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
