"""Where a runner meets an exercise it is shown as their clinic does it, as long as the clinic guides them."""

from datetime import timedelta
from typing import Any

import pypdfium2
import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from programs.models import Client, OwnPicture, Programme, Share
from programs.selectors.programmes import following
from programs.selectors.shown_as import shown_as
from programs.services.clinics import discharge, stop_sharing
from programs.services.closing import close_clinic
from programs.services.own_exercises import Said, archive, reword, show_photo, show_to_all
from programs.web.own_shown import photo_address
from rehab.own_words import OwnWords
from rehab.words import words_in
from tests.programs.check_path import text_of
from tests.programs.desk.houses import House, opened, signed_in
from tests.programs.desk.own import SAID, STEPS, a_photo, an_own, chosen_for
from tests.programs.desk.shared import Shared

pytestmark = [pytest.mark.django_db, pytest.mark.db]

NAME = SAID.name
MOST_FOR_TODAY = 6


class Shown:
    """A client who has opened their link, and the first exercise of their day."""

    def __init__(self, **own: Any) -> None:
        self.house = House()
        self.client: Client = self.house.assigned(injured_on=timezone.now().date() - timedelta(days=20)).client
        self.phone: Browser = opened(self.house.link(self.client))
        self.programme = Programme.objects.get()
        plan = following(self.programme, timezone.now()).today.plan
        self.exercise = plan.entries[0].exercise
        self.number = 1
        self.original = words_in().exercise(self.exercise)
        self.own = an_own(self.house, self.exercise, **({"for_all": True} | own))
        self.desk = signed_in(self.house.owner)

    def today(self) -> str:
        return text_of(self.phone.get("/today/"))

    def item(self) -> str:
        self.phone.post("/today/signs/", {"none": "yes"})
        return self.phone.get(f"/today/session/{self.number}/", follow=True).content.decode()

    def paper(self) -> bytes:
        return bytes(self.desk.post(f"/clinic/clients/{self.client.key}/paper/").content)


def test_today_has_its_name_and_says_whose_way_it_is():
    shown = Shown()
    page = shown.today()
    assert NAME in page
    assert "As Calder Street Physio does it." in page
    assert "You also need: a firm mat." in page
    assert shown.original not in page


def test_the_session_has_its_steps_and_leads_to_the_original():
    shown = Shown()
    page = shown.item()
    assert NAME in page
    assert all(step in page for step in STEPS)
    assert f'href="/exercises/{shown.exercise}/' in page
    assert f"In the catalogue: {shown.original}" in page
    # What keeps somebody from harm is the catalogue's.
    assert words_in().text("exercises", shown.exercise, "cue")[:20] in page


def test_a_photo_stands_in_the_place_of_the_figure_and_nothing_moves():
    shown = Shown(photo=True)
    address = photo_address(OwnPicture.objects.get().key.hex)
    page = shown.item()
    assert address in page
    assert "-moving." not in page
    small = photo_address(OwnPicture.objects.get().key.hex, small=True)
    today = shown.phone.get("/today/").content.decode()
    assert small in today, "a list of small pictures takes small files"
    assert address not in today
    for place, data in ((address, OwnPicture.objects.get().shown), (small, OwnPicture.objects.get().printed)):
        answer = shown.phone.get(place)
        assert (answer["Content-Type"], answer.content) == ("image/jpeg", bytes(data))


def test_a_figure_that_was_chosen_stands_there_and_moves():
    shown = Shown(figure="glute-bridge")
    assert "/exercises/glute-bridge/" in shown.phone.get("/today/").content.decode()
    assert "/exercises/glute-bridge/left-bun-moving." in shown.item()


def test_the_page_that_ends_a_session_names_it():
    shown = Shown()
    shown.item()
    kept = shown.phone.get("/today/kept/").json()
    assert any(NAME in html for name, html in kept["pages"].items() if name.endswith("/end"))


def test_without_a_network_it_is_there_with_its_photo():
    shown = Shown(photo=True)
    answer = shown.phone.get("/today/kept/")
    body = answer.json()
    assert photo_address(OwnPicture.objects.get().key.hex) in body["files"]
    assert any(NAME in html for name, html in body["pages"].items() if name.endswith("/today"))
    assert shown.phone.get("/today/kept/", headers={"if-none-match": answer["ETag"]}).status_code == 304
    says(shown, OwnWords("Anew", STEPS))
    assert shown.phone.get("/today/kept/", headers={"if-none-match": answer["ETag"]}).status_code == 200


def test_programs_read_its_name_beside_the_id():
    shown = Shown()
    items = shown.phone.get("/api/v1/today/").json()["plan"]["items"]
    assert [item["own_name"] for item in items if item["exercise"] == shown.exercise] == [NAME]
    assert {item["own_name"] for item in items if item["exercise"] != shown.exercise} == {None}


def test_the_clinic_sees_it_as_they_do():
    shown = Shown(photo=True)
    page = text_of(shown.desk.get(f"/clinic/clients/{shown.client.key}/"))
    assert NAME in page


def says(shown: Shown, words: OwnWords) -> None:
    reword(member=shown.house.owner, own=shown.own, said=Said(words, shown.exercise), now=timezone.now())


def words_on(pdf: bytes) -> str:
    said = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    return " ".join(said.split())


def test_the_paper_has_name_steps_and_photo():
    shown = Shown()
    plain = shown.paper()
    said = words_on(plain)
    assert NAME in said
    assert all(step in said for step in STEPS)
    assert "As Calder Street Physio does it. You also need: a firm mat." in said
    assert shown.original not in said
    show_photo(member=shown.house.owner, own=shown.own, photo=a_photo(), now=timezone.now())
    with_photo = shown.paper()
    pictures = [part for page in pypdfium2.PdfDocument(with_photo) for part in page.get_objects() if part.type == 3]
    assert len(pictures) == 1


def test_on_paper_a_name_in_another_script_is_set_and_one_without_letters_of_ours_stays_the_catalogues():
    shown = Shown(said=OwnWords("رفع الكعبين", STEPS))
    assert "As Calder Street Physio does it." in words_on(shown.paper())
    says(shown, OwnWords("提踵", STEPS))
    said = words_on(shown.paper())
    assert shown.original in said
    assert "As Calder Street Physio does it." not in said


def ended_by_the_runner(shown: Shown) -> None:
    stop_sharing(programme=shown.programme, now=timezone.now())


def discharged(shown: Shown) -> None:
    # The link shuts as well: what the programme is shown as is asked of its row.
    discharge(member=shown.house.owner, client=shown.client, now=timezone.now())


def closed(shown: Shown) -> None:
    close_clinic(by=shown.house.owner, farewell="", now=timezone.now())


def put_away(shown: Shown) -> None:
    archive(member=shown.house.owner, own=shown.own, away=True, now=timezone.now())


def not_for_all_any_more(shown: Shown) -> None:
    show_to_all(member=shown.house.owner, own=shown.own, all_of_them=False, now=timezone.now())


def kept_from_this_client(shown: Shown) -> None:
    chosen_for(shown.house, shown.client, shown.exercise, None)


def steered_by_nobody(shown: Shown) -> None:
    Share.objects.update(steers=False)


ENDS = {
    "the runner shares no longer": ended_by_the_runner,
    "they are discharged": discharged,
    "the clinic closes": closed,
    "it is put away": put_away,
    "it is for all no longer": not_for_all_any_more,
    "this client is to see the catalogue's": kept_from_this_client,
    "the clinic may read and not steer": steered_by_nobody,
}


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_the_original_is_there_again_when(end):
    shown = Shown(photo=True)
    assert NAME in shown.today()
    address = photo_address(OwnPicture.objects.get().key.hex)
    assert shown.phone.get(address).status_code == 200
    end(shown)
    assert shown_as(Programme.objects.get()) == {}
    assert NAME not in shown.today()
    assert shown.phone.get(address).status_code in (302, 404)


def test_it_is_another_clients_only_when_it_is_for_all_or_chosen():
    shown = Shown(for_all=False)
    assert NAME not in shown.today()
    chosen_for(shown.house, shown.client, shown.exercise, shown.own)
    assert NAME in shown.today()
    other = shown.house.assigned(shown.house.client("Ann"))
    assert other.programme is not None
    assert shown_as(Programme.objects.get(pk=other.programme.pk)) == {}


def test_what_is_chosen_for_one_goes_before_what_all_see():
    shown = Shown()
    other = an_own(shown.house, shown.exercise, OwnWords("For you alone", STEPS))
    chosen_for(shown.house, shown.client, shown.exercise, other)
    assert [way.name for way in shown_as(Programme.objects.get()).values()] == ["For you alone"]


def test_another_clinics_exercises_are_shown_to_nobody_here():
    shown = Shown(for_all=False)
    an_own(House("Elsewhere"), shown.exercise, for_all=True)
    assert shown_as(Programme.objects.get()) == {}
    assert NAME not in shown.today()


def test_today_asks_no_more_often_for_them():
    shown = Shown(photo=True)
    shown.phone.get("/today/")  # what a process learns once is no part of it

    def asked() -> int:
        with CaptureQueriesContext(connection) as asking:
            assert shown.phone.get("/today/").status_code == 200
        return len(asking)

    with_one = asked()
    put_away(shown)
    assert with_one == asked() <= MOST_FOR_TODAY


def test_markup_in_them_is_shown_as_it_was_typed():
    evil = "<img src=x onerror=alert(1)> & {{ name }}"
    shown = Shown(said=OwnWords(evil, STEPS))
    page = shown.phone.get("/today/").content.decode()
    assert "<img src=x" not in page
    assert "&lt;img src=x onerror=alert(1)&gt; &amp; {{ name }}" in page
    assert evil in words_on(shown.paper())
    items = shown.phone.get("/api/v1/today/").json()["plan"]["items"]
    assert [item["own_name"] for item in items if item["own_name"]] == [evil]


def test_what_a_clinic_chose_for_a_client_who_came_to_it_counts_once_it_guides_and_no_sooner():
    both = Shared()
    exercise = following(both.programme, timezone.now()).today.plan.entries[0].exercise
    theirs, ours = an_own(both.house, exercise), an_own(both.other, exercise, OwnWords("The Fjord way", STEPS, ""))
    chosen_for(both.house, both.client, exercise, theirs)
    chosen_for(both.other, both.guest, exercise, ours)
    assert [way.name for way in shown_as(both.programme).values()] == [NAME]
    both.runner_asks()
    both.tess_says("yes")
    assert [way.name for way in shown_as(both.programme).values()] == ["The Fjord way"]
