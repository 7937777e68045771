"""What is wrong with a data file, said so that somebody who is no programmer can mend it."""

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

import msgspec

PLAIN = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


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


def unplain_names(file: str, key: str, names: Iterable[str], plain: re.Pattern[str] = PLAIN) -> Iterator[Fault]:
    """A fault for each of *names* in the list *key* that no machine could hold on to."""
    for name in names:
        if not plain.fullmatch(name):
            yield Fault(file, f"{key} {name!r:.70}", "is no plain id", "Use the letters a to z, digits and hyphens.")


def uncited_entries(file: str, cited: Iterable[tuple[str, tuple[str, ...]]]) -> Iterator[Fault]:
    """A fault for each entry of *cited* that rests on no source."""
    for entry, sources in cited:
        if not sources:
            yield Fault(file, entry, "cites no source", "Give it sources; 'judgement:…' is one.")


def beyond(file: str, entry: str, numbers: Iterable[tuple[str, int | None]], ends: tuple[int, int]) -> Iterator[Fault]:
    """A fault for each named number that is given and lies outside *ends*."""
    least, most = ends
    for name, number in numbers:
        if number is not None and not least <= number <= most:
            yield Fault(file, entry, f"{name} is {number}", f"Write {least} to {most}.")
