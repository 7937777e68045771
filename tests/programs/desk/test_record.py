"""The record of who did what: the owner reads it by name, and the command finds where somebody wrote in it."""

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from programs.models import AuditEntry, Clinic, Membership
from programs.selectors.records import ON_A_PAGE
from programs.services.audit import GROUND, digest_of, note
from programs.services.erasing import erase_person
from programs.services.inviting import invite
from programs.web.desk.record import SAID
from tests.programs.check_path import text_of
from tests.programs.desk.houses import House, signed_in
from tests.programs.desk.steered import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.db]


@pytest.fixture
def house() -> House:
    return House()


def page_of(house: House, address: str = "/clinic/record/") -> str:
    return text_of(signed_in(house.owner).get(address))


def test_it_names_people_clients_and_invited_addresses(house):
    client = house.assigned().client
    signed_in(house.members["assistant"]).get(f"/clinic/clients/{client.key}/")
    invite(by=house.owner, email="ben@example.com", role=Membership.Role.THERAPIST, now=timezone.now())
    page = page_of(house)
    for said in ("Tess Moran gave Rob Hale a programme", "Assistant looked at Rob Hale",
                 "Tess Moran invited ben@example.com"):  # fmt: skip
        assert said in page
    assert page.index("Moran invited") < page.index("Assistant looked at")


def sees(house, client, at, *, who: str = "assistant", times: int = 1) -> None:
    for minute in range(times):
        note(member=house.members[who], what="saw", about=client.key, now=at + timedelta(minutes=minute))


def test_looks_of_one_person_at_one_client_are_one_line_of_a_day(house):
    one, namesake, at = house.client(), house.client(), house.now.replace(hour=9, minute=0)
    sees(house, one, at, times=3)
    note(member=house.members["assistant"], what="wrote", about=one.key, now=at + timedelta(minutes=4))
    sees(house, one, at + timedelta(minutes=5), times=2)
    sees(house, one, at + timedelta(minutes=9), who="therapist")
    sees(house, namesake, at + timedelta(minutes=10))
    sees(house, one, at + timedelta(days=1))
    page = page_of(house)
    assert page.count("Assistant looked at Rob Hale") == 3, "of a day, of the day after, and of a namesake"
    assert page.count("Assistant looked at Rob Hale (5 times)") == 1
    assert page.count("Therapist looked at Rob Hale") == 1
    assert page.count("Assistant wrote a message or notes about Rob Hale") == 1


def test_what_was_done_twice_has_two_lines(house):
    client = house.client()
    for _ in range(2):
        note(member=house.owner, what="wrote", about=client.key, now=house.now)
    assert page_of(house).count("Tess Moran wrote a message or notes about Rob Hale") == 2


DOORS = ["adjust/", "assign/", "clearance/", "diary/", "tests/", "report.pdf"]


@pytest.mark.parametrize("door", DOORS)
def test_nothing_of_a_client_is_looked_at_unseen(door):
    desk = Desk(2)
    before = AuditEntry.objects.count()
    assert desk.tess.get(desk.path(door)).status_code == 200
    (entry,) = AuditEntry.objects.order_by("seq")[before:]
    assert (entry.who, entry.about) == (desk.house.owner.key, desk.client.key)


def test_nor_by_a_form_that_is_refused_and_shows_the_page_again():
    desk = Desk(2)
    before = AuditEntry.objects.count()
    for door in ("adjust/keep/", "adjust/undo/"):
        assert desk.tess.post(desk.path(door), {}).status_code == 400
    assert [entry.what for entry in AuditEntry.objects.order_by("seq")[before:]] == ["saw", "saw"]


def test_another_name_on_the_papers_is_on_record(house):
    signed_in(house.owner).post("/clinic/settings/face/", {"name": "Another Street", "phone": ""})
    assert "Tess Moran changed the name or telephone of the clinic" in page_of(house)


def test_of_somebody_who_was_erased_it_keeps_what_they_did_and_no_name(house):
    member = house.members["assistant"]
    signed_in(member).get(f"/clinic/clients/{house.client().key}/")
    assert member.user is not None
    erase_person(user=member.user)
    assert "Somebody who left looked at Rob Hale" in page_of(house)


def test_it_comes_a_page_at_a_time_and_each_entry_once(house):
    client = house.client()
    for number in range(ON_A_PAGE + 5):
        note(member=house.owner, what=f"act {number:03}", about=client.key, now=house.now)
    first, second = page_of(house), page_of(house, f"/clinic/record/?before={AuditEntry.objects.count() - 49}")
    for number in range(ON_A_PAGE + 5):
        assert (f"act {number:03}" in first) != (f"act {number:03}" in second)
    assert "Older" in first
    assert "Older" not in second


def test_times_are_those_of_the_clinic():
    house = House(zone="Asia/Tokyo")
    AuditEntry.objects.update(at="2026-11-22T20:05:00+00:00")
    page = page_of(house)
    assert "23 November 2026 05:05" in page
    assert "Asia/Tokyo" in page


@pytest.mark.parametrize("before", ["x", "-1", "1e3", "٣", "9" * 40])
def test_a_page_that_is_none_is_not_there(house, before):
    assert signed_in(house.owner).get("/clinic/record/", {"before": before}).status_code == 404


def test_another_clinics_record_is_not_in_it(house):
    House("Elsewhere").client("Kari Holm")
    assert "Kari Holm" not in page_of(house)


@pytest.mark.parametrize("what", SAID)
def test_a_sentence_has_room_for_its_names_in(what):
    assert "%" not in SAID[what]() % {"who": "Tess", "about": "Rob"}


def checked(*words: str) -> tuple[str, int]:
    """What the command says and ends with."""
    said = StringIO()
    try:
        call_command("check_audit", *words, stdout=said)
    except SystemExit as end:
        return said.getvalue(), int(str(end.code))
    return said.getvalue(), 0


def test_a_record_that_nobody_touched_is_whole_with_its_count(house):
    house.client()
    other = House("Elsewhere")
    Clinic.objects.filter(pk=other.clinic.pk).update(closed_at=timezone.now())
    said, code = checked()
    assert code == 0
    assert f"clinic {house.clinic.key}: 3 entries, whole, ends with " in said
    assert f"clinic {other.clinic.key}: 2 entries, whole, ends with " in said


def changed(what: str, house: House) -> None:
    entry = house.clinic.audit.get(seq=3)
    if what == "taken out":
        entry.delete()
    elif what == "put in between":
        house.clinic.audit.filter(seq__gt=3).delete()
        AuditEntry.objects.create(clinic=house.clinic, seq=4, at=entry.at, who=entry.who, what="saw", digest="0" * 64)
    else:
        fields = {"who did it": {"who": house.members["assistant"].key}, "what was done": {"what": "saw"},
                  "whom it was about": {"about": house.owner.key}, "when": {"at": entry.at + timedelta(seconds=1)},
                  "its digest": {"digest": "f" * 64}}  # fmt: skip
        AuditEntry.objects.filter(pk=entry.pk).update(**fields[what])


CHANGES = ("who did it", "what was done", "whom it was about", "when", "its digest", "taken out", "put in between")


@pytest.mark.parametrize("what", CHANGES)
def test_the_first_broken_link_is_named_with_its_place_after_a_change_of(house, what):
    for name in ("Rob", "Ann", "Eva"):
        house.client(name)
    changed(what, house)
    said, code = checked()
    assert code == 1
    assert "broken at entry 4 of " in said or "broken at entry 3 of 5, of 2" in said
    assert "whole" not in said


def made_anew(house: House) -> None:
    """What somebody does who writes into the base and knows how the chain is made."""
    before = GROUND
    AuditEntry.objects.filter(seq=2).update(what="saw")
    for entry in house.clinic.audit.select_related("clinic").order_by("seq"):
        entry.digest = before = digest_of(entry, before)
        entry.save()


def end_cut_off(house: House) -> None:
    house.clinic.audit.order_by("-seq")[:1].get().delete()


def clinic_gone(house: House) -> None:
    house.clinic.delete()


UNSEEN = {"all of it made anew": made_anew, "its end cut off": end_cut_off, "the whole clinic gone": clinic_gone}


@pytest.mark.parametrize("change", UNSEEN.values(), ids=UNSEEN)
def test_what_a_chain_alone_cannot_show_a_kept_line_does(house, change, tmp_path):
    house.client()
    file: Path = tmp_path / "kept"
    file.write_text(checked()[0])
    house.client("later")
    assert checked("--kept", str(file))[1] == 0
    file.write_text(checked()[0])
    change(house)
    assert checked()[1] == 0
    said, code = checked("--kept", str(file))
    assert code == 1
    assert "kept file" in said


FILES = {"not there": None, "of something else": "hello\n", "of a broken record": "clinic x: broken at entry 4\n"}


@pytest.mark.parametrize("text", FILES.values(), ids=FILES)
def test_a_kept_file_is_refused_that_is(house, text, tmp_path):
    file = tmp_path / "kept"
    if text is not None:
        file.write_text(text)
    with pytest.raises(CommandError, match="Allowed: "):
        call_command("check_audit", "--kept", str(file))
