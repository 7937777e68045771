"""A production server says what it lacks, all of it, before it starts."""

import os
import subprocess
import sys

import pytest

from tests.servers import ROOT, free_port

PRODUCTION = {
    "DEBUG": "0",
    "SECRET_KEY": "0123456789-abcdefghijklmnopqrstuvwxyz-0123456789-ABCDEF",
    "ALLOWED_HOSTS": "clinic.example",
    "BASE_URL": "https://clinic.example",
    "EMAIL_URL": "smtp://mail.example",
    "OPERATOR_NAME": "Calf Clinic",
    "OPERATOR_CONTACT": "privacy@clinic.example",
}
SERVERS = {
    "gunicorn": ["-m", "gunicorn", "-c", "config/gunicorn.py", "config.wsgi"],
    "another WSGI server": ["-c", "import config.wsgi"],
    "an ASGI server": ["-c", "import config.asgi"],
    "worker": ["-m", "celery", "-A", "config", "worker", "-P", "solo"],
    "beat": ["-m", "celery", "-A", "config", "beat", "-S", "celery.beat:Scheduler", "--pidfile", ""],
}
CHECK = ["manage.py", "check", "--deploy", "--fail-level", "WARNING"]


def run(arguments: list[str], **settings: str) -> subprocess.CompletedProcess[str]:
    """What somebody sees who sets only *settings* and runs Python with *arguments*."""
    machine = {name: os.environ[name] for name in ("PATH", "VAR_DIR")}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, env=machine | settings, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("arguments", SERVERS.values(), ids=SERVERS)
def test_server_refuses_and_names_everything_missing(arguments):
    refused = run(arguments)
    assert refused.returncode != 0
    assert (
        "Not set in the environment: SECRET_KEY, ALLOWED_HOSTS, BASE_URL, OPERATOR_NAME, OPERATOR_CONTACT."
        in refused.stderr
    )


@pytest.mark.parametrize("server", ["gunicorn", "worker", "beat"])
def test_refusal_is_no_traceback(server):
    assert "Traceback" not in run(SERVERS[server]).stderr


def test_commands_that_serve_nobody_need_no_settings():
    assert run(["manage.py", "check"]).returncode == 0


def test_a_complete_production_environment_is_clean():
    checked = run(CHECK, **PRODUCTION)
    assert checked.returncode == 0, checked.stderr


FAULTS = {
    "no secret": ({"SECRET_KEY": ""}, "strideback.E001"),
    "a secret that can be guessed": ({"SECRET_KEY": "a"}, "strideback.E005"),
    "no hosts": ({"ALLOWED_HOSTS": ""}, "strideback.E002"),
    "no address": ({"BASE_URL": ""}, "strideback.E003"),
    "nobody who runs it": ({"OPERATOR_NAME": ""}, "strideback.E006"),
    "nobody to write to": ({"OPERATOR_CONTACT": ""}, "strideback.E007"),
    "an address that is not answered": ({"BASE_URL": "https://other.example"}, "strideback.E004"),
    "mail into a folder": ({"EMAIL_URL": ""}, "strideback.W001"),
    "plain http": ({"BASE_URL": "http://clinic.example"}, "security.W008"),
}


@pytest.mark.parametrize(("change", "identity"), FAULTS.values(), ids=FAULTS)
def test_check_names_the_fault(change, identity):
    checked = run(CHECK, **{**PRODUCTION, **change})
    assert checked.returncode != 0
    assert identity in checked.stderr


@pytest.mark.parametrize("pattern", ["*", ".example", "clinic.example"])
def test_check_understands_every_way_to_allow_a_host(pattern):
    assert "strideback.E004" not in run(CHECK, **{**PRODUCTION, "ALLOWED_HOSTS": pattern}).stderr


@pytest.mark.parametrize("server", ["gunicorn", "worker"])
def test_a_server_refuses_a_secret_that_can_be_guessed(server):
    refused = run(SERVERS[server], **{**PRODUCTION, "SECRET_KEY": "a" * 31})
    assert refused.returncode != 0
    assert "SECRET_KEY has a length of 31, which can be guessed; 32 is the least." in refused.stderr


SERVE_ALL = ["manage.py", "serve_all", "--port"]


@pytest.mark.parametrize(("change", "told"), list(FAULTS.values())[:4], ids=list(FAULTS)[:4])
def test_everything_at_once_refuses_before_it_prepares_a_database(tmp_path, change, told):
    settings = {**PRODUCTION, "VAR_DIR": str(tmp_path / "var"), **change}
    refused = run([*SERVE_ALL, str(free_port())], **settings)
    assert refused.returncode != 0
    assert told in refused.stderr
    assert "Traceback" not in refused.stderr
    assert not (tmp_path / "var").exists()
