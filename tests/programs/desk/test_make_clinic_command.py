"""`manage.py make_clinic`: a clinic with its people, all of it or nothing."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from programs.models import Clinic, Membership, User
from programs.services.accounts import forget_unused
from programs.services.audit import broken_link

pytestmark = pytest.mark.django_db

OWNER = "owner@clinic.example"


def made(*words: str) -> str:
    said = StringIO()
    call_command("make_clinic", *words, stdout=said)
    return said.getvalue()


def test_it_makes_a_clinic_and_the_accounts_of_its_people():
    said = made(
        "Calder Street Physio", OWNER, "--owner-name", "Tess", "--zone", "Europe/London",
        "--therapist", "a@clinic.example", "--therapist", "b@clinic.example", "--assistant", "c@clinic.example",
    )  # fmt: skip
    assert said == "Calder Street Physio: 4 people. They sign in at /clinic/.\n"
    clinic = Clinic.objects.get()
    assert clinic.zone == "Europe/London"
    assert sorted(clinic.memberships.values_list("role", flat=True)) == ["assistant", "owner", "therapist", "therapist"]
    assert User.objects.count() == 4
    assert broken_link(clinic) is None


WRONG = {
    "a zone that is none": ("Physio", OWNER, "--zone", "Moon/Crater"),
    "an address that is none": ("Physio", "owner"),
    "no name": (" ", OWNER),
    "somebody who works elsewhere": ("Physio", OWNER, "--assistant", "taken@clinic.example"),
}


@pytest.mark.parametrize("words", WRONG.values(), ids=WRONG)
def test_wrong_is(words):
    made("Elsewhere", "taken@clinic.example")
    with pytest.raises(CommandError) as problem:
        made(*words)
    assert "Allowed:" in str(problem.value)
    assert Clinic.objects.count() == 1
    assert Membership.objects.count() == 1


def test_people_of_a_clinic_may_take_their_time_to_sign_in():
    made("Calder Street Physio", OWNER)
    assert forget_unused(now=timezone.now() + timedelta(days=9)) == 0
    assert User.objects.filter(email=OWNER).exists()
