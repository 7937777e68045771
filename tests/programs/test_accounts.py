"""One mailbox is one account, however its address is written."""

import pytest
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from programs.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.db]

SPELLINGS = {
    "as it was": "tess@example.com",
    "in capitals": "TESS@EXAMPLE.COM",
    "as she likes it": "Tess@Example.com",
}


@pytest.fixture
def tess() -> User:
    return User.objects.create_user("Tess@Example.com", "a long pass phrase")


def test_an_account_goes_by_its_address(tess):
    assert (str(tess), tess.get_username(), tess.email) == ("tess@example.com",) * 3


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS)
def test_tess_signs_in_however_she_writes_her_address(tess, spelling):
    assert authenticate(username=spelling, password="a long pass phrase") == tess


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS)
def test_a_second_account_for_the_same_mailbox_is_refused_in_words(tess, spelling):
    with pytest.raises(ValidationError) as refusal:
        User(email=spelling, password="!").full_clean()
    assert refusal.value.messages == ["Somebody already has an account with this e-mail address."]


def test_the_database_refuses_it_too_when_nobody_asked(tess):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.bulk_create([User(email="TESS@example.com")])


def test_the_constraint_speaks_to_people(tess):
    with pytest.raises(ValidationError, match="Somebody already has an account"):
        User(email="TESS@example.com").validate_constraints()


def test_without_a_password_only_a_link_or_code_opens_the_account():
    rob = User.objects.create_user("rob@example.com")
    assert not rob.has_usable_password()
    assert not rob.is_staff
    assert not rob.is_superuser


def test_an_account_needs_an_address():
    with pytest.raises(ValueError, match="needs an e-mail address"):
        User.objects.create_user("  ")


def test_createsuperuser_makes_one(tess):
    admin = User.objects.create_superuser("admin@example.com", "a long pass phrase")
    assert admin.is_staff
    assert admin.is_superuser
    assert admin.has_perm("programs.view_user")


def test_the_database_notes_when_somebody_joined(tess):
    tess.refresh_from_db()
    assert tess.joined_at is not None
