"""Who may read and tell a diary through the API: its runner by session or token, and nobody else."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from programs.models import ClientLink, Programme
from programs.services.joining import author_of
from programs.services.tokens import give_token, revoke_tokens
from tests.programs.api.diaries import CHECK_INS, MORNING, TODAY, a_runner, entry, sends, statuses
from tests.programs.api.schema import is_problem
from tests.programs.desk.houses import House
from tests.programs.followed import Rob

pytestmark = [pytest.mark.django_db, pytest.mark.db]


@pytest.fixture
def rob() -> Rob:
    return a_runner()


@pytest.fixture
def phone(rob) -> Client:
    """Rob's browser, signed in."""
    client = Client()
    client.force_login(rob.user)
    return client


def test_a_stranger_is_unknown_and_told_how_to_sign_in(client):
    for answer in (client.get(TODAY), client.post(CHECK_INS, {"entries": []}, content_type="application/json")):
        assert (answer.status_code, is_problem(answer)) == (401, True)
        assert answer["WWW-Authenticate"] == "Bearer"


def test_somebody_elses_programme_is_not_there(phone):
    ann = Rob("ann@example.com")
    answer = sends(phone, entry(MORNING), programme=str(ann.programme.key))
    assert answer.status_code == 404
    assert not ann.programme.events.exists()


HALVES = {
    "a UUID": {"uuid": "\ud83d"},
    "a sign": {"event": {"type": "signs", "flags": ["\ud83d"]}},
    "an exercise": {"event": {"type": "did", "exercise": "\ud83d"}},
    "kit": {"event": {"type": "equipped", "kit": ["\ud83d"]}},
    "a zone": {"event": {"type": "zone_moved", "zone": "\ud83d"}},
    "a zone with a NUL": {"event": {"type": "zone_moved", "zone": "UTC\0"}},
    "a reason": {"event": {"type": "taken_back", "why": "\ud83d"}},
    "a reason with a NUL": {"event": {"type": "taken_back", "why": "\0"}},
    "a name": {"\ud83d": 1},
}


@pytest.mark.parametrize("told", HALVES.values(), ids=HALVES)
def test_half_a_letter_is_refused_by_itself_and_stops_no_other_entry(phone, told):
    assert statuses(sends(phone, entry(MORNING) | told, entry(MORNING))) == [400, 201]


def test_who_follows_nothing_finds_nothing(django_user_model, client):
    client.force_login(django_user_model.objects.create_user("ola@example.com"))
    assert client.get(TODAY).status_code == 404
    assert sends(client, entry(MORNING)).status_code == 404


def test_a_session_shows_its_token(rob):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(rob.user)
    told = {"entries": [entry(MORNING)]}
    assert strict.post(CHECK_INS, told, content_type="application/json").status_code == 403
    strict.get("/today/morning-is-no-page/")
    page = strict.get("/today/")
    token = page.context["csrf_token"]
    answer = strict.post(CHECK_INS, told, content_type="application/json", headers={"x-csrftoken": str(token)})
    assert statuses(answer) == [201]


def with_token(secret: str) -> dict[str, str]:
    return {"authorization": f"Bearer {secret}"}


def test_a_token_tells_as_far_as_its_scope_reaches(rob):
    strict, now = Client(enforce_csrf_checks=True), timezone.now()
    _, reads = give_token(user=rob.user, name="screen", scope="read", days=1, now=now)
    _, tells = give_token(user=rob.user, name="watch", scope="tell", days=1, now=now)
    told = {"entries": [entry(MORNING)]}
    assert strict.get(TODAY, headers=with_token(reads)).status_code == 200
    answer = strict.post(CHECK_INS, told, content_type="application/json", headers=with_token(reads))
    assert (answer.status_code, is_problem(answer)) == (403, True)
    answer = strict.post(CHECK_INS, told, content_type="application/json", headers=with_token(tells))
    assert statuses(answer) == [201]


def test_a_token_that_is_over_taken_back_or_made_up_opens_nothing(rob, client):
    now = timezone.now()
    _, old = give_token(user=rob.user, name="old", scope="read", days=1, now=now - timedelta(days=2))
    _, gone = give_token(user=rob.user, name="gone", scope="read", days=1, now=now)
    assert revoke_tokens(user=rob.user, name="gone", now=now) == 1
    for secret in (old, gone, "strideback_0", "", "é", "\udc80"):
        assert client.get(TODAY, headers=with_token(secret)).status_code == 401


def test_a_secret_is_kept_nowhere(rob):
    token, secret = give_token(user=rob.user, name="watch", scope="tell", days=1, now=timezone.now())
    assert secret.startswith("strideback_")
    assert len(secret.removeprefix("strideback_")) == 32
    assert secret not in "".join(str(value) for value in vars(token).values())


@pytest.fixture
def held() -> tuple[Client, Programme]:
    """The browser of somebody who has agreed behind a clinic's link, minding tokens of pages; and what they follow."""
    house = House()
    assignment = house.assigned()
    browser = Client(enforce_csrf_checks=True)
    path = house.link(assignment.client)
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', browser.get(path).content.decode())
    assert token
    browser.post(path, {"agree": "yes", "zone": "UTC", "csrfmiddlewaretoken": token[1]})
    return browser, Programme.objects.get(assignment=assignment)


def test_whoever_holds_a_clinics_link_reads_and_tells_their_own_diary(held):
    browser, programme = held
    token = browser.get("/today/identity/").json()["token"]
    assert browser.get(TODAY).json()["programme"] == str(programme.key)
    body = {"entries": [entry(MORNING)], "programme": str(programme.key)}
    sent = browser.post(CHECK_INS, body, content_type="application/json", headers={"X-CSRFToken": token})
    assert [one["status"] for one in sent.json()["entries"]] == [201]
    assert programme.events.get(kind="morning").author == author_of(programme.runner)


def test_a_link_without_the_token_of_its_pages_tells_nothing(held):
    browser, programme = held
    answer = browser.post(CHECK_INS, {"entries": [entry(MORNING)]}, content_type="application/json")
    assert (answer.status_code, programme.events.filter(kind="morning").exists()) == (403, False)


def test_a_link_that_was_taken_back_is_a_stranger(held):
    browser, _ = held
    ClientLink.objects.update(revoked_at=timezone.now())
    assert browser.get(TODAY).status_code == 401


def test_a_link_opens_no_diary_of_anybody_else(held, rob):
    browser, _ = held
    before, token = rob.programme.events.count(), browser.get("/today/identity/").json()["token"]
    body = {"entries": [entry(MORNING)], "programme": str(rob.programme.key)}
    sent = browser.post(CHECK_INS, body, content_type="application/json", headers={"X-CSRFToken": token})
    assert (sent.status_code, rob.programme.events.count()) == (404, before)
