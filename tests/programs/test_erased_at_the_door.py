"""Somebody erases everything while a page, a form or an entry of theirs is answered: that is a 404, and no failure."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from programs.models import Runner
from programs.services.erasing import erase_person
from tests.programs.api.diaries import CHECK_INS, MORNING, TODAY, a_runner, entry
from tests.programs.check_path import HERE
from tests.programs.followed import Rob

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.db]


class Erasing:
    """Erases Rob just before the question of that *number* is asked, once; of a transaction before its first, as who
    erases waits for the others.
    """

    def __init__(self, rob: Rob, number: int) -> None:
        self._rob, self._left, self._inside = rob, number, False

    def __call__(self, execute: Any, sql: str, *what: Any) -> Any:
        waits, self._inside = self._inside, connection.in_atomic_block
        if not waits:
            self._left -= 1
            if self._left == 0:
                erase_person(user=self._rob.user)
        return execute(sql, *what)


def looks_at(address: str):
    return lambda phone: phone.get(address)


def tells(phone: Client):
    return phone.post(CHECK_INS, {"entries": [entry(MORNING)]}, content_type="application/json")


ASKED = {
    "Today is looked at": looks_at("/today/"),
    "the days are looked at": looks_at("/today/days/"),
    "progress is looked at": looks_at("/progress/"),
    "a form of the morning is sent": lambda phone: phone.post("/today/morning/", {"pain": "1"}),
    "a program looks at today": looks_at(TODAY),
    "a phone tells of the morning": tells,
}
MOMENTS = range(1, 11)


@pytest.mark.parametrize("asks", ASKED.values(), ids=ASKED)
def test_whoever_is_erased_at_any_moment_of_an_answer_gets_one(asks):
    statuses = set()
    for number in MOMENTS:
        rob = a_runner(f"rob-{number}@example.com")
        phone = Client(headers=HERE)
        phone.force_login(rob.user)
        with connection.execute_wrapper(Erasing(rob, number)):
            statuses.add(asks(phone).status_code)
    assert statuses <= {200, 302, 400, 401, 404}
    assert statuses - {200}, "it is noticed at some of these moments"
    assert Runner.objects.count() < len(MOMENTS)
