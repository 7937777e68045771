"""docs/api.md against the API: its three examples are called as written, its addresses and numbers hold."""

import json
import re
import shlex
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from config import settings as declared
from programs.api.problems import LARGEST_BODY
from tests.programs.api.programs_of_clinics import Program
from tests.programs.api.schema import published

PAGE = (Path(__file__).parents[3] / "docs" / "api.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```\n\$ (curl [^\n]*)\n```\n```\n(.*?)```", PAGE, re.DOTALL)
OF_A_CLINIC = [example for example in EXAMPLES if "/clinic/" in example[0]]


def test_each_example_answers_as_the_page_shows(client):
    examples = [example for example in EXAMPLES if example not in OF_A_CLINIC]
    assert len(examples) == 3
    for command, shown in examples:
        _, *words = shlex.split(command)
        address = urlsplit(words[0])
        if "-d" in words:
            kind = words[words.index("-H") + 1].removeprefix("Content-Type: ")
            answer = client.post(address.path, words[words.index("-d") + 1], content_type=kind)
        else:
            answer = client.get(f"{address.path}?{address.query}")
        is_as_shown(answer.content.decode(), command, shown)


def is_as_shown(said: str, command: str, shown: str) -> None:
    json.loads(said)
    at = 0
    for part in shown.split("…"):
        found = said.find(part.strip("\n"), at)
        assert found >= 0, f"{command} does not answer:\n{part}"
        at = found + len(part.strip("\n"))


@pytest.mark.django_db
def test_the_example_of_a_clinic_answers_as_the_page_shows(client):
    ((command, shown),) = OF_A_CLINIC
    program = Program()
    said = command.replace("$TOKEN", program.secret).replace('"TODAY"', f'"{program.house.now:%Y-%m-%d}"')
    _, address, *words = shlex.split(said)
    headers = dict(word.split(": ", 1) for word in words if ": " in word and not word.startswith("{"))
    kind = headers.pop("Content-Type")
    answer = client.post(urlsplit(address).path, words[-1], content_type=kind, headers=headers)
    assert answer.status_code == 201
    is_as_shown(answer.content.decode(), command, shown)


def test_every_address_of_the_schema_is_on_the_page():
    for path in published()["paths"]:
        assert path.replace("{id}", "<id>") in PAGE


def test_the_limits_on_the_page_are_the_limits():
    assert f"{LARGEST_BODY:,} bytes" in PAGE
    assert f"{declared.API_CALLS_PER_MINUTE} times in a minute" in PAGE
    assert settings.API_CALLS_PER_MINUTE is None
