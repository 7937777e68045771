"""The words on the screens of the check: one for everything that is asked, and plain."""

import tomllib

from rehab.screening import screens
from rehab.screening.questions import FOLLOW_UPS
from tests.rehab.reading_grade import reading_grade
from tests.rehab.screening_oracle import DATA, RULES
from tests.rehab.wording import forbidden_claims

TEXTS = tomllib.loads((DATA / "text/en/check.toml").read_text("utf-8"))
SAID = [text for part in ("ticks", "more", "beside") for text in TEXTS[part].values()]


def test_every_sign_that_is_asked_has_its_tick_and_no_other() -> None:
    assert set(TEXTS["ticks"]) == {flag.id for _, flags in screens(RULES) for flag in flags}


def test_everything_asked_of_some_is_worded() -> None:
    assert set(TEXTS["more"]) == {*FOLLOW_UPS, "examined_on"}


def test_a_tick_is_short() -> None:
    assert {text: len(text.split()) for text in TEXTS["ticks"].values() if len(text.split()) > 22} == {}


def test_a_twelve_year_old_can_read_it_and_it_claims_nothing() -> None:
    assert reading_grade(f"{text}." for text in SAID) <= 6.5
    assert forbidden_claims(SAID) == []
