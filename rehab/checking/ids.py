"""Ids: names a machine can hold on to, on every screen and in every address."""

import re
from collections.abc import Iterable, Iterator

from rehab.checking.place import Place
from rehab.fault import PLAIN, Fault, unplain_names

VERSION = re.compile(r"[0-9]{1,3}(\.[0-9]{1,3}){0,2}")
# Rungs are shown as they are.
RUNG = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,15}")


def id_faults(place: Place) -> Iterator[Fault]:
    """A fault for each id that is no plain one."""
    protocol = place.protocol
    named: list[tuple[str, str, Iterable[str]]] = [
        ("id", "id", [protocol.id]),
        ("phases", "phase", place.phases),
        ("categories", "category", protocol.categories),
        ("pain", "pain", protocol.pain),
        ("focuses", "focus", protocol.focuses),
        ("kit", "kit", place.kit),
        ("exercises", "exercise", place.exercises),
    ]
    named += [("gates", f"gate '{phase}'", (c.criterion for c in gate)) for phase, gate in protocol.gates.items()]
    for key, noun, names in named:
        yield from _unfit(place, key, noun, names)
    if not VERSION.fullmatch(protocol.version):
        yield place.fault("version", "version", f"{protocol.version!r} is no version", "Write one like '1.0'.")
    if protocol.ladder:
        yield from _unfit(place, "ladder", "rung", (rung.id for rung in protocol.ladder.rungs), RUNG)


def _unfit(place: Place, key: str, noun: str, names: Iterable[str], plain: re.Pattern[str] = PLAIN) -> Iterator[Fault]:
    return unplain_names(place.file(key), noun, names, plain)
