"""What missed days cost and what a hold holds, at the edges."""

import pytest

from rehab.events import Cleared, OtherWork, Reinjured
from rehab.safety import reactions as checks
from rehab.vocabulary import Light
from tests.rehab.safety.lives import days_of_breach, line, lived, week
from tests.rehab.safety.plants import GRADE_1, GRADE_2, GRADE_3, changed

RAISE, PRESS = "two-leg-heel-raise", "seated-forefoot-press"
RUN = "return_to_run"


def missed(count: int, *back, phase: str = "strengthen", step: int = 2, **first):
    """A session at *step*, *count* days of silence with something asked, then the days *back*."""
    entries = () if "rung" in first else (line(RAISE, step),)
    days = [lived(20, phase, *entries, **first)]
    days += [lived(21 + n, phase, line(PRESS), light=None, morning=None) for n in range(count)]
    return days_of_breach(checks.missed_days_cost, *days, *(make(21 + count) for make in back))


def session(step: int, phase: str = "strengthen"):
    return lambda day: lived(day, phase, line(RAISE, step))


DOSES = {
    "three days, higher": (3, 3, False),
    "four days, the same": (4, 2, False),
    "four days, higher": (4, 3, True),
    "seven days, the same": (7, 2, False),
    "eight days, the same": (8, 2, True),
    "eight days, a step lower": (8, 1, False),
    "fifteen days, the same": (15, 2, True),
    "a month, by a new test": (29, 3, False),
}


@pytest.mark.parametrize(("count", "step", "broken"), DOSES.values(), ids=DOSES)
def test_doses_after_missed_days(count, step, broken):
    phase = "mobilise" if count >= 15 else "strengthen"
    found = missed(count, session(step, phase), phase="strengthen")
    assert found == ([21 + count] if broken else [])


def test_the_first_step_cannot_fall():
    assert missed(8, session(0), step=0) == []


def test_rest_days_do_not_count_and_work_outside_ends_a_gap():
    rest = [lived(21 + n, "strengthen", line(PRESS, optional=True), light=None, morning=None) for n in range(9)]
    first, back = lived(20, "strengthen", line(RAISE, 2)), lived(30, "strengthen", line(RAISE, 3))
    assert days_of_breach(checks.missed_days_cost, first, *rest, back) == []
    gap = [lived(21 + n, "strengthen", line(PRESS), light=None, morning=None) for n in range(4)]
    worked = lived(24, "strengthen", line(PRESS), light=None, morning=None, events=(OtherWork(),))
    again = lived(25, "strengthen", line(RAISE, 3))
    assert days_of_breach(checks.missed_days_cost, first, *gap, again) == [25]
    assert days_of_breach(checks.missed_days_cost, first, *gap[:3], worked, again) == []


def test_nobody_came_back():
    assert missed(20) == []
    assert missed(4, lambda day: lived(day, "strengthen", line(RAISE, 5), light=None)) == []


def on_rung(rung: int):
    return lambda day: lived(day, RUN, rung=rung)


RUNGS = {
    "four days, the same": (4, 3, False),
    "four days, the next": (4, 4, True),
    "eight days, the same": (8, 3, True),
    "eight days, one lower": (8, 2, True),
    "eight days, two lower": (8, 1, False),
}


@pytest.mark.parametrize(("count", "rung", "broken"), RUNGS.values(), ids=RUNGS)
def test_the_ladder_after_missed_days(count, rung, broken):
    assert missed(count, on_rung(rung), phase=RUN, rung=3) == ([21 + count] if broken else [])


def test_the_ladder_falls_to_the_entry_only():
    def mild(day: int):
        return lived(day, RUN, rung=2, situation=GRADE_1)

    assert missed(8, mild, phase=RUN, rung=2, situation=GRADE_1) == []
    assert missed(8, lambda day: lived(day, RUN, line(RAISE)), phase=RUN, rung=3) == []
    assert missed(8, on_rung(4), phase=RUN) == []


def test_a_phase_passed_again_before_the_first_session_is_paid_for():
    def back(*phases):
        days = [lived(20, "power", line(RAISE))]
        days += [lived(21 + n, phase, line(PRESS), light=None, morning=None) for n, phase in enumerate(phases)]
        return days_of_breach(checks.missed_days_cost, *days, lived(21 + len(phases), "power", line("cold-pack")))

    assert back(*["power"] * 15, "strengthen", "strengthen") == []
    assert back(*["power"] * 15, "power", "power") == [38]
    assert back("strengthen", *["power"] * 16) == [38]
    assert back(*["power"] * 15, "strengthen", *["strengthen"] * 14) == [51]
    assert back(*["power"] * 15, *["strengthen"] * 14, "mobilise") == []


PHASES = {
    "fourteen days, the same": (14, "power", "power", False),
    "fifteen days, the same": (15, "power", "power", True),
    "fifteen days, the one before": (15, "power", "strengthen", False),
    "fifteen days in the third": (15, "strengthen", "strengthen", True),
    "fifteen days in the second": (15, "mobilise", "mobilise", False),
    "fifteen days in the first": (15, "protect", "protect", False),
    "fifteen days in the first, then up": (15, "protect", "mobilise", True),
    "twenty-eight days, the one before": (28, "power", "strengthen", False),
    "twenty-nine days, the one before": (29, "power", "strengthen", True),
    "twenty-nine days, the second": (29, "power", "mobilise", False),
    "twenty-nine days in the first": (29, "protect", "protect", False),
}


@pytest.mark.parametrize(("count", "phase", "back", "broken"), PHASES.values(), ids=PHASES)
def test_phases_after_missed_days(count, phase, back, broken):
    found = missed(count, lambda day: lived(day, back, line("cold-pack")), phase=phase)
    assert found == ([21 + count] if broken else [])


def test_the_highest_phase_of_the_gap_counts():
    """The course moved up on the first day missed, and fell back from there."""
    first = lived(20, "strengthen", line("cold-pack"))
    gap = [lived(21, "power", line("cold-pack"), light=None, morning=None)]
    gap += [lived(22 + n, "strengthen", line("cold-pack"), light=None, morning=None) for n in range(14)]
    assert days_of_breach(checks.missed_days_cost, first, *gap, lived(36, "strengthen", line("cold-pack"))) == []
    assert days_of_breach(checks.missed_days_cost, first, *gap, lived(36, "power", line("cold-pack"))) == [36]


def held(first, second):
    return days_of_breach(checks.a_hold_holds, first, second)


HOLDS = {"a review": {"review_since": 3}, "an overdue course": {"hold_since": 3}, "nothing": {}}


@pytest.mark.parametrize(("before", "broken"), [(HOLDS[k], k != "nothing") for k in HOLDS], ids=HOLDS)
def test_nothing_rises_during_a_hold(before, broken):
    expected = [21] if broken else []
    up = held(lived(20, "strengthen"), lived(21, "power", before=before))
    assert up == expected
    assert held(lived(20, "strengthen"), lived(21, "strengthen", before=before)) == []
    dose = held(lived(20, "strengthen", line(RAISE)), lived(21, "strengthen", line(RAISE, 1), before=before))
    assert dose == expected
    rung = held(lived(20, RUN, rung=1), lived(21, RUN, rung=2, before=before))
    assert rung == expected
    assert held(lived(20, RUN, rung=1), lived(21, RUN, rung=1, before=before)) == []
    assert held(lived(20, RUN), lived(21, RUN, rung=1, before=before)) == []
    minutes = held(lived(60, "maintain", before=week(1, 90)), lived(61, "maintain", before=before | week(2, 99)))
    assert minutes == ([61] if broken else [])


def test_weeks_during_a_hold():
    held_by = {"review_since": 3}
    same = held(lived(60, "maintain", before=week(1, 90)), lived(61, "maintain", before=held_by | week(2, 90)))
    assert same == []
    first = held(lived(60, "maintain", before=week(0, 0)), lived(61, "maintain", before=held_by | week(1, 90)))
    assert first == []
    eased = week(4, 63, deload=True)
    assert held(lived(60, "maintain", before=eased), lived(61, "maintain", before=held_by | week(5, 90))) == []


OLD = changed(GRADE_1, previous_strain=True)
OVERDUE = {
    "a mild strain on day 21": (21, GRADE_1, "power", (), []),
    "a mild strain on day 22": (22, GRADE_1, "power", (), [22]),
    "on the ladder": (22, GRADE_1, RUN, (), []),
    "a moderate strain": (80, GRADE_2, "power", (), []),
    "a severe strain": (400, GRADE_3, "power", (), []),
    "a second strain on day 25": (25, OLD, "power", (), []),
    "a second strain on day 26": (26, OLD, "power", (), [26]),
    "a clinician named the grade today": (30, GRADE_1, "power", (Cleared("doctor", 1),), []),
    "a new strain today": (30, GRADE_1, "power", (Reinjured(1),), []),
}


@pytest.mark.parametrize(("day", "situation", "phase", "events", "expected"), OVERDUE.values(), ids=OVERDUE)
def test_an_overdue_mild_strain(day, situation, phase, events, expected):
    yesterday = lived(day - 1, phase, situation=situation)
    assert held(yesterday, lived(day, phase, situation=situation, events=events)) == expected
    if events:
        named = lived(day - 1, phase, situation=situation, events=events)
        assert held(named, lived(day, phase, situation=situation)) == []


def test_an_overdue_strain_that_just_left_the_ladder():
    assert held(lived(40, RUN, situation=GRADE_1), lived(41, "power", situation=GRADE_1)) == []
    assert held(lived(40, "power", situation=GRADE_1), lived(41, RUN, situation=GRADE_1)) == []


def test_the_light_of_a_day_without_a_session():
    assert lived(20, "power", light=None).after.pending == ()
    assert lived(20, "power", light=Light.RED).after.decisions[-1].light is Light.RED


def test_days_missed_before_anything_was_done_cost_nothing():
    missed = [lived(day, "return_to_run", light=None, morning=None, rung=0, done=False) for day in range(30, 36)]
    assert days_of_breach(checks.missed_days_cost, *missed, lived(36, "return_to_run", rung=0)) == []
