"""Words and sources: what has none, and what cites one nobody knows."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from rehab.checking.place import Place
from rehab.fault import Fault, unknown_names

STEPS = range(3, 6)


def word_faults(place: Place, words: Mapping[str, Mapping[str, Any]]) -> Iterator[Fault]:
    """Each exercise without a name or three to five steps, each phase, criterion or pain limit
    without words. *words* holds the text files of one language by name, without ending.
    """
    written = words.get("exercises", {})
    for name in place.exercises:
        found = written.get(name, {})
        if not found.get("name"):
            yield _missing("exercises", name, "has no name")
        if len(found.get("steps", ())) not in STEPS:
            yield _missing("exercises", name, f"has {len(found.get('steps', ()))} steps, not three to five")
    for phase in place.phases:
        if phase not in words.get("phases", {}):
            yield _missing("phases", phase, "has no words")
    for phase, criteria in place.protocol.gates.items():
        for criterion in criteria:
            if criterion.criterion not in words.get("gates", {}).get(phase, {}):
                yield _missing("gates", f"{phase}.{criterion.criterion}", "has no words")
    for limit in place.protocol.pain:
        if limit not in words.get("stop_rules", {}).get("contexts", {}):
            yield _missing("stop_rules", f"contexts.{limit}", "has no words")


def _missing(file: str, entry: str, problem: str) -> Fault:
    return Fault(f"text/{file}.toml", entry, problem, "Write it; ids are those of the protocol.")


def source_faults(place: Place, sources: frozenset[str]) -> Iterator[Fault]:
    """Each entry that cites a source nobody knows."""
    tables = msgspec.to_builtins(place.protocol, str_keys=True)
    for key, table in tables.items():
        inner = {key: table} if key == "sources" else table
        for entry, names in cited(inner, key):
            yield from unknown_names(place.file(key), entry, "source", names, sources)


def cited(value: object, entry: str) -> Iterator[tuple[str, list[str]]]:
    """Every list called `sources` at any depth of *value*, with the entry it stands in."""
    if isinstance(value, dict):
        name = value.get("id") or value.get("criterion") or value.get("rule")
        entry = f"{entry} '{name}'" if name else entry
        for key, inner in value.items():
            if key == "sources" and isinstance(inner, list | tuple):
                yield entry, list(inner)
            else:
                yield from cited(inner, f"{entry}.{key}")
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from cited(inner, entry)
