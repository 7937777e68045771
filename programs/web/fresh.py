"""How long ago somebody has shown who they are: what gives away an account asks for it anew, by a code of its own."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core.internal.cryptokit import compare_user_code
from django.http import HttpRequest
from django.utils import timezone

from programs.models import User

# In the session: when somebody last showed who they are, and the code that was mailed for it.
SHOWN_AT, CODE = "shown at", "fresh code"
FRESH_SECONDS = CODE_SECONDS = 15 * 60
MOST_TRIES = 3


def entered(request: HttpRequest) -> None:
    """Somebody has just signed in: the session lives as long as a sign-in, no longer as short as a check."""
    request.session.set_expiry(None)
    request.session[SHOWN_AT] = timezone.now().timestamp()


def is_fresh(request: HttpRequest) -> bool:
    """Whether whoever is signed in here has shown who they are within the last quarter of an hour."""
    age: float = timezone.now().timestamp() - request.session.get(SHOWN_AT, 0)
    return 0 <= age < FRESH_SECONDS


def send_code(request: HttpRequest, user: User) -> None:
    """Mail *user* a code that makes this session fresh again, in place of any before."""
    code = get_adapter().generate_login_code()
    request.session[CODE] = {"code": code, "until": timezone.now().timestamp() + CODE_SECONDS, "tries": MOST_TRIES}
    get_adapter().send_mail("account/email/login_code", user.email, {"request": request, "code": code})


def awaits_code(request: HttpRequest) -> bool:
    """Whether a code was mailed that may still be typed."""
    return _waiting(request) is not None


def take_code(request: HttpRequest, typed: str) -> bool:
    """Whether *typed* is the code that was mailed, which makes the session fresh. It counts once; the third wrong one
    ends it.
    """
    waiting = _waiting(request)
    if waiting is None:
        return False
    if compare_user_code(actual=typed, expected=waiting["code"]):
        del request.session[CODE]
        request.session.cycle_key()
        entered(request)
        return True
    request.session[CODE] = waiting | {"tries": waiting["tries"] - 1}
    return False


def _waiting(request: HttpRequest) -> dict[str, Any] | None:
    kept: dict[str, Any] | None = request.session.get(CODE)
    if kept is None or kept["tries"] < 1 or kept["until"] < timezone.now().timestamp():
        return None
    return kept
