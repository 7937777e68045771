"""Finds the token behind a secret."""

from datetime import datetime
from hashlib import sha256

from django.db.models import QuerySet

from programs.models import ApiToken, User


def digest_of(secret: str) -> str:
    """What is kept of *secret*. It is random through and through, so that nobody can guess back from here."""
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def token_of(secret: str, now: datetime) -> ApiToken | None:
    """The token that *secret* opens at *now*, its account with it; None for one that is unknown, over or taken back."""
    open_now = ApiToken.objects.filter(revoked_at=None, expires_at__gt=now, user__is_active=True)
    return open_now.select_related("user").filter(digest=digest_of(secret)).first()


def tokens_of(user: User) -> "QuerySet[ApiToken]":
    """Every token of *user*, those that are over included, the oldest first."""
    return ApiToken.objects.filter(user=user).order_by("made_at", "pk")
