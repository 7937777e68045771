"""While a session holds an emergency or urgent answer of the check, the API shows its route and no plan."""

import json

import pytest
from django.test import Client
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from programs.selectors.kept import KEY
from tests.programs.api.schema import unpromised
from tests.programs.check_path import Runner
from tests.rehab.plan_schema import NO_PLAN

pytestmark = [pytest.mark.db, pytest.mark.django_db]
CALM = {"grade": 2, "week": 3, "flags": []}
DOORS = {
    "a week": ("GET", "/api/v1/plan/", "?grade=2&week=3"),
    "a course": ("GET", "/api/v1/programme/", "?grade=1"),
    "a wrong value": ("GET", "/api/v1/plan/", "?grade=9"),
    "a calm situation": ("POST", "/api/v1/plan/", CALM),
    "a calm course": ("POST", "/api/v1/programme/", {"grade": 2, "flags": []}),
    "no situation": ("POST", "/api/v1/plan/", {}),
}
ROUTES = {"chest pain": ("rf01", "E"), "a pop": ("rf08", "U")}


def ask(client: Client, method: str, address: str, sent: object, **headers: str):
    if method == "GET":
        return client.get(f"{address}{sent}", headers=headers)
    return client.post(address, json.dumps(sent), content_type="application/json")


@pytest.mark.parametrize(("flag", "route"), ROUTES.values(), ids=ROUTES)
@pytest.mark.parametrize(("method", "address", "sent"), DOORS.values(), ids=DOORS)
def test_the_route_stands_in_place_of_every_plan(method, address, sent, flag, route):
    runner = Runner()
    runner.screen(flag)
    answer = ask(runner.client, method, address, sent)
    body = answer.json()
    assert (answer.status_code, body["route"], body["flags"]) == (200, route, [flag])
    assert not list(Draft202012Validator(NO_PLAN).iter_errors(body))
    assert answer["Cache-Control"] == "private, no-store"
    assert "ETag" not in answer
    assert unpromised(answer, address, method) == []


def test_a_plan_kept_before_no_longer_holds():
    address, runner = "/api/v1/plan/?grade=2&week=3", Runner()
    tag = runner.client.get(address)["ETag"]
    runner.screen("rf01")
    answer = runner.client.get(address, headers={"if-none-match": tag})
    assert (answer.status_code, answer.json()["route"]) == (200, "E")


@pytest.mark.parametrize(("method", "address", "sent"), DOORS.values(), ids=DOORS)
def test_a_check_that_cannot_be_read_allows_no_plan(method, address, sent):
    runner = Runner()
    runner.screen("rf01")
    session = runner.client.session
    session[KEY] = session[KEY] | {"version": 99}
    session.save()
    answer = ask(runner.client, method, address, sent)
    assert (answer.status_code, answer.json()["type"]) == (409, "/api/v1/docs/#problem-check-lost")
    assert unpromised(answer, address, method) == []


def test_a_calm_check_and_no_check_at_all_leave_the_plan():
    runner = Runner()
    runner.screen()
    assert runner.client.get("/api/v1/plan/?grade=2&week=3").json()["days"]
    assert Client().get("/api/v1/plan/?grade=2&week=3").json()["days"]


def test_no_caches_between_mix_up_sessions():
    runner = Runner()
    runner.screen("rf01")
    assert "Cookie" in runner.client.get("/api/v1/plan/?grade=2&week=3")["Vary"]
    assert "Cookie" in Client().get("/api/v1/plan/?grade=2&week=3")["Vary"]


def test_who_does_not_exercise_as_a_rule_is_told_so_from_65_on(client):
    told = {"grade": 1, "week": 2, "flags": [], "age": 70}
    used, not_used = (
        client.post("/api/v1/plan/", {**told, "regular_exerciser": is_used}, content_type="application/json").json()
        for is_used in (True, False)
    )
    said = "not used to exercise"
    assert not any(said in notice["text"] for notice in used["notices"])
    assert any(said in notice["text"] for notice in not_used["notices"])
