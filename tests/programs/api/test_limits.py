"""So many calls in a minute and no more: counted for all processes together, and nobody's address is kept."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection, connections

from programs.api import limits
from tests.programs.api.schema import is_problem, unpromised

pytestmark = [pytest.mark.db, pytest.mark.django_db]
PLAN = "/api/v1/plan/"
ASKED = f"{PLAN}?grade=2&week=3"


@pytest.fixture
def clock(monkeypatch):
    """The second of the limit's clock, in a minute of its own."""
    at = {"now": 60_000_000.0 + 60 * (uuid4().int % 10_000_000) + 12.5}
    monkeypatch.setattr(limits.PerMinute, "clock", staticmethod(lambda: at["now"]))
    return at


@pytest.fixture
def three(settings, clock):
    """Three calls in a minute."""
    settings.API_CALLS_PER_MINUTE = 3
    return clock


def statuses(client, times: int, **sent) -> list[int]:
    return [client.get(ASKED, **sent).status_code for _ in range(times)]


def test_the_fourth_call_of_a_minute_waits_and_the_next_minute_is_free(client, three):
    assert statuses(client, 3) == [200, 200, 200]
    answer = client.get(ASKED)
    assert answer.status_code == 429
    assert is_problem(answer)
    assert answer.json()["faults"] == [{"field": "calls", "given": "more than that", "allowed": "3 in a minute"}]
    assert 1 <= int(answer["Retry-After"]) <= 60
    assert unpromised(answer, PLAN, "GET") == []
    three["now"] += int(answer["Retry-After"])
    assert statuses(client, 1) == [200]


def test_every_address_and_every_refusal_counts(client, three):
    told = {"grade": 2, "week": 3}
    assert client.get("/api/v1/exercises/").status_code == 200
    assert client.post(PLAN, told, content_type="application/json").status_code == 200
    assert client.get(f"{PLAN}?grade=9&week=3").status_code == 400
    assert client.get("/api/v1/docs/").status_code == 429
    assert client.get("/api/v1/schema/").status_code == 429
    assert client.get("/api/nowhere/").status_code == 429


CLOSED_DOORS = {"a clinic's": "/api/v1/clinic/clients/", "a runner's": "/api/v1/today/"}


@pytest.mark.parametrize("door", CLOSED_DOORS.values(), ids=CLOSED_DOORS)
def test_whoever_guesses_tokens_has_as_few_tries_as_anybody(client, three, door):
    def guesses() -> int:
        status: int = client.get(door, headers={"authorization": f"Bearer strideback_clinic_{uuid4().hex}"}).status_code
        return status

    assert [guesses() for _ in range(4)] == [401, 401, 401, 429]
    assert client.get(door).status_code == 429
    three["now"] += 60
    assert guesses() == 401


def test_callers_are_counted_apart(client, three):
    assert statuses(client, 4, REMOTE_ADDR="192.0.2.1")[-1] == 429
    assert statuses(client, 1, REMOTE_ADDR="192.0.2.2") == [200]


def test_a_home_network_is_one_caller(client, three):
    for number in range(3):
        assert statuses(client, 1, REMOTE_ADDR=f"2001:db8:1:2::{number:x}") == [200]
    assert statuses(client, 1, REMOTE_ADDR="2001:db8:1:2:ffff::1") == [429]
    assert statuses(client, 1, REMOTE_ADDR="2001:db8:1:3::1") == [200]


def test_addresses_of_the_old_sort_stay_apart_in_the_new_writing(client, three):
    assert statuses(client, 4, REMOTE_ADDR="::ffff:192.0.2.1")[-1] == 429
    assert statuses(client, 1, REMOTE_ADDR="::ffff:192.0.2.2") == [200]
    assert statuses(client, 1, REMOTE_ADDR="192.0.2.1") == [429]


def test_nobody_slips_past_by_saying_they_are_somebody_else(client, three):
    for number in range(3):
        assert statuses(client, 1, headers={"x-forwarded-for": f"192.0.2.{number}"}) == [200]
    assert statuses(client, 1, headers={"x-forwarded-for": "192.0.2.77"}) == [429]


def test_no_address_of_a_caller_is_kept(client, three):
    client.get(ASKED, REMOTE_ADDR="192.0.2.44")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM shared_cache")
        kept = str(cursor.fetchall())
    assert "api:" in kept
    assert "192.0.2" not in kept


def test_a_cache_that_is_away_keeps_nobody_from_a_plan(client, three, settings):
    away = {"BACKEND": "config.counting_cache.CountingDatabaseCache", "LOCATION": "no_such_table"}
    settings.CACHES = {"default": away}
    assert statuses(client, 5) == [200] * 5


@pytest.mark.django_db(transaction=True)
def test_no_count_is_lost_when_many_count_at_once():
    key = f"many-{uuid4()}"
    cache.add(key, 0, 60)

    def count(_: int) -> None:
        for _ in range(10):
            cache.incr(key)
        connections.close_all()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(count, range(8)))
    assert cache.get(key) == 80


def test_counting_what_is_not_there_is_refused():
    with pytest.raises(ValueError, match="nothing-here"):
        cache.incr("nothing-here")
