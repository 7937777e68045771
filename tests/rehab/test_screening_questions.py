"""What the check asks, where, and how an answer becomes a tick."""

import pytest

from rehab.screening import asked_daily, screens, ticked
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
    assert all(1 <= len(flags) <= 8 for _, flags in screens(RULES))


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


def test_a_yes_counts_whatever_the_question() -> None:
    assert ticked(RULES, yes={"rf11a", "rf01"}, unsure=set()) == {"rf11a", "rf01"}


@pytest.mark.parametrize(("yes", "unsure"), [({"rf99"}, set()), (set(), {"rf99"})], ids=["yes", "unsure"])
def test_an_unknown_question_is_refused(yes: set[str], unsure: set[str]) -> None:
    with pytest.raises(ValueError, match="Unknown flag 'rf99'"):
        ticked(RULES, yes=yes, unsure=unsure)
