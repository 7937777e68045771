"""The runner's day on the pages, forms alone: morning, signs, session, light, and what takes the plan away."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from programs.models import Event
from programs.services.consents import withdraw
from rehab.events import Did, Finished, Morning, OtherWork
from rehab.vocabulary import Status
from tests.programs.check_path import HERE, Runner, text_of
from tests.programs.followed import Rob

pytestmark = pytest.mark.django_db
NONE = {"none": "yes"}


@pytest.fixture
def rob():
    """Rob, who hurt his calf sixteen days ago and joins today; the pages tell today by the clock."""
    return Rob(at=timezone.now(), days_ago=16, zone="UTC")


@pytest.fixture
def browser(rob):
    client = Client(headers=HERE)
    client.force_login(rob.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def uuid_on(page) -> str:
    found = re.search(r'name="uuid" value="([0-9a-f-]{36})"', page.content.decode())
    assert found
    return found[1]


def test_the_morning_is_told_in_one_press(browser, rob):
    page = browser.get("/today/")
    assert "How sore was your calf" in text_of(page)
    assert browser.post("/today/morning/", {"uuid": uuid_on(page), "pain": "2"})["Location"] == "/today/"
    assert rob.following.today.now.mornings[-1][1] == 2
    assert "Pain 2 of 10" in text_of(browser.get("/today/"))


def test_a_form_sent_twice_is_one_entry(browser):
    form = {"uuid": uuid_on(browser.get("/today/")), "pain": "2"}
    for _ in range(2):
        assert browser.post("/today/morning/", form).status_code == 302
    assert Event.objects.filter(kind="morning").count() == 1


def test_from_today_to_the_first_exercise_in_two_presses(browser):
    page = browser.get("/today/")
    assert 'href="/today/signs/"' in page.content.decode()
    first = browser.post("/today/signs/", NONE, follow=True)
    assert first.redirect_chain[-1][0] == "/today/session/1/"
    assert "Done" in text_of(first)


def test_no_exercise_is_shown_before_the_signs_of_the_day(browser):
    assert browser.get("/today/session/1/")["Location"] == "/today/signs/"
    assert browser.post("/today/session/1/", {"outcome": "done"})["Location"] == "/today/signs/"
    assert not Event.objects.exists()


def test_a_session_is_done_with_forms_alone(browser, rob):
    page = browser.post("/today/signs/", NONE, follow=True)
    steps = 0
    while page.redirect_chain[-1][0] != "/today/session/end/":
        page = browser.post(page.redirect_chain[-1][0], {"uuid": uuid_on(page), "outcome": "done"}, follow=True)
        steps += 1
    assert steps == sum(not entry.optional for entry in rob.plan.entries)
    page = browser.post("/today/session/end/", {"uuid": uuid_on(page), "during": "1", "after": "0"}, follow=True)
    assert page.redirect_chain[-1][0] == "/today/result/"
    assert "Your calf took it well" in text_of(page)
    assert "Done for today" in text_of(browser.get("/today/"))


def test_a_second_word_on_an_item_corrects_the_first(browser, rob):
    browser.post("/today/signs/", NONE)
    browser.post("/today/session/1/", {"outcome": "done"})
    browser.post("/today/session/1/", {"outcome": "skipped", "why_not": "kit"})
    (item,) = rob.following.today.page.open_items
    assert (item.outcome, item.why_not) == ("skipped", "kit")
    assert Event.objects.filter(kind="did").count() == 2


@pytest.mark.parametrize(
    ("pain", "heading"),
    [("1", "Your calf took it well"), ("3", "Stay right here"), ("5", "Your calf asked for less")],
    ids=["little pain is green", "some is amber", "much is red"],
)
def test_the_end_of_a_session_shows_its_light(browser, pain, heading):
    browser.post("/today/signs/", NONE)
    browser.post("/today/session/1/", {"outcome": "done"})
    page = browser.post("/today/session/end/", {"during": pain, "after": "0"}, follow=True)
    assert heading in text_of(page)


def test_a_pop_leaves_protection_alone_and_asks_the_whole_check(browser, rob):
    browser.post("/today/signs/", NONE)
    browser.post("/today/session/1/", {"outcome": "done"})
    page = browser.post("/today/session/end/", {"during": "4", "after": "4", "sign": "pop"}, follow=True)
    assert "Rest and care for the leg" in text_of(page)
    assert rob.following.today.now.status is Status.STOPPED_ACUTE
    runner = Runner(browser)
    runner.screen()
    runner.finish("2")
    assert browser.post("/follow/", {})["Location"] == "/today/"
    assert rob.following.today.now.status is not Status.STOPPED_ACUTE


@pytest.mark.parametrize(
    "path", ["/today/", "/today/session/", "/plan/?grade=2&week=3", "/plan/week.pdf?grade=2&week=3"]
)
def test_an_emergency_sign_takes_every_plan_away(browser, path):
    page = browser.post("/today/signs/", {"flag": "rf01"}, follow=True)
    assert "tel:" in page.content.decode()
    away = browser.get(path, follow=True)
    assert away.redirect_chain[-1][0] == "/today/stopped/"
    assert "exercises/" not in away.content.decode()


def test_the_api_shows_the_route_to_whoever_is_stopped(browser):
    browser.post("/today/signs/", {"flag": "rf01"})
    assert browser.get("/api/v1/plan/?grade=2&week=3").json()["route"] == "E"
    assert Client().get("/api/v1/plan/?grade=2&week=3").json()["grade"] == 2


def test_a_sign_in_the_open_check_stops_the_programme_too(browser, rob):
    Runner(browser).tick("emergency", "rf01")
    browser.post("/check/anew/")
    assert rob.following.today.now.status is Status.STOPPED_REDFLAG
    assert browser.get("/today/")["Location"] == "/today/stopped/"


def test_a_slip_is_taken_back_once_with_a_reason(browser, rob):
    browser.post("/today/signs/", {"flag": "rf02"})
    assert browser.post("/today/stopped/back/", {"why": ""}).status_code == 400
    assert browser.post("/today/stopped/back/", {"why": "my thumb slipped"})["Location"] == "/today/"
    assert rob.following.today.now.status is not Status.STOPPED_REDFLAG
    browser.post("/today/signs/", {"flag": "rf02"})
    assert browser.post("/today/stopped/back/", {"why": "again"}).status_code == 400
    assert Event.objects.get(kind="taken_back").body["why"] == "my thumb slipped"


def test_a_clinicians_word_opens_the_plan_again(browser, rob):
    browser.post("/today/signs/", {"flag": "rf07"})
    today = rob.following.today.date.isoformat()
    answer = browser.post("/today/cleared/", {"role": "doctor", "day": today, "agreed": "yes"})
    assert answer["Location"] == "/today/"
    assert browser.get("/today/").status_code == 200


WRONG = {
    "a morning without its number": ("/today/morning/", {}, "a whole number from 0 to 10"),
    "a pain of eleven": ("/today/morning/", {"pain": "11"}, "a whole number from 0 to 10"),
    "one behind zeros": ("/today/morning/", {"pain": "00000000099"}, "a whole number from 0 to 10"),
    "one of many digits": ("/today/morning/", {"pain": "0" * 9 + "9" * 5000}, "a whole number from 0 to 10"),
    "a pain in words": ("/today/morning/", {"pain": "bad"}, "a whole number from 0 to 10"),
    "a name nobody asked for": ("/today/morning/", {"pain": "1", "cure": "me"}, "limp, pain, uuid, widespread"),
    "a uuid that is none": ("/today/morning/", {"pain": "1", "uuid": "1"}, "the number that the page sent"),
    "neither a sign nor none": ("/today/signs/", {}, "None of these"),
    "a sign and none": ("/today/signs/", {"flag": "rf01", "none": "yes"}, "None of these"),
    "a sign that is not asked daily": ("/today/signs/", {"flag": "rf26"}, "rf01"),
    "an end without its numbers": ("/today/session/end/", {}, "a whole number from 0 to 10"),
    "a sign of a session that is none": ("/today/session/end/", {"during": "1", "after": "1", "sign": "x"}, "sharp"),
    "work without a load": ("/today/other/", {"pain": "0"}, "yes, no"),
    "a run of a thousand minutes": ("/today/other/", {"pain": "0", "loaded": "yes", "run_minutes": "1000"}, "to 600"),
    "a clearance in the future": (
        "/today/cleared/",
        {"role": "doctor", "day": "2999-01-01", "agreed": "yes"},
        "a day from",
    ),
    "a grade of four": ("/today/again/", {"grade": "4"}, "1, 2, 3"),
    "an answer that is none": ("/today/asked/", {"no_better": "maybe"}, "yes, no"),
    "a pause that is neither": ("/today/pause/", {"what": "stop"}, "pause, resume"),
}


@pytest.mark.parametrize(("path", "form", "allowed"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_used_is_refused_with_what_is_allowed(browser, path, form, allowed):
    answer = browser.post(path, form)
    assert answer.status_code == 400
    assert allowed in text_of(answer)
    assert not Event.objects.exists()


def test_a_uuid_of_another_entry_is_refused(browser):
    uuid = str(uuid4())
    browser.post("/today/morning/", {"pain": "1", "uuid": uuid})
    assert browser.post("/today/morning/", {"pain": "2", "uuid": uuid}).status_code == 400


@pytest.mark.parametrize("number", [0, 99])
def test_an_exercise_that_today_does_not_have_is_not_there(browser, number):
    browser.post("/today/signs/", NONE)
    assert browser.get(f"/today/session/{number}/").status_code == 404


def test_work_of_ones_own_counts_and_is_not_scolded(browser, rob):
    page = browser.post("/today/other/", {"loaded": "yes", "run_minutes": "20", "pain": "0"}, follow=True)
    assert "took it well" in text_of(page)
    event = rob.following.today.page.events[0]
    assert event == OtherWork(run_minutes=20, loaded=True, pain=0)


def test_a_test_for_the_way_on_is_tried_and_kept(browser, rob):
    browser.post("/today/signs/", NONE)
    assert "/today/test/walk-10-min/" in browser.get("/today/").content.decode()
    assert browser.post("/today/test/walk-10-min/", {"injured": "12", "pain": "1"})["Location"] == "/today/"
    assert rob.following.today.now.tests["walk-10-min"].injured == 12
    assert "/today/test/walk-10-min/" not in browser.get("/today/").content.decode()


def test_a_test_that_is_not_due_is_not_there(browser):
    browser.post("/today/signs/", NONE)
    assert browser.get("/today/test/hops-10/").status_code == 404


def test_a_get_changes_nothing(browser, rob):
    for path in ("", "signs/", "session/", "session/1/", "session/end/", "result/", "other/", "cleared/", "again/"):
        browser.get(f"/today/{path}")
    assert not Event.objects.exists()
    assert rob.programme.versions.count() == 1


@pytest.mark.parametrize("path", ["/today/morning/", "/today/pause/", "/today/stopped/back/"])
def test_what_only_acts_cannot_be_read(browser, path):
    assert browser.get(path).status_code == 405


def test_ann_sees_nothing_of_rob(rob):
    ann = Rob("ann@example.com", at=timezone.now(), zone="UTC")
    rob.tells(Morning(7))
    rob.tells(Did(rob.plan.entries[0].exercise))
    rob.tells(Finished(during=7, after=7))
    client = Client(headers=HERE)
    client.force_login(ann.user, backend="django.contrib.auth.backends.ModelBackend")
    assert "Pain 7" not in text_of(client.get("/today/"))
    assert "Nothing was told" in text_of(client.get("/today/result/"))


def test_whether_it_gets_better_is_asked_until_it_is_answered(browser, rob):
    assert "Is the calf getting better?" in text_of(browser.get("/today/"))
    assert browser.post("/today/asked/", {"no_better": "yes"})["Location"] == "/today/"
    assert "Is the calf getting better?" not in text_of(browser.get("/today/"))
    assert "rf25" in rob.following.today.now.flags
    assert rob.following.today.now.status is Status.ACTIVE


def test_an_emergency_is_answered_even_where_nothing_may_be_kept(browser, rob):
    withdraw(runner=rob.programme.runner, now=timezone.now())
    told = Event.objects.count()
    page = browser.post("/today/signs/", {"flag": "rf01"})
    assert "tel:" in page.content.decode()
    assert Event.objects.count() == told
