"""Checks of load over days, at their edges."""

import pytest

from rehab.programme import Bout, Test
from rehab.reason import because
from rehab.safety import Followed, Told, loads
from rehab.vocabulary import Light
from tests.rehab.safety.plants import CALVES, GRADE_1, changed, day_of, days_of, doses, found, item, run_of, with_phase

RAISE = item("two-leg-heel-raise")
BRIDGE = item("glute-bridge")
STEP_UP = item("step-up")
LADDER = run_of(5, Bout(1, 2, 5), name="walk-run-session-ladder")


def on(*days: int, phase: str = "strengthen", what=RAISE):
    return [day_of(day, phase, what) for day in days]


def told(day: int, **facts) -> Followed:
    return Followed(told={day: Told(**facts)})


GAPS = {
    "the next day": ([14, 15], [15]),
    "two days later": ([14, 16], []),
    "three in a row": ([14, 15, 16], [15, 16]),
}


@pytest.mark.parametrize(("days", "expected"), GAPS.values(), ids=GAPS)
def test_loaded_days(days, expected):
    assert found(loads.loaded_days_apart, on(*days)) == expected


def test_what_counts_as_loaded():
    days = [*on(14), day_of(15, "strengthen", item("flat-walking"))]
    assert found(loads.loaded_days_apart, days) == []
    test = Test(15, "strengthen", "two-leg-raises")
    assert found(loads.loaded_days_apart, [*on(14), day_of(15, "strengthen", tests=(test,))]) == [15]
    easy = Test(15, "strengthen", "stairs")
    assert found(loads.loaded_days_apart, [*on(14), day_of(15, "strengthen", tests=(easy,))]) == []
    unknown = Test(15, "strengthen", "nothing")
    assert found(loads.loaded_days_apart, [*on(14), day_of(15, "strengthen", tests=(unknown,))]) == []


def test_only_what_was_done_loads():
    assert found(loads.loaded_days_apart, on(14, 15), followed=told(14, done=frozenset())) == []
    assert found(loads.loaded_days_apart, on(14, 15), followed=told(14, done=frozenset({RAISE.exercise}))) == [15]
    outside = told(14, done=frozenset(), loaded=True)
    assert found(loads.loaded_days_apart, [day_of(14, "strengthen"), *on(15)], followed=outside) == [15]
    walked = told(14, done=frozenset({"flat-walking"}))
    assert found(loads.loaded_days_apart, on(14, 15), followed=walked) == []


def test_the_gap_ends_with_the_fourth_week_after_the_ladder():
    first = day_of(60, "maintain", run_of(30))
    before = [first, *on(86, 87, phase="maintain", what=STEP_UP)]
    weeks = [day_of(day, "maintain") for day in range(61, 86)]
    assert found(loads.loaded_days_apart, [first, *weeks, *before[1:]]) == [87]
    later = [first, *weeks, day_of(86, "maintain"), *on(87, 88, phase="maintain", what=STEP_UP)]
    assert found(loads.loaded_days_apart, later) == []


def test_chain_days():
    assert found(loads.chain_days_apart, on(14, 15, what=BRIDGE)) == [15]
    assert found(loads.chain_days_apart, on(14, 16, what=BRIDGE)) == []
    assert found(loads.chain_days_apart, on(14, 15, what=STEP_UP)) == []
    assert found(loads.chain_days_apart, on(14, 15)) == []
    skipped = told(14, done=frozenset())
    assert found(loads.chain_days_apart, on(14, 15, what=BRIDGE), followed=skipped) == []
    three = [day_of(14, "strengthen", BRIDGE), day_of(15, "strengthen"), day_of(16, "strengthen", BRIDGE)]
    assert found(loads.chain_days_apart, three) == []


POGO, HOP, FORWARD = item("two-leg-pogo"), item("single-leg-hop-on-the-spot"), item("forward-single-leg-hop-and-stick")


def test_springs_have_their_phase():
    assert found(loads.springs_in_turn, [day_of(20, "strengthen", POGO)]) == [20]
    assert found(loads.springs_in_turn, [day_of(22, "power", POGO)]) == []
    assert found(loads.springs_in_turn, [day_of(22, "power", FORWARD)]) == [22]
    assert found(loads.springs_in_turn, [day_of(30, "return_to_run", FORWARD)]) == []


def test_a_hop_follows_green_pogos():
    hop = day_of(24, "power", POGO, HOP)
    assert found(loads.springs_in_turn, [hop]) == [24]
    assert found(loads.springs_in_turn, [day_of(22, "power", POGO), hop]) == []
    for light in (Light.AMBER, Light.RED, None):
        assert found(loads.springs_in_turn, [day_of(22, "power", POGO), hop], followed=told(22, light=light)) == [24]
    skipped = told(22, done=frozenset())
    assert found(loads.springs_in_turn, [day_of(22, "power", POGO), hop], followed=skipped) == [24]


def volume(total: int, name: str = "single-leg-heel-raise"):
    return changed(item(name, 1), dose=doses(f"1 x {total} rep")[0])


DROP = item("single-leg-heel-drop-straight-knee")
SHARES = {
    # Volumes of the last full session and beside the ladder.
    "60 percent": ((40, 60), (60,), []),
    "over 60 percent": ((40, 60), (61,), [30]),
    "two exercises at the limit": ((40, 60), (40, 20), []),
    "two exercises over it": ((40, 60), (40, 21), [30]),
    "no full session": ((100,), (18,), [30]),
}


@pytest.mark.parametrize(("before", "beside", "expected"), SHARES.values(), ids=SHARES)
def test_strength_beside_the_ladder(before, beside, expected):
    names = ("single-leg-heel-raise", "single-leg-bent-knee-raise")
    power = day_of(28, "power", *(volume(v, n) for v, n in zip(before, names, strict=False)))
    ladder = day_of(30, "return_to_run", LADDER, *(volume(v, n) for v, n in zip(beside, names, strict=False)))
    assert found(loads.strength_beside_running, [power, ladder]) == expected


def test_one_exercise_at_its_first_step_is_always_allowed():
    def beside(*strength):
        return found(loads.strength_beside_running, [day_of(30, "return_to_run", LADDER, *strength)])

    assert beside() == []
    assert beside(DROP) == []
    assert beside(DROP, item("single-leg-heel-raise")) == [30]
    assert beside(item("single-leg-heel-raise", 1)) == [30]


def test_the_last_full_session_counts_as_it_was_done():
    full = day_of(26, "power", volume(40), volume(60, "weighted-seated-raise"))
    half = day_of(28, "power", volume(10))
    earlier = day_of(20, "strengthen", volume(90), volume(90, "weighted-seated-raise"))
    ladder = day_of(30, "return_to_run", LADDER, volume(60))
    assert found(loads.strength_beside_running, [earlier, full, half, ladder]) == []
    done = told(26, done=frozenset({"single-leg-heel-raise"}))
    assert found(loads.strength_beside_running, [earlier, full, half, ladder], followed=done) == [30]
    skipped = told(26, done=frozenset())
    assert found(loads.strength_beside_running, [full, ladder], followed=skipped) == [30]
    assert found(loads.strength_beside_running, [earlier, ladder]) == [30]


def test_the_run_comes_first():
    late = [day_of(60, "maintain", POGO, run_of(30)), day_of(62, "maintain", DROP, run_of(30))]
    assert found(loads.strength_beside_running, late) == [60, 62]
    assert found(loads.strength_beside_running, [day_of(60, "maintain", run_of(30), POGO, DROP)]) == []
    assert found(loads.strength_beside_running, [day_of(60, "maintain", DROP)]) == []
    walk = day_of(60, "maintain", item("flat-walking"), run_of(30), DROP)
    assert found(loads.strength_beside_running, [walk]) == []


def pogo(contacts: int):
    return changed(POGO, dose=doses(f"1 x {contacts} contact")[0])


CONTACTS = {
    "40 at first": ((40,), "power", []),
    "41 at first": ((41,), "power", [0]),
    "20 more": ((40, 60), "power", []),
    "21 more": ((40, 61), "power", [2]),
    "20 more after a day without": ((40, 0, 60), "power", []),
    "80 in power": ((40, 60, 80, 80), "power", []),
    "81 in power": ((40, 60, 80, 81), "power", [6]),
    "100 on the ladder": ((40, 60, 80, 100), "return_to_run", []),
    "101 on the ladder": ((40, 60, 80, 100, 101), "return_to_run", [8]),
    "101 after it": ((40, 60, 80, 100, 101), "maintain", [8]),
}


@pytest.mark.parametrize(("sessions", "phase", "expected"), CONTACTS.values(), ids=CONTACTS)
def test_contacts(sessions, phase, expected):
    days = [day_of(2 * n, phase, *([pogo(c)] if c else [])) for n, c in enumerate(sessions)]
    assert found(loads.contacts, days) == expected


def test_contacts_add_up_and_only_done_ones_count():
    both = day_of(24, "power", pogo(30), changed(HOP, dose=doses("1 x 11 contact")[0]))
    assert found(loads.contacts, [both]) == [24]
    days = [day_of(22, "power", pogo(40)), day_of(24, "power", pogo(50))]
    assert found(loads.contacts, days, followed=told(22, done=frozenset())) == [24]
    assert found(loads.contacts, [day_of(10, "mobilise", item("flat-walking", 5))]) == []


def week_of(first: int, hard: int, phase: str = "strengthen"):
    """Seven days, the first *hard* of them with work of tier 2."""
    band = item("band-foot-presses")
    return [day_of(first + n, phase, *([band] if n < hard else [])) for n in range(7)]


def test_a_day_off_in_seven():
    assert found(loads.a_day_off, week_of(14, 6)) == []
    assert found(loads.a_day_off, week_of(14, 7)) == [20]
    assert found(loads.a_day_off, [*week_of(14, 7), *week_of(21, 1)]) == [20, 21]
    assert found(loads.a_day_off, week_of(7, 7, "mobilise")) == []
    assert found(loads.a_day_off, [*week_of(7, 7, "mobilise"), *week_of(14, 6)]) == []
    walks = [day_of(14 + n, "strengthen", item("flat-walking"), item("seated-heel-raise")) for n in range(9)]
    assert found(loads.a_day_off, walks) == []


def weekly(*strength_days: int, days: int = 7):
    return [
        day_of(60 + n, "maintain", *([run_of(30)] if n == 0 else []), *([DROP] if n in strength_days else []))
        for n in range(days)
    ]


def test_two_strength_sessions_a_week():
    assert found(loads.strength_each_week, weekly(0, 4)) == []
    assert found(loads.strength_each_week, weekly(0)) == [60]
    assert found(loads.strength_each_week, weekly(0, days=6)) == []
    assert found(loads.strength_each_week, weekly(0), followed=told(64, excused=True)) == []
    assert found(loads.strength_each_week, weekly(0), followed=told(60, week=(4, 30))) == []
    assert found(loads.strength_each_week, weekly(0), followed=told(60, week=(5, 30))) == [60]
    second = [*weekly(0, 4), *(day_of(67 + n, "maintain") for n in range(7))]
    assert found(loads.strength_each_week, second) == [67]


def test_weeks_begin_with_the_first_run():
    early = [day_of(59, "maintain", DROP), *weekly(0)]
    assert found(loads.strength_each_week, early) == [60]
    assert found(loads.strength_each_week, [day_of(60 + n, "maintain") for n in range(14)]) == []


def test_the_checks_agree_with_a_healthy_course():
    for check in (loads.loaded_days_apart, loads.contacts, loads.a_day_off, loads.strength_each_week):
        assert found(check, days_of(GRADE_1, 16), GRADE_1) == []


def test_first_loading_phase_of_a_protocol_without_one():
    none = with_phase(with_phase(CALVES, "strengthen", rhythm="daily"), "power", rhythm="daily")
    assert found(loads.a_day_off, week_of(7, 7, "mobilise"), protocol=none) == []


def test_reasons_do_not_matter_to_gaps():
    days = [changed(day, items=tuple(changed(i, why=because("x")) for i in day.items)) for day in on(14, 15)]
    assert found(loads.loaded_days_apart, days) == [15]
