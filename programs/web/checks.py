"""The safety check, screen by screen: each a form at its own address, and no answer in any address.

A screen is read with GET and answered with POST, which redirects to the next screen without an answer.
While the answers send somebody away there is one page, and the screens that led to it. A screen that would decide
nothing is left out, until somebody goes on to follow the plan; who follows one already is asked every screen.
"""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from msgspec.structs import replace

from programs.models.checks import Check
from programs.selectors.checks import (
    MORE,
    QUESTION,
    RESULT,
    Standing,
    current,
    is_answered,
    questions_now,
    standing,
    steps,
)
from programs.selectors.clinics import HELD, assignment_of
from programs.selectors.kept import KEY, found_in
from programs.selectors.protocol import emergency, is_reviewed
from programs.selectors.stopped import route_of_programme
from programs.services.assigning import answer_signs
from programs.services.checks import record, start_anew
from programs.services.clinics import author_of_client
from programs.services.joining import author_of
from programs.services.rechecks import carry_over
from programs.web import check_forms
from programs.web.callers import link_of_session, programme_for
from programs.web.check_shown import route_shown, step_shown
from programs.web.errors import bad_request, not_allowed, refused
from programs.web.privacy import KEPT_NOWHERE
from rehab.asking import BadAnswersError, Wrong, shown
from rehab.screening import screens

COUNTRY = "country"
LABELS = {
    "flag": gettext_lazy("Signs"),
    "injured_on": gettext_lazy("The day it began"),
    "when": gettext_lazy("When it began"),
    "age": gettext_lazy("Age"),
    "side": gettext_lazy("Sore leg"),
    "day": gettext_lazy("The day of the visit"),
    "weekly_run_minutes": gettext_lazy("Minutes of running in a usual week"),
    "equipment": gettext_lazy("What you have at home"),
    "grade": gettext_lazy("Grade"),
    "points": gettext_lazy("Answer"),
    "": gettext_lazy("A name in the form"),
}

# Where nothing was given there is nothing to repeat: what to do is enough.
MISSING = {
    "flag": gettext_lazy("Tick what fits, or press “None of these”."),
    "injured_on": gettext_lazy("Say when it started."),
    "side": gettext_lazy("Say which leg is sore."),
}

View = Callable[..., HttpResponse]


def asks(*methods: str) -> Callable[[View], View]:
    """A screen of the check: for *methods* alone, kept nowhere, and answered from our own pages alone.

    No cookie is set before the first answer, and so no token: that answer has to name our own
    address as its origin, which a browser sends by itself and a page elsewhere cannot.
    """

    def decorate(view: View) -> View:
        with_token = csrf_protect(view)

        @csrf_exempt
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in methods:
                return not_allowed(methods)
            if request.method == "POST" and not holds_any(request):
                answer = view(request, *args, **kwargs) if comes_from_here(request) else refused(request)
            else:
                answer = with_token(request, *args, **kwargs)
            answer["Cache-Control"] = KEPT_NOWHERE
            return answer

        return guarded

    return decorate


def holds_any(request: HttpRequest) -> bool:
    """Whether this browser's session holds answers, be they readable or not."""
    return KEY in request.session


def comes_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that the form was on one of our own pages."""
    told = request.headers.get("Origin") or request.headers.get("Referer") or ""
    try:
        origin = urlsplit(told)
    except ValueError:
        return False
    return (origin.scheme, origin.netloc) == (request.scheme, request.get_host())


@asks("GET", "HEAD")
def enter(request: HttpRequest) -> HttpResponse:
    """To the first screen without an answer."""
    return _go_on(_standing(request))


@asks("GET", "HEAD", "POST")
def step(request: HttpRequest, name: str) -> HttpResponse:
    """One screen: shown, or answered. 400 and the screen again for what cannot be used."""
    now = _standing(request)
    if not _exists(name, now):
        raise Http404
    if request.method == "POST":
        return _answer(request, name, now)
    if name == RESULT and now.no_plan:
        return route_page(request, now)
    if not _may_see(name, now):
        return _go_on(now)
    return _show(request, name, now)


@asks("POST")
def country(request: HttpRequest) -> HttpResponse:
    """Keep the country that was chosen for the numbers to call."""
    now = _standing(request)
    if found_in(request.session, timezone.now()).check is None:
        return _go_on(now)  # a country alone is no answer to begin a check with
    try:
        said = check_forms.country(request.POST, [entry.code for entry in emergency().countries], now.bounds)
    except BadAnswersError as problem:
        return route_page(request, now, problem.wrongs) if now.no_plan else bad_request(request)
    record(session=request.session, step=COUNTRY, said=said, now=timezone.now())
    return _go_on(now)


@asks("POST")
def anew(request: HttpRequest) -> HttpResponse:
    """Forget all answers, and begin again."""
    start_anew(session=request.session)
    return HttpResponseRedirect(reverse("check"))


def route_page(request: HttpRequest, now: Standing, wrongs: Sequence[Wrong] = ()) -> HttpResponse:
    """What stands in place of every plan while the answers send somebody away; 400 with what was wrong about a
    country, and all that helps as before.
    """
    assert now.no_plan is not None, "this page is for answers that allow no plan"
    shown = route_shown(now.no_plan, now, request.headers.get("Accept-Language", ""))
    faults = [(wrong, _("Country")) for wrong in wrongs]
    context = shown | {"reviewed": is_reviewed(), "faults": faults}
    answer = render(request, "check/route.html", context, status=400 if faults else 200)
    answer["Cache-Control"] = KEPT_NOWHERE
    return answer


def _standing(request: HttpRequest) -> Standing:
    """What the session's answers come to; for a session without any, what no answers come to."""
    return _come_to(request, found_in(request.session, timezone.now()).check or Check(answered_at=0))


def _come_to(request: HttpRequest, check: Check) -> Standing:
    """What *check* comes to; whoever follows a programme, or is to by a clinic's link, is asked every screen of it."""
    whole = HELD in request.session or programme_for(request) is not None
    return standing(check, timezone.now(), whole=whole)


def _is_done(now: Standing) -> bool:
    """Whether a plan is there to be seen."""
    return now.no_plan is None and current(now) is None


def _exists(name: str, now: Standing) -> bool:
    """Whether any check has the screen *name*, now or after other answers."""
    questions = {QUESTION + entry for entry in check_forms.question_ids()}
    return name in {*steps(now), *now.left_out, *questions, MORE, RESULT}


def _may_see(name: str, now: Standing) -> bool:
    """Whether *name* is the screen at hand or one answered before; while a route stands, those that led to it."""
    if now.no_plan and name == MORE:
        return bool(questions_now(now))
    if name in now.left_out:
        return _is_done(now)
    if name not in steps(now):
        return False
    return is_answered(name, now) or (not now.no_plan and name == current(now))


def _answer(request: HttpRequest, name: str, now: Standing) -> HttpResponse:
    """Keep what the form of *name* says. A warning sign is kept whatever else is missing."""
    is_sign = name in dict(screens(now.bounds.screening))
    if not is_sign and not _may_see(name, now):
        return _go_on(now)
    try:
        said = check_forms.read(name, request.POST, now)
    except BadAnswersError as problem:
        said = check_forms.signs_alone(name, request.POST, now) if is_sign else {}
        if not _stops(now, said):
            return _show(request, name, now, problem)
    first = name == steps(now)[0] or bool(now.check.answered_at)
    late = name in standing(now.check, timezone.now()).left_out
    if late:
        said |= {"reached": now.check.reached}  # it decides nothing about the plan that this was said of
    check = record(session=request.session, step=name, said=said, now=timezone.now(), lost=not first)
    then = _come_to(request, check)
    _tell_diary(request, then)
    if late and request.user.is_authenticated and _is_done(then):
        return HttpResponseRedirect(reverse("follow"))
    return _go_on(then)


def _tell_diary(request: HttpRequest, then: Standing) -> None:
    """An answer that sends somebody away at once is a fact of the programme they follow, too; where a clinic waits for
    the answers, it hears of it.
    """
    if then.no_plan is None or not then.no_plan.route.stops:
        return
    programme = programme_for(request)
    known = route_of_programme(programme, timezone.now())
    if known is not None and then.check.flags <= set(known.flags):
        return
    if programme is not None and programme.runner is not None:
        carry_over(programme=programme, check=then.check, author=author_of(programme.runner), now=timezone.now())
    elif (link := link_of_session(request)) and (waiting := assignment_of(link.client)):
        answer_signs(assignment=waiting, check=then.check, author=author_of_client(link.client), now=timezone.now())


def _stops(now: Standing, said: dict[str, Any]) -> bool:
    """Whether the ticks of *said*, beside all that was said before, send somebody away at once."""
    ticks = now.check.ticks | said.get("ticks", {})
    then = standing(replace(now.check, ticks=ticks), timezone.now())
    return bool(said) and then.no_plan is not None and then.no_plan.route.stops


def _show(request: HttpRequest, name: str, now: Standing, problem: BadAnswersError | None = None) -> HttpResponse:
    sent = check_forms.kept({key: request.POST.getlist(key) for key in request.POST}) if problem else None
    template, context = step_shown(name, now, sent)
    wrongs = problem.wrongs if problem else ()
    order = steps(now)
    back = reverse("plan" if name in now.left_out else "start")
    if name in order[1:]:
        back = reverse("check-step", args=[order[order.index(name) - 1]])
    context |= {
        "step": name,
        "back": back,
        "faults": [
            (wrong, LABELS.get(wrong.name, _("Answer")), MISSING.get(wrong.name) if wrong.given == shown("") else None)
            for wrong in wrongs
        ],
        "wrong": {wrong.name for wrong in wrongs},
        "lost": now.check.lost,
        "damaged": found_in(request.session, timezone.now()).damaged,
        "has_token": holds_any(request),
        "reviewed": is_reviewed(),
    }
    return render(request, template, context, status=400 if problem else 200)


def _go_on(now: Standing) -> HttpResponse:
    """To the page that stands in place of a plan, to the first screen without an answer, or to the plan."""
    if now.no_plan:
        return HttpResponseRedirect(reverse("check-step", args=[RESULT]))
    waiting = current(now)
    return HttpResponseRedirect(reverse("check-step", args=[waiting]) if waiting else reverse("plan"))
