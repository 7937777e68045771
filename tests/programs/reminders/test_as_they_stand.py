"""A batch is read at once: what changes while it is sent keeps a mail back all the same, after two seconds at most."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programs.models import Delivery, Programme, User
from programs.post import FRESH, deliver, sweep
from programs.selectors.programmes import entries_of, entries_since
from programs.services.consents import withdraw
from programs.services.erasing import erase_person
from programs.services.reminders import stop_reminders
from rehab.events import Ended, Morning, Paused
from tests.programs.reminders.reminded import Reminded
from tests.programs.reminders.sinks import smtp_sink

pytestmark = [pytest.mark.django_db, pytest.mark.db]


@pytest.fixture
def sink(settings):
    with smtp_sink(settings) as found:
        yield found


@pytest.fixture
def rob():
    rob = Reminded(grade=2, days_ago=12).reaches_a_day_to_train()
    return rob.sleeps_to(rob.now.replace(hour=7, minute=30))


@pytest.fixture
def ann(rob):
    """Whose mail comes after Rob's, in the same batch."""
    return Reminded("ann@home.test", grade=2, days_ago=12).sleeps_to(rob.now)


def sends_while(rob: Reminded, sink, happens, *, after: timedelta = FRESH) -> list[str]:
    """To whom mails of one batch go when something *happens* once the first is sent, so long before the next."""
    done: list[object] = []

    def clock():
        if sink.arrived and not done:
            done.append(None)
            happens()
            rob.now += after
        return rob.now

    (batch,) = sweep(now=rob.now)
    deliver(batch, clock=clock)
    assert done, "it happened"
    return [message["To"] for message in sink.arrived]


def is_taken_over(ann):
    Delivery.objects.filter(programme=ann.programme).update(claim=uuid4())


HAPPENS = {
    "trains": (lambda ann: ann.trains(), "skipped", "done"),
    "pauses": (lambda ann: ann.tells(Paused()), "skipped", "paused"),
    "ends it": (lambda ann: ann.tells(Ended()), "skipped", "ended"),
    "stops reminders": (lambda ann: stop_reminders(programme=ann.programme), "skipped", "off"),
    "takes the yes back": (lambda ann: withdraw(runner=ann.programme.runner, now=ann.now), "skipped", "withdrawn"),
    "is locked out": (lambda ann: User.objects.filter(pk=ann.user.pk).update(is_active=False), "skipped", "off"),
    "has been taken over by another worker": (is_taken_over, "sending", "daily"),
}


@pytest.mark.parametrize(("happens", "state", "why"), HAPPENS.values(), ids=HAPPENS)
def test_nothing_is_sent_to_somebody_who_meanwhile(rob, ann, sink, happens, state, why):
    assert sends_while(rob, sink, lambda: happens(ann)) == ["rob@home.test"]
    assert ann.told == [(state, why)]


def test_nothing_is_sent_to_somebody_who_is_erased_meanwhile(rob, ann, sink):
    assert sends_while(rob, sink, lambda: erase_person(user=ann.user)) == ["rob@home.test"]


def test_a_clock_that_is_put_back_makes_nothing_fresh(rob, ann, sink):
    found = sends_while(rob, sink, lambda: stop_reminders(programme=ann.programme), after=-timedelta(hours=1))
    assert found == ["rob@home.test"]


def test_what_is_left_of_a_slow_batch_keeps_its_claims(rob, ann, sink):
    assert sends_while(rob, sink, lambda: None, after=timedelta(minutes=5)) == ["rob@home.test", "ann@home.test"]
    assert [delivery.claimed_at for delivery in ann.deliveries] == [rob.now]


def test_a_mail_of_a_batch_asks_the_base_once_and_the_batch_a_few_times(rob, ann, sink):
    for name in ("cy", "dee", "eve", "flo", "gus"):
        Reminded(f"{name}@home.test", grade=2, days_ago=12, at=rob.now - timedelta(days=1))
    (batch,) = sweep(now=rob.now)
    asked = {}
    for some in (batch[:2], batch[2:]):
        with CaptureQueriesContext(connection) as seen:
            assert deliver(some, clock=lambda: rob.now).sent == len(some)
        asked[len(some)] = len(seen)
    assert asked[5] - asked[2] == 3, "one for each more, which notes that it was sent"
    assert asked[2] - 2 <= 12


def test_diaries_read_together_are_those_read_one_by_one(rob, ann):
    slip = uuid4()  # the same in both diaries, as where a file was brought along; one of the two says it better
    for who in (rob, ann):
        who.tells(Morning(7), uuid=slip)
    ann.tells(Morning(1), supersedes=slip)
    ann.sleeps_to(rob.now + timedelta(days=2)).tells(Morning(2))
    programmes = list(Programme.objects.order_by("pk"))
    together = entries_of(programmes)
    assert together == {one.pk: entries_since(one, one.stands_on) for one in programmes}
    assert [[entry.uuid == slip for entry in together[one.pk]] for one in programmes] == [[True], [False]]
    assert len({one.stands_on for one in programmes}) == 2
