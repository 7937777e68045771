"""Risks of a clot are asked where they decide: nobody gets a gentler answer because a screen was left out."""

from collections.abc import Iterator
from itertools import chain, combinations, product

import pytest
from msgspec.structs import replace

from rehab.screening import Circumstances, groups_deciding_nothing, screen, screens
from rehab.screening.rules import Screening
from rehab.vocabulary import Lock, Route
from tests.rehab.screening_oracle import NO_MOMENT, RISKS, RULES, SIGNS

[GROUP] = [group for group, asked in screens(RULES) if all(flag.id in RISKS for flag in asked)]
ON_THE_SCREEN = [flag.id for flag in dict(screens(RULES))[GROUP]]
EVERY_ANSWER = [
    frozenset(some)
    for some in chain.from_iterable(combinations(ON_THE_SCREEN, n) for n in range(len(ON_THE_SCREEN) + 1))
]
FEW_ANSWERS = [*(frozenset({risk}) for risk in ON_THE_SCREEN), frozenset(ON_THE_SCREEN)]
LATER = [flag.id for group, asked in screens(RULES)[RULES.groups.index(GROUP) + 1 :] for flag in asked]


def everybody() -> Iterator[tuple[frozenset[str], Circumstances]]:
    """Signs by moment by pregnancy, on days before and after each limit, at ages around sixty, seen or not."""
    signs = [(), *((sign,) for sign in SIGNS), (SIGNS[0], SIGNS[5]), ("rf10",), ("rf08",)]
    moments, child, days = ((), (NO_MOMENT,)), ((), ("rf15",)), (0, 4, 7)
    for some, moment, expecting, day in product(signs, moments, child, days):
        for age, seen, exercise in product((None, 59, 60), (None, 0), (False, True)):
            facts = Circumstances(day=day, age=age, cleared_on_day=seen, from_exercise=exercise)
            yield frozenset((*some, *moment, *expecting)), facts


def test_left_out_it_is_never_gentler_than_asked_with_any_answer() -> None:
    left_out = 0
    for flags, facts in everybody():
        if GROUP not in groups_deciding_nothing(RULES, flags, facts):
            continue
        left_out += 1
        found = screen(RULES, flags, replace(facts, risks_asked=False))
        decided = replace(found, reasons=(), ask_daily=frozenset())
        # Who is sent away by something else is gone through in fewer: nothing but an emergency is harder.
        for answer in FEW_ANSWERS if found.route.stops else EVERY_ANSWER:
            asked = screen(RULES, flags | answer, facts)
            assert replace(asked, reasons=(), ask_daily=frozenset()) == decided, (flags, answer, facts)
            assert asked.ask_daily <= found.ask_daily, (flags, answer, facts)
    assert left_out > 100


def test_it_is_asked_wherever_an_answer_decides_and_nowhere_else() -> None:
    for flags, facts in everybody():
        found = screen(RULES, flags, facts)
        asked = [screen(RULES, flags | {risk}, facts) for risk in ON_THE_SCREEN]
        outcomes = {(found.route, found.lock), *((one.route, one.lock) for one in asked)}
        unseen = replace(facts, cleared_on_day=None)
        outcomes_unseen = {screen(RULES, flags | more, unseen).lock for more in (frozenset(), frozenset(ON_THE_SCREEN))}
        decides = len(outcomes) > 1 or len(outcomes_unseen) > 1
        assert (GROUP not in groups_deciding_nothing(RULES, flags, facts)) is decides, (flags, facts)


# What was ticked, and whether the screen is left out then.
CASES = {
    "no sign and a clear moment": ((), True),
    "no clear moment": ((NO_MOMENT,), False),
    "one sign": ((SIGNS[3],), False),
    "a sign that has been answered otherwise": (("rf23",), True),
    "two signs, which send away whatever the risks": ((SIGNS[3], SIGNS[4]), True),
    "one sign and no clear moment, which send away too": ((SIGNS[3], NO_MOMENT), True),
    "no clear moment, and a risk that is known already": ((NO_MOMENT, "rf15"), True),
}


@pytest.mark.parametrize(("flags", "left_out"), CASES.values(), ids=CASES)
def test_which_check_leaves_the_screen_out(flags: tuple[str, ...], left_out: bool) -> None:
    assert groups_deciding_nothing(RULES, frozenset(flags), Circumstances(day=3)) == (
        {GROUP} if left_out else frozenset()
    )


@pytest.mark.parametrize("age", [None, 16, 59, 60, 90])
def test_nothing_asked_after_it_brings_it_back_where_there_is_no_sign(age: int | None) -> None:
    some = [frozenset(), *(frozenset(pair) for pair in combinations(LATER, 2))]
    for flags, day in product(some, (0, 7)):
        facts = Circumstances(day=day, age=age)
        assert groups_deciding_nothing(RULES, flags, facts) == {GROUP}, (flags, day)


def test_a_date_of_an_examination_does_not_hide_what_a_risk_would_lock() -> None:
    """By the date one sign waits no longer; with a risk it has to be seen the same day."""
    assert groups_deciding_nothing(RULES, {SIGNS[0]}, Circumstances(day=9, cleared_on_day=2)) == frozenset()


def changed(rule: str, **said: object) -> Screening:
    """The rules with one line of the clot table changed."""
    rows = tuple(replace(row, **said) if row.rule == rule else row for row in RULES.clot_rows)
    return replace(RULES, clot_rows=rows)


def test_the_table_decides_not_a_name() -> None:
    strict = changed("clot-risk-alone", route=Route.WITHIN_A_WEEK, lock=Lock.LIGHT_ONLY)
    assert groups_deciding_nothing(strict, frozenset(), Circumstances(day=0)) == frozenset()
    elsewhere = replace(RULES, clot=replace(RULES.clot, risks=("rf15",)))
    assert groups_deciding_nothing(elsewhere, frozenset(), Circumstances(day=0)) == frozenset()


SAID = {
    "nobody asked": ((), 40, False, "clot-risks-not-asked"),
    "asked, and none": ((), 40, True, None),
    "a risk that was told all the same": (("rf11a",), 40, False, "clot-risk-alone"),
    "an age that is one": ((), 60, False, "clot-risk-alone"),
    "a sign, which is looked at daily anyway": ((SIGNS[0],), 40, False, "clot-one-sign"),
    "two signs, which send away": ((SIGNS[0], SIGNS[1]), 40, False, "clot-two-signs"),
}


@pytest.mark.parametrize(("flags", "age", "asked", "rule"), SAID.values(), ids=SAID)
def test_who_was_not_asked_looks_each_day_and_is_told_why(
    flags: tuple[str, ...], age: int, asked: bool, rule: str | None
) -> None:
    result = screen(RULES, frozenset(flags), Circumstances(day=3, age=age, risks_asked=asked))
    spoken = [reason for reason in result.reasons if reason.rule.startswith("clot-")]
    assert [reason.rule for reason in spoken] == ([rule] if rule else [])
    assert all(reason.sources for reason in spoken)
    daily = rule not in (None, "clot-two-signs")
    assert result.ask_daily == (frozenset(SIGNS) if daily else frozenset())


def test_it_is_said_after_everything_that_is_more_urgent() -> None:
    result = screen(RULES, {"rf26", "rf25"}, Circumstances(day=9, grade=3, risks_asked=False))
    assert [reason.rule for reason in result.reasons][-1] == "clot-risks-not-asked"
    assert (result.route, result.lock) == (Route.WITHIN_A_WEEK, Lock.PROTECTION_ONLY)
