"""The published schema: valid, complete, and its examples are what it says they are."""

import json

import pytest
from django.core.management import call_command
from drf_spectacular.validation import validate_schema
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from programs.api.problems import KINDS
from programs.api.urls import urlpatterns
from tests.programs.api.schema import faults, published
from tests.rehab.plan_schema import NO_PLAN, PROGRAMME, WEEK

OPERATIONS = {
    operation["operationId"]: (path, method, operation)
    for path, methods in published()["paths"].items()
    for method, operation in methods.items()
}
BESIDE = {"api-schema", "api-docs", "api-nowhere"}


def test_it_is_valid_and_nothing_in_it_was_guessed(tmp_path):
    file = tmp_path / "schema.json"
    call_command("spectacular", file=str(file), format="openapi-json", validate=True, fail_on_warn=True)
    assert json.loads(file.read_text())["paths"] == published()["paths"]
    validate_schema(published())
    assert published()["openapi"].startswith("3.1")


def test_every_shape_is_a_sound_schema():
    for shape in published()["components"]["schemas"].values():
        Draft202012Validator.check_schema(shape)


def test_every_address_is_in_it():
    ours = {f"/api/{one.pattern}".replace("<slug:id>", "{id}") for one in urlpatterns if one.name not in BESIDE}
    assert set(published()["paths"]) == ours


def test_it_is_served_as_it_is(client):
    answer = client.get("/api/v1/schema/")
    assert (answer.status_code, answer["Content-Type"], answer.json()) == (200, "application/json", published())


@pytest.mark.parametrize("name", OPERATIONS)
def test_the_examples_of_an_operation_have_its_shapes(name):
    _, method, operation = OPERATIONS[name]
    contents = [content for answer in operation["responses"].values() for content in answer.get("content", {}).values()]
    if method in ("post", "put"):
        contents += operation["requestBody"]["content"].values()
        assert operation["requestBody"]["required"]
    for content in contents:
        for example in content.get("examples", {}).values():
            assert faults(content["schema"], example["value"]) == []


@pytest.mark.parametrize("name", OPERATIONS)
def test_the_example_of_a_body_gets_an_answer_as_shown(client, name):
    path, method, operation = OPERATIONS[name]
    if method in ("post", "put"):
        (example,) = operation["requestBody"]["content"]["application/json"]["examples"].values()
        path = path.replace("{id}", "00000000-0000-4000-8000-000000000000")
        answer = getattr(client, method)(path, example["value"], content_type="application/json")
        if operation["security"] != [{}]:
            assert answer.status_code == 401
            return
        assert answer.status_code == 200
        shown = operation["responses"]["200"]["content"]["application/json"]["examples"]
        if name in ("screening", "grading"):
            assert [one["value"] for one in shown.values()] == [answer.json()]


def test_what_the_contract_promises_is_promised_here(client):
    for shape, address, contract in (
        ("Week", "/api/v1/plan/?grade=2&week=5", WEEK),
        ("Programme", "/api/v1/programme/?grade=1", PROGRAMME),
        ("NoPlan", "/api/v1/plan/?grade=2&week=3&age=12", NO_PLAN),
    ):
        body = client.get(address).json()
        assert faults({"$ref": f"#/components/schemas/{shape}"}, body) == []
        assert list(Draft202012Validator(contract).iter_errors(body)) == []


def test_a_body_with_anything_more_is_none_of_the_shapes(client):
    body = client.get("/api/v1/plan/?grade=2&week=5").json()
    week = {"$ref": "#/components/schemas/Week"}
    assert faults(week, body | {"more": 1})
    assert faults(week, {name: value for name, value in body.items() if name != "notices"})
    body["days"][0]["items"][0]["unit"] = "mile"
    assert faults(week, body)


def test_the_page_tells_every_operation_problem_and_shape(client):
    answer = client.get("/api/v1/docs/")
    page = answer.content.decode()
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/html; charset=utf-8")
    for name in OPERATIONS:
        assert f'id="{name}"' in page
    for kind in KINDS:
        assert f'id="problem-{kind.slug}"' in page
    for shape in ("Week", "NoPlan", "Problem", "ScreeningOutcome"):
        assert f'id="shape-{shape}"' in page
    assert "An educational exercise planner, not a diagnosis." in page
    assert "`" not in page


def test_the_page_needs_no_script_and_nothing_from_elsewhere(client):
    answer = client.get("/api/v1/docs/")
    page = answer.content.decode()
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "<script" not in page
    assert "<style" not in page
    assert "style=" not in page
    assert 'src="http' not in page


def test_a_browser_gets_the_page_whatever_it_likes_best(client):
    likes = "text/html,application/xhtml+xml;q=0.9,image/avif"
    assert client.get("/api/v1/docs/", headers={"accept": likes}).status_code == 200
