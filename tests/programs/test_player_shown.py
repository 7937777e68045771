"""What a session's scripts are given: strides as long as their seconds, a run bout by bout, tests in their units."""

import pytest
from django.test import Client

from programs.web.mine.player_shown import beats_of, bits_of, legs_of
from programs.web.mine.today_shown import trials_of
from programs.web.mine.trials_shown import trial_shown
from rehab.programme import Bout
from tests.browser.following import lived, screened, starting
from tests.programs.followed import Rob

# Bouts, and what becomes of them: names and seconds in their order.
RUNS = {
    "one run": ((Bout(30, 0, 1),), [("run", 1800)]),
    "runs with walks between": ((Bout(1, 2, 2),), [("run", 60), ("walk", 120), ("run", 60), ("walk", 120)]),
    "two sorts of bouts": ((Bout(2, 1, 1), Bout(5, 0, 1)), [("run", 120), ("walk", 60), ("run", 300)]),
    "no run at all": ((), []),
}


@pytest.mark.parametrize(("bouts", "parts"), RUNS.values(), ids=RUNS)
def test_a_run_is_told_bout_by_bout(bouts, parts):
    assert [(bit.name, bit.seconds) for bit in bits_of(bouts)] == parts


def test_the_strides_of_a_run_follow_each_other_from_edge_to_edge():
    bits = bits_of((Bout(1, 1, 12),))
    starts = [float(bit.curve[1:].split(" ")[0]) for bit in bits]
    assert starts == sorted(starts)
    assert starts[0] == 10
    assert bits[-1].curve.endswith("H390.0")


def test_a_repetition_is_drawn_as_long_as_it_lasts_and_leaves_out_a_hold_that_is_none():
    assert [(beat.name, beat.seconds, beat.label) for beat in beats_of((2, 1, 3))] == [
        ("up", 2, "Up 2"),
        ("hold", 1, "Hold 1"),
        ("down", 3, "Down 3"),
    ]
    assert beats_of((2, 1, 3))[0].curve == "M32.0 118C97.0 118 82.4 34 144.0 34"
    assert [beat.name for beat in beats_of((3, 0, 3))] == ["up", "down"]
    assert beats_of(()) == ()


def test_the_sore_leg_works_first():
    assert legs_of("right") == ("right leg", "left leg")


@pytest.mark.django_db
def test_each_test_of_a_day_is_a_page_with_its_own_way_to_answer():
    rob = screened(lived(17, tests_until="power"))
    units = {trial.name: trial_shown(rob.following, trial).unit for trial in trials_of(rob.following)}
    assert units["single-leg-heel-raise"] == "rep"
    assert units["knee-to-wall-rocks"] == "cm"
    assert units["hop-match"] == "yes"
    assert units["brisk-walk-30"] == "min"


@pytest.mark.django_db
def test_several_sets_of_a_test_are_tried_one_by_one_and_the_other_leg_comes_first():
    rob = starting()
    trials = {trial.name: trial_shown(rob.following, trial).values for trial in trials_of(rob.following)}
    assert [entry["name"] for entry in trials["isometric-5x30"]["tries"]][::4] == ["Set 1 of 5", "Set 5 of 5"]
    assert trials["seated-heel-raise"]["beat"] == 2
    assert trials["walk-10-min"]["needs"] == 10


@pytest.mark.django_db
def test_an_exercise_that_is_neither_counted_nor_timed_brings_no_player(client: Client):
    rob = starting()
    client.force_login(rob.user)
    counted = client.get("/today/session/3/").content.decode()
    assert "session/player.js" in counted
    assert f'"plan": "{rob.programme.key}:' in counted
    fresh = screened(Rob("care@example.com", at=rob.now))
    client.force_login(fresh.user)
    names = [entry.exercise for entry in fresh.plan.entries]
    resting = client.get(f"/today/session/{names.index('compression-bandage-or-sleeve') + 1}/").content.decode()
    assert "session/player.js" not in resting
    assert "data-stage" not in resting
