"""Who made a version or asked for something, in a word: to the runner, and to people of a clinic."""

import pytest
from django.utils import timezone

from programs.models import Membership
from programs.selectors.askers import askers_of
from programs.selectors.authors import author_at
from programs.services.clinics import stop_sharing
from programs.services.joining import author_of
from programs.services.naming import author_to_clinic, author_to_runner
from tests.programs.desk.houses import House, opened
from tests.programs.desk.steered import Desk

pytestmark = pytest.mark.django_db


def told(desk: Desk, author: str) -> tuple[str, str]:
    """As the runner reads it, and as the owner of the clinic does."""
    programme = desk.fresh()
    known = askers_of(programme, [author])
    owner = desk.house.owner
    return author_to_runner(author, programme, known), author_to_clinic(author, programme, known, owner)


def test_somebody_of_the_clinic_has_a_name_and_to_colleagues_a_role():
    desk = Desk()
    assert told(desk, author_at(desk.house.owner)) == ("your therapist, Tess Moran", "Tess Moran, owner")


def test_an_assistant_is_no_therapist():
    desk = Desk()
    author = author_at(desk.house.members["assistant"])
    assert told(desk, author) == ("an assistant, Assistant", "Assistant, assistant")


def test_somebody_of_another_clinic_has_none():
    assert told(Desk(), author_at(House("Elsewhere").owner)) == ("a previous clinic", "a previous clinic")


def test_whoever_has_erased_their_account_has_none():
    desk = Desk()
    Membership.objects.filter(pk=desk.house.members["therapist"].pk).update(name="", user=None)
    author = author_at(desk.house.members["therapist"])
    assert told(desk, author) == ("a therapist", "somebody who has left")


def test_a_clinic_that_sees_the_programme_no_longer_is_a_previous_one_to_the_runner():
    desk = Desk()
    stop_sharing(programme=desk.programme, now=timezone.now())
    assert told(desk, author_at(desk.house.owner))[0] == "a previous clinic"


def test_the_runner_time_and_a_row_from_elsewhere():
    desk = Desk()
    opened(desk.house.link(desk.client))
    runner = desk.fresh().runner
    assert runner is not None
    assert told(desk, author_of(runner)) == ("you", "the client")
    assert told(desk, "time") == ("time", "time")
    assert told(desk, "other") == ("somebody else", "somebody else")
    assert told(desk, "therapist") == ("a therapist", "a previous clinic")
