"""Plans as PDF, a week or a whole course: the one an address asks for, or the session's own."""

from functools import wraps
from math import ceil
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from programs.handouts.printing import FIRST_WEEK, Given, booklet_of, handout_of, query_of
from programs.selectors.own_plans import own_plan
from programs.selectors.protocol import bounds_on
from programs.services.limits import seconds_to_wait
from programs.web.errors import View, only_read, too_many
from programs.web.held import behind_the_check, own_answer
from programs.web.pages import refused_or_answered
from programs.web.privacy import KEPT_NOWHERE
from rehab.answering import Answer
from rehab.asking import Asked, Bounds


def few_a_minute(view: View) -> View:
    """*view* for a caller who has not asked for `PAPERS_PER_MINUTE` papers in this minute; else 429."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        now = timezone.now().timestamp()
        wait = seconds_to_wait(request, kind="papers", allowed=settings.PAPERS_PER_MINUTE, now=now)
        return too_many(request, seconds=ceil(wait)) if wait else view(request, *args, **kwargs)

    return guarded


@only_read
@few_a_minute
@behind_the_check
def week(request: HttpRequest) -> HttpResponse:
    """The handout of the week that the address asks for; without one, of the session's own present week."""
    if not request.GET:
        own = own_plan(request.session, timezone.now())
        if own is None:
            return HttpResponseRedirect(reverse("plan"))
        return _own(request, own.day // 7 + 1)
    found = refused_or_answered(request)
    if isinstance(found, HttpResponse):
        return found
    return _handed_out(found.answer, found.asked, found.given, found.bounds, "?" + query_of(found.given))


@only_read
@few_a_minute
@behind_the_check
def own_week(request: HttpRequest, number: int) -> HttpResponse:
    """The handout of a week of the session's own plan."""
    return _own(request, number)


@only_read
@few_a_minute
@behind_the_check
def programme(request: HttpRequest) -> HttpResponse:
    """The booklet of the course that the address asks for; without one, of the session's own."""
    if not request.GET:
        own = own_plan(request.session, timezone.now())
        if own is None:
            return HttpResponseRedirect(reverse("plan"))
        asked, answered = own_answer(own, None)
        return _bound(answered, asked, {}, bounds_on(timezone.now().date()), "")
    found = refused_or_answered(request, whole=True)
    if isinstance(found, HttpResponse):
        return found
    first = query_of({**found.given, **FIRST_WEEK})
    return _bound(found.answer, found.asked, found.given, found.bounds, "?" + first)


def _own(request: HttpRequest, number: int) -> HttpResponse:
    own = own_plan(request.session, timezone.now())
    if own is None:
        return HttpResponseRedirect(reverse("check"))
    asked, answered = own_answer(own, max(1, number))
    return _handed_out(answered, asked, {}, bounds_on(timezone.now().date()), "")


def _handed_out(answered: Answer, asked: Asked, given: Given, bounds: Bounds, query: str) -> HttpResponse:
    """The PDF, on the paper that is asked for."""
    plan = settings.BASE_URL + reverse("plan") + query
    pdf = handout_of(answered, asked, given, bounds, plan=plan)
    return _file(pdf, f"strideback-week-{asked.week}.pdf")


def _bound(answered: Answer, asked: Asked, given: Given, bounds: Bounds, query: str) -> HttpResponse:
    """The booklet, on the paper that is asked for."""
    plan = settings.BASE_URL + reverse("plan") + query
    pdf = booklet_of(answered, asked, given, bounds, plan=plan)
    return _file(pdf, f"strideback-grade-{answered.programme.grade}.pdf")


def _file(pdf: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": KEPT_NOWHERE}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
