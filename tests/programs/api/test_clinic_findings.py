"""Clearances and tests that a program tells for a clinic: looked at, recorded once, refused where they cannot be."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from programs.models import Client, Event
from programs.services.diary import Entry, record
from rehab.events import Screened
from rehab.vocabulary import Lock, Route
from tests.programs.api.programs_of_clinics import CLIENTS, Program, faults_of
from tests.programs.check_path import text_of
from tests.programs.desk.houses import House, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.db]


class Examining(Program):
    """A program at Tess's clinic, and a client hurt *days_ago* who joined two days ago."""

    def __init__(self, days_ago: int = 20, **wished: Any) -> None:
        house = House()
        house.now -= timedelta(days=2)
        hurt_on = house.now.date() - timedelta(days=days_ago - 2)
        self.assignment = house.assigned(injured_on=hurt_on, **wished)
        super().__init__(house=house)
        self.client: Client = self.assignment.client
        self.path = f"{CLIENTS}{self.client.key}/"

    def stops(self) -> None:
        """A warning sign that stands."""
        now = timezone.now()
        assert self.assignment.programme is not None
        sign = Entry(uuid4(), Screened(frozenset({"rf05"}), Route.SAME_DAY, Lock.NO_PLAN), now)
        record(programme=self.assignment.programme, entry=sign, author="runner:somebody", now=now)

    @property
    def seen(self) -> int:
        """The number of the last entry, as a look tells it."""
        looked: int = self.post(f"{self.path}clearance/", clearance(keep=False)).json()["seen"]
        return looked

    def clears(self, **more: Any) -> Any:
        return self.post(f"{self.path}clearance/", clearance(seen=self.seen) | more)

    def tries(self, *tests: Any, **more: Any) -> Any:
        return self.post(f"{self.path}tests/", {"uuid": str(uuid4()), "on": today(), "tests": list(tests)} | more)


def today() -> str:
    return timezone.now().date().isoformat()


def clearance(**more: Any) -> dict[str, Any]:
    usual = {"uuid": str(uuid4()), "on": today(), "role": "doctor", "name": "Dr Ann Lee", "agreed": True, "keep": True}
    return usual | more


@pytest.fixture
def program() -> Examining:
    return Examining()


def test_looked_at_first_a_clearance_changes_nothing(program):
    program.stops()
    answer = program.clears(keep=False)
    body = answer.json()
    assert (answer.status_code, body["kept"]) == (200, False)
    assert (body["before"]["route"], body["after"]["route"]) == ("U", None)
    assert not Event.objects.filter(kind="cleared").exists()
    assert program.get(program.path).json()["programme"]["route"] == "U"


def test_kept_it_lifts_what_was_ticked_and_is_told_with_who_it_was(program):
    program.stops()
    told = clearance(said="Go on", seen=program.seen)
    answers = [program.post(f"{program.path}clearance/", told) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert Event.objects.filter(kind="cleared").count() == 1
    body = program.get(program.path).json()["programme"]
    assert body["route"] is None
    (one,) = body["clearances"]
    assert (one["name"], one["said"], one["role"], one["counts"]) == ("Dr Ann Lee", "Go on", "doctor", True)
    assert "Dr Ann Lee" in text_of(
        signed_in(program.house.owner).get(f"/clinic/clients/{program.client.key}/clearance/")
    )


def test_with_something_else_in_it_the_first_stands(program):
    told = clearance(seen=program.seen)
    program.post(f"{program.path}clearance/", told)
    assert program.post(f"{program.path}clearance/", told | {"name": "Dr Else"}).status_code == 409


def test_what_was_told_since_the_look_nobody_has_answered_for(program):
    seen = program.seen
    program.stops()
    answer = program.clears(seen=seen)
    assert (answer.status_code, answer.json()["type"]) == (400, "/api/v1/docs/#problem-not-kept")
    assert not Event.objects.filter(kind="cleared").exists()
    assert program.clears().status_code == 200


BAD: dict[str, tuple[dict[str, Any], int, set[str]]] = {
    "nothing that was looked at": ({"seen": None}, 400, {"seen"}),
    "nobody who agreed": ({"agreed": False}, 400, {"agreed"}),
    "no name": ({"name": " "}, 400, {"name"}),
    "a role nobody has": ({"role": "coach"}, 400, {"role"}),
    "a day that is none": ({"on": "soon"}, 400, {"on"}),
    "a day that has not come": ({"on": "2999-01-01"}, 400, {"entry"}),
    "a day before the signs were asked": ({"on": "2020-01-01"}, 400, {"entry"}),
    "a grade nobody has": ({"grade": 9}, 400, {"grade"}),
    "neither look nor keep": ({"keep": None}, 400, {"keep"}),
    "too many words": ({"said": "x" * 501}, 400, {"said"}),
    "a name nobody asked for": ({"lock": "none"}, 400, {"lock"}),
    "a UUID that is none": ({"uuid": 5}, 400, {"uuid"}),
}


@pytest.mark.parametrize(("more", "status", "named"), BAD.values(), ids=BAD)
def test_a_clearance_that_cannot_be_is_named_and_not_recorded(program, more, status, named):
    answer = program.clears(**more)
    assert (answer.status_code, set(faults_of(answer))) == (status, named)
    assert not Event.objects.filter(kind="cleared").exists()


WALK = {"criterion": "walk-10-min", "injured": 1, "pain": 0}
RAISES = {"criterion": "raise-symmetry", "injured": 18, "sound": 24, "pain": 1}


def test_tests_feed_the_gates_and_the_page_says_who_measured(program):
    answer = program.tries(WALK, RAISES)
    assert answer.status_code == 200, answer.content
    tried = {event.body["criterion"]: event for event in Event.objects.filter(kind="tried")}
    assert set(tried) == {"walk-10-min", "raise-symmetry"}
    assert tried["raise-symmetry"].body["sound"] == 24
    assert {event.author for event in tried.values()} == {f"member:{program.member.key}:owner"}
    page = text_of(signed_in(program.house.owner).get(f"/clinic/clients/{program.client.key}/tests/"))
    assert "Tess Moran" in page


def test_sent_again_they_are_once_and_with_other_numbers_a_conflict(program):
    told = {"uuid": str(uuid4()), "on": today(), "tests": [WALK]}
    assert [program.post(f"{program.path}tests/", told).status_code for _ in range(2)] == [200, 200]
    assert Event.objects.filter(kind="tried").count() == 1
    other = told | {"tests": [WALK | {"pain": 3}]}
    assert program.post(f"{program.path}tests/", other).status_code == 409


BAD_TESTS: dict[str, tuple[list[Any], set[str]]] = {
    "none": ([], {"tests"}),
    "one nobody knows": ([{"criterion": "walk", "injured": 1}], {"tests[0].criterion"}),
    "what is lived and not tried": ([{"criterion": "rest-pain", "injured": 1}], {"tests[0].criterion"}),
    "no object": ([5], {"tests[0]"}),
    "the same twice": ([WALK, WALK], {"tests[1]"}),
    "no number": ([{"criterion": "walk-10-min", "pain": 0}], {"tests[0].injured"}),
    "a yes of two": ([{"criterion": "hop-match", "injured": 2, "pain": 0}], {"tests[0].injured"}),
    "pain on stairs of eleven": ([{"criterion": "stairs", "injured": 11, "pain": 0}], {"tests[0].injured"}),
    "no pain where it counts": ([{"criterion": "walk-10-min", "injured": 1}], {"tests[0].pain"}),
    "pain of eleven": ([WALK | {"pain": 11}], {"tests[0].pain"}),
    "one leg of two": ([{"criterion": "raise-symmetry", "injured": 18, "pain": 1}], {"tests[0].sound"}),
    "a name nobody asked for": ([WALK | {"mood": 1}], {"tests[0].mood"}),
}


@pytest.mark.parametrize(("tests", "named"), BAD_TESTS.values(), ids=BAD_TESTS)
def test_a_test_that_cannot_be_is_named_and_none_is_recorded(program, tests, named):
    answer = program.tries(*tests)
    assert (answer.status_code, set(faults_of(answer))) == (400, named)
    assert not Event.objects.filter(kind="tried").exists()


def test_behind_a_warning_sign_nothing_is_tried(program):
    program.stops()
    answer = program.tries(WALK)
    assert (answer.status_code, answer.json()["type"]) == (409, "/api/v1/docs/#problem-not-now")
    assert not Event.objects.filter(kind="tried").exists()


def test_a_day_that_has_not_come_is_refused(program):
    assert program.tries(WALK, on="2999-01-01").status_code == 400
