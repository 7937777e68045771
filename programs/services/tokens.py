"""Gives and takes back the keys by which programs act for somebody."""

from datetime import datetime, timedelta
from secrets import token_hex

from programs.models import ApiToken, User
from programs.selectors.tokens import digest_of

RANDOM_BYTES = 16
# Long enough for a course, short enough that a key somebody forgot does not open a diary for ever.
LONGEST_DAYS = 366
# So that a secret which has got into a file or a log can be told for what it is.
PREFIX = "strideback_"


def give_token(*, user: User, name: str, scope: str, days: int, now: datetime) -> tuple[ApiToken, str]:
    """A new token of *user* that opens *scope* for *days*, and its secret, which nobody can tell again. ValueError for
    a scope that is none or a time that is too long.
    """
    if scope not in ApiToken.Scope.values:
        raise ValueError(f"scope {scope!r}: give one of {', '.join(ApiToken.Scope.values)}")
    if not 1 <= days <= LONGEST_DAYS:
        raise ValueError(f"{days} days: give 1 to {LONGEST_DAYS}")
    secret = PREFIX + token_hex(RANDOM_BYTES)
    token = ApiToken.objects.create(
        user=user, name=name, digest=digest_of(secret), scope=scope, expires_at=now + timedelta(days=days)
    )
    return token, secret


def revoke_tokens(*, user: User, name: str, now: datetime) -> int:
    """Take back every token of *user* with that *name*; how many there were."""
    return ApiToken.objects.filter(user=user, name=name, revoked_at=None).update(revoked_at=now)
