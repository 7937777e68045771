"""A protocol's folder, file by file: what does not decode, and numbers that rest on nothing."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from rehab.catalogue import Exercise
from rehab.checking.courses import course_faults
from rehab.checking.graded import graded_faults
from rehab.checking.pictured import picture_faults
from rehab.checking.place import Place
from rehab.checking.protocol import check_protocol
from rehab.checking.screened import Screened
from rehab.citations import load_citations
from rehab.fault import BadFileError, Fault
from rehab.library import DATA, DOSE_CURE, OPTIONAL_PARTS, PARTS, decode, with_doses
from rehab.numbers import Kit, Ladder, Limits, Mileage, Missed, Modifiers, Overdue, Reds
from rehab.protocol import CategoryRule, Course, Criterion, Greens, Offer, PainLimit, Phase, Protocol, Row
from rehab.tables import entry_name, read_values

ENGLISH = DATA / "text" / "en"
MEND = "Correct the key named there, the entry itself being '$'."
# What stands in each table of the merged files: lists of entries, tables by name, or one table.
LISTS: Mapping[str, type] = {"phases": Phase, "greens": Greens, "exercises": Exercise}
NAMED: Mapping[str, type] = {"categories": CategoryRule, "pain": PainLimit}
SINGLE: Mapping[str, type] = {
    "modifiers": Modifiers,
    "overdue": Overdue,
    "missed": Missed,
    "reds": Reds,
    "limits": Limits,
    "kit": Kit,
    "ladder": Ladder,
    "mileage": Mileage,
}
TABLES = frozenset({*NAMED, "gates", "schedule"})
SCHEDULE: Mapping[str, type] = {"rows": Row, "laid": Course, "offers": Offer}


def check_folder(path: Path, *, text: Path = ENGLISH) -> list[Fault]:
    """Everything wrong with the protocol in *path*, in order: each file that cannot be read, each
    entry that does not decode, each number without a source, a safety check gone soft; once all
    decodes, everything `check_protocol` finds; and once nothing is found, each breach of the
    planned courses. *text* holds the words of one language.
    """
    shown = f"{path.parent.name}/{path.name}"
    files, faults = _read(path, shown)
    for name, tables in files.items():
        faults += _without_source(f"{shown}/{name}", tables)
    merged: dict[str, Any] = {"ladder": None, "mileage": None}
    for part in PARTS:
        faults += _decode(f"{shown}/{part}", files.get(part, {}))
        faults += _elsewhere(f"{shown}/{part}", files.get(part, {}), merged)
        merged |= files.get(part, {})
    merged.pop("schema", None)
    undecoded = any(not fault.problem.startswith("rests on nothing") for fault in faults)
    words, unread = _read(text, f"text/{text.name}")
    named = {name.removesuffix(".toml"): tables for name, tables in words.items()}
    screened = Screened(path, named)
    sources = frozenset(load_citations().sources)
    faults += [*unread, *screened.faults]
    faults += graded_faults(path, named, flags=screened.ids(), denied=screened.denied(), sources=sources)
    if undecoded:
        return sorted(set(faults))
    try:
        protocol = decode(merged, shown_as=shown)
    except BadFileError as problem:
        return sorted({*faults, *problem.faults})
    place = Place(protocol)
    faults += [*check_protocol(protocol, words=named, sources=sources), *_misplaced(protocol, path)]
    faults += screened.against(place, sources)
    faults += picture_faults(path, place.exercises, named.get("exercises", {}))
    if not faults:
        faults += course_faults(place, screened.never(place))
    return sorted(set(faults))


def _elsewhere(file: str, tables: Mapping[str, Any], before: Mapping[str, Any]) -> Iterator[Fault]:
    """A key that another part has as well: one of the two would be lost."""
    for key in tables:
        if key != "schema" and before.get(key) is not None:
            yield Fault(file, key, "stands in another file of the protocol too", "Keep one of them.")


def _misplaced(protocol: Protocol, path: Path) -> Iterator[Fault]:
    """Who a protocol is, its folder says as well: safety figures go by that name."""
    for key, given, folder in (("id", protocol.id, path.parent), ("version", protocol.version, path)):
        if given != folder.name:
            problem = f"is '{given}' in a folder '{folder.name}'"
            cure = "Give both the same name."
            yield Fault(f"{path.parent.name}/{path.name}/protocol.toml", key, problem, cure)


def _read(path: Path, shown: str) -> tuple[dict[str, dict[str, Any]], list[Fault]]:
    """The tables of every file in *path* by name, and a fault for each that cannot be read or is missing."""
    found: dict[str, dict[str, Any]] = {}
    faults: list[Fault] = []
    missing = [*PARTS] if not shown.startswith("text/") else []
    wanted = {file.name for file in path.glob("*.toml")} | {p for p in missing if p not in OPTIONAL_PARTS}
    for name in sorted(wanted):
        try:
            found[name] = read_values(path / name, shown_as=f"{shown}/{name}")
        except BadFileError as problem:
            faults += problem.faults
    return found, faults


def _decode(file: str, tables: Mapping[str, Any]) -> Iterator[Fault]:
    """A fault for each entry of one file that is not what it should be."""
    for key, value in tables.items():
        if key in LISTS:
            yield from _entries(file, key, value, LISTS[key])
        elif key in SINGLE:
            yield from _one(file, key, value, SINGLE[key])
        elif key in TABLES and not isinstance(value, dict):
            yield Fault(file, key, "is no table", f"Write [{key}] or [{key}.…] and its keys below.")
        elif key in NAMED:
            for name, inner in value.items():
                yield from _one(file, f"{key} '{name}'", inner, NAMED[key])
        elif key == "gates":
            for phase, criteria in value.items():
                yield from _entries(file, f"gate '{phase}' criterion", criteria, Criterion)
        elif key == "schedule":
            for name, kind in SCHEDULE.items():
                yield from _entries(file, name, value.get(name, []), kind)


def _entries(file: str, key: str, values: object, kind: type) -> Iterator[Fault]:
    if not isinstance(values, list):
        yield Fault(file, key, "is not a list of entries", f"Write [[{key}]] before each.")
        return
    for place, value in enumerate(values, 1):
        yield from _one(file, entry_name(key, place, value), value, kind)


def _one(file: str, entry: str, value: object, kind: type) -> Iterator[Fault]:
    if kind is Exercise:
        try:
            value = with_doses(value)
        except ValueError as problem:
            yield Fault(file, entry, str(problem), DOSE_CURE)
            return
    try:
        msgspec.convert(value, kind, str_keys=True)
    except msgspec.ValidationError as problem:
        yield Fault(file, entry, str(problem), MEND)


def _without_source(file: str, tables: Mapping[str, Any]) -> list[Fault]:
    """A fault for each table with a number of its own and no `sources` in it or above it."""
    return [
        Fault(file, entry, f"rests on nothing: {key} = {number}", "Give it sources; 'judgement:…' is one.")
        for entry, key, number in _bare(tables, "file", sourced="sources" in tables)
        if key != "schema"
    ]


def _bare(value: object, entry: str, *, sourced: bool) -> Iterator[tuple[str, str, int | float]]:
    if isinstance(value, list):
        for place, inner in enumerate(value, 1):
            yield from _bare(inner, entry_name(entry, place, inner), sourced=sourced)
    if not isinstance(value, dict):
        return
    sourced = sourced or bool(value.get("sources"))
    for key, inner in value.items():
        if not sourced:
            yield from ((entry, key, number) for number in _numbers(inner))
        yield from _bare(inner, key if entry == "file" else f"{entry}.{key}", sourced=sourced)


def _numbers(value: object) -> list[int | float]:
    """The first number that *value* itself is or lists; none inside tables."""
    listed = value if isinstance(value, list) else [value]
    return [inner for inner in listed if isinstance(inner, int | float) and not isinstance(inner, bool)][:1]
