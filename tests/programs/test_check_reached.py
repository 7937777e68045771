"""Dates open a phase; whether the leg is there, only its runner knows. Who is behind is shown nothing of it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from programs.selectors.kept import KEY
from rehab.library import load_protocol
from tests.programs.check_path import ABOUT, Runner, text_of

pytestmark = pytest.mark.django_db
PHASES = [phase.id for phase in load_protocol().phases]
STRENGTHEN, POWER, RETURN = PHASES[2:5]
RUNS = "walk-run|min of running|pogo"


def hurt(days: int, *, grade: str = "2") -> tuple[Runner, str]:
    """A runner without a sign whose injury was *days* ago, set up; and where that led to."""
    runner = Runner()
    date = timezone.now().date() - timedelta(days=days)
    runner.screen(start={"when": "earlier", "injured_on": str(date)})
    return runner, runner.finish(grade)["Location"]


def page(runner: Runner) -> str:
    return text_of(runner.client.get("/plan/"))


@pytest.mark.parametrize(("days", "grade"), [(0, "1"), (4, "1"), (13, "2"), (6, "2")])
def test_nothing_is_asked_while_the_dates_open_nothing(days, grade):
    assert hurt(days, grade=grade)[1] == "/plan/"


def test_what_is_asked_is_what_the_dates_have_opened():
    runner, where = hurt(24)
    assert where == "/check/reached/"
    asked = runner.see().content.decode()
    assert f'value="{STRENGTHEN}"' in asked
    assert f'value="{POWER}"' in asked
    assert f'value="{RETURN}"' not in asked
    assert "Walk 10 minutes with no limp" in asked
    assert runner.client.get("/plan/day/3/")["Location"] == "/check/"


def test_a_leg_that_limps_is_shown_no_run():
    runner, _ = hurt(52)
    assert runner.say("reached", reached="not-yet")["Location"] == "/plan/"
    seen = page(runner)
    assert "Your leg is in Mobilise" in seen
    assert "By the dates it could be Run again" in seen or "By the dates it could be Keep strong" in seen
    assert "Day 52 since" in seen
    assert not re.search(RUNS, seen, re.IGNORECASE)
    assert re.search(RUNS, text_of(runner.client.get("/plan/week/8/")), re.IGNORECASE)


@pytest.mark.parametrize(("reached", "here"), [(STRENGTHEN, "Strengthen"), (POWER, "Power")])
def test_a_leg_behind_its_dates_repeats_the_end_of_its_phase(reached, here):
    runner, _ = hurt(52)
    runner.say("reached", reached=reached)
    assert f"Your leg is in {here}" in page(runner)
    assert f": {here}" in page(runner)


def test_a_leg_as_far_as_its_dates_is_shown_today():
    runner, _ = hurt(24)
    runner.say("reached", reached=POWER)
    answer = runner.client.get("/plan/")
    assert "Your leg is in" not in text_of(answer)
    assert 'id="day-24"' in answer.content.decode()


def test_a_plan_that_waits_has_no_dates():
    runner, _ = hurt(52)
    runner.say("reached", reached="not-yet")
    strip = page(runner).split("Tall: training day")[0]
    assert not any(f" {name} " in strip[-300:] for name in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))


def test_another_grade_asks_again():
    runner, _ = hurt(52)
    runner.say("reached", reached=RETURN)
    runner.say("grade", grade="1")
    assert runner.client.session[KEY]["reached"] is None
    assert runner.see().request["PATH_INFO"] == "/check/reached/"
    assert runner.client.get("/plan/day/30/")["Location"] == "/check/"


WRONG = {
    "nothing": {},
    "a phase the dates have not opened": {"reached": "maintain"},
    "two": {"reached": ["power", "not-yet"]},
    "a long word": {"reached": "x" * 999},
}


@pytest.mark.parametrize("sent", WRONG.values(), ids=WRONG)
def test_what_is_not_offered_is_refused(sent):
    runner, _ = hurt(24)
    answer = runner.say("reached", **sent)
    assert answer.status_code == 400
    assert "not-yet, strengthen or power" in text_of(answer) or "not-yet or strengthen or power" in text_of(answer)


def test_going_back_finds_the_answer():
    runner, _ = hurt(24)
    runner.say("reached", reached=STRENGTHEN)
    asked = runner.client.get("/check/reached/").content.decode()
    assert asked.count("checked") == 1
    assert "checked" in asked.split(f'value="{STRENGTHEN}"')[1][:60]
    assert runner.say("about", **ABOUT | {"equipment": ["chair"]})["Location"] == "/check/reached/"


def test_the_way_back_to_the_present_week_opens_today():
    runner, _ = hurt(9)
    ahead = runner.client.get("/plan/day/14/").content.decode()
    assert re.search(r'href="/plan/"\s+aria-label="The week before"', ahead)
    assert "/plan/day/14/" in runner.client.get("/plan/day/21/").content.decode()
    present = runner.client.get("/plan/").content.decode()
    assert re.search(r"<h2>\s*Today\s*</h2>", present)
    assert present.count("<em>today</em>") == 1
