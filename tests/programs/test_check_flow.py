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
