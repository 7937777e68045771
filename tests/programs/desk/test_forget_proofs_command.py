"""`manage.py forget_proofs`: the way back for an only owner who has lost every second proof."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.utils import timezone

from programs.models import CodeApp, RecoveryCode
from programs.services.audit import broken_link
from programs.services.code_apps import add_code_app, code_at, make_secret, step_of
from tests.programs.check_path import text_of
from tests.programs.desk.houses import House, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.db]

PAGE, APP, PROOF = "/settings/passkeys/", "/settings/passkeys/app/", "/clinic/proof/code/"


@pytest.fixture
def house() -> House:
    """A clinic whose only owner has an app for a second proof."""
    house = House()
    assert house.owner.user is not None
    secret, then = make_secret(), timezone.now() - timedelta(minutes=5)
    add_code_app(user=house.owner.user, secret=secret, code=code_at(secret, step_of(then)), now=then)
    return house


def said_by(email: str) -> str:
    said = StringIO()
    call_command("forget_proofs", email, stdout=said)
    return said.getvalue()


def owner_of(house: House) -> str:
    assert house.owner.user is not None
    return house.owner.user.email


def test_an_only_owner_who_lost_all_makes_a_new_proof(house):
    assert signed_in(house.owner, strong=False).post(f"{PAGE}ask/").status_code == 403
    said = said_by(owner_of(house))
    assert said == f"{owner_of(house)}: forgotten were 1 passkeys and apps. They sign in anew and add one.\n"
    assert not CodeApp.objects.exists()
    assert not RecoveryCode.objects.exists()
    assert signed_in(house.owner, strong=False).get("/clinic/").status_code == 302


def test_whoever_has_a_second_proof_is_asked_for_it_once_more(house):
    asked = signed_in(house.owner).get("/clinic/proof/", {"next": "/clinic/tokens/", "anew": "yes"})
    assert "Your second proof once more" in text_of(asked)
    assert "Add a passkey" not in text_of(asked)


def test_whoever_is_signed_in_as_them_is_signed_out_and_nobody_else(house):
    theirs, other = signed_in(house.owner), signed_in(house.members["therapist"])
    assert theirs.get("/clinic/").status_code == other.get("/clinic/").status_code == 200
    said_by(owner_of(house))
    assert theirs.get("/clinic/")["Location"].startswith("/accounts/login/")
    assert other.get("/clinic/").status_code == 200


KEYS = {"another house's key": "of-another-house-" * 4, "no key at all": ""}


@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
def test_they_are_signed_out_and_nobody_else_by_a_shell_that_has(house, key):
    theirs, other = signed_in(house.owner), signed_in(house.members["therapist"])
    with override_settings(SECRET_KEY=key):
        said_by(owner_of(house))
    assert theirs.get("/clinic/")["Location"].startswith("/accounts/login/")
    assert other.get("/clinic/").status_code == 200


def test_it_stands_on_the_record_of_the_clinic_as_the_host_s(house):
    said_by(owner_of(house))
    entry = house.clinic.audit.get(what="proofs forgotten")
    assert (entry.who, entry.about) == (None, house.owner.key)
    assert broken_link(house.clinic) is None
    house.owner.user.refresh_from_db()
    told = text_of(signed_in(house.owner).get("/clinic/record/"))
    assert f"The host of this house made {house.owner.name}’s passkeys and apps be forgotten" in told


@pytest.mark.parametrize("email", ["nobody@example.com", "owner", ""])
def test_an_address_without_an_account_is_refused(house, email):
    with pytest.raises(CommandError) as problem:
        said_by(email)
    assert problem.value.returncode == 2
    assert "Allowed: the address of an account" in str(problem.value)
    assert CodeApp.objects.exists()
