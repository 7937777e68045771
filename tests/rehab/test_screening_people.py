"""Age, guardian, grade and examination: what they add to the ticks, and what they take away."""

import pytest
from msgspec import Struct
from msgspec.structs import replace

from rehab.screening import Assessment, Circumstances, Known, Screening, assess, screen
from rehab.screening.assessment import Voice
from rehab.screening.rules import AgeRule, Bar, Clot, ClotRow, Escalation, Flag, GradeRule
from rehab.vocabulary import Lock, Route
from tests.rehab.screening_oracle import IDS, LIGHT, PROTECTION, RULES

FILE_KINDS = [AgeRule, Bar, Clot, ClotRow, Escalation, Flag, GradeRule]

AGES = {
    "a child of 15 gets no plan": (15, False, True, Lock.NO_PLAN, ["age-under-16"]),
    "nor with a guardian's word": (15, True, True, Lock.NO_PLAN, ["age-under-16"]),
    "a baby is a child": (0, False, True, Lock.NO_PLAN, ["age-under-16"]),
    "at 16 a guardian has to agree": (16, False, True, Lock.NO_PLAN, ["age-16-17-no-guardian"]),
    "at 16 with a guardian there is a banner": (16, True, True, Lock.ADVISE, ["age-16-17-guardian-agrees"]),
    "at 17 it is the same": (17, True, True, Lock.ADVISE, ["age-16-17-guardian-agrees"]),
    "at 17 without one too": (17, False, True, Lock.NO_PLAN, ["age-16-17-no-guardian"]),
    "at 18 nobody has to agree": (18, False, True, Lock.NONE, []),
    "at 64 not used to exercise": (64, False, False, Lock.NONE, ["clot-risk-alone"]),
    "at 65 used to exercise": (65, False, True, Lock.NONE, ["clot-risk-alone"]),
    "at 65 not used to exercise": (65, False, False, Lock.ADVISE, ["age-65-not-active", "clot-risk-alone"]),
    "at 90 not used to exercise": (90, False, False, Lock.ADVISE, ["age-65-not-active", "clot-risk-alone"]),
}


@pytest.mark.parametrize(("age", "agrees", "regular", "lock", "rules"), AGES.values(), ids=AGES)
def test_ages(age: int, agrees: bool, regular: bool, lock: Lock, rules: list[str]) -> None:
    result = assess(RULES, frozenset(), grade=1, day=5, age=age, guardian_agrees=agrees, regular_exerciser=regular)
    assert result.lock is lock
    assert result.route is (Route.PROCEED if lock is Lock.NONE else Route.WITHIN_A_WEEK)
    assert [reason.rule for reason in result.reasons] == rules
    assert [notice.rule for notice in result.notices] == (rules[:1] if lock is Lock.ADVISE else [])


def test_an_unknown_age_says_nothing() -> None:
    assert assess(RULES, frozenset(), grade=1, day=5, regular_exerciser=False).reasons == ()


STANDING = {
    "under 16 there is still no plan": (15, False, Lock.NO_PLAN),
    "at 17 a guardian is still needed": (17, False, Lock.NO_PLAN),
    "at 17 the banner stays": (17, True, Lock.ADVISE),
    "at 65 the examination was the check": (65, False, Lock.NONE),
}


@pytest.mark.parametrize(("age", "agrees", "lock"), STANDING.values(), ids=STANDING)
def test_ages_after_an_examination(age: int, agrees: bool, lock: Lock) -> None:
    result = assess(
        RULES,
        frozenset(),
        grade=1,
        day=5,
        age=age,
        guardian_agrees=agrees,
        regular_exerciser=False,
        cleared_on_day=5,
    )
    assert result.lock is lock


GRADES = {
    "grade 1 needs nobody": (1, None, []),
    "grade 2 had better see a physio": (2, None, ["grade-2-advise"]),
    "grade 3 has to be examined": (3, None, ["grade-3-advise"]),
    "grade 2 the day before the visit": (2, 6, ["grade-2-advise"]),
    "grade 2 on the day of the visit": (2, 5, []),
    "grade 3 after the visit": (3, 4, []),
    "no grade yet": (None, None, []),
}


@pytest.mark.parametrize(("grade", "cleared", "rules"), GRADES.values(), ids=GRADES)
def test_grades(grade: int | None, cleared: int | None, rules: list[str]) -> None:
    result = assess(RULES, frozenset(), grade=grade, day=5, cleared_on_day=cleared)
    assert [notice.rule for notice in result.notices] == rules
    assert result.lock is (Lock.ADVISE if rules else Lock.NONE)
    assert result.route is (Route.WITHIN_A_WEEK if rules else Route.PROCEED)
    assert all(reason.sources for reason in result.reasons)


@pytest.mark.parametrize("flag", IDS)
def test_an_examination_lifts_week_long_waits_and_leaves_urgent_ones(flag: str) -> None:
    before = assess(RULES, {flag}, grade=1, day=10)
    eve = assess(RULES, {flag}, grade=1, day=10, cleared_on_day=11)
    on_the_day = assess(RULES, {flag}, grade=1, day=10, cleared_on_day=10)
    assert eve == before
    if before.route.urgency >= Route.SAME_DAY.urgency and flag != "rf08":
        assert (on_the_day.route, on_the_day.lock) == (before.route, Lock.NO_PLAN)
    else:
        assert (on_the_day.route, on_the_day.lock) == (Route.PROCEED, Lock.NONE)
        assert on_the_day.notices == ()


def test_a_pop_that_was_examined_proceeds() -> None:
    result = assess(RULES, {"rf08"}, grade=1, day=3, cleared_on_day=1)
    assert (result.route, result.reasons) == (Route.PROCEED, ())


def test_a_fresh_injury_on_blood_thinners_stays_urgent_after_an_examination() -> None:
    assert assess(RULES, {"rf14"}, grade=1, day=6, cleared_on_day=1).route is Route.SAME_DAY


LOCKS = {
    "light work": (LIGHT[2], "lock-light-only"),
    "rest and guard": (PROTECTION[0], "lock-protection-only"),
}


@pytest.mark.parametrize(("flag", "banner"), LOCKS.values(), ids=LOCKS)
def test_a_lock_has_a_banner_after_the_advice(flag: str, banner: str) -> None:
    result = assess(RULES, {flag}, grade=2, day=10)
    assert [notice.rule for notice in result.notices] == ["grade-2-advise", banner]


def test_no_plan_has_no_banner_for_a_lock() -> None:
    result = assess(RULES, {"rf01", "rf17"}, grade=2, day=10)
    assert [notice.rule for notice in result.notices] == ["grade-2-advise"]


def test_what_is_not_said_is_taken_as_said_here() -> None:
    facts = Circumstances(
        day=5,
        grade=None,
        age=None,
        guardian_agrees=False,
        regular_exerciser=True,
        cleared_on_day=None,
        examined=frozenset(),
        from_exercise=False,
        sign_stays=False,
    )
    assert Circumstances(5) == facts
    for age, flags in ((16, {"rf12"}), (65, {"rf10a"}), (17, {"rf11a"})):
        told = replace(facts, grade=1, age=age)
        assert assess(RULES, flags, grade=1, day=5, age=age) == screen(RULES, flags, told)


@pytest.mark.parametrize("kind", [Assessment, Circumstances, Known, Screening, Voice, *FILE_KINDS])
def test_values_never_change(kind: type[Struct]) -> None:
    assert kind.__struct_config__.frozen


@pytest.mark.parametrize("kind", FILE_KINDS)
def test_entries_refuse_keys_they_do_not_know(kind: type[Struct]) -> None:
    assert kind.__struct_config__.forbid_unknown_fields
