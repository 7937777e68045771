"""What must not be given to whom: the table of contra-indications, and invariants 39 and 40."""

import pytest

from rehab.screening import Assessment, Circumstances, assess, screen
from tests.rehab.screening_oracle import RULES, SIGNS

COLD, PRESSURE, RAISED = "cold-pack", "compression-bandage-or-sleeve", "elevation"
FIRST_AID = {COLD, PRESSURE, RAISED}
BIKE, POOL = "stationary-bike-mid-foot-on-pedal", "swim-or-deep-water-run"
CUSHION = "single-leg-stand-cushion-or-eyes-shut"

BARRED = {
    "a cold pale foot": ("rf02", FIRST_AID, set()),
    "tight and climbing pain": ("rf03", {PRESSURE, RAISED}, set()),
    "a cracked bone": ("rf06", set(), {"run", "plyometric"}),
    "a pop": ("rf08", set(), {"stretch", "heel_drop", "plyometric"}),
    "a torn tendon": ("rf09", set(), {"stretch", "heel_drop", "plyometric"}),
    **{f"clot sign {sign}": (sign, FIRST_AID | {BIKE, POOL}, {"self_massage"}) for sign in ["rf10", *SIGNS]},
    "an infection": ("rf13", {PRESSURE, POOL}, {"self_massage"}),
    "an infection in the blood": ("rf13e", {PRESSURE, POOL}, {"self_massage"}),
    "blood thinners": ("rf14", set(), {"self_massage"}),
    "neuropathy or poor blood flow": ("rf16", FIRST_AID | {CUSHION}, {"heel_drop", "plyometric"}),
    "white fingers": ("rf16a", {COLD}, set()),
    "a numb patch": ("rf16b", {COLD, PRESSURE, CUSHION}, {"heel_drop", "plyometric"}),
    "broken skin": ("rf16c", {COLD, PRESSURE, BIKE, POOL}, {"self_massage"}),
    "a drug that weakens tendons": ("rf17", set(), {"heel_drop", "plyometric"}),
    "a cramp at a set distance": ("rf18", FIRST_AID, set()),
    "a sudden cramp at rest": ("rf18u", FIRST_AID, set()),
    "tingling": ("rf19", {COLD, CUSHION}, {"heel_drop", "plyometric"}),
    "a numb foot": ("rf19u", {COLD, CUSHION}, {"heel_drop", "plyometric"}),
    "bone pain": ("rf20", set(), {"run", "plyometric"}),
    "swelling from behind the knee": ("rf21", FIRST_AID | {BIKE, POOL}, {"self_massage"}),
    "a large bruise": ("rf22", set(), {"self_massage"}),
    "a late bruise": ("rf23", set(), {"self_massage"}),
    "a third strain": ("rf26", set(), {"aerobic"}),
    "an operation": ("rf27", set(), {"aerobic"}),
    "heart trouble": ("rf30", {CUSHION}, {"aerobic"}),
}
FOR_GOOD = {
    "rf16": FIRST_AID | {CUSHION},
    "rf16a": {COLD},
    "rf16b": {COLD, PRESSURE, CUSHION},
    "rf16c": {COLD, PRESSURE, BIKE, POOL},
}


def barred(result: Assessment) -> tuple[set[str], set[str]]:
    return set(result.barred), set(result.barred_categories)


def for_good(result: Assessment) -> tuple[set[str], set[str]]:
    return set(result.never), set(result.never_categories)


@pytest.mark.parametrize(("flag", "exercises", "categories"), BARRED.values(), ids=BARRED)
def test_what_a_sign_takes_away(flag: str, exercises: set[str], categories: set[str]) -> None:
    assert barred(assess(RULES, {flag}, grade=1, day=10)) == (exercises, categories)
    assert barred(assess(RULES, {flag}, grade=1, day=10, cleared_on_day=11)) == (exercises, categories)


def test_no_other_sign_takes_anything_away() -> None:
    others = set(RULES.ids()) - {flag for flag, _, _ in BARRED.values()}
    assert barred(assess(RULES, others, grade=1, day=10)) == (set(), set())


@pytest.mark.parametrize(("flag", "exercises", "categories"), BARRED.values(), ids=BARRED)
def test_what_an_examination_gives_back(flag: str, exercises: set[str], categories: set[str]) -> None:
    by_date = assess(RULES, {flag}, grade=1, day=10, cleared_on_day=10)
    in_person = screen(RULES, {flag}, Circumstances(10, examined=frozenset({flag})))
    kept = FOR_GOOD.get(flag, set())
    kept_categories = {"self_massage"} if flag == "rf16c" else set()
    for result in (by_date, in_person):
        assert barred(result) == (kept, kept_categories)
        assert for_good(result) == (kept, kept_categories)
    assert for_good(assess(RULES, {flag}, grade=1, day=10)) == (kept, kept_categories)


def test_what_stays_away_for_good_still_says_why() -> None:
    result = assess(RULES, {"rf16"}, grade=1, day=10, cleared_on_day=10)
    assert [reason.rule for reason in result.reasons] == ["rf16"]


def test_one_examined_sign_does_not_free_what_another_still_bars() -> None:
    facts = Circumstances(10, examined=frozenset({"rf10a"}))
    assert PRESSURE in screen(RULES, {"rf10a", "rf10b"}, facts).barred


ARTERIES_FEET_CLOTS = ["rf16", "rf18", "rf18u", "rf02", "rf10", *SIGNS]
NUMB_AND_COLD_SKIN = ["rf16", "rf16a", "rf16b", "rf19", "rf19u"]


@pytest.mark.parametrize("flag", ARTERIES_FEET_CLOTS)
def test_invariant_39_no_pressure_cold_or_raised_leg(flag: str) -> None:
    assert assess(RULES, {flag}, grade=1, day=0).barred >= FIRST_AID


@pytest.mark.parametrize("flag", NUMB_AND_COLD_SKIN)
def test_invariant_39_no_cold_on_numb_or_cold_shy_skin(flag: str) -> None:
    assert COLD in assess(RULES, {flag}, grade=1, day=0).barred


@pytest.mark.parametrize("flag", ["rf10", "rf14", *SIGNS])
def test_invariant_40_no_massage_with_a_clot_sign_or_blood_thinners(flag: str) -> None:
    assert "self_massage" in assess(RULES, {flag}, grade=1, day=30).barred_categories
