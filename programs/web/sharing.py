"""The link by which a clinic asks to see a programme: who asks, what they would see, and the yes of the runner."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from programs.models import ShareLink
from programs.selectors.clinics import member_of, shares_of
from programs.selectors.sharing import share_link_of
from programs.services.clinics import OtherPersonError
from programs.services.sharing import NothingToShareError, SharedAlreadyError, ShutError, share_by
from programs.web.callers import programme_for, runner_for
from programs.web.errors import not_allowed
from programs.web.privacy import KEPT_NOWHERE

METHODS = ("GET", "HEAD", "POST")


def share(request: HttpRequest, token: str) -> HttpResponse:
    """Who asks and what they would see, with the one button that agrees; 404, with a way on, for a link that opens
    nothing, or nothing more. Looking at it shares nothing.
    """
    if request.method not in METHODS:
        return not_allowed(METHODS)
    link = share_link_of(token, timezone.now())
    if link is None:
        answer = render(request, "desk/link_shut.html", {"shares": True}, status=404)
    elif request.method == "POST":
        answer = _shared(request, link, token)
    else:
        answer = _shown(request, link)
    answer["Cache-Control"] = KEPT_NOWHERE
    return answer


def _shared(request: HttpRequest, link: ShareLink, token: str) -> HttpResponse:
    runner = runner_for(request)
    if member_of(request.user) is not None or runner is None:
        return _shown(request, link, status=400)
    if request.POST.get("agree") != "yes":
        return _shown(request, link, refused="agree", status=400)
    try:
        share_by(token=token, runner=runner, now=timezone.now())
    except NothingToShareError:
        return _shown(request, link, refused="nothing", status=409)
    except SharedAlreadyError:
        return _shown(request, link, refused="already", status=409)
    except OtherPersonError:
        return _shown(request, link, refused="other", status=409)
    except ShutError:  # by another tab, between looking and pressing
        return HttpResponseRedirect(request.path)
    return HttpResponseRedirect(f"{reverse('data')}#shares")


def _shown(request: HttpRequest, link: ShareLink, *, refused: str = "", status: int = 200) -> HttpResponse:
    programme = programme_for(request)
    context = {
        "clinic": link.client.clinic,
        "ends_at": link.ends_at,
        "works_there": member_of(request.user) is not None,
        "is_known": runner_for(request) is not None,
        "programme": programme,
        "shares": list(shares_of(programme)) if programme else [],
        "refused": refused,
    }
    return render(request, "mine/share.html", context, status=status)
