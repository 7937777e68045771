"""What a runner sets: each form kept, each nonsense refused, nothing on the page that does nothing."""

import re

import pytest

from programs.models import Event, Programme, Runner
from rehab.vocabulary import Status
from tests.programs.followed import Rob
from tests.programs.test_progress_pages import rob_since

pytestmark = [pytest.mark.django_db, pytest.mark.db_whole]


@pytest.fixture
def rob(client) -> Rob:
    rob = rob_since(2)
    client.force_login(rob.user)
    return rob


def settings_page(client) -> str:
    return " ".join(client.get("/settings/").content.decode().split())


def test_another_zone_is_kept_and_begins_at_midnight(client, rob):
    assert client.post("/settings/zone/", {"zone": "Asia/Tokyo"}).status_code == 302
    programme = Programme.objects.get()
    assert (programme.zone, programme.zone_before) == ("Asia/Tokyo", "Europe/London")
    assert Runner.objects.get().zone == "Asia/Tokyo"
    assert "Today still ends in Europe/London" in settings_page(client)


def test_kit_and_usual_minutes_become_facts_of_the_diary_once(client, rob):
    told = {"equipment": ["step", "band"], "weekly_run_minutes": "120"}
    assert client.post("/settings/kit/", told).status_code == 302
    assert client.post("/settings/kit/", told).status_code == 302
    situation = rob.following.today.now.situation
    assert (situation.kit, situation.weekly_run_minutes) == ({"step", "band"}, 120)
    assert list(Event.objects.values_list("kind", flat=True)) == ["equipped", "usual_week"]


def test_a_pause_a_fever_and_back(client, rob):
    client.post("/settings/pause/", {"what": "fever"})
    assert "fever" in [decision.why.rule for decision in rob.following.today.now.decisions]
    client.post("/settings/pause/", {"what": "pause"})
    assert rob.following.today.now.status is Status.PAUSED
    assert "I’m back" in settings_page(client)
    client.post("/settings/pause/", {"what": "resume"})
    assert rob.following.today.now.status is not Status.PAUSED


def test_shoes_count_the_minutes_run_since_they_were_new(client, rob):
    day = rob.following.today.date.isoformat()
    chosen = {"body": "short", "unit": "mi", "shoes_on": day, "pace_minutes": "10"}
    assert client.post("/settings/choices/", chosen).status_code == 302
    client.post("/today/other/", {"loaded": "yes", "run_minutes": "35", "pain": "0"})
    text = settings_page(client)
    assert "35 minutes run in these shoes" in text
    assert "about 3 mi" in text


def test_who_is_drawn_changes_the_pictures(client, rob):
    def pictures() -> list[str]:
        return re.findall(r'class="pic"\s+src="([^"]+)"', client.get("/today/").content.decode())

    before = pictures()
    client.post("/settings/choices/", {"body": "short", "unit": "km"})
    after = pictures()
    assert len(before) == len(after) > 0
    assert not set(before) & set(after)


WRONG = {
    "a zone that is none": ("zone", {"zone": "Atlantis"}, "is no time zone"),
    "no zone": ("zone", {}, "is no time zone"),
    "kit nobody knows": ("kit", {"equipment": "spoon"}, "spoon was given"),
    "minutes that are none": ("kit", {"weekly_run_minutes": "-3"}, "-3 was given"),
    "a pause of another kind": ("pause", {"what": "nap"}, "nap was given"),
    "shoes of tomorrow": ("choices", {"body": "bun", "unit": "km", "shoes_on": "2999-01-01"}, "2999-01-01 was given"),
    "a body nobody draws": ("choices", {"body": "cat", "unit": "km"}, "cat was given"),
    "a name nobody asked for": ("choices", {"body": "bun", "unit": "km", "admin": "1"}, "admin was given"),
}


@pytest.mark.parametrize(("form", "told", "said"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_and_not_kept(client, rob, form, told, said):
    answer = client.post(f"/settings/{form}/", told)
    assert answer.status_code == 400
    assert said in " ".join(answer.content.decode().split())
    assert not Event.objects.exists()
    assert Runner.objects.get().settings == {}


def test_settings_open_for_somebody_whose_plan_has_stopped(client):
    rob = rob_since(2)
    client.force_login(rob.user)
    client.post("/today/signs/", {"flag": "rf01"})
    assert client.get("/settings/").status_code == 200
    assert client.get("/progress/").status_code == 302


@pytest.mark.parametrize("path", ["/settings/", "/progress/", "/progress/versions/", "/today/days/"])
def test_a_stranger_is_sent_to_sign_in(client, path):
    answer = client.get(path)
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/accounts/login/")
