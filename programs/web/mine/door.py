"""Who may open the runner's pages, and what each of them begins with."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from programs.models import Programme
from programs.selectors.clinics import member_of
from programs.selectors.programmes import Following, following
from programs.selectors.stopped import stop_of
from programs.services.joining import author_of
from programs.web.callers import known_only, link_of_session, programme_for
from programs.web.errors import not_allowed, not_found
from programs.web.held import held_by_check
from programs.web.mine.followed import mark
from programs.web.privacy import KEPT_NOWHERE

View = Callable[..., HttpResponse]


def own(*methods: str, route: bool = True) -> Callable[[View], View]:
    """A page of somebody's own programme, for *methods* alone, kept nowhere: the view is given a `Following`.

    Strangers are sent to sign in, people who follow nothing are told how to begin, and a client whose clinic left the
    warning signs open is asked them. With *route*, a check or a
    diary that holds an emergency or urgent answer shows where to go in place of the page.
    """

    def decorate(view: View) -> View:
        @known_only
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in methods:
                return not_allowed(methods)
            programme = programme_for(request)
            held = held_by_check(request) if route else None
            if programme is None:
                answer = held or _none_yet(request)
            else:
                answer = held or _answer(request, programme, *args, **kwargs)
            answer["Cache-Control"] = KEPT_NOWHERE
            return answer

        def _answer(request: HttpRequest, programme: Programme, *args: Any, **kwargs: Any) -> HttpResponse:
            now = timezone.now()
            found = following(programme, now)
            mark(request, found, now)
            if route and stop_of(found):
                return HttpResponseRedirect(reverse("stopped"))
            try:
                return view(request, found, *args, **kwargs)
            except (Http404, Programme.DoesNotExist) as gone:  # the one whose owner erased it since it was read
                return not_found(request, gone)

        return guarded

    return decorate


def signed_in(*methods: str, link: bool = False) -> Callable[[View], View]:
    """A page for whoever has an account, and with *link* for holders of a clinic's link too, whatever they follow and
    whatever their diary holds; kept nowhere.
    """
    door: Callable[[View], View] = known_only if link else login_required

    def decorate(view: View) -> View:
        @door
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            answer = view(request, *args, **kwargs) if request.method in methods else not_allowed(methods)
            answer["Cache-Control"] = KEPT_NOWHERE
            return answer

        return guarded

    return decorate


def _none_yet(request: HttpRequest) -> HttpResponse:
    if link_of_session(request):
        return HttpResponseRedirect(reverse("check"))
    if member_of(request.user):
        return HttpResponseRedirect(reverse("desk"))
    return render(request, "mine/none.html", {})


def author(found: Following) -> str:
    """How the diary names whoever is asking: on their own pages, the runner."""
    runner = found.programme.runner
    assert runner is not None, "a programme that is opened by signing in has its runner"
    return author_of(runner)
