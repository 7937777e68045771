"""The plan by address and by body: the same values as the command's, and nothing where there is none."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from rehab.words import words_in
from tests.programs.api.schema import unpromised
from tests.rehab.plan_schema import NO_PLAN, PROGRAMME, WEEK

PLAN, PROGRAMME_AT = "/api/v1/plan/", "/api/v1/programme/"


def fits(shape, body) -> bool:
    return not list(Draft202012Validator(shape).iter_errors(body))


def printed(tmp_path: Path, *options: str) -> bytes:
    """What the command writes for these options."""
    file = tmp_path / "plan.json"
    call_command("plan", *options, "--format", "json", "--output", str(file))
    return file.read_bytes()


SAME = {
    "grade and week": ("grade=2&week=3", "--grade 2 --week 3"),
    "a week of runs": ("grade=1&week=6&focus=soleus", "--grade 1 --week 6 --focus soleus"),
    "kit in one word, twice": (
        "grade=2&week=3&equipment=chair,band&equipment=wall",
        "--grade 2 --week 3 --equipment chair,band --equipment wall",
    ),
    "everything an address may tell": (
        "grade=3&week=20&focus=soleus&side=left&equipment=chair,wall,step,band&injured_on=2026-01-31&cleared_on_day=25"
        "&previous_strain=yes&gradual_onset=yes&age=52&guardian_agrees=no&weekly_run_minutes=120&language=en&paper=letter"
        "&large_print=yes&figure=short",
        "--grade 3 --week 20 --focus soleus --side left --equipment chair,wall,step,band --injured-on 2026-01-31"
        " --cleared-on-day 25 --previous-strain --gradual-onset --age 52 --weekly-run-minutes 120 --language en"
        " --paper letter --large-print --figure short",
    ),
}


@pytest.mark.parametrize(("query", "options"), SAME.values(), ids=SAME)
def test_an_address_gives_the_very_bytes_of_the_command(client, tmp_path, query, options):
    answer = client.get(f"{PLAN}?{query}")
    assert answer.status_code == 200
    assert answer.content == printed(tmp_path, *options.split())
    assert fits(WEEK, json.loads(answer.content))
    assert unpromised(answer, PLAN, "GET") == []


def test_the_whole_course_is_that_of_the_command(client, tmp_path):
    answer = client.get(f"{PROGRAMME_AT}?grade=2&equipment=chair")
    assert answer.content == printed(tmp_path, "--grade", "2", "--equipment", "chair", "--weeks", "all")
    assert fits(PROGRAMME, json.loads(answer.content))
    assert unpromised(answer, PROGRAMME_AT, "GET") == []


SITUATIONS = {
    "a late bruise and a look on day 5": (
        {"grade": 2, "week": 3, "flags": ["rf23"], "age": 44, "cleared_on_day": 5, "previous_strain": True},
        "--grade 2 --week 3 --flag rf23 --age 44 --cleared-on-day 5 --previous-strain",
    ),
    "seventeen, and a guardian agrees": (
        {"grade": 1, "week": 2, "flags": ["rf25"], "age": 17, "guardian_agrees": True, "equipment": ["band", "wall"]},
        "--grade 1 --week 2 --flag rf25 --age 17 --guardian-agrees --equipment band,wall",
    ),
}


@pytest.mark.parametrize(("body", "options"), SITUATIONS.values(), ids=SITUATIONS)
def test_a_whole_situation_gives_the_very_bytes_of_the_command(client, tmp_path, body, options):
    answer = client.post(PLAN, body, content_type="application/json")
    assert answer.content == printed(tmp_path, *options.split())
    assert fits(WEEK, json.loads(answer.content))
    assert unpromised(answer, PLAN, "POST") == []


NO_PLANS = {
    "chest pain": ({"flags": ["rf23", "rf01"]}, "E", ["rf01"]),
    "a pop": ({"flags": ["rf08"]}, "U", ["rf08"]),
    "a sign of a clot and a risk": ({"flags": ["rf10a", "rf11e"]}, "U", ["rf10a", "rf11e"]),
    "fifteen": ({"age": 15, "guardian_agrees": True}, "W", ["rf29"]),
    "seventeen without a guardian": ({"age": 17, "flags": []}, "W", ["rf29"]),
}


@pytest.mark.parametrize("address", [PLAN, PROGRAMME_AT])
@pytest.mark.parametrize(("told", "route", "flags"), NO_PLANS.values(), ids=NO_PLANS)
def test_where_there_is_no_plan_the_route_stands_in_its_place(client, address, told, route, flags):
    week = {"week": 3} if address == PLAN else {}
    answer = client.post(address, {"grade": 2, **week, **told}, content_type="application/json")
    body = json.loads(answer.content)
    assert answer.status_code == 200
    assert fits(NO_PLAN, body)
    assert (body["route"], body["flags"], body["days"]) == (route, flags, [])
    assert body["text"].startswith(words_in().action(route))
    assert answer["Cache-Control"] == "private, no-store"
    assert unpromised(answer, address, "POST") == []


def test_an_age_in_an_address_may_leave_no_plan_either(client):
    answer = client.get(f"{PLAN}?grade=2&week=3&age=15")
    assert (answer.status_code, json.loads(answer.content)["route"]) == (200, "W")
    assert unpromised(answer, PLAN, "GET") == []


def opens_with_the_signs(week) -> bool:
    first, second = (notice["text"] for notice in week["notices"][:2])
    actions = words_in().action("E") in first and words_in().action("U") in second
    return actions and "Have you done the safety check?" in first and "rock-hard calf" in first


def test_a_plan_that_stands_alone_opens_with_the_warning_signs(client):
    assert opens_with_the_signs(client.get(f"{PLAN}?grade=2&week=3").json())
    assert all(opens_with_the_signs(week) for week in client.get(f"{PROGRAMME_AT}?grade=1").json()["weeks"])
    unchecked = client.post(PLAN, {"grade": 2, "week": 3}, content_type="application/json").json()
    assert opens_with_the_signs(unchecked)


def test_a_plan_after_a_safety_check_speaks_of_what_was_ticked_alone(client):
    checked = client.post(PLAN, {"grade": 2, "week": 3, "flags": []}, content_type="application/json").json()
    assert not any("Have you done the safety check?" in notice["text"] for notice in checked["notices"])


@pytest.mark.parametrize("name", ["flag", "flags"])
def test_a_warning_sign_in_an_address_is_refused_and_not_repeated(client, name):
    answer = client.get(f"{PLAN}?grade=2&week=3&{name}=rf01")
    assert answer.status_code == 400
    assert "rf01" not in answer.content.decode()
    (fault,) = answer.json()["faults"]
    assert fault == {
        "field": name,
        "given": "an answer about your health",
        "allowed": "nothing in an address: POST warning signs in a body",
    }


def test_an_address_beside_a_body_is_refused(client):
    answer = client.post(f"{PLAN}?flags=rf01", {"grade": 2, "week": 3}, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["faults"][0]["field"] == "flags"


def test_null_stands_for_nothing_told(client):
    told = {"grade": 2, "week": 3, "flags": [], "age": None, "focus": None, "equipment": None, "cleared_on_day": None}
    plain = {"grade": 2, "week": 3, "flags": []}
    one, other = (client.post(PLAN, body, content_type="application/json").content for body in (told, plain))
    assert one == other
