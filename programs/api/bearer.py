"""Who calls the API: somebody with a session of the pages, by account or by a clinic's link; a program with a token."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from programs.models import ApiToken, ClientLink
from programs.selectors.clinics import HELD, link_held
from programs.selectors.tokens import token_of

SCHEME = "Bearer"
READING = ("GET", "HEAD")


def secret_in(request: Request) -> str | None:
    """The secret that *request* bears; None where its header says nothing of the kind."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    return secret.strip() if scheme.lower() == SCHEME.lower() else None


class BearerToken(BaseAuthentication):
    """`Authorization: Bearer` and the secret of a token."""

    def authenticate(self, request: Request) -> tuple[Any, ApiToken] | None:
        """The account and its token; None where the header says nothing of the kind. 401 for a token that opens
        nothing: why it does not is nobody's business.
        """
        secret = secret_in(request)
        if secret is None:
            return None
        token = token_of(secret, timezone.now())
        if token is None:
            raise AuthenticationFailed
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return SCHEME


class Session(SessionAuthentication):
    """A session of the pages: of an account, or of whoever holds a clinic's link. What it sends carries the token of
    its pages.
    """

    def authenticate(self, request: Request) -> tuple[Any, ClientLink | None] | None:
        """The account, or nobody and the link; None for strangers."""
        found: tuple[Any, None] | None = super().authenticate(request)
        if found is not None:
            return found
        digest = request._request.session.get(HELD)
        link = link_held(digest, timezone.now()) if digest else None
        if link is None:
            return None
        self.enforce_csrf(request)
        return AnonymousUser(), link


class MayDoThis(BasePermission):
    """Somebody known; with a token, as far as its scope reaches."""

    def has_permission(self, request: Request, view: Any) -> bool:
        token = request.auth
        if not request.user.is_authenticated:
            return isinstance(token, ClientLink)
        return not isinstance(token, ApiToken) or request.method in READING or token.scope == ApiToken.Scope.TELL
