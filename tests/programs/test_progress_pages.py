"""How it has gone, as a runner sees it: progress, versions, and what changed today."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from programs.services.diary import let_days_pass
from rehab.events import Did, Finished, Morning, OtherWork, Paused, Tried
from tests.programs.followed import Rob

pytestmark = [pytest.mark.django_db, pytest.mark.db_whole]


def rob_since(days: int, **check) -> Rob:
    """Rob, who joined so many days ago and has told nothing yet."""
    return Rob(at=datetime.now(UTC) - timedelta(days=days), **check)


def page(client: Client, rob: Rob, path: str) -> str:
    client.force_login(rob.user)
    answer = client.get(path)
    assert answer.status_code == 200, path
    return " ".join(answer.content.decode().split())


def test_progress_shows_path_gates_pain_and_days(client):
    rob = rob_since(9, days_ago=6).lives(9, pain=1)
    rob.tells(Tried("walk-10-min", 12, pain=1))
    text = page(client, rob, "/progress/")
    assert "Gates to Strengthen" in text
    assert "You said 12 on" in text
    assert 'aria-label="You did 12, it needs 10"' in text
    assert text.count('class="p1"') >= 9
    assert "When can I run?" in text
    assert text.count("Show as a table") == 1


STANDS = {
    "all is well": ([], "<b>Going on as planned</b>", ""),
    "a sore morning": ([Morning(9)], "<b>Eased back</b>", "Eased back"),
    "a pause": ([Paused()], "<b>Paused</b>", ""),
}


@pytest.mark.parametrize(("told", "progress", "today"), STANDS.values(), ids=STANDS)
def test_where_the_course_stands_is_said_since_when_and_why(client, told, progress, today):
    rob = rob_since(3).lives(3)
    for event in told:
        rob.tells(event)
    text, day = page(client, rob, "/progress/"), page(client, rob, "/today/")
    assert progress in text
    assert f"since {rob.now if told else rob.programme.joined_on:%-d %B}." in text
    assert (f'<a href="/progress/">{today}</a>' in day) is bool(today)


def test_tests_of_both_legs_have_a_chart_and_a_table(client):
    rob = rob_since(3).lives(3)
    rob.tells(Tried("single-leg-raises", 8, sound=20, pain=1))
    text = page(client, rob, "/progress/")
    assert "sore leg 8, other leg 20" in text
    assert "<td>40%</td>" in text


def test_minutes_of_ones_own_runs_stand_beside_the_most_of_the_plan(client):
    rob = rob_since(2).lives(2)
    rob.tells(OtherWork(run_minutes=25, pain=0))
    assert "25 of 0 min" in page(client, rob, "/progress/")


def test_a_day_nobody_spoke_of_is_not_known_and_nothing_else(client):
    rob = rob_since(3).lives(1).waits(days=2)
    text = page(client, rob, "/progress/")
    assert text.count('<span class="vh">we don’t know</span>') == 2


def test_before_anything_is_told_the_page_stands(client):
    text = page(client, rob_since(0), "/progress/")
    assert "No number was told yet" in text


def test_hoped_dates_that_moved_say_why(client):
    rob = rob_since(20).lives(2).waits(days=18)
    let_days_pass(programme=rob.programme, now=rob.now)
    text = page(client, rob, "/progress/")
    assert "How the dates have moved" in text
    assert "You were away for" in text or "laid out anew" in text


def test_versions_are_told_with_author_reason_and_changes(client):
    rob = rob_since(9).lives(9)
    rob.tells(Morning(6))
    text = page(client, rob, "/progress/versions/")
    assert "Made by you." in text
    assert "so the calf asked for less" in text
    assert "<del>" in text


def test_versions_come_page_by_page_and_no_further(client):
    rob = rob_since(1)
    client.force_login(rob.user)
    assert client.get("/progress/versions/?to=1").status_code == 200
    for wrong in ("0", "2000", "x", "-1", "9" * 40):
        assert client.get("/progress/versions/", {"to": wrong}).status_code == 404


def test_the_result_of_a_red_says_what_changes(client):
    rob = rob_since(9).lives(9)
    rob.tells(Morning(0))
    for entry in rob.plan.entries:
        rob.tells(Did(entry.exercise, pain=5))
    rob.tells(Finished(during=5, after=3))
    text = page(client, rob, "/today/result/")
    assert "Red: ease back" in text
    assert "What changes" in text
    assert "<ins>" in text


def test_the_result_of_a_green_that_was_hoped_for_changes_nothing(client):
    rob = rob_since(0, days_ago=5)
    rob.tells(Morning(0))
    rob.trains()
    assert "What changes" not in page(client, rob, "/today/result/")
