"""A photo of somebody's leg is erased for good: from every wording, every page, new paper, and out of backups."""

import csv
from io import BytesIO, StringIO
from typing import Any
from uuid import UUID
from zipfile import ZipFile

import pypdfium2
import pytest
from django.utils import timezone

from programs.models import OwnExercise, OwnPicture, OwnWording
from programs.services.own_exercises import Said, reword, show_photo
from programs.web.own_shown import photo_address
from rehab.own_words import OwnWords
from tests.programs.check_path import text_of
from tests.programs.desk.houses import House, signed_in
from tests.programs.desk.own import SAID, STEPS, a_photo, an_own, chosen_for
from tests.programs.desk.test_shown_as import Shown

pytestmark = [pytest.mark.django_db, pytest.mark.db]

RAISE = "two-leg-heel-raise"


@pytest.fixture
def shown() -> Shown:
    return Shown(photo=True)


def path(own: OwnExercise, photo: UUID) -> str:
    return f"/clinic/exercises/{own.key}/photo/{photo}/erase/"


def the_photo() -> UUID:
    return OwnPicture.objects.get().key


def pictures_on(pdf: bytes) -> int:
    return sum(part.type == 3 for page in pypdfium2.PdfDocument(pdf) for part in page.get_objects())


def says_anew(shown: Shown) -> None:
    said = Said(OwnWords("Anew", STEPS), RAISE)
    reword(member=shown.house.owner, own=shown.own, said=said, now=timezone.now())


def test_an_owner_looks_first_and_then_it_is_gone_from_every_wording(shown):
    says_anew(shown)
    key = the_photo()
    page = shown.desk.get(path(shown.own, key))
    assert "2 wordings have it" in text_of(page)
    assert f'src="{photo_address(key.hex)}"' in page.content.decode()
    assert OwnPicture.objects.exists(), "a look erases nothing"
    assert shown.desk.post(path(shown.own, key))["Location"] == f"/clinic/exercises/{shown.own.key}/"
    assert not OwnPicture.objects.exists()
    said = [(one.name, one.picture, bool(one.photo_erased_at)) for one in OwnWording.objects.order_by("number")]
    assert said == [(SAID.name, None, False), (SAID.name, None, True), ("Anew", None, True)]
    assert text_of(shown.desk.get(f"/clinic/exercises/{shown.own.key}/")).count("Its photo was erased on") == 1
    for browser in (shown.desk, shown.phone):
        for small in (False, True):
            assert browser.get(photo_address(key.hex, small=small)).status_code == 404


def test_clients_and_new_paper_see_the_drawing(shown):
    assert "/exercises/own/" in shown.phone.get("/today/").content.decode()
    assert pictures_on(shown.paper()) == 1
    tag = shown.phone.get("/today/kept/")["ETag"]
    shown.desk.post(path(shown.own, the_photo()))
    today = shown.phone.get("/today/").content.decode()
    assert "/exercises/own/" not in today
    assert f"/exercises/{shown.exercise}/" in today
    assert SAID.name in today, "its words stay"
    assert pictures_on(shown.paper()) == 0
    assert shown.phone.get("/today/kept/", headers={"if-none-match": tag}).status_code == 200, "a phone drops it too"


def test_the_record_names_the_exercise_and_who_it_was(shown):
    shown.desk.post(path(shown.own, the_photo()))
    said = "Tess Moran erased a photo of the exercise The Calder way"
    assert said in text_of(shown.desk.get("/clinic/record/"))


def test_a_photo_that_only_an_earlier_wording_has_is_erased_from_there(shown):
    key = the_photo()
    show_photo(member=shown.house.owner, own=shown.own, photo=a_photo(), now=timezone.now())
    link = f'href="{path(shown.own, key)}"'
    page = f"/clinic/exercises/{shown.own.key}/"
    assert link in shown.desk.get(page).content.decode()
    assert link not in signed_in(shown.house.members["therapist"]).get(page).content.decode()
    shown.desk.post(path(shown.own, key))
    assert the_photo() != key
    assert "/exercises/own/" in shown.phone.get("/today/").content.decode(), "that of now stays"
    assert "Its photo was erased on" in shown.desk.get(page).content.decode()


def test_sent_twice_it_leads_back_and_is_on_record_once(shown):
    key = the_photo()
    answers = [shown.desk.post(path(shown.own, key)) for _ in range(2)]
    assert [answer["Location"] for answer in answers] == [f"/clinic/exercises/{shown.own.key}/"] * 2
    assert shown.house.clinic.audit.filter(what="erased a photo").count() == 1
    assert shown.desk.get(path(shown.own, key)).status_code == 404


def of_another_clinic(shown: Shown) -> tuple[OwnExercise, Any]:
    other = House("Elsewhere")
    return an_own(other, RAISE, photo=True), shown.desk


def of_another_exercise(shown: Shown) -> tuple[OwnExercise, Any]:
    return an_own(shown.house, RAISE), shown.desk


def for_a_therapist(shown: Shown) -> tuple[OwnExercise, Any]:
    return shown.own, signed_in(shown.house.members["therapist"])


NOT_THEIRS = {
    "at an exercise of another clinic": of_another_clinic,
    "at an exercise that never had it": of_another_exercise,
    "for somebody who is no owner": for_a_therapist,
}


@pytest.mark.parametrize("somewhere", NOT_THEIRS.values(), ids=NOT_THEIRS)
def test_no_photo_is_erased(somewhere, shown):
    key = the_photo()
    own, browser = somewhere(shown)
    count = OwnPicture.objects.count()
    found, nobodys = (browser.get(path(own, one)) for one in (key, UUID(int=0)))
    assert (found.status_code, found.content) == (404, nobodys.content)
    browser.post(path(own, key))
    assert OwnPicture.objects.count() == count


def test_the_file_that_an_owner_takes_along_tells_that_it_was_and_what_was_chosen_for_whom(shown):
    for_one = an_own(shown.house, shown.exercise, OwnWords("For one", STEPS))
    chosen_for(shown.house, shown.client, shown.exercise, for_one)
    chosen_for(shown.house, shown.client, RAISE, None)
    shown.desk.post(path(shown.own, the_photo()))
    answer = signed_in(shown.house.owner, anew=True).post("/clinic/export/")
    file = ZipFile(BytesIO(answer.getvalue()))
    assert [name for name in file.namelist() if name.startswith("photos/")] == []
    tables = {
        name: list(csv.DictReader(StringIO(file.read(name).decode("utf-8-sig"))))
        for name in ("exercises.csv", "choices.csv")
    }
    erased = [row["Photo erased"] for row in tables["exercises.csv"] if row["Key"] == str(shown.own.key)]
    assert [bool(one) for one in erased] == [False, True]
    rows = [tuple(row.values()) for row in tables["choices.csv"]]
    whose = (str(shown.client.key), "Rob Hale")
    assert sorted(rows) == sorted(
        [
            (*whose, shown.exercise, str(for_one.key), "For one"),
            (*whose, RAISE, "", "as in the catalogue"),
        ]
    )
    told = file.read(f"clients/{shown.client.key}/client.json").decode()
    assert str(for_one.key) in told
