"""The app on a phone, from the server's side: worker, manifest, and the day that is kept."""

import gzip
import re
import struct
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from programs.selectors.programmes import last_version
from programs.services.versions import days_of
from programs.web.installed import FILES, SCRIPTS, shell
from rehab.events import Morning, Screened, TakenBack
from rehab.vocabulary import Lock, Route
from tests.programs.followed import Rob

STATIC = Path(__file__).parents[2] / "programs" / "static"
MOST_BYTES = 10_000


def test_every_script_is_small_and_holds_nothing_of_elsewhere():
    for file in sorted((STATIC / "strideback").glob("*.js")):
        text = file.read_bytes()
        assert len(gzip.compress(text, 9)) < MOST_BYTES, file.name
        assert b"http://" not in text.replace(b"http://www.w3.org", b"")
        assert b"eval(" not in text
        assert b"innerHTML" not in text


def test_the_worker_is_asked_for_each_time_and_named_by_its_list(client):
    answer = client.get("/sw.js")
    text = answer.content.decode()
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/javascript; charset=utf-8")
    assert answer["Cache-Control"] == "no-cache"
    assert f'"shell-{shell().digest}"' in text
    for name in SCRIPTS:
        assert f"/static/{name}" in text
    of_a_push = 1  # the picture of a notification
    assert text.count('"/static/strideback/') == len(SCRIPTS) + len(FILES) + of_a_push
    assert "&quot;" not in text
    assert client.post("/sw.js").status_code == 405


def test_the_manifest_names_icons_that_are_as_large_as_they_say(client):
    answer = client.get("/manifest.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    told = answer.json()
    assert (told["start_url"], told["display"]) == ("/today/", "standalone")
    assert {icon["purpose"] for icon in told["icons"]} == {"any", "maskable"}
    for icon in told["icons"]:
        head = (STATIC / icon["src"].removeprefix("/static/")).read_bytes()[:24]
        assert icon["sizes"] == "{}x{}".format(*struct.unpack(">II", head[16:24]))


def test_every_page_names_the_manifest(client):
    assert '<link rel="manifest" href="/manifest.webmanifest">' in client.get("/offline/").content.decode()


@pytest.fixture
def rob(db) -> Rob:
    return Rob(at=timezone.now() - timedelta(days=1), days_ago=15, grade=1).lives(1)


@pytest.fixture
def phone(rob) -> Client:
    client = Client()
    client.force_login(rob.user)
    return client


def test_the_day_is_kept_under_a_tag_until_something_is_told(rob, phone):
    answer = phone.get("/today/kept/")
    tag = answer["ETag"]
    assert phone.get("/today/kept/", headers={"if-none-match": tag}).status_code == 304
    rob.programme.refresh_from_db()
    rob.tells(Morning(1), at=timezone.now())
    assert phone.get("/today/kept/", headers={"if-none-match": tag}).status_code == 200


def test_what_is_kept_is_every_page_of_both_days_with_its_files(rob, phone):
    body = phone.get("/today/kept/").json()
    today, tomorrow = (ways["date"] for ways in body["pack"]["days"])
    assert (body["date"], body["programme"]) == (today, str(rob.programme.key))
    for ways in body["pack"]["days"]:
        assert {f"{ways['date']}/signs", f"{ways['date']}/other"} <= body["pages"].keys()
        for place, plan in enumerate(ways["plans"]):
            here = f"{ways['date']}/{place}"
            wanted = {f"{here}/today", f"{here}/end", *(f"{here}/item/{n + 1}" for n in range(len(plan["items"])))}
            assert wanted <= body["pages"].keys()
    assert {"result/green", "result/amber", "result/red", "stopped/E", "stopped/U", "stopped/W"} <= body["pages"].keys()
    assert today < tomorrow
    used = {name for html in body["pages"].values() for name in re.findall(r'src="([^"]+)"', html)}
    assert used <= set(body["files"])
    assert all("style=" not in html for html in body["pages"].values())


def test_a_kept_page_shows_no_number_that_nobody_told(rob, phone):
    body = phone.get("/today/kept/").json()
    for key, html in body["pages"].items():
        assert "Pain 10 of 10" not in html, key
        assert "points sorer" not in html, key


def tomorrows(pages: dict[str, str]) -> dict[str, str]:
    """What each kept day says of the day after it, by the day and its place."""
    days = {name.removesuffix("/today"): html for name, html in pages.items() if name.endswith("/today")}
    return {name: re.findall(r"<b>Tomorrow:</b> ([^<]+?)\s*</p>", html)[0] for name, html in days.items()}


def test_every_kept_day_tells_of_the_day_that_its_own_plan_leads_to(phone):
    body = phone.get("/today/kept/").json()
    today, _ = body["pack"]["days"]
    places, said = today["begins"][""]["plans"][""], tomorrows(body["pages"])
    assert len(said) == sum(len(ways["plans"]) for ways in body["pack"]["days"])
    after_none, after_worst = (said[f"{today['date']}/{places[pain]}"] for pain in (0, 10))
    assert after_none != after_worst


@pytest.mark.django_db
def test_tomorrow_is_told_on_the_last_day_that_the_version_kept_reaches(client):
    rob = Rob(at=timezone.now() - timedelta(days=13), days_ago=15, grade=1)
    client.force_login(rob.user)
    version, today = last_version(rob.programme), rob.waits(days=13).following.today
    assert version is not None
    assert days_of(version)[-1].date == today.date
    assert "<b>Tomorrow:</b>" in client.get("/today/").content.decode()
    assert len(tomorrows(client.get("/today/kept/").json()["pages"])) > 1


def test_what_was_told_today_is_kept_with_the_day(rob, phone):
    rob.programme.refresh_from_db()
    rob.tells(Morning(2), at=timezone.now())
    body = phone.get("/today/kept/").json()
    assert body["told"] == [{"type": "morning", "pain": 2, "limp": False, "widespread": False}]
    assert body["pack"]["days"][0]["begins"][""]["plans"] == {}


def test_an_answer_that_leaves_no_plan_leaves_nothing_to_keep(rob, phone):
    rob.tells(Screened(frozenset({"rf01"}), Route.EMERGENCY, Lock.NO_PLAN), at=timezone.now())
    assert phone.get("/today/kept/").status_code == 404


def test_a_phone_is_told_whether_an_answer_may_still_be_taken_back(rob, phone):
    assert phone.get("/today/kept/").json()["may_take_back"] is True
    rob.programme.refresh_from_db()
    slip = rob.tells(Screened(frozenset({"rf01"}), Route.EMERGENCY, Lock.NO_PLAN), at=timezone.now()).entry
    rob.tells(TakenBack("my thumb"), at=timezone.now(), supersedes=slip.uuid)
    assert phone.get("/today/kept/").json()["may_take_back"] is False


def test_account_keys_tell_nobody_who_it_is(rob, phone):
    body = phone.get("/today/identity/").json()
    assert set(body) == {"account", "programme", "token"}
    assert rob.user.email not in str(body)
    assert rob.author not in str(body)
