"""What the check asks, where, and how an answer becomes a tick."""

import pytest

from rehab.screening import (
    Circumstances,
    age_asked_with,
    asked_daily,
    denied_unticked,
    follow_ups,
    outcome_so_far,
    screens,
    start_asked_with,
    ticked,
)
from rehab.vocabulary import Route
from tests.rehab.screening_oracle import RULES, SIGNS


def test_the_screens_come_in_order_and_ask_every_question_once() -> None:
    shown = screens(RULES)
    assert [group for group, _ in shown] == list(RULES.groups)
    asked = [flag.id for _, flags in shown for flag in flags]
    elsewhere = {"rf10", "rf11", "rf11e", "rf11i", "rf29"}
    assert len(asked) == len(set(asked))
    assert set(asked) == set(RULES.ids()) - elsewhere


def test_no_screen_is_empty_or_long() -> None:
    assert all(1 <= len(flags) <= 7 for _, flags in screens(RULES))


def test_every_question_stands_on_the_screen_of_its_group() -> None:
    assert all(flag.group == group for group, flags in screens(RULES) for flag in flags)


def test_the_daily_screen_asks_the_eight_signs_of_the_protocol() -> None:
    daily = [flag.id for flag in asked_daily(RULES)]
    assert daily == ["rf01", "rf02", "rf03", "rf04", "rf05", "rf07", *SIGNS, "rf13", "rf13e"]


def test_not_sure_counts_as_yes_for_everything_urgent() -> None:
    urgent = {flag.id for flag in RULES.flags if flag.route in (Route.EMERGENCY, Route.SAME_DAY)}
    assert ticked(RULES, yes=set(), unsure=urgent | {"rf10a", "rf14"}) == urgent | {"rf10a", "rf14"}


@pytest.mark.parametrize("flag", ["rf11a", "rf12", "rf15", "rf17", "rf26", "rf30"])
def test_not_sure_counts_as_no_elsewhere(flag: str) -> None:
    assert ticked(RULES, yes={"rf23"}, unsure={flag}) == {"rf23"}


def test_unticked_is_a_no_where_a_screen_asks_and_not_sure_is_a_tick() -> None:
    denied = denied_unticked(RULES)
    assert {"rf01", "rf08", "rf09", "rf10a", "rf22"} <= set(denied)
    assert not {"rf10", "rf12", "rf15", "rf23"} & set(denied), "asked through another, or a tick for the sure alone"


def test_a_yes_counts_whatever_the_question() -> None:
    assert ticked(RULES, yes={"rf11a", "rf01"}, unsure=set()) == {"rf11a", "rf01"}


@pytest.mark.parametrize(("yes", "unsure"), [({"rf99"}, set()), (set(), {"rf99"})], ids=["yes", "unsure"])
def test_an_unknown_question_is_refused(yes: set[str], unsure: set[str]) -> None:
    with pytest.raises(ValueError, match="Unknown flag 'rf99'"):
        ticked(RULES, yes=yes, unsure=unsure)


def test_day_and_age_are_asked_where_their_flags_are() -> None:
    assert (start_asked_with(RULES), age_asked_with(RULES)) == ("start", "health")


@pytest.mark.parametrize(
    ("flags", "age", "asked"),
    [
        ((), 40, ()),
        ((), None, ()),
        (("rf12",), 40, ("from_exercise",)),
        (("rf12", "rf11g"), 40, ()),
        (("rf12", "rf10a"), 40, ()),
        (("rf12",), 61, ()),
        ((), 15, ()),
        ((), 17, ("guardian_agrees",)),
        ((), 65, ("regular_exerciser",)),
        (("rf12",), 16, ("from_exercise", "guardian_agrees")),
    ],
    ids=[
        "nobody is asked without need",
        "nor without an age",
        "no clear start asks whether it comes with exercise",
        "not where a risk has decided",
        "nor where a sign has",
        "nor where the age is that risk",
        "under 16 nothing opens the plan",
        "at 17 a guardian does",
        "at 65 the habit is asked",
        "two reasons ask two questions",
    ],
)
def test_some_are_asked_more(flags: tuple[str, ...], age: int | None, asked: tuple[str, ...]) -> None:
    assert follow_ups(RULES, frozenset(flags), Circumstances(day=0, age=age)) == asked


@pytest.mark.parametrize(
    ("flags", "unknown", "known"),
    [
        (("rf01",), Route.EMERGENCY, Route.EMERGENCY),
        (("rf08",), Route.SAME_DAY, Route.SAME_DAY),
        (("rf14",), Route.WITHIN_A_WEEK, Route.SAME_DAY),
        (("rf25",), Route.PROCEED, Route.PROCEED),
        (("rf10a", "rf15"), Route.SAME_DAY, Route.SAME_DAY),
    ],
    ids=[
        "an emergency on any day",
        "a pop on any day",
        "a thinner, by the day",
        "no better, by the day",
        "with a sign",
    ],
)
def test_without_a_day_only_what_holds_on_every_day_is_said(
    flags: tuple[str, ...], unknown: Route, known: Route
) -> None:
    facts = Circumstances(day=0)
    assert outcome_so_far(RULES, frozenset(flags), facts, is_day_known=False).route is unknown
    assert outcome_so_far(RULES, frozenset(flags), facts, is_day_known=True).route is known
