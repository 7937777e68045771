"""The engine knows rhythms, not calves: a made-up protocol without running, and numbers of its own."""

import msgspec
import pytest

from rehab.assembly import assemble, planned_weeks
from rehab.events import CheckIn, Morning
from rehab.fault import BadFileError, Fault, refuse
from rehab.library import read_protocol
from rehab.planned import PlannedCourse
from rehab.protocol import Protocol
from rehab.situation import NEVER, Situation, terms_of
from rehab.timeline import advance, begin, plan_today
from tests.rehab.engine.people import CALF, a_runner, done, passed

ROB = Situation(grade=2, focus="soleus", previous_strain=True, age=60)


def walkers() -> Protocol:
    """The first four phases of ours, the last without an end, and no run anywhere."""
    return msgspec.structs.replace(
        CALF,
        phases=CALF.phases[:4],
        ladder=None,
        mileage=None,
        exercises=tuple(
            msgspec.structs.replace(e, progresses_to=tuple(n for n in e.progresses_to if "run" not in n))
            for e in CALF.exercises
            if e.category != "run"
        ),
    )


def test_without_a_ladder_there_are_no_rungs_and_nothing_is_overdue() -> None:
    terms = terms_of(walkers(), ROB)
    assert terms.rung_sessions == ()
    assert terms.floors == (0, 5, 18, 28)
    assert terms.overdue_day == NEVER
    assert terms.swapped == {}


def test_the_planned_course_of_a_protocol_without_running() -> None:
    assert planned_weeks(walkers(), ROB) == 28 // 7 + 8
    plan = assemble(walkers(), ROB)
    assert {day.phase for day in plan.weeks[-1].days} == {"power"}
    assert not any(item.bouts for day in plan.days for item in day.items)
    assert all(day.items for day in plan.days)


def test_its_last_phase_needs_no_gate_to_go_on() -> None:
    course = PlannedCourse(walkers(), ROB)
    assert course.day(300)[1].entries
    assert course.day(300)[0].phase == 3


def test_it_can_be_followed_to_its_end() -> None:
    protocol = walkers()
    tried = passed("mobilise", day=40) | passed("strengthen", day=40) | passed("power", day=40)
    state = begin(protocol, ROB, day=40, tried=tried)
    assert state.phase == 3
    for _ in range(20):
        session = plan_today(protocol, state, (Morning(0),))[1]
        reports = done(session)
        state = advance(protocol, state, (Morning(0), CheckIn(reports))).after
    assert state.phase == 3
    assert state.status == "active"


def test_an_exercise_may_have_a_rest_of_its_own() -> None:
    longer = msgspec.structs.replace(
        CALF,
        exercises=tuple(
            msgspec.structs.replace(e, rest_seconds=195) if e.id == "two-leg-heel-raise" else e for e in CALF.exercises
        ),
    )
    plain = a_runner(2).day(14).minutes
    assert PlannedCourse(longer, a_runner(2).situation).day(14)[1].minutes == plain + 2


def test_who_may_never_run_never_comes_past_the_ladder() -> None:
    """What the screen bars from running for good closes what comes after the ladder."""
    runner = a_runner(2, never=frozenset({"walk-run-session-ladder"}))
    assert runner.floors == (0, 5, 14, 22, 30, NEVER)
    assert runner.week(60).phases == ("return_to_run",)
    assert all(day.items for day in runner.week(60).days)


def test_faults_refuse_and_no_faults_do_not() -> None:
    refuse([])
    with pytest.raises(BadFileError):
        refuse([Fault("f", "e", "p", "c")])
    assert read_protocol.__doc__


def test_joining_asks_only_the_tests_of_ones_own_grade() -> None:
    graver = tuple(
        msgspec.structs.replace(c, criterion=f"{c.criterion}-graver", grades=(3,)) for c in CALF.gates["mobilise"]
    )
    gates = {**CALF.gates, "mobilise": (*CALF.gates["mobilise"], *graver)}
    protocol = msgspec.structs.replace(CALF, gates=gates)
    places = [
        begin(
            protocol, Situation(grade=grade, focus="soleus", cleared_on_day=0), day=90, tried=passed("mobilise")
        ).phase
        for grade in (2, 3)
    ]
    assert places == [2, 1]
