"""What a clinic writes, and the links it makes, through the API."""

from typing import Any

import pytest

from programs.models import Client, ClientLink
from programs.selectors.writings import LONGEST_NOTE, Writing, writing_about
from programs.services.clinics import discharge
from tests.programs.api.programs_of_clinics import CLIENTS, Program, faults_of
from tests.programs.check_path import text_of
from tests.programs.desk.houses import House, opened
from tests.programs.desk.shared import Shared

pytestmark = [pytest.mark.django_db, pytest.mark.db]
NOTHING = Writing().seal


@pytest.fixture
def program() -> Program:
    return Program()


def path_of(client: Client, door: str) -> str:
    return f"{CLIENTS}{client.key}/{door}/"


def test_texts_are_read_with_what_a_change_of_them_names(program):
    client = program.house.assigned().client
    assert program.get(path_of(client, "texts")).json() == {"message": "", "notes": "", "seen": NOTHING}


def test_a_message_that_is_written_stands_on_the_clients_today(program):
    client = program.house.assigned().client
    phone = opened(program.house.link(client))
    answer = program.post(path_of(client, "texts"), {"message": "Slow on the way down.", "seen": NOTHING})
    assert answer.json() == {
        "message": "Slow on the way down.",
        "notes": "",
        "seen": Writing("Slow on the way down.").seal,
    }
    assert "Slow on the way down." in text_of(phone.get("/today/"))


def test_notes_alone_leave_the_message_and_an_empty_text_takes_it_away(program):
    client = program.house.assigned().client
    first = program.post(path_of(client, "texts"), {"message": "Slow.", "seen": NOTHING}).json()
    second = program.post(path_of(client, "texts"), {"notes": "Naps.", "seen": first["seen"]}).json()
    assert (second["message"], second["notes"]) == ("Slow.", "Naps.")
    last = program.post(path_of(client, "texts"), {"message": "", "notes": None, "seen": second["seen"]}).json()
    assert (last["message"], last["notes"]) == ("", "Naps.")


def test_over_texts_that_nobody_has_read_nothing_is_written(program):
    client = program.house.assigned().client
    program.post(path_of(client, "texts"), {"notes": "Naps.", "seen": NOTHING})
    late = program.post(path_of(client, "texts"), {"notes": "Runs.", "seen": NOTHING})
    assert late.status_code == 409
    assert list(faults_of(late)) == ["seen"]
    assert writing_about(client).notes == "Naps."
    again = program.post(path_of(client, "texts"), {"notes": "Naps.", "seen": NOTHING})
    assert again.status_code == 200, "the same again is no other text"


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "no word of what was read": ({"notes": "x"}, "seen"),
    "notes that are no text": ({"notes": 3, "seen": NOTHING}, "notes"),
    "notes of a book": ({"notes": "x" * (LONGEST_NOTE + 1), "seen": NOTHING}, "notes"),
    "marks that no letter has": ({"message": "a\u0000b", "seen": NOTHING}, "message"),
    "something nobody asked for": ({"note": "x", "seen": NOTHING}, "note"),
}


@pytest.mark.parametrize(("body", "field"), BAD.values(), ids=BAD)
def test_a_text_is_refused_by_name(program, body, field):
    client = program.house.assigned().client
    answer = program.post(path_of(client, "texts"), body)
    assert answer.status_code == 400
    assert field in faults_of(answer)
    assert writing_about(client) == Writing()


def nothing_given(house: House) -> Client:
    return house.client()


def sharing_no_more(house: House) -> Client:
    client = house.assigned().client
    assert opened(house.link(client)).post("/settings/sharing/stop/").status_code == 302
    return client


NO_READER = {"who was given nothing": nothing_given, "who shares nothing any more": sharing_no_more}


@pytest.mark.parametrize("whom", NO_READER.values(), ids=NO_READER)
def test_no_message_is_written_to_a_client(program, whom):
    client = whom(program.house)
    assert program.post(path_of(client, "texts"), {"message": "Slow.", "seen": NOTHING}).status_code == 409
    assert program.post(path_of(client, "texts"), {"notes": "Naps.", "seen": NOTHING}).status_code == 200
    assert writing_about(client) == Writing("", "Naps.")


def test_a_link_opens_the_clients_day_until_all_are_taken_back(program):
    client = program.house.assigned().client
    made = program.post(path_of(client, "links"), {})
    assert (made.status_code, made.json()["links"]) == (201, 1)
    phone = opened(made.json()["address"].removeprefix("http://testserver"))
    assert phone.get("/today/").status_code == 200
    assert program.post(path_of(client, "links"), {}).json()["links"] == 2
    back = program.post(path_of(client, "links/take-back"), {})
    assert (back.status_code, back.json()) == (200, {"links": 0})
    assert phone.get("/today/").status_code == 302
    assert program.post(path_of(client, "links/take-back"), {}).json() == {"links": 0}


def test_no_link_is_made_for_who_shares_no_more_or_was_discharged(program):
    away = sharing_no_more(program.house)
    gone = program.house.assigned().client
    discharge(member=program.member, client=gone, now=program.house.now)
    before = ClientLink.objects.count()
    for client in (away, gone):
        assert program.post(path_of(client, "links"), {}).status_code == 409
    assert ClientLink.objects.count() == before


def test_a_clinic_that_reads_a_plan_writes_notes_and_neither_message_nor_link():
    both = Shared()
    reads = Program(house=both.other)
    client = both.other.clinic.clients.get()
    assert reads.post(path_of(client, "texts"), {"message": "Slow.", "seen": NOTHING}).status_code == 409
    assert reads.post(path_of(client, "texts"), {"notes": "Naps.", "seen": NOTHING}).status_code == 200
    assert reads.post(path_of(client, "links"), {}).status_code == 409
