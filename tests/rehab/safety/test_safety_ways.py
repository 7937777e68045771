"""Flags that stop, gates that open, phases in order, at the edges."""

import pytest

from rehab.events import Cleared, Morning, Screened, Tried
from rehab.protocol import Criterion
from rehab.reason import because
from rehab.safety import ways
from rehab.safety.life import passed
from rehab.state import Decision, TestRecord
from rehab.vocabulary import Light, Lock, Route
from tests.rehab.safety.lives import days_of_breach, life, line, lived, of
from tests.rehab.safety.plants import CALVES, GRADE_2, GRADE_3, changed

G = Light.GREEN
RAISE, PRESS = "two-leg-heel-raise", "seated-forefoot-press"
CARDIO, PUMPS = "arm-and-trunk-cardio", "ankle-pumps-mid-range"


def screened(route: Route, lock: Lock = Lock.NONE) -> Screened:
    return Screened(frozenset({"rf"}), route, lock)


W, U, E, P = Route.WITHIN_A_WEEK, Route.SAME_DAY, Route.EMERGENCY, Route.PROCEED
STOPS = {
    "urgent": (screened(U), PRESS, True),
    "emergency": (screened(E), "cold-pack", True),
    "no plan": (screened(P, Lock.NO_PLAN), "cold-pack", True),
    "within a week": (screened(W), RAISE, False),
    "advice": (screened(W, Lock.ADVISE), RAISE, False),
    "light only, tier 2": (screened(W, Lock.LIGHT_ONLY), "flat-walking", False),
    "light only, tier 3": (screened(W, Lock.LIGHT_ONLY), RAISE, True),
    "protection only, first aid": (screened(W, Lock.PROTECTION_ONLY), "cold-pack", False),
    "protection only, pumps": (screened(W, Lock.PROTECTION_ONLY), PUMPS, False),
    "protection only, cardio": (screened(W, Lock.PROTECTION_ONLY), CARDIO, True),
    "protection only, press": (screened(W, Lock.PROTECTION_ONLY), PRESS, True),
}


@pytest.mark.parametrize(("answer", "name", "broken"), STOPS.values(), ids=STOPS)
def test_flags_stop(answer, name, broken):
    told = lived(10, "strengthen", events=(answer,), light=None)
    assert days_of_breach(ways.flags_stop, told, lived(11, "strengthen", line(name))) == ([11] if broken else [])
    cleared = lived(11, "strengthen", line(name), light=None, events=(Cleared("doctor"),))
    assert days_of_breach(ways.flags_stop, told, cleared, lived(12, "strengthen", line(name))) == []


def test_an_empty_plan_is_what_a_stop_wants():
    told = lived(10, "strengthen", events=(screened(U),), light=None)
    assert days_of_breach(ways.flags_stop, told, lived(11, "strengthen", light=None)) == []


def test_the_worst_answer_stands():
    told = lived(10, "strengthen", events=(screened(U), screened(W)), light=None)
    assert days_of_breach(ways.flags_stop, told, lived(11, "strengthen", line(PRESS))) == [11]
    locks = (screened(W, Lock.PROTECTION_ONLY), screened(W, Lock.LIGHT_ONLY))
    both = lived(10, "strengthen", events=locks, light=None)
    assert days_of_breach(ways.flags_stop, both, lived(11, "strengthen", line(PRESS))) == [11]


def test_an_answer_counts_from_when_it_was_given():
    """Before the plan it is made from it; after the session the next day's is."""
    before = lived(10, "strengthen", line(PRESS), light=None, events=(screened(U),))
    assert days_of_breach(ways.flags_stop, before) == [10]
    after = lived(10, "strengthen", line(PRESS), events=(screened(U),))
    assert days_of_breach(ways.flags_stop, after) == []
    assert days_of_breach(ways.flags_stop, after, lived(11, "strengthen", line(PRESS))) == [11]


def test_what_stood_at_the_start_stands():
    locked = lived(10, "strengthen", line(RAISE), before={"lock": Lock.LIGHT_ONLY})
    assert days_of_breach(ways.flags_stop, locked) == [10]
    routed = lived(10, "strengthen", line(PRESS), before={"route": U})
    assert days_of_breach(ways.flags_stop, routed) == [10]
    cleared = lived(10, "strengthen", line(RAISE), light=None, before={"lock": Lock.LIGHT_ONLY}, events=(Cleared("x"),))
    assert days_of_breach(ways.flags_stop, cleared) == []


def leave(phase: str, on: int, tests: dict[str, TestRecord], *, situation=GRADE_2, mornings=(True,) * 9, **before):
    """The phase after *phase* begins on day *on*; *tests* stand from day 20."""
    phases = [p.id for p in CALVES.phases]
    after = phases[phases.index(phase) + 1]
    first = lived(20, phase, before={"tests": tests} | before, situation=situation)
    days = [first]
    for n, number in enumerate(range(21, on)):
        days.append(lived(number, phase, light=None, morning=G if mornings[n] else None, situation=situation))
    last = lived(on, after, light=None, morning=G if mornings[on - 21] else None, situation=situation, before=before)
    return days_of_breach(ways.gates_open, *days, last)


def test_values_count_for_seven_days():
    assert leave("strengthen", 27, of("strengthen")) == []
    assert len(leave("strengthen", 28, of("strengthen"))) == len(of("strengthen"))


def test_a_missing_or_bad_value():
    tests = of("strengthen")
    assert leave("strengthen", 25, {k: v for k, v in tests.items() if k != "stairs"}) == [25]
    assert leave("strengthen", 25, tests | {"stairs": TestRecord(20, 2)}) == [25]


def test_a_try_of_the_day_counts_from_the_next():
    tests = of("strengthen")
    today = lived(24, "strengthen", light=None)
    bad = changed(today.after, tests={"stairs": TestRecord(24, 2)})
    first = lived(20, "strengthen", before={"tests": tests})
    up = lived(25, "power")
    assert days_of_breach(ways.gates_open, first, changed(today, after=bad), up) == [25]
    old = changed(today.after, tests={"stairs": TestRecord(23, 2)})
    assert days_of_breach(ways.gates_open, first, changed(today, after=old), up) == []


def test_what_is_only_known_afterwards_opens_nothing():
    first, up = lived(20, "strengthen"), lived(25, "power", before={"tests": of("strengthen")})
    assert len(days_of_breach(ways.gates_open, first, up)) == len(of("strengthen"))


def test_protection_is_left_after_mornings_that_do_not_get_worse():
    for pains, expected in (((3, 2, 1, 1), []), ((2, 2, 2, 2), []), ((1, 1, 2, 3), [23])):
        told = [dict(light=None, morning=None, events=(Morning(pain),)) for pain in pains]
        days = [lived(20 + n, "protect", **told[n], before={"tests": of("protect")}) for n in range(3)]
        assert days_of_breach(ways.gates_open, *days, lived(23, "mobilise", **told[3])) == expected


def test_down_and_level_need_nothing():
    assert days_of_breach(ways.gates_open, lived(20, "power"), lived(21, "strengthen")) == []
    assert days_of_breach(ways.gates_open, lived(20, "power"), lived(21, "power")) == []


def test_a_clearance_is_for_severe_strains_and_not_from_the_future():
    tests = of("protect")
    assert leave("protect", 25, tests) == []
    severe = GRADE_3
    assert leave("protect", 25, tests, situation=severe) == [25]
    assert leave("protect", 25, tests, situation=severe, cleared_day=25) == []
    assert leave("protect", 25, tests, situation=severe, cleared_day=26) == [25]
    assert leave("protect", 25, tests, situation=severe, cleared_day=0) == []


def test_mornings_that_rise():
    """Two mornings of the last three, none above the one before it."""
    tests = of("protect")
    assert leave("protect", 25, tests, mornings=(True, True, True, True, False)) == []
    assert leave("protect", 25, tests, mornings=(True, True, False, True, True)) == []
    assert leave("protect", 25, tests, mornings=(True, True, False, False, True)) == [25]


def test_two_green_mornings_in_a_row():
    tests = of("mobilise")
    assert leave("mobilise", 25, tests) == []
    assert leave("mobilise", 25, tests, mornings=(True, True, True, True, False)) == []
    assert leave("mobilise", 25, tests, mornings=(True, True, False, True, False)) == [25]
    sore = Decision(24, "hold", because("morning-amber"), Light.AMBER)
    session = changed(sore, why=because("session-amber"))
    for rule, expected in ((sore, [25]), (session, []), (changed(sore, light=Light.RED), [25])):
        days = [lived(20, "mobilise", before={"tests": tests}), lived(23, "mobilise", light=None)]
        days += [lived(24, "mobilise", light=None, rules=(rule,)), lived(25, "strengthen", light=None, morning=None)]
        assert days_of_breach(ways.gates_open, *days) == expected


def test_a_morning_told_after_the_plan_had_no_say_in_it():
    sore = (Decision(25, "stop", because("morning-limp"), Light.RED),)
    days = [lived(20, "mobilise", before={"tests": of("mobilise")}), *(lived(n, "mobilise") for n in (23, 24))]
    up = lived(25, "strengthen", light=None, morning=Light.RED, rules=sore)
    assert days_of_breach(ways.gates_open, *days, up) == [25]
    assert days_of_breach(ways.gates_open, *days, changed(up, events=(Tried("stairs", 1), *up.events))) == []


def test_green_mornings_count_for_seven_days():
    silent = [lived(n, "mobilise", light=None, morning=None) for n in range(21, 27)]
    days = [lived(19, "mobilise"), lived(20, "mobilise", before={"tests": of("mobilise")}), *silent]
    first = changed(days[0], before=changed(days[0].before, tests=of("mobilise")))
    up = lived(27, "strengthen", light=None, morning=None)
    assert days_of_breach(ways.gates_open, first, *days[1:], up) == []


def test_a_green_morning_after_the_hops():
    tests = of("power")
    assert leave("power", 25, tests) == []
    assert leave("power", 25, tests, mornings=(False, *[True] * 8)) == [25]
    assert len(leave("power", 25, {k: v for k, v in tests.items() if k != "hops-10"})) == 2


def test_the_ladder_is_done_when_its_last_rung_was_green():
    tests = of("return_to_run")

    def then(rung: int, morning: Light | None):
        days = [lived(20, "return_to_run", before={"tests": tests}), lived(24, "return_to_run", rung=rung)]
        return days_of_breach(ways.gates_open, *days, lived(25, "maintain", light=None, morning=morning))

    assert then(8, G) == []
    assert then(7, G) == [25]
    assert then(8, None) == [25]


def test_no_flag_stands_on_the_way_out():
    tests = of("protect")
    first = lived(20, "protect", before={"tests": tests})
    days = [lived(n, "protect", light=None) for n in (23, 24)]
    for answer, expected in ((screened(U), [25]), (screened(W, Lock.LIGHT_ONLY), [25]), (screened(W), [])):
        told = lived(22, "protect", light=None, events=(answer,))
        assert days_of_breach(ways.gates_open, first, told, *days, lived(25, "mobilise", light=None)) == expected


def criterion(**more) -> Criterion:
    return Criterion("x", "measure", (), **more)


TRIES = {
    "enough": (criterion(needs=10), (10, None, None), True),
    "one short": (criterion(needs=10), (9, None, None), False),
    "little enough": (criterion(needs=2, compare="at_most"), (2, None, None), True),
    "too much": (criterion(needs=2, compare="at_most"), (3, None, None), False),
    "pain as much as allowed": (criterion(needs=1, max_pain=1), (1, None, 1), True),
    "pain over it": (criterion(needs=1, max_pain=1), (1, None, 2), False),
    "pain not told": (criterion(needs=1, max_pain=1), (1, None, None), False),
    "the share of the other side": (criterion(percent_of_sound=90), (18, 20, None), True),
    "less than the share": (criterion(percent_of_sound=90), (17, 20, None), False),
    "a hair less than the share": (criterion(percent_of_sound=90), (89, 99, None), False),
    "no other side": (criterion(percent_of_sound=90), (18, None, None), False),
    "the other side shows nothing": (criterion(percent_of_sound=90), (18, 0, None), False),
    "two apart": (criterion(within_of_sound=2), (8, 10, None), True),
    "three apart": (criterion(within_of_sound=2), (13, 10, None), False),
    "ten percent apart": (criterion(within_percent=10), (9, 10, None), True),
    "over ten percent apart": (criterion(within_percent=10), (12, 10, None), False),
    "a hair over ten percent": (criterion(within_percent=10), (110, 99, None), False),
    "percent of nothing": (criterion(within_percent=10), (0, 0, None), False),
    "clamped to the other side": (criterion(needs=20, clamp=(15, 20)), (17, 17, None), True),
    "one short of the other side": (criterion(needs=20, clamp=(15, 20)), (16, 17, None), False),
    "not below the least": (criterion(needs=20, clamp=(15, 20)), (14, 10, None), False),
    "the least": (criterion(needs=20, clamp=(15, 20)), (15, 10, None), True),
    "not above the most": (criterion(needs=20, clamp=(15, 20)), (20, 30, None), True),
    "no other side to clamp to": (criterion(needs=20, clamp=(15, 20)), (19, None, None), False),
}


@pytest.mark.parametrize(("wanted", "told", "good"), TRIES.values(), ids=TRIES)
def test_what_passes(wanted, told, good):
    injured, sound, pain = told
    assert passed(wanted, TestRecord(5, injured, sound, pain)) is good


def test_a_life_reads_its_days():
    days = life(lived(20, "power", line(RAISE, 1)), lived(48, "power"), lived(49, "power")).days
    assert [day.held for day in days] == [{}, {RAISE: 1}, {}]
    assert [day.top for day in days] == [3, 0, 0]
