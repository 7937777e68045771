"""Signing in without a password: a code by e-mail, which makes the account the first time."""

import logging
from http import HTTPStatus
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.account.forms import RequestLoginCodeForm
from allauth.account.views import ConfirmLoginCodeView, RequestLoginCodeView
from allauth.core import context, ratelimit
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from programs.models import User
from programs.services.accounts import account_for
from programs.services.limits import AWAY, WINDOW, caller_of
from programs.web.fresh import entered

logger = logging.getLogger(__name__)
TOO_OFTEN = "too_many_login_attempts"


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # the package tells no types
    """How signing in is done here."""

    error_messages = DefaultAccountAdapter.error_messages | {
        TOO_OFTEN: _("That was a lot of tries. Wait a minute, then ask for a new code."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by a form of their own: the first code does it."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The caller as the other counts know them: beyond the proxies that are trusted, and by no address."""
        return caller_of(request)

    def post_login(self, request: HttpRequest, user: Any, **how: Any) -> Any:
        """Signed in: the session begins anew."""
        entered(request)
        return super().post_login(request, user, **how)


def asks_too_often(request: HttpRequest, email: str) -> bool:
    """Whether one more code for *email*, or for this caller, is one too many. Counts it where it is not.

    A count that cannot be kept, as the shared cache is away, keeps nobody from signing in: three tries at a code, and
    its fifteen minutes, are counted in the session, and hold all the same.
    """
    try:
        return not ratelimit.consume(request, action="request_login_code", key=email.lower())
    except AWAY:
        logger.warning("A request for a code could not be counted: the shared cache does not answer")
        return False


class AskForCode(RequestLoginCodeForm):  # type: ignore[misc]
    """The one field of the way in. Whether an account was there before, no answer tells."""

    _user: User | None

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if asks_too_often(context.request, email):  # before any account is made
            raise get_adapter().validation_error(TOO_OFTEN)
        made = account_for(email=email)
        self._user = made if made.is_active else None
        return email


class AskForCodePage(RequestLoginCodeView):  # type: ignore[misc]
    """The way in. What is no address is refused with 400, one code too many with 429."""

    def form_invalid(self, form: AskForCode) -> HttpResponse:
        answer: HttpResponse = super().form_invalid(form)
        answer.status_code = HTTPStatus.BAD_REQUEST
        if form.has_error("email", TOO_OFTEN):
            answer.status_code = HTTPStatus.TOO_MANY_REQUESTS
            answer["Retry-After"] = str(WINDOW)
        return answer


class TypeCodePage(ConfirmLoginCodeView):  # type: ignore[misc]
    """Where the code is typed. A wrong one is refused with 400; the third leads back to the way in."""

    def form_invalid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_invalid(form)
        if answer.status_code == HTTPStatus.OK:
            answer.status_code = HTTPStatus.BAD_REQUEST
        return answer
