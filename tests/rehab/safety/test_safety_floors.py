"""Floors and ladders worked out a second time, by hand here."""

import pytest

from rehab.safety.floors import WAITING, earliest_days, ladder_sessions, rung_sessions
from rehab.situation import Situation
from rehab.vocabulary import Lock
from tests.rehab.safety.plants import CALVES, changed


def who(grade: int, **more) -> Situation:
    return Situation(grade=grade, focus=more.pop("focus", "unknown"), **more)


FLOORS = {
    "mild": (who(1), (0, 3, 5, 9, 13, 26)),
    "moderate": (who(2), (0, 5, 14, 22, 30, 53)),
    "severe, cleared in time": (who(3, cleared_on_day=21), (0, 21, 42, 70, 92, 127)),
    "severe, cleared early": (who(3, cleared_on_day=3), (0, 21, 42, 70, 92, 127)),
    "severe, cleared ten days late": (who(3, cleared_on_day=31), (0, 31, 52, 80, 102, 137)),
    "mild again": (who(1, previous_strain=True), (0, 3, 7, 12, 17, 34)),
    "moderate again": (who(2, previous_strain=True), (0, 5, 18, 28, 38, 61)),
    "severe again": (who(3, previous_strain=True, cleared_on_day=0), (0, 21, 53, 88, 115, 150)),
    "came on slowly": (who(2, gradual_onset=True), (0, 5, 14, 22, 35, 58)),
    "came on slowly, outer muscle": (who(2, gradual_onset=True, focus="gastrocnemius"), (0, 5, 14, 22, 30, 53)),
    "slowly and again": (who(2, gradual_onset=True, previous_strain=True), (0, 5, 18, 28, 38, 61)),
    "deep muscle": (who(2, focus="soleus"), (0, 5, 14, 22, 30, 63)),
    "fifty": (who(1, age=50), (0, 3, 5, 9, 13, 36)),
    "forty-nine": (who(1, age=49), (0, 3, 5, 9, 13, 26)),
    "no walks": (who(1, no_walks=True), (0, 3, 5, 9, 13, 30)),
    "a light lock, cleared late": (who(1, lock=Lock.LIGHT_ONLY, cleared_on_day=9), (0, 3, 9, 13, 17, 30)),
    "a light lock, cleared early": (who(1, lock=Lock.LIGHT_ONLY, cleared_on_day=2), (0, 3, 5, 9, 13, 26)),
    "a stop lock, cleared late": (who(1, lock=Lock.PROTECTION_ONLY, cleared_on_day=4), (0, 4, 6, 10, 14, 27)),
}


@pytest.mark.parametrize(("situation", "floors"), FLOORS.values(), ids=FLOORS)
def test_floors(situation, floors):
    assert earliest_days(CALVES, situation) == floors


def test_without_a_word_the_floors_wait():
    assert min(earliest_days(CALVES, who(3))[1:]) >= WAITING
    assert earliest_days(CALVES, who(3))[0] == 0
    assert min(earliest_days(CALVES, who(1, lock=Lock.LIGHT_ONLY))[2:]) >= WAITING
    assert earliest_days(CALVES, who(1, lock=Lock.LIGHT_ONLY))[:2] == (0, 3)
    assert min(earliest_days(CALVES, who(1, lock=Lock.PROTECTION_ONLY))[1:]) >= WAITING
    assert min(earliest_days(CALVES, who(1, lock=Lock.NO_PLAN))[1:]) >= WAITING


SESSIONS = {
    "mild": (who(1), (0, 0, 1, 1, 1, 1, 1, 1, 1)),
    "moderate": (who(2), (2, 2, 2, 1, 1, 1, 1, 1, 1)),
    "severe": (who(3), (2,) * 9),
    "mild again": (who(1, previous_strain=True), (1,) * 9),
    "moderate again": (who(2, previous_strain=True), (2, 2, 2, 1, 1, 1, 1, 1, 1)),
    "mild and fifty": (who(1, age=50), (2, 2, 2, 1, 1, 1, 1, 1, 1)),
    "mild again and fifty": (who(1, age=50, previous_strain=True), (2, 2, 2, 1, 1, 1, 1, 1, 1)),
    "severe and fifty": (who(3, age=50), (2,) * 9),
    "deep muscle": (who(1, focus="soleus"), (0, 0, 1, 1, 2, 2, 2, 2, 2)),
}


@pytest.mark.parametrize(("situation", "sessions"), SESSIONS.values(), ids=SESSIONS)
def test_sessions(situation, sessions):
    assert rung_sessions(CALVES, situation) == sessions
    assert ladder_sessions(CALVES, situation) == sum(sessions)


def test_no_ladder_no_sessions():
    without = changed(CALVES, ladder=None)
    assert rung_sessions(without, who(1)) == ()
    assert earliest_days(without, who(1)) == (0, 3, 5, 9, 13, 26)
