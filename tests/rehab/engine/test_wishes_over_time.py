"""Runs, phases and holds as a therapist asks for them, and how a wish ends: met, lapsed, taken back, a new strain."""

from datetime import timedelta

from rehab.adjusted import SHOWN_DAYS
from rehab.events import Adjusted, Equipped, Morning, Reinjured, Tried, Undone
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
from rehab.wishes import standing
from tests.rehab.engine.dated import DatedDiary
from tests.rehab.engine.people import (
    CALF,
    MAINTAIN,
    POWER,
    RETURN,
    STRENGTHEN,
    exercises,
    passed,
)
from tests.rehab.engine.wishing import DROP, asks, at, green_days, rules_of, said_of, told


def test_runs_are_no_longer_than_asked_for_and_the_ladder_waits():
    diary = asks(at(RETURN), CapRun(12))
    plans = green_days(diary, 24)
    assert max(plan.run_minutes for plan in plans) == 12
    diary.tells(Morning(0))
    assert CALF.ladder is not None
    assert CALF.ladder.rungs[diary.today.now.rung].total == 12


def test_a_cap_below_the_rung_leads_down_to_it_and_the_ladder_is_climbed_from_there():
    diary = at(RETURN).lives(44)
    before = diary.state.rung
    asks(diary, CapRun(5)).waits()
    diary.tells(Morning(0))
    assert before > 1
    assert diary.today.now.rung == 0
    diary.tells(Undone("one", diary.on))
    assert diary.today.now.rung == 0


def test_no_runs_at_all():
    diary = asks(at(RETURN), CapRun(0))
    assert not any(plan.run_minutes for plan in green_days(diary, 10))
    assert told(diary)[0].startswith("Your therapist has asked for no runs")


def test_after_the_ladder_a_cap_is_of_each_run():
    diary = asks(at(MAINTAIN), CapRun(20))
    assert said_of(diary.copied(), "continuous-easy-run").startswith("Your therapist has asked for no longer runs")
    assert {plan.run_minutes for plan in green_days(diary, 9)} == {0, 20}


def test_a_hold_keeps_phase_and_rung_until_its_day():
    diary = at(STRENGTHEN)
    green_days(diary, 1)
    asks(diary, Hold(until=diary.on + timedelta(days=12)))
    green_days(diary, 12)
    assert diary.state.phase == STRENGTHEN
    diary.tells(Morning(0))
    assert standing(diary.today.now) == ()
    assert "wish-met" in rules_of(diary)
    ladder = at(RETURN)
    asks(ladder, Hold(until=ladder.on + timedelta(days=15)))
    green_days(ladder, 14)
    assert ladder.state.rung == 0


def test_a_hold_for_a_test_ends_when_it_has_been_passed_since():
    diary = asks(at(STRENGTHEN), Hold(criterion="stairs"))
    diary.waits()
    assert standing(diary.today.now)
    needed = passed("strengthen")["stairs"]
    diary.tells(Tried("stairs", needed.injured, needed.sound, needed.pain)).waits()
    assert standing(diary.today.now) == ()


def test_weeks_of_runs_do_not_grow_while_held():
    diary = at(MAINTAIN)
    asks(diary, Hold(until=diary.on + timedelta(days=60)))
    green_days(diary, 28)
    assert diary.state.week.highest == 90


def test_back_a_phase_the_stay_begins_anew():
    diary = asks(at(POWER), MovePhase("strengthen"))
    assert diary.today.now.phase == STRENGTHEN
    green_days(diary, 3)
    assert diary.state.phase == STRENGTHEN


def test_forward_where_floor_or_gate_do_not_allow_it_lapses_with_a_sentence():
    diary = asks(at(STRENGTHEN), MovePhase("power"))
    assert diary.today.now.phase == STRENGTHEN
    assert rules_of(diary)[-1] == "wish-lapsed"
    assert standing(diary.today.now) == ()


def test_forward_where_all_is_met_begins_at_once():
    diary = at(STRENGTHEN)
    while diary.today.read_from.phase == STRENGTHEN:
        diary.lives((diary.on - diary.start.joined_on).days + 1)
        diary.tells(Morning(0))
    begun = asks(diary.copied(), MovePhase("power"))
    assert begun.today.now.phase == POWER


def test_a_message_changes_nothing_and_is_shown_for_a_week():
    diary = at(STRENGTHEN)
    plain = diary.today.plan
    asks(diary, Message("Well done <b>"))
    assert diary.today.plan == plain
    assert told(diary)[0].endswith("“Well done <b>”")
    green_days(diary, SHOWN_DAYS)
    diary.tells(Morning(0))
    assert told(diary) == []


def test_a_wish_taken_back_no_longer_counts_and_days_before_stay():
    diary = asks(at(POWER), CapDose(DROP, 2, 8))
    green_days(diary, 4)
    past = diary.course
    diary.tells(Undone("one", diary.on, "better now"), Undone("nothing", diary.on))
    assert standing(diary.today.now) == ()
    assert rules_of(diary) == ["wish-undone"]
    assert diary.course == past


def test_of_two_about_the_same_the_later_stands():
    diary = asks(at(POWER), CapDose(DROP, 2, 8))
    asks(diary, CapDose(DROP, 2, 10), key="two")
    assert [one.key for one in standing(diary.today.now)] == ["two"]


def test_a_new_strain_ends_every_wish_with_a_sentence():
    diary = asks(at(STRENGTHEN), CapRun(5))
    diary.tells(Reinjured(2))
    assert standing(diary.today.now) == ()
    assert "wish-lapsed-strain" in rules_of(diary)
    asks(diary, CapRun(5), key="old").tells(Adjusted("older", diary.on, CapRun(8), episode=1))
    assert [one.key for one in standing(diary.today.now)] == ["old"]


def test_what_has_no_place_ahead_lapses_and_what_takes_away_never_does():
    diary = asks(at(POWER), SwapExercise("single-leg-heel-raise", "weighted-single-leg-raise"))
    asks(diary, AddExercise("up-on-two-down-on-one", 2, 6, Days.LOADING), key="two")
    asks(diary, SetDose("two-leg-heel-drop", 2, 8), key="three")
    asks(diary, RemoveExercise("two-leg-heel-drop"), key="four")
    while diary.today.read_from.phase == POWER:
        diary.lives((diary.on - diary.start.joined_on).days + 1)
        diary.tells(Morning(0))
    assert [one.key for one in standing(diary.today.now)] == ["one", "four"]
    assert rules_of(diary).count("wish-lapsed") == 2


def test_kit_that_is_gone_ends_what_was_added_with_it():
    diary = DatedDiary(kit=frozenset({"chair", "wall", "step", "bike"})).lives_to(STRENGTHEN)
    asks(diary, AddExercise("stationary-bike-mid-foot-on-pedal", 1, 8, Days.LOADING))
    assert "stationary-bike-mid-foot-on-pedal" in exercises(diary.today.plan)
    diary.waits()
    diary.tells(Equipped(frozenset({"chair", "wall"})))
    assert standing(diary.today.now) == ()
