"""The list through the API, a client in it, new ones, what they are given, and their discharge."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from programs.models import Assignment, AuditEntry, Client, Programme
from programs.services.assigning import Wished
from programs.services.clinics import stop_sharing
from programs.services.diary import Entry, record
from programs.services.intakes import Newcomer
from programs.services.told_once import take_on_once
from rehab.events import Screened
from rehab.vocabulary import Lock, Route
from tests.programs.api.programs_of_clinics import CLIENTS, Program, faults_of
from tests.programs.check_path import text_of
from tests.programs.desk.houses import House, opened, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.db]


@pytest.fixture
def program() -> Program:
    return Program()


def somebody(**more: Any) -> dict[str, Any]:
    day = timezone.now().date().isoformat()
    usual = {"uuid": str(uuid4()), "name": "R. H.", "grade": 2, "side": "left", "injured_on": day}
    return usual | {"flags": [], "age": 34} | more


def path_of(client: Client, door: str = "") -> str:
    return f"{CLIENTS}{client.key}/{door}"


def test_the_list_says_who_stands_where_and_why_as_the_page_does(program):
    rob = program.house.assigned(program.house.client("Rob Hale")).client
    ann = program.house.client("Ann Lee")
    body = program.get(CLIENTS).json()
    (row,) = body["clients"]
    assert (row["client"], row["name"], row["place"], row["grade"]) == (str(rob.key), "Rob Hale", "fine", 2)
    assert row["reason"] in text_of(signed_in(program.house.owner).get("/clinic/"))
    assert (body["counts"]["fine"], body["counts"]["flare"], body["after"]) == (1, 0, None)
    assert body["without"] == [
        {"client": str(ann.key), "name": "Ann Lee", "why": "nothing", "text": "No programme yet."}
    ]


def flagged(house: House) -> Client:
    """A client with a warning sign that stands."""
    assignment = house.assigned(house.client("Cy Ode"))
    assert assignment.programme is not None
    sign = Entry(uuid4(), Screened(frozenset({"rf05"}), Route.SAME_DAY, Lock.NO_PLAN), timezone.now())
    record(programme=assignment.programme, entry=sign, author="runner:somebody", now=timezone.now())
    return assignment.client


def test_somebody_with_a_warning_sign_stands_first_by_its_code(program):
    program.house.assigned()
    cy = flagged(program.house)
    first = program.get(CLIENTS).json()["clients"][0]
    assert (first["client"], first["place"], first["rule"]) == (str(cy.key), "red_flag", "triage-same-day")


ASKED = {
    "those that need a look": ("?show=needs", ["Cy Ode"]),
    "one place": ("?show=fine", ["Rob Hale"]),
    "by name": ("?order=name", ["Cy Ode", "Rob Hale"]),
    "mine": ("?whose=mine", ["Cy Ode", "Rob Hale"]),
    "a phase": ("?phase=protect", ["Cy Ode", "Rob Hale"]),
    "another phase": ("?phase=power", []),
}


@pytest.mark.parametrize(("query", "names"), ASKED.values(), ids=ASKED)
def test_the_list_takes_what_the_page_takes(program, query, names):
    program.house.assigned()
    flagged(program.house)
    assert [row["name"] for row in program.get(CLIENTS + query).json()["clients"]] == names


def test_of_a_colleague_mine_are_others(program):
    program.house.assigned()
    assert Program("therapist", house=program.house).get(f"{CLIENTS}?whose=mine").json()["clients"] == []


BAD_QUERIES = {
    "a place nobody has": ("?show=sad", {"show": "sad"}),
    "a phase nobody has": ("?phase=1", {"phase": "1"}),
    "a key that is none": ("?after=me", {"after": "me"}),
    "a name to search for": ("?words=hale", {"words": "not known here"}),
    "one twice": ("?show=fine&show=flare", {"show": "fine and flare"}),
}


@pytest.mark.parametrize(("query", "faults"), BAD_QUERIES.values(), ids=BAD_QUERIES)
def test_what_a_list_cannot_be_asked_is_named(program, query, faults):
    answer = program.get(CLIENTS + query)
    assert (answer.status_code, faults_of(answer)) == (400, faults)


def test_the_list_and_a_client_ask_the_base_little(program, django_assert_max_num_queries):
    clients = [program.house.assigned(program.house.client(f"C {number}")).client for number in range(12)]
    program.house.client("Without a programme")
    with django_assert_max_num_queries(10):
        program.get(f"{CLIENTS}?order=name")
    with django_assert_max_num_queries(20):  # of them five write the look on record
        program.get(path_of(clients[0]))


def test_names_are_searched_for_in_a_body(program):
    program.house.assigned(program.house.client("Rob Hale"))
    program.house.assigned(program.house.client("Ann Lee"))
    found = program.post(f"{CLIENTS}find/", {"words": " hal "}).json()
    assert [row["name"] for row in found["clients"]] == ["Rob Hale"]
    for words in ("", "   ", "x" * 101, 5, None, "\x00"):
        assert program.post(f"{CLIENTS}find/", {"words": words}).status_code == 400


def test_it_comes_a_page_at_a_time_and_everybody_once(program):
    names = [f"C {number:02}" for number in range(53)]
    for name in names:
        program.house.assigned(program.house.client(name))
    first = program.get(f"{CLIENTS}?order=name").json()
    second = program.get(f"{CLIENTS}?order=name&after={first['after']}").json()
    assert [row["name"] for row in [*first["clients"], *second["clients"]]] == names
    assert (len(first["clients"]), second["after"]) == (50, None)


def test_one_client_is_told_with_what_they_were_given_and_where_they_stand(program):
    client = program.house.assigned().client
    body = program.get(path_of(client)).json()
    assert (body["name"], body["therapist"], body["links"]) == ("Rob Hale", "Tess Moran", 0)
    assert (body["given"]["grade"], body["given"]["side"], body["given"]["signs_asked"]) == (2, "left", True)
    assert (body["programme"]["phase"], body["programme"]["status"]) == ("protect", "active")
    assert body["without"] is None
    assert "notes" not in body


def test_who_shares_no_longer_has_no_programme_and_says_why(program):
    assignment = program.house.assigned()
    stop_sharing(programme=assignment.programme, now=timezone.now())
    body = program.get(path_of(assignment.client)).json()
    assert (body["programme"], body["without"]["why"]) == (None, "private")
    for door in ("today/", "week/", "intents/"):
        assert program.get(path_of(assignment.client, door)).status_code == 404


def test_a_new_client_has_a_programme_by_the_check_of_the_form(program):
    told = somebody(email="rh@example.com", message="See you", equipment=[], focus="soleus", weekly_run_minutes=90)
    answer = program.post(CLIENTS, told)
    assert answer.status_code == 201
    client = Client.objects.get(key=answer.json()["client"])
    assert (client.name, client.email, client.therapist) == ("R. H.", "rh@example.com", program.member)
    assignment = client.assignments.get()
    assert assignment.known["about"]["kit"] == []
    assert (assignment.message, assignment.screened_by) == ("See you", program.member)
    assert program.get(path_of(client, "today/")).json()["plan"]["items"]


def test_left_open_the_signs_are_the_clients_to_answer(program):
    told = somebody()
    del told["flags"], told["age"]
    body = program.post(CLIENTS, told).json()
    assert (body["given"]["signs_asked"], body["programme"], body["without"]["why"]) == (False, None, "check")


def test_a_sign_that_allows_no_plan_makes_none(program):
    body = program.post(CLIENTS, somebody(flags=["rf01"])).json()
    assert (body["programme"], Programme.objects.count()) == (None, 0)


def test_told_again_it_is_one_client_and_one_programme(program):
    told = somebody()
    answers = [program.post(CLIENTS, told) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 200, 200]
    assert len({answer.json()["client"] for answer in answers}) == 1
    assert (Client.objects.count(), Programme.objects.count()) == (1, 1)
    assert AuditEntry.objects.filter(what="added").count() == 1


OTHERWISE = {
    "another name": {"name": "Somebody else"},
    "another grade": {"grade": 1},
    "the other leg": {"side": "right"},
    "a sign": {"flags": ["rf05"]},
    "signs left open": {"flags": None},
    "an address": {"email": "x@example.com"},
}


@pytest.mark.parametrize("more", OTHERWISE.values(), ids=OTHERWISE)
def test_with_something_else_in_it_the_first_stands(program, more):
    told = somebody()
    program.post(CLIENTS, told)
    answer = program.post(CLIENTS, told | more)
    assert (answer.status_code, Client.objects.count(), Programme.objects.count()) == (409, 1, 1)
    assert answer.json()["type"].endswith("told-otherwise")


def test_a_uuid_of_another_house_names_nobody_here(program):
    told = somebody()
    program.post(CLIENTS, told)
    other = Program(house=House("Elsewhere"))
    assert other.post(CLIENTS, told).status_code == 201
    assert Client.objects.count() == 2


BAD: dict[str, tuple[dict[str, Any], set[str]]] = {
    "nothing at all": (dict.fromkeys(("uuid", "name", "grade", "side", "injured_on")), {"uuid", "name", "grade", "side",
                                                                                      "injured_on"}),
    "no name": ({"name": "  "}, {"name"}),
    "a name of another sort": ({"name": 5}, {"name"}),
    "a name that is too long": ({"name": "x" * 301}, {"name"}),
    "half a letter": ({"name": "\ud83d"}, {"name"}),
    "an address that is none": ({"email": "rob"}, {"email"}),
    "a grade nobody has": ({"grade": 4}, {"grade"}),
    "a grade in words": ({"grade": "2"}, {"grade"}),
    "a side nobody has": ({"side": "both"}, {"side"}),
    "a day that has not come": ({"injured_on": "2999-01-01"}, {"injured_on"}),
    "a day before any course": ({"injured_on": "2001-01-01"}, {"injured_on"}),
    "a day that is none": ({"injured_on": "soon"}, {"injured_on"}),
    "signs without an age": ({"age": None}, {"age"}),
    "a sign nobody knows": ({"flags": ["rf99"]}, {"flags"}),
    "signs that are no list": ({"flags": "none"}, {"flags"}),
    "kit nobody asks for": ({"equipment": ["spoon"]}, {"equipment"}),
    "a muscle nobody asks for": ({"focus": "biceps"}, {"focus"}),
    "a yes in words": ({"previous_strain": "yes"}, {"previous_strain"}),
    "an examination before the injury": ({"examined_on": "2020-01-01"}, {"examined_on"}),
    "minutes of a week that has not so many": ({"weekly_run_minutes": 10**6}, {"weekly_run_minutes"}),
    "a message that is too long": ({"message": "x" * 501}, {"message"}),
    "a UUID that is none": ({"uuid": "me"}, {"uuid"}),
    "a name nobody asked for": ({"notes": "x"}, {"notes"}),
    "two at once": ({"grade": 9, "side": "up"}, {"grade", "side"}),
}  # fmt: skip


@pytest.mark.parametrize(("more", "named"), BAD.values(), ids=BAD)
def test_what_cannot_be_used_is_named_all_at_once_and_makes_nobody(program, more, named):
    answer = program.post(CLIENTS, somebody(**more))
    assert (answer.status_code, set(faults_of(answer))) == (400, named)
    assert all(fault["allowed"] for fault in answer.json()["faults"])
    assert not Client.objects.exists()


def test_another_assignment_ends_the_programme_before_and_is_told_once(program):
    client = program.house.assigned().client
    told = somebody(grade=1)
    del told["name"]
    answers = [program.post(path_of(client, "assignment/"), told) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 200]
    assert answers[1].json()["given"]["grade"] == 1
    assert Assignment.objects.filter(client=client, ended_at=None).count() == 1
    assert Programme.objects.filter(ended_on=None).count() == 1
    assert program.post(path_of(client, "assignment/"), told | {"grade": 2}).status_code == 409
    assert program.post(path_of(client, "assignment/"), told | {"name": "X"}).status_code == 400


def test_who_follows_a_plan_of_their_own_is_given_none(program):
    client = program.house.client()
    browser = opened(program.house.link(client))
    assert browser is not None
    client.refresh_from_db()
    mine = program.house.assigned(program.house.client("Other")).programme
    assert mine is not None
    Programme.objects.filter(pk=mine.pk).update(runner=client.runner)
    told = somebody()
    del told["name"]
    answer = program.post(path_of(client, "assignment/"), told)
    assert (answer.status_code, answer.json()["type"]) == (409, "/api/v1/docs/#problem-not-now")


def test_discharge_shuts_links_and_is_said_once(program):
    client = program.house.assigned().client
    link = program.house.link(client)
    answers = [program.post(path_of(client, "discharge/")) for _ in range(2)]
    assert [answer.json()["discharged_at"] is not None for answer in answers] == [True, True]
    assert answers[0].json()["links"] == 0
    assert signed_in(None).get(link).status_code == 404
    assert AuditEntry.objects.filter(what="discharged", token=program.token.key).count() == 1
    assert program.get(CLIENTS).json()["clients"] == []


def test_two_that_are_told_at_once_are_read_by_their_uuid(program):
    """The service, as two workers come to it: the second finds what the first made."""
    day = timezone.now().date() - timedelta(days=1)
    person = Newcomer("A. L.", "", "", Wished(grade=1, leg="left", injured_on=day))
    uuid, now = uuid4(), timezone.now()
    made = [take_on_once(member=program.member, uuid=uuid, person=person, now=now) for _ in range(2)]
    assert [is_new for _, is_new in made] == [True, False]
    assert made[0][0].pk == made[1][0].pk
