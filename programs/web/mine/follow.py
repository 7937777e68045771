"""From a plan to a programme: consent, and the check's answers as its first facts."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from programs.models import ClientLink, Programme
from programs.selectors.clinics import assignment_of
from programs.selectors.kept import found_in
from programs.selectors.own_plans import own_plan
from programs.services.assigning import answer_signs
from programs.services.checks import start_anew
from programs.services.clinics import author_of_client
from programs.services.diary import RefusedError
from programs.services.joining import AlreadyFollowingError, author_of, follow
from programs.services.rechecks import carry_over
from programs.web.callers import known_only, link_of_session, programme_for
from programs.web.errors import not_allowed
from programs.web.held import instead_of_a_plan
from programs.web.mine.today import wrongs_of
from programs.web.privacy import KEPT_NOWHERE
from rehab.words import words_in

METHODS = ("GET", "HEAD", "POST")


@known_only
def begin(request: HttpRequest) -> HttpResponse:
    """What is kept and why, with the one button that agrees to it and begins. Answers that allow no plan show where to
    go instead; without a finished check there is nothing to follow yet. What the check left out is asked first.
    """
    if request.method not in METHODS:
        return not_allowed(METHODS)
    answer = instead_of_a_plan(request) or _begin(request)
    answer["Cache-Control"] = KEPT_NOWHERE
    return answer


def _begin(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    programme, own = programme_for(request), own_plan(request.session, now)
    if own and own.unasked:
        return HttpResponseRedirect(reverse("check-step", args=own.unasked[:1]))
    if programme is not None:
        return _again(request, programme) if own else HttpResponseRedirect(reverse("today"))
    if own is None:
        return render(request, "mine/none.html", {})
    if link := link_of_session(request):
        return _as_client(request, link)
    agreed = request.POST.get("agree") == "yes"
    if request.method == "POST" and agreed and request.user.is_authenticated:
        try:
            follow(user=request.user, own=own, zone=request.POST.get("zone", ""), now=now)
        except AlreadyFollowingError:
            return HttpResponseRedirect(reverse("today"))
        start_anew(session=request.session)
        return HttpResponseRedirect(reverse("today"))
    refused = request.method == "POST"
    context = {
        "own": own,
        "leg": words_in().name("legs", own.asked.leg) if own.asked.leg else "",
        "must_agree": refused,
    }
    return render(request, "mine/begin.html", context, status=400 if refused else 200)


def _as_client(request: HttpRequest, link: ClientLink) -> HttpResponse:
    """The check of somebody whose clinic has said the rest: it goes on with what was assigned. A yes stands already."""
    now, check = timezone.now(), found_in(request.session, timezone.now()).check
    assignment = assignment_of(link.client)
    if assignment is None or check is None:
        return HttpResponseRedirect(reverse("check"))
    if request.method != "POST":
        return render(request, "mine/assigned.html", {"clinic": link.client.clinic})
    try:
        begun = answer_signs(assignment=assignment, check=check, author=author_of_client(link.client), now=now)
    except RefusedError as problem:  # the clinic's template goes into a diary, which needs the yes
        faults = [(wrong, wrong.name) for wrong in wrongs_of(problem)]
        return render(request, "mine/refused.html", {"faults": faults}, status=400)
    if begun is None:
        return HttpResponseRedirect(reverse("check"))
    start_anew(session=request.session)
    return HttpResponseRedirect(reverse("today"))


def _again(request: HttpRequest, programme: Programme) -> HttpResponse:
    """The whole check, done anew by somebody who follows a programme: its answers go into the diary by a press."""
    if request.method != "POST":
        return render(request, "mine/recheck.html", {})
    now = timezone.now()
    check = found_in(request.session, now).check
    assert check is not None, "a plan of one's own comes from a check"
    assert programme.runner is not None, "who is signed in is a runner"
    try:
        carry_over(programme=programme, check=check, author=author_of(programme.runner), now=now)
    except RefusedError as problem:
        faults = [(wrong, wrong.name) for wrong in wrongs_of(problem)]
        return render(request, "mine/refused.html", {"faults": faults}, status=400)
    start_anew(session=request.session)
    return HttpResponseRedirect(reverse("today"))
