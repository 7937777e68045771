"""docs/api.md against the API: its three examples are called as written, its addresses and numbers hold."""

import json
import re
import shlex
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from config import settings as declared
from programs.api.problems import LARGEST_BODY
from tests.programs.api.schema import published

PAGE = (Path(__file__).parents[3] / "docs" / "api.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```\n\$ (curl [^\n]*)\n```\n```\n(.*?)```", PAGE, re.DOTALL)


def test_each_example_answers_as_the_page_shows(client):
    assert len(EXAMPLES) == 3
    for command, shown in EXAMPLES:
        _, *words = shlex.split(command)
        address = urlsplit(words[0])
        if "-d" in words:
            kind = words[words.index("-H") + 1].removeprefix("Content-Type: ")
            answer = client.post(address.path, words[words.index("-d") + 1], content_type=kind)
        else:
            answer = client.get(f"{address.path}?{address.query}")
        said = answer.content.decode()
        json.loads(said)
        at = 0
        for part in shown.split("…"):
            found = said.find(part.strip("\n"), at)
            assert found >= 0, f"{command} does not answer:\n{part}"
            at = found + len(part.strip("\n"))


def test_every_address_of_the_schema_is_on_the_page():
    for path in published()["paths"]:
        assert path.replace("{id}", "<id>") in PAGE


def test_the_limits_on_the_page_are_the_limits():
    assert f"{LARGEST_BODY:,} bytes" in PAGE
    assert f"{declared.API_CALLS_PER_MINUTE} times in a minute" in PAGE
    assert settings.API_CALLS_PER_MINUTE is None
