"""What is wrong with a data file, said so that somebody who is no programmer can mend it."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

import msgspec


class Fault(msgspec.Struct, frozen=True, order=True):
    """One thing wrong: *file* and *entry* say where, *problem* what was found, *cure* what to write."""

    file: str
    entry: str
    problem: str
    cure: str

    def __str__(self) -> str:
        return f"{self.file}, {self.entry}: {self.problem}. {self.cure}"


class BadFileError(ValueError):
    """Data files that cannot be used; *faults* holds everything wrong, the message one a line."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


def refuse(faults: Iterable[Fault]) -> None:
    """BadFileError with all *faults*, when there are any."""
    found = tuple(faults)
    if found:
        raise BadFileError(found)


def name_nearest(given: str, allowed: Iterable[str]) -> str:
    """What could be written in place of *given*: the nearest of *allowed*, or all of them in order."""
    choices = sorted(allowed)
    near = get_close_matches(given, choices, n=1)
    return f"Did you mean '{near[0]}'?" if near else f"Allowed: {', '.join(choices)}."


def unknown_names(
    file: str,
    entry: str,
    noun: str,
    names: Iterable[str],
    known: Iterable[str],
) -> Iterator[Fault]:
    """A fault for each of *names* that is not among the *known*; *noun* says what they should name."""
    allowed = frozenset(known)
    for name in names:
        if name not in allowed:
            yield Fault(file, entry, f"unknown {noun} '{name}'", name_nearest(name, allowed))


def repeated_names(file: str, key: str, names: Iterable[str]) -> Iterator[Fault]:
    """A fault for each of *names* that came before in the list *key*."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            yield Fault(file, f"{key} '{name}'", "is there twice", "Remove or rename one of them.")
        seen.add(name)
