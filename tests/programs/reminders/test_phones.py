"""A phone is added by its browser, listed by a plain name, removed by a press, and forgotten with signing out."""

import json

import pytest
from django.test import Client
from django.utils import timezone

from programs.models import DueReminder, PushSubscription, ReminderSettings
from programs.notices.sealed import point_of
from programs.services.reminders import choose_reminders
from rehab.wanted import Wanted
from tests.programs.check_path import HERE, text_of
from tests.programs.followed import Rob
from tests.programs.reminders.push_services import HOUSE_KEY, Browser

pytestmark = [pytest.mark.django_db, pytest.mark.db_whole]
ADD, KEY, PAGE = "/settings/reminders/phones/", "/settings/reminders/key/", "/settings/"
PIXEL = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Mobile Safari/537.36"


@pytest.fixture(autouse=True)
def house(settings):
    settings.VAPID_PRIVATE_KEY = HOUSE_KEY


@pytest.fixture
def rob():
    return Rob(at=timezone.now(), days_ago=12)


def on_a_phone(rob: Rob, **how) -> Client:
    client = Client(headers={**HERE, "user-agent": PIXEL}, **how)
    client.force_login(rob.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def adds(client: Client, browser: Browser | None = None, place: str = "one"):
    told = (browser or Browser()).told(f"https://push.example.org/{place}")
    return client.post(ADD, {"subscription": json.dumps(told)})


def test_a_phone_is_added_once_and_switches_reminders_on(rob):
    client, browser = on_a_phone(rob), Browser()
    for _ in range(2):
        assert adds(client, browser).json() == {"name": "Chrome on Android"}
    assert PushSubscription.objects.count() == 1
    assert ReminderSettings.objects.get().on
    assert DueReminder.objects.exists()
    page = text_of(client.get(PAGE))
    assert "Chrome on Android" in page
    assert "On your phones. By e-mail to rob@example.com when none of them takes it." in page
    assert "push.example.org" not in client.get(PAGE).content.decode()


def test_the_times_that_were_chosen_stay(rob):
    choose_reminders(programme=rob.programme, wanted=Wanted(on=False, weekdays=frozenset({1})), now=rob.now)
    adds(on_a_phone(rob))
    kept = ReminderSettings.objects.get()
    assert (kept.on, kept.weekdays) == (True, 0b10)


def test_the_key_of_the_house_is_a_point_of_the_curve(rob):
    assert point_of(on_a_phone(rob).get(KEY).json()["key"])


def test_a_house_without_a_key_offers_nothing_and_says_so(settings, rob):
    settings.VAPID_PRIVATE_KEY = ""
    client = on_a_phone(rob)
    assert [client.get(KEY).status_code, adds(client).status_code] == [404, 404]
    assert "This server sends no notices to phones" in text_of(client.get(PAGE))
    assert not PushSubscription.objects.exists()


def test_without_a_script_the_card_says_what_it_needs(rob):
    assert "This needs a script, which is off in this browser." in text_of(on_a_phone(rob).get(PAGE))


def test_a_phone_is_removed_by_its_runner_alone(rob):
    client, ann = on_a_phone(rob), on_a_phone(Rob("ann@example.com", at=timezone.now()))
    adds(client)
    path = f"{ADD}{PushSubscription.objects.get().pk}/remove/"
    assert ann.post(path).status_code == 404
    assert (client.post(path).status_code, PushSubscription.objects.count()) == (302, 0)


def test_signing_out_forgets_the_phone_it_is_done_on_and_no_other(rob):
    here, there = on_a_phone(rob), on_a_phone(rob)
    adds(here, place="here")
    adds(there, place="there")
    here.post("/accounts/logout/")
    assert PushSubscription.objects.get().endpoint.endswith("/there")


def test_a_phone_goes_over_to_whoever_signs_in_there_and_to_nobody_who_only_knows_where_it_is(rob):
    ann, browser = Rob("ann@example.com", at=timezone.now()), Browser()
    adds(on_a_phone(rob), browser)
    assert adds(on_a_phone(ann)).status_code == 400
    assert PushSubscription.objects.get().runner == rob.programme.runner
    adds(on_a_phone(ann), browser)
    assert PushSubscription.objects.get().runner == ann.programme.runner


def test_nobody_has_more_than_five(rob):
    client = on_a_phone(rob)
    answers = [adds(client, place=str(number)) for number in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [400]
    assert answers[-1].json() == {"problem": "there are 5 phones: remove one first"}


UNFIT = {
    "nothing": "",
    "no JSON": "{",
    "a place within": json.dumps(Browser().told("http://localhost/")),
    "more than anybody sends": "x" * 3000,
}


@pytest.mark.parametrize("told", UNFIT.values(), ids=UNFIT)
def test_what_no_browser_tells_is_refused_in_words(told, rob):
    answer = on_a_phone(rob).post(ADD, {"subscription": told})
    assert (answer.status_code, bool(answer.json()["problem"])) == (400, True)
    assert not PushSubscription.objects.exists()


def test_it_stands_on_the_page_of_everything(rob):
    client = on_a_phone(rob)
    adds(client)
    assert "Chrome on Android · added on" in text_of(client.get("/settings/data/all/"))
