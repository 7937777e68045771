"""What cannot be answered is said on a page of ours, with a way on, and nothing of the request on it."""

import re

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from programs.web.errors import too_many
from programs.web.frame import CHECK_PAGE

# The addresses of this test: ours, and some that fail.
handler400, handler403 = "programs.web.errors.bad_request", "programs.web.errors.refused"
handler404, handler500 = "programs.web.errors.not_found", "programs.web.errors.failed"


def breaks(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("rob-is-44")


def is_closed(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("rob-is-44")


def is_odd(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation("rob-is-44")


def is_asked_too_often(request: HttpRequest) -> HttpResponse:
    return too_many(request, seconds=30)


@csrf_exempt
def reads_forms(request: HttpRequest) -> HttpResponse:
    return HttpResponse(len(request.POST))


def takes_forms(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path("", include("config.urls")),
    path("breaks", breaks),
    path("closed", is_closed),
    path("odd", is_odd),
    path("form", takes_forms),
    path("reads", reads_forms),
    path("often", is_asked_too_often),
]


@pytest.fixture(autouse=True)
def addresses(settings):
    """Production, with the addresses above."""
    settings.ROOT_URLCONF = __name__


FAILING = {
    "no such page": ("GET", "/nowhere/rob-is-44", {}, 404, "There is no such page"),
    "sending to no page": ("POST", "/nowhere/rob-is-44", {}, 404, "There is no such page"),
    "a host we are not": ("GET", "/", {"host": "rob-is-44.example"}, 400, "That request cannot be read"),
    "an odd request": ("GET", "/odd", {}, 400, "That request cannot be read"),
    "a closed page": ("GET", "/closed", {}, 403, "This is not open to you"),
    "a form without its token": ("POST", "/form", {}, 403, "This is not open to you"),
    "a fault of ours": ("GET", "/breaks", {}, 500, "Something broke on our side"),
    "sending to a page": ("POST", "/", {}, 405, "This page can only be looked at"),
    "putting over a plan": ("PUT", "/plan/?grade=2&week=3", {}, 405, "This page can only be looked at"),
    "deleting a plan": ("DELETE", "/plan/", {}, 405, "This page can only be looked at"),
}


@pytest.mark.parametrize(("method", "address", "headers", "status", "told"), FAILING.values(), ids=FAILING)
def test_a_page_of_ours_says_it(method, address, headers, status, told):
    client = Client(enforce_csrf_checks=True, raise_request_exception=False, headers=headers)
    answer = client.generic(method, address)
    page = answer.content.decode()
    assert answer.status_code == status
    assert f"<h1>{told}</h1>" in page
    assert 'class="btn" href="/"' in page
    assert "An educational exercise planner, not a diagnosis." in re.sub(r"\s+", " ", page)
    assert not re.search("rob-is-44|Traceback|<script|<style| style=", page)
    assert not answer.cookies
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer.get("Allow") == ("GET, HEAD" if status == 405 else None)


def test_looking_without_the_body_is_looking():
    assert Client().head("/plan/?grade=2&week=3").status_code == 200


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_a_probe_refuses_in_few_words(address):
    answer = Client(enforce_csrf_checks=True).post(address)
    assert (answer.status_code, answer["Allow"], answer.content) == (405, "GET, HEAD", b"")


LARGE = {
    "more bytes than anybody has to send": "a=" + "b" * 3_000_000,
    "more fields than any form of ours": "&".join(f"a{number}=1" for number in range(1_100)),
}


@pytest.mark.parametrize("body", LARGE.values(), ids=LARGE)
def test_too_much_is_refused_as_too_much(body):
    answer = Client().post("/reads", body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 413
    assert "<h1>That is more than we can take</h1>" in answer.content.decode()


def test_who_asks_too_often_is_told_when_to_come_back():
    answer = Client().get("/often")
    assert (answer.status_code, answer["Retry-After"]) == (429, "30")
    assert "<h1>That was a lot at once</h1>" in answer.content.decode()


def test_each_error_leads_to_the_check_as_well():
    assert f'href="{CHECK_PAGE}">Do the safety check' in Client().get("/nowhere").content.decode()


WRONG_TURNS = {
    "no such page": ("/nope/", "There is no such page"),
    "no such exercise": ("/exercises/nope/", "There is no such page"),
    "no such exercise of the API": ("/api/v1/exercises/two-leg-heel-rise/", "two-leg-heel-raise"),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "told"), WRONG_TURNS.values(), ids=WRONG_TURNS)
def test_a_wrong_turn_gets_our_page_while_developing_too(settings, address, told):
    settings.DEBUG = True
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "config.failures.NotFoundWhileDeveloping"]
    answer = Client().get(address)
    assert answer.status_code == 404
    assert told in answer.content.decode()
    assert "URLconf" not in answer.content.decode()
