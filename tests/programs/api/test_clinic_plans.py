"""A client's plan through the API: today, the coming week and its paper; every look and change on record."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client as Browser
from django.utils import timezone

from programs.models import AuditEntry, Client, ClientLink
from programs.selectors.writings import writing_about
from programs.services.assigning import Wished, assign
from programs.services.audit import broken_link
from programs.services.diary import Entry, record
from programs.services.erasing import erase_person
from rehab.events import Paused, Screened
from rehab.vocabulary import Lock, Route
from tests.programs.api.programs_of_clinics import CLIENTS, OPERATIONS, Program, example_of
from tests.programs.check_path import text_of
from tests.programs.desk.houses import House, opened, signed_in
from tests.programs.desk.test_papers import code_on, words_on

pytestmark = [pytest.mark.django_db, pytest.mark.db]


@pytest.fixture
def program() -> Program:
    return Program()


def path_of(client: Client, door: str = "") -> str:
    return f"{CLIENTS}{client.key}/{door}"


def tells(client: Client, event: Any) -> None:
    programme = client.assignments.get(ended_at=None).programme
    assert programme is not None
    record(
        programme=programme, entry=Entry(uuid4(), event, timezone.now()), author="runner:somebody", now=timezone.now()
    )


SIGN = Screened(frozenset({"rf05"}), Route.SAME_DAY, Lock.NO_PLAN)


def test_today_is_what_the_client_sees(program):
    client = program.house.assigned().client
    phone = opened(program.house.link(client))
    assert program.get(path_of(client, "today/")).json() == phone.get("/api/v1/today/").json()


def test_behind_a_warning_sign_the_route_stands_in_place_of_plans(program):
    client = program.house.assigned().client
    tells(client, SIGN)
    for door in ("today/", "week/"):
        body = program.get(path_of(client, door)).json()
        assert (body["route"], body["days"]) == ("U", [])
    assert program.get(path_of(client)).json()["programme"]["route"] == "U"


def test_the_week_begins_today_and_is_the_one_on_paper(program):
    client = program.house.assigned().client
    body = program.get(path_of(client, "week/")).json()
    today = program.get(path_of(client, "today/")).json()["plan"]
    assert (len(body["days"]), body["basis"]) == (7, "followed")
    assert body["days"][0]["date"] == today["date"]
    assert [item["exercise"] for item in body["days"][0]["items"]] == [item["exercise"] for item in today["items"]]
    paper = words_on(pdf_of(program, client))
    for item in body["days"][0]["items"]:
        assert item["name"].split()[0] in paper


def test_before_the_signs_are_asked_the_week_is_first_care(program):
    client = program.house.assigned(flags=None, age=None).client
    body = program.get(path_of(client, "week/")).json()
    assert (body["basis"], body["phases"]) == ("planned", ["protect"])


def test_nothing_given_is_nothing_to_see(program):
    client = program.house.client()
    for door in ("today/", "week/", "intents/"):
        assert program.get(path_of(client, door)).status_code == 404
    assert program.post(path_of(client, "paper/"), {"paper": "a4"}).status_code == 404


def pdf_of(program: Program, client: Client, **more: Any) -> bytes:
    answer = program.post(path_of(client, "paper/"), {"paper": "a4"} | more)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    content: bytes = answer.content
    return content


def test_the_paper_is_a_pdf_with_a_link_of_its_own_that_opens_the_day(program):
    client = program.house.assigned().client
    paper = pdf_of(program, client)
    assert "Rob Hale" in words_on(paper)
    assert program.house.name in words_on(paper)
    address = code_on(paper)
    assert opened(address.removeprefix("http://testserver")).get("/today/").status_code == 200
    assert ClientLink.objects.filter(client=client).count() == 1
    assert len(words_on(pdf_of(program, client, large_print=True))) > 0


def test_a_program_that_says_it_takes_a_pdf_gets_one(program):
    client = program.house.assigned().client
    answer = program.calls(
        "POST", path_of(client, "paper/"), {"paper": "letter"}, headers={"accept": "application/pdf"}
    )
    assert answer.status_code == 200


UNPRINTABLE = {"a warning sign": (SIGN, "warning sign"), "a pause": (Paused(), "no week ahead")}


@pytest.mark.parametrize(("event", "said"), UNPRINTABLE.values(), ids=UNPRINTABLE)
def test_there_is_no_paper_behind(program, event, said):
    client = program.house.assigned().client
    tells(client, event)
    answer = program.post(path_of(client, "paper/"), {"paper": "a4"})
    assert (answer.status_code, said in answer.json()["faults"][0]["given"]) == (409, True)
    assert not ClientLink.objects.filter(client=client).exists()
    assert not AuditEntry.objects.filter(what="printed").exists()


BAD: dict[str, dict[str, Any]] = {
    "no size": {},
    "a size nobody has": {"paper": "a0"},
    "a yes in words": {"paper": "a4", "large_print": "yes"},
    "something nobody asked for": {"paper": "a4", "logo": True},
}


@pytest.mark.parametrize("body", BAD.values(), ids=BAD)
def test_a_paper_is_asked_for_in_known_words(program, body):
    client = program.house.assigned().client
    assert program.post(path_of(client, "paper/"), body).status_code == 400
    assert not ClientLink.objects.filter(client=client).exists()


def test_papers_are_counted_with_those_of_pages(program, settings):
    settings.PAPERS_PER_MINUTE = 1
    client = program.house.assigned().client
    pdf_of(program, client)
    answer = program.post(path_of(client, "paper/"), {"paper": "a4"})
    assert (answer.status_code, answer.json()["faults"][0]["allowed"]) == (429, "1 in a minute")
    assert int(answer["Retry-After"]) >= 1


# What goes on record of each operation that is about a client, and of none that is not.
NOTED = {
    "clinic_client": "saw",
    "clinic_today": "saw",
    "clinic_week": "saw",
    "clinic_intents": "saw",
    "clinic_weigh": "saw",
    "clinic_new_client": "added, assigned",
    "clinic_assign": "assigned",
    "clinic_discharge": "discharged",
    "clinic_ask": "adjusted",
    "clinic_clearance": "cleared",
    "clinic_tests": "measured",
    "clinic_paper": "printed, made a link",
    "clinic_clients": "",
    "clinic_find": "",
    "clinic_templates": "",
    "clinic_take_back": "took back",
    "clinic_texts": "saw",
    "clinic_write": "wrote",
    "clinic_link": "made a link",
    "clinic_links_back": "took links back",
}


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_look_and_change_is_on_record_with_the_token(program, name):
    client = at_work(program.house)
    path, method, _scope, said = OPERATIONS[name]
    body = example_of(said)
    if name in ("clinic_ask", "clinic_take_back"):
        kept = {"uuid": str(uuid4()), "seen": seen(program, client), "intent": {"type": "cap_run", "minutes": 12}}
        body = kept if name == "clinic_ask" else take_back(program, client, kept)
    if name in ("clinic_new_client", "clinic_assign"):
        body |= {"injured_on": timezone.now().date().isoformat()}
    if name in ("clinic_clearance", "clinic_tests"):
        body |= {"on": timezone.now().date().isoformat()}
    if name == "clinic_clearance":
        looked = program.post(path.replace("{id}", str(client.key)), body | {"keep": False}).json()
        body |= {"keep": True, "seen": looked["seen"]}
    if name == "clinic_tests":
        body |= {"tests": [{"criterion": "walk-10-min", "injured": 1, "pain": 0}]}
    if name == "clinic_write":
        body |= {"seen": writing_about(client).seal}
    before = AuditEntry.objects.count()
    answer = program.calls(method, path.replace("{id}", str(client.key)), body)
    assert answer.status_code in (200, 201), answer.content
    entries = AuditEntry.objects.order_by("seq")[before:]
    assert ", ".join(entry.what for entry in entries) == NOTED[name]
    about = {client.key} if "{id}" in path else {entry.about for entry in entries}
    assert {(entry.who, entry.token, entry.about) for entry in entries} == {
        (program.member.key, program.token.key, one) for one in about
    }
    assert broken_link(program.house.clinic) is None


def at_work(house: House) -> Client:
    """A client in whose plan something may be asked for."""
    return house.assigned().client


def seen(program: Program, client: Client) -> int:
    number: int = program.get(path_of(client)).json()["programme"]["seen"]
    return number


def take_back(program: Program, client: Client, kept: dict[str, Any]) -> dict[str, Any]:
    made = program.post(path_of(client, "intents/"), kept).json()
    return {"uuid": str(uuid4()), "key": made["intents"][0]["key"], "seen": made["seen"]}


def test_a_clearance_that_is_looked_at_alone_is_not_recorded(program):
    client = at_work(program.house)
    told = {
        "uuid": str(uuid4()),
        "on": timezone.now().date().isoformat(),
        "role": "physio",
        "name": "T",
        "agreed": True,
    }
    before = AuditEntry.objects.count()
    assert program.post(path_of(client, "clearance/"), told | {"keep": False}).json()["kept"] is False
    assert [entry.what for entry in AuditEntry.objects.order_by("seq")[before:]] == ["saw"]


def test_the_record_names_the_token_and_forgets_it_with_its_member():
    program = Program("therapist", name="Front desk & co")
    client = program.house.assigned().client
    program.get(path_of(client))
    record_page = text_of(signed_in(program.house.owner).get("/clinic/record/"))
    assert "Therapist, by the token “Front desk & co”, looked at Rob Hale" in record_page
    assert program.member.user is not None
    erase_person(user=program.member.user)
    record_page = text_of(signed_in(program.house.owner).get("/clinic/record/"))
    assert "Somebody who left, by the token “not kept”, looked at Rob Hale" in record_page
    assert broken_link(program.house.clinic) is None


def test_an_entry_whose_token_was_changed_breaks_the_chain(program):
    program.get(path_of(program.house.assigned().client))
    entry = AuditEntry.objects.exclude(token=None).get()
    AuditEntry.objects.filter(pk=entry.pk).update(token=None)
    assert broken_link(program.house.clinic) == entry


def test_no_secret_and_no_name_is_in_a_log_line(program, caplog):
    assign(
        member=program.member,
        client=program.house.client("Zed Quill"),
        wished=Wished(grade=1, leg="left", injured_on=program.house.now.date()),
        message="",
        now=program.house.now,
    )
    program.post(f"{CLIENTS}find/", {"words": "Zed Quill"})
    Browser().get(CLIENTS, headers={"authorization": f"Bearer {program.secret}x"})
    assert not [line for line in caplog.messages if "Quill" in line or program.secret in line]
