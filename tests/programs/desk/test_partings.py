"""The mail to runners when a clinic closes: once, to those with an account, and with no word of health outside."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from programs import tasks
from programs.alerting import send_alerts
from programs.models import Parting, Programme, User
from programs.services.clinics import stop_sharing
from programs.services.closing import close_clinic
from programs.services.erasing import erase_person
from programs.services.partings import claim_parting, owed_partings
from tests.programs.check_path import text_of
from tests.programs.desk.houses import House, opened, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.db]


@pytest.fixture
def house() -> House:
    return House()


def with_account(house: House, email: str = "rob@example.com", name: str = "Rob Hale") -> Any:
    """A client who follows with an account; their browser."""
    browser = signed_in(User.objects.create_user(email))
    link = house.link(house.assigned(house.client(name)).client)
    assert browser.post(link, {"agree": "yes", "zone": "UTC"}).status_code == 302
    return browser


def closed(house: House) -> None:
    close_clinic(by=house.owner, farewell="Bye", now=timezone.now())


def test_whoever_has_an_account_reads_that_the_plan_goes_on_and_who_has_seen_it_until_when(house):
    browser = with_account(house)
    closed(house)
    assert send_alerts(clock=timezone.now) == 1
    (sent,) = mail.outbox
    assert sent.to == ["rob@example.com"]
    today = timezone.now().date()
    body = " ".join(str(sent.body).split())
    assert "Calder Street Physio has closed. Your plan goes on as before" in body
    assert f"from {today:%-d %B %Y} until {today:%-d %B %Y}. Nobody there sees it now." in body
    assert "kept for 8 years" in body
    for address in ("/today/", "/settings/data/"):
        assert address in body
        assert browser.get(address).status_code == 200


WORDS = ("calf", "strain", "pain", "grade", "injury", "leg", "clinic", "physio", "calder", "rob", "health")


def test_its_subject_tells_nothing_of_health_and_names_nobody(house):
    with_account(house)
    closed(house)
    send_alerts(clock=timezone.now)
    assert not [word for word in WORDS if word in mail.outbox[0].subject.lower()]
    assert not [word for word in ("calf", "strain", "pain", "grade") if word in str(mail.outbox[0].body).lower()]


def test_it_goes_once_however_often_a_worker_looks(house):
    with_account(house)
    closed(house)
    for _ in range(3):
        tasks.send_alerts()
    assert len(mail.outbox) == 1
    assert Parting.objects.get().settled_at is not None


def test_one_that_a_worker_holds_is_not_taken_by_another_until_its_lease_is_over(house):
    with_account(house)
    closed(house)
    now = timezone.now()
    (owed,) = owed_partings(now=now)
    assert claim_parting(owed, now=now)
    assert not claim_parting(owed, now=now)
    assert send_alerts(clock=lambda: now) == 0
    assert send_alerts(clock=lambda: now + timedelta(minutes=11)) == 1


def test_nobody_else_gets_one(house):
    opened(house.link(house.assigned(house.client("By link")).client))
    house.assigned(house.client("Not opened"))
    with_account(house, "stopped@example.com", "Stopped")
    stop_sharing(programme=Programme.objects.latest("pk"), now=timezone.now())
    with_account(House("Elsewhere"), "other@example.com")
    with_account(house, "erased@example.com", "Erased")
    closed(house)
    erase_person(user=User.objects.get(email="erased@example.com"))
    assert send_alerts(clock=timezone.now) == 0
    assert mail.outbox == []


def test_an_account_that_was_shut_meanwhile_gets_none_and_the_row_says_why(house):
    with_account(house)
    closed(house)
    User.objects.filter(email="rob@example.com").update(is_active=False)
    assert send_alerts(clock=timezone.now) == 0
    assert Parting.objects.get().why == "no account any more"


def test_a_server_that_is_down_is_tried_again_and_given_up_after_a_week(house, settings):
    with_account(house)
    closed(house)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    first = timezone.now()
    assert send_alerts(clock=lambda: first) == 0
    row = Parting.objects.get()
    assert (row.settled_at, row.attempts) == (None, 1)
    assert row.why.startswith("ConnectionRefusedError")
    assert send_alerts(clock=lambda: first + timedelta(days=8)) == 0
    assert Parting.objects.get().settled_at is not None


def test_the_page_that_closes_says_that_they_are_mailed(house):
    page = text_of(signed_in(house.owner, anew=True).get("/clinic/close/"))
    assert "with an account gets a mail that says so" in page
