"""A day of a followed course as JSON, and its light so far."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from msgspec.structs import replace

from rehab.events import Did, Finished, Morning, OtherWork
from rehab.following import Fact, Start, Today, day_at_hand, days_until, first_state
from rehab.hoped import Hopes
from rehab.library import load_protocol
from rehab.rendering_today import Beside, today_json
from rehab.situation import Situation
from rehab.so_far import light_so_far
from rehab.words import words_in

CALF, INJURED = load_protocol(), date(2026, 11, 2)
BESIDE = Beside("key", 3, Hopes(date(2026, 12, 2), None), signs_due=True)


def day_of(day: int, *events, grade: int = 2) -> Today:
    """Day *day* of somebody who joined the day before, with *events* told."""
    state = first_state(
        CALF, Start(Situation(grade=grade, focus="unknown", injured_on=INJURED), INJURED + timedelta(days=day - 1))
    )
    on = INJURED + timedelta(days=day)
    state, _ = days_until(CALF, state, (), on)
    facts = [Fact(on, datetime.combine(on, time(8, n), UTC), str(n), event) for n, event in enumerate(events)]
    return day_at_hand(CALF, state, facts)


def first_of(day: int) -> str:
    return day_of(day).plan.entries[0].exercise


DONE = (Did(first_of(10)),)
LIGHTS = {
    "nothing told": ((), None, True),
    "a calm morning": ((Morning(0),), None, True),
    "an item told and no end": (DONE, None, True),
    "a calm session waits for the morning": ((*DONE, Finished(0, after=0)), "green", False),
    "a sore session waits too": ((*DONE, Finished(3, after=0)), "amber", False),
    "a painful one is settled": ((*DONE, Finished(9, after=0)), "red", True),
    "a run of one's own that hurt": ((OtherWork(20, pain=8),), "red", True),
}


@pytest.mark.parametrize(("events", "light", "settled"), LIGHTS.values(), ids=LIGHTS)
def test_the_light_so_far_is_the_worst_that_was_told_today(events, light, settled):
    found = light_so_far(day_of(10, *events).now)
    assert (found.light, found.settled) == (light, settled)
    assert bool(found.reasons) == (light is not None)


def test_the_day_is_its_plan_and_what_was_told_of_it():
    body = today_json(CALF, day_of(10, Morning(2), *DONE), BESIDE, words_in())
    assert (body["programme"], body["version"], body["signs_due"]) == ("key", 3, True)
    assert (body["plan"]["day"], body["plan"]["date"]) == (10, "2026-11-12")
    assert body["told"]["morning"] == {"pain": 2, "limp": False, "widespread": False}
    assert body["told"]["items"] == [{"exercise": first_of(10), "outcome": "done", "pain": None, "minutes": None}]
    assert not body["told"]["finished"]
    assert body["hopes"] == {"first_run": "2026-12-02", "whole_ladder": None}


def test_a_finished_session_is_told_with_its_pain():
    told = today_json(CALF, day_of(10, *DONE, Finished(3, after=1)), BESIDE, words_in())["told"]
    assert (told["finished"], told["items"][0]["pain"], told["morning"]) == (True, 3, None)


def test_what_must_be_true_to_move_on_says_whether_it_is():
    ahead = today_json(CALF, day_of(10, Morning(0)), BESIDE, words_in())["ahead"]
    assert (ahead["phase"], ahead["floor_day"]) == ("strengthen", 14)
    assert {gate["met"] for gate in ahead["gates"]} == {False}


def test_a_severe_strain_that_nobody_has_seen_has_no_day_to_move_on():
    assert today_json(CALF, day_of(10, grade=3), BESIDE, words_in())["ahead"]["floor_day"] is None


def test_the_last_phase_has_none_ahead():
    today = day_of(10)
    last = len(CALF.phases) - 1
    at_the_end = replace(today, now=replace(today.now, phase=last))
    assert today_json(CALF, at_the_end, BESIDE, words_in())["ahead"] is None
