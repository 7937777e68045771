"""Who to call in which country. The numbers are data; each row says how far it has been checked."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec

from rehab.fault import BadFileError, Fault, refuse, repeated_names, unknown_names
from rehab.tables import Table

FILE = "emergency.toml"
_CODE = re.compile(r"[A-Z]{2}")
_NUMBER = re.compile(r"[0-9][0-9 ]*[0-9]")


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where numbers come from, in words a host can judge."""

    citation: str


class Country(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The numbers of one country; *code* is ISO 3166, *emergency* lists the best number first.

    *urgent* is for advice the same day, None where no one number serves the whole country.
    *checked_on* is None until somebody has held the row against its government's own page.
    """

    code: str
    name: str
    emergency: tuple[str, ...]
    source: str
    urgent: str | None = None
    checked_on: date | None = None


class Emergency(msgspec.Struct, frozen=True):
    """All numbers we know, the one that is *always* shown, and the countries *named* beside it where
    nobody said which.
    """

    always: str
    named: tuple[str, ...]
    sources: dict[str, Source]
    countries: tuple[Country, ...]

    def country(self, code: str) -> Country | None:
        """The row of the country *code*, in any case; None when there is none."""
        return next((country for country in self.countries if country.code == code.upper()), None)

    def numbers(self, code: str) -> tuple[str, ...]:
        """What to call in an emergency, the best first and `always` among them; that alone when
        the country is not known.
        """
        country = self.country(code)
        local = country.emergency if country else ()
        return local if self.always in local else (*local, self.always)

    def by_number(self) -> dict[str, tuple[Country, ...]]:
        """The best number of each country *named*, where it is not `always`, with those who share it."""
        found: dict[str, tuple[Country, ...]] = {}
        for code in self.named:
            country = self.country(code)
            if country and country.emergency[0] != self.always:
                number = country.emergency[0]
                found[number] = (*found.get(number, ()), country)
        return found


def load_emergency(data: Path) -> Emergency:
    """The numbers in the folder *data*; BadFileError lists everything wrong in the file."""
    table = Table(data / FILE, shown_as=FILE)
    table.only("schema", "always", "named", "sources", "countries")
    named = table.one("named", tuple[str, ...])
    always, sources = table.one("always", str), table.one("sources", dict[str, Source])
    countries = table.entries("countries", Country)
    # Only what decodes can be looked at as a whole.
    if table.faults or always is None or named is None or sources is None:
        raise BadFileError(table.faults)
    read = Emergency(always, named, sources, countries)
    refuse(_faults_within(read))
    return read


def _faults_within(read: Emergency) -> Iterator[Fault]:
    """Codes and numbers that are not what they should be, and sources that are not there."""
    yield from repeated_names(FILE, "countries", [country.code for country in read.countries])
    yield from _number_faults("always", read.always)
    for name, source in read.sources.items():
        if not source.citation.strip():
            yield Fault(FILE, f"sources '{name}'", "has no citation", "Say where the numbers come from.")
    yield from repeated_names(FILE, "named", read.named)
    yield from unknown_names(FILE, "named", "country", read.named, [country.code for country in read.countries])
    for country in read.countries:
        entry = f"countries '{country.code}'"
        if not _CODE.fullmatch(country.code):
            yield Fault(FILE, entry, "is not a country code", "Write two capital letters, as in 'GB'.")
        if not country.name.strip():
            yield Fault(FILE, entry, "has no name", "Write its name.")
        if not country.emergency:
            yield Fault(FILE, entry, "has no emergency number", "Write at least one.")
        for number in (*country.emergency, country.urgent):
            if number is not None:
                yield from _number_faults(entry, number)
        yield from unknown_names(FILE, entry, "source", [country.source], read.sources)


def _number_faults(entry: str, number: str) -> Iterator[Fault]:
    if not _NUMBER.fullmatch(number):
        cure = "Write digits, with blanks between them."
        yield Fault(FILE, entry, f"'{number}' is not a phone number", cure)
