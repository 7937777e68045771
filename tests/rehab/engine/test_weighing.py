"""A wish is weighed before it is kept: the days before and after, the rules it would break, who may override them."""

from datetime import timedelta
from functools import cache

import pytest

from rehab.adjusting import WEIGHED_DAYS, Verdict, Weighed, weigh
from rehab.asking import BadAnswersError
from rehab.changes import Way
from rehab.events import Adjusted, Paused, Screened
from rehab.intents import (
    OVERRIDABLE,
    AddExercise,
    AnyIntent,
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
from rehab.safety import HISTORY, PROGRAMME
from rehab.vocabulary import Role
from rehab.wish_reasons import why_asked
from rehab.words import words_in
from tests.rehab.engine.dated import JOINED, DatedDiary
from tests.rehab.engine.people import CALF, MAINTAIN, MOBILISE, POWER, PROTECT, RETURN, STRENGTHEN, exercises

RAISE, BENT = "two-leg-heel-raise", "two-leg-bent-knee-raise"


@cache
def at(phase: int) -> DatedDiary:
    """Rob in *phase*, on its first loading day where it has any, everything before green. To be looked at, not told."""
    if phase in (PROTECT, MOBILISE):
        return DatedDiary().lives(1 if phase == PROTECT else 6)
    return DatedDiary().lives_to(phase)


@cache
def later() -> DatedDiary:
    """Rob two days into Strengthen."""
    return DatedDiary().lives(16)


def weighed(diary: DatedDiary, intent: AnyIntent, said: str = "") -> Weighed:
    return weigh(CALF, diary.course, diary.today, Adjusted("one", diary.on, intent, said))


def test_a_hold_that_runs_into_the_review_says_from_which_day():
    """The gate would open in time: without the hold nobody has to look."""
    found = weighed(at(STRENGTHEN), Hold(at(STRENGTHEN).on + timedelta(days=30)))
    assert found.hopes[0].first_run is not None
    assert found.hopes[1].first_run is None
    assert found.review_on is not None
    assert at(STRENGTHEN).on < found.review_on < at(STRENGTHEN).on + timedelta(days=30)


NO_REVIEW = {
    "a hold that is over in time": Hold(JOINED + timedelta(days=25)),
    "no hold": CapRun(12),
    "a wish that puts runs out of sight by itself": CapRun(0),
}


@pytest.mark.parametrize("intent", NO_REVIEW.values(), ids=NO_REVIEW)
def test_no_review_is_named_for(intent):
    assert weighed(at(STRENGTHEN), intent).review_on is None


PERMITTED = {
    "a cap": (POWER, CapDose("two-leg-heel-drop", 2, 8)),
    "a lower dose": (POWER, SetDose("two-leg-heel-drop", 2, 8)),
    "runs of twelve minutes at most": (RETURN, CapRun(12)),
    "no runs": (MAINTAIN, CapRun(0)),
    "a hold": (STRENGTHEN, Hold(JOINED + timedelta(days=40))),
    "a hold for a test": (STRENGTHEN, Hold(criterion="stairs")),
    "one exercise less": (STRENGTHEN, RemoveExercise(RAISE)),
    "an easier exercise": (STRENGTHEN, SwapExercise(RAISE, "seated-heel-raise")),
    "back a phase": (POWER, MovePhase("strengthen")),
    "back to the first": (POWER, MovePhase("protect")),
    "some words": (PROTECT, Message("Welcome")),
}


@pytest.mark.parametrize(("phase", "intent"), PERMITTED.values(), ids=PERMITTED)
def test_what_breaks_nothing_is_permitted_without_a_reason(phase, intent):
    found = weighed(at(phase), intent)
    assert (found.broken, found.verdict) == ((), Verdict.PERMITTED)
    assert found.wish.overrides == frozenset()


ASKS_A_REASON = {
    "a dose before its greens": (STRENGTHEN, SetDose(BENT, 3, 20), {"INV-21"}),
    "hip work every day": (RETURN, AddExercise("glute-bridge", 2, 10, Days.EVERY), {"INV-11"}),
    "kit that is not there": (MAINTAIN, AddExercise("stationary-bike-mid-foot-on-pedal", 1, 8, Days.EVERY), {"INV-34"}),
    "hard work on every day": (
        STRENGTHEN,
        AddExercise("leaning-two-leg-heel-raise", 2, 8, Days.EVERY),
        {"INV-35", "INV-43"},
    ),
}


@pytest.mark.parametrize(("phase", "intent", "rules"), ASKS_A_REASON.values(), ids=ASKS_A_REASON)
def test_what_a_therapist_may_override_takes_a_reason(phase, intent, rules):
    found = weighed(at(phase), intent, said="  ")
    assert {broken.rule for broken in found.broken} == rules
    assert found.verdict is Verdict.NEEDS_REASON
    with_reason = weighed(at(phase), intent, said="trained for years")
    assert with_reason.verdict is Verdict.PERMITTED
    assert with_reason.wish.overrides == rules
    first = found.broken[0]
    assert first.day is not None
    assert first.date == JOINED + timedelta(days=first.day)


def test_a_week_that_would_keep_one_day_of_strength_takes_a_reason():
    diary = at(MAINTAIN).copied()
    strength = {e.id for e in CALF.exercises if CALF.role_of(e) is Role.STRENGTH}
    asked = sorted(strength & {name for day in diary.ahead for name in exercises(day.session)})
    found = weighed(diary, RemoveExercise(asked[0]))
    for name in asked:
        found = weighed(diary, RemoveExercise(name))
        if found.broken:
            break
        diary.tells(found.wish)
    assert [broken.rule for broken in found.broken] == ["INV-46"]


REFUSED = {
    "hard work on days between": (STRENGTHEN, AddExercise("step-up", 2, 8, Days.BETWEEN), "INV-10"),
    "jumps before their phase": (STRENGTHEN, AddExercise("two-leg-pogo", 3, 8, Days.LOADING), "INV-14"),
    "more than the phase allows": (MOBILISE, AddExercise("step-up", 2, 8, Days.LOADING), "INV-44"),
    "massage in the first days": (PROTECT, AddExercise("light-upward-stroking", 1, 1, Days.EVERY), "INV-01"),
    "harder work in place of light": (MOBILISE, SwapExercise("seated-heel-raise", RAISE), "INV-44"),
    "runs before their day": (POWER, MovePhase("return_to_run"), "INV-13"),
}


@pytest.mark.parametrize(("phase", "intent", "rule"), REFUSED.values(), ids=REFUSED)
def test_what_nobody_may_override_is_refused_whatever_the_reason(phase, intent, rule):
    found = weighed(at(phase), intent, said="I know what I do")
    assert found.verdict is Verdict.REFUSED
    assert rule in {broken.rule for broken in found.broken}
    assert not found.broken[0].overridable


def test_a_phase_before_its_floor_and_gate_is_refused():
    found = weighed(later(), MovePhase("power"), said="I know what I do")
    assert found.verdict is Verdict.REFUSED
    assert [(broken.rule, broken.day) for broken in found.broken] == [("INV-06", 16), ("INV-07", 16)]


def test_an_empty_day_is_refused():
    diary = at(MOBILISE).copied()
    *others, last = exercises(diary.today.plan)
    for name in others:
        diary.tells(Adjusted(name, diary.on, RemoveExercise(name)))
    found = weighed(diary, RemoveExercise(last))
    assert found.broken[0].rule == "INV-32"


def test_the_days_before_and_after_and_what_differs():
    found = weighed(at(STRENGTHEN), RemoveExercise(RAISE))
    assert len(found.before) == len(found.after) == WEIGHED_DAYS
    assert RAISE in exercises(found.before[0].session)
    assert RAISE not in exercises(found.after[0].session)
    assert {change.exercise: change.way for change in found.differs.doses} == {RAISE: Way.REMOVED}


def test_dates_that_move_are_told():
    found = weighed(at(STRENGTHEN), Hold(JOINED + timedelta(days=40)))
    moved = {move.what for move in (*found.differs.phases, *found.differs.hopes)}
    assert {"3", "first_run", "whole_ladder"} <= moved
    stays = weighed(later(), Hold(JOINED + timedelta(days=40))).differs.phases
    assert str(STRENGTHEN) not in {move.what for move in stays}, "nobody comes back to a phase that goes on"


def test_a_refused_wish_shows_the_days_that_refuse_it():
    found = weighed(at(STRENGTHEN), AddExercise("two-leg-pogo", 3, 8, Days.LOADING))
    assert "two-leg-pogo" in exercises(found.after[0].session)
    harder = weighed(at(MOBILISE), SwapExercise("seated-heel-raise", RAISE))
    assert RAISE in {name for day in harder.after for name in exercises(day.session)}


def test_while_the_course_waits_there_is_nothing_to_judge():
    diary = at(STRENGTHEN).copied().tells(Paused())
    found = weighed(diary, AddExercise("two-leg-pogo", 3, 8, Days.LOADING))
    assert (found.verdict, len(found.after)) == (Verdict.PERMITTED, 1)
    assert "two-leg-pogo" not in exercises(found.after[0].session)


def test_what_is_done_of_today_stays():
    diary = at(STRENGTHEN).copied().trains(0)
    found = weighed(diary, RemoveExercise(RAISE))
    assert found.before[0] == found.after[0]
    assert RAISE in exercises(found.after[0].session)


def test_what_a_kept_reason_allows_already_is_not_named_again():
    diary = at(RETURN).copied()
    diary.tells(weighed(diary, AddExercise("glute-bridge", 2, 10, Days.EVERY), said="for years").wish)
    assert weighed(diary, CapRun(12)).broken == ()


def test_what_is_no_intent_is_a_fault_of_ours():
    strange = Adjusted("one", JOINED, "levitate")
    with pytest.raises(TypeError, match="str is not an intent"):
        weigh(CALF, at(STRENGTHEN).course, at(STRENGTHEN).today, strange)
    with pytest.raises(TypeError, match="str is not an intent"):
        why_asked(CALF, strange)


def test_every_rule_that_may_be_broken_has_its_sentence():
    words = words_in()
    assert all(words.text("adjusting", "rules", rule) for rule in (*PROGRAMME, *HISTORY))
    assert {*PROGRAMME, *HISTORY} >= OVERRIDABLE


WRONG = {
    "an exercise nobody knows": (RemoveExercise("two-leg-heel-rise"), "Did you mean 'two-leg-heel-raise'?"),
    "a run left out": (RemoveExercise("walk-run-session-ladder"), "exercise: walk-run-session-ladder"),
    "another that nobody knows": (SwapExercise(RAISE, "levitation"), "other: levitation"),
    "the same in its place": (SwapExercise(RAISE, RAISE), "another exercise than the one it is for"),
    "a dose it does not have": (SetDose(RAISE, 9, 99), "dose: 9 x 99 .allowed: one of 2 x 12 rep"),
    "a cap it does not have": (CapDose(RAISE, 9, 99), "dose: 9 x 99"),
    "a dose of what nobody knows": (CapDose("levitation", 1, 1), "exercise: levitation"),
    "an added dose it does not have": (AddExercise(RAISE, 9, 99, Days.EVERY), "dose: 9 x 99"),
    "a run added": (AddExercise("continuous-easy-run", 1, 30, Days.EVERY), "exercise: continuous-easy-run"),
    "less than no run": (CapRun(-1), "minutes: -1 .allowed: 0 to 600"),
    "a hold for nothing": (Hold(), "hold: neither"),
    "a hold for both": (Hold(JOINED, "stairs"), "hold: both"),
    "a hold until yesterday": (Hold(JOINED), "until: 2026-03-02 .allowed: a day from 2026-03-17 to"),
    "a hold for a test nobody knows": (Hold(criterion="stares"), "Did you mean 'stairs'?"),
    "the phase it is in": (MovePhase("strengthen"), "phase: strengthen .allowed: protect, mobilise, power"),
    "two phases on": (MovePhase("return_to_run"), "phase: return_to_run"),
    "no words": (Message("  "), "text: "),
    "too many words": (Message("x" * 201), "1 to 200 letters"),
    "half of a letter": (Message("\ud800"), "whole letters"),
}


@pytest.mark.parametrize(("intent", "said"), WRONG.values(), ids=WRONG)
def test_a_wish_for_what_is_not_there_says_what_is(intent, said):
    with pytest.raises(BadAnswersError, match=said):
        weighed(at(STRENGTHEN), intent)


def test_a_reason_too_long_is_told_with_its_limit():
    with pytest.raises(BadAnswersError, match="0 to 200 letters"):
        weighed(at(STRENGTHEN), CapRun(5), said="x" * 201)


def test_what_the_safety_check_took_away_for_good_comes_by_no_wish():
    diary = at(STRENGTHEN).copied().tells(Screened(frozenset({"rf17"}), never=frozenset({"seated-heel-raise"})))
    with pytest.raises(BadAnswersError, match="not taken away for good"):
        weighed(diary, SwapExercise(RAISE, "seated-heel-raise"))


COMES_BY_ITSELF = {
    "an exercise of a later phase": (AddExercise("two-leg-pogo", 3, 8, Days.LOADING), True),
    "the next phase": (MovePhase("power"), True),
    "an exercise that never comes": (AddExercise("arm-and-trunk-cardio", 1, 10, Days.EVERY), False),
    "what brings nothing": (CapRun(12), False),
}


@pytest.mark.parametrize(("intent", "comes"), COMES_BY_ITSELF.values(), ids=COMES_BY_ITSELF)
def test_the_first_day_that_brings_it_without_the_wish_is_told(intent, comes):
    found = weighed(later(), intent)
    assert (found.by_itself is not None) is comes
    if isinstance(intent, AddExercise) and comes:
        day = next(day for day in found.before if day.date == found.by_itself)
        assert intent.exercise in exercises(day.session)


def test_when_running_may_start_is_told_with_the_wish_and_without_it():
    before, after = weighed(later(), Hold(JOINED + timedelta(days=25))).hopes
    assert before.first_run is not None
    assert after.first_run is not None
    assert before.first_run < after.first_run
