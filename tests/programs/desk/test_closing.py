"""A clinic closes: nobody's plan ends by it, nobody there sees anything any more, and what must be kept is kept."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client as Browser
from django.utils import timezone

from programs.alerting import send_alerts
from programs.models import (
    Alert,
    Assignment,
    AuditEntry,
    Client,
    Clinic,
    Membership,
    PrintJob,
    Programme,
    Share,
    Standing,
)
from programs.selectors.clinics import logo_of
from programs.services.audit import broken_link
from programs.services.clinics import keep_logo, revoke_client_links
from programs.services.diary import Entry, record
from programs.services.inviting import invite
from programs.services.print_jobs import PaperKind, order_papers
from programs.web.fresh import SHOWN_AT
from rehab.events import Screened
from rehab.vocabulary import Lock, Route
from tests.programs.check_path import Runner as Checked
from tests.programs.check_path import text_of
from tests.programs.desk.houses import House, opened, signed_in
from tests.programs.desk.pictures import a_picture
from tests.programs.followed import Rob

pytestmark = [pytest.mark.django_db, pytest.mark.db]

CLOSE = "/clinic/close/"
NAME = "Calder Street Physio"


@pytest.fixture
def house() -> House:
    return House()


def closed(house: House, farewell: str = "Goodbye, and run well.") -> Any:
    return signed_in(house.owner, anew=True).post(CLOSE, {"name": NAME, "farewell": farewell})


def by_link(house: House) -> tuple[Client, str, Browser]:
    """A client who follows by a link, without an account."""
    client = house.assigned().client
    link = house.link(client)
    return client, link, opened(link)


def test_it_says_first_how_many_people_it_concerns(house):
    by_link(house)
    house.assigned(house.client("Ann Lee"))
    house.link(house.assigned(house.client("Eva Roth")).client)
    house.client("No programme")
    invite(by=house.owner, email="ben@example.com", role=Membership.Role.THERAPIST, now=house.now)
    page = text_of(signed_in(house.owner, anew=True).get(CLOSE))
    for said in ("4 clients: you will not see", "1 follows a programme: it goes on", "2 have not opened a link yet",
                 "1 client has no account and no link that still opens", "3 people work here",
                 "1 invitation is taken back", "on record for 8 years"):  # fmt: skip
        assert said in page, page
    assert Clinic.objects.get().closed_at is None


def test_a_passkey_of_this_morning_does_not_do(house):
    for answer in (signed_in(house.owner).get(CLOSE), signed_in(house.owner).post(CLOSE, {"name": NAME})):
        assert answer["Location"] == "/clinic/proof/?next=%2Fclinic%2Fclose%2F&anew=yes"
    asked = signed_in(house.owner).get("/clinic/proof/", {"next": CLOSE, "anew": "yes"})
    assert "A second proof first" in text_of(asked), "they have none yet"
    assert signed_in(house.owner, anew=True).get("/clinic/proof/", {"next": CLOSE, "anew": "yes"})["Location"] == CLOSE
    assert Clinic.objects.get().closed_at is None


def test_nor_does_a_code_from_the_mailbox_beside_it(house):
    browser = signed_in(house.owner)
    session = browser.session
    session[SHOWN_AT] = timezone.now().timestamp()
    session.save()
    for address in (CLOSE, "/clinic/export/"):
        assert browser.post(address, {"name": NAME})["Location"].startswith("/clinic/proof/")
    assert Clinic.objects.get().closed_at is None


TYPED = {"nothing": "", "another name": "Calder Street", "another clinic's": "Elsewhere"}


@pytest.mark.parametrize("typed", TYPED.values(), ids=TYPED)
def test_it_stays_open_for_whoever_types(house, typed):
    answer = signed_in(house.owner, anew=True).post(CLOSE, {"name": typed, "farewell": "My own word"})
    assert answer.status_code == 400
    assert f"Allowed: {NAME}" in text_of(answer)
    assert "My own word" in answer.content.decode()
    assert Clinic.objects.get().closed_at is None


def test_the_name_may_be_typed_as_people_type():
    house = House(f"  {NAME} ")
    assert signed_in(house.owner, anew=True).post(CLOSE, {"name": f"{NAME.lower()}"}).status_code == 200
    assert Clinic.objects.get().closed_at is not None


def test_who_holds_a_link_goes_on_by_it_and_reads_the_last_word(house):
    _client, link, browser = by_link(house)
    assert closed(house).status_code == 200
    page = text_of(browser.get("/today/"))
    assert "From Calder Street Physio Goodbye, and run well." in page
    assert "things to do today" in page or "Rest" in page
    assert opened(link).get("/today/").status_code == 200
    assert "Who sees it besides you" not in text_of(browser.get("/settings/data/"))


def test_who_has_an_account_goes_on_too_with_the_usual_word_where_none_was_written(house):
    assignment, rob = house.assigned(), Rob(at=timezone.now())
    Programme.objects.filter(pk=rob.programme.pk).update(ended_on=rob.now.date())
    browser = signed_in(rob.user)
    browser.post(house.link(assignment.client), {"agree": "yes", "zone": "UTC"})
    closed(house, farewell="")
    page = text_of(browser.get("/today/"))
    assert "We have closed. Your plan goes on here as before, with its reminders." in page
    assert browser.post("/today/morning/", {"pain": "1", "uuid": str(uuid4())}).status_code == 302
    assert not Standing.objects.exists()


def test_who_has_stopped_sharing_reads_no_last_word(house):
    _client, _link, browser = by_link(house)
    assert browser.post("/settings/sharing/stop/").status_code == 302
    closed(house)
    assert "Goodbye, and run well." not in text_of(browser.get("/today/"))
    assert Assignment.objects.get().message == ""


def test_whoever_opens_their_link_afterwards_shares_with_nobody(house):
    link = house.link(house.assigned().client)
    closed(house)
    page = text_of(signed_in(None).get(link))
    assert "and has closed since. The plan is yours." in page
    assert "share them with" not in page
    browser = opened(link)
    assert browser.get("/today/").status_code == 200
    assert not Share.objects.filter(until__isnull=True).exists()


def test_whoever_answers_the_signs_afterwards_begins_a_programme_that_nobody_sees(house):
    assignment = house.assigned(flags=None, age=None)
    link = house.link(assignment.client)
    closed(house)
    runner = Checked(opened(link))
    runner.screen()
    assert runner.client.get("/today/", follow=True).status_code == 200
    assert not Share.objects.exists()


def test_from_then_on_nobody_who_worked_there_sees_anything_and_each_may_work_elsewhere(house):
    client, _link, _browser = by_link(house)
    open_pages = {role: signed_in(member) for role, member in house.members.items()}
    closed(house)
    for browser in open_pages.values():
        for path in ("/clinic/", "/clinic/settings/", f"/clinic/clients/{client.key}/", CLOSE):
            assert browser.get(path).status_code == 404
    assert not Membership.objects.filter(until__isnull=True).exists()


def test_invitations_logo_papers_and_what_is_owed_go_and_the_record_stays(house):
    keep_logo(member=house.owner, data=a_picture(), now=house.now)
    programme = house.assigned(by="therapist").programme
    assert programme is not None
    sign = Entry(uuid4(), Screened(frozenset({"rf05"}), Route.SAME_DAY, Lock.NO_PLAN), house.now)
    record(programme=programme, entry=sign, author="runner:rob", now=house.now)
    token = invite(by=house.owner, email="b@example.com", role=Membership.Role.OWNER, now=house.now)[1]
    order_papers(member=house.owner, clients=list(house.clinic.clients.all()), kind=PaperKind("a4"), now=house.now)
    before = AuditEntry.objects.count()
    closed(house)
    assert not PrintJob.objects.exists()
    assert signed_in(None).get(f"/join/{token}/").status_code == 404
    assert logo_of(house.clinic) == b""
    assert Alert.objects.get().why == "the clinic closed"
    assert send_alerts(clock=lambda: timezone.now() + timedelta(minutes=1)) == 0
    entries = AuditEntry.objects.order_by("seq").values_list("what", "who")
    assert list(entries)[before:] == [("closed the clinic", house.owner.key)]
    assert broken_link(house.clinic) is None
    assert Client.objects.count() == Assignment.objects.count() == 1


def test_another_clinic_goes_on(house):
    other = House("Elsewhere")
    client = other.assigned().client
    closed(house)
    assert signed_in(other.owner).get(f"/clinic/clients/{client.key}/").status_code == 200
    assert Share.objects.get().until is None
    assert Standing.objects.count() == 1


def test_a_link_that_was_taken_back_opens_nothing_afterwards_either(house):
    client = house.assigned().client
    link = house.link(client)
    revoke_client_links(member=house.owner, client=client, now=timezone.now())
    closed(house)
    assert signed_in(None).get(link).status_code == 404
