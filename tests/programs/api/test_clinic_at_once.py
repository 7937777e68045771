"""The same told twice in one moment, as a program does that hears no answer: one client, one programme."""

from functools import partial
from uuid import uuid4

import pytest
from django.utils import timezone

from programs.models import AuditEntry, Client, Programme
from programs.services.assigning import Wished
from programs.services.audit import broken_link
from programs.services.intakes import Newcomer
from programs.services.told_once import Given, assign_once, take_on_once
from tests.programs.desk.houses import House
from tests.programs.reminders.test_two_at_once import together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.db]
ROUNDS = 4


def wished(grade: int = 1) -> Wished:
    return Wished(grade=grade, leg="left", injured_on=timezone.now().date(), flags=frozenset(), age=40)


def test_a_new_client_is_one():
    house = House()
    person = Newcomer("A. L.", "", "", wished())
    for number in range(1, ROUNDS + 1):
        tell = partial(take_on_once, member=house.owner, uuid=uuid4(), person=person, now=timezone.now())
        together(tell, tell, tell)
        assert (Client.objects.count(), Programme.objects.count()) == (number, number)
    assert AuditEntry.objects.filter(what="added").count() == ROUNDS
    assert broken_link(house.clinic) is None


def test_an_assignment_is_one_and_the_programme_it_began_goes_on():
    house = House()
    for _ in range(ROUNDS):
        client = house.assigned().client
        given = Given(uuid4(), wished(2), "")
        tell = partial(assign_once, member=house.owner, client=client, given=given, now=timezone.now())
        together(tell, tell)
        assert client.assignments.count() == 2
        open_now = client.assignments.get(ended_at=None)
        assert open_now.uuid == given.uuid
        assert open_now.programme is not None
        assert open_now.programme.ended_on is None
    assert broken_link(house.clinic) is None
