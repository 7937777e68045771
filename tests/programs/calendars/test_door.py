"""The door for calendar programs: whoever holds the link and nobody else, the same 404, asked again without a body."""

import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from programs.models import Calendar
from programs.services.calendars import link_calendar, unlink_calendar
from programs.services.consents import withdraw
from programs.services.erasing import erase_person
from rehab.events import Ended, Morning, Paused, Reinjured, Resumed, Screened
from rehab.vocabulary import Route
from rehab.wanted import Wanted
from scripts.promises import questions
from tests.programs.calendars.strictly import read, read_by_the_letter
from tests.programs.calendars.subscribed import Subscribed
from tests.programs.check_path import HERE, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.db_whole]
MOST_QUESTIONS = 6


@pytest.fixture
def rob():
    return Subscribed(at=timezone.now(), days_ago=16)


def asked(token: str, client: Client | None = None, **headers: str):
    return (client or Client()).get(f"/calendar/{token}.ics", headers=headers)


def signed_in(rob: Subscribed) -> Client:
    client = Client(headers=HERE)
    client.force_login(rob.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_program_with_the_link_has_the_days_without_signing_in(rob):
    client = Client()
    answer = asked(rob.token, client)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert read(answer.content)
    assert (client.cookies, answer.cookies) == ({}, {})
    assert answer["Cache-Control"] == "private, no-cache"
    head = Client().head(f"/calendar/{rob.token}.ics")
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", answer["ETag"])


def test_only_a_fingerprint_of_the_link_is_kept(rob):
    assert re.fullmatch("[0-9a-f]{32}", rob.token), "128 random bits"
    kept = Calendar.objects.values_list().get()
    assert rob.token not in map(str, kept)


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_can_only_be_read(method, rob):
    answer = getattr(Client(enforce_csrf_checks=True), method)(f"/calendar/{rob.token}.ics")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")


WRONG = {"another token": "0" * 32, "a word": "x", "an endless one": "a" * 3000, "the digest": None}


@pytest.mark.parametrize("token", WRONG.values(), ids=WRONG)
def test_a_wrong_link_is_answered_as_any_page_that_is_not_there(token, rob):
    answer = asked(token or Calendar.objects.get().digest)
    nowhere = Client().get("/no/such/page/")
    assert (answer.status_code, answer.content) == (404, nowhere.content)
    assert answer.headers == nowhere.headers


def test_whoever_has_the_days_as_they_are_is_sent_none(rob):
    first = asked(rob.token)
    again = asked(rob.token, **{"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert again["Cache-Control"] == first["Cache-Control"]
    rob.tells(Morning(5))
    changed = asked(rob.token, **{"if-none-match": first["ETag"]})
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_a_program_that_takes_it_compressed_is_answered_with_304_as_well(rob):
    zipped = {"accept-encoding": "gzip"}
    first = asked(rob.token, **zipped)
    assert first["Content-Encoding"] == "gzip"
    assert asked(rob.token, **zipped, **{"if-none-match": first["ETag"]}).status_code == 304


def test_a_new_link_ends_the_old_one_and_names_the_same_days(rob):
    old = read(asked(rob.token).content)
    token = link_calendar(programme=rob.programme, now=rob.now)
    assert asked(rob.token).status_code == 404
    assert read(asked(token).content).keys() == old.keys()


def test_a_link_that_was_ended_opens_nothing_and_its_count_goes_on(rob):
    (before,) = {event.sequence for event in read(asked(rob.token).content).values()}
    unlink_calendar(programme=rob.programme)
    assert asked(rob.token).status_code == 404
    rob.wants(Wanted(rest_days=True))
    token = link_calendar(programme=rob.programme, now=rob.now)
    (after,) = {event.sequence for event in read(asked(token).content).values()}
    assert after > before


def test_erasing_somebody_ends_it(rob):
    erase_person(user=rob.user)
    assert asked(rob.token).status_code == 404


def test_one_runners_link_shows_nobody_elses_days(rob):
    ann = Subscribed("ann@example.com", at=timezone.now(), days_ago=40)
    robs, anns = read(asked(rob.token).content), read(asked(ann.token).content)
    assert not robs.keys() & anns.keys()
    assert not {event.title for event in robs.values()} & {event.title for event in anns.values()}


def inactive(rob: Subscribed) -> None:
    rob.user.is_active = False
    rob.user.save()


EMPTY = {
    "in a pause": lambda rob: rob.tells(Paused()),
    "after the end": lambda rob: rob.tells(Ended()),
    "behind a sign": lambda rob: rob.tells(Screened(frozenset({"rf01"}), route=Route.EMERGENCY)),
    "after another injury": lambda rob: rob.tells(Reinjured(2)),
    "without a yes to keeping it": lambda rob: withdraw(runner=rob.programme.runner, now=rob.now),
    "for an account that is closed": inactive,
}


@pytest.mark.parametrize("happens", EMPTY.values(), ids=EMPTY)
def test_it_is_empty_and_says_nothing_of_why(happens, rob):
    other = Subscribed("ann@example.com", at=timezone.now())
    other.tells(Paused())
    happens(rob)
    content = asked(rob.token).content
    assert read(content) == {}
    assert content == asked(other.token).content
    assert read_by_the_letter(content)["NAME"] == "Training plan"


def test_after_a_pause_the_days_are_back_under_their_names_and_counted_on(rob):
    before = read(asked(rob.token).content)
    rob.tells(Paused())
    rob.tells(Resumed())
    after = read(asked(rob.token).content)
    assert before.keys() & after.keys()
    assert min(event.sequence for event in after.values()) > max(event.sequence for event in before.values())


@pytest.mark.parametrize("wanted", [None, Wanted()], ids=["no time chosen", "a time chosen"])
def test_it_asks_the_database_little(wanted):
    rob = Subscribed(at=timezone.now(), days_ago=16, wanted=wanted)
    assert questions(lambda: asked(rob.token)) <= MOST_QUESTIONS
    assert questions(lambda: asked("0" * 32)) == 1


def test_a_worker_reads_what_writes_calendars_once_somebody_asks():
    begun = "import sys; import config.wsgi; from django.urls import reverse; reverse('today')"
    run = [sys.executable, "-c", f"{begun}; print('programs.web.urls' in sys.modules, 'icalendar' in sys.modules)"]
    assert subprocess.run(run, capture_output=True, text=True, check=True).stdout.split() == ["True", "False"]


def test_a_link_may_be_asked_for_so_often_and_no_oftener(rob, settings):
    settings.CALENDARS_PER_MINUTE = 3
    ann = Subscribed("ann@example.com", at=timezone.now(), days_ago=16)
    codes = [asked(rob.token).status_code for _ in range(8)]
    assert 429 in codes
    late = asked(rob.token)
    assert (late.status_code, 1 <= int(late["Retry-After"]) <= 60) == (429, True)
    # One address asks for many people: the houses that run calendars.
    assert asked(ann.token).status_code == 200


def test_an_address_that_tries_links_is_told_to_wait(settings):
    settings.CALENDARS_PER_MINUTE = 3
    codes = [asked(f"{number:032x}").status_code for number in range(8)]
    assert set(codes) == {404, 429}
    rob = Subscribed(at=timezone.now(), days_ago=16)
    assert asked(rob.token).status_code == 200


def test_the_card_gives_a_link_that_opens_and_shows_it_once(rob):
    client = signed_in(rob)
    page = client.post("/settings/calendar/", {"what": "link"})
    (link,) = re.findall(r'value="(http://testserver/calendar/[0-9a-f]{32}\.ics)"', page.content.decode())
    assert f'href="webcal{link[4:]}"' in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert Client().get(link).status_code == 200
    assert asked(rob.token).status_code == 404
    later = client.get("/settings/")
    assert link not in later.content.decode()
    assert "Make a new link" in text_of(later)


def test_the_card_ends_a_link(rob):
    client = signed_in(rob)
    answer = client.post("/settings/calendar/", {"what": "end"})
    assert (answer.status_code, answer["Location"]) == (302, "/settings/?saved=calendar#calendar")
    assert asked(rob.token).status_code == 404
    page = text_of(client.get("/settings/"))
    assert "Make a link" in page
    assert "End the link" not in page


@pytest.mark.parametrize(
    "sent", [{}, {"what": "sell"}, {"what": "link", "token": "x"}], ids=["nothing", "what else", "more"]
)
def test_the_card_does_nothing_else(sent, rob):
    answer = signed_in(rob).post("/settings/calendar/", sent)
    assert answer.status_code == 400
    assert asked(rob.token).status_code == 200


def test_everything_that_is_kept_has_the_link_and_when_it_was_made(rob):
    page = text_of(signed_in(rob).get("/settings/data/all/"))
    assert "Links to my calendar" in page
    assert rob.token not in page
    unlink_calendar(programme=rob.programme)
    assert "ended" in text_of(signed_in(rob).get("/settings/data/all/"))


def test_the_stamp_is_of_the_last_change_and_not_of_the_question():
    rob = Subscribed(days_ago=16, at=datetime(2026, 11, 2, 12, tzinfo=UTC))
    (stamp,) = {event.stamp for event in rob.events.values()}
    assert stamp == datetime(2026, 11, 2, 12, tzinfo=UTC)
    rob.waits(days=1)
    (stamp,) = {event.stamp for event in rob.events.values()}
    assert stamp == datetime(2026, 11, 3, tzinfo=UTC)
    rob.tells(Morning(0))
    told = rob.now - timedelta(seconds=1)
    (stamp,) = {event.stamp for event in rob.waits(hours=3).events.values()}
    assert stamp == told
