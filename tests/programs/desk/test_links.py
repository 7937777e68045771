"""The link of a client: it opens one programme, to whoever holds it, after a yes, until it is taken back."""

import re
from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.utils import timezone

from programs.models import Client, ClientLink, Consent, Runner, Share, User
from programs.selectors.writings import Writing
from programs.services.clinics import LINK_OPENS, discharge, revoke_client_links
from tests.programs.check_path import HERE, text_of
from tests.programs.desk.houses import House, opened, signed_in
from tests.programs.desk.test_many import HEAD
from tests.programs.desk.test_many import Desk as ManyAtOnce
from tests.programs.followed import Rob

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def test_to_look_at_a_link_agrees_to_nothing():
    house = House()
    link = house.link(house.assigned().client)
    answer = signed_in(None).get(link)
    assert "Calder Street Physio" in text_of(answer)
    assert "no-store" in answer["Cache-Control"]
    assert not Runner.objects.exists()
    assert not Consent.objects.exists()


def test_without_the_yes_nothing_opens():
    house = House()
    link = house.link(house.assigned().client)
    answer = signed_in(None).post(link, {"zone": "UTC"})
    assert answer.status_code == 400
    assert "Tick the box" in text_of(answer)
    assert not Runner.objects.exists()


def test_with_the_yes_it_opens_today_and_the_clinic_sees_it():
    house = House()
    assignment = house.assigned()
    browser = opened(house.link(assignment.client))
    assert "things to do today" in text_of(browser.get("/today/")) or "Rest" in text_of(browser.get("/today/"))
    assert Consent.objects.filter(withdrawn_at__isnull=True).count() == 1
    assert Share.objects.get().agreed_at is not None


OWN_PAGES = "/today/ /today/days/ /progress/ /settings/ /settings/data/ /settings/data/all/ /today/identity/".split()


@pytest.mark.parametrize("path", OWN_PAGES)
def test_the_holder_has(path):
    house = House()
    assert opened(house.link(house.assigned().client)).get(path).status_code == 200


NEEDS_AN_ACCOUNT = "/settings/passkeys/ /clinic/".split()


@pytest.mark.parametrize("path", NEEDS_AN_ACCOUNT)
def test_the_holder_is_sent_to_sign_in_at(path):
    house = House()
    answer = opened(house.link(house.assigned().client)).get(path)
    assert answer["Location"].startswith("/accounts/login/")


def test_taken_back_it_opens_nothing_anywhere_from_that_moment_on():
    house = House()
    client = house.assigned().client
    link = house.link(client)
    browser = opened(link)
    revoke_client_links(member=house.owner, client=client, now=timezone.now())
    assert browser.get("/today/")["Location"].startswith("/accounts/login/")
    assert browser.get("/today/identity/").status_code == 401
    assert signed_in(None).get(link).status_code == 404


def test_after_its_time_it_opens_nothing():
    house = House()
    link = house.link(house.assigned().client)
    ClientLink.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
    assert signed_in(None).get(link).status_code == 404
    assert timedelta(weeks=27) <= LINK_OPENS, "the longest course"


def test_a_wrong_letter_opens_what_an_invented_link_opens():
    house = House()
    link = house.link(house.assigned().client)
    wrong, invented = link[:-2] + ("0/" if link[-2] != "0" else "1/"), f"/go/{'0' * 32}/"
    answers = [signed_in(None).get(path) for path in (wrong, invented)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content


def test_somebody_of_a_clinic_opens_no_clients_plan():
    house = House()
    link = house.link(house.assigned().client)
    for member in (house.owner, House("Elsewhere").owner):
        assert signed_in(member).post(link, {"agree": "yes"}).status_code == 400
    assert not Runner.objects.exists()


def test_a_second_phone_with_the_same_link_follows_the_same_programme():
    house = House()
    link = house.link(house.assigned().client)
    first, second = opened(link), opened(link)
    keys = {browser.get("/today/identity/").json()["programme"] for browser in (first, second)}
    assert len(keys) == 1
    assert Runner.objects.count() == 1


def test_somebody_with_an_account_has_it_under_the_account():
    house = House()
    assignment = house.assigned()
    rob = Rob(at=timezone.now())
    rob.programme.ended_on = rob.now.date()
    rob.programme.save()
    browser = signed_in(rob.user)
    assert browser.post(house.link(assignment.client), {"agree": "yes", "zone": "UTC"})["Location"] == "/today/"
    assignment.client.refresh_from_db()
    assert assignment.client.runner == rob.programme.runner


def test_what_is_kept_under_an_account_opens_by_signing_in_and_by_no_paper_that_lies_about():
    house = House()
    client = house.assigned().client
    link, paper = house.link(client), house.link(client)
    before = opened(paper)
    user = User.objects.create_user("rob@example.com")
    client.refresh_from_db()
    assert client.runner is not None, "who has opened the link is a runner"
    Runner.objects.filter(pk=client.runner.pk).update(user=user)
    stranger = Browser(headers=HERE)
    answer = stranger.post(link, {"agree": "yes"})
    assert answer.status_code == 400
    assert "kept under an account" in text_of(answer)
    for browser in (stranger, before):
        assert browser.post("/settings/data/erase/", {"word": "erase"})["Location"].startswith("/accounts/login/")
        assert browser.get("/today/")["Location"].startswith("/accounts/login/")
    assert signed_in(user).post(link, {})["Location"] == "/today/"
    assert Runner.objects.filter(user=user).exists()


def test_somebody_who_follows_a_programme_is_told_to_end_it_first_and_nothing_changes():
    house = House()
    assignment = house.assigned()
    rob = Rob(at=timezone.now())
    answer = signed_in(rob.user).post(house.link(assignment.client), {"agree": "yes"})
    assert answer.status_code == 400
    assert "End it in Settings" in text_of(answer)
    assignment.client.refresh_from_db()
    assert assignment.client.runner is None


def test_a_link_that_is_somebodys_opens_for_no_other_account():
    house = House()
    link = house.link(house.assigned().client)
    opened(link)
    answer = signed_in(Rob(at=timezone.now()).user).post(link, {"agree": "yes"})
    assert answer.status_code == 400
    assert "signed in as somebody else" in text_of(answer)


def test_a_phone_elsewhere_counts_its_own_days_from_the_next_midnight():
    house = House(zone="Europe/London")
    assignment = house.assigned()
    browser = signed_in(None, strong=False)
    browser.post(house.link(assignment.client), {"agree": "yes", "zone": "America/New_York"})
    assert assignment.programme is not None
    assignment.programme.refresh_from_db()
    assert assignment.programme.zone == "America/New_York"


def test_what_the_clinic_writes_stands_on_today_until_sharing_ends():
    house = House()
    client = house.assigned().client
    browser = opened(house.link(client))
    desk = signed_in(house.owner)
    desk.post(
        f"/clinic/clients/{client.key}/message/",
        {"message": "Slow on the way down.", "notes": "Sleeps badly.", "seen": Writing().seal},
    )
    page = text_of(browser.get("/today/"))
    assert "From Calder Street Physio" in page
    assert "Slow on the way down." in page
    assert "Sleeps badly." not in page
    browser.post("/settings/sharing/stop/")
    assert "Slow on the way down." not in text_of(browser.get("/today/"))


def test_the_holder_can_have_everything_erased_and_the_clinic_keeps_its_own_client():
    house = House()
    client = house.assigned().client
    browser = opened(house.link(client))
    assert browser.post("/settings/data/erase/", {"word": "erase"}).status_code == 200
    assert not Runner.objects.exists()
    client.refresh_from_db()
    assert client.runner is None
    assert signed_in(house.owner).get(f"/clinic/clients/{client.key}/").status_code == 200


def test_of_a_list_only_those_whom_a_link_opens_something_for_get_one():
    desk = ManyAtOnce()
    intake = desk.makes(f"{HEAD}\nAnn,2,left,{desk.day(9)},none,34\nBob,1,left,{desk.day(2)}\n")["Location"]
    ann = Client.objects.get(name="Ann")
    discharge(member=desk.house.owner, client=ann, now=timezone.now())
    page = desk.browser.post(f"{intake}links/")
    assert page.status_code == 200
    assert len(set(re.findall(r"http://testserver/go/[^\"]+", page.content.decode()))) == 1
    assert not ann.links.filter(revoked_at=None).exists()
