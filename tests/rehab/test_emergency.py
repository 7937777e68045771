"""Emergency numbers: the right one first, 112 always, and an honest word on who checked them."""

from datetime import date
from pathlib import Path

import pytest

from rehab.emergency import load_emergency
from rehab.fault import BadFileError
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


def test_every_row_says_where_it_comes_from_and_none_claims_a_check() -> None:
    assert {country.source for country in NUMBERS.countries} == set(NUMBERS.sources) == {"general-knowledge"}
    assert "to be checked" in NUMBERS.sources["general-knowledge"].citation
    assert all(country.checked_on is None for country in NUMBERS.countries)


GOOD = """
always = "112"
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
