"""The words on the screens of the check: one for everything that is asked, and plain."""

import tomllib

import pytest

from rehab.reading_grade import reading_grade
from rehab.screening import screens
from rehab.screening.questions import FOLLOW_UPS
from rehab.wording import forbidden_claims
from tests.rehab.screening_oracle import DATA, RULES

TEXTS = tomllib.loads((DATA / "text/en/check.toml").read_text("utf-8"))
# What each tick of several parts has to name, so that nobody who has one of them reads past it.
PARTS = {
    "rf01": "chest breath blood faint",
    "rf02": "foot calf cold pale blue blotchy feel mov",
    "rf03": "worse rest hard bulging numb toes",
    "rf04": "legs numb weak bladder bowel",
    "rf05": "dark little sore swollen weak",
    "rf06": "shape crack bone",
    "rf07": "four_steps weight",
    "rf08": "pop snap kick",
    "rf09": "dent heel push tiptoe front flat squeeze",
    "rf11b": "weak cast boot",
    "rf11c": "bed operation 12_weeks",
    "rf11f": "pill oestrogen",
    "rf13": "red hot sore spread broken fever shivers",
    "rf13e": "muddled blotchy breath",
    "rf14": "thinners bleeding",
    "rf15": "pregnant 6_weeks",
    "rf16": "diabetes blood_flow sore",
    "rf16a": "fingers toes rash cold",
    "rf17": "ciprofloxacin levofloxacin 3_months steroids",
    "rf18": "cramp same_distance minutes tingles",
    "rf19": "tingling numb back leg",
    "rf19u": "numb weak",
    "rf20": "shin bone night rest weight lump",
    "rf21": "behind_the_knee calf",
    "rf22": "8_of_10 bruise swelling hours",
    "rf25": "4_days week",
    "rf27": "leg achilles operation 12_months",
    "rf28": "calves muscles statin virus",
    "rf30": "heart stroke dizzy told_by_a_doctor_not",
}
SAID = [text for part in ("ticks", "more", "beside") for text in TEXTS[part].values()]


def test_every_sign_that_is_asked_has_its_tick_and_no_other() -> None:
    assert set(TEXTS["ticks"]) == {flag.id for _, flags in screens(RULES) for flag in flags}


def test_everything_asked_of_some_is_worded() -> None:
    assert set(TEXTS["more"]) == {*FOLLOW_UPS, "examined_on"}


def test_a_tick_is_short() -> None:
    long = {sign: len(text.split()) for sign, text in TEXTS["ticks"].items() if len(text.split()) > 18}
    assert long.keys() <= {"rf09"}, "how a torn tendon is looked for is no shorter in words that can be followed"
    assert all(words <= 25 for words in long.values())


@pytest.mark.parametrize("sign", PARTS)
def test_a_short_tick_leaves_no_part_of_its_sign_to_the_fold(sign: str) -> None:
    said = TEXTS["ticks"][sign].lower()
    assert [part for part in PARTS[sign].split() if part.replace("_", " ") not in said] == []


def test_a_twelve_year_old_can_read_it_and_it_claims_nothing() -> None:
    assert reading_grade(f"{text}." for text in SAID) <= 6.5
    assert forbidden_claims(SAID) == []
