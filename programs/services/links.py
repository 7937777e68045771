"""Links that sign somebody in, for hosts that send no mail: made by whoever runs the server, good once."""

from datetime import datetime, timedelta
from secrets import token_hex

from django.conf import settings
from django.db import transaction

from programs.models import SignInLink, User
from programs.models.links import digest_of
from programs.selectors.links import usable_links

OPEN_FOR = timedelta(minutes=15)
TOKEN_BYTES = 16  # 128 random bits


# Where `make run` listens; who typed a command beside it has set nothing.
ON_THIS_MACHINE = "http://127.0.0.1:8000"


def whole_address(path: str) -> str:
    """*path* with the house it leads to, for whoever reads it elsewhere than in a page."""
    return f"{settings.BASE_URL or ON_THIS_MACHINE}{path}"


@transaction.atomic
def make_sign_in_link(*, user: User, now: datetime) -> str:
    """The token of a new link for *user*, which nothing can tell again. Links whose time is over are forgotten."""
    SignInLink.objects.filter(ends_at__lte=now).delete()
    token = token_hex(TOKEN_BYTES)
    SignInLink.objects.create(user=user, digest=digest_of(token), ends_at=now + OPEN_FOR)
    return token


@transaction.atomic
def take_sign_in_link(*, token: str, now: datetime) -> User | None:
    """The account that *token* opens, which it does once; None where it opens nothing."""
    if not usable_links(token, now).update(used_at=now):
        return None
    return User.objects.get(sign_in_links__digest=digest_of(token))
