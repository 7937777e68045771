"""Mails of warning signs, as operators see them: what was given up and why, and trying again."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from programs.admin.alerts import BECAME
from programs.alerting import send_alerts
from programs.models import Alert, User
from tests.programs.desk.houses import House

pytestmark = [pytest.mark.django_db, pytest.mark.db_whole]

LIST = "/admin/alerts/"


@pytest.fixture
def ops() -> Client:
    """Somebody who runs the house: staff, without any other right."""
    client = Client()
    client.force_login(User.objects.create_user("ops@example.com", is_staff=True))
    return client


@pytest.fixture
def house() -> House:
    return House()


def owed(house: House, **more) -> Alert:
    """A mail to the owner, of a warning sign that a client told three days ago."""
    made = timezone.now() - timedelta(days=3)
    programme = house.assigned().programme
    usual = {"programme": programme, "seq": 1, "member": house.owner, "made_at": made, "try_at": made}
    return Alert.objects.create(**usual | more)


def given_up(house: House, why: str = "451 busy") -> Alert:
    return owed(house, settled_at=timezone.now(), why=why, attempts=9)


def listed(ops: Client, **asked: str) -> str:
    answer = ops.get(LIST, asked)
    assert answer.status_code == 200
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def test_one_given_up_is_shown_with_its_cause_and_names_nobody(ops, house):
    user = house.owner.user
    assert user is not None
    name = user.email.partition("@")[0]
    alert = given_up(house, f"550 5.1.1 <{user.email}>: {name} is nobody here")
    text = listed(ops)
    assert "o…@example.com given up 550 5.1.1 <o…@example.com>: … is nobody here 9" in text
    for secret in (name, "Rob", house.clinic.name, str(alert.programme.key), "flag"):
        assert secret not in text


@pytest.mark.parametrize("state", [*BECAME, "eaten"])
def test_it_is_filtered_by_what_became_of_them(ops, house, state):
    owed(house)
    owed(house, settled_at=timezone.now())
    given_up(house)
    assert ops.get(LIST, {"state": state}).content.decode().count(">o…@example.com<") == (state in BECAME)


@pytest.mark.parametrize("column", ["why", "why__startswith", "programme__start__contains", "member"])
def test_no_column_can_be_asked_for(ops, house, column):
    given_up(house)
    assert ops.get(LIST, {column: "4"}).status_code == 400


def test_what_was_given_up_is_tried_again_and_nothing_else(ops, house):
    dead, waiting = given_up(house), owed(house, try_at=timezone.now() + timedelta(hours=1))
    sent = {"action": "try_again", "_selected_action": [str(dead.pk), str(waiting.pk)]}
    text = " ".join(ops.post(LIST, sent, follow=True).content.decode().split())
    assert "1 mail is tried again." in text
    assert "1 not: only what was given up can be tried again." in text
    assert send_alerts(clock=timezone.now) == 1
    (message,) = mail.outbox
    assert message.extra_headers["Message-ID"] == f"<{dead.key}@testserver>"
    dead.refresh_from_db()
    assert (dead.why, dead.attempts, dead.settled_at is None) == ("", 1, False)


def test_hundreds_of_rows_cost_as_many_queries_as_two(ops, house, django_assert_max_num_queries):
    programme = house.assigned().programme
    now = timezone.now()
    Alert.objects.bulk_create(
        Alert(programme=programme, seq=number, member=house.owner, made_at=now, try_at=now) for number in range(40)
    )
    with django_assert_max_num_queries(8):
        ops.get(LIST)
