"""How long an answer takes says nothing of another clinic: what is not theirs costs people the questions of what is not
there, one for one, and in the same order.
"""

import re

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from tests.programs.api.programs_of_clinics import CLIENTS, OPERATIONS, Program, example_of
from tests.programs.desk.houses import House, signed_in
from tests.programs.desk.test_access import OF_SOMEBODY, asked, path_of

pytestmark = pytest.mark.django_db

NOBODY = "00000000-0000-4000-8000-000000000000"
KEYS = re.compile(r"'[0-9a-f-]{32,64}'|'[0-9-]{10} [0-9:.]+'|\b\d+\b")


def questions(ask) -> list[str]:
    """What is asked of our tables, without keys, times and numbers; how often somebody called is counted beside."""
    with CaptureQueriesContext(connection) as asking:
        ask()
    return [KEYS.sub("?", query["sql"]) for query in asking if '"programs_' in query["sql"]]


@pytest.mark.parametrize("name", OF_SOMEBODY)
def test_the_page_of_another_clinics_costs_what_that_of_nobody_costs(name):
    house = House()
    theirs = path_of(name, house)
    nobodys = theirs.replace(theirs.split("/")[3], NOBODY)
    stranger = signed_in(House("Elsewhere").owner)
    asked(stranger, name, nobodys)  # what a process learns once is no part of it
    first, second = (questions(lambda path=path: asked(stranger, name, path)) for path in (theirs, nobodys))
    assert first == second


ABOUT_ONE = [name for name, (path, *_rest) in OPERATIONS.items() if "{id}" in path]


@pytest.mark.parametrize("name", ABOUT_ONE)
def test_a_call_about_another_clinics_costs_what_one_about_nobody_costs(name):
    client = House("Elsewhere").assigned().client
    program, (path, method, _scope, said) = Program(), OPERATIONS[name]
    body = example_of(said)

    def calls(key: str) -> list[str]:
        return questions(lambda: program.calls(method, path.replace("{id}", key), body))

    calls(NOBODY)
    assert calls(str(client.key)) == calls(NOBODY)
    assert program.get(f"{CLIENTS}{client.key}/").status_code == 404


WORDS = {"the name of another clinic's client": "Rob Hale", "a name that nobody has": "Xyz Qwer"}


def found_by(browser: Browser, words: str) -> tuple[list[str], bytes]:
    answers = []
    costs = questions(lambda: answers.append(browser.post("/clinic/find/", {"words": words}, follow=True)))
    return costs, answers[0].content.replace(words.encode(), b"")


def test_to_search_for_another_clinics_client_finds_and_costs_what_nobody_does():
    House("Elsewhere").assigned()
    browser = signed_in(House().owner)
    found_by(browser, "Somebody")
    known, unknown = (found_by(browser, words) for words in WORDS.values())
    assert len(known[0]) == len(unknown[0])
    assert re.sub(rb'value="[^"]{64}"', b"", known[1]) == re.sub(rb'value="[^"]{64}"', b"", unknown[1])
