"""Every warning sign on its own and with every other one: where it leads, what is left of the plan."""

from itertools import combinations

import pytest

from rehab.screening import assess
from rehab.vocabulary import Lock, Route
from tests.rehab.screening_oracle import (
    ADVISE,
    EMERGENCY,
    HARMLESS,
    IDS,
    LIGHT,
    NO_MOMENT,
    PROTECTION,
    RISKS,
    RULES,
    SAME_DAY,
    SIGNS,
    outcome,
)

# On day 10, so that the waits and prompts of the first week are over.
ALONE = {
    **dict.fromkeys(EMERGENCY, (Route.EMERGENCY, Lock.NO_PLAN)),
    **dict.fromkeys([*SAME_DAY, "rf10"], (Route.SAME_DAY, Lock.NO_PLAN)),
    **dict.fromkeys([*LIGHT, *SIGNS, NO_MOMENT], (Route.WITHIN_A_WEEK, Lock.LIGHT_ONLY)),
    **dict.fromkeys(PROTECTION, (Route.WITHIN_A_WEEK, Lock.PROTECTION_ONLY)),
    **dict.fromkeys(ADVISE, (Route.WITHIN_A_WEEK, Lock.ADVISE)),
    **dict.fromkeys([*HARMLESS, *RISKS, "rf11"], (Route.PROCEED, Lock.NONE)),
}


def test_all_thirty_signs_and_their_parts_are_there() -> None:
    assert set(IDS) == set(ALONE)
    assert {flag[:4] for flag in IDS} == {f"rf{number:02}" for number in range(1, 31)}


@pytest.mark.parametrize("flag", IDS)
def test_one_sign_leads_where_the_protocol_sends_it(flag: str) -> None:
    result = assess(RULES, {flag}, grade=1, day=10)
    assert (result.route, result.lock) == ALONE[flag]


@pytest.mark.parametrize("day", [0, 3, 6, 7, 8])
def test_any_two_signs_lead_where_the_harder_one_does_or_further(day: int) -> None:
    for pair in combinations(IDS, 2):
        result = assess(RULES, set(pair), grade=1, day=day)
        assert (result.route, result.lock) == outcome(set(pair), day), pair


def test_no_sign_at_all_proceeds_and_says_nothing() -> None:
    result = assess(RULES, frozenset(), grade=1, day=5)
    assert (result.route, result.lock) == (Route.PROCEED, Lock.NONE)
    assert result.reasons == result.notices == ()
    assert not result.barred | result.barred_categories | result.never | result.never_categories
    assert not result.ask_daily
    assert result.raises_grade is None


DAYS = {
    "a blood thinner is urgent on day 6": ("rf14", 6, Route.SAME_DAY, "rf14-new-injury"),
    "a blood thinner waits a week from day 7": ("rf14", 7, Route.WITHIN_A_WEEK, "rf14"),
    "no better is a prompt on day 4": ("rf25", 4, Route.PROCEED, "rf25"),
    "no better is still a prompt on day 6": ("rf25", 6, Route.PROCEED, "rf25"),
    "no better is a visit from day 7": ("rf25", 7, Route.WITHIN_A_WEEK, "rf25-week"),
}


@pytest.mark.parametrize(("flag", "day", "route", "rule"), DAYS.values(), ids=DAYS)
def test_some_signs_change_with_the_day(flag: str, day: int, route: Route, rule: str) -> None:
    result = assess(RULES, {flag}, grade=1, day=day)
    assert result.route is route
    assert [reason.rule for reason in result.reasons] == [rule]
    assert result.reasons[0].given("flag") == flag
    assert result.reasons[0].sources


def test_the_prompt_before_day_seven_is_a_banner() -> None:
    result = assess(RULES, {"rf25"}, grade=1, day=4)
    assert result.lock is Lock.ADVISE
    assert result.notices == result.reasons


ESCALATIONS = {
    "pregnant with a sign of a clot": ({"rf15", "rf10c"}, Route.SAME_DAY, "rf15-clot-sign"),
    "pregnant with an unnamed sign of a clot": ({"rf15", "rf10"}, Route.SAME_DAY, "rf15-clot-sign"),
    "many sore muscles with dark urine": ({"rf28", "rf05"}, Route.EMERGENCY, "rf28-dark-urine"),
}


@pytest.mark.parametrize(("flags", "route", "rule"), ESCALATIONS.values(), ids=ESCALATIONS)
def test_some_signs_are_worse_together(flags: set[str], route: Route, rule: str) -> None:
    result = assess(RULES, flags, grade=1, day=10)
    assert result.route is route
    assert rule in [reason.rule for reason in result.reasons]


def test_the_most_urgent_reason_stands_first_and_the_stricter_lock_before_the_milder() -> None:
    result = assess(RULES, {"rf16a", "rf23", "rf17", "rf27", "rf24", "rf04"}, grade=None, day=9)
    assert [reason.rule for reason in result.reasons] == ["rf04", "rf24", "rf27", "rf17", "rf23", "rf16a"]


def test_signs_of_equal_weight_keep_the_order_of_the_file() -> None:
    result = assess(RULES, {"rf22", "rf07", "rf13"}, grade=None, day=9)
    assert [reason.rule for reason in result.reasons] == ["rf07", "rf13", "rf22"]


LATE_BRUISE = {
    "raises the grade to 2": (None, 2),
    "counts no more once examined": (9, None),
    "counts still on the day before": (10, 2),
}


@pytest.mark.parametrize(("cleared", "raised"), LATE_BRUISE.values(), ids=LATE_BRUISE)
def test_a_late_bruise(cleared: int | None, raised: int | None) -> None:
    result = assess(RULES, {"rf23"}, grade=1, day=9, cleared_on_day=cleared)
    assert result.raises_grade == raised


def test_unknown_signs_are_all_named_with_what_is_near() -> None:
    with pytest.raises(ValueError, match="flag") as refused:
        assess(RULES, {"rf31x", "rf01", "leg"}, grade=1, day=3)
    assert str(refused.value).startswith("Unknown flag 'leg'. Allowed: rf01, rf02, rf03")
    assert "Unknown flag 'rf31x'. Did you mean 'rf" in str(refused.value)
    assert "'rf01'." not in str(refused.value)
