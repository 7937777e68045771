"""What was asked for, and who reads it: runner, colleagues, programs and paper; and who may ask nothing."""

import re
from uuid import uuid4

import pytest
from django.utils import timezone
from pypdfium2 import PdfDocument

from programs.models import Event, Share, User
from programs.services.clinics import stop_sharing
from programs.services.diary import Entry, record
from rehab.events import Screened
from rehab.vocabulary import Lock, Route
from scripts.promises import questions
from tests.programs.api.schema import unpromised
from tests.programs.check_path import text_of
from tests.programs.desk.houses import opened, signed_in
from tests.programs.desk.own import an_own
from tests.programs.desk.steered import PRESS, RAISE, Desk
from tests.programs.test_own_pages_cost import MOST_FOR_TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_an_assistant_sees_what_is_asked_for_and_nothing_to_press(desk):
    desk.asks(kind="cap_run", minutes="12")
    page = signed_in(desk.house.members["assistant"]).get(desk.path())
    assert "Runs of 12 minutes at most" in text_of(page)
    assert "/adjust/" not in page.content.decode()


def test_a_plan_that_is_not_shared_or_not_theirs_to_change_leads_to_the_clients_page(desk):
    looked = desk.looks(kind="cap_run", minutes="12")
    Share.objects.filter(programme=desk.programme).update(steers=False)
    assert desk.keeps(looked).status_code == 302
    Share.objects.filter(programme=desk.programme).update(steers=True)
    stop_sharing(programme=desk.programme, now=timezone.now())
    for answer in (desk.keeps(looked), desk.looks(exercise=RAISE), desk.tess.get(desk.path("adjust/"))):
        assert answer["Location"] == desk.path()
    assert not Event.objects.filter(kind="adjusted").exists()


def test_no_exercise_dose_or_reason_stands_in_an_address(desk):
    for page in (desk.tess.get(desk.path()), desk.looks(exercise=RAISE), desk.looks(kind="remove", exercise=RAISE)):
        for address in re.findall(r'(?:href|action)="([^"]*clients[^"]*)"', page.content.decode()):
            assert "?" not in address
            assert RAISE not in address


def test_the_runner_reads_the_wish_and_by_whom_it_is_and_not_what_a_clinic_before_asked_for(desk):
    phone = opened(desk.house.link(desk.client))
    desk.asks("it pinches", kind="remove", exercise=RAISE)
    for address in ("/today/", "/progress/"):
        page = text_of(phone.get(address))
        assert "Your therapist has asked to leave out" in page
        assert "it pinches" in page
        assert "Asked by your therapist, Tess Moran." in page
    assert "Made by your therapist, Tess Moran." in text_of(phone.get("/progress/versions/"))
    phone.post("/settings/sharing/stop/")
    assert "Tess Moran" not in text_of(phone.get("/today/"))
    assert "Asked by a previous clinic." in text_of(phone.get("/today/"))


def test_the_api_names_who_made_the_version_and_who_asks(desk):
    phone = signed_in(User.objects.create_user("rob@example.com"))
    phone.post(desk.house.link(desk.client), {"agree": "yes", "zone": "UTC"})
    desk.asks("it pinches", kind="remove", exercise=PRESS)
    told = phone.get("/api/v1/today/")
    assert unpromised(told, "/api/v1/today/", "GET") == []
    body = told.json()
    assert (body["version"], body["made_by"]) == (desk.fresh().last_version, "your therapist, Tess Moran")
    (asked,) = body["asked_for"]
    assert (asked["rule"], asked["by"]) == ("asked-remove", "your therapist, Tess Moran")
    assert "it pinches" in asked["text"]


def test_the_paper_says_what_is_asked_for(desk):
    desk.asks("it pinches", kind="remove", exercise=PRESS)
    paper = desk.tess.post(desk.path("paper/"))
    words = " ".join(page.get_textpage().get_text_range() for page in PdfDocument(paper.content))
    assert "Your therapist has asked to leave out" in " ".join(words.split())


def test_todays_page_says_a_wish_once(desk):
    phone = opened(desk.house.link(desk.client))
    desk.asks(kind="message", text="Slow on the way down")
    assert text_of(phone.get("/today/")).count("Slow on the way down") == 1


BEHIND_A_SIGN = {
    "less running": {"kind": "cap_run", "minutes": "12"},
    "back a phase": {"kind": "move_phase", "phase": "protect"},
    "one less": {"kind": "remove", "exercise": RAISE},
    "one more": {"kind": "add", "exercise": PRESS, "dose": "3x20", "days": "between"},
}


@pytest.mark.parametrize("form", BEHIND_A_SIGN.values(), ids=BEHIND_A_SIGN)
def test_nothing_that_is_asked_for_opens_a_plan_that_a_warning_sign_has_shut(desk, form):
    phone = opened(desk.house.link(desk.client))
    signed = Screened(frozenset({"rf01"}), route=Route.EMERGENCY, lock=Lock.NO_PLAN)
    now = timezone.now()
    record(programme=desk.fresh(), entry=Entry(uuid4(), signed, now), author="time", now=now)
    assert "A warning sign stands." in text_of(desk.tess.get(desk.path("adjust/")))
    assert "Told: Chest pain" in text_of(desk.tess.get(desk.path())), "which sign, where somebody is about to call"
    desk.asks("please", **form)
    assert phone.get("/today/")["Location"] == "/today/stopped/"


def test_today_asks_the_database_six_times_at_most_whatever_is_asked_for(desk):
    phone = opened(desk.house.link(desk.client))
    desk.asks("it pinches", kind="remove", exercise=RAISE)
    desk.asks(kind="cap_run", minutes="12")
    an_own(desk.house, PRESS, for_all=True, photo=True)
    assert "The Calder way" in phone.get("/today/").content.decode()
    assert questions(lambda: phone.get("/today/")) <= MOST_FOR_TODAY
