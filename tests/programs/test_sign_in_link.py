"""`manage.py sign_in_link EMAIL`, and what its link opens: once, for a quarter of an hour, and never by looking."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from programs.models import SignInLink, User
from programs.services.links import OPEN_FOR, make_sign_in_link, take_sign_in_link
from tests.programs.check_path import HERE, text_of
from tests.programs.followed import JOINED, Rob

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def address_of(token: str) -> str:
    return f"/accounts/link/{token}/"


@pytest.fixture
def rob() -> User:
    return Rob().user


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def printed(capsys, email: str) -> str:
    call_command("sign_in_link", email)
    said: str = capsys.readouterr().out
    return said.strip()


@pytest.mark.parametrize("email", ["rob@example.com", "ROB@Example.com"], ids=["as it was", "in capitals"])
def test_the_command_prints_a_link_that_signs_in(rob, capsys, email):
    link = printed(capsys, email)
    assert re.fullmatch(r"http://testserver/accounts/link/[0-9a-f]{32}/", link)
    client = Client(headers=HERE)
    answer = client.post(link.removeprefix("http://testserver"))
    assert (answer.status_code, answer["Location"]) == (302, "/today/")
    assert client.get("/today/").status_code == 200


def test_where_nothing_is_set_the_link_leads_to_this_machine(rob, capsys, settings):
    settings.BASE_URL = ""
    assert printed(capsys, rob.email).startswith("http://127.0.0.1:8000/accounts/link/")


STRANGERS = {
    "an address nobody has": "nobody@example.com",
    "no address": "rob",
    "signs a terminal would obey": "\x1b[2J",
    "nothing": "",
}


@pytest.mark.parametrize("email", STRANGERS.values(), ids=STRANGERS)
def test_an_address_without_an_account_is_refused_in_words(rob, capsys, email):
    with pytest.raises(SystemExit) as end:
        call_command("sign_in_link", email)
    said = capsys.readouterr()
    assert (end.value.code, said.out) == (2, "")
    assert said.err.startswith("EMAIL: ")
    assert "was given. Allowed: the address of an account that may sign in." in said.err
    assert "\x1b" not in said.err
    assert not SignInLink.objects.exists()


def test_somebody_who_may_not_sign_in_gets_no_link_and_an_old_one_is_shut(rob, capsys):
    token = make_sign_in_link(user=rob, now=timezone.now())
    User.objects.update(is_active=False)
    with pytest.raises(SystemExit):
        call_command("sign_in_link", rob.email)
    assert Client(headers=HERE).post(address_of(token)).status_code == 404


def test_looking_at_the_link_uses_nothing_up(rob):
    client, address = Client(headers=HERE), address_of(make_sign_in_link(user=rob, now=timezone.now()))
    for ask in (client.get, client.head, client.get):
        answer = ask(address)
        assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
        assert not signed_in(client)
    assert "Sign me in" in text_of(client.get(address))
    assert client.put(address).status_code == 405
    assert client.post(address).status_code == 302


def test_it_opens_once(rob):
    token = make_sign_in_link(user=rob, now=timezone.now())
    assert Client(headers=HERE).post(address_of(token)).status_code == 302
    second = Client(headers=HERE)
    for answer in (second.get(address_of(token)), second.post(address_of(token))):
        assert answer.status_code == 404
        assert "This link opens nothing any more" in text_of(answer)
    assert not signed_in(second)


AGES = {"just in time": (OPEN_FOR - timedelta(seconds=1), True), "a quarter of an hour old": (OPEN_FOR, False)}


@pytest.mark.parametrize(("age", "opens"), AGES.values(), ids=AGES)
def test_it_opens_for_a_quarter_of_an_hour(rob, age, opens):
    token = make_sign_in_link(user=rob, now=JOINED)
    assert (take_sign_in_link(token=token, now=JOINED + age) == rob) is opens


def test_a_link_nobody_made_looks_like_one_that_is_used_up(rob):
    token = make_sign_in_link(user=rob, now=timezone.now())
    take_sign_in_link(token=token, now=timezone.now())
    used, invented = (Client(headers=HERE).get(address_of(one)) for one in (token, "0" * 32))
    assert (used.status_code, text_of(used)) == (invented.status_code, text_of(invented))


def test_what_is_kept_opens_nothing(rob):
    token = make_sign_in_link(user=rob, now=timezone.now())
    (kept,) = SignInLink.objects.values_list("digest", flat=True)
    assert len(bytes.fromhex(token)) == 16
    assert token not in kept
    assert Client(headers=HERE).post(address_of(kept)).status_code == 404


def test_a_form_without_its_csrf_token_signs_nobody_in(rob):
    token = make_sign_in_link(user=rob, now=timezone.now())
    client = Client(enforce_csrf_checks=True)
    assert client.post(address_of(token)).status_code == 403
    assert SignInLink.objects.get().used_at is None


def test_signing_in_makes_a_session_of_its_own_and_keeps_the_check(rob):
    client = Client(headers=HERE)
    client.post("/check/start/", {"none": "yes", "when": "today"})
    before = client.session
    client.post(address_of(make_sign_in_link(user=rob, now=timezone.now())))
    assert client.session.session_key != before.session_key
    assert set(before.keys()) <= set(client.session.keys())
    assert client.session.get_expiry_age() > timedelta(days=89).total_seconds()


def test_links_that_are_over_are_forgotten_with_the_next_one(rob):
    for minutes in (0, 10, 20):
        make_sign_in_link(user=rob, now=JOINED + timedelta(minutes=minutes))
    assert SignInLink.objects.count() == 2
