"""Templates through the API: listed, picked by key and version for a client, refused by rule and day."""

from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from programs.models import Assignment, Client, Template
from programs.selectors.adjusting import standing_wishes
from programs.selectors.templates import last_version_of
from programs.services.templates import Draft, archive_template, write_template
from rehab.fitting import Wanted
from rehab.intents import AnyIntent, CapRun
from tests.programs.api.programs_of_clinics import CLIENTS, Program, faults_of
from tests.programs.api.test_clinic_clients import somebody
from tests.programs.desk.houses import House
from tests.programs.desk.templated import CLIMB, FITS, HOPS, LESS, a_template

pytestmark = [pytest.mark.django_db, pytest.mark.db]

TEMPLATES = "/api/v1/clinic/templates/"


@pytest.fixture
def program() -> Program:
    return Program()


def picked(template: Template, **more: Any) -> dict[str, Any]:
    """*template* as a body names it."""
    template.refresh_from_db()
    return {"key": str(template.key), "version": template.last_version} | more


def write(house: House, template: Template, *wanted: Wanted) -> None:
    template.refresh_from_db()
    draft = Draft(template.name, wanted)
    write_template(member=house.owner, template=template, draft=draft, seen=template.last_version, now=timezone.now())


def stands(client: Client) -> list[AnyIntent]:
    programme = client.assignments.get(ended_at=None).programme
    assert programme is not None
    return [wish.intent for wish in standing_wishes(programme, timezone.now())]


def fields_of(answer: Any) -> list[str]:
    return [fault["field"] for fault in answer.json()["faults"]]


def test_those_that_can_be_picked_are_listed_with_what_they_ask_for(program):
    fits = a_template(program.house, FITS, LESS)
    archived = a_template(program.house, FITS, name="Of old")
    archive_template(member=program.house.owner, template=archived, archived=True, now=timezone.now())
    a_template(House("Elsewhere"), FITS, name="Not from here")
    (row,) = program.get(TEMPLATES).json()["templates"]
    assert (row["key"], row["name"], row["version"]) == (str(fits.key), "Masters runners", 1)
    assert [one["intent"]["type"] for one in row["wanted"]] == ["cap_run", "remove"]


def test_a_client_is_made_with_it_once(program):
    template = a_template(program.house, FITS, LESS)
    body = somebody(template=picked(template))
    first = program.post(CLIENTS, body)
    assert first.status_code == 201
    told = first.json()["given"]["template"]
    assert told == {"key": str(template.key), "name": "Masters runners", "version": 1}
    client = Client.objects.get()
    assert stands(client) == [FITS.intent, LESS.intent]
    assert program.post(CLIENTS, body).status_code == 200
    write(program.house, template, FITS)
    assert program.post(CLIENTS, body).status_code == 200, "what was made once stays what it was"
    archive_template(member=program.house.owner, template=template, archived=True, now=timezone.now())
    assert program.post(CLIENTS, body).status_code == 200
    assert stands(client) == [FITS.intent, LESS.intent]
    other = body | {"template": picked(a_template(program.house, LESS, name="Another"))}
    assert program.post(CLIENTS, other).json()["type"].endswith("told-otherwise")
    assert program.post(CLIENTS, body | {"template": None}).status_code == 409
    assert Client.objects.count() == 1


def test_one_that_was_written_anew_since_is_given_to_nobody(program):
    template = a_template(program.house, FITS)
    seen = picked(template)
    write(program.house, template, FITS, LESS)
    answer = program.post(CLIENTS, somebody(template=seen))
    assert (answer.status_code, answer.json()["type"].split("problem-")[-1]) == (409, "changed")
    assert faults_of(answer) == {"template.version": "1"}
    assert "version 2" in answer.json()["faults"][0]["allowed"]
    assert not Client.objects.exists()


REFUSED = {
    "a rule that nobody may override": (HOPS, "INV-14", "nothing: nobody may override this"),
    "a rule that a reason overrides": (CLIMB, "INV-21", "with a reason that is kept"),
}


@pytest.mark.parametrize(("wish", "rule", "allowed"), REFUSED.values(), ids=REFUSED)
def test_where_it_does_not_fit_nobody_is_made_and_rule_and_day_are_named(wish, rule, allowed, program):
    answer = program.post(CLIENTS, somebody(template=picked(a_template(program.house, FITS, wish))))
    assert (answer.status_code, answer.json()["type"].split("problem-")[-1]) == (409, "breaks-rules")
    fault = next(one for one in answer.json()["faults"] if one["field"] == rule)
    assert fault["given"] >= timezone.now().date().isoformat()
    assert fault["allowed"] == allowed
    assert not Client.objects.exists()


def test_with_a_reason_what_needs_one_is_given_with_it(program):
    template = a_template(program.house, CLIMB)
    body = somebody(template=picked(template, reason="He did so for years"))
    assert program.post(CLIENTS, body).status_code == 201
    programme = Assignment.objects.get().programme
    assert programme is not None
    assert [wish.said for wish in standing_wishes(programme, timezone.now())] == ["He did so for years"]


def test_where_nobody_asked_for_the_signs_it_waits_for_the_client(program):
    template = a_template(program.house, FITS)
    body = somebody(template=picked(template), age=None)
    del body["flags"]
    answer = program.post(CLIENTS, body)
    assert answer.status_code == 201
    assert answer.json()["given"]["template"]["version"] == 1
    assert answer.json()["programme"] is None


def test_a_client_who_is_known_is_given_another_with_it(program):
    client = program.house.assigned().client
    template = a_template(program.house, FITS)
    body = somebody(template=picked(template))
    del body["name"]
    path = f"{CLIENTS}{client.key}/assignment/"
    assert [program.post(path, body).status_code for _ in range(2)] == [201, 200]
    assert stands(client) == [FITS.intent]
    write(program.house, template, Wanted(CapRun(10)))
    late = body | {"uuid": str(uuid4()), "template": {"key": str(template.key), "version": 1}}
    assert program.post(path, late).status_code == 409
    assert stands(client) == [FITS.intent]


def test_what_cannot_be_picked_is_told_by_its_field(program):
    template = a_template(program.house, FITS)
    empty = Template.objects.create(clinic=program.house.clinic, name="Empty")
    elsewhere = a_template(House("Elsewhere"), FITS)
    archived = a_template(program.house, FITS, name="Of old")
    archive_template(member=program.house.owner, template=archived, archived=True, now=timezone.now())
    assert last_version_of(template).number == 1
    wrong: dict[str, tuple[Any, list[str]]] = {
        "one of another clinic": (picked(elsewhere), ["template.key"]),
        "no key of anybody's": ({"key": str(uuid4()), "version": 1}, ["template.key"]),
        "no key at all": ({"key": "Masters", "version": 1}, ["template.key"]),
        "a version that is not there": (picked(template) | {"version": 9}, ["template.key"]),
        "a version that is no number": (picked(template) | {"version": "1"}, ["template.version"]),
        "an empty one": ({"key": str(empty.key), "version": 1}, ["template.key"]),
        "an archived one": (picked(archived), ["template.key"]),
        "a name": ("Masters runners", ["template"]),
        "something beside it": (picked(template) | {"colour": "red"}, ["template.colour"]),
        "a reason that is too long": (picked(template, reason="x" * 5000), ["template.reason"]),
    }
    for what, (said, fields) in wrong.items():
        answer = program.post(CLIENTS, somebody(template=said))
        assert (answer.status_code, fields_of(answer)) == (400, fields), what
    assert not Client.objects.exists()


def test_without_the_scope_to_give_nobody_hears_of_templates(program):
    a_template(program.house, FITS)
    reader = Program(scopes=["clients:read"], house=program.house, name="Reader")
    assert reader.get(TEMPLATES).status_code == 403
