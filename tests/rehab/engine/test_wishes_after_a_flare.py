"""A flare after each kind of wish: the step-back and the wish both stand in the week that follows."""

from datetime import timedelta

import pytest

from rehab.adjusted import wishes_told
from rehab.events import Adjusted, Morning
from rehab.intents import (
    AddExercise,
    CapDose,
    CapRun,
    Days,
    Hold,
    Message,
    MovePhase,
    RemoveExercise,
    SetDose,
    SwapExercise,
)
from rehab.vocabulary import Light
from rehab.wishes import standing
from tests.rehab.engine.dated import JOINED, DatedDiary
from tests.rehab.engine.people import CALF, STRENGTHEN, exercises, steps
from tests.rehab.safety.runners import breaches_of

WEEK = 7
REASON = frozenset({"INV-11", "INV-21", "INV-35"})
BENT = "two-leg-bent-knee-raise"
KINDS = {
    "another exercise": SwapExercise("two-leg-heel-raise", "seated-heel-raise"),
    "a higher dose": SetDose(BENT, 3, 20),
    "a dose at most": CapDose(BENT, 2, 12),
    "so much running at most": CapRun(12),
    "no later phase for now": Hold(JOINED + timedelta(days=40)),
    "one exercise more": AddExercise("two-leg-half-height-hold", 3, 20, Days.LOADING),
    "one exercise less": RemoveExercise("single-leg-stand"),
    "back a phase": MovePhase("mobilise"),
    "some words": Message("take it easy"),
}
# The pain told of everything done, and the light that comes of it.
FLARES = {"a red": (6, Light.RED), "an amber": (3, Light.AMBER)}


def flared(intent, pain: int) -> DatedDiary:
    """Rob on a loading day of Strengthen, for whom something is asked, who then is sore and lives on without pain."""
    diary = DatedDiary().lives_to(STRENGTHEN)
    diary.tells(Adjusted("one", diary.on, intent, "so", REASON, 1))
    if not diary.today.plan.loading:
        diary.lives((diary.on - JOINED).days)
    diary.trains(pain)
    for _ in range(WEEK):
        diary.waits().tells(Morning(0)).trains(0)
    return diary


@pytest.mark.parametrize("pain", FLARES.values(), ids=FLARES)
@pytest.mark.parametrize("intent", KINDS.values(), ids=KINDS)
def test_the_wish_stands_and_the_flare_is_answered(intent, pain):
    diary = flared(intent, pain[0])
    lights = {decision.light for day in diary.course for decision in day.after.decisions}
    assert pain[1] in lights
    (wish,) = standing(diary.course[-1].before)
    assert type(wish.intent) is type(intent)
    assert wishes_told(CALF, diary.course[-1].before)
    assert {breach.invariant for breach in breaches_of(CALF, diary.course)} <= REASON


@pytest.mark.parametrize("pain", FLARES.values(), ids=FLARES)
@pytest.mark.parametrize("intent", KINDS.values(), ids=KINDS)
def test_no_day_of_the_week_after_loads_more_than_without_the_wish(intent, pain):
    asked, usual = flared(intent, pain[0]).course[-WEEK:], flared(Message("hello"), pain[0]).course[-WEEK:]
    for one, other in zip(asked, usual, strict=True):
        assert tier(one.session) <= max(tier(other.session), 2)
        assert one.before.phase <= other.before.phase


def tier(session) -> int:
    return max(CALF.catalogue[name].tier for name in exercises(session))


def doses(intent, pain: int) -> list[int]:
    """The steps at which the exercise is asked for again."""
    return [steps(day.session)[BENT] for day in flared(intent, pain).course[-WEEK:] if BENT in steps(day.session)]


def test_a_higher_dose_waits_for_green_and_the_ceiling_stays():
    assert doses(KINDS["a higher dose"], 3)[0] == 0
    assert set(doses(KINDS["a dose at most"], 3)) == {0}


def test_work_never_done_comes_when_the_calf_has_settled():
    diary = DatedDiary().lives_to(STRENGTHEN).trains(3).waits(2).tells(Morning(0))
    diary.tells(Adjusted("one", diary.on, KINDS["one exercise more"], episode=1))
    assert "two-leg-half-height-hold" not in exercises(diary.today.plan)
    for _ in range(6):
        diary.lives((diary.on - JOINED).days + 1)
    assert any("two-leg-half-height-hold" in exercises(day.session) for day in diary.course[-6:])


def test_what_gave_way_to_an_easier_exercise_is_exchanged_for_nothing_harder():
    diary = DatedDiary().lives_to(STRENGTHEN).trains(0, two_leg_bent_knee_raise=6)
    diary.tells(Adjusted("one", diary.on, SwapExercise(BENT, "up-on-two-down-on-one"), episode=1))
    for _ in range(4):
        diary.waits().tells(Morning(0)).trains(0)
    assert diary.state.swaps
    loading = next(day.session for day in reversed(diary.course) if day.session.loading)
    assert "up-on-two-down-on-one" not in exercises(loading)
