"""What a reminder is about, and why none is sent."""

import pytest

from rehab.events import Did, Ended, Paused, Screened
from rehab.reminding import Cause, Occasion, Silence, Skipped, asked_items, occasion_of
from rehab.vocabulary import Lock, Route
from tests.rehab.engine.dated import DatedDiary

TRAINING_DAY = 12


def training() -> DatedDiary:
    """On a day that asks for something."""
    diary = DatedDiary().lives(TRAINING_DAY)
    while not asked_items(diary.today):
        diary.waits()
    return diary


def resting() -> DatedDiary:
    diary = DatedDiary().lives(TRAINING_DAY)
    while asked_items(diary.today):
        diary.trains().waits()
    return diary


def all_told() -> DatedDiary:
    diary = training()
    return diary.tells(*(Did(exercise) for exercise in asked_items(diary.today)))


SPOKE, JUST, LONG, FORTNIGHT = Silence(0), Silence(3), Silence(9, asked=True), Silence(14, asked=True)
OFFERED = Silence(15, asked=True, offered=True)
# The day, what woke the reminder, the silence before, whether days of rest are wanted, and what comes of it.
DAYS = {
    "a day with something to do": (training, Cause.DAILY, SPOKE, False, Occasion.DAILY),
    "nothing told by a chosen time": (training, Cause.NUDGE, SPOKE, False, Occasion.NUDGE),
    "a session finished": (lambda: training().trains(), Cause.DAILY, SPOKE, False, Skipped.DONE),
    "a session finished before the nudge": (lambda: training().trains(), Cause.NUDGE, SPOKE, False, Skipped.DONE),
    "each exercise told": (all_told, Cause.NUDGE, SPOKE, False, Skipped.DONE),
    "a day of rest": (resting, Cause.DAILY, SPOKE, False, Skipped.REST),
    "a day of rest that is wanted": (resting, Cause.DAILY, SPOKE, True, Occasion.DAILY),
    "nobody is nudged to rest": (resting, Cause.NUDGE, SPOKE, True, Skipped.REST),
    "a pause": (lambda: training().tells(Paused()), Cause.DAILY, SPOKE, True, Skipped.PAUSED),
    "an end": (lambda: training().tells(Ended()), Cause.DAILY, SPOKE, True, Skipped.ENDED),
    "a warning sign": (
        *(lambda: training().tells(Screened(frozenset({"rf01"}), Route.EMERGENCY, Lock.NO_PLAN)), Cause.DAILY),
        *(SPOKE, True, Skipped.STOPPED),
    ),
    "three silent days": (training, Cause.DAILY, JUST, False, Occasion.SILENT),
    "silence that was asked about": (training, Cause.DAILY, LONG, False, Occasion.DAILY),
    "nobody is nudged who is silent": (training, Cause.NUDGE, LONG, False, Skipped.SILENT_LONG),
    "two silent weeks": (training, Cause.DAILY, FORTNIGHT, False, Occasion.PAUSE_OFFER),
    "after the offer it is quiet": (training, Cause.DAILY, OFFERED, False, Skipped.SILENT_LONG),
    "the week, on a day with something to do": (training, Cause.WEEKLY, SPOKE, False, Occasion.WEEKLY),
    "the week, on a day that is done": (lambda: training().trains(), Cause.WEEKLY, SPOKE, False, Occasion.WEEKLY),
    "the week, on a day of rest": (resting, Cause.WEEKLY, SPOKE, False, Occasion.WEEKLY),
    "the week, after silence that was asked about": (training, Cause.WEEKLY, LONG, False, Occasion.WEEKLY),
    "the week, after two silent weeks": (training, Cause.WEEKLY, FORTNIGHT, False, Skipped.SILENT_LONG),
    "the week, after the offer": (training, Cause.WEEKLY, Silence(1, offered=True), False, Skipped.SILENT_LONG),
    "the week, in a pause": (lambda: training().tells(Paused()), Cause.WEEKLY, SPOKE, True, Skipped.PAUSED),
    "the week, after the end": (lambda: training().tells(Ended()), Cause.WEEKLY, SPOKE, True, Skipped.ENDED),
    "the week, with a warning sign": (
        *(lambda: training().tells(Screened(frozenset({"rf01"}), Route.EMERGENCY, Lock.NO_PLAN)), Cause.WEEKLY),
        *(SPOKE, True, Skipped.STOPPED),
    ),
}


@pytest.mark.parametrize(("diary", "cause", "silence", "rest", "found"), DAYS.values(), ids=DAYS)
def test_on(diary, cause, silence, rest, found):
    assert occasion_of(cause, diary().today, silence, rest_days=rest) is found
