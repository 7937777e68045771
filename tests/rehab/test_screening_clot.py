"""The clot rule over its whole space, and what becomes of one sign as the days pass."""

import pytest

from rehab.screening import Circumstances, assess, assess_daily, clot_persists, screen, unresolved
from rehab.vocabulary import Lock, Route
from tests.rehab.screening_oracle import RISKS, RULES, SIGNS, clot_outcome, clot_space

ALL_SIGNS = frozenset(SIGNS)


def test_every_count_by_risk_by_moment_follows_the_protocol() -> None:
    for flags in clot_space():
        if "rf15" in flags:
            continue  # has an outcome of its own, tested with the single signs
        result = assess(RULES, flags, grade=1, day=5)
        route, daily = clot_outcome(flags)
        assert result.route == route, flags
        assert result.ask_daily == (ALL_SIGNS if daily else frozenset()), flags


ROWS = {
    "no sign, no risk, a clear moment": ("", "P", None),
    "a risk alone": ("rf11b", "P", "clot-risk-alone"),
    "no clear moment": ("rf12", "W", "clot-no-moment"),
    "a risk and no clear moment": ("rf11b rf12", "U", "clot-risk-no-moment"),
    "one sign": ("rf10e", "W", "clot-one-sign"),
    "one sign and a risk": ("rf10e rf11b", "U", "clot-sign-and-risk"),
    "one sign and no clear moment": ("rf10e rf12", "U", "clot-sign-no-moment"),
    "one sign, a risk, no clear moment": ("rf10e rf11b rf12", "U", "clot-sign-and-risk"),
    "two signs": ("rf10e rf10f", "U", "clot-two-signs"),
    "two signs and a risk": ("rf10e rf10f rf11b", "U", "clot-two-signs"),
    "two signs and no clear moment": ("rf10e rf10f rf12", "U", "clot-two-signs"),
    "two signs, a risk, no clear moment": ("rf10e rf10f rf11b rf12", "U", "clot-two-signs"),
}


@pytest.mark.parametrize(("flags", "route", "rule"), ROWS.values(), ids=ROWS)
def test_each_line_of_the_table_gives_its_own_reason(flags: str, route: str, rule: str | None) -> None:
    result = assess(RULES, frozenset(flags.split()), grade=1, day=5)
    spoken = [reason.rule for reason in result.reasons if reason.rule.startswith("clot-")]
    assert result.route == route
    assert spoken == ([rule] if rule else [])


def test_no_clear_moment_proceeds_when_the_pain_plainly_comes_with_exercise() -> None:
    result = assess(RULES, {"rf12"}, grade=1, day=5, from_exercise=True)
    assert (result.route, result.lock, result.reasons) == (Route.PROCEED, Lock.NONE, ())


@pytest.mark.parametrize(
    "flags", [{"rf12", "rf11a"}, {"rf12", "rf10a"}, {"rf10a"}], ids=lambda flags: " and ".join(sorted(flags))
)
def test_exercise_excuses_nothing_else(flags: set[str]) -> None:
    plain = assess(RULES, flags, grade=1, day=5)
    assert assess(RULES, flags, grade=1, day=5, from_exercise=True) == plain


@pytest.mark.parametrize(("age", "route"), [(59, Route.WITHIN_A_WEEK), (60, Route.SAME_DAY)])
def test_sixty_years_count_as_a_risk(age: int, route: Route) -> None:
    assert assess(RULES, {"rf10a"}, grade=1, day=5, age=age).route is route


@pytest.mark.parametrize(("day", "asked"), [(6, False), (7, True), (8, False), (13, False), (14, True)])
def test_everybody_is_asked_again_on_days_seven_and_fourteen(day: int, asked: bool) -> None:
    assert assess(RULES, frozenset(), grade=1, day=day).ask_daily == (ALL_SIGNS if asked else frozenset())


PERSISTING = {
    "seen on the day of the strain, today day 3": (0, 3, False),
    "seen on the day of the strain, today day 4": (0, 4, True),
    "seen on day 3, today day 4": (3, 4, True),
    "new on day 4": (4, 4, False),
    "new on day 9": (9, 9, False),
    "seen on day 9, today day 10": (9, 10, True),
}


@pytest.mark.parametrize(("since", "day", "stays"), PERSISTING.values(), ids=PERSISTING)
def test_one_sign_that_stays_beyond_day_three_is_seen_the_same_day(since: int, day: int, stays: bool) -> None:
    row = RULES.clot_row({"rf10a"}, from_exercise=False)
    assert clot_persists(row, since=since, day=day) is stays
    result = assess_daily(RULES, {"rf10a"}, Circumstances(day), since={"rf10a": since})
    assert result.route is (Route.SAME_DAY if stays else Route.WITHIN_A_WEEK)
    assert result.lock is (Lock.NO_PLAN if stays else Lock.LIGHT_ONLY)
    rules = [reason.rule for reason in result.reasons]
    assert rules == (["clot-sign-stays"] if stays else []) + ["clot-one-sign", "rf10a"]


def test_where_the_table_names_no_last_day_nothing_persists() -> None:
    assert not clot_persists(RULES.clot_row(set(), from_exercise=False), since=0, day=40)


DAILY = {
    "nothing new, nothing on record": ("", {}, Circumstances(5), "P"),
    "a first sign after day 3 waits a week": ("rf10b", {}, Circumstances(5), "W"),
    "a second sign joins the first": ("rf10b", {"rf10a": 2}, Circumstances(3), "U"),
    "a sign meets a risk on record": ("rf10b", {"rf11a": 0}, Circumstances(5), "U"),
    "a sign meets a missing start on record": ("rf10b", {"rf12": 0}, Circumstances(5), "U"),
    "a sign gone today keeps its lock": ("", {"rf10a": 1}, Circumstances(5), "W"),
    "a sign a clinician saw by date is let be": (
        "rf10a", {"rf10a": 1}, Circumstances(6, cleared_on_day=4), "P"),
    "one seen on the very day of its tick": ("rf10a", {"rf10a": 4}, Circumstances(6, cleared_on_day=4), "P"),
    "one ticked the day after the visit": ("rf10a", {"rf10a": 5}, Circumstances(6, cleared_on_day=4), "U"),
    "a visit still to come counts for nothing": (
        "rf10a", {"rf10a": 1}, Circumstances(6, cleared_on_day=7), "U"),
    "a sign a clinician has looked at since": (
        "rf10a", {"rf10a": 1}, Circumstances(6, examined=frozenset({"rf10a"})), "P"),
    "a new one beside it waits a week": (
        "rf10a rf10b", {"rf10a": 1}, Circumstances(6, examined=frozenset({"rf10a"})), "W"),
    "a daily emergency": ("rf01", {}, Circumstances(5), "E"),
    "an old urgent answer nobody has looked at": ("", {"rf09": 1}, Circumstances(5), "U"),
    "the same once looked at": ("", {"rf09": 1}, Circumstances(5, examined=frozenset({"rf09"})), "P"),
    "a risk and a missing start, both looked at": (
        "", {"rf11a": 0, "rf12": 0}, Circumstances(5, examined=frozenset({"rf11a", "rf12"})), "P"),
    "a risk and a missing start, looked at in part": (
        "", {"rf11a": 0, "rf12": 0}, Circumstances(5, examined=frozenset({"rf11a"})), "U"),
}  # fmt: skip


@pytest.mark.parametrize(("flags", "since", "facts", "route"), DAILY.values(), ids=DAILY)
def test_the_short_check(flags: str, since: dict[str, int], facts: Circumstances, route: str) -> None:
    assert assess_daily(RULES, frozenset(flags.split()), facts, since=since).route == route


GROWING = {
    "a sign that grows is seen the same day": (Circumstances(2), {"rf10a": 1}),
    "also one a clinician has seen by date": (Circumstances(2, cleared_on_day=1), {"rf10a": 1}),
    "also one a clinician has looked at since": (
        Circumstances(2, examined=frozenset({"rf10a"})), {"rf10a": 1}),
}  # fmt: skip


@pytest.mark.parametrize(("facts", "since"), GROWING.values(), ids=GROWING)
def test_growing(facts: Circumstances, since: dict[str, int]) -> None:
    result = assess_daily(RULES, {"rf10a"}, facts, since=since, grew=True)
    assert (result.route, result.lock) == (Route.SAME_DAY, Lock.NO_PLAN)


def test_growing_leaves_other_examined_flags_alone() -> None:
    facts = Circumstances(2, examined=frozenset({"rf10a", "rf09"}))
    result = assess_daily(RULES, {"rf10a"}, facts, since={"rf10a": 1, "rf09": 1}, grew=True)
    assert {reason.rule for reason in result.reasons} == {"clot-sign-stays", "clot-one-sign", "rf10a"}


def test_growing_says_nothing_where_there_is_no_sign() -> None:
    assert assess_daily(RULES, set(), Circumstances(2), since={}, grew=True).route is Route.PROCEED


def test_what_is_not_asked_daily_is_refused() -> None:
    with pytest.raises(ValueError, match=r"'rf06' is not a daily question\. Did you mean 'rf0"):
        assess_daily(RULES, {"rf06", "rf01"}, Circumstances(2), since={})


def test_an_unknown_flag_is_refused_daily_too() -> None:
    with pytest.raises(ValueError, match="Unknown flag 'nonsense'"):
        assess_daily(RULES, {"nonsense"}, Circumstances(2), since={})


def test_risks_alone_keep_the_daily_question_after_an_examination() -> None:
    result = assess(RULES, {RISKS[0]}, grade=1, day=9, cleared_on_day=2)
    assert result.ask_daily == ALL_SIGNS
    assert [reason.rule for reason in result.reasons] == ["clot-risk-alone"]


def test_one_sign_after_an_examination_is_asked_again_and_locks_nothing() -> None:
    result = assess(RULES, {"rf10a"}, grade=1, day=9, cleared_on_day=9)
    assert (result.route, result.lock) == (Route.PROCEED, Lock.NONE)
    assert result.ask_daily == ALL_SIGNS
    assert [reason.rule for reason in result.reasons] == ["clot-one-sign"]


def test_an_urgent_clot_answer_stands_whatever_the_date_of_an_examination() -> None:
    assert assess(RULES, {"rf10a", "rf10b"}, grade=1, day=9, cleared_on_day=2).route is Route.SAME_DAY


def test_a_sign_that_stays_says_so_before_the_line_of_the_table() -> None:
    result = screen(RULES, {"rf10a"}, Circumstances(5, sign_stays=True))
    assert result.reasons[0].rule == "clot-sign-stays"
    assert result.reasons[0].sources


UNRESOLVED = {
    "nobody has looked": (None, {"rf07", "rf13", "rf24"}),
    "looked at before any": (1, {"rf07", "rf13", "rf24"}),
    "looked at on the day of the first": (2, {"rf13", "rf24"}),
    "looked at between": (4, {"rf24"}),
    "looked at after all": (6, set()),
}


@pytest.mark.parametrize(("cleared", "left"), UNRESOLVED.values(), ids=UNRESOLVED)
def test_what_no_clinician_has_seen_yet(cleared: int | None, left: set[str]) -> None:
    assert unresolved({"rf07": 2, "rf13": 3, "rf24": 6}, cleared_on_day=cleared) == left
