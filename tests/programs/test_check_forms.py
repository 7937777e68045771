"""How a form of the check is pressed: by Enter, by Next over an answer that stands, and with answers at odds."""

import re

import pytest

from tests.programs.check_path import GROUPS, Runner

pytestmark = pytest.mark.django_db
FIRST = GROUPS[0]


def test_next_leaves_none_of_these_as_it_stands_pressed():
    runner = Runner()
    assert runner.say(FIRST).status_code == 400
    runner.tick(FIRST)
    assert runner.say(FIRST)["Location"] == f"/check/{GROUPS[1]}/"
    runner.tick(FIRST, "rf01")
    assert runner.say(FIRST).status_code == 400


def test_enter_presses_next_and_nothing_else():
    page = Runner().see().content.decode()
    form = page.split("<form")[1].split("</form>")[0]
    first = re.search(r"<button[^>]*>", form)
    assert first is not None
    assert "name=" not in first[0]


@pytest.mark.parametrize(("flag", "held"), [("rf01", True), ("rf02", False)], ids=["an emergency", "of another screen"])
def test_a_sign_that_calls_for_help_counts_beside_none_of_these(flag, held):
    runner = Runner()
    answer = runner.say(FIRST, flag=[flag], none="yes")
    assert answer.status_code == (302 if held else 400)
    assert ("Call for help now" in runner.client.get("/plan/").content.decode()) == held


def test_a_sign_that_only_holds_back_beside_none_of_these_is_asked_again():
    runner = Runner()
    assert runner.say("health", flag=["rf30"], none="yes", age="40").status_code == 400
