"""An owner takes along all that a clinic has on record: readable, harmless to open, and never all in memory."""

import csv
import json
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from typing import Any
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.utils import timezone

from programs.interchange.archives import archive_from
from programs.interchange.records import as_table, cell_of, zipped
from programs.models import AuditEntry, Client, Membership, Programme
from programs.selectors.authors import author_at
from programs.selectors.templates import Picked, last_version_of
from programs.selectors.writings import Writing
from programs.services.clinics import discharge
from programs.services.diary import Entry, record
from programs.services.importing import import_archive
from programs.services.templates import Draft, write_template
from programs.services.writing import Told, write_to
from rehab.events import Morning
from rehab.fitting import Wanted
from tests.programs.check_path import text_of
from tests.programs.desk.houses import House, opened, signed_in
from tests.programs.desk.templated import FITS, LESS, a_template

pytestmark = [pytest.mark.django_db, pytest.mark.db]

EXPORT = "/clinic/export/"


@pytest.fixture
def house() -> House:
    return House()


def taken(who: Membership) -> ZipFile:
    """The file that *who* is given."""
    answer = signed_in(who, anew=True).post(EXPORT)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    return ZipFile(BytesIO(answer.getvalue()))


def table(file: ZipFile, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(file.read(name).decode("utf-8-sig"))))


def told(programme: Programme | None, by: Membership, *, pain: int) -> None:
    assert programme is not None
    now = timezone.now()
    record(programme=programme, entry=Entry(uuid4(), Morning(pain), now), author=author_at(by), now=now)


def rob(house: House) -> Client:
    """A client with a diary, a message and notes."""
    assignment = house.assigned()
    told(assignment.programme, house.members["assistant"], pain=2)
    texts = Told("Slow on the way down.", "Sleeps badly.", Writing().seal)
    write_to(member=house.owner, client=assignment.client, told=texts, now=house.now)
    return assignment.client


def test_its_tables_say_in_words_what_is_on_record(house):
    client = rob(house)
    file = taken(house.owner)
    assert file.testzip() is None
    (one,) = table(file, "clients.csv")
    assert (one["Name"], one["Responsible"], one["Private notes"]) == ("Rob Hale", "Tess Moran", "Sleeps badly.")
    (given,) = table(file, "assignments.csv")
    assert (given["Grade"], given["Leg"], given["Message"]) == ("2", "left", "Slow on the way down.")
    assert (given["Warning signs asked by"], given["In the role of"]) == ("Tess Moran", "owner")
    morning = table(file, "diary.csv")[-1]
    assert (morning["Client"], morning["Told by"], morning["Kind"]) == (
        str(client.key),
        "Assistant (assistant)",
        "morning",
    )
    assert "pain 2 of 10" in morning["What"].lower()
    versions = table(file, "versions.csv")
    assert [row["Version"] for row in versions] == [str(number) for number in range(1, len(versions) + 1)]
    assert versions[0]["Made by"] == "Tess Moran (owner)"
    assert {row["Name"] for row in table(file, "people.csv")} == {"Tess Moran", "Therapist", "Assistant"}
    last = table(file, "audit.csv")[-1]
    assert (last["Who"], last["What"]) == ("Tess Moran", "exported")


def test_its_templates_stand_there_version_by_version_and_who_began_from_which(house):
    template = a_template(house, FITS, Wanted(LESS.intent, "=1+1"))
    last = last_version_of(template)
    house.assigned(picked=Picked(last.pk, (FITS,), "Low & slow"))
    draft = Draft(template.name, (FITS,))
    write_template(member=house.owner, template=template, draft=draft, seen=1, now=house.now)
    file = taken(house.owner)
    first, second = table(file, "templates.csv")
    assert (first["Name"], first["Version"], second["Version"]) == ("Masters runners", "1", "2")
    assert first["What it asks for"] == "Runs of 20 minutes at most; No Two-leg heel raise"
    assert first["Reasons"] == "No Two-leg heel raise: =1+1"
    assert (first["Made by"], first["Note"]) == ("Tess Moran", "From 50 on.")
    (given,) = table(file, "assignments.csv")
    told = given["Template"], given["Version of the template"], given["Reason for the template"]
    assert told == ("Masters runners", "1", "Low & slow")
    written = json.loads(file.read("clinic.json"))["templates"]
    assert [len(one["wishes"]) for one in written] == [2, 1]


def test_its_json_can_be_taken_in_by_another_strideback(house):
    client = rob(house)
    file = taken(house.owner)
    (name,) = [name for name in file.namelist() if name.startswith(f"clients/{client.key}/diaries-")]
    user = house.account("rob")
    (programme,) = import_archive(user=user, archive=archive_from(file.read(name)), agreed=True, now=timezone.now())
    assert programme.events.filter(kind="morning").get().body["pain"] == 2
    assert b'"reminders"' not in file.read(name) or b'"reminders": null' in file.read(name)
    assert b"Sleeps badly." in file.read(f"clients/{client.key}/client.json")


def test_of_who_stopped_sharing_or_was_discharged_no_diary_is_in_it(house):
    stopped, gone = rob(house), rob(house)
    opened(house.link(stopped)).post("/settings/sharing/stop/")
    opened(house.link(gone))
    discharge(member=house.owner, client=gone, now=timezone.now())
    file = taken(house.owner)
    assert not table(file, "diary.csv")
    assert not table(file, "versions.csv")
    assert not [name for name in file.namelist() if "diaries" in name]
    assert len(table(file, "clients.csv")) == len(table(file, "assignments.csv")) == 2


def test_nothing_of_another_clinic_is_in_it(house):
    other = House("Elsewhere")
    rob(other)
    rob(house)
    file = taken(house.owner)
    everything = b"".join(file.read(name) for name in file.namelist())
    for thing in (other.owner.key, other.clinic.key, *other.clinic.clients.values_list("key", flat=True)):
        assert str(thing).encode() not in everything
    assert b"digest_of" not in everything


def test_no_token_address_of_an_account_or_key_of_a_runner_is_in_it(house):
    client = rob(house)
    link = house.link(client)
    opened(link)
    client.refresh_from_db()
    file = taken(house.owner)
    everything = b"".join(file.read(name) for name in file.namelist()).decode()
    assert client.runner is not None
    assert house.owner.user is not None
    for secret in (link.split("/")[2], str(client.runner.key), house.owner.user.email):
        assert secret not in everything


def test_to_look_at_the_page_gives_nothing_and_what_is_given_is_on_record_first(house):
    before = AuditEntry.objects.count()
    assert "What is in it" in text_of(signed_in(house.owner, anew=True).get(EXPORT))
    assert AuditEntry.objects.count() == before
    signed_in(house.owner, anew=True).post(EXPORT)  # nobody reads the answer
    assert AuditEntry.objects.order_by("-seq").values_list("what", "who").first() == ("exported", house.owner.key)


def test_a_passkey_of_this_morning_does_not_do(house):
    answer = signed_in(house.owner).post(EXPORT)
    assert answer["Location"] == "/clinic/proof/?next=%2Fclinic%2Fexport%2F&anew=yes"
    assert not AuditEntry.objects.filter(what="exported").exists()


HOSTILE = {
    "a formula": '=HYPERLINK("http://evil.example")',
    "a sum": "+1+1",
    "a difference": "-2+3",
    "a function of old": "@SUM(A1)",
    "a tab before": "\t=1",
    "blanks before": "   =1",
    "the wide writing": "＝1+1",
    "a call": "|calc",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_cell_runs_that_begins_with(text):
    row = next(csv.reader(StringIO(b"".join(as_table(["a"], [(text,)])).decode("utf-8-sig").split("\r\n", 1)[1])))
    assert row == [f"'{text}"]


PLAIN: dict[str, tuple[Any, str]] = {
    "a name": ("Rob & <Co>, “x”", "Rob & <Co>, “x”"),
    "nothing": (None, ""),
    "a number below nothing": (-1, "-1"),
    "yes": (True, "yes"),
    "no": (False, "no"),
    "a day": (date(2026, 11, 2), "2026-11-02"),
    "a moment": (datetime(2026, 11, 2, 7, 30, 5, 123, UTC), "2026-11-02 07:30:05+00:00"),
}


@pytest.mark.parametrize(("value", "cell"), PLAIN.values(), ids=PLAIN)
def test_a_cell_says(value, cell):
    assert cell_of(value) == cell


PARTED = {
    "after a semicolon": ("a;=1+1", "a;'=1+1"),
    "after one and a space": ("a; +1", "a; '+1"),
    "after one and a quote": ('a;"=1+1', "a;\"'=1+1"),
    "on a second line": ("\n=1", "'\n'=1"),
    "on a line of its own": ("a\n@A1", "a\n'@A1"),
    "and leaves other words as they are": ("a; b - c, 5 = 5", "a; b - c, 5 = 5"),
}


@pytest.mark.parametrize(("value", "cell"), PARTED.values(), ids=PARTED)
def test_where_semicolons_part_cells_none_of_it_runs(value, cell):
    assert cell_of(value) == cell


def test_what_somebody_typed_reaches_the_table_harmless(house):
    house.client("=cmd|' /C calc'!A0")
    (one,) = table(taken(house.owner), "clients.csv")
    assert one["Name"] == "'=cmd|' /C calc'!A0"


def test_a_large_part_is_never_whole_in_memory():
    size, piece = 96, b"0123456789abcdef" * 2**16  # 96 pieces of 1 MiB

    def pieces() -> Iterator[bytes]:
        yield from (piece for _ in range(size))

    tracemalloc.start()
    written = sum(len(out) for out in zipped([("large", pieces())], at=datetime(2026, 11, 2, tzinfo=UTC)))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert written > 0
    assert peak < 8 * 2**20, f"{peak / 2**20:.1f} MiB"


def test_a_long_table_comes_in_pieces():
    rows = ((number, "x" * 100) for number in range(5000))
    pieces = list(as_table(["number", "text"], rows))
    assert max(map(len, pieces)) < 40_000
    assert b"".join(pieces).count(b"\r\n") == 5001
