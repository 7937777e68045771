"""Who may open the pages of a clinic, and what each of them begins with."""

from collections.abc import Callable
from functools import wraps
from math import ceil
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from programs.models import Client, Membership, Programme
from programs.selectors.clinics import READ, client_seen_by, may, member_of
from programs.services.audit import note
from programs.services.limits import seconds_left
from programs.services.working import NotGuidedError, WorksHereNoMoreError
from programs.web.callers import STRONG_ANEW, is_strong
from programs.web.errors import not_allowed, not_found, too_many
from programs.web.privacy import KEPT_NOWHERE

View = Callable[..., HttpResponse]
FOUND = HttpResponseRedirect.status_code
READING, TELLING = ("GET", "HEAD"), ("POST",)


def at_desk(*methods: str, needs: str = READ) -> Callable[[View], View]:
    """A page of a clinic, for *methods* alone and for members whose role allows what it *needs*, kept nowhere: the view
    is given the `Membership`.

    Strangers are sent to sign in. Whoever works at no clinic, or may not, gets the 404 of a page that is not there. A
    member who has signed in with one proof alone, or long ago, is asked for a passkey first.
    """

    def decorate(view: View) -> View:
        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            answer = _answer(request, *args, **kwargs)
            answer["Cache-Control"] = KEPT_NOWHERE
            return answer

        def _answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            member = member_of(request.user)
            if member is None or not may(member, needs):
                return not_found(request)
            if not is_strong(request):
                return HttpResponseRedirect(f"{reverse('desk-proof')}?{urlencode({'next': request.path})}")
            if request.method not in methods:
                return not_allowed(methods)
            try:
                return view(request, member, *args, **kwargs)
            except (Http404, Programme.DoesNotExist, WorksHereNoMoreError, NotGuidedError) as gone:
                return not_found(request, gone)

        return guarded

    return decorate


def with_client(*methods: str, needs: str = READ, noted: str = "saw") -> Callable[[View], View]:
    """A page of one client, for people of their clinic: the view is given `Membership` and `Client`. 404 for every
    other key, whether anybody has it or not. That it was looked at, or what was done, is put on record as *noted*;
    where that is left to the service that does it, whoever is shown a page in its place has looked.
    """

    def decorate(view: View) -> View:
        @at_desk(*methods, needs=needs)
        @wraps(view)
        def found(request: HttpRequest, member: Membership, **parts: Any) -> HttpResponse:
            client = client_seen_by(member, parts.pop("key"))
            if client is None:
                raise Http404
            if noted:
                note(member=member, what=noted, about=client.key, now=timezone.now())
            answer = view(request, member, client, **parts)
            if not noted and answer.status_code != FOUND:
                note(member=member, what="saw", about=client.key, now=timezone.now())
            return answer

        return found

    return decorate


def shown_anew(view: View) -> View:
    """*view* of a member who has shown both proofs within the last quarter of an hour; others do so first, and come
    back to the page, whatever they were sending.
    """

    @wraps(view)
    def guarded(request: HttpRequest, member: Membership) -> HttpResponse:
        if is_strong(request, STRONG_ANEW):
            return view(request, member)
        return HttpResponseRedirect(f"{reverse('desk-proof')}?{urlencode({'next': request.path, 'anew': 'yes'})}")

    return guarded


def few_a_minute(kind: str) -> Callable[[View], View]:
    """*view* of a member who has sent no more of this *kind* within this minute than anybody asks papers for: what is
    sent takes a processor a while. To look at the form is free.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, member: Membership, **parts: Any) -> HttpResponse:
            if request.method not in TELLING:
                return view(request, member, **parts)
            allowed, now = settings.PAPERS_PER_MINUTE, timezone.now().timestamp()
            wait = seconds_left(str(member.key), kind=kind, allowed=allowed, now=now)
            return too_many(request, seconds=ceil(wait)) if wait else view(request, member, **parts)

        return guarded

    return decorate


def to_client(client: Client, *, part: str = "") -> HttpResponse:
    """Back to the page of *client*, and to its *part* of that name."""
    return HttpResponseRedirect(reverse("desk-client", args=[client.key]) + (part and f"#{part}"))
