"""What /healthz and /readyz tell the people who run the server."""

import json
import os
import socket
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from programs import migrations
from programs.services.heartbeats import note_heartbeat


def test_healthz_asks_nobody(client):
    # No database is allowed in this test, so a query would fail it.
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"alive\n")


@pytest.mark.django_db
@pytest.mark.db
class TestReadyz:
    def test_all_is_well(self, client):
        answer = client.get("/readyz")
        assert answer.status_code == 200
        assert answer.json() == {
            "ready": True,
            "database": "ok",
            "migrations": "ok",
            "broker": "ok",
            "cache": "ok",
            "last_sweep_at": None,
            "last_sweep_age_seconds": None,
        }

    def test_the_age_of_the_last_sweep_is_told(self, client):
        note_heartbeat(name="sweep", at=timezone.now() - timedelta(seconds=90))
        assert 90 <= client.get("/readyz").json()["last_sweep_age_seconds"] <= 95

    def test_it_is_red_when_the_sweep_has_not_run_for_five_minutes(self, client):
        note_heartbeat(name="sweep", at=timezone.now() - timedelta(seconds=301))
        answer = client.get("/readyz")
        assert (answer.status_code, answer.json()["ready"]) == (503, False)
        assert "are beat and a worker running?" in answer.json()["sweep"]

    def test_it_is_never_kept_in_a_cache(self, client):
        assert "no-store" in client.get("/readyz")["Cache-Control"]

    @pytest.mark.parametrize("address", ["/healthz", "/readyz"])
    def test_only_reading_is_allowed(self, client, address):
        assert client.post(address).status_code == 405


MIGRATIONS = Path(migrations.__file__).parent


@pytest.mark.db
@pytest.mark.django_db(transaction=True)
def test_missing_migrations_are_counted(client):
    last_but_one = sorted(file.stem for file in MIGRATIONS.glob("0*.py"))[-2]
    call_command("migrate", "programs", last_but_one, verbosity=0)
    try:
        answer = client.get("/readyz")
        assert answer.status_code == 503
        assert answer.json()["migrations"] == "1 not applied: run `manage.py migrate`"
        assert answer.json()["last_sweep_at"] is None
    finally:
        call_command("migrate", "programs", verbosity=0)


# Port 1 answers nobody.
AWAY = {
    "the database": ({"DATABASE_URL": "postgres://127.0.0.1:1/away"}, {"database": "does not answer"}),
    "redis": (
        {"REDIS_URL": "redis://127.0.0.1:1/0"},
        {"broker": "does not answer", "cache": "does not answer: without Redis, run `manage.py createcachetable`"},
    ),
    "a place for the broker": ({"VAR_DIR": "{folder}"}, {"broker": "does not answer"}),
}
ASK = """
import django
django.setup()
from django.test import Client
answer = Client(HTTP_HOST="localhost").get("/readyz")
print(answer.status_code, answer.content.decode())
"""


@pytest.mark.parametrize(("away", "expected"), AWAY.values(), ids=AWAY)
def test_what_is_away_is_named(tmp_path, away, expected):
    (tmp_path / "broker").write_text("a file where a folder should be")
    away = {name: value.format(folder=tmp_path) for name, value in away.items()}
    asked = subprocess.run(
        [sys.executable, "-c", ASK], env=os.environ | away, capture_output=True, text=True, check=True
    )
    status, _, body = asked.stdout.partition(" ")
    assert status == "503"
    assert {name: json.loads(body)[name] for name in expected} == expected


def test_a_redis_that_hangs_is_as_good_as_away():
    with socket.create_server(("127.0.0.1", 0)) as mute:
        away = {"REDIS_URL": f"redis://127.0.0.1:{mute.getsockname()[1]}/0"}
        begun = time.monotonic()
        asked = subprocess.run([sys.executable, "-c", ASK], env=os.environ | away, capture_output=True, text=True)
        assert time.monotonic() - begun < 30
    status, _, body = asked.stdout.partition(" ")
    assert status == "503"
    assert json.loads(body)["broker"] == "does not answer"
    assert json.loads(body)["cache"].startswith("does not answer")
