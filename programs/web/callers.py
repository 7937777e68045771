"""Who asks for a page: an account, or whoever holds the link of a clinic's client. Doors ask here, and nowhere else."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from programs.models import ClientLink, Programme, Runner
from programs.selectors.clinics import HELD, link_held, programme_by_link
from programs.selectors.people import runner_of
from programs.selectors.programmes import running_programme

View = Callable[..., HttpResponse]
# When this session was opened by something its owner has, unlocked by something they are or know: seconds since 1970.
STRONG = "strong_since"
# A day's work; a computer that was left open overnight shows nobody's clients.
STRONG_FOR = timedelta(hours=12)
# What cannot be undone asks for both proofs anew; a code from the mailbox, which may be open beside it, is only one.
STRONG_ANEW = timedelta(minutes=15)


def programme_for(request: HttpRequest) -> Programme | None:
    """The programme that whoever asks follows now; None for strangers and for people who follow none."""
    if request.user.is_authenticated:
        return running_programme(request.user)
    digest = request.session.get(HELD)
    return programme_by_link(digest, timezone.now()) if digest else None


def runner_for(request: HttpRequest) -> Runner | None:
    """The runner that whoever asks is; None for strangers and for people who have followed nothing."""
    if request.user.is_authenticated:
        return runner_of(request.user)
    link = link_of_session(request)
    return link.client.runner if link else None


def link_of_session(request: HttpRequest) -> ClientLink | None:
    """The link by which a browser is known, while it opens something; None where an account is signed in."""
    digest = None if request.user.is_authenticated else request.session.get(HELD)
    return link_held(digest, timezone.now()) if digest else None


def keep_link(request: HttpRequest, link: ClientLink) -> None:
    """Know this browser by *link* from now on, under a session of its own."""
    request.session.cycle_key()
    request.session[HELD] = link.digest
    request.session.set_expiry(None)  # as long as a sign-in, no longer as short as a check


def forget_link(request: HttpRequest) -> None:
    """Know this browser no longer."""
    request.session.flush()


def known_only(view: View) -> View:
    """*view* for people with an account and for holders of a link that opens something; others are sent to sign in."""
    signed_in = login_required(view)

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        is_known = request.user.is_authenticated or link_of_session(request) is not None
        return (view if is_known else signed_in)(request, *args, **kwargs)

    return guarded


def mark_strong(request: HttpRequest) -> None:
    """Note that whoever signed in just now did it with two proofs: a passkey is a device and what unlocks it."""
    request.session[STRONG] = int(timezone.now().timestamp())


def is_strong(request: HttpRequest, within: timedelta = STRONG_FOR) -> bool:
    """Whether this session was opened with two proofs, and no longer ago than *within*."""
    since = request.session.get(STRONG, 0)
    return bool(timezone.now().timestamp() - since < within.total_seconds())
