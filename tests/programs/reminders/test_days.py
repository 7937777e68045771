"""One reminder on each day that should have one, none on the others, and why each of those has none."""

from datetime import UTC, datetime, time, timedelta

import pytest

from programs.models import Delivery, DueReminder, User
from programs.services.consents import withdraw
from programs.services.reminders import UnfitTimesError, choose_reminders, reschedule, stop_reminders
from programs.services.zones import move_zone
from rehab.events import Ended, Morning, Paused, Screened
from rehab.vocabulary import Lock, Route
from rehab.wanted import Wanted
from tests.programs.reminders.reminded import Reminded
from tests.programs.reminders.sinks import smtp_sink, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.db]
MINUTE = timedelta(minutes=1)


@pytest.fixture
def sink(settings):
    with smtp_sink(settings) as found:
        yield found


@pytest.fixture
def rob():
    return Reminded(grade=2, days_ago=12).reaches_a_day_to_train()


def test_a_reminder_comes_at_the_minute_and_once(rob, sink):
    rob.sleeps_to(rob.now.replace(hour=7, minute=29)).sweeps()
    assert sink.arrived == []
    for _ in range(5):
        rob.now += MINUTE
        rob.sweeps()
    (message,) = sink.arrived
    assert message["To"] == "rob@home.test"
    (delivery,) = rob.deliveries
    assert (delivery.state, delivery.due_at) == ("sent", rob.now.replace(minute=30))
    assert f"Day {rob.following.today.now.day}: " in text_of(message)


def done(rob):
    rob.trains()


def paused(rob):
    rob.tells(Paused())


def ended(rob):
    rob.tells(Ended())


def withdrawn(rob):
    withdraw(runner=rob.programme.runner, now=rob.now)


def locked_out(rob):
    User.objects.filter(pk=rob.user.pk).update(is_active=False)


def warned(rob):
    rob.tells(Screened(frozenset({"rf01"}), Route.EMERGENCY, Lock.NO_PLAN))


def stopped(rob):
    stop_reminders(programme=rob.programme)


def late(rob):
    rob.now = rob.now.replace(hour=9, minute=31)


def an_hour_late(rob):
    rob.now = rob.now.replace(hour=8, minute=30)


HAPPENED = {
    "nothing else": (lambda rob: None, [("sent", "daily")]),
    "the session is done already": (done, [("skipped", "done")]),
    "the morning alone is told": (lambda rob: rob.tells(Morning(1)), [("sent", "daily")]),
    "the programme is paused": (paused, [("skipped", "paused")]),
    "it has ended": (ended, []),
    "the yes to keeping it was taken back": (withdrawn, [("skipped", "withdrawn")]),
    "the account may not sign in any more": (locked_out, [("skipped", "off")]),
    "a warning sign was told": (warned, [("skipped", "stopped")]),
    "reminders were stopped": (stopped, []),
    "the house was down for an hour": (an_hour_late, [("sent", "daily")]),
    "the house was down for more than two": (late, [("skipped", "late")]),
}


@pytest.mark.parametrize(("happens", "told"), HAPPENED.values(), ids=HAPPENED)
def test_when(happens, told, rob, sink):
    happens(rob)
    rob.sleeps_to(max(rob.now, rob.now.replace(hour=7, minute=30, second=0))).sweeps()
    assert rob.told == told
    assert len(sink.arrived) == sum(state == "sent" for state, _ in told)


def test_a_fortnight_has_one_delivery_a_day_and_mails_on_days_that_ask_for_something(sink):
    rob = Reminded(grade=1, days_ago=3).reaches_a_day_to_train()
    for _ in range(14):
        rob.sleeps_to(rob.now.replace(hour=7, minute=30)).sweeps()
        rob.sleeps_to(rob.now.replace(hour=18))
        rob.tells(Morning(0))
        if rob.plan.entries:
            rob.trains()
        rob.sleeps_to((rob.now + timedelta(days=1)).replace(hour=6))
    days = [delivery.on for delivery in rob.deliveries]
    assert len(days) == len(set(days)) == 14
    assert {why for state, why in rob.told if state == "skipped"} <= {"rest"}
    assert len(sink.arrived) == sum(state == "sent" for state, _ in rob.told)
    assert len(set(sink.ids)) == len(sink.ids)


def test_after_silent_days_it_asks_then_offers_a_pause_then_is_quiet(rob, sink):
    rob.tells(Morning(0))
    rob.lives_with_reminders(24, every=timedelta(minutes=90))
    kinds = [why for state, why in rob.told if state == "sent"]
    assert kinds.count("silent") == kinds.count("pause_offer") == 1
    assert kinds[-1] == "pause_offer"
    assert kinds.index("silent") < kinds.index("pause_offer")
    after = [why for state, why in rob.told[rob.told.index(("sent", "pause_offer")) + 1 :]]
    assert set(after) <= {"silent_long", "rest"}
    assert "silent_long" in after
    assert "You can pause your plan" in text_of(sink.arrived[-1])


def test_once_more_at_a_chosen_time_if_nothing_was_told(rob, sink):
    rob.wants(Wanted(nudge_at=time(19)))
    rob.sleeps_to(rob.now.replace(hour=7, minute=30)).sweeps()
    rob.sleeps_to(rob.now.replace(hour=19, minute=0)).sweeps()
    assert rob.told == [("sent", "daily"), ("sent", "nudge")]
    assert [message["Subject"] for message in sink.arrived] == ["Your plan for today", "Still time for today"]


def test_in_quiet_hours_nothing_is_sent_that_has_become_late(rob, sink):
    rob.wants(Wanted(at=time(21, 30)))
    rob.sleeps_to(rob.now.replace(hour=22, minute=10)).sweeps()
    assert rob.told == [("skipped", "quiet")]
    assert sink.arrived == []


CHANGES = {
    "to later the same day": (time(18), [time(18)]),
    "to earlier, which is over": (time(7), []),
    "to the same": (time(7, 30), [time(7, 30)]),
}


@pytest.mark.parametrize(("at", "sent_at"), CHANGES.values(), ids=CHANGES)
def test_settings_changed_in_the_minute_before_move_it(at, sent_at, rob, sink):
    rob.sleeps_to(rob.now.replace(hour=7, minute=29))
    rob.wants(Wanted(at=at))
    day = rob.now.date()
    rob.lives_with_reminders(0.7, every=timedelta(hours=1))
    assert [d.due_at.time() for d in rob.deliveries if d.on == day] == sent_at


def test_what_was_due_before_the_change_is_still_owed_and_not_doubled(rob, sink):
    rob.sleeps_to(rob.now.replace(hour=7, minute=31))
    rob.wants(Wanted(at=time(18)))
    rob.lives_with_reminders(0.7, every=timedelta(hours=1))
    assert rob.told == [("sent", "daily")]


def test_a_move_of_zones_moves_the_reminder_from_the_next_midnight_on(rob, sink):
    rob.sleeps_to(rob.now.replace(hour=12))
    move_zone(
        programme=rob.programme,
        zone="America/New_York",
        uuid=rob.programme.key,
        author=rob.author,
        now=rob.now,
    )
    rob.programme.refresh_from_db()
    due = DueReminder.objects.get(programme=rob.programme)
    assert due.due_at == (rob.now + timedelta(days=1)).replace(hour=12, minute=30)


def test_a_programme_that_ended_has_nothing_due_any_more(rob, sink):
    rob.tells(Ended())
    assert not DueReminder.objects.exists()
    rob.sleeps_to(rob.now.replace(hour=7, minute=30)).sweeps()
    reschedule(programme=type(rob.programme).objects.get(pk=rob.programme.pk), now=rob.now)
    assert not DueReminder.objects.exists()


UNFIT = {
    "at night": (Wanted(at=time(23)), "at", "23:00 lies in your quiet hours, 22:00 to 06:00"),
    "once more at night": (Wanted(nudge_at=time(22, 30)), "nudge_at", "quiet hours"),
    "once more before": (Wanted(at=time(8), nudge_at=time(7)), "nudge_at", "later in the day than 08:00"),
}


@pytest.mark.parametrize(("wanted", "field", "text"), UNFIT.values(), ids=UNFIT)
def test_times_that_cannot_be_are_refused(wanted, field, text, rob):
    with pytest.raises(UnfitTimesError, match=text) as problem:
        choose_reminders(programme=rob.programme, wanted=wanted, now=rob.now)
    assert problem.value.field == field


def test_without_settings_nobody_is_reminded(sink):
    rob = Reminded(wanted=Wanted(on=False), days_ago=12).reaches_a_day_to_train()
    rob.lives_with_reminders(1, every=timedelta(hours=1))
    assert (rob.told, sink.arrived) == ([], [])
    assert not Delivery.objects.filter(due_at__lt=datetime(2020, 1, 1, tzinfo=UTC)).exists()
