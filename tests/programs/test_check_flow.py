"""The check from its first screen to the plan, and every way aside."""

import pytest

from tests.programs.check_path import Runner, text_of

pytestmark = pytest.mark.django_db


def test_nobody_with_a_sign_less_calf_is_stopped():
    runner = Runner()
    assert runner.screen() == "/check/grade/"
    answer = runner.finish()
    assert answer["Location"] == "/plan/"
    page = runner.client.get("/plan/")
    seen = text_of(page)
    assert page.status_code == 200
    assert "Made from your answers" in seen
    assert "Grade 2 · days 0 to 6" in seen
    assert "no-store" in page["Cache-Control"]
    assert page.request["QUERY_STRING"] == ""


def test_a_plan_that_a_sign_holds_asks_for_a_look_at_the_leg_before_the_phase_it_holds_shut():
    look = "A doctor or physio has looked at the leg and agrees that you can go on."
    for flags, asked in ((("rf15", "rf16", "rf28"), True), ((), False)):
        runner = Runner()
        runner.screen(*flags)
        runner.finish("2")
        if flags:
            runner.say("more", examined_on="no")
        seen = text_of(runner.client.get("/plan/week/2/", follow=True))
        assert "To move on to Strengthen" in seen
        assert (look in seen) == asked
