"""Plans in view of what the session holds: a route in place of all of them, or the plan of the whole situation."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from msgspec.structs import replace

from programs.selectors.checks import last_day, standing
from programs.selectors.kept import found_in
from programs.selectors.own_plans import Own, own_plan
from programs.selectors.protocol import bounds_on, is_reviewed
from programs.selectors.stopped import route_of_programme
from programs.web.callers import programme_for
from programs.web.checks import route_page
from programs.web.errors import only_read
from programs.web.plan_shown import week_shown
from programs.web.privacy import KEPT_NOWHERE
from programs.web.reached_shown import behind
from rehab.answering import Answer, answer
from rehab.asking import Asked
from rehab.screening import screens
from rehab.vocabulary import Route
from rehab.words import words_in

View = Callable[..., HttpResponse]


def behind_the_check(view: View) -> View:
    """*view*, unless the session's answers allow no plan: then where to go instead, whatever was asked. It is another
    answer for each session, so that nobody keeps it.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = instead_of_a_plan(request) or view(request, *args, **kwargs)
        answer["Cache-Control"] = KEPT_NOWHERE
        return answer

    return guarded


def instead_of_a_plan(request: HttpRequest) -> HttpResponse | None:
    """The page in place of every plan, while the session's answers or the diary of whoever is signed in call for it, or
    the answers cannot be read.
    """
    held = held_by_check(request)
    if held is None and route_of_programme(programme_for(request), timezone.now()):
        return HttpResponseRedirect(reverse("stopped"))
    return held


def held_by_check(request: HttpRequest) -> HttpResponse | None:
    """The page in place of every plan, while the check in the session calls for it or cannot be read."""
    at = timezone.now()
    found = found_in(request.session, at)
    if found.is_shut:
        return HttpResponseRedirect(reverse("check"))
    now = standing(found.check, at) if found.check else None
    return route_page(request, now) if now and now.no_plan else None


def start_or_route(view: View) -> View:
    """The start page as it is; with a query it would show a plan, so that it stands behind the check too."""

    @only_read
    @wraps(view)
    def chosen(request: HttpRequest) -> HttpResponse:
        return (instead_of_a_plan(request) if request.GET else None) or view(request)

    return chosen


def plan_or(view: View) -> View:
    """The session's own plan where the address asks for nothing and the check is done, else *view*."""

    @only_read
    @behind_the_check
    @wraps(view)
    def chosen(request: HttpRequest) -> HttpResponse:
        own = None if request.GET else own_plan(request.session, timezone.now())
        return _plan(request, own, own.day) if own else view(request)

    return chosen


@only_read
@behind_the_check
def day(request: HttpRequest, number: int) -> HttpResponse:
    """The session's plan with one day open."""
    own = own_plan(request.session, timezone.now())
    if own is None:
        return HttpResponseRedirect(reverse("check"))
    return _plan(request, own, number)


@only_read
@behind_the_check
def week(request: HttpRequest, number: int) -> HttpResponse:
    """The session's plan of one week with every day open."""
    own = own_plan(request.session, timezone.now())
    if own is None:
        return HttpResponseRedirect(reverse("check"))
    return _plan(request, own, 7 * (max(1, number) - 1), every=True)


def _plan(request: HttpRequest, own: Own, chosen: int, *, every: bool = False) -> HttpResponse:
    """The week of the day *chosen*, under today's locks."""
    bounds = bounds_on(timezone.now().date())
    chosen = min(chosen, last_day(bounds.protocol))
    number = chosen // 7 + 1
    asked, found = own_answer(own, number)
    words = words_in()
    assessed = asked.assessment
    context = {
        "week": week_shown(found, asked, None if every else chosen),
        "links": _links(number, own.day // 7 + 1),
        "today": asked.facts.day,
        "reviewed": is_reviewed(),
        "asked": asked,
        "again": own.again,
        "behind": behind(words, own, bounds.protocol),
        "leg": words.name("legs", asked.leg) if asked.leg else "",
        "focus": words.name("focuses", asked.situation.focus),
        "waits": assessed.lock.stops_rises,
        "route_heading": words.text("routes", "W", "heading"),
        "route_action": words.text("routes", "W", "action"),
        "emergency_action": words.action(Route.EMERGENCY.value),
        "emergency": words.lines("no_plan", "signs", "emergency"),
        "same_day": words.lines("no_plan", "signs", "same_day"),
        "first_step": screens(bounds.screening)[0][0],
        # A check that is finished leads back here: whoever wants to go through it again begins at its first screen.
        "check_page": reverse("check-step", args=[screens(bounds.screening)[0][0]]),
    }
    return render(request, "plan/yours.html", context)


def own_answer(own: Own, number: int | None) -> tuple[Asked, Answer]:
    """The plan of week *number* of the session's own course, or all of it where that is None. A course that waits for
    the leg has days without dates.
    """
    bounds, asked = bounds_on(timezone.now().date()), own.asked
    situation = asked.situation if own.day == own.today else replace(asked.situation, injured_on=None)
    week = None if number is None else min(number, bounds.protocol.last_week)
    asked = replace(asked, situation=situation, week=week)
    found = answer(bounds.protocol, bounds.screening, asked)
    assert isinstance(found, Answer), "a situation is handed out where a plan is allowed"
    return asked, found


def _links(number: int, present: int) -> dict[str, str]:
    """Addresses beside this week: they name days and weeks, and nothing about anybody. The way to the *present* week is
    the plan's own, which opens today.
    """
    first = 7 * (number - 1)
    today = reverse("plan")
    return {
        "before": today if number - 1 == present else reverse("plan-day", args=[max(0, first - 7)]),
        "after": today if number + 1 == present else reverse("plan-day", args=[first + 7]),
        "day": reverse("plan-day", args=[0]).removesuffix("0/"),
        "day_end": "/",
        "every": reverse("plan-week", args=[number]),
        "paper": reverse("plan-own-paper", args=[number]),
        "booklet": reverse("plan-booklet"),
    }
