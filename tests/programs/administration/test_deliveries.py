"""The operators' list of mails: what it shows, what it keeps to itself, and the one thing it does."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from programs.admin.deliveries import CAUSES, OF_THE_HOUSE, STATES
from programs.admin.masking import masked, without_address
from programs.admin.site import site
from programs.models import Alert, Delivery, Event, ReminderSettings, User
from programs.models.reminders import DEAD, SENT, SKIPPED
from rehab.reminding import Cause, Occasion, Skipped
from rehab.wanted import Wanted
from tests.programs.reminders.reminded import Reminded

pytestmark = [pytest.mark.django_db, pytest.mark.db_whole]

LIST = "/admin/deliveries/"


@pytest.fixture
def rob() -> Reminded:
    return Reminded("rob.runner@home.test", at=timezone.now() - timedelta(days=3), wanted=Wanted())


@pytest.fixture
def ops() -> Client:
    """Somebody who runs the house: staff, without any other right."""
    client = Client()
    client.force_login(User.objects.create_user("ops@example.com", is_staff=True))
    return client


def owed(rob: Reminded, state: str = DEAD, **more) -> Delivery:
    now = timezone.now()
    on = more.pop("on", now.date() - timedelta(days=rob.programme.deliveries.count()))
    usual = {"cause": Cause.DAILY, "kind": Occasion.DAILY, "channel": "email", "due_at": now, "try_at": now}
    return Delivery.objects.create(programme=rob.programme, on=on, state=state, **usual | more)


def listed(ops: Client, **asked: str) -> str:
    answer = ops.get(LIST, asked)
    assert answer.status_code == 200
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def test_a_letter_given_up_is_shown_with_its_cause_and_its_recipient_masked(ops, rob):
    owed(rob, detail="550 5.1.1 <rob.runner@home.test>: rob.runner is nobody here", attempts=3)
    text = listed(ops)
    assert "r…@home.test the day e-mail given up 550 5.1.1 <r…@home.test>: … is nobody here 3" in text
    assert "rob.runner" not in text


def test_nothing_of_the_diary_is_told(ops, rob):
    for why in set(Skipped) - OF_THE_HOUSE.keys():
        owed(rob, SKIPPED, why=why)
    owed(rob, SENT, kind=Occasion.PAUSE_OFFER)
    page = ops.get(LIST).content.decode()
    text = listed(ops)
    assert text.count("the plan asked for none") == len(set(Skipped) - OF_THE_HOUSE.keys())
    for told in (
        "pause_offer",
        "pause offer",
        "stopped",
        "rest",
        "ended",
        str(rob.programme.key),
        "Your plan for today",
    ):
        assert told not in (text if told in ("rest", "ended", "stopped") else page)


def test_every_state_and_cause_has_words():
    assert {str(cause) for cause in Cause} == {str(cause) for cause in CAUSES}
    field = {"owed", "sending", "sent", "skipped", "dead"}
    assert field == set(STATES)


FILTERS = {
    "what became of it": ({"state": "dead"}, 1),
    "what woke it": ({"cause": "weekly"}, 1),
    "the channel": ({"channel": "email"}, 3),
    "all of them": ({"state": "skipped", "cause": "daily", "channel": "email"}, 1),
    "a value there is not": ({"state": "eaten"}, 0),
}


@pytest.mark.parametrize(("asked", "rows"), FILTERS.values(), ids=FILTERS)
def test_it_is_filtered_by(ops, rob, asked, rows):
    owed(rob, DEAD)
    owed(rob, SKIPPED, why=Skipped.LATE)
    owed(rob, SENT, cause=Cause.WEEKLY, kind=Occasion.WEEKLY)
    assert ops.get(LIST, asked).content.decode().count(">r…@home.test<") == rows


@pytest.mark.parametrize("column", ["why", "why__startswith", "kind", "programme__start__contains", "detail"])
def test_no_column_that_is_not_shown_can_be_asked_for(ops, rob, column):
    owed(rob, SKIPPED, why=Skipped.STOPPED)
    assert ops.get(LIST, {column: "s"}).status_code == 400


def tries_again(ops: Client, *rows: Delivery) -> str:
    sent = {"action": "try_again", "_selected_action": [str(row.pk) for row in rows]}
    answer = ops.post(LIST, sent, follow=True)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_what_was_given_up_is_tried_again_and_nothing_else(ops, rob):
    dead, sent = owed(rob, DEAD, detail="451 busy", attempts=9), owed(rob, SENT)
    text = tries_again(ops, dead, sent)
    assert "1 mail is tried again." in text
    assert "1 not: only what was given up can be tried again." in text
    dead.refresh_from_db()
    sent.refresh_from_db()
    assert (dead.state, dead.attempts, sent.state) == ("owed", 0, "sent")


def test_a_mailbox_that_refused_for_good_is_left_to_its_runner(ops, rob):
    dead = owed(rob, DEAD, detail="550 no")
    ReminderSettings.objects.update(paused_because="550 no")
    text = tries_again(ops, dead)
    assert "0 mails are tried again." in text
    assert "its runner starts it again in the settings" in text
    dead.refresh_from_db()
    assert (dead.state, dead.detail) == ("dead", "550 no")


def test_trying_again_needs_the_token_of_the_page(rob):
    forged = Client(enforce_csrf_checks=True)
    forged.force_login(User.objects.create_user("ops@example.com", is_staff=True))
    dead = owed(rob, DEAD)
    sent = {"action": "try_again", "_selected_action": str(dead.pk)}
    assert forged.post(LIST, sent).status_code == 403
    dead.refresh_from_db()
    assert dead.state == "dead"


HARM = {
    "a row has no page": "1/change/",
    "none can be added": "add/",
    "none can be deleted": "1/delete/",
    "none has a history": "1/history/",
    "no diary is there": "../programs/event/",
    "no entry of a diary": "../programs/event/1/change/",
    "no account is there": "../programs/user/",
    "no password": "../password_change/",
    "no sign-in of its own": "../login/",
}


@pytest.mark.parametrize("path", HARM.values(), ids=HARM)
@pytest.mark.parametrize("method", ["get", "post"])
def test_even_for_one_who_may_everything(rob, path, method):
    boss = User.objects.create_superuser("boss@example.com")
    boss.user_permissions.set(Permission.objects.all())
    client = Client()
    client.force_login(boss)
    before = list(Event.objects.values_list("uuid", "body"))
    assert getattr(client, method)(LIST + path).status_code == 404
    assert list(Event.objects.values_list("uuid", "body")) == before


def test_the_only_tables_there_are_those_of_mails():
    assert list(site._registry) == [Delivery, Alert]


def test_other_actions_and_rows_of_nobody_change_nothing(ops, rob):
    dead = owed(rob, DEAD)
    for sent in (
        {"action": "delete_selected", "_selected_action": str(dead.pk), "post": "yes"},
        {"action": "try_again", "_selected_action": "999999"},
        {"action": "try_again", "_selected_action": "x"},
        {"form-0-state": "sent", "_save": "Save"},
    ):
        assert ops.post(LIST, sent).status_code in (200, 302, 400)
    dead.refresh_from_db()
    assert dead.state == "dead"


def test_hundreds_of_rows_cost_as_many_queries_as_two(ops, rob, django_assert_max_num_queries):
    for _ in range(40):
        owed(rob, DEAD)
    with django_assert_max_num_queries(8):
        ops.get(LIST)


def test_the_policy_of_all_pages_holds(ops, rob):
    owed(rob)
    answer = ops.get(LIST)
    page = answer.content.decode()
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert "<style" not in page
    assert not re.search(r"\sstyle=|\son[a-z]+=", page)
    assert not re.search(r"<script(?![^>]*\ssrc=)", page)


MASKED = {
    "an address": ("rob@home.test", "r…@home.test"),
    "one letter": ("r@home.test", "r…@home.test"),
    "nobody": ("", ""),
}


@pytest.mark.parametrize(("address", "shown"), MASKED.values(), ids=MASKED)
def test_masking(address, shown):
    assert masked(address) == shown


def test_a_name_is_left_out_as_a_word_and_not_within_others():
    assert without_address("550 Rob unknown; problem at home", "rob@home.test") == "550 … unknown; problem at home"
    assert without_address("451 busy", "") == "451 busy"
