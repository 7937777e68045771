"""What the history of a followed course says of each day."""

import pytest

from rehab.events import CheckIn, Fever, OtherWork, Outcome, Report, Tried
from rehab.reason import because
from rehab.safety.following import episodes, lights_of, loaded_otherwise, minutes_run, told_of, touched
from rehab.state import Decision, TestRecord
from rehab.vocabulary import Light, Lock
from tests.rehab.safety.lives import ladder, line, lived, week
from tests.rehab.safety.plants import CALVES, changed

G, A, R = Light.GREEN, Light.AMBER, Light.RED
RAISE, PRESS = "two-leg-heel-raise", "seated-forefoot-press"
RUN = "walk-run-session-ladder"


def told(day: int, *days):
    return told_of(CALVES, days)[day]


def test_episodes_are_kept_apart():
    first = lived(8, "mobilise")
    second = [lived(n, "protect", before={"episode": 2}) for n in (1, 2)]
    assert episodes([first, *second]) == [[first], second]
    assert episodes([]) == []


LIGHTS = {
    "green and a green morning": (G, G, G),
    "green and an amber morning": (G, A, A),
    "green and a red morning": (G, R, R),
    "green and silence": (G, None, None),
    "amber and silence": (A, None, A),
    "amber and an amber morning": (A, A, A),
    "red": (R, G, R),
    "nothing done": (None, G, None),
}


@pytest.mark.parametrize(("evening", "morning", "light"), LIGHTS.values(), ids=LIGHTS)
def test_the_light_of_a_session_has_its_next_morning(evening, morning, light):
    days = [lived(20, "strengthen", line(RAISE), light=evening), lived(21, "strengthen", light=None, morning=morning)]
    assert lights_of(days)[20] is light


def test_the_last_day_has_no_morning_yet():
    assert lights_of([lived(20, "strengthen", line(RAISE))]) == {20: None}
    assert lights_of([lived(20, "strengthen", line(RAISE), light=A)]) == {20: A}


def test_the_first_light_told_is_the_morning():
    note = Decision(21, "note", because("cleared"))
    day = lived(21, "strengthen", light=None, morning=A, rules=(Decision(21, "note", because("x"), G),))
    noted = changed(day, after=changed(day.after, decisions=(note, *day.after.decisions)))
    assert lights_of([lived(20, "strengthen", line(RAISE)), noted])[20] is A


def test_a_session_told_before_the_morning_is_not_the_mornings_light():
    red = Decision(21, "stop", because("session-red"), R)
    told = lived(21, "strengthen", light=None, morning=G)
    late = changed(told, after=changed(told.after, decisions=(red, *told.after.decisions)))
    assert lights_of([lived(20, "strengthen", line(RAISE)), late])[20] is G


def test_a_red_that_nothing_was_done_for():
    red = Decision(20, "stop", because("morning-red"), R)
    assert lights_of([lived(20, "strengthen", line(RAISE), light=None, rules=(red,))]) == {20: None}
    held = changed(red, move="hold")
    done = lived(20, "strengthen", line(RAISE), light=None, rules=(held,), events=(CheckIn((Report(RAISE),)),))
    assert lights_of([done]) == {20: None}


def test_what_was_touched():
    reports = (Report(RAISE, Outcome.SKIPPED), Report(PRESS, Outcome.PARTLY), Report("step-up"))
    day = lived(20, "strengthen", line(RAISE), line(PRESS), light=None, events=(CheckIn(reports),))
    assert touched(day) == {PRESS}
    assert told(20, day).done == {PRESS}


MINUTES = {
    "as planned": (Report(RUN), 8),
    "partly, not said": (Report(RUN, Outcome.PARTLY), 0),
    "partly, said": (Report(RUN, Outcome.PARTLY, minutes=5), 5),
    "more than planned": (Report(RUN, minutes=12), 12),
    "skipped": (Report(RUN, Outcome.SKIPPED, minutes=5), 0),
    "something else": (Report(RAISE), 0),
}


@pytest.mark.parametrize(("report", "minutes"), MINUTES.values(), ids=MINUTES)
def test_minutes_run(report, minutes):
    day = lived(30, "return_to_run", ladder(1), line(RAISE), light=None, events=(CheckIn((report,)),))
    assert minutes_run(day) == minutes
    outside = changed(day, events=(*day.events, OtherWork(run_minutes=20)))
    assert minutes_run(outside) == minutes + 20
    assert told(30, outside).ran == minutes + 20


def test_what_loads_outside_the_session():
    def loads(event):
        day = lived(20, "strengthen", light=None, events=(event,))
        assert told(20, day).loaded is loaded_otherwise(CALVES, day)
        return loaded_otherwise(CALVES, day)

    assert loads(OtherWork())
    assert not loads(OtherWork(run_minutes=20, loaded=False))
    assert loads(Tried("two-leg-raises", 25))
    assert not loads(Tried("stairs", 0))
    assert not loads(Tried("unheard-of", 0))
    assert not loads(Fever())


def test_when_nothing_runs():
    for before, active in (
        ({"paused": True}, False),
        ({"ended": True}, False),
        ({"lock": Lock.NO_PLAN}, False),
        ({}, True),
    ):
        assert told(20, lived(20, "strengthen", before=before)).active is active


def test_trouble_excuses_for_a_week():
    plain = [lived(n, "maintain", line(PRESS)) for n in range(61, 75)]

    def until(first):
        return [day for day, facts in told_of(CALVES, [first, *plain]).items() if facts.excused]

    assert until(lived(60, "maintain", line(PRESS))) == []
    week_after = list(range(60, 68))
    assert until(lived(60, "maintain", line(PRESS), light=R)) == week_after
    assert until(lived(60, "maintain", line(PRESS), morning=A)) == week_after
    assert until(lived(60, "maintain", line(PRESS), before={"hold_since": 1})) == week_after
    assert until(lived(60, "maintain", line(PRESS), before={"loading_from": 61})) == week_after
    assert until(lived(60, "maintain", line(PRESS), before={"loading_from": 60})) == []
    for event in (Fever(), OtherWork(), Tried("stairs", 0)):
        assert until(lived(60, "maintain", line(PRESS), events=(event,))) == week_after


def test_a_sore_day_flares_while_running_by_the_week():
    assert told(60, lived(60, "maintain", line(PRESS), morning=A)).flared
    assert told(60, lived(60, "maintain", line(PRESS), light=R)).flared
    assert not told(60, lived(60, "maintain", line(PRESS))).flared
    assert not told(60, lived(60, "return_to_run", line(PRESS), morning=A)).flared


def test_the_rest_comes_from_the_state():
    before = week(3, 99) | {"flags": frozenset({"rf14"})}
    facts = told(60, lived(60, "maintain", before=before))
    assert (facts.week, facts.flags, facts.place) == ((3, 99), {"rf14"}, 5)


TESTED = {
    "without pain": (TestRecord(20, 17, 20, 0), {"single-leg-heel-raise": 17}),
    "with pain": (TestRecord(20, 17, 20, 1), {}),
    "pain not told": (TestRecord(20, 17, 20), {}),
}


@pytest.mark.parametrize(("record", "expected"), TESTED.values(), ids=TESTED)
def test_painless_repetitions(record, expected):
    tests = {"single-leg-raises": record, "raise-symmetry": TestRecord(20, 90, 0, 0), "stairs": TestRecord(20, 0, 0, 0)}
    assert told(60, lived(60, "power", before={"tests": tests})).tested == expected
