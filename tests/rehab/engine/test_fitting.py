"""Several wishes asked for together on the day a course begins: each judged beside those before it."""

import pytest

from rehab.adjusting import Judged, Verdict, judge, weigh
from rehab.events import Adjusted
from rehab.fitting import Wanted, fit, is_lasting
from rehab.following import Start, Today, day_at_hand, first_state
from rehab.intents import AddExercise, AnyIntent, CapRun, Days, Hold, Message, MovePhase, RemoveExercise, SetDose
from rehab.situation import Situation
from rehab.vocabulary import Role
from tests.rehab.engine.dated import JOINED
from tests.rehab.engine.people import CALF

RAISE, PRESS = "two-leg-heel-raise", "seated-forefoot-press"


def begun(grade: int = 2) -> Today:
    """The day of the injury, which is the first of the course."""
    start = Start(situation=Situation(grade=grade, focus="unknown", injured_on=JOINED), joined_on=JOINED)
    return day_at_hand(CALF, first_state(CALF, start), ())


def fitted(*intents: AnyIntent, reason: str = "") -> tuple[Judged, ...]:
    return fit(CALF, begun(), [Wanted(intent) for intent in intents], reason=reason)


ALONE: dict[str, tuple[AnyIntent, Verdict]] = {
    "runs of twenty minutes at most fit": (CapRun(20), Verdict.PERMITTED),
    "an exercise less fits": (RemoveExercise(RAISE), Verdict.PERMITTED),
    "a dose before its greens needs a reason": (SetDose(RAISE, 3, 20), Verdict.NEEDS_REASON),
    "hops on the first day are refused": (AddExercise("two-leg-pogo", 3, 8, Days.LOADING), Verdict.REFUSED),
    "a name that is not there is refused": (RemoveExercise("two-leg-heel-rise"), Verdict.REFUSED),
}


@pytest.mark.parametrize(("intent", "verdict"), ALONE.values(), ids=ALONE)
def test_on_the_first_day(intent, verdict):
    assert [one.verdict for one in fitted(intent)] == [verdict]


@pytest.mark.parametrize("intent", [one for one, _ in ALONE.values()][:4], ids=list(ALONE)[:4])
def test_it_is_judged_as_weighing_finds_it(intent):
    wish = Adjusted("one", JOINED, intent)
    found, judged = weigh(CALF, (), begun(), wish), judge(CALF, (), begun(), wish)
    assert (judged.wish, judged.broken, judged.verdict) == (found.wish, found.broken, found.verdict)


def test_what_names_nothing_says_what_is_there_and_breaks_no_rule():
    (judged,) = fitted(RemoveExercise("two-leg-heel-rise"))
    assert judged.broken == ()
    assert RAISE in judged.wrongs[0].allowed


def test_a_reason_goes_to_those_that_need_one_and_have_none():
    free, bare = fitted(CapRun(20), SetDose(RAISE, 3, 20), reason=" He ran for years ")
    assert (free.wish.said, bare.wish.said) == ("", "He ran for years")
    assert bare.verdict is Verdict.PERMITTED
    assert bare.wish.overrides == {"INV-21"}
    (own,) = fit(CALF, begun(), [Wanted(SetDose(RAISE, 3, 20), "Strong")], reason="Other")
    assert own.wish.said == "Strong"


def test_each_is_judged_beside_those_before_it():
    """Toe curls may go, but not after all else that the first days hold."""
    first, last = [one.id for one in CALF.exercises if CALF.role_of(one) is Role.PROTECTION], "toe-curls-and-knee-bends"
    assert fitted(RemoveExercise(last))[0].verdict is Verdict.PERMITTED
    *others, refused = fitted(*map(RemoveExercise, (*first, last)))
    assert {one.verdict for one in others} == {Verdict.PERMITTED}
    assert (refused.verdict, {broken.rule for broken in refused.broken}) == (Verdict.REFUSED, {"INV-32"})


def test_one_that_may_not_be_kept_counts_for_none_after_it():
    hops = AddExercise("two-leg-pogo", 3, 8, Days.LOADING)
    assert fitted(hops, CapRun(20))[1] == at_place(fitted(CapRun(20))[0], 1)


def at_place(judged: Judged, place: int) -> Judged:
    wish = judged.wish
    return Judged(Adjusted(f"wanted-{place}", wish.on, wish.intent, wish.said, wish.overrides, wish.episode))


LASTING: dict[str, tuple[AnyIntent, bool]] = {
    "a cap is the same for everybody": (CapRun(20), True),
    "so is a message": (Message("Welcome"), True),
    "a hold for a test is": (Hold(criterion="stairs"), True),
    "a hold until a day is about that day": (Hold(JOINED), False),
    "a phase is about one leg": (MovePhase("protect"), False),
}


@pytest.mark.parametrize(("intent", "lasts"), LASTING.values(), ids=LASTING)
def test_what_a_template_may_hold(intent, lasts):
    assert is_lasting(intent) is lasts
