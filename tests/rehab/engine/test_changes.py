"""What one telling of the coming days changes in another: green, amber, red, a red run, an acute event, a gap."""

from datetime import date, timedelta
from functools import cache

import msgspec
import pytest

from rehab.changes import Asked, Changes, DateMove, DoseChange, Way, changes, next_doses
from rehab.events import CheckIn, Equipped, Paused, Report
from rehab.hoped import DayAhead, Hopes
from rehab.state import Entry
from rehab.vocabulary import Sign
from tests.rehab.engine.dated import JOINED, DatedDiary
from tests.rehab.engine.people import POWER, RETURN, STRENGTHEN

TOMORROW = timedelta(days=1)


@cache
def come_to(phase: int) -> DatedDiary:
    """Rob on a training day of *phase*, its morning told. To be copied, not to be told anything."""
    return DatedDiary().lives_to(phase)


def what_changes(before: DatedDiary, after: DatedDiary, *, since: date | None = None) -> Changes:
    return changes(before.ahead, after.ahead, since=since or before.on + TOMORROW, hopes=(before.hopes, after.hopes))


def days_later(move: DateMove) -> int:
    assert move.before is not None
    assert move.after is not None
    return (move.after - move.before).days


def ways(found: Changes) -> dict[str, str]:
    return {change.exercise: change.way.value for change in found.doses}


def test_a_green_session_changes_nothing_as_it_was_hoped_for():
    before = come_to(STRENGTHEN)
    assert not what_changes(before, before.copied().trains(0))


def test_what_rises_next_time_is_told_beside_a_green():
    ahead = come_to(POWER).ahead
    (drop,) = next_doses(ahead)
    assert drop.exercise == "two-leg-heel-drop"
    assert drop.before is not None
    assert drop.after is not None
    assert drop.after.load > drop.before.load
    assert drop.before.on == ahead[0].date
    assert next_doses(ahead[:1]) == ()


def test_an_amber_keeps_the_dose_that_a_green_would_have_raised_and_training_comes_a_day_later():
    before = come_to(POWER)
    found = what_changes(before, before.copied().trains(3))
    assert ways(found)["two-leg-heel-drop"] == Way.HELD
    assert found.training is not None
    assert (found.training.before, days_later(found.training)) == (before.on + 2 * TOMORROW, 1)
    assert [(move.what, days_later(move)) for move in found.hopes] == [("first_run", 1), ("whole_ladder", 1)]


def test_a_red_takes_the_exercise_away_and_puts_an_easier_one_in_its_place():
    before = come_to(POWER)
    found = what_changes(before, before.copied().trains(0, two_leg_heel_drop=5))
    assert ways(found) == {"two-leg-heel-raise": "added", "two-leg-heel-drop": "removed"} | ways(found)
    assert found.training is not None
    assert days_later(found.training) > 0


def test_what_became_of_today_is_left_out_once_its_session_is_told():
    before = come_to(STRENGTHEN)
    after = before.copied().trains(5)
    assert before.on in [change.on for change in what_changes(before, after, since=before.on).kinds]
    assert before.on not in [change.on for change in what_changes(before, after).kinds]


def test_a_red_run_goes_down_the_ladder_and_running_comes_later():
    diary = DatedDiary().lives_to(RETURN)
    while diary.today.read_from.rung < 3 or not diary.today.plan.loading:
        diary.lives((diary.on - JOINED).days + 1)
    before = diary.copied()
    diary.trains(0, **{entry.exercise.replace("-", "_"): 4 for entry in diary.today.plan.entries if entry.amount})
    found = what_changes(before, diary)
    run = next(change for change in found.doses if change.before and change.before.rung is not None)
    assert run.after is not None
    assert (run.way, run.after.rung) == (Way.DOWN, 1)
    assert days_later(found.hopes[-1]) > 0


def test_an_acute_event_leaves_care_alone_and_the_course_waits():
    before = come_to(STRENGTHEN)
    hurt = CheckIn((Report("two-leg-heel-raise", pain=2),), signs=frozenset({Sign.POP}))
    found = what_changes(before, before.copied().tells(hurt))
    assert found.waits
    assert [move.after for move in found.hopes] == [None, None]


def test_after_a_week_away_doses_go_down_and_every_date_moves():
    before = come_to(POWER)
    after = before.copied().waits(9)
    found = what_changes(before, after, since=after.on)
    assert Way.DOWN in ways(found).values()
    assert [move.what for move in found.hopes if days_later(move) > 0] == ["first_run", "whole_ladder"]


def test_a_phase_that_had_to_wait_is_told():
    before = come_to(STRENGTHEN)
    after = before.copied().waits(9)
    stays, moves = what_changes(before, after, since=after.on).phases
    assert (stays.what, stays.before, stays.after) == (str(STRENGTHEN), None, after.on)
    assert (moves.what, moves.before) == (str(POWER), after.on)
    assert moves.after is None or moves.after > after.on


def test_other_kit_brings_other_exercises():
    before = come_to(POWER)
    after = before.copied().tells(Equipped(frozenset({"chair", "wall"})))
    found = what_changes(before, after, since=before.on)
    assert {"added", "removed"} & set(ways(found).values())


def test_a_pause_leaves_nothing_to_compare():
    before = come_to(STRENGTHEN)
    assert what_changes(before, before.copied().tells(Paused())).waits


def test_more_of_an_exercise_that_comes_later_is_put_off_and_not_raised():
    before = come_to(POWER)
    found = what_changes(before, before.copied().trains(5))
    assert Way.UP not in ways(found).values()
    assert DoseChange("x", asked(before, 0, step=1), asked(before, 3, step=2)).way is Way.LATER


def asked(diary: DatedDiary, days: int, *, step: int) -> Asked:
    return Asked(diary.on + timedelta(days=days), Entry("x", step, "dose-first"))


def test_more_of_an_exercise_on_the_same_day_is_a_step_up():
    before = come_to(POWER)
    assert DoseChange("x", asked(before, 0, step=1), asked(before, 0, step=2)).way is Way.UP


@pytest.mark.parametrize("days", [(), come_to(STRENGTHEN).ahead[:3]], ids=["nothing", "three days"])
def test_a_telling_compared_with_itself_is_no_change(days: tuple[DayAhead, ...]):
    assert changes(days, days, since=JOINED, hopes=(Hopes(None, None), Hopes(None, None))) == Changes()


def asks(on: date, **steps: int) -> DayAhead:
    """A day that asks for exercises, each at a step of its doses."""
    day = come_to(STRENGTHEN).ahead[0]
    entries = tuple(Entry(name.replace("_", "-"), step, "steps") for name, step in steps.items())
    return msgspec.structs.replace(day, date=on, session=msgspec.structs.replace(day.session, entries=entries))


AGAIN = {
    "as it was asked on the day before": 1,
    "with more than on the day before": 2,
    "with less than on the day before": 0,
}


@pytest.mark.parametrize("step", AGAIN.values(), ids=AGAIN)
def test_what_was_asked_until_the_tellings_part_comes_again_and_is_not_new(step):
    first, second = JOINED, JOINED + TOMORROW
    today = asks(first, seated_heel_raise=1, flat_walking=0)
    before = [today, asks(second, flat_walking=0)]
    after = [today, asks(second, flat_walking=0, seated_heel_raise=step)]
    found = changes(before, after, since=first, hopes=(Hopes(None, None), Hopes(None, None)))
    assert ways(found) == {"seated-heel-raise": "again"}


def test_a_rise_put_off_from_tomorrow_on_is_held_at_what_today_asks():
    first, second = JOINED, JOINED + TOMORROW
    today = asks(first, seated_heel_raise=1)
    found = changes(
        [today, asks(second, seated_heel_raise=2)],
        [today, asks(second, seated_heel_raise=1)],
        since=first,
        hopes=(Hopes(None, None), Hopes(None, None)),
    )
    assert ways(found) == {"seated-heel-raise": "held"}
