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


@pytest.mark.parametrize(("flag", "held"), [("rf01", True), ("rf08", False)], ids=["an emergency", "of another screen"])
def test_a_sign_that_calls_for_help_counts_beside_none_of_these(flag, held):
    runner = Runner()
    answer = runner.say(FIRST, flag=[flag], none="yes")
    assert answer.status_code == (302 if held else 400)
    assert ("Call for help now" in runner.client.get("/plan/").content.decode()) == held


def test_a_sign_that_only_holds_back_beside_none_of_these_is_asked_again():
    runner = Runner()
    assert runner.say("health", flag=["rf30"], none="yes", age="40").status_code == 400


@pytest.mark.parametrize(
    ("said", "told"),
    [({}, False), ({"weekly_run_minutes": "5000"}, True), ({"sign": "sudden"}, True)],
    ids=["nothing in it", "minutes that cannot be", "a sign of the muscle"],
)
def test_what_was_told_in_the_fold_of_the_set_up_is_seen_when_the_form_comes_back(said, told):
    runner = Runner()
    runner.screen()
    runner.say("grade", grade="2")
    answer = runner.say("about", **said)
    assert answer.status_code == 400
    page = answer.content.decode()
    [fold] = re.findall(r'<details class="fold stack-s"([^>]*)>', page)
    assert ("open" in fold) == told
    assert ("5000 was given. Allowed: 0 to 2000." in page) == ("weekly_run_minutes" in said)
