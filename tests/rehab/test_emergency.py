"""Emergency numbers: the right one first, 112 always, and an honest word on who checked them."""

import re
from datetime import date
from pathlib import Path

import msgspec
import pytest

from rehab.emergency import load_emergency
from rehab.fault import BadFileError
from rehab.words import words_in
from tests.rehab.screening_oracle import DATA

NUMBERS = load_emergency(DATA)
# The 27 states of the union with Iceland, Liechtenstein and Norway.
EEA = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IS IE IT LV LI LT LU MT NL NO PL PT RO SK SI ES SE"

CALLED_FIRST = {
    "United Kingdom": ("GB", ("999", "112"), "111"),
    "Ireland": ("IE", ("112", "999"), None),
    "United States": ("US", ("911", "112"), None),
    "Canada": ("CA", ("911", "112"), "811"),
    "Australia": ("AU", ("000", "112"), "1800 022 222"),
    "New Zealand": ("NZ", ("111", "112"), "0800 611 116"),
    "Switzerland": ("CH", ("144", "112"), None),
    "South Africa": ("ZA", ("10177", "112"), None),
    "India": ("IN", ("112", "108"), None),
    "Japan": ("JP", ("119", "112"), None),
    "Brazil": ("BR", ("192", "112"), None),
    "Mexico": ("MX", ("911", "112"), None),
    "Germany": ("DE", ("112",), "116117"),
}


@pytest.mark.parametrize(("code", "numbers", "urgent"), CALLED_FIRST.values(), ids=CALLED_FIRST)
def test_numbers_by_country(code: str, numbers: tuple[str, ...], urgent: str | None) -> None:
    assert NUMBERS.numbers(code) == numbers
    country = NUMBERS.country(code)
    assert country is not None
    assert country.urgent == urgent


@pytest.mark.parametrize("code", EEA.split())
def test_every_eea_state_calls_112_first(code: str) -> None:
    assert NUMBERS.numbers(code)[0] == "112"


def test_112_is_always_among_them_and_alone_where_we_know_no_more() -> None:
    assert all("112" in NUMBERS.numbers(country.code) for country in NUMBERS.countries)
    assert NUMBERS.numbers("XX") == ("112",)
    assert NUMBERS.country("XX") is None


def test_the_code_may_come_in_small_letters() -> None:
    assert NUMBERS.country("gb") is NUMBERS.country("GB")


NAMED = {
    "none": ((), {}),
    "one of its own": (("GB",), {"999": ["GB"]}),
    "two that share a number": (("US", "GB", "CA"), {"911": ["US", "CA"], "999": ["GB"]}),
    "one that calls the number for all": (("DE",), {}),
}


@pytest.mark.parametrize(("codes", "numbers"), NAMED.values(), ids=NAMED)
def test_numbers_of_the_countries_named(codes: tuple[str, ...], numbers: dict[str, list[str]]) -> None:
    found = msgspec.structs.replace(NUMBERS, named=codes).by_number()
    assert {number: [country.code for country in there] for number, there in found.items()} == numbers


def test_the_call_for_help_has_its_numbers_from_the_file() -> None:
    assert words_in().action("E") == (
        "Call an ambulance now. The number is 112 in much of the world, 999 in the UK, 911 in the USA and Canada, "
        "000 in Australia, 111 in New Zealand."
    )


def test_no_sentence_has_a_number_of_its_own_to_call() -> None:
    numbers = {number for country in NUMBERS.countries for number in (*country.emergency, country.urgent) if number}
    written = re.compile(rf"(?<![\d-])({'|'.join(sorted(numbers | {NUMBERS.always}))})(?![\d-])")
    found = [
        (file.name, line)
        for file in (DATA / "text").glob("*/*.toml")
        for line in file.read_text("utf-8").splitlines()
        if written.search(line)
    ]
    assert found == []


def test_every_row_says_where_it_comes_from_and_none_claims_a_check() -> None:
    assert {country.source for country in NUMBERS.countries} == set(NUMBERS.sources) == {"general-knowledge"}
    assert "to be checked" in NUMBERS.sources["general-knowledge"].citation
    assert all(country.checked_on is None for country in NUMBERS.countries)


GOOD = """
always = "112"
named = []
[sources.page]
citation = "A page"
[[countries]]
code = "GB"
name = "United Kingdom"
emergency = ["999"]
urgent = "111"
source = "page"
checked_on = 2026-01-31
"""
SPOILT = {
    "a code in small letters": ('"GB"', '"gb"', "countries 'gb'", "is not a country code"),
    "a code too long": ('"GB"', '"GBR"', "countries 'GBR'", "is not a country code"),
    "no emergency number": ('["999"]', "[]", "countries 'GB'", "has no emergency number"),
    "an emergency number with letters": ('"999"', '"nine"', "countries 'GB'", "'nine' is not a phone number"),
    "an advice number with a dash": ('"111"', '"1-1"', "countries 'GB'", "'1-1' is not a phone number"),
    "a wrong number for all": ('always = "112"', 'always = ""', "always", "'' is not a phone number"),
    "an unknown source": ('source = "page"', 'source = "pages"', "countries 'GB'", "unknown source 'pages'"),
    "a missing source": ('source = "page"\n', "", "countries 1", "missing required field `source`"),
    "an unknown table": ('always = "112"', 'always = "112"\nnever = "1"', "never", "is not known here"),
    "no number for all": ('always = "112"\n', "", "always", "Expected `str`, got `null`"),
    "no list of those named": ("named = []\n", "", "named", "Expected `array`, got `null`"),
    "a country named that has no row": ("named = []", 'named = ["FR"]', "named", "unknown country 'FR'"),
    "a country named twice": ("named = []", 'named = ["GB", "GB"]', "named 'GB'", "is there twice"),
    "digits that no phone has": ('["999"]', '["٩٩٩"]', "countries 'GB'", "'٩٩٩' is not a phone number"),
    "no sources": ('[sources.page]\ncitation = "A page"\n', "", "sources", "Expected `object`, got `null`"),
}


def test_a_row_may_say_when_it_was_checked(tmp_path: Path) -> None:
    (tmp_path / "emergency.toml").write_text(GOOD, "utf-8")
    country = load_emergency(tmp_path).country("GB")
    assert country is not None
    assert country.checked_on == date(2026, 1, 31)


@pytest.mark.parametrize(("old", "new", "entry", "problem"), SPOILT.values(), ids=SPOILT)
def test_a_bad_file_is_refused(tmp_path: Path, old: str, new: str, entry: str, problem: str) -> None:
    assert old in GOOD
    (tmp_path / "emergency.toml").write_text(GOOD.replace(old, new, 1), "utf-8")
    with pytest.raises(BadFileError) as refused:
        load_emergency(tmp_path)
    [fault] = refused.value.faults
    assert (fault.file, fault.entry.split(" '")[0]) == ("emergency.toml", entry.split(" '")[0])
    assert problem in fault.problem
    assert fault.cure


def test_a_country_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "emergency.toml").write_text(GOOD + GOOD[GOOD.index("[[") :], "utf-8")
    with pytest.raises(BadFileError, match="countries 'GB': is there twice"):
        load_emergency(tmp_path)
