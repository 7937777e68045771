"""What a session keeps of a check: for how long, through two tabs and changed minds, and against garbage."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from programs import tasks
from programs.selectors.kept import KEY
from tests.programs.check_path import GROUPS, HERE, Runner, text_of

pytestmark = pytest.mark.django_db

FIRST = GROUPS[0]


def kept(runner: Runner) -> dict[str, Any]:
    return dict(runner.client.session[KEY])


def test_nothing_is_set_before_the_first_answer():
    runner = Runner()
    assert runner.see().status_code == 200
    assert runner.client.get("/plan/?grade=2&week=3").status_code == 200
    assert not runner.client.cookies
    assert Session.objects.count() == 0
    runner.tick(FIRST)
    cookie = runner.client.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == 2 * 60 * 60


def test_answers_die_two_hours_after_the_last_one():
    runner = Runner()
    runner.screen()
    session = Session.objects.get()
    assert timedelta(minutes=119) < session.expire_date - timezone.now() <= timedelta(hours=2)
    session.expire_date = timezone.now() - timedelta(seconds=1)
    session.save()
    assert runner.see().request["PATH_INFO"] == f"/check/{FIRST}/"
    tasks.forget_old_checks()
    assert Session.objects.count() == 0


def test_an_old_check_in_a_session_that_lives_on_is_not_read():
    runner = Runner()
    runner.screen("rf01")
    session = runner.client.session
    session[KEY] = session[KEY] | {"answered_at": session[KEY]["answered_at"] - 7201}
    session.save()
    assert runner.see().request["PATH_INFO"] == f"/check/{FIRST}/"


@pytest.mark.parametrize(
    "damage",
    [
        "no check",
        None,
        {},
        {"answered_at": 4_000_000_000, "version": 99},
        {"answered_at": 4_000_000_000, "ticks": {"emergency": ["rf99"]}},
        {"answered_at": 4_000_000_000, "ticks": {"nowhere": []}},
        {"answered_at": 4_000_000_000, "points": {"a": 9}},
        {"answered_at": 4_000_000_000, "more": {"rf99": True}},
        {"answered_at": 4_000_000_000, "pulse": 60},
    ],
    ids=[
        "a text",
        "nothing",
        "an empty one",
        "a later version",
        "an unknown sign",
        "an unknown screen",
        "an unknown answer",
        "an unknown sign opened again",
        "an unknown name",
    ],
)
def test_what_cannot_be_read_begins_anew_with_a_word(damage):
    runner = Runner()
    runner.tick(FIRST)
    session = runner.client.session
    session[KEY] = damage
    session.save()
    page = runner.see()
    assert page.status_code == 200
    assert page.request["PATH_INFO"] == f"/check/{FIRST}/"
    assert ("cannot be read" in text_of(page)) == (damage is not None)
    closed = runner.client.get("/plan/?grade=2&week=3")
    assert (closed.status_code, closed.get("Location")) == ((200, None) if damage is None else (302, "/check/"))
    assert runner.tick(FIRST)["Location"] == f"/check/{GROUPS[1]}/"


def test_going_back_finds_the_answers_and_goes_on_where_it_was():
    runner = Runner()
    runner.tick(FIRST)
    runner.tick("since-hurt", "rf23")
    page = runner.see("since-hurt").content.decode()
    assert 'href="/check/emergency/"' in page
    assert page.count("checked") == 1
    assert runner.tick(FIRST)["Location"] == "/check/clot-signs/"


def test_a_changed_answer_opens_the_way_and_the_old_one_stays_on_record():
    runner = Runner()
    runner.screen("rf03")
    assert runner.tick("emergency")["Location"] == "/check/since-hurt/"
    assert kept(runner)["earlier"][0]["said"] == {"ticks": {"emergency": ["rf03"]}}
    assert "rf03" not in kept(runner)["ticks"]["emergency"]


def test_the_same_form_sent_twice_changes_nothing():
    runner = Runner()
    first = runner.tick(FIRST)["Location"], kept(runner)["ticks"]
    assert (runner.tick(FIRST)["Location"], kept(runner)["ticks"]) == first
    assert kept(runner)["earlier"] == []


def test_a_sign_ticked_in_one_tab_ends_the_check_in_the_other():
    one = Runner()
    one.screen()
    other = Runner(one.client)
    other.tick(FIRST, "rf01")
    assert one.say("grade", grade="1")["Location"] == "/check/result/"
    assert kept(one)["grade"] is None
    assert "Call for help now" in text_of(one.client.get("/plan/"))


def test_a_screen_cannot_be_reached_before_its_turn():
    runner = Runner()
    for step in ("clot-signs", "grade", "about", "more", "result", "question-a"):
        assert runner.client.get(f"/check/{step}/")["Location"] == f"/check/{FIRST}/"
    assert runner.say("about", side="left")["Location"] == f"/check/{FIRST}/"
    assert KEY not in runner.client.session


def test_a_sign_is_kept_even_from_a_form_that_outlived_its_session():
    runner = Runner()
    assert runner.tick("since-hurt", "rf09")["Location"] == "/check/result/"
    runner = Runner()
    assert runner.tick("since-hurt")["Location"] == f"/check/{FIRST}/"
    assert "earlier answers are gone" in text_of(runner.see())


def test_starting_anew_forgets_everything():
    runner = Runner()
    runner.screen("rf01")
    assert runner.client.get("/check/anew/").status_code == 405
    assert runner.say("anew")["Location"] == "/check/"
    assert Session.objects.count() == 0
    assert runner.see().request["PATH_INFO"] == f"/check/{FIRST}/"


@pytest.mark.parametrize(
    ("step", "said", "told"),
    [
        (FIRST, {}, "Tick what fits, or press “None of these”."),
        ("health", {"flag": "rf30", "none": "yes", "age": "40"}, "one of the two"),
        (FIRST, {"flag": "rf08"}, "rf08 was given. Allowed: rf01, rf02, rf03"),
        (FIRST, {"flag": "rf\x00"}, "rf\\x00 was given"),
        (FIRST, {"none": "maybe"}, "maybe was given. Allowed: yes"),
        (FIRST, {"none": "yes", "colour": "red"}, "colour was given. Allowed: flag, none"),
        (FIRST, {"flag": "x" * 5000}, "…"),
        ("start", {"none": "yes"}, "Say when it started."),
        ("start", {"none": "yes", "injured_on": "2999-01-01"}, "2999-01-01 was given"),
        ("start", {"none": "yes", "injured_on": "2026-02-30"}, "2026-02-30 was given"),
        ("start", {"none": "yes", "injured_on": "1999-01-01"}, "1999-01-01 was given"),
        ("start", {"none": "yes", "when": "today", "injured_on": "2026-01-01"}, "one day"),
        ("health", {"none": "yes"}, "Age: nothing was given. Allowed: 0 to 120"),
        ("health", {"none": "yes", "age": "٤٢"}, "Allowed: 0 to 120"),
        ("health", {"none": "yes", "age": ["40", "50"]}, "40 and 50 was given"),
    ],
    ids=[
        "nothing at all",
        "a sign and none",
        "a sign of another screen",
        "NUL",
        "a strange none",
        "an unknown name",
        "a very long one",
        "no day",
        "a day to come",
        "no such day",
        "a day long past",
        "two days",
        "no age",
        "an age in other digits",
        "two ages",
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_is_lost(step, said, told):
    runner = Runner()
    answer = runner.say(step, **said)
    assert answer.status_code == 400
    assert told in text_of(answer)
    assert KEY not in runner.client.session


def test_ticks_are_still_there_when_the_form_comes_back():
    answer = Runner().say("health", flag=["rf14"], age="old")
    assert 'value="rf14" checked' in " ".join(answer.content.decode().split())


@pytest.mark.parametrize(
    ("step", "said"),
    [("start", {"flag": "rf24"}), ("start", {"flag": ["rf24", "rf25"], "injured_on": "2026-02-30"})],
    ids=["no day", "no such day"],
)
def test_help_does_not_wait_for_the_day_or_the_age(step, said):
    runner = Runner()
    assert runner.say(step, **said)["Location"] == "/check/result/"
    assert "Have it looked at today" in text_of(runner.client.get("/plan/?grade=1&week=1"))
    assert runner.tick(step)["Location"] == f"/check/{FIRST}/"
    answer = Runner().say("health", flag="rf15")
    assert (answer.status_code, "Age: nothing was given" in text_of(answer)) == (400, True)


def test_ten_thousand_values_are_too_many_at_once():
    answer = Runner().say(FIRST, flag=["rf01"] * 10_000)
    assert answer.status_code == 413


def test_an_unknown_screen_is_not_there():
    assert Runner().client.get("/check/nonsense/").status_code == 404
    assert Runner().client.get("/check/emergency%00/").status_code == 404


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options"])
def test_other_methods_are_not_allowed(method):
    answer = getattr(Runner().client, method)(f"/check/{FIRST}/")
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD, POST"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 403),
        ({"origin": "https://elsewhere.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://["}, 403),
        (HERE, 302),
        ({"referer": "http://testserver/check/emergency/"}, 302),
    ],
    ids=["nowhere", "elsewhere", "nowhere in particular", "nonsense", "here", "here, by an older browser"],
)
def test_the_first_answer_has_to_come_from_our_own_page(headers, status):
    client = Client(enforce_csrf_checks=True)
    assert client.post(f"/check/{FIRST}/", {"none": "yes"}, headers=headers).status_code == status


def test_every_later_answer_needs_its_token():
    client = Client(enforce_csrf_checks=True, headers=HERE)
    client.post(f"/check/{FIRST}/", {"none": "yes"})
    assert client.post("/check/since-hurt/", {"none": "yes"}).status_code == 403
    client.get("/check/since-hurt/")
    token = client.cookies["csrftoken"].value
    sent = {"none": "yes", "csrfmiddlewaretoken": token}
    assert client.post("/check/since-hurt/", sent)["Location"] == "/check/clot-signs/"


@pytest.mark.parametrize("address", ["/plan/", "/plan/day/3/", "/plan/week/2/"])
def test_no_plan_of_a_session_is_kept_on_its_way_nor_what_stands_for_it(address):
    assert Client().get(address)["Cache-Control"] == "private, no-store"
    runner = Runner()
    runner.screen("rf01")
    assert runner.client.get(address)["Cache-Control"] == "private, no-store"


def test_no_page_of_the_check_is_kept_on_its_way():
    runner = Runner()
    runner.screen("rf01")
    for address in ("/check/", f"/check/{FIRST}/", "/check/result/"):
        assert "no-store" in runner.client.get(address)["Cache-Control"]
