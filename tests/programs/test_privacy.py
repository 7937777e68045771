"""Addresses hold age and day of the injury: what is answered to them is kept nowhere."""

import pytest
from django.test import Client

ASKED = "?grade=2&week=3&age=44&injured_on=2026-11-03"


ADDRESSES = {
    "a plan": (f"/plan/{ASKED}", 200),
    "a plan at the start": (f"/{ASKED}", 302),
    "no plan": ("/plan/?grade=2&week=3&age=15", 200),
    "a wrong value": ("/plan/?grade=9&week=3&age=44", 400),
    "a way to the right address": (f"/plan{ASKED}", 301),
    "no such page": (f"/nowhere{ASKED}", 404),
}


@pytest.mark.parametrize(("address", "status"), ADDRESSES.values(), ids=ADDRESSES)
def test_an_answer_to_a_query_is_kept_nowhere(client, address, status):
    answer = client.get(address)
    assert answer.status_code == status
    assert answer["Cache-Control"] == "private, no-store"


def test_the_way_to_https_is_kept_nowhere_either(settings):
    settings.SECURE_SSL_REDIRECT = True
    answer = Client().get(f"/plan/{ASKED}")
    assert (answer.status_code, answer["Cache-Control"]) == (301, "private, no-store")


def test_sending_to_a_plan_is_answered_and_kept_nowhere(client):
    assert client.post(f"/plan/{ASKED}")["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("address", ["/", "/healthz?probe=1"])
def test_what_tells_of_nobody_keeps_its_own_rule(client, address):
    assert client.get(address).get("Cache-Control") != "private, no-store"
