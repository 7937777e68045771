"""The pages in Firefox ESR as well: they open, and a runner comes through a day, with a script and without."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from programs.models import Event
from tests.browser.firefox import started
from tests.browser.phones import standing_house, told
from tests.programs.followed import Rob
from tests.servers import wait_until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.deep]

PAGES = (
    "/",
    "/check/",
    "/plan/?grade=2&week=3",
    "/exercises/",
    "/exercises/single-leg-heel-raise/",
    "/learn/",
    "/intended-use/",
    "/privacy/",
    "/offline/",
    "/accounts/login/",
)
OWN_PAGES = ("/today/", "/today/signs/", "/today/days/", "/progress/", "/progress/versions/", "/settings/")
IS_WIDER = "document.documentElement.scrollWidth > innerWidth"


@pytest.fixture
def house(settings):
    with standing_house(settings) as found:
        yield found


@pytest.fixture
def rob() -> Rob:
    return Rob(at=timezone.now() - timedelta(days=1), days_ago=14, grade=1).lives(1)


def key_of(rob: Rob) -> str:
    client = Client()
    client.force_login(rob.user)
    return client.cookies["sessionid"].value


def test_every_page_opens_fits_and_complains_of_nothing(house, rob, tmp_path):
    with started(tmp_path / "profile") as firefox:
        for page in PAGES:
            firefox.opens(house.address + page)
            assert firefox.says("document.querySelector('h1').innerText"), page
            assert not firefox.says(IS_WIDER), page
        firefox.signs_in(house.address, key_of(rob))
        for page in OWN_PAGES:
            firefox.opens(house.address + page)
            assert firefox.place == page
            assert not firefox.says(IS_WIDER), page
        assert firefox.problems == []


@pytest.mark.parametrize("scripts", [True, False], ids=["with a script", "without a script"])
def test_the_check_leads_to_whom_to_call(house, tmp_path, scripts):
    with started(tmp_path / "profile", scripts=scripts) as firefox:
        firefox.opens(f"{house.address}/check/")
        firefox.presses("button", "None of these")
        firefox.opens(f"{house.address}/check/emergency/")
        firefox.ticks("label:has(input[name=flag])")
        firefox.presses("button", "Next")
        assert "Call for help now" in firefox.text
        assert firefox.says("Boolean(document.querySelector('a[href^=\"tel:\"]'))")
        assert firefox.problems == []


def test_a_morning_and_an_exercise_are_told_without_a_script(house, rob, tmp_path):
    before = len(told())
    with started(tmp_path / "profile", scripts=False) as firefox:
        firefox.signs_in(house.address, key_of(rob))
        firefox.opens(f"{house.address}/today/")
        firefox.presses("button", "1")
        firefox.presses("link", "Start")
        firefox.presses("button", "None of these")
        assert firefox.place == "/today/session/1/"
        firefox.presses("button", "Done")
    assert told()[before:] == ["morning", "screened", "did"]


def test_a_session_begun_without_a_network_is_sent_when_there_is_one(house, rob, tmp_path):
    before = Event.objects.count()
    with started(tmp_path / "profile") as firefox:
        firefox.signs_in(house.address, key_of(rob))
        firefox.opens(f"{house.address}/today/")
        firefox.waits_for("navigator.serviceWorker.controller !== null", what="the worker in control")
        firefox.waits_for("Boolean(document.documentElement.dataset.dayKept)", what="the day on the shelf")
        house.stop()
        firefox.opens(f"{house.address}/today/")
        firefox.waits_for("!document.querySelector('[data-say=away]').hidden", what="what the phone says of itself")
        firefox.presses("button", "1")
        firefox.presses("link", "Start")
        firefox.presses("button", "None of these")
        firefox.presses("button", "Done")
        assert Event.objects.count() == before
        house.start()
        firefox.says("window.dispatchEvent(new Event('online'))")
        wait_until(lambda: Event.objects.count() == before + 3, seconds=60, what="every entry in the diary")
        firefox.opens(f"{house.address}/today/")
        assert firefox.says("queue.all().then((rows) => rows.every((row) => row.state === 'sent'))")
        assert firefox.problems == []
