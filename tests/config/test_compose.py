"""compose.yaml and .env.example against the code: names that are read, commands that are there, nothing forgotten."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from config.queues import QUEUES
from programs.management.commands.serve_all import PRINTER, WORKER
from tests.servers import ROOT

COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text())
SERVICES = COMPOSE["services"]
OURS = ("prepare", "web", "worker", "printer", "beat")
READ = re.compile(r"""(?:\benv\.\w+|environ(?:ment)?\.get)\(\s*["']([A-Z_]+)["']""")
# What the containers of others are told, and compose puts into addresses of ours.
OF_OTHERS = {"POSTGRES_PASSWORD"}
OPERATIONS = (ROOT / "docs" / "operations.md").read_text()


def example() -> dict[str, str]:
    lines = (ROOT / ".env.example").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def variables() -> set[str]:
    """Every name that our settings, and gunicorn's, read from the environment."""
    return {name for file in (ROOT / "config").glob("*.py") for name in READ.findall(file.read_text())}


def test_every_variable_that_is_set_is_read():
    given = example().keys() | {name for service in OURS for name in SERVICES[service]["environment"]}
    assert given - OF_OTHERS - variables() == set()


def test_every_variable_that_is_read_is_explained_to_operators():
    assert variables() - set(re.findall(r"`([A-Z_]+)`", OPERATIONS)) == set()


def test_every_variable_that_is_asked_for_has_a_line_in_the_example():
    asked = set(re.findall(r"\$\{(\w+)", (ROOT / "compose.yaml").read_text()))
    assert asked - example().keys() == set()


def test_filled_in_it_is_all_that_a_production_server_asks_for():
    filled = {
        name: value or f"{name} of 32 letters and some more".replace(" ", "-") for name, value in example().items()
    }
    environment = {"PATH": os.environ["PATH"]} | {
        name: value.replace("${POSTGRES_PASSWORD:?set it in .env}", "pass")
        for name, value in SERVICES["web"]["environment"].items()
    }
    command = [sys.executable, "-c", "from config import settings; print(settings.MISSING, settings.REDIS_URL)"]
    done = subprocess.run(command, cwd=ROOT, env=environment | filled, capture_output=True, text=True, check=True)
    assert done.stdout == "[] redis://redis:6379/0\n"


@pytest.mark.parametrize("name", OURS)
def test_it_runs_what_is_there_of(name):
    words = " ".join(SERVICES[name]["command"]).split()
    assert words[0] in {"gunicorn", "celery", "sh"}
    assert all((ROOT / word).is_file() for word in words if word.endswith(".py"))


def test_workers_and_beats_are_two_and_wait_for_a_base_that_is_ready():
    assert [SERVICES[name]["deploy"]["replicas"] for name in ("worker", "beat")] == [2, 2]
    for name in ("web", "worker", "printer", "beat"):
        assert SERVICES[name]["depends_on"] == {"prepare": {"condition": "service_completed_successfully"}}


QUEUES_OF = {
    "compose.yaml": [SERVICES[name]["command"] for name in ("worker", "printer")],
    "make run": [WORKER, PRINTER],
}


@pytest.mark.parametrize("commands", QUEUES_OF.values(), ids=QUEUES_OF)
def test_every_queue_has_a_worker_and_papers_have_one_of_their_own_in(commands):
    taken = [set(command[command.index("-Q") + 1].split(",")) for command in commands]
    assert set.union(*taken) == {queue.name for queue in QUEUES}
    assert taken[1] == {"handouts"}
    assert taken[0].isdisjoint(taken[1])


def test_files_that_are_handed_to_containers_are_there():
    mounted = [volume.split(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])]
    files = [name for name in mounted if name.startswith("./")]
    assert files == ["./docs/Caddyfile"]
    assert all(Path(ROOT / name).is_file() for name in files)
    assert {name for name in mounted if name not in files} == COMPOSE["volumes"].keys()


def test_nothing_secret_of_a_host_gets_into_the_image_or_the_repository():
    for file in (".dockerignore", ".gitignore"):
        assert ".env" in (ROOT / file).read_text().split()
