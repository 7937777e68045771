"""Everything the API refuses is a problem of RFC 9457, in production and while developing, and tells no secret."""

import json

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path

from programs.api.door import Door
from tests.programs.api.schema import is_problem

# The addresses of this test: ours, and one that fails.
handler400, handler403 = "config.failures.bad_request", "config.failures.refused"
handler404, handler500 = "config.failures.not_found", "config.failures.failed"

PLAN = "/api/v1/plan/"
ASKED = f"{PLAN}?grade=2&week=3"
TOLD = {"grade": 2, "week": 3}
MANY = "&".join(f"n{number}=1" for number in range(1100))


class Breaks(Door):
    schema = None  # type: ignore[assignment]

    def get(self, request) -> HttpResponse:
        raise RuntimeError("rob-is-44")


urlpatterns = [path("api/breaks/", Breaks.as_view()), path("", include("config.urls"))]


@pytest.fixture(autouse=True)
def addresses(settings):
    settings.ROOT_URLCONF = __name__


AS_JSON = {"content_type": "application/json"}
AS_FORM = {"data": b"grade=2", "content_type": "application/x-www-form-urlencoded"}
AS_TEXT = {"data": b"{}", "content_type": "text/plain"}
FOR_A_PAGE = {"headers": {"accept": "text/html"}}
# By name: method, address, how it is sent, then status, slug and the faults as "field: given".
REFUSED = {
    "no such address": ("GET", "/api/v1/plans/", {}, 404, "not-found", []),
    "no such version": ("GET", "/api/v2/plan/", {}, 404, "not-found", []),
    "the root": ("GET", "/api/", {}, 404, "not-found", []),
    "writing to no address": ("DELETE", "/api/v1/nothing", {}, 404, "not-found", []),
    "a slash forgotten": ("GET", "/api/v1/plan", {}, 404, "not-found", ["address: /api/v1/plan"]),
    "a slip": ("GET", "/api/v1/exercises/two-leg-heel-rise/", {}, 404, "not-found", ["id: two-leg-heel-rise"]),
    "an address of odd letters": ("GET", "/api/v1/exercises/%00%ff/", {}, 404, "not-found", []),
    "deleting a plan": ("DELETE", PLAN, {}, 405, "method", ["method: DELETE"]),
    "putting exercises": ("PUT", "/api/v1/exercises/", {}, 405, "method", ["method: PUT"]),
    "posting exercises": ("POST", "/api/v1/exercises/", AS_JSON, 405, "method", ["method: POST"]),
    "asking for options": ("OPTIONS", PLAN, {}, 405, "method", ["method: OPTIONS"]),
    "a method nobody has": ("BREW", PLAN, {}, 405, "method", ["method: BREW"]),
    "a page wanted": ("GET", ASKED, FOR_A_PAGE, 406, "not-acceptable", ["Accept: text/html"]),
    "a format": ("GET", f"{ASKED}&format=xml", {}, 400, "wrong-values", ["format: not known here"]),
    "a form": ("POST", PLAN, AS_FORM, 415, "not-json", ["Content-Type: application/x-www-form-urlencoded"]),
    "a text": ("POST", PLAN, AS_TEXT, 415, "not-json", ["Content-Type: text/plain"]),
    "no body": ("POST", PLAN, AS_JSON, 400, "wrong-values", ["grade: nothing", "week: nothing"]),
    "a thousand names": ("GET", f"{PLAN}?{MANY}", {}, 400, "unreadable", []),
    "a host we are not": ("GET", PLAN, {"headers": {"host": "rob-is-44.example"}}, 400, "unreadable", []),
    "a fault of ours": ("GET", "/api/breaks/", {}, 500, "failed", []),
}


@pytest.mark.parametrize("debug", [False, True], ids=["production", "developing"])
@pytest.mark.parametrize(("method", "address", "sent", "status", "slug", "faults"), REFUSED.values(), ids=REFUSED)
def test_a_refusal_is_a_problem(settings, debug, method, address, sent, status, slug, faults):
    if debug and "host" in sent.get("headers", {}):
        debug = False  # Django's own page tells developers which hosts there are
    settings.DEBUG = debug
    answer = Client(raise_request_exception=False).generic(method, address, **sent)
    assert answer.status_code == status
    assert is_problem(answer)
    body = json.loads(answer.content)
    assert body["type"] == f"/api/v1/docs/#problem-{slug}"
    assert [f"{fault['field']}: {fault['given']}" for fault in body["faults"]] == faults
    assert all(fault["allowed"] for fault in body["faults"])
    assert "rob-is-44" not in answer.content.decode()
    assert "Traceback" not in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"
    assert not answer.cookies


def test_a_refused_method_names_those_there_are(client):
    assert client.delete(PLAN)["Allow"] == "GET, HEAD, POST"
    assert client.delete("/api/v1/exercises/")["Allow"] == "GET, HEAD"


def test_a_fault_of_ours_goes_to_the_log_without_what_was_told(caplog):
    Client(raise_request_exception=False).get("/api/breaks/?age=44")
    (record,) = [record for record in caplog.records if record.levelname == "ERROR"]
    assert record.exc_info
    assert "age=44" not in record.getMessage()


def test_looking_without_the_body_is_looking(client):
    answer = client.head(f"{PLAN}?grade=2&week=3")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["ETag"]


def test_a_hundred_faults_are_not_all_repeated(client):
    told = TOLD | {"flags": [f"x{number}" for number in range(100)]}
    answer = client.post(PLAN, told, content_type="application/json")
    assert len(answer.json()["faults"]) == 40


def test_a_body_needs_no_token():
    answer = Client(enforce_csrf_checks=True).post(PLAN, TOLD, content_type="application/json")
    assert answer.status_code == 200
