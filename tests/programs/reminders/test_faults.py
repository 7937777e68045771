"""A mail server that refuses, hesitates, hangs up; a worker that dies: nothing lost, and copies only with one id."""

from datetime import timedelta

import pytest

from programs.models import Delivery, ReminderSettings, User
from programs.post import deliver, sweep
from programs.services.deliveries import (
    CLAIM_LASTS,
    claim_owed,
    forget_old_deliveries,
    keep_claims,
    note_failed,
    note_refused,
    retry,
)
from programs.services.erasing import erase_person
from rehab.wanted import Wanted
from tests.programs.reminders.reminded import Reminded
from tests.programs.reminders.sinks import ACCEPTED, smtp_sink

pytestmark = [pytest.mark.django_db, pytest.mark.db]


@pytest.fixture
def rob():
    rob = Reminded(grade=2, days_ago=12).reaches_a_day_to_train()
    return rob.sleeps_to(rob.now.replace(hour=7, minute=30))


def first_then(*said: str):
    """A server whose answers at the recipient are these, and yes afterwards."""
    return lambda stage, number: said[number - 1] if stage == "rcpt" and number <= len(said) else ACCEPTED


def tries(rob, minutes: int) -> None:
    for _ in range(minutes):
        rob.sweeps()
        rob.now += timedelta(minutes=1)


def test_a_server_that_is_busy_is_asked_again_later(settings, rob):
    with smtp_sink(settings, first_then("451 busy", "452 full")) as sink:
        tries(rob, 1)
        (delivery,) = rob.deliveries
        assert (delivery.state, delivery.attempts, sink.arrived) == ("owed", 1, [])
        assert "451 busy" in delivery.detail
        assert timedelta(seconds=14) < delivery.try_at - rob.now + timedelta(minutes=1) < timedelta(seconds=46)
        tries(rob, 15)
    (delivery,) = rob.deliveries
    assert (delivery.state, delivery.attempts, len(sink.arrived)) == ("sent", 3, 1)


def test_a_server_that_never_gets_ready_makes_a_dead_letter_with_its_words(settings, rob):
    with smtp_sink(settings, lambda stage, number: "451 come back tomorrow") as sink:
        tries(rob, 130)
    (delivery,) = rob.deliveries
    assert (delivery.state, sink.arrived) == ("dead", [])
    assert "451 come back tomorrow" in delivery.detail
    assert delivery.attempts >= 5


def test_a_server_that_is_away_is_asked_again(settings, rob):
    with smtp_sink(settings):
        pass  # it listens no more
    tries(rob, 1)
    (delivery,) = rob.deliveries
    assert delivery.state == "owed"
    assert "ConnectionRefusedError" in delivery.detail
    with smtp_sink(settings) as sink:
        tries(rob, 5)
    assert rob.told == [("sent", "daily")]
    assert len(sink.arrived) == 1


def test_one_that_hangs_up_after_taking_it_gets_a_copy_with_the_same_id(settings, rob):
    def hangs_up_once(stage: str, number: int) -> str:
        return "drop" if stage == "data" and number == 1 else ACCEPTED

    with smtp_sink(settings, hangs_up_once) as sink:
        tries(rob, 5)
    assert rob.told == [("sent", "daily")]
    assert len(sink.arrived) == 2
    assert len(set(sink.ids)) == 1


def test_an_address_that_is_refused_three_times_gets_no_more_mail_and_its_owner_is_told_why(settings, rob):
    with smtp_sink(settings, lambda stage, number: "550 no such mailbox") as sink:
        for _ in range(6):
            rob.sweeps()
            rob.now += timedelta(days=1)
    assert [state for state, _ in rob.told].count("dead") == 3
    assert sink.arrived == []
    assert "550 no such mailbox" in ReminderSettings.objects.get().paused_because
    with smtp_sink(settings) as sink:
        rob.wants(Wanted())
        rob.lives_with_reminders(3, every=timedelta(hours=1))
    assert sink.arrived


def test_one_bad_address_holds_up_nobody(settings, rob):
    Reminded("ann@home.test", grade=2, days_ago=12)

    def refuses_the_first(stage: str, number: int) -> str:
        return "550 no" if stage == "rcpt" and number == 1 else ACCEPTED

    with smtp_sink(settings, refuses_the_first) as sink:
        tally = rob.sweeps()
    assert (tally.failed, tally.sent, len(sink.arrived)) == (1, 1, 1)


def test_a_diary_that_cannot_be_read_holds_up_nobody(settings, rob):
    ann = Reminded("ann@home.test", grade=2, days_ago=12)
    rob.programme.protocol_version = "9.9"
    rob.programme.save()
    with smtp_sink(settings) as sink:
        tally = rob.sweeps()
    assert (tally.failed, tally.sent) == (1, 1)
    assert [message["To"] for message in sink.arrived] == ["ann@home.test"]
    assert (rob.deliveries[0].state, ann.deliveries[0].state) == ("owed", "sent")


def test_an_address_that_fits_into_no_mail_holds_up_nobody(settings, rob):
    User.objects.filter(pk=rob.user.pk).update(email="rob@home.test\nBcc: all@home.test")
    Reminded("ann@home.test", grade=2, days_ago=12)
    with smtp_sink(settings) as sink:
        rob.sweeps()
    assert [message["To"] for message in sink.arrived] == ["ann@home.test"]
    assert sink.stages["rcpt"] == 1


def test_a_worker_that_lost_its_claim_sends_nothing(settings, rob):
    sweep(now=rob.now)
    (late,) = claim_owed(now=rob.now, most=50)
    rob.now += CLAIM_LASTS
    sweep(now=rob.now)
    claim_owed(now=rob.now, most=50)
    assert keep_claims([late], now=rob.now) == []


def test_a_batch_that_takes_long_keeps_its_claims(rob):
    sweep(now=rob.now)
    (claimed,) = claim_owed(now=rob.now, most=50)
    assert keep_claims([claimed], now=rob.now + CLAIM_LASTS)
    sweep(now=rob.now + CLAIM_LASTS)
    assert rob.deliveries[0].state == "sending"


def test_somebody_erased_meanwhile_gets_nothing_and_stops_nobody(rob):
    sweep(now=rob.now)
    (claimed,) = claim_owed(now=rob.now, most=50)
    erase_person(user=rob.user)
    assert not Delivery.objects.exists()
    assert keep_claims([claimed], now=rob.now) == []
    assert not note_refused(claimed, "550 no such mailbox", now=rob.now)


def test_what_a_dead_worker_had_claimed_is_rescued(settings, rob):
    with smtp_sink(settings) as sink:
        sweep(now=rob.now)
        (claimed,) = claim_owed(now=rob.now, most=50)
        rob.now += CLAIM_LASTS - timedelta(minutes=1)
        rob.sweeps()
        assert sink.arrived == []
        rob.now += timedelta(minutes=1)
        rob.sweeps()
    assert rob.told == [("sent", "daily")]
    assert [message["Message-ID"] for message in sink.arrived] == [f"<{claimed.key}@testserver>"]


def test_a_worker_that_was_given_up_notes_nothing_any_more(rob):
    sweep(now=rob.now)
    (late,) = claim_owed(now=rob.now, most=50)
    rob.now += CLAIM_LASTS
    sweep(now=rob.now)
    claim_owed(now=rob.now, most=50)
    assert not note_failed(late, "too late", now=rob.now)
    assert rob.deliveries[0].state == "sending"


def test_a_message_that_is_read_twice_sends_once(settings, rob):
    with smtp_sink(settings) as sink:
        (batch,) = sweep(now=rob.now)
        for _ in range(2):
            deliver(batch, clock=lambda: rob.now)
    assert len(sink.arrived) == 1


def test_a_broker_that_lost_everything_delays_and_loses_nothing(settings, rob):
    with smtp_sink(settings) as sink:
        sweep(now=rob.now)  # and its message is gone
        rob.now += timedelta(minutes=1)
        rob.sweeps()
    assert len(sink.arrived) == 1


def test_a_dead_letter_is_tried_again_when_an_operator_says_so(settings, rob):
    with smtp_sink(settings, lambda stage, number: "550 no such mailbox"):
        rob.sweeps()
    (dead,) = rob.deliveries
    with smtp_sink(settings) as sink:
        assert retry(deliveries=[dead.pk], now=rob.now) == 1
        rob.sweeps()
    assert (rob.told, len(sink.arrived)) == ([("sent", "daily")], 1)


def test_deliveries_are_forgotten_after_three_months(settings, rob):
    with smtp_sink(settings):
        rob.sweeps()
    assert forget_old_deliveries(now=rob.now + timedelta(days=89)) == 0
    assert forget_old_deliveries(now=rob.now + timedelta(days=91)) == 1
