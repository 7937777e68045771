"""`manage.py api_token`: a secret once, and an end to it."""

import pytest
from django.core.management import CommandError, call_command

from programs.models import ApiToken, User
from programs.selectors.tokens import digest_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rob() -> User:
    return User.objects.create_user("rob@example.com")


def test_it_prints_a_secret_that_opens_and_can_be_taken_back(capsys):
    call_command("api_token", "Rob@example.com", name="watch", scope="tell")
    secret = capsys.readouterr().out.strip()
    token = ApiToken.objects.get()
    assert (token.digest, token.scope, token.revoked_at) == (digest_of(secret), "tell", None)
    call_command("api_token", "rob@example.com", name="watch", revoke=True)
    assert capsys.readouterr().out == "taken back: 1\n"
    token.refresh_from_db()
    assert token.revoked_at is not None


REFUSED = {
    "an address nobody has": (["ola@example.com", "--name", "x"], "has no account"),
    "no name": (["rob@example.com", "--name", " "], "give 1 to 60 letters"),
    "too many days": (["rob@example.com", "--name", "x", "--days", "4000"], "give 1 to 366"),
}


@pytest.mark.parametrize(("arguments", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_is_refused_with_what_can(arguments, said):
    with pytest.raises(CommandError, match=said) as refusal:
        call_command("api_token", *arguments)
    assert refusal.value.returncode == 2
    assert not ApiToken.objects.exists()
