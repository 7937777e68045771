"""Push to phones: sealed for one browser, vouched for, once; and mail in its place where no phone takes it."""

import random
import time as clocks
from datetime import timedelta

import pytest

from programs.models import PushSubscription, ReminderSettings
from programs.models.push import MOST_FAILURES
from programs.notices.reaching import PUBLIC
from programs.post import send_everything_due
from programs.services.erasing import erase_person
from programs.web.mine.reminding import delivery_shown, send_now
from tests.programs.reminders.push_services import HOST, HOUSE_KEY, Browser, Said, claims_of, push_service
from tests.programs.reminders.reminded import Reminded
from tests.programs.reminders.sinks import smtp_sink

pytestmark = [pytest.mark.django_db, pytest.mark.db]


@pytest.fixture(autouse=True)
def house(settings):
    settings.VAPID_PRIVATE_KEY = HOUSE_KEY


@pytest.fixture
def sink(settings):
    with smtp_sink(settings) as found:
        yield found


@pytest.fixture
def rob():
    rob = Reminded(grade=2, days_ago=12).reaches_a_day_to_train()
    return rob.sleeps_to(rob.now.replace(hour=7, minute=30))


def sweeps(who, service):
    return send_everything_due(clock=lambda: who.now, reach=service.reach)


def by_channel(who):
    return [(delivery.channel, delivery.state) for delivery in who.programme.deliveries.order_by("pk")]


def test_a_phone_is_told_in_words_that_only_it_can_read(rob, sink, tmp_path):
    browser = Browser()
    with push_service(tmp_path) as service:
        phone = service.phone(rob.programme.runner, "rob", browser)
        sweeps(rob, service)
        sweeps(rob, service)
    ((_, headers, body),) = service.arrived
    (delivery,) = rob.deliveries
    told = browser.reads(body)
    assert told["title"] == "Your plan for today"
    assert told["body"].startswith(f"Day {rob.following.today.now.day}: ")
    assert (told["opens"], told["key"]) == ("/today/", str(delivery.key))
    assert not {"calf", "strain", "injury", "pain", "grade"} & set(" ".join(told.values()).lower().split())
    assert (headers["TTL"], headers["Topic"], headers["Urgency"]) == ("7200", "reminder", "high")
    claims = claims_of(headers["Authorization"])
    assert claims["aud"] == f"https://{HOST}:{service.port}"
    assert claims["sub"] == "mailto:privacy@clinic.example"
    assert 0 < claims["exp"] - rob.now.timestamp() <= 24 * 60 * 60
    assert (by_channel(rob), sink.arrived) == ([("push", "sent")], [])
    assert PushSubscription.objects.get(pk=phone.pk).taken_at == rob.now


def test_its_length_tells_nothing_of_its_words(rob, sink, tmp_path):
    ann = Reminded("ann@home.test", grade=1, days_ago=3, at=rob.now - timedelta(hours=2))
    with push_service(tmp_path) as service:
        service.phone(rob.programme.runner, "rob")
        service.phone(ann.programme.runner, "ann")
        sweeps(rob, service)
    assert len(service.arrived) == 2
    assert len({len(body) for _, _, body in service.arrived}) == 1


GONE: Said = (410, {})
REFUSED: Said = (403, {})
BUSY: Said = (503, {})
ANSWERS = {
    "one that is gone": (GONE, [("push", "dead"), ("email", "sent")], 0),
    "one that is not found": ((404, {}), [("push", "dead"), ("email", "sent")], 0),
    "one that is refused": (REFUSED, [("push", "dead"), ("email", "sent")], 1),
    "one that leads elsewhere": ((307, {"Location": "https://127.0.0.1/"}), [("push", "dead"), ("email", "sent")], 1),
    "one that is busy": (BUSY, [("push", "owed")], 1),
    "one that has had too many": ((429, {"Retry-After": "600"}), [("push", "owed")], 1),
    "one that wants to be left alone for long": (
        (429, {"Retry-After": "9000"}),
        [("push", "dead"), ("email", "sent")],
        1,
    ),
}


@pytest.mark.parametrize(("said", "told", "kept"), ANSWERS.values(), ids=ANSWERS)
def test_a_phone_whose_service_answers_as(said, told, kept, rob, sink, tmp_path):
    with push_service(tmp_path, lambda path, number: said) as service:
        service.phone(rob.programme.runner, "rob")
        sweeps(rob, service)
    assert by_channel(rob) == told
    assert PushSubscription.objects.count() == kept
    assert len(service.arrived) == 1  # nobody is followed elsewhere
    assert len(sink.arrived) == told.count(("email", "sent"))


def test_what_the_runner_sees_says_why_it_came_by_mail(rob, sink, tmp_path):
    with push_service(tmp_path, lambda path, number: GONE) as service:
        service.phone(rob.programme.runner, "phone")
        sweeps(rob, service)
    said = [delivery_shown(delivery).text for delivery in rob.programme.deliveries.order_by("pk")]
    assert said == ["no phone took it, so it goes by e-mail. phone: 410 Gone", "sent by e-mail, as no phone took it"]


def test_a_busy_service_is_asked_again_no_sooner_than_it_wants_and_then_no_mail_goes(rob, sink, tmp_path):
    with push_service(
        tmp_path, lambda path, number: (429, {"Retry-After": "600"}) if number == 1 else (201, {})
    ) as service:
        service.phone(rob.programme.runner, "rob")
        for _ in range(12):
            sweeps(rob, service)
            rob.now += timedelta(minutes=1)
    assert (by_channel(rob), sink.arrived, len(service.arrived)) == ([("push", "sent")], [], 2)
    assert rob.deliveries[0].settled_at - rob.deliveries[0].due_at >= timedelta(minutes=10)


WAITS = {
    "the shortest waits": 0.5,
    "waits as planned": 1.0,
    "waits whose last ends with the hour": 1.48,
    "the longest": 1.5,
}


@pytest.mark.parametrize("share", WAITS.values(), ids=WAITS)
def test_a_service_that_stays_away_leaves_it_to_mail_in_the_hour_s_last_sweep(share, rob, sink, tmp_path, monkeypatch):
    monkeypatch.setattr(random, "uniform", lambda least, most: share)
    due = rob.now
    with push_service(tmp_path, lambda path, number: BUSY) as service:
        service.phone(rob.programme.runner, "rob")
        while rob.now <= due + timedelta(hours=1, minutes=1) and not sink.arrived:
            sweeps(rob, service)
            rob.now += timedelta(minutes=1)
    assert by_channel(rob) == [("push", "dead"), ("email", "sent")]
    assert PushSubscription.objects.get().failed == 1


def test_one_phone_that_takes_it_is_enough_and_the_others_are_noted(rob, sink, tmp_path):
    with push_service(tmp_path, lambda path, number: {"old": GONE, "odd": REFUSED}.get(path, (201, {}))) as service:
        for name in ("old", "odd", "new"):
            service.phone(rob.programme.runner, name)
        sweeps(rob, service)
    assert (by_channel(rob), sink.arrived) == ([("push", "sent")], [])
    assert dict(PushSubscription.objects.values_list("name", "failed")) == {"odd": 1, "new": 0}


def test_a_phone_that_failed_three_times_in_a_row_is_asked_no_more_and_mail_comes_in_time(rob, sink, tmp_path):
    with push_service(tmp_path, lambda path, number: REFUSED) as service:
        service.phone(rob.programme.runner, "rob", failed=MOST_FAILURES)
        sweeps(rob, service)
    assert (by_channel(rob), service.arrived, len(sink.arrived)) == ([("email", "sent")], [], 1)


@pytest.mark.parametrize("path", ["hang", "drip"], ids=["says nothing", "says it drop by drop"])
def test_a_service_that_is_slow_holds_up_nobody(path, rob, sink, tmp_path):
    others = [Reminded(f"ann{n}@home.test", grade=2, days_ago=12, at=rob.now - timedelta(days=1)) for n in range(3)]
    with push_service(tmp_path) as service:
        service.phone(rob.programme.runner, path)
        for other in others:
            service.phone(other.programme.runner, f"phone-of-{other.user.email[:4]}")
        begun = clocks.monotonic()
        sweeps(rob, service)
        took = clocks.monotonic() - begun
    assert took < 4
    assert by_channel(rob) == [("push", "owed")]
    assert "no answer within 1.5 seconds" in rob.deliveries[0].detail
    assert {state for other in others for _, state in by_channel(other) if other.deliveries} <= {"sent", "skipped"}
    assert sum(name.startswith("phone-of") for name in service.paths) == sum(
        d.state == "sent" for o in others for d in o.deliveries
    )


PRIVATE = [
    "https://127.0.0.1/",
    "https://[::1]/",
    "https://10.0.0.7/",
    "https://169.254.169.254/",
    "https://localhost/",
]


@pytest.mark.parametrize("endpoint", PRIVATE)
def test_nothing_goes_into_a_private_network(endpoint, rob, sink, tmp_path):
    with push_service(tmp_path) as service:
        phone = service.phone(rob.programme.runner, "rob")
        where = endpoint if "localhost" not in endpoint else f"https://localhost:{service.port}/"
        PushSubscription.objects.filter(pk=phone.pk).update(endpoint=where)
        send_everything_due(clock=lambda: rob.now, reach=PUBLIC)
    assert service.arrived == []
    assert by_channel(rob) == [("push", "dead"), ("email", "sent")]
    assert "does not lead into the public internet" in rob.deliveries[0].detail


def test_without_a_key_of_the_house_everything_goes_by_mail(settings, rob, sink, tmp_path):
    settings.VAPID_PRIVATE_KEY = ""
    with push_service(tmp_path) as service:
        service.phone(rob.programme.runner, "rob")
        sweeps(rob, service)
    assert (by_channel(rob), service.arrived) == ([("email", "sent")], [])


def test_mail_that_was_refused_stops_no_phone(settings, rob, tmp_path):
    with smtp_sink(settings, lambda stage, number: "550 no") as sink, push_service(tmp_path) as service:
        ReminderSettings.objects.update(refused=2)
        service.phone(rob.programme.runner, "rob")
        service.answer = lambda path, number: REFUSED if number == 1 else (201, {})
        sweeps(rob, service)
        assert ReminderSettings.objects.get().paused_because
        rob.sleeps_to(rob.now + timedelta(days=1))
        sweeps(rob, service)
    assert sink.arrived == []
    assert by_channel(rob)[:2] == [("push", "dead"), ("email", "dead")]
    assert by_channel(rob)[2][0] == "push"


def test_erasing_a_runner_erases_their_phones(rob, tmp_path):
    with push_service(tmp_path) as service:
        service.phone(rob.programme.runner, "rob")
    erase_person(user=rob.user)
    assert not PushSubscription.objects.exists()


def test_one_now_says_of_each_phone_what_its_service_said(rob, sink, tmp_path):
    with push_service(tmp_path, lambda path, number: GONE if path == "old" else (201, {})) as service:
        service.phone(rob.programme.runner, "old")
        service.phone(rob.programme.runner, "new", failed=MOST_FAILURES)
        sent = send_now(rob.following, rob.now, service.reach)
    assert sent.is_sent
    assert "old: it takes no more messages, so it was removed (410 Gone)." in sent.text
    assert "new: its push service took it." in sent.text
    assert list(PushSubscription.objects.values_list("name", "failed")) == [("new", 0)]
    assert sink.arrived == []


def test_one_now_that_no_phone_takes_goes_by_mail_and_says_so(rob, sink, tmp_path):
    with push_service(tmp_path, lambda path, number: BUSY) as service:
        service.phone(rob.programme.runner, "rob")
        sent = send_now(rob.following, rob.now, service.reach)
    assert not sent.is_sent
    assert "rob: its push service did not take it now (503 Service Unavailable)." in sent.text
    assert "No phone took it, so it went by e-mail." in sent.text
    assert len(sink.arrived) == 1
