"""Signing in by a link that the host hands out. Opening it does nothing: who fetches addresses uses up no link."""

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils import timezone

from programs.selectors.links import usable_links
from programs.services.links import take_sign_in_link
from programs.web.callers import mark_strong
from programs.web.errors import not_allowed
from programs.web.fresh import entered
from programs.web.privacy import KEPT_NOWHERE

METHODS = ("GET", "HEAD", "POST")
BACKEND = "django.contrib.auth.backends.ModelBackend"


def sign_in(request: HttpRequest, token: str) -> HttpResponse:
    """A page with the one button that signs in; 404, with a way on, for a link that opens nothing or nothing more."""
    if request.method not in METHODS:
        return not_allowed(METHODS)
    answer = _taken(request, token) if request.method == "POST" else _shown(request, token)
    answer["Cache-Control"] = KEPT_NOWHERE
    return answer


def _taken(request: HttpRequest, token: str) -> HttpResponse:
    user = take_sign_in_link(token=token, now=timezone.now())
    if user is None:
        return render(request, "account/link.html", {"opens": False}, status=404)
    login(request, user, backend=BACKEND)
    entered(request)
    if settings.DEBUG:  # the demo's therapist has no device of hers; in production a passkey is asked for
        mark_strong(request)
    return HttpResponseRedirect(resolve_url(settings.LOGIN_REDIRECT_URL))


def _shown(request: HttpRequest, token: str) -> HttpResponse:
    opens = usable_links(token, timezone.now()).exists()
    return render(request, "account/link.html", {"opens": opens}, status=200 if opens else 404)
